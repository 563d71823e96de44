"""The frame of a timeline: the marks of its tasks as numbered nodes, tied two by two.

Days are ordinals. Task number n has the nodes 4n to 4n + 3, one for each mark in order; each fixed
day has one of its own. Ties and sessions are all, but for the limits on money and examinations.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import get_args

from salerno.errors import InputError
from salerno.periods import Span
from salerno.routes.reaches import LAST
from salerno.routes.tasks import Bond, Days, Limits, Mark, Point, Task

MARKS: tuple[Mark, ...] = get_args(Mark)
APPLY, START, END, RESULT = range(len(MARKS))
YEAR, CENTURY = 366, 36_525


@dataclass(frozen=True, slots=True)
class Tie:
    """Two nodes, the later at least and at most so far after the earlier; None is without end.

    `least` None leaves open which comes first. With `over`, more than `least`; with `under`, less
    than `most`.
    """

    earlier: int
    later: int
    least: Span | None = Span()
    most: Span | None = None
    over: bool = False
    under: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """Days from `first` to `last` on which a task can start, applied for on `closes` or before."""

    first: int
    last: int
    closes: int


@dataclass(frozen=True, slots=True)
class Stops:
    """The days on which the task of these two nodes can start, in order."""

    apply: int
    start: int
    days: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """The first and last day of each node, the ties between them, and the sessions."""

    low: tuple[int, ...]
    high: tuple[int, ...]
    ties: tuple[Tie, ...]
    stops: tuple[Stops, ...]


def frame(
    tasks: Sequence[Task],
    *,
    bonds: Iterable[Bond],
    start: date,
    limits: Limits,
    is_open: bool = False,
) -> Frame:
    """The frame of some tasks: first the ties of each task, then those of the bonds in order.

    With `is_open`, each time is anything from the shortest to the longest, and a session known in
    part is on any day of it; otherwise all takes the longest, and it is on its last day.
    """
    bonds = tuple(bonds)
    days = _fixed_days(bonds)
    first = start.toordinal()
    last = _horizon(tasks, bonds, first, limits)
    if limits.by is not None:
        last = min(last, limits.by.toordinal())
    awaited = _awaited(bonds)
    numbers = {task.id: number for number, task in enumerate(tasks)}
    places = {day: 4 * len(tasks) + number for number, day in enumerate(days)}
    low = [first] * 4 * len(tasks)
    for number, task in enumerate(tasks):
        if task.is_examination:
            low[4 * number + START] = min(first + limits.study, LAST + 1)
    own = (tie for n, task in enumerate(tasks) for tie in _times(4 * n, task, awaited, is_open))
    bound = (
        Tie(
            _node(bond.earlier, numbers, places),
            _node(bond.later, numbers, places),
            bond.least,
            bond.most,
            bond.over,
            bond.under,
        )
        for bond in bonds
    )
    stops = (
        _stops(4 * number, task, is_open)
        for number, task in enumerate(tasks)
        if task.sessions is not None
    )
    return Frame((*low, *days), (*[last] * 4 * len(tasks), *days), (*own, *bound), tuple(stops))


def checked(tasks: Sequence[Task], bonds: Iterable[Bond]) -> None:
    """Refuse tasks of one name, and bonds to a task that is not there."""
    names = [task.id for task in tasks]
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"two tasks '{name}'", fix="give each task an id of its own")
    for bond in bonds:
        for point in (bond.earlier, bond.later):
            if point.day is None and point.task not in names:
                raise InputError(
                    f"a bond to the unknown task '{point.task}'",
                    fix="add the task, or leave the bond out",
                )


def _fixed_days(bonds: Iterable[Bond]) -> tuple[int, ...]:
    points = (point for bond in bonds for point in (bond.earlier, bond.later))
    return tuple(sorted({point.day.toordinal() for point in points if point.day is not None}))


def _awaited(bonds: Iterable[Bond]) -> frozenset[str]:
    """The tasks whose result comes after something else."""
    return frozenset(
        bond.later.task
        for bond in bonds
        if bond.later.day is None and bond.later.mark == "result" and bond.least is not None
    )


def _horizon(tasks: Sequence[Task], bonds: Sequence[Bond], first: int, limits: Limits) -> int:
    """A day so late that whatever can be done at all can be done by then.

    After the last session and fixed day all waits follow one another, each with a year to spare
    for the calendar, and a further year for each payment. No route takes more than a century.
    """
    last = max((first, *_fixed_days(bonds), *(_last_session(task) for task in tasks)))
    for task in tasks:
        last += sum(
            longest for _, longest in (task.ahead or _NO, task.lasts or _NO, task.after or _NO)
        )
        last += (limits.study + 1) * task.is_examination + YEAR * (task.cost > 0)
    for span in (bond.least or Span() for bond in bonds):
        last += YEAR * (span.years + 1) + 31 * span.months + span.days if span != Span() else 1
    return min(last + YEAR, first + CENTURY, LAST)


_NO: Days = (0, 0)


def _last_session(task: Task) -> int:
    return max((s.day.latest.toordinal() for s in task.sessions or ()), default=0)


def _node(point: Point, numbers: dict[str, int], places: dict[int, int]) -> int:
    if point.day is not None:
        return places[point.day.toordinal()]
    return 4 * numbers[point.task] + MARKS.index(point.mark)


def _times(at: int, task: Task, awaited: frozenset[str], is_open: bool) -> Iterator[Tie]:
    """One may apply earlier than needed; what is begun lasts as long as it does.

    The result is there when it is there, unless a bond makes it wait for something else.
    """
    ahead, lasts, after = (
        _between(days or _NO, is_open) for days in (task.ahead, task.lasts, task.after)
    )
    yield Tie(at + APPLY, at + START, ahead[0])
    yield Tie(at + START, at + END, *lasts)
    yield Tie(at + END, at + RESULT, after[0], None if task.id in awaited else after[1])


def _between(days: Days, is_open: bool) -> tuple[Span, Span]:
    shortest, longest = days
    return Span(days=shortest if is_open else longest), Span(days=longest)


def _stops(at: int, task: Task, is_open: bool) -> Stops:
    """Where a session is known in part, one applies for its first day and plans with its last."""
    ahead = (task.ahead or _NO)[not is_open]
    found = set()
    for session in task.sessions or ():
        first, last = session.day.earliest.toordinal(), session.day.latest.toordinal()
        closes = first - ahead
        if session.closes is not None:
            closes = min(closes, session.closes.toordinal())
        found.add((first if is_open else last, last, closes))
    return Stops(at + APPLY, at + START, tuple(Stop(*stop) for stop in sorted(found)))
