"""Which column says what: guessed from the headings, confirmed by a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel.numbers import list_currencies

from salerno.errors import InputError, Place, did_you_mean
from salerno.programmes.imports.fields import FIELDS
from salerno.programmes.imports.headings import heading_of
from salerno.programmes.imports.tables import Table
from salerno.programmes.matching import folded

USUAL = ("country", "currency", "cycle", "title", "degree", "entry", "language", "per", "accepts")
"""Fields that may be said once for all rows, where no column says them or its cell is empty."""


@cache
def currency_codes() -> frozenset[str]:
    """The currencies that may occur."""
    return frozenset(list_currencies())


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The field of each column, empty for one that is left out; values said once for all rows."""

    fields: tuple[str, ...]
    usual: tuple[tuple[str, str], ...] = ()

    def check(self, table: Table) -> None:
        """Raise InputError unless the mapping fits the table: every field once, the school said."""
        place = Place(table.name)
        if len(self.fields) != len(table.heads):
            what = f"{len(self.fields)} fields for {len(table.heads)} columns"
            raise InputError(what, where=place, fix="map each column, or leave it out")
        mapped = [name for name in self.fields if name]
        _check_known(mapped, FIELDS, place)
        _check_known([name for name, _ in self.usual], USUAL, place)
        for name in mapped:
            if mapped.count(name) > 1:
                fix = "choose one of them, and leave the others out"
                raise InputError(f"two columns say '{name}'", where=place, fix=fix)
        if "school" not in mapped:
            fix = "map the column that names the school"
            raise InputError("no column says the school", where=place, fix=fix)
        if "country" not in (*mapped, *dict(self.usual)):
            fix = "map a column, or say one country for all rows"
            raise InputError("nothing says the country", where=place, fix=fix)


def _check_known(
    names: Sequence[str], known: Sequence[str] | Mapping[str, object], place: Place
) -> None:
    for name in names:
        if name not in known:
            fix = did_you_mean(name, known) or f"it is one of {', '.join(known)}"
            raise InputError(f"unknown field '{name[:40]}'", where=place, fix=fix)


def guessed(table: Table, *, usual: tuple[tuple[str, str], ...] = ()) -> ColumnMapping:
    """The likeliest mapping by the headings; what is like nothing that is known is left out.

    A heading that is known word for word goes before one that only holds the words of it.
    """
    fields = [""] * len(table.heads)
    taken: set[str] = set()
    ranked = sorted(
        (
            (-_nearness(known, heading), place, name)
            for place, head in enumerate(table.heads)
            for heading in (heading_of(head, codes=currency_codes()).words, folded(head))
            for name, headings in _headings().items()
            for known in headings
            if _nearness(known, heading) > 0
        ),
    )
    for _, place, name in ranked:
        if not fields[place] and name not in taken:
            fields[place] = name
            taken.add(name)
    return ColumnMapping(tuple(fields), usual)


@cache
def _headings() -> dict[str, tuple[str, ...]]:
    return {name: tuple(folded(one) for one in own.headings) for name, own in FIELDS.items()}


def _nearness(known: str, heading: str) -> int:
    """How much a heading says what a known one says: 0 when words of that are missing."""
    words, theirs = known.split(), heading.split()
    if not set(words) <= set(theirs):
        return 0
    return (words == theirs) * 10_000 + len(words) * 100 + len(known)


def remapped(mapping: ColumnMapping, table: Table, told: Mapping[str, str]) -> ColumnMapping:
    """The mapping with other fields for the columns that are named, by heading or by number.

    A field given to one column is taken from any other; an empty one leaves the column out. Raises
    InputError for a column that is not there.
    """
    fields = list(mapping.fields)
    for column, field in told.items():
        place = _place_of(column, table)
        fields = ["" if own == field else own for own in fields]
        fields[place] = field
    return ColumnMapping(tuple(fields), mapping.usual)


def _place_of(column: str, table: Table) -> int:
    """Where a column stands: its heading goes before its number."""
    heads = [folded(head) for head in table.heads]
    if folded(column) in heads:
        return heads.index(folded(column))
    if column.isascii() and column.isdigit() and 1 <= int(column) <= len(heads):
        return int(column) - 1
    fix = did_you_mean(column, table.heads) or f"it has {', '.join(table.heads)[:200]}"
    raise InputError(f"no column '{column[:60]}'", where=Place(table.name), fix=fix)
