"""A requirement as it stands for a person, and the steps that it asks for by itself.

Such steps are no opportunities: to wait, to obtain, to suppose, to have somebody decide, or to lift
a barrier. Equal ones have equal ids.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from salerno.periods import Span
from salerno.routes.steps import Step, Way
from salerno.routes.tasks import Days
from salerno.rules.canonical import digest
from salerno.rules.circuits import Literal
from salerno.rules.findings import Finding
from salerno.rules.leaves import Attempts, Judge, Leaf, Time, Wait
from salerno.rules.opportunities import Opportunity
from salerno.rules.shortfalls import selections_of
from salerno.rules.sources import Source


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement of an opportunity as it stands for the person."""

    opportunity: Opportunity
    literal: Literal
    source: Source
    finding: Finding
    bits: int


def to_lift(asked: Asked) -> Step:
    """To lift the barrier that a requirement is to one opportunity."""
    name = f"{asked.opportunity.id} {_no(asked)}{digest(asked.literal.leaf)}"
    return _step("lift", name, asked)


def to_suppose(asked: Asked) -> Step:
    """To suppose that a requirement is met, or to have it decided where that is for others."""
    leaf = asked.literal.leaf
    if isinstance(leaf, Judge) and not asked.literal.negated:
        days = None if leaf.days is None else (0, leaf.days)
        return _step("decision", leaf.name, asked, after=days)
    return _step("suppose", f"{_no(asked)}{digest(leaf)}", asked)


def to_obtain(leaf: Leaf, asked: Asked) -> Step:
    """To obtain what a leaf of the requirement asks for, at an unknown price."""
    (selection, *_) = selections_of(leaf)
    lasts = None
    if isinstance(leaf, Time):
        lasts = (leaf.bound.span.floor_days, leaf.bound.span.floor_days)
    step = _step("obtain", f"{selection.types[0]} {digest(leaf)}", asked, lasts=lasts)
    return replace(step, literal=replace(asked.literal, leaf=leaf), unpriced=("",))


def to_wait(asked: Asked, *, today: date, until: date | None = None) -> Step:
    """To wait until that day, or as long as the requirement says."""
    leaf = asked.literal.leaf
    days = _days(leaf) if until is None else max(0, (until - today).days)
    return replace(_step("wait", digest(leaf), asked, lasts=(days, days)), not_before=until)


def _days(leaf: Leaf) -> int:
    """How long a leaf makes one wait at most."""
    match leaf:
        case Attempts(per=Span() as span) | Wait(span=span):
            return span.floor_days
        case _:
            return 0


def _no(asked: Asked) -> str:
    return "not " if asked.literal.negated else ""


def _step(
    way: Way, name: str, asked: Asked, *, lasts: Days | None = None, after: Days | None = None
) -> Step:
    return Step(
        f"{way} {name}",
        way,
        literal=asked.literal,
        asked_by=asked.opportunity.id,
        source=asked.source,
        lasts=lasts,
        after=after,
    )
