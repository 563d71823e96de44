"""Demands: what a host asks of a placement, by when, and how the places within inherit it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from salerno.errors import InputError
from salerno.rules.leaves import Actor
from salerno.rules.requirements import All, Requirement

Due = Literal["application", "onboarding", "offboarding"]
DUES: tuple[Due, ...] = ("application", "onboarding", "offboarding")
"""The points of a placement by which something must be shown, the earliest first."""


@dataclass(frozen=True, slots=True)
class Demand:
    """A requirement of a host: its note says who must act, `due` says by which point.

    Places within may replace a demand of the same id, or waive it, unless it is `fixed`. With
    `asks` None it waives.
    """

    id: str
    asks: Requirement | None
    due: Due = "application"
    fixed: bool = False

    @property
    def owner(self) -> Actor:
        """Who must see to it: the trainee (applicant), the school, or the host."""
        return self.asks.note.actor if self.asks else "applicant"


@dataclass(frozen=True, slots=True)
class Asked:
    """A demand as it holds at some place; `by` asks it, `instead_of` asked otherwise before."""

    demand: Demand
    by: str
    instead_of: tuple[str, ...] = ()


def inherited(levels: Iterable[tuple[str, Iterable[Demand]]]) -> tuple[Asked, ...]:
    """What holds at the innermost of nested places, given the demands of each, outermost first.

    A demand keeps the place in the order at which it was first asked; a waived one is left out.
    Raises InputError where a place changes what is fixed, or waives what nobody asks.
    """
    held: dict[str, Asked] = {}
    for name, demands in levels:
        for demand in demands:
            held[demand.id] = _changed(held.get(demand.id), demand, name)
    return tuple(asked for asked in held.values() if asked.demand.asks)


def _changed(earlier: Asked | None, demand: Demand, by: str) -> Asked:
    if earlier is None:
        if demand.asks is None:
            what = f"{by} waives '{demand.id}', which no place around it asks"
            raise InputError(what, fix="drop the line, or write the id of a demand that is asked")
        return Asked(demand, by)
    if earlier.demand.fixed:
        what = f"{by} may not change '{demand.id}'"
        raise InputError(what, why=f"{earlier.by} fixed it", fix="give the demand another id")
    return Asked(demand, by, (*earlier.instead_of, earlier.by))


def due_at(asked: Iterable[Asked], due: Due) -> tuple[Asked, ...]:
    """The demands that must be met by that point; those of earlier points are not repeated."""
    return tuple(one for one in asked if one.demand.due == due)


def together(asked: Iterable[Asked]) -> All:
    """One requirement of several demands, each under its id."""
    return All(tuple(_named(one.demand) for one in asked))


def _named(demand: Demand) -> Requirement:
    """What a demand asks, under its id wherever the requirement has none of its own."""
    asks = demand.asks
    assert asks is not None  # what is waived is not asked
    if asks.note.id:
        return asks
    return replace(asks, note=replace(asks.note, id=demand.id))
