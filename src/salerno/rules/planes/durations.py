"""Time waited and time spent, for many persons at once; the twin of `salerno.rules.durations`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from salerno.credentials.conditions import Compare
from salerno.credentials.selection import SpanBound
from salerno.credentials.table import AFTER_ALL, BEFORE_ALL, days_of
from salerno.periods import subtract
from salerno.rules.leaves import Time, Wait
from salerno.rules.planes.bits import Bools, Mask, spread
from salerno.rules.planes.numbers import Numbers, complete_for, numbers_within, rows_by_person
from salerno.rules.planes.selections import (
    Matches,
    aged_days,
    anchor_ends,
    holders,
    matches_of,
)
from salerno.rules.planes.truths import Crowd, Truths, both

FIRST_DAY = BEFORE_ALL + 1
_APART = np.int64(1) << 32  # further apart than any two days


def judge_wait(leaf: Wait, crowd: Crowd) -> Truths:
    """Whether the time since the first, last or n-th such credential is long enough."""
    bound = SpanBound(">=", leaf.span)
    found = [
        (own, aged_days(bound, own.records.on, anchor_ends(leaf.at, own.person, crowd)))
        for own in matches_of(leaf.selection, crowd)
    ]
    complete = complete_for(leaf.selection.types, crowd)
    if leaf.which == "last":
        return _all_waited(found, complete, crowd.table.size)
    return _so_many_waited(1 if leaf.which == "first" else leaf.which, found, complete, crowd)


Aged = Sequence[tuple[Matches, Truths]]


def _all_waited(found: Aged, complete: Mask, size: int) -> Truths:
    late = [(own.person, both(own.truths.maybe, ~age.sure)) for own, age in found]
    too_late = [(own.person, both(own.truths.sure, ~age.maybe)) for own, age in found]
    return Truths(both(complete, ~holders(late, size)), ~holders(too_late, size))


def _so_many_waited(place: int, found: Aged, complete: Mask, crowd: Crowd) -> Truths:
    size = crowd.table.size
    sure = rows_by_person([(own, both(own.truths.sure, age.sure)) for own, age in found], size)
    maybe = rows_by_person([(own, both(own.truths.maybe, age.maybe)) for own, age in found], size)
    certain = rows_by_person([(own, own.truths.sure) for own, _ in found], size)
    told = rows_by_person([(own, own.truths.maybe) for own, _ in found], size)
    return Truths(
        (sure >= place) | (complete & (told < place)),
        (maybe >= place) | (certain < place) | ~complete,
    )


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """Half-open stretches of days, by person and then by their start."""

    person: Numbers
    start: Numbers
    end: Numbers

    def clipped(self, start: Numbers, end: Numbers) -> Stretches:
        """What lies within a frame for each person."""
        first = np.maximum(self.start, start[self.person])
        last = np.minimum(self.end, end[self.person])
        some = first < last
        return ordered(self.person[some], first[some], last[some])


def ordered(person: Numbers, start: Numbers, end: Numbers) -> Stretches:
    """The stretches in their order."""
    order = np.lexsort((start, person))
    return Stretches(person[order], start[order], end[order])


def _reached(own: Stretches, begin: Numbers) -> Numbers:
    """For each stretch, the last end before it, not before `begin` of its person."""
    apart = own.person * _APART
    so_far = np.maximum.accumulate(own.end + apart) - apart
    before = np.concatenate((begin[own.person][:1], so_far[:-1]))
    return np.maximum(np.where(_is_first(own.person), 0, before), begin[own.person])


def _is_first(person: Numbers) -> Bools:
    return np.diff(person, prepend=-1) > 0


def _summed(person: Numbers, days: Numbers, size: int) -> Numbers:
    return np.bincount(person, weights=days, minlength=size).astype(np.int64)


def _most(person: Numbers, days: Numbers, size: int) -> Numbers:
    most = np.zeros(size, np.int64)
    np.maximum.at(most, person, days)
    return most


def covered(own: Stretches, size: int) -> Numbers:
    """By person, the days in at least one stretch."""
    reached = _reached(own, np.zeros(size, np.int64))
    return _summed(own.person, np.maximum(own.end - np.maximum(own.start, reached), 0), size)


def longest_gap(own: Stretches, start: Numbers, end: Numbers) -> Numbers:
    """By person, the days of the longest part of the frame that no stretch covers."""
    gaps = own.start - _reached(own, start)
    last = start.copy()
    np.maximum.at(last, own.person, own.end)
    inside = _most(own.person, gaps, len(start))
    return np.asarray(np.maximum(inside, np.maximum(end - last, 0)))


def runs_of(own: Stretches, size: int) -> Stretches:
    """The stretches joined where they touch or overlap."""
    reached = _reached(own, np.zeros(size, np.int64))
    begins = _is_first(own.person) | (own.start > reached)
    number = np.cumsum(begins) - 1
    ends = np.zeros(int(begins.sum()), np.int64)
    np.maximum.at(ends, number, own.end)
    return Stretches(own.person[begins], own.start[begins], ends)


def judge_time(leaf: Time, crowd: Crowd) -> Truths:
    """Whether the time measured by the leaf meets its bound."""
    size = crowd.table.size
    at = anchor_ends(leaf.selection.at, np.arange(size, dtype=np.int32), crowd)
    start = None if at is None else _start(leaf, crowd, _by_person(at[0], size))
    if at is None or start is None:
        return Truths(np.False_, np.True_)
    first, last = (_by_person(end, size) for end in at)
    found = matches_of(leaf.selection, crowd)
    inner = _stretches(found, first, sure=True)
    outer = _stretches(found, last, sure=False)
    low, high = _measured(
        leaf, (inner.clipped(start, first), outer.clipped(start, first)), (start, first)
    )
    complete = np.broadcast_to(complete_for(leaf.selection.types, crowd), size)
    if leaf.measure in ("gap", "uncovered"):
        low, settled = np.where(complete, low, 0), np.ones(size, np.bool_)
    else:
        settled = complete
    bound = Compare(leaf.bound.order, Decimal(leaf.bound.span.floor_days))
    truths = numbers_within(bound, low, high, settled)
    if leaf.measure == "continuous":
        by_calendar = _by_calendar(leaf, inner, size)
        truths = Truths(truths.sure | by_calendar, truths.maybe | by_calendar)
    unknown = start == AFTER_ALL
    return Truths(truths.sure & ~unknown, truths.maybe | unknown)


def _by_person(end: int | NDArray[np.int32], size: int) -> Numbers:
    return np.broadcast_to(np.asarray(end, np.int64), size)


def _start(leaf: Time, crowd: Crowd, at: Numbers) -> Numbers:
    """Where the frame begins; AFTER_ALL where that is not known."""
    if leaf.since:
        begin = np.full(len(at), -1, np.int64)
        records = crowd.table.records.get(leaf.since)
        if records is not None:
            known = records.on.earliest > BEFORE_ALL
            np.maximum.at(begin, records.person[known], records.on.latest[known])
        return np.where(begin < 0, AFTER_ALL, begin)
    if leaf.within is None:
        return np.full(len(at), FIRST_DAY, np.int64)
    days, place = np.unique(at, return_inverse=True)
    begins = [subtract(date.fromordinal(day), leaf.within).toordinal() for day in days.tolist()]
    return np.array(begins, np.int64)[place]


def _stretches(found: Sequence[Matches], at: Numbers, *, sure: bool) -> Stretches:
    """The days surely (or possibly) spent, half-open and not beyond the anchor."""
    parts = [_spent(own, at, sure=sure) for own in found] or [np.zeros((3, 0), np.int64)]
    person, start, end = np.concatenate(parts, axis=1)
    return ordered(person, start, end)


def _spent(own: Matches, at: Numbers, *, sure: bool) -> Numbers:
    on, until = own.records.on, own.records.until
    person = own.person.astype(np.int64)
    limit = at[person]
    rows = spread(own.truths.sure if sure else own.truths.maybe, len(person))
    start = on.latest if sure else np.maximum(on.earliest, FIRST_DAY)
    end = limit
    if until is not None:
        told = (until.earliest if sure else until.latest).astype(np.int64) + 1
        end = np.where(until.earliest == BEFORE_ALL, limit, np.minimum(told, limit))
    rows = rows & (start < end)
    return np.array([person[rows], start[rows], end[rows]])


def _measured(
    leaf: Time, spent: tuple[Stretches, Stretches], frame: tuple[Numbers, Numbers]
) -> tuple[Numbers, Numbers]:
    """By person, the least and the most that the measure can be, if all was told."""
    (inner, outer), (start, end) = spent, frame
    size = len(start)
    match leaf.measure:
        case "covered":
            return covered(inner, size), covered(outer, size)
        case "continuous":
            runs = (runs_of(own, size) for own in (inner, outer))
            low, high = (_most(own.person, own.end - own.start, size) for own in runs)
            return low, high
        case "gap":
            return longest_gap(outer, start, end), longest_gap(inner, start, end)
        case _:
            total = end - start
            return total - covered(outer, size), total - covered(inner, size)


def _by_calendar(leaf: Time, inner: Stretches, size: int) -> Bools:
    """Whose longest run is long enough by the calendar, whatever the frame."""
    runs = runs_of(inner, size)
    truths = aged_days(leaf.bound, days_of(runs.start), (runs.end, runs.end))
    found = np.zeros(size, np.bool_)
    found[runs.person[spread(truths.sure, len(runs.person))]] = True
    return found
