"""What a host learns from its own figures: empty seats, what keeps people out, where a seat helps.

Figures about people are rounded down to multiples of the smallest group that is shown, and what
falls to zero is left out, so that no figure and no difference of two tells of a smaller group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.table import CredentialTable
from salerno.periods import Period
from salerno.placements.demands import Asked
from salerno.placements.locations import Tree
from salerno.placements.passports import judged_by_host
from salerno.placements.rotations import Rotation, asked_by, asking
from salerno.placements.seats import Refusal, Taken, Wanted, free_by_day, seat_key, slots_for
from salerno.placements.windows import WEEK, Window, all_days, bounds, monday, units_of
from salerno.rules.chain import MET
from salerno.rules.packs import compile_pack
from salerno.rules.planes import screen_many

SMALLEST = 10
"""No smaller group of people is shown."""


@dataclass(frozen=True, slots=True)
class Week:
    """How many seats there are in a week, and how many are free throughout."""

    monday: date
    seats: int
    free: int


@dataclass(frozen=True, slots=True)
class Cost:
    """What a demand costs in people: how many do not meet it, and how many lack nothing else.

    So many more could apply if it were dropped, or asked for later.
    """

    demand: str
    lacking: int
    alone: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Of so many people so many may apply, and what each demand costs, the dearest first."""

    persons: int
    may_apply: int
    costs: tuple[Cost, ...]


@dataclass(frozen=True, slots=True)
class OneMore:
    """One more seat of a window in these weeks gives so many a seat who wait for one."""

    window: str
    stay: Period
    placed: int

    @property
    def weeks(self) -> int:
        """How many weeks they are."""
        first, end = bounds(self.stay)
        return (end - first).days // 7


def rounded(number: int, k: int = SMALLEST) -> int:
    """A number of people as it may be shown: rounded down to a multiple of the smallest group."""
    return number - number % k


def groups(names: Iterable[str], *, k: int = SMALLEST) -> tuple[tuple[str, int], ...]:
    """How often each name occurs, rounded, the largest first; small groups are left out."""
    found = [(name, rounded(number, k)) for name, number in Counter(names).items()]
    shown = ((name, number) for name, number in found if number)
    return tuple(sorted(shown, key=lambda one: (-one[1], one[0])))


def refused_by(lacking: Iterable[Collection[str]], *, k: int = SMALLEST) -> tuple[Cost, ...]:
    """What requests that came to nothing lacked, given what each did not meet; dearest first.

    `alone` counts those that lacked nothing else.
    """
    kept = [frozenset(one) for one in lacking]
    every = Counter(name for one in kept for name in one)
    alone = Counter(name for one in kept if len(one) == 1 for name in one)
    found = [Cost(name, rounded(n, k), rounded(alone[name], k)) for name, n in every.items()]
    return tuple(sorted((one for one in found if one.lacking), key=_dearest))


def _dearest(one: Cost) -> tuple[int, int, str]:
    return -one.alone, -one.lacking, one.demand


def reach_of(
    table: CredentialTable,
    rotation: Rotation,
    tree: Tree,
    *,
    circumstances: Circumstances,
    k: int = SMALLEST,
) -> Reach:
    """How many of these people may apply, and how many more if one demand were dropped.

    Demands due at application are counted, but not what the host alone judges. Whoever has not told
    enough does not meet a demand. O(questions × rows + demands × persons).
    """
    asked = [
        one
        for one in asked_by(rotation, tree)
        if one.demand.due == "application" and not judged_by_host(one.demand)
    ]
    unmet = _unmet(table, rotation, tree, asked, circumstances)
    number = unmet.sum(axis=0)
    costs = [
        Cost(
            one.demand.id,
            rounded(int(row.sum()), k),
            rounded(int((row & (number == 1)).sum()), k),
        )
        for one, row in zip(asked, unmet, strict=True)
    ]
    told = sorted((one for one in costs if one.lacking), key=_dearest)
    return Reach(rounded(table.size, k), rounded(int((number == 0).sum()), k), tuple(told))


def _unmet(
    table: CredentialTable,
    rotation: Rotation,
    tree: Tree,
    asked: Sequence[Asked],
    circumstances: Circumstances,
) -> NDArray[np.bool_]:
    """Who does not surely meet each demand: a row for each, a column for each person."""
    several = [
        replace(
            asking(rotation, tree, [one], stated=circumstances.today),
            id=f"{rotation.id}:{one.demand.id}",
        )
        for one in asked
    ]
    if not several:
        return np.zeros((0, table.size), np.bool_)
    found = screen_many(table, compile_pack(several), circumstances=circumstances, keep=True)
    return np.stack([found.bits(place) != MET for place in range(len(several))])


def weeks_ahead(
    windows: Iterable[Window], taken: Taken, *, today: date, weeks: int = 26
) -> tuple[Week, ...]:
    """The seats of each week from this one on, and how many are free on all its days of training.

    Days that are over do not count. Linear in the days of the windows.
    """
    first = monday(today)
    mondays = [first + number * WEEK for number in range(weeks)]
    seats, free = dict.fromkeys(mondays, 0), dict.fromkeys(mondays, 0)
    for window in windows:
        for week, left in _free_by_week(window, taken, today).items():
            if week in seats:
                seats[week] += window.seats
                free[week] += left
    return tuple(Week(week, seats[week], free[week]) for week in mondays)


def _free_by_week(window: Window, taken: Taken, today: date) -> Mapping[date, int]:
    found: dict[date, int] = {}
    days = all_days(window).tolist()
    for day, free in zip(days, free_by_day(window, taken).tolist(), strict=True):
        if free >= 0 and day >= today:
            found[monday(day)] = min(found.get(monday(day), free), free)
    return found


def placed_with(waiting: Iterable[Wanted], taken: Taken) -> tuple[int, ...]:
    """The places in the list of those who get a seat, when each is asked in order.

    It is what happens when seats become free: whoever wants days that are full waits on.
    """
    now: dict[tuple[str, date], set[int]] = {of: set(numbers) for of, numbers in taken.items()}
    found: list[int] = []
    for place, wanted in enumerate(waiting):
        slots = slots_for(wanted, now)
        if isinstance(slots, Refusal):
            continue
        for slot in slots:
            now.setdefault((slot.of, slot.day), set()).add(slot.number)
        found.append(place)
    return tuple(found)


def one_more_seat(
    window: Window, waiting: Sequence[Wanted], taken: Taken, *, longest: int = 12
) -> tuple[OneMore, ...]:
    """Where one more seat helps: the fewest weeks for each number of people, fewest weeks first.

    Exact: each run of whole weeks up to the `longest` in which somebody who waits wants to be is
    tried, by asking everybody who waits for the window in order. Quadratic in those who wait, and
    linear in the runs.
    """
    own = [wanted for wanted in waiting if wanted.window.id == window.id]
    before = len(placed_with(own, taken))
    found = [
        OneMore(window.id, run, len(placed_with(*_widened(window, own, taken, run))) - before)
        for run in _runs(own, longest)
    ]
    best: list[OneMore] = []
    for one in sorted(found, key=lambda own: (own.weeks, -own.placed, bounds(own.stay))):
        if one.placed > max((other.placed for other in best), default=0):
            best.append(one)
    return tuple(best)


def _runs(waiting: Iterable[Wanted], longest: int) -> tuple[Period, ...]:
    """Whole weeks from one that somebody wants to another, each run once, in order."""
    mondays = sorted(
        {monday(unit) for wanted in waiting for unit in units_of(wanted.window, wanted.stay)}
    )
    return tuple(
        Period(first, last + WEEK)
        for first in mondays
        for last in mondays
        if first <= last < first + longest * WEEK
    )


def _widened(
    window: Window, waiting: Sequence[Wanted], taken: Taken, run: Period
) -> tuple[list[Wanted], Taken]:
    """Who waits, and what is taken, in a world where the window has one more seat in these weeks.

    The seat is there throughout and taken in all other weeks.
    """
    wider = replace(window, seats=window.seats + 1)
    own = [replace(wanted, window=wider) for wanted in waiting]
    number, key = window.seats * window.party, seat_key(window)
    others = {unit for one in own for unit in units_of(wider, one.stay) if not run.contains(unit)}
    shut = {(key, unit): {*taken.get((key, unit), ()), number} for unit in others}
    return own, {**taken, **shut}
