"""What taking a file in would change: added, changed field by field, unchanged, gone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from decimal import Decimal

from salerno.errors import InputError
from salerno.placements.imports.readings import Reading
from salerno.placements.imports.values import Value


@dataclass(frozen=True, slots=True)
class Change:
    """A field of a value that would become another."""

    field: str
    old: object
    new: object


@dataclass(frozen=True, slots=True)
class Difference:
    """What a file would change of what is there; what is `gone` is told and never removed.

    `digest` is of the file and of what is there: it is another as soon as either is.
    """

    added: tuple[str, ...]
    changed: Mapping[str, tuple[Change, ...]]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]
    digest: str


def difference(reading: Reading, present: Mapping[str, Value]) -> Difference:
    """What taking in the values of a reading would change."""
    told = reading.values
    both = [name for name in told if name in present]
    changes = {name: _changes(present[name], told[name]) for name in both}
    return Difference(
        tuple(name for name in told if name not in present),
        {name: found for name, found in changes.items() if found},
        tuple(name for name, found in changes.items() if not found),
        tuple(name for name in present if name not in told),
        _digest(reading, present),
    )


def check_confirmed(shown: str, found: Difference) -> None:
    """Raise InputError unless what is confirmed is what was shown."""
    if shown != found.digest:
        why = "the file or what is there has changed since"
        raise InputError("this is not what was shown", why=why, fix="look at it again")


def plainly(value: object) -> str:
    """A value of a field as a line tells it: a dash for nothing, parts joined."""
    if isinstance(value, tuple):
        is_money = any(isinstance(part, Decimal) for part in value)
        return (" " if is_money else "-").join(map(str, value)) or "–"
    return "–" if value is None else str(value)


def _changes(old: Value, new: Value) -> tuple[Change, ...]:
    names = (own.name for own in fields(new))
    pairs = ((name, getattr(old, name, None), getattr(new, name)) for name in names)
    return tuple(Change(name, one, other) for name, one, other in pairs if one != other)


def _digest(reading: Reading, present: Mapping[str, Value]) -> str:
    said = repr((reading.digest, sorted(reading.values.items(), key=lambda own: own[0])))
    state = repr(sorted(present.items(), key=lambda own: own[0]))
    return hashlib.sha256(f"{said}\n{state}".encode()).hexdigest()
