"""When something can be done, and where the person must be for it: sessions and presence."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from salerno.periods import PartialDate, Period, Span, subtract
from salerno.rules.sources import Source


@dataclass(frozen=True, slots=True)
class Sessions:
    """Days on which a step can be taken: named `days`, days of every year, or any day.

    `yearly` holds (month, day) pairs, day 0 for an unknown day of that month. One must apply
    `apply_before` that long ahead, or until the day it `closes`, included; None is unknown.
    """

    source: Source
    days: tuple[date, ...] = ()
    yearly: tuple[tuple[int, int], ...] = ()
    any_day: bool = False
    apply_before: Span | None = None
    closes: date | None = None
    in_force: Period = Period(None, None)


@dataclass(frozen=True, slots=True)
class Session:
    """One session: the day, which may be known by its month only, and the last day to apply."""

    day: PartialDate
    closes: date | None
    source: Source


@dataclass(frozen=True, slots=True)
class Presence:
    """The countries (ISO 3166-1 codes) in one of which the person must be; none is anywhere."""

    source: Source
    countries: tuple[str, ...] = ()


def sessions_between(
    sessions: Iterable[Sessions], *, start: date, end: date
) -> tuple[Session, ...]:
    """The sessions that lie wholly in the days from `start` to `end`, both included, in order.

    Those of any day are left out, for they need no list.
    """
    found = [
        Session(day, _closing(own, day), own.source)
        for own in sessions
        for day in _days(own, start.year, end.year)
        if start <= day.earliest and day.latest <= end and own.in_force.contains(day.latest)
    ]
    return tuple(sorted(found, key=lambda session: (session.day.latest, session.day.earliest)))


def _days(sessions: Sessions, first: int, last: int) -> Iterator[PartialDate]:
    yield from (PartialDate.on(day) for day in sessions.days)
    for year in range(first, last + 1):
        for month, day in sessions.yearly:
            if day:
                yield PartialDate.on(date(year, month, day))
            else:
                ends = date(year, month, monthrange(year, month)[1])
                yield PartialDate(date(year, month, 1), ends)


def _closing(sessions: Sessions, day: PartialDate) -> date | None:
    """The last day on which applying is surely in time."""
    if sessions.closes is not None:
        return sessions.closes
    if sessions.apply_before is None:
        return None
    return subtract(day.earliest, sessions.apply_before)
