"""Statements: a value that somebody published, kept beside every other that contradicts it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from salerno.credentials.vocabulary import Texts
from salerno.rules.sources import Source

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
K = TypeVar("K")

_TIERS = ("law", "official", "provider", "secondary")


@dataclass(frozen=True, slots=True)
class Statement(Generic[T_co]):
    """A value, the source that states it, and the cycle (such as "2026/27") that it is true of.

    `says` is what the source says in words of ours, where the value does not hold all of it. A
    statement that is `over` was true once: it stays on record and is believed no more.
    """

    value: T_co
    source: Source
    says: Texts = ()
    cycle: str = ""
    over: bool = False


def believed(statements: Iterable[Statement[T]]) -> Statement[T] | None:
    """The statement that is shown first of several on one thing; None when there is none.

    The later cycle, then the tier nearest to the law, then the surer, then the one read last, then
    the first as written. What is over is never believed.
    """
    current = [statement for statement in statements if not statement.over]
    return max(current, key=_weight, default=None)


def _weight(statement: Statement[object]) -> tuple[str, int, int, int]:
    source = statement.source
    return (
        statement.cycle[:4],
        -_TIERS.index(source.tier),
        -ord(source.confidence),
        source.read.toordinal(),
    )


def is_disputed(statements: Iterable[Statement[object]]) -> bool:
    """Whether statements on one thing and one cycle, none of them over, differ in their value."""
    current = [statement for statement in statements if not statement.over]
    return any(
        one.value != other.value
        for place, one in enumerate(current)
        for other in current[:place]
        if one.cycle == other.cycle
    )


def by_slot(
    statements: Iterable[Statement[T]], slot: Callable[[T], K]
) -> dict[K, tuple[Statement[T], ...]]:
    """The statements that speak of the same thing together, in the order first met."""
    found: dict[K, list[Statement[T]]] = {}
    for statement in statements:
        found.setdefault(slot(statement.value), []).append(statement)
    return {key: tuple(own) for key, own in found.items()}


def sources_of(*groups: Sequence[Statement[object]]) -> tuple[Source, ...]:
    """Every source of the statements, once, in their order."""
    return tuple(dict.fromkeys(own.source for group in groups for own in group))
