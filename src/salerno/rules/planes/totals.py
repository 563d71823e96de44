"""Sums for many persons at once, in whole multiples of the finest decimal; the twin of `totals`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

import numpy as np

from salerno.credentials.conditions import Compare
from salerno.credentials.person import Values
from salerno.credentials.table import Column
from salerno.rules.leaves import Total
from salerno.rules.planes.bits import Bools, spread
from salerno.rules.planes.frames import Framed, frames_by_person
from salerno.rules.planes.numbers import Numbers, complete_for, numbers_within
from salerno.rules.planes.selections import Matches, holders, matches_of, satisfied, subject_of
from salerno.rules.planes.truths import YES, Crowd, Truths, both

_EXACT = 2**53  # sums beyond this are left to decimals


def judge_total(leaf: Total, crowd: Crowd) -> Truths | None:
    """Whether the sum meets the bound in every part of the stretch.

    None where the sum is a share, caps meet, or amounts are too fine or too large.
    """
    is_plain = len(leaf.caps) < 2 and not any(cap.share for cap in leaf.caps)
    if leaf.share_of is not None or not is_plain:
        return None
    unit = _unit(leaf, crowd)
    if unit is None:
        return None
    frames = frames_by_person(leaf.stretch, crowd)
    result = YES
    for part in frames.parts:
        truths = _summed(leaf, part, unit, crowd)
        result &= Truths(truths.sure | ~part.whose, truths.maybe | ~part.whose)
    return Truths(both(result.sure, frames.known), result.maybe | ~frames.known)


def _amount(answer: Values | None) -> Decimal:
    return sum((v for v in answer or () if isinstance(v, Decimal)), Decimal(0))


def _answers(leaf: Total, crowd: Crowd) -> Iterable[Values | None]:
    for name in leaf.selection.types:
        records = crowd.table.records.get(name)
        if records and leaf.attribute in records.attributes:
            yield from records.attributes[leaf.attribute].values


def _decimals(number: Decimal) -> int:
    return max(-int(number.as_tuple().exponent), 0)


def _unit(leaf: Total, crowd: Crowd) -> int | None:
    """How many units make one, so that every amount is a whole number; None if too many."""
    amounts = [_amount(answer) for answer in _answers(leaf, crowd)]
    decimals = max((_decimals(a) for a in (*amounts, *(c.at_most for c in leaf.caps))), default=0)
    decimals += sum(_decimals(weight.times) for weight in leaf.weights)
    most = max((abs(amount) for amount in amounts), default=Decimal(0)) * 10**decimals
    for weight in leaf.weights:
        most *= max(abs(weight.times), 1)
    rows = sum(
        len(crowd.table.records[n].person) for n in leaf.selection.types if n in crowd.table.records
    )
    return 10**decimals if most * max(rows, 1) < _EXACT else None


def _summed(leaf: Total, part: Framed, unit: int, crowd: Crowd) -> Truths:
    """Whether the sum meets the bound: the least by what surely belongs, the most by what may."""
    size = crowd.table.size
    found = matches_of(leaf.selection, crowd, within=part.inner)
    low = _capped(leaf, found, unit, crowd, least=True)
    found = matches_of(leaf.selection, crowd, within=part.outer)
    high = _capped(leaf, found, unit, crowd, least=False)
    open_ = holders([(own.person, _open_rows(leaf, own)) for own in found], size)
    settled = complete_for(leaf.selection.types, crowd) & ~open_
    assert isinstance(leaf.bound.value, Decimal)
    bound = Compare(leaf.bound.order, leaf.bound.value * unit)
    return numbers_within(bound, low, high, settled)


def _open_rows(leaf: Total, own: Matches) -> Bools:
    """The rows that may count but do not say how much."""
    subject = subject_of(leaf.attribute, own.rows)
    rows = spread(own.truths.maybe, len(own.person))
    if isinstance(subject, Column):
        return np.asarray(rows & (subject.codes == 0))
    return rows


def _capped(
    leaf: Total, found: Sequence[Matches], unit: int, crowd: Crowd, *, least: bool
) -> Numbers:
    """By person, the least or the most that the sum can come to, in units."""
    size = crowd.table.size
    amounts = [(own, _amounts(leaf, own, unit, crowd, least=least)) for own in found]
    total = np.zeros(size, np.int64)
    for own, amount in amounts:
        total += _by_person(own, amount, size)
    for cap in leaf.caps:  # one at most
        inside = np.zeros(size, np.int64)
        for own, amount in amounts:
            truths = satisfied(cap.where, own.rows, crowd)
            inside += _by_person(own, amount * (truths.maybe if least else truths.sure), size)
        total -= np.maximum(inside - int(cap.at_most * unit), 0)
    return total


def _by_person(own: Matches, amount: Numbers, size: int) -> Numbers:
    return np.bincount(own.person, weights=amount, minlength=size).astype(np.int64)


def _amounts(leaf: Total, own: Matches, unit: int, crowd: Crowd, *, least: bool) -> Numbers:
    """What each row adds, in units; nothing where it does not count."""
    subject = subject_of(leaf.attribute, own.rows)
    rows = spread(own.truths.sure if least else own.truths.maybe, len(own.person))
    if not isinstance(subject, Column):
        return np.zeros(len(rows), np.int64)
    finest = unit
    for weight in leaf.weights:
        finest //= 10 ** _decimals(weight.times)
    values = np.array([int(_amount(answer) * finest) for answer in subject.values], np.int64)
    amount = values[subject.codes] * rows
    for weight in leaf.weights:
        step = 10 ** _decimals(weight.times)
        times, one = int(weight.times * step), step
        truths = satisfied(weight.where, own.rows, crowd)
        unsure = min(times, one) if least else max(times, one)
        amount = amount * np.where(truths.sure, times, np.where(truths.maybe, unsure, one))
    return amount
