"""Logs: the hours and the cases of a trainee, and what must not stand in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from salerno.errors import InputError
from salerno.periods import Period
from salerno.placements.windows import monday

LONGEST_DAY = 24
SUPERVISION = ("watched", "beside", "near", "alone")
"""How somebody was supervised: watched only, somebody beside them, somebody near, alone."""

_TITLES = (
    r"(?i:mrs|herr|frau|señora?|signora?|monsieur|madame|mme|г-н|г-жа|السيدة|السيد)"
    r"|Mr|mr|Ms|Miss|Sra?"
)
"""Titles of people; MR and MS are an image and an illness, and lower-case ms a time."""
_MONTH = (
    r"(?:jan|ene|f[eé][bv]|mar|apr|abr|avr|ma[iy]|jui?n|jui?l|aug|ago|aoû|se[pt]|o[ck]t|nov"
    r"|de[cz]|dic|déc|янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|يناير|فبراير|مارس|أبريل"
    r"|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر)[^\W\d_]*\.?"
)
_DATES = (
    r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})",
    r"\d{4}[./-]\d{1,2}[./-]\d{1,2}",
    rf"\d{{1,2}}\.? (?:de )?{_MONTH},? (?:de )?(?:19|20)\d\d",
    rf"{_MONTH} \d{{1,2}}, ?(?:19|20)\d\d",
)
"""Dates in figures, with a year of two or four, and in words; 1-0-1 is a dose."""

_SUSPECT = (
    ("a name", re.compile(rf"\b(?:{_TITLES})\.?\s+[^\W\d_]")),
    ("an e-mail address", re.compile(r"\S@\S")),
    ("a date", re.compile(rf"\b(?:{'|'.join(_DATES)})\b", re.I)),
    ("a long number", re.compile(r"\d(?: ?\d){5,}|\d{3}[.-]\d{3}[.-]\d{4}")),
)


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of one day, in quarters of an hour at the finest."""

    day: date
    hours: float


def identifying(words: str) -> tuple[str, ...]:
    """What in words about a case may tell who the patient is: kinds of things, none when clean.

    A name, an address, a date or a number of six digits or more; it finds what is usual, not all.
    """
    return tuple(kind for kind, pattern in _SUSPECT if pattern.search(words))


def check_case(words: str) -> None:
    """Raise InputError where words about a case may tell who the patient is."""
    found = identifying(words)
    if found:
        raise InputError(
            "this may tell who the patient is",
            why=f"there is {' and '.join(found)} in it",
            fix="write what was done, and nothing of the person",
        )


def check_hours(own: Hours, *, stay: Period) -> None:
    """Raise InputError where a day is not of the stay, or no day has so many hours."""
    check_day(own.day, stay=stay)
    if not 0 < own.hours <= LONGEST_DAY or (own.hours * 4) % 1:
        fix = "give quarters of an hour, up to 24 hours"
        raise InputError(f"a day has no {own.hours:g} hours", fix=fix)


def check_day(day: date, *, stay: Period) -> None:
    """Raise InputError where a day is not of the stay."""
    if not stay.contains(day):
        raise InputError(f"{day} is no day of the stay")


def weekly(several: Iterable[Hours]) -> dict[date, float]:
    """The hours of each week, by its Monday, in order."""
    found: dict[date, float] = {}
    for own in sorted(several, key=lambda one: one.day):
        week = monday(own.day)
        found[week] = found.get(week, 0) + own.hours
    return found
