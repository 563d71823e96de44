"""Names of countries and languages, in several languages, and the codes that they stand for.

Source: the territories and languages of the Unicode CLDR.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from babel import Locale
from babel.core import UnknownLocaleError, get_global

from salerno.credentials.countries import country_names
from salerno.programmes.matching import Block, block_of, features_of, folded, likenesses

SPOKEN = ("en", "es", "fr", "de", "pt", "it", "ru", "ar")
_CALLED = {
    "usa": "US", "u s a": "US", "u s": "US", "america": "US", "united states of america": "US",
    "uk": "GB", "u k": "GB", "great britain": "GB", "england": "GB", "scotland": "GB",
    "wales": "GB", "northern ireland": "GB", "uae": "AE", "czech republic": "CZ", "korea": "KR",
    "republic of korea": "KR", "macedonia": "MK", "holland": "NL", "the netherlands": "NL",
    "russian federation": "RU", "turkey": "TR", "ivory coast": "CI", "hong kong": "HK",
    "moldova republic of": "MD", "republic of moldova": "MD", "viet nam": "VN", "iran": "IR",
    "bosnia": "BA", "palestine": "PS", "swaziland": "SZ", "cape verde": "CV", "burma": "MM",
    "the gambia": "GM", "st kitts": "KN", "republic of ireland": "IE", "macau": "MO",
}  # fmt: skip
_SPEECH = {"mandarin": "zh", "farsi": "fa", "castilian": "es", "flemish": "nl", "tagalog": "tl"}


NEAR = 0.45
"""Names that are less alike are not offered."""


def likely_country(written: str) -> str:
    """The country that was probably meant, as a question in English; empty when none is near."""
    return _nearest(written, _countries())


def likely_language(written: str) -> str:
    """The language that was probably meant, as a question in English; empty when none is near."""
    return _nearest(written, _languages())


@cache
def _countries() -> Block:
    return block_of((name, features_of(name)) for name in country_names().values())


@cache
def _languages() -> Block:
    names = {str(code): str(name) for code, name in Locale("en").languages.items()}
    return block_of((name, features_of(name)) for code, name in names.items() if len(code) == 2)


def _nearest(written: str, names: Block) -> str:
    """The name that shares most trigrams: a file may hold twenty thousand that nobody knows."""
    found = likenesses(features_of(written[:100]), names)
    place = int(found.argmax())
    return f"did you mean '{names.owners[place]}'?" if found[place] >= NEAR else ""


@cache
def country_codes() -> Mapping[str, str]:
    """The code of every country by its codes and folded names."""
    found = dict(_CALLED)
    for code, codes in get_global("territory_aliases").items():
        if len(code) == 3 and code.isalpha() and codes[0] in country_names():
            found[folded(code)] = codes[0]
    for language in reversed(SPOKEN):
        for code, name in Locale(language).territories.items():
            if code in country_names():
                found[folded(name)] = code
    return MappingProxyType(found | {code.lower(): code for code in country_names()})


@cache
def language_codes() -> Mapping[str, str]:
    """The code of every language of ISO 639-1 by its code and folded names."""
    found = dict(_SPEECH)
    for language in reversed(SPOKEN):
        for code, name in Locale(language).languages.items():
            if len(code) == 2:
                found[folded(name)] = code
    own = {code for code in found.values() if len(code) == 2}
    for code in sorted(own):
        if code in Locale("en").languages and (named := _own_name(code)):
            found.setdefault(named, code)
    return MappingProxyType(found | {code: code for code in own})


def _own_name(code: str) -> str:
    """What a language is called in itself; empty where that is not known."""
    try:
        name = Locale(code).languages.get(code, "")
    except UnknownLocaleError:
        return ""
    return folded(name)
