"""Seats: which are free, which a stay gets, and why it gets none.

What is taken is told as slots: a slot is one number of something that can be had once a day. A
seat of a window, a trainee's own day and a place in a school's quota are all of this kind, so that
one rule, no slot twice, keeps a window from being oversold, a trainee from being in two places and
a quota from being passed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from salerno.periods import ONE_DAY, Period
from salerno.placements.windows import (
    Window,
    bounds,
    days_there,
    every_day,
    starts,
    stay_of,
    units_of,
)

Why = Literal[
    "too-late",
    "not-open",
    "wrong-weekday",
    "too-short",
    "too-long",
    "no-training",
    "full",
    "quota-full",
    "clash",
]


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """One number of something that can be had once a day; numbers count from 0."""

    of: str
    day: date
    number: int = 0


Taken = Mapping[tuple[str, date], Collection[int]]
"""The numbers that are taken of something on a day."""

NOBODY: Mapping[date, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a stay cannot be had: a reason, the days it is about, and the bound that it breaks."""

    why: Why
    days: tuple[date, ...] = ()
    bound: int = 0


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who wants a stay in a window, and from when; `school` is empty for who comes from none."""

    window: Window
    stay: Period
    trainee: str
    school: str = ""


def seat_key(window: Window) -> str:
    """What the seats of a window are numbers of."""
    return f"seat:{window.rotation}:{window.id}"


def trainee_key(trainee: str) -> str:
    """What the days of a trainee are numbers of; there is one a day."""
    return f"trainee:{trainee}"


def quota_key(window: Window, school: str) -> str:
    """What the places of a school in a window are numbers of."""
    return f"quota:{window.rotation}:{window.id}:{school}"


def refusals(wanted: Wanted, *, today: date) -> tuple[Refusal, ...]:
    """What keeps a stay out of a window whoever else is there; nothing when it fits."""
    window = wanted.window
    first, end = bounds(wanted.stay)
    least, most = window.weeks
    length, lead = (end - first).days, window.lead
    found = (
        (first < today + lead * ONE_DAY, Refusal("too-late", (today + lead * ONE_DAY,), lead)),
        (
            first < window.first or end - ONE_DAY > window.last,
            Refusal("not-open", (window.first, window.last)),
        ),
        (first.isoweekday() not in window.starts_on, Refusal("wrong-weekday", (first,))),
        (length < 7 * least, Refusal("too-short", bound=least)),
        (length > 7 * most, Refusal("too-long", bound=most)),
        (not units_of(window, wanted.stay), Refusal("no-training", (first, end - ONE_DAY))),
    )
    return tuple(refusal for is_so, refusal in found if is_so)


def slots_for(
    wanted: Wanted, taken: Taken, *, joins: Mapping[date, int] = NOBODY
) -> tuple[Slot, ...] | Refusal:
    """The slots that a stay takes, or why there are none; `refusals` must be empty.

    One seat is kept for the whole stay where one is free throughout; else each day has the lowest
    that is free. Whoever `joins` a party shares its seats, which are given for each day.
    """
    window = wanted.window
    units, days = units_of(window, wanted.stay), days_there(window, wanted.stay)
    clashes = tuple(day for day in days if taken.get((trainee_key(wanted.trainee), day)))
    if clashes:
        return Refusal("clash", clashes)
    key = seat_key(window)
    free = [_free(window, taken.get((key, unit), ()), joins.get(unit)) for unit in units]
    seats = _numbered(key, units, free)
    if isinstance(seats, Refusal):
        return Refusal("full", seats.days, window.party if joins else window.seats)
    places = _places(wanted, units, taken)
    if isinstance(places, Refusal):
        return places
    return (*seats, *(Slot(trainee_key(wanted.trainee), day) for day in days), *places)


def _free(window: Window, taken: Collection[int], seat: int | None) -> list[int]:
    """The numbers that are free: of one seat, or the first of each seat that nobody has."""
    size = window.party
    if seat is not None:
        return [n for n in range(seat * size, (seat + 1) * size) if n not in taken]
    used = {number // size for number in taken}
    return [seat * size for seat in range(window.seats) if seat not in used]


def _places(wanted: Wanted, units: Sequence[date], taken: Taken) -> tuple[Slot, ...] | Refusal:
    """The places that a stay takes in the quota of its school."""
    quota = wanted.window.quota_of(wanted.school) if wanted.school else None
    if quota is None:
        return ()
    key = quota_key(wanted.window, wanted.school)
    free = [[n for n in range(quota) if n not in taken.get((key, unit), ())] for unit in units]
    found = _numbered(key, units, free)
    return Refusal("quota-full", found.days, quota) if isinstance(found, Refusal) else found


def _numbered(
    key: str, units: Sequence[date], free: Sequence[Sequence[int]]
) -> tuple[Slot, ...] | Refusal:
    full = tuple(unit for unit, left in zip(units, free, strict=True) if not left)
    if full:
        return Refusal("full", full)
    throughout = set(free[0]).intersection(*free[1:])
    chosen = [min(throughout)] * len(units) if throughout else [left[0] for left in free]
    return tuple(Slot(key, unit, number) for unit, number in zip(units, chosen, strict=True))


def free_by_day(window: Window, taken: Taken) -> NDArray[np.int64]:
    """How many seats are free on each day of a window; days without training have -1."""
    days = tuple(every_day(window.open))
    free = np.full(len(days), -1, dtype=np.int64)
    for place, day in enumerate(days):
        for unit in units_of(window, Period(day, day + ONE_DAY)):
            free[place] = len(_free(window, taken.get((seat_key(window), unit), ()), None))
    return free


def open_stays(
    window: Window, taken: Taken, *, today: date, weeks: int
) -> tuple[tuple[Period, int], ...]:
    """The stays of so many weeks that a free seat is left for, with how many, in order.

    Linear in the days of the window and in the stays.
    """
    free = free_by_day(window, taken)
    begins = starts(window, today=today, weeks=weeks)
    if not begins:
        return ()
    plain = np.where(free < 0, np.iinfo(np.int64).max, free)
    least = np.lib.stride_tricks.sliding_window_view(plain, 7 * weeks).min(axis=1)
    found = ((day, int(least[(day - window.first).days])) for day in begins)
    highest = np.iinfo(np.int64).max
    return tuple((stay_of(day, weeks), left) for day, left in found if 0 < left < highest)
