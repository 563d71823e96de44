"""The stretches of time in which sums are counted, for many persons at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Credential, Person, Values
from salerno.credentials.table import AFTER_ALL, BEFORE_ALL
from salerno.periods import PartialDate
from salerno.rules.leaves import Stretch
from salerno.rules.planes.bits import ALL, Mask
from salerno.rules.planes.selections import Within
from salerno.rules.planes.truths import Crowd
from salerno.rules.totals import frames_of

Ordinals = NDArray[np.int64]
_Ends = tuple[int, int]
_Pair = tuple[_Ends, _Ends]
_EVER = (date.min.toordinal(), date.max.toordinal())


@dataclass(frozen=True, slots=True, eq=False)
class Framed:
    """A stretch by person: the days that surely belong to it, those that may, and who has it.

    None is all time, days that are not known included.
    """

    inner: Within | None
    outer: Within | None
    whose: Mask = ALL


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """All parts of a stretch, oldest first, and who has told what it takes to know them."""

    parts: Sequence[Framed]
    known: Mask = ALL


def frames_by_person(stretch: Stretch | None, crowd: Crowd) -> Frames:
    """The parts of a stretch in which each person's sum is counted."""
    if stretch is None or not (stretch.start_fact or stretch.start_type):
        pairs = _pairs(stretch, crowd.view) or ()
        return Frames([Framed(_bounds(inner), _bounds(outer)) for inner, outer in pairs])
    first, last = _beginnings(stretch, crowd)
    _, row, place = np.unique(first << 32 | last, return_index=True, return_inverse=True)
    found = [_pairs(stretch, _begun(stretch, int(first[i]), int(last[i]), crowd)) for i in row]
    known = np.array([pairs is not None for pairs in found], np.bool_)
    count = max((len(pairs or ()) for pairs in found), default=0)
    parts = [_framed([(pairs or [])[k : k + 1] for pairs in found], place) for k in range(count)]
    return Frames(parts, known[place])


def _bounds(ends: _Ends) -> Within | None:
    return None if ends == _EVER else ends


def _framed(own: Sequence[Sequence[_Pair]], place: NDArray[np.int64]) -> Framed:
    none = ((AFTER_ALL, AFTER_ALL), (AFTER_ALL, AFTER_ALL))
    ends = np.array([pairs[0] if pairs else none for pairs in own], np.int64).reshape(-1, 2, 2)
    (begin, end), (widest_begin, widest_end) = ends[place].transpose(1, 2, 0)
    whose = np.array([bool(pairs) for pairs in own], np.bool_)[place]
    return Framed((begin, end), (widest_begin, widest_end), whose)


def _pairs(stretch: Stretch | None, view: Standpoint) -> list[_Pair] | None:
    inner, outer = frames_of(stretch, view), frames_of(stretch, view, widest=True)
    if inner is None or outer is None or len(inner) != len(outer):
        return None
    return [(_ordinals(one), _ordinals(other)) for one, other in zip(inner, outer, strict=True)]


def _ordinals(frame: tuple[date, date]) -> _Ends:
    return frame[0].toordinal(), frame[1].toordinal()


def _begun(stretch: Stretch, first: int, last: int, crowd: Crowd) -> Standpoint:
    """Somebody whose stretch begins then, and of whom nothing else is known."""
    facts: Mapping[str, Values] = MappingProxyType({})
    held: tuple[Credential, ...] = ()
    if first != BEFORE_ALL:
        day = PartialDate(date.fromordinal(first), date.fromordinal(last))
        facts = MappingProxyType({stretch.start_fact: (day,)})
        held = (Credential(stretch.start_type, day),)
    return Standpoint(Person("", facts, held), crowd.circumstances)


def _beginnings(stretch: Stretch, crowd: Crowd) -> tuple[Ordinals, Ordinals]:
    """By person, the ends of the day on which the stretch begins; BEFORE_ALL where unknown."""
    size = crowd.table.size
    if stretch.start_fact:
        return _told_days(stretch.start_fact, crowd)
    first, last = (np.full(size, BEFORE_ALL, np.int64) for _ in range(2))
    records = crowd.table.records.get(stretch.start_type)
    if records is not None:
        known = records.on.earliest > BEFORE_ALL
        np.maximum.at(first, records.person[known], records.on.earliest[known])
        np.maximum.at(last, records.person[known], records.on.latest[known])
    return first, last


def _told_days(fact: str, crowd: Crowd) -> tuple[Ordinals, Ordinals]:
    column = crowd.table.facts.get(fact)
    if column is None:
        nothing = np.full(crowd.table.size, BEFORE_ALL, np.int64)
        return nothing, nothing
    told = [[v for v in answer or () if isinstance(v, PartialDate)] for answer in column.values]
    first = [max((d.earliest.toordinal() for d in own), default=BEFORE_ALL) for own in told]
    last = [max((d.latest.toordinal() for d in own), default=BEFORE_ALL) for own in told]
    return np.array(first, np.int64)[column.codes], np.array(last, np.int64)[column.codes]
