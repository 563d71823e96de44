"""The columns of each kind of table: what they are called, and how a cell of them is read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from types import MappingProxyType

from salerno.errors import InputError, did_you_mean
from salerno.placements.imports.values import Subject
from salerno.placements.rotations import KINDS
from salerno.programmes.imports.cells import currency_of, languages_of
from salerno.programmes.matching import folded

LONGEST_TEXT, LONGEST_ID = 2_000, 100
MOST_SEATS, MOST_WEEKS, MOST_YEARS = 500, 104, 9
MOST_FEE = Decimal(1_000_000)
_ID = re.compile(r"[^\s/]+")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_WEEKS = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?( weeks?)?")
_FEE = re.compile(r"([A-Z]{3}) (\d{1,7}\.\d{2})")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, other headings for it, how to read it; `read` is None for days."""

    name: str
    read: Callable[[str], object] | None
    called: tuple[str, ...] = ()
    needed: bool = True


def _text(written: str) -> str:
    words = " ".join(written.split())
    if len(words) > LONGEST_TEXT:
        raise InputError(f"{len(words):,} characters", fix="is it in the right column?")
    return words


def _id(written: str) -> str:
    if not _ID.fullmatch(written) or len(written) > LONGEST_ID:
        fix = "write it without spaces and slashes"
        raise InputError(f"'{written[:40]}' is no id", fix=fix)
    return written


def _mail(written: str) -> str:
    if not _MAIL.fullmatch(written):
        raise InputError(f"'{written[:40]}' is no e-mail address", fix="correct it")
    return written


def _kind(written: str) -> str:
    if written not in KINDS:
        fix = did_you_mean(written, KINDS) or f"it can be {', '.join(KINDS)}"
        raise InputError(f"'{written[:40]}' is no kind of rotation", fix=fix)
    return written


def _count(written: str, *, most: int) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", written) or not 1 <= int(written) <= most:
        fix = f"write a whole number from 1 to {most}"
        raise InputError(f"'{written[:40]}' is out of range", fix=fix)
    return int(written)


def _weeks(written: str) -> tuple[int, int]:
    match = _WEEKS.fullmatch(written)
    least = int(match[1]) if match else 0
    most = int(match[2] or least) if match else 0
    if not 1 <= least <= most <= MOST_WEEKS:
        fix = f"write it like '4 weeks' or '2-4 weeks', {MOST_WEEKS} at most"
        raise InputError(f"'{written[:40]}' is no number of weeks", fix=fix)
    return least, most


def _fee(written: str) -> tuple[str, Decimal]:
    match = _FEE.fullmatch(written)
    if match is None or Decimal(match[2]) > MOST_FEE:
        fix = "write the currency and the amount with two decimals, like 'EUR 450.00'"
        raise InputError(f"'{written[:40]}' is no fee", fix=fix)
    return currency_of(match[1]), Decimal(match[2])


COLUMNS: Mapping[Subject, tuple[Column, ...]] = MappingProxyType(
    {
        "rotations": (
            Column("id", _id, ("rotation id",)),
            Column("title", _text, ("rotation", "name")),
            Column("location", _id, ("site", "unit", "location id")),
            Column("kind", _kind),
            Column("specialty", _text, ("speciality",)),
            Column("weeks", _weeks),
            Column("seats", partial(_count, most=MOST_SEATS), ("places", "capacity")),
            Column("first", None, ("first day", "start date", "start")),
            Column("last", None, ("last day", "end date", "end")),
            Column("fee", _fee, needed=False),
            Column("languages", languages_of, ("language",), needed=False),
        ),
        "rosters": (
            Column("id", _id, ("trainee id", "student id", "cid")),
            Column("name", _text, ("full name",)),
            Column("email", _mail, ("e mail", "e mail address", "email address")),
            Column("school", _text),
            Column("programme", _text, ("program", "course")),
            Column("year", partial(_count, most=MOST_YEARS), ("year of study",)),
        ),
        "placements": (
            Column("agency", _text, ("site", "host")),
            Column("rotation", _text, ("rotation id",)),
            Column("first", None, ("start date", "first day", "start")),
            Column("last", None, ("end date", "last day", "end")),
            Column("specialty", _text, ("speciality",)),
            Column("trainee", _id, ("cid", "trainee id", "student id")),
            Column("description", _text, ("notes",), needed=False),
        ),
    }
)
IMPERIAL = ("agency", "rotation", "start date", "end date", "specialty", "cid", "description")
"""The headings of the placements that Imperial MedLearn writes, folded; its days are dd/mm/YYYY."""


def columns_of(heads: Sequence[str]) -> tuple[Subject, tuple[Column, ...]]:
    """The kind of table that has these headings, and the column of each.

    Raises InputError for a heading that is unknown, twice, or missing.
    """
    words = [folded(head) for head in heads]
    scores = {own: len(_found(words, own)) for own in COLUMNS}
    subject = max(scores, key=lambda own: scores[own] / len(COLUMNS[own]))
    found = _found(words, subject)
    fix = f"the headings are {', '.join(own.name for own in COLUMNS[subject])}"
    unknown = [head for head, word in zip(heads, words, strict=True) if word not in found]
    missing = [c.name for c in COLUMNS[subject] if c.needed and c not in found.values()]
    if unknown or missing:
        why = f"unknown: {', '.join(unknown)[:200] or 'none'}; missing: {', '.join(missing)}"
        raise InputError("the headings are not known", why=why, fix=fix)
    named = tuple(found[word] for word in words)
    if len({own.name for own in named}) < len(named):
        raise InputError("a heading is there twice", fix=fix)
    return subject, named


def _found(words: Sequence[str], subject: Subject) -> Mapping[str, Column]:
    known = {word: c for c in COLUMNS[subject] for word in (c.name, *c.called)}
    return {word: known[word] for word in words if word in known}
