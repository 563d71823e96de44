"""What rows say of each other: ids twice, stays that clash, and cells unlike the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Protocol

from salerno.placements.imports import dates
from salerno.placements.imports.values import (
    OfferedRotation,
    PastPlacement,
    RosterTrainee,
    Value,
)

TIMES = 4
"""An amount so many times the middle one of its currency, or a part of it, is doubted."""


class Doubted(Protocol):
    """A row that was read, of which something may still be said."""

    number: int
    value: Value | None

    def flag(self, column: str, what: str, *, why: str = "", fix: str = "") -> None:
        """Say what somebody should look at."""

    def refuse(self, column: str, what: str, *, why: str = "", fix: str = "") -> None:
        """Say why the row is not taken in."""


Stay = tuple[PastPlacement, Doubted | None]


def doubt(rows: Sequence[Doubted], present: Mapping[str, Value]) -> None:
    """Flag and refuse, of rows that each could be read, those that do not go together."""
    _twice(rows)
    for column in ("first", "last"):
        told = [(row, day) for row in rows if isinstance(day := _of(row, column), date)]
        _unlike(told, column)
    _clashes(rows, present)
    _fees(rows)


def _of(row: Doubted, column: str) -> object:
    return getattr(row.value, column, None)


def _twice(rows: Sequence[Doubted]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        assert row.value is not None  # only what could be read is compared
        for key, own in _keys(row.value):
            if own in seen:
                what = f"the {key} is that of row {seen[own]} as well"
                row.refuse(key, what, fix="keep one of the rows")
            seen.setdefault(own, row.number)


def _keys(value: Value) -> tuple[tuple[str, str], ...]:
    match value:
        case RosterTrainee():
            return ("id", value.id), ("email", value.email.casefold())
        case _:
            return (("id", value.id),)


def _unlike(told: Sequence[tuple[Doubted, date]], column: str) -> None:
    """Days far from the rest, or not on the weekday of nearly all."""
    days = [day for _, day in told]
    usual = dates.usual_weekday(days)
    middle = dates.middle(days) if days else None
    for row, day in told:
        if middle and abs((day - middle).days) > dates.FAR:
            row.flag(column, f"{day} is years from the rest", fix="is the year right?")
        if usual and day.isoweekday() != usual:
            why = "nearly all others are on one weekday"
            row.flag(column, f"{day} is on another weekday", why=why, fix="check day and month")


def _clashes(rows: Sequence[Doubted], present: Mapping[str, Value]) -> None:
    """Stays of one trainee that share a day, in the file or with what is there."""
    stays: list[Stay] = [(row.value, row) for row in rows if isinstance(row.value, PastPlacement)]
    told = {own.id for own, _ in stays}
    stays += [
        (own, None) for own in present.values()
        if isinstance(own, PastPlacement) and own.id not in told
    ]  # fmt: skip
    reach: Stay | None = None
    for one in sorted(stays, key=_start):
        if reach and reach[0].trainee == one[0].trainee and one[0].first <= reach[0].last:
            for row, other in ((reach[1], one[0]), (one[1], reach[0])):
                if row:
                    what = f"the trainee is at {other.agency} from {other.first} to {other.last}"
                    row.flag("first", what, fix="nobody is in two places: check the days")
        if not reach or reach[0].trainee != one[0].trainee or one[0].last > reach[0].last:
            reach = one


def _start(stay: Stay) -> tuple[str, date]:
    return stay[0].trainee, stay[0].first


def _fees(rows: Sequence[Doubted]) -> None:
    offers = [(row, row.value) for row in rows if isinstance(row.value, OfferedRotation)]
    fees: dict[str, list[tuple[Doubted, Decimal]]] = {}
    for row, own in offers:
        if own.fee:
            fees.setdefault(own.fee[0], []).append((row, own.fee[1]))
    for told in fees.values():
        _far(told, "fee", "check the currency and the decimals")
    _far([(row, Decimal(own.seats)) for row, own in offers], "seats", "check the number")


def _far(told: Sequence[tuple[Doubted, Decimal]], column: str, fix: str) -> None:
    """Flag what is many times the number in the middle, or a small part of it."""
    numbers = sorted(number for _, number in told)
    for row, number in told:
        usual = numbers[len(numbers) // 2]
        is_little = column == "fee" and number * TIMES < usual
        if number > TIMES * usual or is_little:
            row.flag(column, f"{number} is far from the usual {usual}", fix=fix)
