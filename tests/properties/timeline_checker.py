"""A second opinion on a timeline: it knows calendars and dataclasses, and nothing of the solver."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from itertools import combinations


def later(day, span):
    """A calendar span after a day: years and months first, the day cut to the month, then days."""
    months = 12 * (day.year + span.years) + day.month - 1 + span.months
    year, month = divmod(months, 12)
    own = min(day.day, monthrange(year, month + 1)[1])
    return date(year, month + 1, own) + timedelta(days=span.days)


def faults(timeline, *, bonds, limits):
    """Everything in the planned days that is not as it should be."""
    planned = {
        entry.task.id: {mark: dates.planned for mark, dates in entry.marks}
        for entry in timeline.entries
    }
    tasks = [entry.task for entry in timeline.entries]
    return [
        *_order(timeline, planned),
        *_sessions(timeline, planned),
        *wrong(tasks, planned, bonds=bonds, start=timeline.start, limits=limits),
        *_expiries(timeline, planned, bonds),
    ]


def wrong(tasks, planned, *, bonds, start, limits):
    """What is wrong with days by task and mark, everything taking the longest."""
    waited = waiting(bonds)
    found = []
    for task in tasks:
        found += _own(task, planned[task.id], task.id in waited, start, limits)
    found += [bond for bond in bonds if not holds(bond, planned)]
    found += _limits(tasks, planned, limits)
    return found


def waiting(bonds):
    """The tasks whose result comes after something else, so that it may come late."""
    ends = {bond.later for bond in bonds if bond.least is not None}
    return {point.task for point in ends if point.day is None and point.mark == "result"}


def _own(task, days, may_wait, start, limits):
    ahead, lasts, after = (
        timedelta(days=two[1] if two else 0) for two in (task.ahead, task.lasts, task.after)
    )
    if days["apply"] < start or days["start"] - days["apply"] < ahead:
        yield f"{task.id}: applied too early or too late"
    if days["end"] - days["start"] != lasts:
        yield f"{task.id}: does not last as long as it does"
    late = days["result"] - days["end"] - after
    if late < timedelta(0) or (late and not may_wait):
        yield f"{task.id}: result at the wrong time"
    if task.is_examination and days["start"] - timedelta(days=limits.study) < start:
        yield f"{task.id}: no time to study"
    if task.sessions is not None and not any(
        fits(session, task, days) for session in task.sessions
    ):
        yield f"{task.id}: no such session"


def fits(session, task, days):
    """Whether these days use a session: planned on its last day, applied for before its first."""
    ahead = timedelta(days=task.ahead[1] if task.ahead else 0)
    in_time = session.closes is None or days["apply"] <= session.closes
    on_time = days["apply"] + ahead <= session.day.earliest
    return days["start"] == session.day.latest and in_time and on_time


def day_of(point, planned):
    return planned[point.task][point.mark] if point.day is None else point.day


def holds(bond, planned):
    """Whether two points are as far apart as a bond asks."""
    one, other = day_of(bond.earlier, planned), day_of(bond.later, planned)
    if bond.least is not None:
        least = later(one, bond.least)
        if other < least or (bond.over and other == least):
            return False
    if bond.most is None:
        return True
    most = later(one, bond.most)
    return other < most or (other == most and not bond.under)


def _limits(tasks, planned, limits):
    tests = [planned[task.id] for task in tasks if task.is_examination]
    if limits.examinations is not None:
        study = timedelta(days=limits.study)
        for own in combinations(tests, limits.examinations + 1):
            if max(days["start"] - study for days in own) <= min(days["end"] for days in own):
                yield "too many examinations at a time"
    if limits.yearly is not None:
        for year in {days["apply"].year for days in planned.values()}:
            spent = sum(t.cost for t in tasks if planned[t.id]["apply"].year == year)
            if spent > limits.yearly:
                yield f"too much spent in {year}"
    if limits.by is not None and any(days["result"] > limits.by for days in planned.values()):
        yield "too late"


def _order(timeline, planned):
    starts = [planned[entry.task.id]["start"] for entry in timeline.entries]
    if starts != sorted(starts):
        yield "entries out of order"
    ends = [days["result"] for days in planned.values()]
    if timeline.finish[1] != max(ends, default=timeline.start):
        yield "the end is not the last result"
    for entry in timeline.entries:
        if [mark for mark, _ in entry.marks] != ["apply", "start", "end", "result"]:
            yield f"{entry.task.id}: marks out of order"
        if any(not d.earliest <= d.planned <= d.latest for _, d in entry.marks):
            yield f"{entry.task.id}: planned outside its range"
        start = dict(entry.marks)["start"]
        if entry.slack != (start.latest - start.planned).days:
            yield f"{entry.task.id}: wrong slack"
    untimed = {
        entry.task.id
        for entry in timeline.entries
        if None in (entry.task.ahead, entry.task.lasts, entry.task.after)
    }
    if set(timeline.untimed) != untimed:
        yield "wrong tasks untimed"


def _sessions(timeline, planned):
    for entry in timeline.entries:
        if (entry.session is None) != (entry.task.sessions is None):
            yield f"{entry.task.id}: a session too many or too few"
        elif entry.session is not None and not fits(
            entry.session, entry.task, planned[entry.task.id]
        ):
            yield f"{entry.task.id}: the wrong session"


def _expiries(timeline, planned, bonds):
    with_end = [bond for bond in bonds if bond.most is not None]
    if [expiry.bond for expiry in timeline.expiries] != with_end:
        yield "expiries missing"
    for expiry in timeline.expiries:
        first = day_of(expiry.bond.earlier, planned)
        last = later(first, expiry.bond.most) - timedelta(days=expiry.bond.under)
        if expiry.last_day != last:
            yield f"{expiry.bond.why}: wrong last day"
