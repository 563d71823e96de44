"""Judging time spent: the algebra of intervals behind experience, gaps and clocks.

Sums of several periods count days; n months are the floor of n x 30.436875 days. A single
continuous run is compared by the calendar, so that a full calendar year is a year.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from salerno.credentials.conditions import Standpoint, anchor_of
from salerno.credentials.selection import Match, aged, matches
from salerno.credentials.tri import Tri
from salerno.periods import PartialDate, covered_days, longest_gap, subtract
from salerno.rules.bounds import days_within
from salerno.rules.findings import Finding
from salerno.rules.leaves import Time

_DAY = timedelta(days=1)
Stretch = tuple[date, date]


def judge_time(leaf: Time, view: Standpoint) -> Finding:
    """Whether the time measured by the leaf meets its bound."""
    at = anchor_of(leaf.selection.at, view)
    start = _start(leaf, view, at)
    if at is None or start is None:
        return Finding(Tri.UNKNOWN, (), "none told")
    found = matches(leaf.selection, view)
    used = tuple(m.credential for m in found if m.truth is not Tri.NO)
    is_complete = view.person.is_complete(leaf.selection.types)
    sure = [_inner(m, at.earliest) for m in found if m.truth is Tri.YES]
    wide = [_outer(m, at.latest) for m in found if m.truth is not Tri.NO]
    low, high = _measured(leaf, sure, wide, (start, at.earliest), is_complete=is_complete)
    truth = days_within(leaf.bound, low, high)
    if truth is not Tri.YES and leaf.measure == "continuous":
        truth = max(truth, _longest_by_calendar(leaf, sure))
    return Finding(truth, used, "" if used else "none told")


def _start(leaf: Time, view: Standpoint, at: PartialDate | None) -> date | None:
    if at is None:
        return None
    if leaf.since:
        days = [c.on for c in view.person.credentials if c.type == leaf.since and c.on]
        return max(day.latest for day in days) if days else None
    return subtract(at.earliest, leaf.within) if leaf.within else date.min


def _inner(match: Match, at: date) -> Stretch | None:
    """The days surely spent, half-open and not beyond the anchor."""
    on, until = match.credential.on, match.credential.until
    if on is None:
        return None
    end = min(until.earliest + _DAY if until else at, at)
    return (on.latest, end) if on.latest < end else None


def _outer(match: Match, at: date) -> Stretch | None:
    """The days possibly spent, half-open and not beyond the anchor."""
    on, until = match.credential.on, match.credential.until
    end = min(until.latest + _DAY if until else at, at)
    begin = on.earliest if on else date.min
    return (begin, end) if begin < end else None


def _measured(
    leaf: Time,
    sure: Iterable[Stretch | None],
    wide: Iterable[Stretch | None],
    frame: Stretch,
    *,
    is_complete: bool,
) -> tuple[int, int | None]:
    """The least and the most that the measure can be; None is open."""
    inner, outer = _clipped(sure, frame), _clipped(wide, frame)
    total = (frame[1] - frame[0]).days
    match leaf.measure:
        case "covered":
            return covered_days(inner), covered_days(outer) if is_complete else None
        case "continuous":
            return _longest_run(inner), _longest_run(outer) if is_complete else None
        case "gap":
            least = longest_gap(outer, start=frame[0], end=frame[1]) if is_complete else 0
            return least, longest_gap(inner, start=frame[0], end=frame[1])
        case _:
            least = total - covered_days(outer) if is_complete else 0
            return least, total - covered_days(inner)


def _clipped(stretches: Iterable[Stretch | None], frame: Stretch) -> list[Stretch]:
    cut = ((max(s[0], frame[0]), min(s[1], frame[1])) for s in stretches if s)
    return [(start, end) for start, end in cut if start < end]


def _runs(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches joined where they touch or overlap, in order."""
    runs: list[Stretch] = []
    for start, end in sorted(stretches):
        if runs and start <= runs[-1][1]:
            runs[-1] = (runs[-1][0], max(runs[-1][1], end))
        else:
            runs.append((start, end))
    return runs


def _longest_run(stretches: Iterable[Stretch]) -> int:
    return max(((end - start).days for start, end in _runs(stretches)), default=0)


def _longest_by_calendar(leaf: Time, sure: Iterable[Stretch | None]) -> Tri:
    runs = _runs(s for s in sure if s)
    return max(
        (aged(leaf.bound, PartialDate.on(a), PartialDate.on(b)) for a, b in runs), default=Tri.NO
    )
