"""Judging one leaf for one person: yes, no or unknown, and on what evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any as Anything

from salerno.credentials.conditions import (
    Compare,
    Condition,
    Standpoint,
    anchor_of,
    meets,
    precedes,
)
from salerno.credentials.person import Credential
from salerno.credentials.selection import (
    Match,
    Selection,
    SpanBound,
    aged,
    matches,
)
from salerno.credentials.tri import Tri, every, some, tri
from salerno.periods import PartialDate, add
from salerno.rules.bounds import number_within
from salerno.rules.durations import judge_time
from salerno.rules.findings import Finding
from salerno.rules.leaves import (
    ONE,
    Attempts,
    Fact,
    Has,
    Judge,
    Leaf,
    Link,
    Time,
    Total,
    Wait,
    Window,
)
from salerno.rules.totals import judge_total


def judge(leaf: Leaf, view: Standpoint) -> Finding:
    """How the leaf stands for the person under the circumstances; never raises."""
    return _JUDGES[type(leaf)](leaf, view)


def _judge_has(leaf: Has, view: Standpoint) -> Finding:
    if not leaf.one_sitting:
        return _judge_several_sittings(leaf, view)
    found = matches(leaf.selection, view)
    if leaf.after:
        found = [Match(m.credential, min(m.truth, _follows(m, leaf.after, view))) for m in found]
    return _counted(leaf, found, is_complete=view.person.is_complete(leaf.selection.types))


def _counted(leaf: Has, found: list[Match], *, is_complete: bool) -> Finding:
    sure = [m.credential for m in found if m.truth is Tri.YES]
    open_ = [m.credential for m in found if m.truth is Tri.UNKNOWN]
    if leaf.count is ONE and not leaf.distinct:  # by far the most frequent, and much quicker
        truth = tri(surely=bool(sure), possibly=bool(open_) or not is_complete)
    else:
        truth = _number_truth(leaf, sure, open_, is_complete=is_complete)
    used = sure if truth is Tri.YES else [m.credential for m in found]
    is_absent = not found and truth is Tri.NO
    return Finding(truth, tuple(used), "" if found else "none told", absent=is_absent)


def _number_truth(
    leaf: Has, sure: list[Credential], open_: list[Credential], *, is_complete: bool
) -> Tri:
    low = _number_of(sure, leaf.distinct)
    is_closed = is_complete and not _has_gaps(sure + open_, leaf.distinct)
    high = _number_of(sure + open_, leaf.distinct) if is_closed else None
    return number_within(leaf.count, Decimal(low), None if high is None else Decimal(high))


def _number_of(credentials: list[Credential], distinct: str) -> int:
    if not distinct:
        return len(credentials)
    return len({v for c in credentials for v in c.values(distinct) or ()})


def _has_gaps(credentials: list[Credential], distinct: str) -> bool:
    """Whether a value that is to be told apart is not known."""
    return bool(distinct) and any(c.values(distinct) is None for c in credentials)


def _judge_several_sittings(leaf: Has, view: Standpoint) -> Finding:
    where = leaf.selection.where
    parts = [
        some(m.truth for m in matches(_only(leaf.selection, name, condition), view))
        for name, condition in where
    ]
    truth = every(parts)
    if truth is Tri.NO and not view.person.is_complete(leaf.selection.types):
        truth = Tri.UNKNOWN
    return Finding(truth, tuple(m.credential for m in matches(leaf.selection, view)))


def _only(selection: Selection, name: str, condition: Condition) -> Selection:
    return replace(selection, where=((name, condition),))


def _follows(match: Match, link: Link, view: Standpoint) -> Tri:
    on = match.credential.on
    firsts = [
        min(m.truth, _comes_before(m.credential.on, on, link.lag))
        for m in matches(link.selection, view)
    ]
    best = some(firsts)
    if best is Tri.NO and not view.person.is_complete(link.selection.types):
        return Tri.UNKNOWN
    return best


def _comes_before(
    first: PartialDate | None, then: PartialDate | None, lag: SpanBound | None
) -> Tri:
    if first is None or then is None:
        return Tri.UNKNOWN
    in_order = precedes("<=", first, then)
    return min(in_order, aged(lag, first, then)) if lag else in_order


def _judge_fact(leaf: Fact, view: Standpoint) -> Finding:
    at = anchor_of(leaf.at, view)
    values = view.person.fact_at(leaf.name, at)
    return Finding(meets(leaf.condition, values, view), (), "" if values else "none told")


def _judge_attempts(leaf: Attempts, view: Standpoint) -> Finding:
    passed = _is_held(leaf.unless, view) if leaf.unless else Tri.NO
    found = matches(leaf.selection, view)
    if leaf.per is not None:
        found = [_recent(m, leaf, view) for m in found]
    sure = sum(m.truth is Tri.YES for m in found)
    high = sum(m.truth is not Tri.NO for m in found)
    is_complete = view.person.is_complete(leaf.selection.types)
    limit = Compare("<", Decimal(leaf.limit))
    truth = number_within(limit, Decimal(sure), Decimal(high) if is_complete else None)
    used = tuple(m.credential for m in found if m.truth is not Tri.NO)
    return Finding(max(truth, passed), used, "" if used else "none told")


def _is_held(selection: Selection, view: Standpoint) -> Tri:
    told = some(m.truth for m in matches(selection, view))
    return told if view.person.is_complete(selection.types) else max(told, Tri.UNKNOWN)


def _recent(match: Match, leaf: Attempts, view: Standpoint) -> Match:
    assert leaf.per is not None
    bound = SpanBound("<", leaf.per)
    at = anchor_of(leaf.selection.at, view)
    return Match(match.credential, min(match.truth, aged(bound, match.credential.on, at)))


def _judge_wait(leaf: Wait, view: Standpoint) -> Finding:
    """Waited since the n-th is the same as: n of them are so old, or there are fewer than n."""
    found = [m for m in matches(leaf.selection, view) if m.truth is not Tri.NO]
    at = anchor_of(leaf.at, view)
    ages = [aged(SpanBound(">=", leaf.span), m.credential.on, at) for m in found]
    is_complete = view.person.is_complete(leaf.selection.types)
    if leaf.which == "last":
        truth = _all_waited(found, ages, is_complete=is_complete)
    else:
        place = 1 if leaf.which == "first" else leaf.which
        truth = _so_many_waited(place, found, ages, is_complete=is_complete)
    used = tuple(m.credential for m in found)
    until = None if truth is Tri.YES else _waited_until(leaf, used)
    return Finding(truth, used, "" if used else "none told", not_before=until)


def _all_waited(found: list[Match], ages: list[Tri], *, is_complete: bool) -> Tri:
    told = zip(found, ages, strict=True)
    possibly = all(age is not Tri.NO for m, age in told if m.truth is Tri.YES)
    return tri(surely=is_complete and every(ages) is Tri.YES, possibly=possibly)


def _so_many_waited(place: int, found: list[Match], ages: list[Tri], *, is_complete: bool) -> Tri:
    told = list(zip(found, ages, strict=True))
    sure = sum(m.truth is Tri.YES and age is Tri.YES for m, age in told)
    possible = sum(age is not Tri.NO for _, age in told)
    certain = sum(m.truth is Tri.YES for m in found)
    surely = sure >= place or (is_complete and len(found) < place)
    possibly = possible >= place or certain < place or not is_complete
    return tri(surely=surely, possibly=possibly)


def _waited_until(leaf: Wait, used: tuple[Credential, ...]) -> date | None:
    """The first day on which it is surely long enough since those that are told."""
    days = sorted(add(c.on.latest, leaf.span) for c in used if c.on)
    place = {"first": 1, "last": len(days)}.get(str(leaf.which), leaf.which)
    is_known = len(days) == len(used) and 0 < int(place) <= len(days)
    return days[int(place) - 1] if is_known else None


def _judge_window(leaf: Window, view: Standpoint) -> Finding:
    columns = [matches(s, view) for s in leaf.selections]
    everyone = [m for column in columns for m in column]
    surely = any(_opens(s, columns, leaf, sure=True) for s in everyone)
    possibly = any(_opens(s, columns, leaf, sure=False) for s in everyone)
    if not all(view.person.is_complete(s.types) for s in leaf.selections):
        possibly = True
    used = tuple(m.credential for m in everyone if m.truth is not Tri.NO)
    return Finding(tri(surely=surely, possibly=possibly), used, "" if used else "none told")


def _opens(start: Match, columns: list[list[Match]], leaf: Window, *, sure: bool) -> bool:
    """Whether a window that opens with this credential holds one of every column."""
    on = start.credential.on
    if on is None:
        return not sure
    needed = Tri.YES if sure else Tri.UNKNOWN
    first, last = (on.earliest, on.earliest) if sure else (on.earliest, on.latest)
    end = add(last, leaf.span)
    return all(
        any(m.truth >= needed and _lies_in(m, first, end, sure=sure) for m in column)
        for column in columns
    )


def _lies_in(match: Match, first: date, end: date, *, sure: bool) -> bool:
    on = match.credential.on
    if on is None:
        return not sure
    if sure:
        return first <= on.earliest and on.latest <= end
    return first <= on.latest and on.earliest <= end


def _judge_judge(leaf: Judge, view: Standpoint) -> Finding:
    answer = view.person.facts.get(f"judged/{leaf.name}")
    if not answer:
        return Finding(Tri.UNKNOWN, (), "none told")
    return Finding(Tri.YES if answer == (True,) else Tri.NO)


_JUDGES: dict[type, Callable[[Anything, Standpoint], Finding]] = {
    Has: _judge_has,
    Fact: _judge_fact,
    Total: judge_total,
    Time: judge_time,
    Attempts: _judge_attempts,
    Wait: _judge_wait,
    Window: _judge_window,
    Judge: _judge_judge,
}
