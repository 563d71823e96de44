"""Which credentials a selection speaks of, for many persons at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any as Anything

import numpy as np
from numpy.typing import NDArray

from salerno.credentials.selection import Selection, SpanBound, Validity, Where
from salerno.credentials.table import AFTER_ALL, BEFORE_ALL, Days, Ints, Records, days_of
from salerno.periods import PartialDate, Span, add, subtract
from salerno.rules.planes.bits import NONE, Bools, Mask, is_all, spread
from salerno.rules.planes.truths import (
    UNKNOWN,
    YES,
    Crowd,
    Ends,
    Rows,
    Subject,
    Truths,
    latest_days,
    precedes_days,
    truths_of,
    where_known,
)

ENDLESS = date.max.toordinal()


@dataclass(frozen=True, slots=True, eq=False)
class Matches:
    """The records of one type: which of them are held, and how surely the selection means each."""

    rows: Rows
    records: Records
    held: Mask
    truths: Truths

    @property
    def person(self) -> Ints:
        """Who holds each record."""
        return self.records.person


Within = tuple[int | NDArray[np.int64], int | NDArray[np.int64]]
"""The first day of a stretch and the day after its last: of everybody, or by person."""


def matches_of(
    selection: Selection, crowd: Crowd, *, within: Within | None = None
) -> list[Matches]:
    """The records of each selected type that anybody has; `within` bounds their day."""
    known = crowd.table.records
    found = [
        _matched(selection, Rows(name, known[name]), within, crowd)
        for name in selection.types
        if name in known
    ]
    return _latest_only(found, crowd.table.size) if selection.latest else found


def _matched(selection: Selection, rows: Rows, within: Within | None, crowd: Crowd) -> Matches:
    records = rows.records
    assert records is not None
    at = anchor_ends(selection.at, records.person, crowd)
    held = held_at(records.on, at)
    truths = held & satisfied(selection.where, rows, crowd)
    if within:
        truths &= _lying_within(records, within)
    if selection.rows:
        table = ~YES
        for where in selection.rows:
            table |= satisfied(where, rows, crowd)
        truths &= table
    if selection.age:
        truths &= aged_days(selection.age, records.on, at)
    if selection.validity:
        truths &= _valid(selection.validity, records, crowd)
    return Matches(rows, records, held.maybe, _assured(truths, records, crowd))


def _lying_within(records: Records, within: Within) -> Truths:
    first, after = (edge if isinstance(edge, int) else edge[records.person] for edge in within)
    started = precedes_days(">=", records.on, (first, first))
    return where_known(records.on, started & precedes_days("<", records.on, (after, after)))


def _assured(truths: Truths, records: Records, crowd: Crowd) -> Truths:
    wanted = int(crowd.circumstances.assurance)
    if records.assurance is None:
        return truths if wanted == 0 else Truths(NONE, truths.maybe)
    if int(records.assurance.min(initial=wanted)) >= wanted:
        return truths
    return Truths(truths.sure & (records.assurance >= wanted), truths.maybe)


def satisfied(where: Where, rows: Rows, crowd: Crowd) -> Truths:
    """How surely each row meets every condition."""
    result = YES
    for name, condition in where:
        result &= truths_of(condition, subject_of(name, rows), rows, crowd)
    return result


def subject_of(name: str, rows: Rows) -> Subject:
    """The answers of records under the name of an attribute."""
    assert rows.records is not None
    if name in rows.records.attributes:
        return rows.records.attributes[name]
    match name:
        case "on":
            return rows.records.on
        case "until":
            return rows.records.until
        case "issuer":
            return rows.records.issuer
        case "type":
            return (rows.type,)
        case _:
            return None


def anchor_ends(name: str, person: Ints, crowd: Crowd) -> Ends | None:
    """The ends of an anchor: one pair, or a pair for each of these persons."""
    if "/" in name:
        first, last = latest_days(name, crowd)
        return first[person], last[person]
    at = crowd.circumstances.anchor(name)
    return ends_of(at) if at else None


def ends_of(at: PartialDate) -> tuple[int, int]:
    """The ordinals of both ends of a date."""
    return at.earliest.toordinal(), at.latest.toordinal()


def held_at(on: Days, at: Ends | None) -> Truths:
    """Whether something is held by then; what has no day is."""
    if at is None:
        return YES
    if isinstance(at[0], int) and on.first > BEFORE_ALL and on.last <= at[0]:
        return YES
    truths = precedes_days("<=", on, at)
    if on.first > BEFORE_ALL:
        return truths
    return Truths(truths.sure | (on.earliest == BEFORE_ALL), truths.maybe)


def aged_days(bound: SpanBound, since: Days, at: Ends | None) -> Truths:
    """Whether the time from `since` to `at` respects the bound; unknown days give unknown."""
    if at is None:
        return UNKNOWN
    first, last = at
    if not (isinstance(first, int) and isinstance(last, int)):
        limit = moved(since, bound.span)
        mirrored = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}
        return precedes_days(mirrored[bound.order], limit, at)  # type: ignore[arg-type]  # the mirror of an order is an order
    low, high = since.earliest, since.latest
    match bound.order:
        case "<=":
            return Truths(low >= reaching(bound.span, last), high >= reaching(bound.span, first))
        case "<":
            last, first = last + 1, first + 1
            return Truths(low >= reaching(bound.span, last), high >= reaching(bound.span, first))
        case ">=":
            last, first = last + 1, first + 1
            return Truths(high < reaching(bound.span, first), low < reaching(bound.span, last))
        case _:
            return Truths(high < reaching(bound.span, first), low < reaching(bound.span, last))


@cache
def reaching(span: Span, day: int) -> int:
    """The first day (an ordinal) from which the span reaches that day; AFTER_ALL if none does."""
    low, high = 1, AFTER_ALL
    while low < high:
        middle = (low + high) // 2
        if add(date.fromordinal(middle), span).toordinal() >= day:
            high = middle
        else:
            low = middle + 1
    return low


def moved(days: Days, span: Span, *, before: bool = False) -> Days:
    """The days, each moved by the span; what is not known stays so."""
    first = _moved(days.earliest, span, before=before)
    if days.exact:
        return days_of(first)
    return days_of(first, _moved(days.latest, span, before=before))


def _moved(ordinals: NDArray[Anything], span: Span, *, before: bool) -> NDArray[np.int32]:
    move = subtract if before else add
    distinct, place = np.unique(ordinals, return_inverse=True)
    found = [
        day if day in (BEFORE_ALL, AFTER_ALL) else move(date.fromordinal(day), span).toordinal()
        for day in distinct.tolist()
    ]
    return np.array(found, np.int32)[place]


def _valid(validity: Validity, records: Records, crowd: Crowd) -> Truths:
    until = records.until
    if until is None:
        return YES
    at = anchor_ends(validity.anchor, records.person, crowd)
    if at is None:
        truths = UNKNOWN
    elif isinstance(at[0], int) and isinstance(at[1], int):
        move = subtract if validity.before else add
        needed = [move(date.fromordinal(int(end)), validity.shift).toordinal() for end in at]
        truths = precedes_days(">=", until, (needed[0], needed[1]))
    else:
        ends = moved(days_of(*map(np.asarray, at)), validity.shift, before=validity.before)
        truths = precedes_days(">=", until, (ends.earliest, ends.latest))
    if until.first > BEFORE_ALL:
        return truths
    endless = until.earliest == BEFORE_ALL
    return Truths(truths.sure | endless, truths.maybe | endless)


def _latest_only(found: Sequence[Matches], size: int) -> list[Matches]:
    """Keep the records that may be the latest; several candidates make each other uncertain."""
    floor = np.full(size, -1, np.int32)
    for own in found:
        dated = spread(own.held, len(own.person)) & (own.records.on.earliest > BEFORE_ALL)
        np.maximum.at(floor, own.person[dated], own.records.on.earliest[dated])
    candidates = [replace(own, held=_candidates(own, floor)) for own in found]
    mixed = _mixed(candidates, size)
    return [_settled(own, mixed) for own in candidates]


def _candidates(own: Matches, floor: NDArray[np.int32]) -> Bools:
    on, least = own.records.on, floor[own.person]
    dated = (on.earliest > BEFORE_ALL) & (on.latest >= least)
    return spread(own.held, len(own.person)) & (dated | (least < 0))


def _mixed(candidates: Sequence[Matches], size: int) -> Bools:
    """Whose candidates do not all have the same truth."""
    seen = np.zeros((3, size), np.bool_)
    for own in candidates:
        count = len(own.person)
        sure, maybe = spread(own.truths.sure, count), spread(own.truths.maybe, count)
        for place, rows in enumerate((sure, maybe & ~sure, ~maybe)):
            seen[place, own.person[rows & own.held]] = True
    return np.asarray(seen.sum(axis=0) > 1)


def _settled(own: Matches, mixed: Bools) -> Matches:
    count = len(own.person)
    sure = spread(own.truths.sure, count) & own.held & ~mixed[own.person]
    return replace(own, truths=Truths(sure, spread(own.truths.maybe, count) & own.held))


def by_person(found: Sequence[Matches], size: int) -> Truths:
    """Whether a person has such a record: surely, possibly."""
    surely = holders([(own.person, own.truths.sure) for own in found], size)
    if all(own.truths.sure is own.truths.maybe for own in found):
        return Truths(surely, surely)
    more = [(own.person, own.truths.maybe & ~own.truths.sure) for own in found]
    return Truths(surely, surely | holders(more, size))


def held_by_person(found: Sequence[Matches], size: int) -> Mask:
    """Whether a person holds any record of these, whatever it says."""
    return holders([(own.person, own.held) for own in found], size)


def holders(chosen: Sequence[tuple[Ints, Mask]], size: int) -> Mask:
    """Who stands at one of the chosen rows at least."""
    result = np.zeros(size, np.bool_)
    for person, rows in chosen:
        if is_all(rows, truth=True):
            result[person] = True
        elif not is_all(rows, truth=False):
            result[person[np.flatnonzero(rows)]] = True  # four times as fast as a mask
    return result
