"""Exact calendar arithmetic on day numbers: how far a span reaches from a day, and back again.

A day is its proleptic Gregorian ordinal. `reach` never falls as its day rises, so it has inverses
on both sides; by month ends and leap days it is neither one-to-one nor a constant number of days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salerno.periods import Span, add, subtract

FIRST, LAST = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Run:
    """Days from `first` to `last`, both included, from each of which a span is `length` days."""

    first: int
    last: int
    length: int


def reach(day: int, span: Span) -> int:
    """The day a span after a day, or the last day of the calendar."""
    return add(date.fromordinal(day), span).toordinal()


def first_reaching(target: int, span: Span) -> int:
    """The first day from which a span reaches the target or further; FIRST when every day does."""
    if target > LAST:
        return LAST + 1
    day = subtract(date.fromordinal(target), span).toordinal()
    while day <= LAST and reach(day, span) < target:
        day += 1
    while day > FIRST and reach(day - 1, span) >= target:
        day -= 1
    return day


def last_within(target: int, span: Span) -> int:
    """The last day from which a span reaches no further than the target; before FIRST for none."""
    return first_reaching(target + 1, span) - 1


def runs(first: int, last: int, span: Span) -> tuple[Run, ...]:
    """The days from `first` to `last`, both included, in runs of equal length of a span."""
    found: list[Run] = []
    for day in range(first, last + 1):
        length = reach(day, span) - day
        if found and found[-1].length == length:
            found[-1] = Run(found[-1].first, day, length)
        else:
            found.append(Run(day, day, length))
    return tuple(found)
