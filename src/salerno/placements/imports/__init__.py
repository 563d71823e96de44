"""Taking in rotations, rosters and past placements from tables: read, compared, then confirmed."""

from salerno.placements.imports.differences import Difference, difference
from salerno.placements.imports.readings import Outcome, Reading, read_rows
from salerno.placements.imports.values import OfferedRotation, PastPlacement, RosterTrainee, Value

__all__ = [
    "Difference",
    "OfferedRotation",
    "Outcome",
    "PastPlacement",
    "Reading",
    "RosterTrainee",
    "Value",
    "difference",
    "read_rows",
]
