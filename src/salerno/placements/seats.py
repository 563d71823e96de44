"""Seats: which are free, which a stay gets, and why it gets none.

What is taken is told as slots: a slot is one number of something that can be had once a day. A
seat of a window, a trainee's own day and a place in a school's quota are all of this kind, so that
one rule, no slot twice, keeps a window from being oversold, a trainee from being in two places and
a quota from being passed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from salerno.periods import ONE_DAY, Period
from salerno.placements.windows import (
    Window,
    all_days,
    bounds,
    days_there,
    has_training,
    starts,
    stay_of,
    units_of,
    weekdays_of,
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


@dataclass(frozen=True, slots=True)
class Party:
    """Those who come and go together: when, in which window, from which school or from none.

    `members` are the numbers that each of them has of the seats, by the unit that they take.
    """

    window: str
    stay: Period
    school: str
    members: tuple[Mapping[date, int], ...]


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


def joins_of(wanted: Wanted, parties: Iterable[Party]) -> Mapping[date, int]:
    """The seats, by unit, of the party that somebody joins by wanting the same as it has.

    That is the same days in the same window from the same school; nothing where nobody has that,
    or nobody more has room. `parties` are of one rotation. O(members × units).
    """
    own, size = wanted.window, wanted.window.party
    same = (own.id, wanted.stay, wanted.school)
    party = next((one for one in parties if (one.window, one.stay, one.school) == same), None)
    if party is None or size == 1:
        return NOBODY
    seats = [{day: number // size for day, number in one.items()} for one in party.members]
    used = Counter(pair for one in seats for pair in one.items())
    return next((one for one in seats if all(used[pair] < size for pair in one.items())), NOBODY)


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
    numbers = [_seats(window, taken.get((key, unit), ()), joins.get(unit)) for unit in units]
    seats = _numbered(key, units, numbers)
    if isinstance(seats, Refusal):
        return Refusal("full", seats.days, window.party if joins else window.seats)
    places = _places(wanted, units, taken)
    if isinstance(places, Refusal):
        return places
    return (*seats, *(Slot(trainee_key(wanted.trainee), day) for day in days), *places)


Numbers = tuple[range, Collection[int]]
"""Numbers that there are, and those of them that are taken."""


def _seats(window: Window, taken: Collection[int], seat: int | None) -> Numbers:
    """The numbers of one seat, or the first of each seat, and which of them nobody can have."""
    size = window.party
    if seat is not None:
        return range(seat * size, (seat + 1) * size), taken
    return range(0, window.seats * size, size), {number - number % size for number in taken}


def _places(wanted: Wanted, units: Sequence[date], taken: Taken) -> tuple[Slot, ...] | Refusal:
    """The places that a stay takes in the quota of its school."""
    quota = wanted.window.quota_of(wanted.school) if wanted.school else None
    if quota is None:
        return ()
    key = quota_key(wanted.window, wanted.school)
    found = _numbered(key, units, [(range(quota), taken.get((key, unit), ())) for unit in units])
    return Refusal("quota-full", found.days, quota) if isinstance(found, Refusal) else found


def _numbered(
    key: str, units: Sequence[date], numbers: Sequence[Numbers]
) -> tuple[Slot, ...] | Refusal:
    """The same number for every unit where one is free throughout, else the lowest of each."""
    lowest = [_lowest([one]) for one in numbers]
    full = tuple(unit for unit, number in zip(units, lowest, strict=True) if number is None)
    if full:
        return Refusal("full", full)
    throughout = _lowest(numbers)
    chosen = lowest if throughout is None else [throughout] * len(units)
    pairs = zip(units, chosen, strict=True)
    return tuple(Slot(key, unit, number) for unit, number in pairs if number is not None)


def _lowest(numbers: Sequence[Numbers]) -> int | None:
    """The lowest number that is there and free in all of them; linear in those that are taken."""
    there, _taken = numbers[0]
    return next(
        (n for n in there if all(n in own and n not in used for own, used in numbers)), None
    )


def free_by_day(window: Window, taken: Taken) -> NDArray[np.int64]:
    """How many seats are free on each day of a window; days without training have -1."""
    days, key = all_days(window), seat_key(window)
    units = days if window.per == "day" else days - (weekdays_of(days) - 1)
    each, back = np.unique(units, return_inverse=True)
    used = [
        len({number // window.party for number in taken.get((key, unit), ())})
        for unit in each.tolist()
    ]
    free = np.maximum(window.seats - np.array(used, np.int64), 0)
    return np.where(has_training(window, days), free[back], -1)


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
