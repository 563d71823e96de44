"""Windows of capacity: when how many may come, for how long, and from which school."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from salerno.errors import InputError
from salerno.periods import ONE_DAY, Period

Per = Literal["day", "week"]
PERS: tuple[Per, ...] = ("day", "week")

WEEK = timedelta(days=7)
WORKING_DAYS = frozenset(range(1, 6))
"""Monday to Friday, as ISO 8601 counts."""
LONGEST = 731
"""No stay is longer, in days."""


@dataclass(frozen=True, slots=True)
class Window:
    """Days on which a rotation has seats, and what a stay in them must look like.

    There are `seats` of them `per` day or week; each is for a party of up to `party` trainees, who
    come and go together. Stays begin on one of the weekdays `starts_on` and last some whole weeks,
    `weeks` from least to most; trainees are there on the `weekdays`. Days in `closed` are without
    training. A stay is asked for at least `lead` days ahead. `quotas` bound how many trainees of a
    school are there at a time; a school that is not named is bound by `each_school`, and None is
    without bound. Weekdays count from 1, Monday, as in ISO 8601.
    """

    id: str
    rotation: str
    open: Period
    seats: int
    per: Per = "week"
    party: int = 1
    weekdays: frozenset[int] = WORKING_DAYS
    starts_on: frozenset[int] = frozenset({1})
    weeks: tuple[int, int] = (1, 52)
    lead: int = 0
    closed: tuple[Period, ...] = ()
    quotas: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    each_school: int | None = None

    def __post_init__(self) -> None:
        if self.open.start is None or self.open.end is None:
            raise InputError(f"the window '{self.id}' has no first or no last day")
        if (self.open.end - self.open.start).days > 10 * LONGEST:
            raise InputError(f"the window '{self.id}' is open for more than twenty years")
        for name in ("seats", "party"):
            if getattr(self, name) < 1:
                raise InputError(f"the window '{self.id}' has no {name}", fix="write 1 or more")
        least, most = self.weeks
        if not 1 <= least <= most <= LONGEST // 7:
            why = f"{least} to {most} weeks"
            raise InputError(f"no stay fits the window '{self.id}'", why=why)
        if not (self.weekdays and self.starts_on):
            raise InputError(f"the window '{self.id}' has no day of the week")

    @property
    def first(self) -> date:
        """The first day on which somebody may be there."""
        assert self.open.start is not None  # checked when it was made
        return self.open.start

    @property
    def last(self) -> date:
        """The last day on which somebody may be there."""
        assert self.open.end is not None  # checked when it was made
        return self.open.end - ONE_DAY

    def quota_of(self, school: str) -> int | None:
        """How many trainees of a school may be there at a time; None is without bound."""
        return self.quotas.get(school, self.each_school)


def stay_of(first: date, weeks: int) -> Period:
    """The days of a stay of some whole weeks from a first day on."""
    return Period(first, first + weeks * WEEK)


def bounds(stay: Period) -> tuple[date, date]:
    """The first day of a stay and the day after its last; raises InputError without either."""
    if stay.start is None or stay.end is None:
        raise InputError("a stay has a first and a last day")
    if (stay.end - stay.start).days > LONGEST:
        raise InputError("a stay lasts two years at most", fix="write it in parts")
    return stay.start, stay.end


def every_day(stay: Period) -> Iterator[date]:
    """Each day of a stay."""
    first, end = bounds(stay)
    for number in range((end - first).days):
        yield first + number * ONE_DAY


def is_closed(window: Window, day: date) -> bool:
    """Whether there is no training on that day."""
    return any(period.contains(day) for period in window.closed)


def days_there(window: Window, stay: Period) -> tuple[date, ...]:
    """The days of a stay on which a trainee is there, in order."""
    return tuple(
        day
        for day in every_day(stay)
        if day.isoweekday() in window.weekdays and not is_closed(window, day)
    )


def all_days(window: Window) -> NDArray[np.datetime64]:
    """Every day on which a window is open."""
    first = np.datetime64(window.first, "D")
    return first + np.arange((window.last - window.first).days + 1)


def weekdays_of(days: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """The weekday of each day, 1 for Monday, as ISO 8601 counts."""
    return (days.astype(np.int64) + 3) % 7 + 1  # the epoch was a Thursday


def has_training(window: Window, days: NDArray[np.datetime64]) -> NDArray[np.bool_]:
    """On which of the days of a window somebody is there; the same as `days_there`, at once."""
    found = np.isin(weekdays_of(days), list(window.weekdays))
    for closed in window.closed:
        begun = True if closed.start is None else days >= np.datetime64(closed.start)
        over = False if closed.end is None else days >= np.datetime64(closed.end)
        found &= ~(begun & ~np.asarray(over))
    return found


def units_of(window: Window, stay: Period) -> tuple[date, ...]:
    """What a stay takes a seat of, in order: its days there, or the Mondays of their weeks."""
    days = days_there(window, stay)
    return days if window.per == "day" else tuple(dict.fromkeys(map(monday, days)))


def monday(day: date) -> date:
    """The Monday of the week of a day."""
    return day - (day.isoweekday() - 1) * ONE_DAY


def starts(window: Window, *, today: date, weeks: int) -> tuple[date, ...]:
    """The days on which a stay of so many weeks may begin, whether or not a seat is free."""
    earliest = max(window.first, today + window.lead * ONE_DAY)
    last = window.last - weeks * WEEK + ONE_DAY
    if not window.weeks[0] <= weeks <= window.weeks[1]:
        return ()
    found = (earliest + n * ONE_DAY for n in range((last - earliest).days + 1))
    return tuple(day for day in found if day.isoweekday() in window.starts_on)


def overlapping(windows: Iterable[Window]) -> tuple[tuple[str, str], ...]:
    """Windows of one rotation that are open on the same day, in pairs, each once; quadratic."""
    kept = tuple(windows)
    return tuple(
        (one.id, other.id)
        for place, one in enumerate(kept)
        for other in kept[place + 1 :]
        if one.rotation == other.rotation and one.open.overlaps(other.open)
    )
