"""Many persons as columns: facts by person, credentials by type and then by person.

Every column is coded: `values` holds each distinct answer once, `codes` says which one a row gives.
Code 0 is always "not known". Values stand in their own order, so that a threshold on the value is a
threshold on the code. Days are ordinals; a day that is not known is the widest possible interval.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any as Anything

import numpy as np
from numpy.typing import NDArray

from salerno.credentials.person import Assurance, Credential, Person, Values
from salerno.credentials.vocabulary import Vocabulary
from salerno.money import Money
from salerno.periods import PartialDate, Period

BEFORE_ALL = 0
AFTER_ALL = date.max.toordinal() + 1
_NO_WORDS = Vocabulary()

Timeline = tuple[tuple[Period, Values], ...]
Ints = NDArray[np.int32]
Codes = NDArray[Anything]


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """Coded answers: `values[codes[row]]` is the answer of a row; `values[0]` is None, unknown."""

    codes: Codes
    values: tuple[Values | None, ...]

    def at(self, row: int) -> Values | None:
        """The answer of a row."""
        return self.values[int(self.codes[row])]


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Partial dates as ordinals, both ends included; BEFORE_ALL to AFTER_ALL when not known.

    `first` and `last` enclose all of them. `earliest` and `latest` are one array when all are
    exact.
    """

    earliest: Ints
    latest: Ints
    first: int
    last: int

    @property
    def exact(self) -> bool:
        """Whether every day is known."""
        return self.earliest is self.latest

    def at(self, row: int) -> PartialDate | None:
        """The date of a row; None when it is not known."""
        first, last = int(self.earliest[row]), int(self.latest[row])
        if first == BEFORE_ALL:
            return None
        return PartialDate(date.fromordinal(first), date.fromordinal(last))

    def chosen(self, rows: slice | NDArray[Anything]) -> Days:
        """The days of these rows, in their order."""
        if self.exact:
            return days_of(self.earliest[rows])
        return days_of(self.earliest[rows], self.latest[rows])


def days_of(earliest: NDArray[Anything], latest: NDArray[Anything] | None = None) -> Days:
    """Days from ordinals; without `latest` all are exact."""
    first = np.ascontiguousarray(earliest, dtype=np.int32)
    last = first if latest is None else np.ascontiguousarray(latest, dtype=np.int32)
    if last is not first and np.array_equal(first, last):
        last = first
    return Days(first, last, int(first.min(initial=AFTER_ALL)), int(last.max(initial=BEFORE_ALL)))


@dataclass(frozen=True, slots=True, eq=False)
class Records:
    """All credentials of one type, by person and then as told.

    `person` is ascending. `told` is the place among all credentials of the person. `until` None
    means that no end is known, `issuer` None that no issuer is.
    """

    person: Ints
    on: Days
    told: Ints
    attributes: Mapping[str, Column] = field(default_factory=lambda: MappingProxyType({}))
    until: Days | None = None
    issuer: Column | None = None
    assurance: NDArray[np.uint8] | None = None

    def of(self, index: int) -> slice:
        """The rows of one person."""
        first, last = np.searchsorted(self.person, [index, index + 1])
        return slice(int(first), int(last))


@dataclass(frozen=True, slots=True, eq=False)
class CredentialTable:
    """Persons 0 to `size` - 1: a column for each fact, the records of each credential type.

    `complete` codes the types that a person's list is complete for, as told. `timelines` holds, for
    each fact that changes, who says so and how. `assurance` None in records means claimed.
    """

    size: int
    facts: Mapping[str, Column]
    records: Mapping[str, Records]
    complete: Column
    timelines: Mapping[str, Mapping[int, Timeline]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    ids: tuple[str, ...] = ()


def smallest(codes: NDArray[Anything], count: int) -> Codes:
    """The codes in the smallest unsigned type that holds `count` of them."""
    kind = np.min_scalar_type(max(count - 1, 0))
    return np.ascontiguousarray(codes, dtype=kind)


def column_of(answers: Sequence[Values | None], *, levels: Sequence[str] = ()) -> Column:
    """A coded column of answers; values stand in the order of `levels`, else in their own."""
    keys = [_key(answer) for answer in answers]
    known = {key: answer for key, answer in zip(keys, answers, strict=True) if answer is not None}
    ranked = sorted(known, key=lambda key: _rank(known[key], levels))
    code = {key: place for place, key in enumerate(ranked, start=1)}
    codes = np.fromiter((code.get(key, 0) for key in keys), np.int64, len(keys))
    return Column(smallest(codes, len(ranked) + 1), (None, *(known[key] for key in ranked)))


def _key(answer: Values | None) -> object:
    """What tells answers apart: a yes is not a one, though Python calls them equal."""
    return None if answer is None else tuple((type(value), value) for value in answer)


def _rank(answer: Values, levels: Sequence[str]) -> tuple[Anything, ...]:
    return tuple(_place(value, levels) for value in answer)


def _place(value: object, levels: Sequence[str]) -> tuple[Anything, ...]:
    if value in levels:
        return ("", levels.index(str(value)))
    kind = type(value).__name__
    if isinstance(value, PartialDate):
        return (kind, value.earliest, value.latest)
    if isinstance(value, Money):
        return (kind, value.currency, value.amount)
    return (kind, value)


def table_of(persons: Iterable[Person], *, vocabulary: Vocabulary = _NO_WORDS) -> CredentialTable:
    """The table of these persons, in their order; the vocabulary only orders the levels.

    O(n log n) in facts and credentials.
    """
    everyone = tuple(persons)
    names = sorted({name for person in everyone for name in person.facts})
    facts = {
        name: column_of(
            [person.facts.get(name) for person in everyone],
            levels=vocabulary.facts[name].levels if name in vocabulary.facts else (),
        )
        for name in names
    }
    return CredentialTable(
        len(everyone),
        MappingProxyType(facts),
        MappingProxyType(_records_by_type(everyone, vocabulary)),
        column_of([person.complete for person in everyone]),
        MappingProxyType(_timelines(everyone)),
        tuple(person.id for person in everyone),
    )


def _timelines(everyone: Sequence[Person]) -> dict[str, Mapping[int, Timeline]]:
    names = {name for person in everyone for name in person.timelines}
    return {
        name: MappingProxyType(
            {i: p.timelines[name] for i, p in enumerate(everyone) if name in p.timelines}
        )
        for name in sorted(names)
    }


Told = tuple[int, int, Credential]


def _records_by_type(everyone: Sequence[Person], vocabulary: Vocabulary) -> dict[str, Records]:
    by_type: dict[str, list[Told]] = {}
    for index, person in enumerate(everyone):
        for place, credential in enumerate(person.credentials):
            by_type.setdefault(credential.type, []).append((index, place, credential))
    return {name: _records(name, rows, vocabulary) for name, rows in sorted(by_type.items())}


def _records(name: str, rows: Sequence[Told], vocabulary: Vocabulary) -> Records:
    held = [credential for _, _, credential in rows]
    kind = vocabulary.types.get(name)
    attributes = {}
    for own in sorted({own for credential in held for own in credential.attributes}):
        attribute = kind.attribute(own) if kind else None
        levels = attribute.levels if attribute else ()
        attributes[own] = column_of([c.values(own) for c in held], levels=levels)
    return Records(
        np.array([index for index, _, _ in rows], dtype=np.int32),
        days_from([c.on for c in held]),
        np.array([place for _, place, _ in rows], dtype=np.int32),
        MappingProxyType(attributes),
        days_from([c.until for c in held]) if any(c.until for c in held) else None,
        column_of([(c.issuer,) if c.issuer else None for c in held]),
        np.array([c.assurance for c in held], dtype=np.uint8),
    )


def days_from(dates: Sequence[PartialDate | None]) -> Days:
    """Days from dates; None is not known."""
    return days_of(
        np.array([d.earliest.toordinal() if d else BEFORE_ALL for d in dates], dtype=np.int32),
        np.array([d.latest.toordinal() if d else AFTER_ALL for d in dates], dtype=np.int32),
    )


def part_of(table: CredentialTable, persons: range) -> CredentialTable:
    """The table of a stretch of neighbouring persons, for instance to share work out."""
    first, last = persons.start, persons.stop
    rows = slice(first, last)
    facts = {name: _column_part(column, rows) for name, column in table.facts.items()}
    records = {name: _records_part(own, first, last) for name, own in table.records.items()}
    lines = {
        name: MappingProxyType({i - first: line for i, line in told.items() if first <= i < last})
        for name, told in table.timelines.items()
    }
    return CredentialTable(
        last - first,
        MappingProxyType(facts),
        MappingProxyType(records),
        _column_part(table.complete, rows),
        MappingProxyType(lines),
        table.ids[rows],
    )


def _column_part(column: Column, rows: slice) -> Column:
    return Column(column.codes[rows], column.values)


def _records_part(records: Records, first: int, last: int) -> Records:
    rows = slice(*np.searchsorted(records.person, [first, last]).tolist())
    own = {name: _column_part(column, rows) for name, column in records.attributes.items()}
    return Records(
        records.person[rows] - np.int32(first),
        records.on.chosen(rows),
        records.told[rows],
        MappingProxyType(own),
        records.until.chosen(rows) if records.until else None,
        _column_part(records.issuer, rows) if records.issuer else None,
        None if records.assurance is None else records.assurance[rows],
    )


def person_at(table: CredentialTable, index: int, *, only: Collection[str] | None = None) -> Person:
    """One person of the table; `only` names the facts and credential types to bring along."""
    wanted: Callable[[str], bool] = (lambda name: True) if only is None else only.__contains__
    told = sorted(
        (int(records.told[row]), row, name)
        for name, records in table.records.items()
        if wanted(name)
        for row in range(*records.of(index).indices(len(records.person)))
    )
    facts = _answers({n: c for n, c in table.facts.items() if wanted(n)}, index)
    lines = {n: who[index] for n, who in table.timelines.items() if wanted(n) and index in who}
    return Person(
        table.ids[index] if table.ids else str(index),
        MappingProxyType(facts),
        tuple(credential_at(table.records[name], name, row) for _, row, name in told),
        complete_at(table.complete.at(index)),
        MappingProxyType(lines),
    )


def _answers(columns: Mapping[str, Column], row: int) -> dict[str, Values]:
    """What a row answers, where it does."""
    found = ((name, column.at(row)) for name, column in columns.items())
    return {name: answer for name, answer in found if answer is not None}


def complete_at(answer: Values | None) -> tuple[str, ...]:
    """The patterns of complete types in an answer of the column `complete`."""
    return tuple(str(pattern) for pattern in answer or ())


def credential_at(records: Records, name: str, row: int) -> Credential:
    """One credential of the records of a type."""
    known = _answers(records.attributes, row)
    issuer = records.issuer.at(row) if records.issuer else None
    return Credential(
        name,
        records.on.at(row),
        records.until.at(row) if records.until else None,
        MappingProxyType(known),
        str(issuer[0]) if issuer else "",
        Assurance.CLAIMED if records.assurance is None else Assurance(int(records.assurance[row])),
    )
