"""Requirements: leaves joined by all, any, at least, not and choose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from salerno.credentials.vocabulary import Texts
from salerno.rules.leaves import Leaf, Note


@dataclass(frozen=True, slots=True)
class All:
    """Every part is required; without parts, nothing is."""

    parts: tuple[Requirement, ...]
    note: Note = Note()


@dataclass(frozen=True, slots=True)
class Any:
    """One part is enough."""

    parts: tuple[Requirement, ...]
    note: Note = Note()


@dataclass(frozen=True, slots=True)
class AtLeast:
    """That many of the parts are required."""

    count: int
    parts: tuple[Requirement, ...]
    note: Note = Note()


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not hold."""

    part: Requirement
    note: Note = Note()


@dataclass(frozen=True, slots=True)
class Choose:
    """The first branch whose condition holds decides alone; nobody may pick a later one."""

    branches: tuple[tuple[Requirement, Requirement], ...]
    otherwise: Requirement
    note: Note = Note()


@dataclass(frozen=True, slots=True)
class Given:
    """A condition under which something else applies; nobody is expected to bring it about."""

    part: Requirement
    because: Texts = ()
    note: Note = Note()


Requirement = Leaf | All | Any | AtLeast | Not | Choose | Given


def parts_of(requirement: Requirement) -> tuple[Requirement, ...]:
    """The direct parts, conditions of branches included; a leaf has none."""
    match requirement:
        case All(parts) | Any(parts) | AtLeast(_, parts):
            return parts
        case Not(part) | Given(part):
            return (part,)
        case Choose(branches, otherwise):
            return (*(r for branch in branches for r in branch), otherwise)
        case _:
            return ()


def walk(requirement: Requirement) -> Iterator[Requirement]:
    """The requirement and everything in it, parents first."""
    yield requirement
    for part in parts_of(requirement):
        yield from walk(part)
