"""Tables of people: one row a person, in columns named after facts and credential types.

`id`; `fact:NAME`; `TYPE.ATTRIBUTE` (or `TYPE.on`, `TYPE.until`, `TYPE.issuer`, ...); `TYPE` alone,
with `yes` in its cells, for a type that is held without more being said; `TYPE#2.ATTRIBUTE` for
the second credential of a type; `complete`. An empty cell says nothing, `none` says that there is
none, and `|` parts several values where several may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Literal

from salerno.credentials.person import Person
from salerno.credentials.records import CREDENTIAL_KEYS, JUDGED, OF, record_of
from salerno.credentials.vocabulary import Vocabulary
from salerno.documents import placed, telling
from salerno.errors import InputError, PersonError, Place, did_you_mean
from salerno.formats.streams import Reading
from salerno.strict_yaml import FOREIGN, Entries, Members, Node, Text

PARTING = "|"
SITTING = "#"
FACT = "fact:"
HELD = "yes"

Cell = str | tuple[str, ...]
Row = tuple[int, Sequence[Cell]]
"""The number of a row, the header being 1, and its cells."""


@dataclass(frozen=True, slots=True)
class Column:
    """What the cells of a column say.

    `name` is a fact or a credential type, `key` what is said of the credential (nothing: that it
    is held), and `sitting` keeps several credentials of one type apart. `number` counts from 1.
    """

    part: Literal["id", "fact", "credential", "complete"]
    number: int
    name: str = ""
    key: str = ""
    sitting: str = ""
    several: bool = False


def readings_of(
    header: Sequence[str], rows: Iterable[Row], *, name: str, vocabulary: Vocabulary
) -> Iterator[Reading]:
    """The person of each row, to be read; raises PersonError when the header cannot be read."""
    columns = columns_of(header, name=name, vocabulary=vocabulary)
    for number, cells in rows:
        read = partial(_person, number, cells, columns, name=name, vocabulary=vocabulary)
        yield Place(name, number), read


@telling(PersonError)
def columns_of(header: Sequence[str], *, name: str, vocabulary: Vocabulary) -> tuple[Column, ...]:
    """What each column says; raises PersonError for an unknown or repeated one."""
    if "id" not in header:
        raise InputError(
            "no column 'id'",
            where=Place(name, 1),
            fix="begin the table with a line of column names",
        )
    first: dict[str, int] = {}
    for number, title in enumerate(header, 1):
        if first.setdefault(title, number) != number:
            raise InputError(
                f"the column '{title}' comes twice",
                where=Place(name, 1, number),
                fix="remove one, or write '#2' after the type of a second credential",
            )
    return tuple(_column(title, Place(name, 1, n), vocabulary) for n, title in enumerate(header, 1))


def _column(title: str, place: Place, vocabulary: Vocabulary) -> Column:
    number = place.column
    if title == "id":
        return Column("id", number)
    if title == "complete":
        return Column("complete", number, several=True)
    if title.startswith(FACT):
        return _fact_column(title.removeprefix(FACT), place, vocabulary)
    if "/" not in title:
        known = ("id", "complete", *(FACT + fact for fact in vocabulary.facts), *vocabulary.types)
        fix = did_you_mean(title, known) or f"a fact begins with '{FACT}'"
        raise InputError(f"unknown column '{title}'", where=place, fix=fix)
    return _credential_column(title, place, vocabulary)


def _fact_column(name: str, place: Place, vocabulary: Vocabulary) -> Column:
    if name.startswith(JUDGED):
        return Column("fact", place.column, name)
    fact = placed(place, "column", lambda: vocabulary.fact(name))
    return Column("fact", place.column, name, several=fact.many)


def _credential_column(title: str, place: Place, vocabulary: Vocabulary) -> Column:
    before, _, key = title.partition(".")
    name, _, sitting = before.partition(SITTING)
    known = placed(place, "column", lambda: vocabulary.credential_type(name))
    attribute = known.attribute(key)
    if key and attribute is None and key not in (*CREDENTIAL_KEYS[1:], OF.name):
        keys = [*(own.name for own in known.attributes), *CREDENTIAL_KEYS[1:], OF.name]
        raise InputError(
            f"'{known.id}' has no attribute '{key}'",
            where=place,
            fix=did_you_mean(key, keys) or f"it has {', '.join(keys)}",
        )
    return Column(
        "credential", place.column, name, key, sitting, bool(attribute and attribute.many)
    )


@telling(PersonError)
def _person(
    number: int,
    cells: Sequence[Cell],
    columns: Sequence[Column],
    *,
    name: str,
    vocabulary: Vocabulary,
) -> Person:
    """The person of a row."""
    place = Place(name, number)
    if any(cells[len(columns) :]):
        raise InputError(
            f"{len(cells)} cells under {len(columns)} columns",
            where=place,
            fix="put a cell that holds the parting sign in quotes",
        )
    told = [
        (column, _node(cell, column, Place(name, number, column.number)))
        for column, cell in zip(columns, cells, strict=False)
        if cell
    ]
    names = [node.value for column, node in told if column.part == "id" and isinstance(node, Text)]
    if not names:
        raise InputError("a row without an id", where=place, fix="give each person an id")
    return record_of(_record(told, place), name=names[0], vocabulary=vocabulary)


def _node(cell: Cell, column: Column, place: Place) -> Node:
    if found := FOREIGN.search(cell if isinstance(cell, str) else PARTING.join(cell)):
        what = f"U+{ord(found[0]):04X} is no text"
        raise InputError(what, where=place, fix="remove it")
    parts = cell.split(PARTING) if isinstance(cell, str) and column.several else cell
    if isinstance(parts, str) or len(parts) == 1:
        return Text("".join(parts).strip(), place, quoted=True)
    return Members(tuple(Text(part.strip(), place, quoted=True) for part in parts), place)


def _record(told: Sequence[tuple[Column, Node]], place: Place) -> Entries:
    """The cells of a row as the mapping that a person file would hold."""
    facts = [(_text(c.name, n), n) for c, n in told if c.part == "fact"]
    complete = [(_text("complete", n), n) for c, n in told if c.part == "complete"]
    held = tuple(_credential(pairs, place) for pairs in _by_credential(told).values())
    return Entries(
        (
            (_text("facts", place), Entries(tuple(facts), place)),
            *complete,
            (_text("credentials", place), Members(held, place)),
        ),
        place,
    )


def _text(value: str, at: Node | Place) -> Text:
    return Text(value, at if isinstance(at, Place) else at.place, quoted=True)


def _by_credential(
    told: Sequence[tuple[Column, Node]],
) -> Mapping[tuple[str, str], list[tuple[Column, Node]]]:
    found: dict[tuple[str, str], list[tuple[Column, Node]]] = {}
    for column, node in told:
        if column.part == "credential":
            found.setdefault((column.name, column.sitting), []).append((column, node))
    return found


def _credential(told: Sequence[tuple[Column, Node]], place: Place) -> Entries:
    kind = told[0][0].name
    for column, node in told:
        if not column.key and not (isinstance(node, Text) and node.value == HELD):
            raise InputError(
                f"{kind}: expected '{HELD}' or nothing",
                where=node.place,
                fix="say in 'complete' that somebody does not hold a type",
            )
    said = tuple((_text(c.key, n), n) for c, n in told if c.key)
    return Entries(((_text("type", place), _text(kind, place)), *said), place)
