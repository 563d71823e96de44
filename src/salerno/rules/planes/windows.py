"""Credentials that lie close together in time, for many persons at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from salerno.credentials.table import BEFORE_ALL, Ints
from salerno.rules.leaves import Window
from salerno.rules.planes.bits import ALL, Bools, Mask, spread
from salerno.rules.planes.numbers import complete_for
from salerno.rules.planes.selections import Matches, holders, matches_of, moved
from salerno.rules.planes.truths import Crowd, Truths, both

Places = NDArray[np.int64]


def pairs_of(left: Ints, right: Ints) -> tuple[Places, Places]:
    """The places of all pairs of rows that speak of the same person; both sides are ascending."""
    begin = np.searchsorted(right, left, side="left")
    count = np.searchsorted(right, left, side="right") - begin
    one = np.repeat(np.arange(len(left)), count)
    other = np.repeat(begin - np.cumsum(count) + count, count) + np.arange(len(one))
    return one, other


def judge_window(leaf: Window, crowd: Crowd) -> Truths:
    """Whether one credential of each selection lies inside one stretch of that length."""
    columns = [matches_of(selection, crowd) for selection in leaf.selections]
    starts = [own for column in columns for own in column]
    complete: Mask = ALL
    for selection in leaf.selections:
        complete = both(complete, complete_for(selection.types, crowd))
    surely, possibly = (
        holders(
            [(start.person, _opens(start, columns, leaf, sure=sure)) for start in starts],
            crowd.table.size,
        )
        for sure in (True, False)
    )
    return Truths(surely, possibly | ~complete)


def _opens(
    start: Matches, columns: Sequence[Sequence[Matches]], leaf: Window, *, sure: bool
) -> Bools:
    """Whether a window that opens with each record holds one record of every selection."""
    on = start.records.on
    ends = moved(on, leaf.span)
    frame = (on.earliest, ends.earliest if sure else ends.latest)
    result = np.ones(len(start.person), np.bool_)
    for column in columns:
        inside = np.zeros(len(start.person), np.bool_)
        for own in column:
            inside |= _holds(start.person, frame, own, sure=sure)
        result &= inside
    dated = on.earliest > BEFORE_ALL
    result = result & dated if sure else result | ~dated
    return result & spread(start.held, len(result))


def _holds(person: Ints, frame: tuple[Ints, Ints], own: Matches, *, sure: bool) -> Bools:
    """Whether each frame holds one of the records of its person."""
    place, row = pairs_of(person, own.person)
    truth = spread(own.truths.sure if sure else own.truths.maybe, len(own.person))[row]
    first, end = (edge[place] for edge in frame)
    on = own.records.on
    if sure:
        lies_in = (first <= on.earliest[row]) & (on.latest[row] <= end)
    else:
        lies_in = (first <= on.latest[row]) & (on.earliest[row] <= end)
    found = np.zeros(len(person), np.bool_)
    found[place[truth & lies_in]] = True
    return found
