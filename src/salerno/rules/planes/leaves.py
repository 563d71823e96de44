"""Judging one leaf for many persons: who surely meets it, who possibly does, who holds nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any as Anything

import numpy as np
from numpy.typing import NDArray

from salerno.credentials.conditions import Compare, Standpoint
from salerno.credentials.selection import SpanBound
from salerno.credentials.table import Column, Days, person_at
from salerno.credentials.tri import Tri
from salerno.nesting import inside
from salerno.rules.judging import judge
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
from salerno.rules.planes.bits import NONE, Bools, Mask, spread
from salerno.rules.planes.durations import judge_time, judge_wait
from salerno.rules.planes.numbers import complete_for, numbers_within, rows_by_person
from salerno.rules.planes.selections import (
    Matches,
    aged_days,
    anchor_ends,
    by_person,
    held_by_person,
    holders,
    matches_of,
    subject_of,
)
from salerno.rules.planes.totals import judge_total
from salerno.rules.planes.truths import (
    NO,
    YES,
    Crowd,
    Rows,
    Truths,
    chosen,
    coded_days,
    constant,
    precedes_days,
    truths_of,
)
from salerno.rules.planes.windows import judge_window, pairs_of


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """How a leaf stands for each person; `absent` tells who holds nothing of the kind.

    See `Finding.absent`; it is a function, for few are asked.
    """

    truths: Truths
    absent: Callable[[], Mask] = lambda: NONE


def answers_of(leaf: Leaf, crowd: Crowd) -> Answers:
    """How the leaf stands for everybody: by columns, or person by person where there is no way."""
    by_columns = _COLUMNAR.get(type(leaf))
    found = by_columns(leaf, crowd) if by_columns else None
    return found or _one_by_one(leaf, crowd)


def _judge_has(leaf: Has, crowd: Crowd) -> Answers:
    if not leaf.one_sitting:
        return _judge_several_sittings(leaf, crowd)
    found = matches_of(leaf.selection, crowd)
    if leaf.after:
        found = [_following(own, leaf.after, crowd) for own in found]
    complete = complete_for(leaf.selection.types, crowd)
    if leaf.count == ONE and not leaf.distinct:
        truths = by_person(found, crowd.table.size)
        truths = Truths(truths.sure, truths.maybe | ~complete)
    else:
        low, high = (_numbers(found, leaf.distinct, crowd, sure=sure) for sure in (True, False))
        settled = complete & ~_gaps(found, leaf.distinct, crowd) if leaf.distinct else complete
        truths = numbers_within(leaf.count, low, high, settled)
    return Answers(truths, lambda: ~held_by_person(found, crowd.table.size) & ~truths.maybe)


def _numbers(
    found: Sequence[Matches], distinct: str, crowd: Crowd, *, sure: bool
) -> NDArray[np.int64]:
    """By person, how many records match surely (or possibly), or how many values they have."""
    size = crowd.table.size
    rows = [spread(own.truths.sure if sure else own.truths.maybe, len(own.person)) for own in found]
    if distinct:
        return _distinct(found, rows, distinct, size)
    return rows_by_person(list(zip(found, rows, strict=True)), size)


def _distinct(
    found: Sequence[Matches], rows: Sequence[Bools], name: str, size: int
) -> NDArray[np.int64]:
    number: dict[object, int] = {}
    pairs = [np.zeros(0, np.int64)]
    for own, wanted in zip(found, rows, strict=True):
        subject = _told_apart(name, own)
        codes, person = subject.codes[wanted], own.person[wanted].astype(np.int64)
        for code, answer in enumerate(subject.values):
            for value in answer or ():
                place = number.setdefault(value, len(number))
                pairs.append(person[codes == code] | place << 32)
    persons = np.unique(np.concatenate(pairs)) & 0xFFFFFFFF
    return np.bincount(persons, minlength=size)


def _told_apart(name: str, own: Matches) -> Column:
    """The values of each row that are to be told apart."""
    subject = subject_of(name, own.rows)
    if isinstance(subject, Days):
        return coded_days(subject)
    if isinstance(subject, Column):
        return subject
    return Column(np.zeros(len(own.person), np.uint8), (subject,))


def _gaps(found: Sequence[Matches], name: str, crowd: Crowd) -> Mask:
    """Of whom a value that is to be told apart is not known."""
    open_rows = []
    for own in found:
        subject = _told_apart(name, own)
        unknown = [code for code, answer in enumerate(subject.values) if answer is None]
        maybe = spread(own.truths.maybe, len(own.person))
        open_rows.append((own.person, maybe & np.isin(subject.codes, unknown)))
    return holders(open_rows, crowd.table.size)


def _following(own: Matches, link: Link, crowd: Crowd) -> Matches:
    """The matches, each at most as true as that one of the link comes before it in time."""
    rows = len(own.person)
    follows = NO
    for first in matches_of(link.selection, crowd):
        follows |= _after(own, first, link.lag, rows)
    settled = np.broadcast_to(complete_for(link.selection.types, crowd), crowd.table.size)
    follows = Truths(follows.sure, follows.maybe | ~settled[own.person])
    return replace(own, truths=own.truths & follows)


def _after(own: Matches, first: Matches, lag: SpanBound | None, rows: int) -> Truths:
    """For each record, whether one of the first kind of the same person came before it."""
    then, start = pairs_of(own.person, first.person)
    on, since = own.records.on.chosen(then), first.records.on.chosen(start)
    sure = spread(first.truths.sure, len(first.person))[start]
    maybe = spread(first.truths.maybe, len(first.person))[start]
    ends = (on.earliest, on.latest)
    truths = Truths(sure, maybe) & precedes_days("<=", since, ends)
    if lag:
        truths &= aged_days(lag, since, ends)
    found = np.zeros((2, rows), np.bool_)
    found[0, then[truths.sure]] = True
    found[1, then[truths.maybe]] = True
    return Truths(found[0], found[1])


def _judge_several_sittings(leaf: Has, crowd: Crowd) -> Answers:
    """Each condition may be met by another record."""
    selection, size = leaf.selection, crowd.table.size
    truths = YES
    for pair in selection.where:
        truths &= by_person(matches_of(replace(selection, where=(pair,)), crowd), size)
    return Answers(Truths(truths.sure, truths.maybe | ~complete_for(selection.types, crowd)))


def _judge_fact(leaf: Fact, crowd: Crowd) -> Answers:
    truths = truths_of(leaf.condition, crowd.table.facts.get(leaf.name), Rows(), crowd)
    changing = crowd.table.timelines.get(leaf.name)
    if not changing:
        return Answers(truths)
    who = np.fromiter(changing, np.int64, len(changing))
    return Answers(_with(truths, who, _judged(leaf, who, crowd).truths, crowd))


def _with(truths: Truths, who: NDArray[np.int64], theirs: Truths, crowd: Crowd) -> Truths:
    """The truths, with those of some persons put in."""
    sure, maybe = (spread(t, crowd.table.size).copy() for t in (truths.sure, truths.maybe))
    sure[who], maybe[who] = theirs.sure, theirs.maybe
    return Truths(sure, maybe)


def _judge_judge(leaf: Judge, crowd: Crowd) -> Answers:
    column = crowd.table.facts.get(f"judged/{leaf.name}")
    if column is None:
        return Answers(constant(Tri.UNKNOWN))
    sure = [answer == (True,) for answer in column.values]
    maybe = [not answer or answer == (True,) for answer in column.values]
    return Answers(Truths(chosen(column.codes, sure), chosen(column.codes, maybe)))


def _judge_attempts(leaf: Attempts, crowd: Crowd) -> Answers:
    found = matches_of(leaf.selection, crowd)
    if leaf.per is not None:
        found = [_recent(own, leaf, SpanBound("<", leaf.per), crowd) for own in found]
    low, high = (_numbers(found, "", crowd, sure=sure) for sure in (True, False))
    complete = complete_for(leaf.selection.types, crowd)
    truths = numbers_within(Compare("<", Decimal(leaf.limit)), low, high, complete)
    if leaf.unless:
        passed = by_person(matches_of(leaf.unless, crowd), crowd.table.size)
        untold = ~complete_for(leaf.unless.types, crowd)
        truths |= Truths(passed.sure, passed.maybe | untold)
    return Answers(truths)


def _judge_total(leaf: Total, crowd: Crowd) -> Answers | None:
    truths = judge_total(leaf, crowd)
    return Answers(truths) if truths else None


def _recent(own: Matches, leaf: Attempts, bound: SpanBound, crowd: Crowd) -> Matches:
    at = anchor_ends(leaf.selection.at, own.person, crowd)
    return replace(own, truths=own.truths & aged_days(bound, own.records.on, at))


def _judged(leaf: Leaf, who: NDArray[np.int64], crowd: Crowd) -> Answers:
    """The answers for some persons, each judged alone."""
    names = {*inside(leaf, str), *((f"judged/{leaf.name}",) if isinstance(leaf, Judge) else ())}
    findings = [
        judge(leaf, Standpoint(person_at(crowd.table, int(i), only=names), crowd.circumstances))
        for i in who
    ]
    return Answers(
        Truths(
            np.array([f.truth is Tri.YES for f in findings], np.bool_),
            np.array([f.truth is not Tri.NO for f in findings], np.bool_),
        ),
        lambda: np.array([f.absent for f in findings], np.bool_),
    )


def _one_by_one(leaf: Leaf, crowd: Crowd) -> Answers:
    """Judge those who hold anything the leaf names; all others share an answer.

    The answer depends on nothing but which lists they called complete.
    """
    table, names = crowd.table, set(inside(leaf, str))
    near = np.zeros(table.size, np.bool_)
    for name in names & set(table.facts):
        near |= table.facts[name].codes > 0
    for name in names & set(table.records):
        near[table.records[name].person] = True
    for name in names & set(table.timelines):
        near[list(table.timelines[name])] = True
    group = np.where(near, np.arange(table.size), table.complete.codes + np.int64(table.size))
    _, representative, place = np.unique(group, return_index=True, return_inverse=True)
    found = _judged(leaf, representative, crowd)
    return Answers(found.truths.chosen(place), lambda: np.asarray(found.absent())[place])


_COLUMNAR: dict[type, Callable[[Anything, Crowd], Answers | None]] = {
    Has: _judge_has,
    Fact: _judge_fact,
    Judge: _judge_judge,
    Attempts: _judge_attempts,
    Total: _judge_total,
    Time: lambda leaf, crowd: Answers(judge_time(leaf, crowd)),
    Window: lambda leaf, crowd: Answers(judge_window(leaf, crowd)),
    Wait: lambda leaf, crowd: Answers(judge_wait(leaf, crowd)),
}
