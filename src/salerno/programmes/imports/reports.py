"""What a dry run found: every row accepted, flagged or refused, and what is to be decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from salerno.programmes.matching import Proposal
from salerno.programmes.programmes import Programme
from salerno.programmes.schools import School

State = Literal["accepted", "flagged", "refused"]
STATES: tuple[State, ...] = ("accepted", "flagged", "refused")


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a cell: in which column, what is wrong, why, and what to do."""

    column: str
    what: str
    why: str = ""
    fix: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row; one that is flagged is taken in without what its remarks name."""

    number: int
    state: State
    remarks: tuple[Remark, ...] = ()
    school: str = ""
    programme: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A school of the file, the rows that tell of it, and the known schools that it may be."""

    school: School
    rows: tuple[int, ...]
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Every row of a table with what became of it; nothing is taken in yet.

    Schools and programmes are those of the accepted and flagged rows, under the ids that they
    would get, were no school of the file a known one.
    """

    outcomes: tuple[Outcome, ...] = ()
    schools: Mapping[str, Found] = field(default_factory=lambda: MappingProxyType({}))
    programmes: Mapping[str, Programme] = field(default_factory=lambda: MappingProxyType({}))

    def count(self, state: State) -> int:
        """How many rows are in a state; the counts of all states add up to the rows."""
        return sum(outcome.state == state for outcome in self.outcomes)

    def of(self, state: State) -> tuple[Outcome, ...]:
        """The rows in a state, in the order of the file."""
        return tuple(outcome for outcome in self.outcomes if outcome.state == state)

    @property
    def undecided(self) -> tuple[Found, ...]:
        """The schools that may be known ones: a person says which are."""
        return tuple(found for found in self.schools.values() if found.proposals)
