"""ISO 3166-1 country codes: which exist, and which one was probably meant.

Source: the territories of the Unicode CLDR, without groups and test codes; XK is Kosovo.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from babel import Locale
from babel.core import get_global

from salerno.errors import LONGEST_WORD, InputError

_NO_COUNTRIES = frozenset(
    ("AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
)

_OF_COUNTRIES = frozenset({"country", "citizenship"})


def names_country(attribute: str) -> bool:
    """Whether an attribute or fact of that name, such as `residence.country`, holds countries."""
    return attribute.rpartition(".")[2] in _OF_COUNTRIES


@cache
def country_names() -> dict[str, str]:
    """The English name of every country by its code of two capital letters."""
    return {
        code: name
        for code, name in Locale("en").territories.items()
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }


def check_country(code: str) -> None:
    """Raise InputError, with the code that was probably meant, when there is no such country."""
    if code not in country_names():
        raise InputError(
            f"unknown country '{code[:40]}'",
            why="not an ISO 3166-1 code of two letters",
            fix=_likely(code) or "use two capital letters such as 'EG'",
        )


def _likely(written: str) -> str:
    capital = written.upper()
    if capital in country_names():
        return f"write '{capital}'"
    for code in get_global("territory_aliases").get(capital, ()):
        return f"write '{code}'"
    codes = {name.casefold(): code for code, name in country_names().items()}
    name = written[:LONGEST_WORD].casefold()
    nearest = get_close_matches(name, codes, n=1) if len(name) > 3 else ()
    return f"write '{codes[nearest[0]]}'" if nearest else ""
