"""Every way to date a few tasks within a few days, by trying them all."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

from tests.properties.timeline_checker import holds, waiting, wrong

DAY = timedelta(days=1)


def ways(tasks, *, bonds, start, end, limits, is_open=False):
    """Yield the days by task and mark of each way to date the tasks from `start` to `end`.

    With `is_open`, anything takes any time from the shortest to the longest, and a session known
    in part is on any day of it.
    """
    days = [start + n * DAY for n in range((end - start).days + 1)]
    awaited = waiting(bonds)
    fixed = [bond for bond in bonds if bond.earlier.day and bond.later.day]
    if not all(holds(bond, {}) for bond in fixed):
        return
    names = [task.id for task in tasks]
    asked = [
        [b for b in bonds if b not in fixed and _last(b, names) == n] for n in range(len(names))
    ]
    choices = [list(_own(task, days, task.id in awaited, is_open)) for task in tasks]
    for planned in _extended({}, tasks, choices, asked):
        if not _breaks(tasks, planned, limits, start):
            yield planned


def _last(bond, names):
    return max(names.index(p.task) for p in (bond.earlier, bond.later) if p.day is None)


def _extended(planned, tasks, choices, asked):
    number = len(planned)
    if number == len(tasks):
        yield planned
        return
    for own in choices[number]:
        more = planned | {tasks[number].id: own}
        if all(holds(bond, more) for bond in asked[number]):
            yield from _extended(more, tasks, choices, asked)


def _own(task, days, may_wait, is_open):
    ahead, lasts, after = (_range(two, is_open) for two in (task.ahead, task.lasts, task.after))
    for apply, start, length in product(days, days, range(lasts[0], lasts[1] + 1)):
        end = start + length * DAY
        if (start - apply).days < ahead[0] or not _has_session(task, apply, start, ahead, is_open):
            continue
        last = (days[-1] - end).days if may_wait else after[1]
        for wait in range(after[0], last + 1):
            if end + wait * DAY <= days[-1]:
                yield {"apply": apply, "start": start, "end": end, "result": end + wait * DAY}


def _range(two, is_open):
    shortest, longest = two or (0, 0)
    return (shortest if is_open else longest, longest)


def _has_session(task, apply, start, ahead, is_open):
    if task.sessions is None:
        return True
    return any(
        (own.day.earliest if is_open else own.day.latest) <= start <= own.day.latest
        and (own.closes is None or apply <= own.closes)
        and apply + ahead[0] * DAY <= own.day.earliest
        for own in task.sessions
    )


def _breaks(tasks, planned, limits, start):
    """What the limits say, asked of tasks as long as they are here."""
    exact = [
        replace(
            task,
            ahead=None,
            lasts=((own["end"] - own["start"]).days,) * 2,
            after=((own["result"] - own["end"]).days,) * 2,
            sessions=None,
        )
        for task, own in ((task, planned[task.id]) for task in tasks)
    ]
    return wrong(exact, planned, bonds=(), start=start, limits=limits)
