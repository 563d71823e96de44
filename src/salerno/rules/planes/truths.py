"""Three-valued truth by rows, and conditions on coded columns.

A condition that looks at nothing but the value is tested once for each distinct value. One that
looks at the person or the record too is tested once for each distinct combination.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any as Anything
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import (
    Both,
    Condition,
    Dated,
    Except,
    Listed,
    Order,
    SameAs,
    Standpoint,
    meets,
    resolve,
)
from salerno.credentials.person import Person, Values
from salerno.credentials.table import (
    BEFORE_ALL,
    Codes,
    Column,
    CredentialTable,
    Days,
    Records,
    credential_at,
    days_from,
    person_at,
)
from salerno.credentials.tri import Tri
from salerno.periods import PartialDate
from salerno.rules.planes.bits import ALL, NONE, Bools, Mask, spread

NOBODY = Person("")
MOST_RUNS = 8  # comparing with more runs of codes takes longer than looking each code up


@dataclass(frozen=True, slots=True, eq=False)
class Truths:
    """How surely something is so, row by row: surely, possibly. What is sure is possible."""

    sure: Mask
    maybe: Mask

    def __and__(self, other: Truths) -> Truths:
        return Truths(both(self.sure, other.sure), both(self.maybe, other.maybe))

    def __or__(self, other: Truths) -> Truths:
        return Truths(self.sure | other.sure, self.maybe | other.maybe)

    def chosen(self, rows: NDArray[Anything]) -> Truths:
        """The truths of these rows; there must be one for each row."""
        return Truths(np.asarray(self.sure)[rows], np.asarray(self.maybe)[rows])

    def __invert__(self) -> Truths:
        return Truths(~self.maybe, ~self.sure)


def both(one: Mask, other: Mask) -> Mask:
    """The conjunction, without work when one truth stands for all rows."""
    if one.ndim == 0:
        return other if one else NONE
    if other.ndim == 0:
        return one if other else NONE
    return one & other


def constant(truth: Tri) -> Truths:
    """The same truth for every row."""
    return Truths(np.bool_(truth is Tri.YES), np.bool_(truth is not Tri.NO))


YES, UNKNOWN, NO = (constant(truth) for truth in (Tri.YES, Tri.UNKNOWN, Tri.NO))


@dataclass(frozen=True, slots=True, eq=False)
class Crowd:
    """Many persons seen under certain circumstances; `memo` keeps what several leaves need."""

    table: CredentialTable
    circumstances: Circumstances
    memo: dict[object, Anything] = field(default_factory=dict)

    @property
    def view(self) -> Standpoint:
        """The circumstances, seen by nobody in particular."""
        return Standpoint(NOBODY, self.circumstances)


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """What a condition is tested on: the persons themselves, or the records of one type."""

    type: str = ""
    records: Records | None = None

    def person_of(self, row: int) -> int:
        """The person that a row speaks of."""
        return row if self.records is None else int(self.records.person[row])


Subject = Column | Days | Values | None
"""The answers that a condition is tested on; plain values (or None) when all rows give the same."""


def chosen(codes: Codes, wanted: Sequence[bool]) -> Mask:
    """Whether each code is wanted, by comparing with a few runs of codes where that is enough."""
    table = np.fromiter(wanted, np.bool_, len(wanted))
    edges = np.flatnonzero(np.diff(table, prepend=False, append=False))
    if not len(edges):
        return NONE
    if table.all():
        return ALL
    if len(edges) > 2 * MOST_RUNS:
        return np.take(table, codes)
    found = [_in_run(codes, int(a), int(b), len(table)) for a, b in edges.reshape(-1, 2)]
    for other in found[1:]:
        found[0] |= other
    return found[0]


def _in_run(codes: Codes, start: int, end: int, count: int) -> Bools:
    if end == start + 1:
        return np.asarray(codes == start)
    if end == count:
        return np.asarray(codes >= start)
    if start == 0:
        return np.asarray(codes < end)
    return np.asarray((codes >= start) & (codes < end))


def truths_of(condition: Condition, subject: Subject, rows: Rows, crowd: Crowd) -> Truths:
    """How surely each row meets the condition. O(rows) and one test by distinct value."""
    match condition:
        case Both(parts) if isinstance(subject, Days) or any(seen_by(condition)):
            result = YES
            for part in parts:
                result &= truths_of(part, subject, rows, crowd)
            return result
        case Except(part) if isinstance(subject, Days) or any(seen_by(condition)):
            return ~truths_of(part, subject, rows, crowd)
        case Dated(order, day) if isinstance(subject, Days) and "/" not in day.anchor:
            bound = resolve(day, crowd.view)
            ends = (bound.earliest.toordinal(), bound.latest.toordinal()) if bound else None
            return where_known(subject, precedes_days(order, subject, ends))
    if any(seen_by(condition)):
        return _by_combination(condition, subject, rows, crowd)
    if isinstance(subject, Days):
        subject = coded_days(subject)
    if isinstance(subject, Column):
        return _by_value(condition, subject, crowd)
    return constant(meets(condition, subject, crowd.view))


def _by_value(condition: Condition, column: Column, crowd: Crowd) -> Truths:
    sure, maybe = _wanted_values(condition, column, crowd)
    surely = chosen(column.codes, sure)
    return Truths(surely, surely if sure == maybe else chosen(column.codes, maybe))


def _wanted_values(
    condition: Condition, column: Column, crowd: Crowd
) -> tuple[list[bool], list[bool]]:
    """For each distinct value, whether it surely and whether it possibly meets the condition."""
    days = _days_among(column, crowd) if isinstance(condition, Dated) else None
    if days:
        truths = truths_of(condition, days, Rows(), crowd)
        count = len(column.values)
        return spread(truths.sure, count).tolist(), spread(truths.maybe, count).tolist()
    view = crowd.view
    found = [meets(condition, answer, view) for answer in column.values]
    return [truth is Tri.YES for truth in found], [truth is not Tri.NO for truth in found]


def _days_among(column: Column, crowd: Crowd) -> Days | None:
    """The distinct values of a column as days; None where any is no single date."""
    key = ("days", id(column))
    if key not in crowd.memo:
        alone = [(None,) if answer is None else answer for answer in column.values]
        dates = [own[0] for own in alone if len(own) == 1]
        known = [own for own in dates if own is None or isinstance(own, PartialDate)]
        found = days_from(known) if len(known) == len(alone) else None
        crowd.memo[key] = (column, found)  # the column too, lest another takes over its id
    days: Days | None = crowd.memo[key][1]
    return days


class Seen(NamedTuple):
    """What a condition looks at beside the value: facts, credential types, the record's day."""

    facts: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    record: bool = False


def seen_by(condition: Condition) -> Seen:
    """What the condition looks at beside the value."""
    match condition:
        case Both(parts):
            found = [seen_by(part) for part in parts]
            return Seen(
                frozenset().union(*(own.facts for own in found)),
                frozenset().union(*(own.types for own in found)),
                any(own.record for own in found),
            )
        case Except(part):
            return seen_by(part)
        case SameAs(fact):
            return Seen(facts=frozenset({fact}))
        case Dated(_, day) if "/" in day.anchor:
            return Seen(types=frozenset({day.anchor}))
        case Listed():
            return Seen(record=condition.at_record)
        case _:
            return Seen()


Ends = tuple[int | NDArray[Anything], int | NDArray[Anything]]


def precedes_days(order: Order, days: Days, ends: Ends | None) -> Truths:
    """Whether dates lie on that side of a bound that is itself only known to lie between ends.

    Days that are not known give unknown.
    """
    if ends is None:
        return UNKNOWN
    first, last = ends
    match order:
        case ">=":
            return Truths(days.earliest >= last, days.latest >= first)
        case ">":
            return Truths(days.earliest > last, days.latest > first)
        case "<=":
            return Truths(days.latest <= first, days.earliest <= last)
        case _:
            return Truths(days.latest < first, days.earliest < last)


def where_known(days: Days, truths: Truths) -> Truths:
    """The truths, but unknown where the day is: the bound may lie at the end of the calendar."""
    if days.first > BEFORE_ALL:
        return truths
    unknown = days.earliest == BEFORE_ALL
    return Truths(truths.sure & ~unknown, truths.maybe | unknown)


def coded_days(days: Days) -> Column:
    """The days as a coded column."""
    pairs = days.earliest.astype(np.int64) << 32 | days.latest
    _, codes = np.unique(pairs, return_inverse=True)
    _, first = np.unique(codes, return_index=True)
    answers = [days.at(int(row)) for row in first]
    if answers and answers[0] is None:
        return Column(codes, (None, *((a,) for a in answers[1:] if a)))
    return Column(codes + 1, (None, *((a,) for a in answers if a)))


def _by_combination(condition: Condition, subject: Subject, rows: Rows, crowd: Crowd) -> Truths:
    """One scalar test for each distinct combination of all that the condition looks at."""
    if isinstance(subject, Days):
        subject = coded_days(subject)
    seen = seen_by(condition)
    keys = [subject.codes] if isinstance(subject, Column) else []
    keys += _looked_at(seen, rows, crowd)
    if not keys:
        answers = None if isinstance(subject, Column) else subject
        return constant(meets(condition, answers, crowd.view))
    place, first = _combinations(keys)
    names = seen.facts | seen.types
    found = [_tested(condition, subject, int(row), rows, crowd, names) for row in first]
    return Truths(
        np.array([t is Tri.YES for t in found], np.bool_)[place],
        np.array([t is not Tri.NO for t in found], np.bool_)[place],
    )


def _looked_at(seen: Seen, rows: Rows, crowd: Crowd) -> list[NDArray[Anything]]:
    table, records = crowd.table, rows.records
    person = records.person if records else slice(None)
    keys = [table.facts[f].codes[person] for f in sorted(seen.facts) if f in table.facts]
    for name in sorted(seen.types):
        keys += [end[person] for end in latest_days(name, crowd)]
    if records and seen.record:
        keys += [records.on.earliest, records.on.latest]
    return keys


def _combinations(keys: Sequence[NDArray[Anything]]) -> tuple[NDArray[Anything], NDArray[Anything]]:
    """The number of each row's combination, and a first row for every number."""
    place = keys[0].astype(np.int64)
    for key in keys[1:]:
        _, place = np.unique(place, return_inverse=True)
        _, codes = np.unique(key, return_inverse=True)
        place = place * (int(codes.max(initial=0)) + 1) + codes
    _, first, place = np.unique(place, return_index=True, return_inverse=True)
    return place, first


def _tested(
    condition: Condition, subject: Column | Values | None, row: int, rows: Rows, crowd: Crowd,
    names: frozenset[str],
) -> Tri:  # fmt: skip
    values = subject.at(row) if isinstance(subject, Column) else subject
    person = person_at(crowd.table, rows.person_of(row), only=names)
    record = credential_at(rows.records, rows.type, row) if rows.records else None
    return meets(condition, values, Standpoint(person, crowd.circumstances), record)


def latest_days(type_: str, crowd: Crowd) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """By person, the ends of the day of the latest such credential, else of the application."""
    key = ("latest", type_, crowd.circumstances.anchor("application"))
    if key not in crowd.memo:
        crowd.memo[key] = _latest_days(type_, crowd)
    found: tuple[NDArray[np.int32], NDArray[np.int32]] = crowd.memo[key]
    return found


def _latest_days(type_: str, crowd: Crowd) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    applied = crowd.circumstances.anchor("application")
    assert applied is not None
    none = np.int64(-1)
    best = np.full(crowd.table.size, none)
    records = crowd.table.records.get(type_)
    if records is not None:
        known = records.on.earliest > BEFORE_ALL
        ranked = records.on.latest.astype(np.int64) << 32 | records.on.earliest
        np.maximum.at(best, records.person[known], ranked[known])
    first = np.where(best == none, applied.earliest.toordinal(), best & 0xFFFFFFFF)
    last = np.where(best == none, applied.latest.toordinal(), best >> 32)
    return first.astype(np.int32), last.astype(np.int32)
