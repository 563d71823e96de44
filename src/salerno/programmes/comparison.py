"""Programmes side by side: what is known of each, where they differ, what nobody has said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from salerno.errors import InputError
from salerno.programmes.answers import spoken_in
from salerno.programmes.programmes import Count, Length, Programme, Speech
from salerno.programmes.statements import Statement, believed, by_slot, is_disputed

MOST = 5
"""So many programmes fit beside each other."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one programme has in a row: known statements, or none, which is "not known".

    A cell that does `not apply` asks what makes no sense there. Equal `key`s mean the same.
    """

    stated: tuple[Statement[object], ...] = ()
    applies: bool = True
    disputed: bool = False

    @property
    def key(self) -> object:
        """What tells it from other cells; a value that is not known is like no other."""
        return tuple(stated.value for stated in self.stated) if self.stated else None


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """A question, and the cell of each programme."""

    name: str
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        """Whether the programmes are told apart by it: some value is known, and not all agree."""
        keys = [cell.key for cell in self.cells if cell.applies]
        return any(key != keys[0] for key in keys) if keys else False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of any of them."""
        return not any(cell.stated for cell in self.cells)


def compare(programmes: Sequence[Programme]) -> tuple[ComparisonRow, ...]:
    """Two to five programmes, row by row; rows in which nothing is known are left out.

    Raises InputError for one alone, or for too many.
    """
    if not 2 <= len(programmes) <= MOST:
        raise InputError(
            f"{len(programmes)} programmes cannot be compared", fix=f"choose two to {MOST}"
        )
    rows = [
        ComparisonRow(name, tuple(cell_of(programme) for programme in programmes))
        for name, cell_of in ROWS.items()
    ]
    return tuple(row for row in rows if not row.is_empty)


def _one(statements: Sequence[Statement[object]]) -> Cell:
    chosen = believed(statements)
    told = (chosen,) if chosen else ()
    return Cell(told, disputed=is_disputed(statements))


def _each(statements: Sequence[Statement[object]]) -> Cell:
    return Cell(tuple(stated for stated in statements if not stated.over))


def _speech(phase: str) -> Callable[[Programme], Cell]:
    def cell(programme: Programme) -> Cell:
        own: Statement[Speech] | None = spoken_in(programme, phase)  # type: ignore[arg-type]  # one of ROWS
        told = [s for s in programme.speech if s.value.phase == phase and s.value.languages]
        return Cell((own,) if own else (), disputed=is_disputed(told))

    return cell


def _lengths(programme: Programme) -> Cell:
    by_track = by_slot(programme.length, _track)
    chosen = [own for statements in by_track.values() if (own := believed(statements))]
    return Cell(tuple(chosen), disputed=any(is_disputed(own) for own in by_track.values()))


def _track(length: Length) -> str:
    return length.track


def _counts(programme: Programme) -> Cell:
    slots = by_slot(programme.counts, _counted)
    return Cell(tuple(own for statements in slots.values() if (own := believed(statements))))


def _counted(count: Count) -> tuple[str, str, str]:
    return count.what, count.group, count.of


ROWS: Mapping[str, Callable[[Programme], Cell]] = MappingProxyType(
    {
        "status": lambda own: _one(own.status),
        "acceptance": lambda own: _one(own.acceptance),
        "length": _lengths,
        "preclinical": _speech("preclinical"),
        "clinical": _speech("clinical"),
        "patients": _speech("patients"),
        "preparation": lambda own: _each([s for s in own.speech if s.value.phase == "preparation"]),
        "practice": lambda own: _each(own.practice),
        "entrance": lambda own: _each(own.entrance),
        "intakes": lambda own: _each(own.intakes),
        "prices": lambda own: _each(own.prices),
        "aid": lambda own: _each(own.aid),
        "partners": lambda own: _each(own.partners),
        "recognition": lambda own: _each(own.recognition),
        "counts": _counts,
    }
)
"""The questions of a comparison, in their order."""
