"""Dating a route: when to take each step, how early and how late each can be, what expires when.

The planned days are safe: everything takes the longest. First the last result is as early as
possible; then whatever expires comes as late as that allows; then everything else is early.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from salerno.periods import Span
from salerno.routes.bounds import narrowed
from salerno.routes.conflicts import conflict
from salerno.routes.frames import (
    APPLY,
    END,
    MARKS,
    RESULT,
    START,
    Frame,
    Stops,
    Tie,
    checked,
    frame,
)
from salerno.routes.models import (
    Aim,
    Solution,
    Solved,
    first_day,
    is_bearable,
    is_short,
    solve,
)
from salerno.routes.reaches import reach
from salerno.routes.tasks import Bond, Conflict, Dates, Entry, Expiry, Limits, Task, Timeline
from salerno.rules.sessions import Session

NONE = Limits()
EFFORT = 4.0  # deterministic seconds of a solver; a route of 25 steps takes a tenth of one
SPARE = 500  # days beyond the least possible in which the end is looked for first


def schedule(
    tasks: Iterable[Task],
    *,
    bonds: Iterable[Bond],
    start: date,
    limits: Limits = NONE,
    effort: float = EFFORT,
) -> Timeline | Conflict:
    """The dates of a route, or a smallest set of what cannot hold together.

    `latest` keeps the planned end even where the limit would allow a later one, and skips a session
    that closes before an earlier one does. `effort` bounds each search, in deterministic seconds,
    so that equal input gives equal output; where it runs out, the timeline is not `proven` to end
    as early as possible, and InputError is raised when no way was found at all. Two tasks of one
    name, or a bond to none, are an InputError too.
    """
    tasks, bonds = tuple(tasks), tuple(bonds)
    checked(tasks, bonds)
    own = narrowed(frame(tasks, bonds=bonds, start=start, limits=limits))
    if own is None:
        return conflict(tasks, bonds=bonds, start=start, limits=limits, effort=effort)
    if not tasks:
        return Timeline((), start, (start, start), (), (), proven=True)
    found = _planned(own, tasks, bonds, limits, effort)
    if found is None:
        return conflict(tasks, bonds=bonds, start=start, limits=limits, effort=effort)
    return _timeline(tasks, bonds, start, limits, *found)


def _planned(
    own: Frame, tasks: Sequence[Task], bonds: Sequence[Bond], limits: Limits, effort: float
) -> tuple[Solution, bool] | None:
    """Three aims one after another; the later ones start from what the first has found.

    The first days of all marks are best where they can be borne and nothing expires.
    """
    first = _soonest(own, tasks, limits, effort)
    if first is None:
        return None
    kept = narrowed(_ending(own, len(tasks), _end(first.days, len(tasks))))
    assert kept is not None
    expiring = _expiring(tasks, bonds)
    if first.days == own.low and not expiring:
        return first.days, first.proven
    aim = Aim(_weights(kept, len(tasks), expiring), first.days)
    second = solve(kept, tasks, limits=limits, effort=effort, aim=aim)
    return (second or first).days, first.proven


def _soonest(own: Frame, tasks: Sequence[Task], limits: Limits, effort: float) -> Solved | None:
    """The earliest end, looked for shortly after the least possible one before anywhere else."""
    if is_bearable(own.low, tasks, limits):
        return Solved(own.low, proven=True)
    soon = narrowed(_ending(own, len(tasks), _end(own.low, len(tasks)) + SPARE))
    assert soon is not None
    first = solve(soon, tasks, limits=limits, effort=effort)
    return first or solve(own, tasks, limits=limits, effort=effort)


def _end(days: Solution, tasks: int) -> int:
    return max(days[4 * number + RESULT] for number in range(tasks))


def _ending(own: Frame, tasks: int, end: int) -> Frame:
    """The frame with every mark by that day."""
    high = tuple(min(day, end) for day in own.high[: 4 * tasks])
    return replace(own, high=(*high, *own.high[4 * tasks :]))


def _expiring(tasks: Sequence[Task], bonds: Iterable[Bond]) -> frozenset[int]:
    """The marks from which something lasts no more than so long."""
    numbers = {task.id: number for number, task in enumerate(tasks)}
    return frozenset(
        4 * numbers[bond.earlier.task] + MARKS.index(bond.earlier.mark)
        for bond in bonds
        if bond.most is not None and bond.earlier.day is None
    )


def _weights(own: Frame, tasks: int, expiring: Iterable[int]) -> dict[int, int]:
    """What expires counts more than all else together, and is wanted late, its task with it."""
    late = {node // 4 for node in expiring}
    weights = {node: -1 if node // 4 in late else 1 for node in range(4 * tasks)}
    much = 1 + sum(own.high[node] - own.low[node] for node in weights)
    return weights | dict.fromkeys(expiring, -much)


def _timeline(
    tasks: tuple[Task, ...],
    bonds: tuple[Bond, ...],
    start: date,
    limits: Limits,
    planned: Solution,
    proven: bool,
) -> Timeline:
    least = _ranged(tasks, bonds, start, limits, planned, is_open=True).low
    most = _ranged(tasks, bonds, start, limits, planned, is_open=False).high
    entries = [
        _entry(task, *(days[4 * n : 4 * n + 4] for days in (planned, least, most)))
        for n, task in enumerate(tasks)
    ]
    entries.sort(key=lambda entry: [dates.planned for _, dates in entry.marks[START::-1]])
    ends = (date.fromordinal(_end(days, len(tasks))) for days in (least, planned))
    untimed = tuple(task.id for task in tasks if None in (task.ahead, task.lasts, task.after))
    finish = (next(ends), next(ends))
    expiries = tuple(_expiries(tasks, bonds, planned))
    return Timeline(tuple(entries), start, finish, expiries, untimed, proven)


def _ranged(
    tasks: tuple[Task, ...],
    bonds: tuple[Bond, ...],
    start: date,
    limits: Limits,
    planned: Solution,
    *,
    is_open: bool,
) -> Frame:
    """The frame that keeps the end, the order of examinations, and years where money is short.

    The planned days are a solution of it, so it always has a first one and a last one.
    """
    own = frame(tasks, bonds=bonds, start=start, limits=limits, is_open=is_open)
    own = _ending(own, len(tasks), _end(planned, len(tasks)))
    if is_short(tasks, limits):
        own = _paid_in_time(own, tasks, planned)
    stops = own.stops if is_open else tuple(_orderly(stops, planned) for stops in own.stops)
    ties = (*own.ties, *_ordered(tasks, limits, planned))
    found = narrowed(replace(own, ties=ties, stops=stops))
    assert found is not None
    return found


def _paid_in_time(own: Frame, tasks: Sequence[Task], planned: Solution) -> Frame:
    low, high = list(own.low), list(own.high)
    for number, task in enumerate(tasks):
        node = 4 * number + APPLY
        if task.cost:
            year = date.fromordinal(planned[node]).year
            low[node] = max(low[node], first_day(year))
            high[node] = min(high[node], first_day(year + 1) - 1)
    return replace(own, low=tuple(low), high=tuple(high))


def _orderly(own: Stops, planned: Solution) -> Stops:
    """The planned session and those after it, without any that closes before an earlier one."""
    days, closes = [], planned[own.apply]
    for stop in own.days:
        if stop.first >= planned[own.start] and stop.closes >= closes:
            days.append(stop)
            closes = stop.closes
    return replace(own, days=tuple(days))


def _ordered(tasks: Sequence[Task], limits: Limits, planned: Solution) -> Iterator[Tie]:
    """Examinations that do not meet as planned never meet: no more of them meet than before."""
    tests = [number for number, task in enumerate(tasks) if task.is_examination]
    if limits.examinations is None or len(tests) <= limits.examinations:
        return
    for one in tests:
        for other in tests:
            gap = planned[4 * other + START] - planned[4 * one + END]
            if gap > limits.study:
                yield Tie(4 * one + END, 4 * other + START, Span(days=limits.study + 1))


def _entry(task: Task, planned: Solution, least: Solution, most: Solution) -> Entry:
    days = (
        Dates(*(date.fromordinal(day) for day in three))
        for three in zip(planned, least, most, strict=True)
    )
    return Entry(
        task,
        tuple(zip(MARKS, days, strict=True)),
        _session(task, planned),
        most[START] - planned[START],
    )


def _session(task: Task, planned: Solution) -> Session | None:
    """The session of the planned start that one can still apply for, of equals the first."""
    apply = date.fromordinal(planned[APPLY])
    for session in task.sessions or ():
        in_time = session.closes is None or apply <= session.closes
        if session.day.latest.toordinal() == planned[START] and in_time:
            return session
    return None


def _expiries(tasks: Sequence[Task], bonds: Iterable[Bond], planned: Solution) -> Iterator[Expiry]:
    numbers = {task.id: number for number, task in enumerate(tasks)}
    for bond in bonds:
        if bond.most is None:
            continue
        point = bond.earlier
        day = (
            planned[4 * numbers[point.task] + MARKS.index(point.mark)]
            if point.day is None
            else point.day.toordinal()
        )
        last = reach(day, bond.most) - bond.under
        yield Expiry(bond, date.fromordinal(max(1, last)))
