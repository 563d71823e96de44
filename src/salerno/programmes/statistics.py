"""Rates of a programme: no part is told without the whole that it is a part of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations
from types import MappingProxyType

from salerno.money import EXACT
from salerno.programmes.programmes import Count, Programme
from salerno.programmes.statements import Statement

WHOLES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "interviewed": ("applied",),
        "offered": ("applied", "interviewed"),
        "admitted": ("applied", "interviewed"),
        "matriculated": ("applied", "interviewed", "offered", "admitted"),
        "enrolled": ("applied", "interviewed", "offered", "admitted"),
    }
)
"""Of what each number is a part, when both are of the same people and the same cycle."""

WHOLE = "all"


@dataclass(frozen=True, slots=True)
class Rate:
    """A part of a whole: both as stated, and what of it they come to, from least to most.

    Both ends are shares, 0 to 1; an open end of either number leaves an end open (None), never
    both. The two differ in what they count, or in the group that they count, not in both.
    """

    part: Statement[Count]
    whole: Statement[Count]
    low: Decimal | None
    high: Decimal | None


def rates_of(programme: Programme) -> tuple[Rate, ...]:
    """Every rate that two numbers of one programme make, as they are written.

    Both must be people, of one cycle that is told, and not over. Of several statements on one
    number each makes a rate of its own, for the difference is what a reader has to see. A part that
    is larger than its whole is no part of it. O(numbers²).
    """
    current = [own for own in programme.counts if not own.over and own.value.unit == "people"]
    cycles = _by_cycle(current)
    return tuple(
        rate for own in cycles.values() for pair in permutations(own, 2) for rate in _rate(*pair)
    )


def _by_cycle(counts: list[Statement[Count]]) -> Mapping[str, tuple[Statement[Count], ...]]:
    found: dict[str, list[Statement[Count]]] = {}
    for own in counts:
        if own.cycle:
            found.setdefault(own.cycle, []).append(own)
    return {cycle: tuple(own) for cycle, own in found.items()}


def _rate(part: Statement[Count], whole: Statement[Count]) -> Iterator[Rate]:
    if is_part(part.value, whole.value):
        low = _share(part.value.low, whole.value.high)
        high = _share(part.value.high, whole.value.low)
        if (low, high) != (None, None) and (low is None or low <= 1):
            yield Rate(part, whole, low, None if high is None else min(high, Decimal(1)))


def is_part(part: Count, whole: Count) -> bool:
    """Whether one number counts some of the people that another counts all of."""
    if part.group == whole.group:
        return whole.what in WHOLES.get(part.what, ()) and part.of == whole.of
    return part.what == whole.what and whole.group == WHOLE and not whole.of


def _share(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return None if part is None or not whole else EXACT.divide(part, whole)


def without_whole(programme: Programme) -> tuple[Statement[Count], ...]:
    """The numbers that no rate is made of, as they are written; a share names its base itself."""
    rates = rates_of(programme)
    used = {id(own) for rate in rates for own in (rate.part, rate.whole)}
    return tuple(own for own in programme.counts if id(own) not in used)
