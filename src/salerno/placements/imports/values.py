"""What a row of an import says: a rotation on offer, a trainee of a roster, a past placement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Subject = Literal["rotations", "rosters", "placements"]


@dataclass(frozen=True, slots=True)
class OfferedRotation:
    """A rotation and the days on which it has seats; without a fee nothing is known of one."""

    id: str
    title: str
    location: str
    kind: str
    specialty: str
    weeks: tuple[int, int]
    seats: int
    first: date
    last: date
    fee: tuple[str, Decimal] | None = None
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RosterTrainee:
    """A trainee as a school lists them."""

    id: str
    name: str
    email: str
    school: str
    programme: str
    year: int


@dataclass(frozen=True, slots=True)
class PastPlacement:
    """Where a trainee was, from the first to the last day."""

    trainee: str
    rotation: str
    agency: str
    first: date
    last: date
    specialty: str
    description: str = ""

    @property
    def id(self) -> str:
        """A trainee begins a rotation once on a day."""
        return f"{self.trainee}/{self.rotation}/{self.first.isoformat()}"


Value = OfferedRotation | RosterTrainee | PastPlacement
