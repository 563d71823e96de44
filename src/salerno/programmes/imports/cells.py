"""Reading one cell: a country, languages, a length, amounts, as people write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar, get_args

from salerno.errors import InputError
from salerno.programmes.amounts import Amount, amounts_in
from salerno.programmes.imports.headings import Heading
from salerno.programmes.imports.mappings import currency_codes
from salerno.programmes.imports.names import (
    country_codes,
    language_codes,
    likely_country,
    likely_language,
)
from salerno.programmes.imports.synonyms import (
    ACCEPTED,
    ENTERED,
    NOTHING,
    PERIODICAL,
    STANDING,
)
from salerno.programmes.matching import folded
from salerno.programmes.programmes import Acceptance, Count, Entry, Length, Period
from salerno.programmes.schools import Status

T = TypeVar("T")

SHORTEST, LONGEST = Decimal("0.5"), Decimal(12)
"""A course of medicine takes no less and no more years."""
EARLIEST, AHEAD = 1950, 6
"""The first year that is believed, and how many years from now the last one is."""
MOST_SEATS = 50_000
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_CYCLE = re.compile(r"(\d{4})(?:\s*[-/–]\s*(\d{2}|\d{4}))?")
_PARTED = re.compile(r"\s*(?:[/,;+&|\n]|\band\b|\bund\b|\bet\b|\by\b)\s*", re.I)
_MARKS = r"\[\w{1,2}\]|[*\u2020\u2021\u00b9\u00b2\u00b3\u2070-\u2079]+"
_FOOTNOTE = re.compile(_MARKS)
_ASIDE = re.compile(rf"\([^)]*\)|{_MARKS}")
_MINUS = re.compile(r"(?:^|[;\n|])\s*(?:[A-Z]{3}|\W)?\s*[-\u2212]\s*\d")


class Impossible(InputError):
    """A value that cannot be true: the row is likely to be out of step with its headings."""


@dataclass(frozen=True, slots=True)
class Asking:
    """What amounts without words of their own are in, and how often they are asked."""

    heading: Heading
    currency: str = ""
    per: Period | None = None


def is_nothing(written: str) -> bool:
    """Whether a cell says nothing, in whatever way."""
    return written.strip().casefold() in NOTHING


def plain_text(written: str) -> str:
    """The words of a cell on one line, without marks of footnotes."""
    return " ".join(_FOOTNOTE.sub("", written).split())


def country_of(written: str) -> str:
    """The code of a country by its code or its name in the languages that Salerno speaks."""
    key = folded(_ASIDE.sub(" ", written)) or folded(written)
    known = country_codes()
    if key not in known:
        guess = likely_country(key) or "write the name or the two letters of ISO 3166-1"
        raise InputError(f"unknown country '{written[:40]}'", fix=guess)
    return known[key]


def languages_of(written: str) -> tuple[str, ...]:
    """The codes of languages, in their order; every one of them is known."""
    parts = [folded(part) for part in _PARTED.split(_ASIDE.sub(" ", written))]
    known = language_codes()
    for part in filter(None, parts):
        if part not in known:
            guess = likely_language(part) or "write its name or the two letters of ISO 639-1"
            raise InputError(f"unknown language '{part[:40]}'", fix=guess)
    found = tuple(dict.fromkeys(known[part] for part in parts if part))
    if not found:
        raise InputError(f"'{written[:40]}' names no language", fix="write its name")
    return found


def length_of(written: str, heading: Heading) -> Length:
    """A length in years or months; raises Impossible for what no course of medicine takes."""
    numbers = [Decimal(own.replace(",", ".")) for own in _NUMBER.findall(written)]
    if not 1 <= len(numbers) <= 2:
        fix = "write a number of years such as 6, or two such as 5-6"
        raise InputError(f"'{written[:40]}' is no length", fix=fix)
    if "month" in written.casefold() or "month" in heading.words:
        numbers = [round(number / 12, 2) for number in numbers]
    low, high = numbers[0], numbers[-1]
    if not SHORTEST <= low <= high <= LONGEST:
        why = f"a course takes from {SHORTEST} to {LONGEST} years, the lower number first"
        raise Impossible(f"impossible length '{written[:40]}'", why=why, fix="correct the cell")
    return Length(low, high)


def cycle_of(written: str, today: date) -> str:
    """An academic year as 2026/27, or a year."""
    match = _CYCLE.fullmatch(plain_text(written))
    if match is None:
        raise InputError(f"'{written[:40]}' is no year", fix="write it like 2026 or 2026/27")
    check_years(match[1], today)
    if match[2] is None:
        return match[1]
    if int(match[2][-2:]) != (int(match[1]) + 1) % 100:
        fix = "write two years that follow each other"
        raise Impossible(f"impossible academic year '{written[:40]}'", fix=fix)
    return f"{match[1]}/{match[2][-2:]}"


def check_years(written: str, today: date) -> None:
    """Raise Impossible when a year is named that is long past or far ahead."""
    for year in _YEAR.findall(written):
        if not EARLIEST <= int(year) <= today.year + AHEAD:
            why = f"years from {EARLIEST} to {today.year + AHEAD} are believed"
            raise Impossible(f"impossible year {year}", why=why, fix="correct the cell")


def acceptance_of(written: str) -> Acceptance:
    """Whether international applicants are taken."""
    return _word(written, ACCEPTED, "yes, no, conditional or closed")


def entry_of(written: str) -> Entry:
    """Who is let in."""
    return _word(written, ENTERED, "school, graduate or either")


def status_of(written: str) -> Status:
    """Whether it is open."""
    return _word(written, STANDING, "open, paused, teach-out, closed or proposed")


def period_of(written: str) -> Period:
    """How often an amount is asked."""
    return _word(written, PERIODICAL, ", ".join(get_args(Period)))


def currency_of(written: str) -> str:
    """The code of a currency."""
    code = plain_text(written).upper()
    if code not in currency_codes():
        fix = "use the three letters of ISO 4217, such as USD"
        raise InputError(f"unknown currency '{written[:40]}'", fix=fix)
    return code


def _word(written: str, known: Mapping[str, T], fix: str) -> T:
    key = folded(_ASIDE.sub(" ", written)) or folded(written)
    if key not in known:
        raise InputError(f"'{written[:40]}' is not understood", fix=f"write {fix}")
    return known[key]


def seats_of(written: str) -> Count:
    """How many places there are, of everybody."""
    bare = re.sub(r"(?<=\d)[, \u00a0](?=\d{3}\b)", "", plain_text(written))
    numbers = [Decimal(own) for own in re.findall(r"\d+", bare)]
    if not 1 <= len(numbers) <= 2 or numbers[0] > numbers[-1]:
        raise InputError(f"'{written[:40]}' is no number of places", fix="write a whole number")
    if numbers[-1] > MOST_SEATS:
        raise Impossible(f"impossible number of places {numbers[-1]}", fix="correct the cell")
    return Count("seats", "all", numbers[0], numbers[-1])


def prices_of(written: str, asking: Asking) -> tuple[Amount, ...]:
    """The amounts of a cell, by what the heading and the row say of all of them.

    Raises Impossible below zero, InputError for what cannot be read without a guess.
    """
    if _MINUS.search(written):
        raise Impossible(f"'{written[:40]}' is below zero", fix="correct the cell")
    currency = asking.heading.currency or asking.currency
    scaled = _scaled(written, asking.heading.scale)
    return amounts_in(scaled, currency=currency, codes=currency_codes())


def _scaled(written: str, scale: str) -> str:
    """Amounts under a heading in lakh are in lakh, unless they say a scale of their own."""
    if not scale or re.search(r"lakh|lac\b|crore|thousand|million|\dk\b", written, re.I):
        return written
    return re.sub(r"([^;\n|]*\d)", rf"\1 {scale}", written)
