"""Whole numbers by person, known only to lie between two ends, and bounds on them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fnmatch import fnmatchcase
from math import ceil, floor
from typing import Any as Anything

import numpy as np
from numpy.typing import NDArray

from salerno.credentials.conditions import Compare
from salerno.credentials.table import complete_at
from salerno.rules.planes.bits import Mask, spread
from salerno.rules.planes.selections import Matches
from salerno.rules.planes.truths import Crowd, Truths, chosen

Numbers = NDArray[np.int64]


def complete_for(types: tuple[str, ...], crowd: Crowd) -> Mask:
    """Who said that nothing of any of these types is missing."""
    key = ("complete", types)
    if key not in crowd.memo:
        column = crowd.table.complete
        wanted = [
            all(any(fnmatchcase(t, pattern) for pattern in complete_at(answer)) for t in types)
            for answer in column.values
        ]
        crowd.memo[key] = chosen(column.codes, wanted)
    found: Mask = crowd.memo[key]
    return found


def numbers_within(
    bound: Compare, low: NDArray[Anything], high: NDArray[Anything], settled: Mask
) -> Truths:
    """Whether a whole number from `low` to `high` (open upwards unless settled) meets the bound."""
    assert isinstance(bound.value, Decimal)
    if bound.order == ">=":
        least = ceil(bound.value)
        return Truths(low >= least, (high >= least) | ~settled)
    if bound.order == ">":
        most = floor(bound.value)
        return Truths(low > most, (high > most) | ~settled)
    if bound.order == "<=":
        most = floor(bound.value)
        return Truths((high <= most) & settled, low <= most)
    least = ceil(bound.value)
    return Truths((high < least) & settled, low < least)


def rows_by_person(chosen_rows: Sequence[tuple[Matches, Mask]], size: int) -> Numbers:
    """By person, how many of these rows there are."""
    total = np.zeros(size, np.int64)
    for own, rows in chosen_rows:
        total += np.bincount(own.person[spread(rows, len(own.person))], minlength=size)
    return total
