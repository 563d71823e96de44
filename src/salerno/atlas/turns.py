"""Days on which rules begin and end, and rules that wait for theirs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from salerno.atlas.contents import Atlas
from salerno.rules.opportunities import Opportunity, RuleVersion

WAITING = frozenset({"proposed", "stayed", "deferred"})
"""The states of a version that may come into force and has not."""

Side = Literal["begins", "replaces", "ends"]


@dataclass(frozen=True, slots=True)
class Turn:
    """A day on which a version of a rule begins to be in force, or is no longer.

    It `replaces` another when that one ends on the day on which it begins; the end is not told.
    """

    day: date
    side: Side
    opportunity: Opportunity
    version: RuleVersion


def turns_of(atlas: Atlas, *, since: date, until: date) -> tuple[Turn, ...]:
    """Every turn from one day to another, both included, the earliest first."""
    found = (turn for own in atlas.opportunities.values() for turn in _turns(own))
    within = (turn for turn in found if since <= turn.day <= until)
    return tuple(sorted(within, key=lambda turn: (turn.day, turn.opportunity.id, turn.side)))


def _turns(own: Opportunity) -> Iterator[Turn]:
    starts = {version.in_force.start for version in own.versions}
    ends = {version.in_force.end for version in own.versions}
    for version in own.versions:
        start, end = version.in_force.start, version.in_force.end
        if start is not None:
            yield Turn(start, "replaces" if start in ends else "begins", own, version)
        if end is not None and end not in starts:
            yield Turn(end, "ends", own, version)


def awaited(atlas: Atlas) -> tuple[tuple[Opportunity, RuleVersion], ...]:
    """The versions that are proposed, stayed or deferred, in the order of the atlas."""
    return tuple(
        (own, version)
        for own in atlas.opportunities.values()
        for version in own.versions
        if version.status in WAITING
    )
