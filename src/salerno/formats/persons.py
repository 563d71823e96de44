"""Person files: one person in YAML or JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from os import PathLike
from pathlib import Path

from salerno.credentials.person import Assurance, Credential, Person, Values
from salerno.credentials.records import expiry_of, person_of
from salerno.credentials.vocabulary import NO, YES, Value, Vocabulary
from salerno.documents import telling
from salerno.errors import InputError, PersonError, Place
from salerno.periods import Period
from salerno.strict_yaml import LARGEST, read

ONE_DAY = timedelta(days=1)
PLAIN = re.compile(r"-?\w(?:[\w ./+%-]*[\w./+%-])?")


@telling(PersonError)
def read_person(path: str | PathLike[str], *, vocabulary: Vocabulary) -> Person:
    """The person of a YAML or JSON file; raises PersonError with the place."""
    return person_of(read(content_of(Path(path)), name=str(path)), vocabulary=vocabulary)


def content_of(path: Path) -> bytes:
    """The bytes of a small file; raises InputError where it cannot be read."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise InputError(
            "cannot be opened",
            where=Place(str(path)),
            why=str(error.strerror),
            fix="check the name of the file",
        ) from error
    if len(content) > LARGEST:
        raise InputError(
            f"longer than {LARGEST:,} bytes", where=Place(str(path)), fix="is it the right file?"
        )
    return content


def write_person(
    person: Person, *, vocabulary: Vocabulary, invented: bool = False, note: str = ""
) -> str:
    """The YAML text of a person file that reads back as the same person."""
    head = {"person": person.id, "invented": YES if invented else "", "note": note}
    lines = [f"{key}: {_scalar(value)}" for key, value in head.items() if value or key == "person"]
    facts = [*_facts(person)]
    if facts:
        lines += ["facts:", *(f"  {line}" for line in facts)]
    if person.complete:
        lines.append(f"complete: {_list(person.complete)}")
    if person.credentials:
        lines.append("credentials:")
        lines += [f"  - {_mapping(_credential(c, vocabulary))}" for c in person.credentials]
    return "\n".join(lines) + "\n"


def _facts(person: Person) -> Iterator[str]:
    for name, values in person.facts.items():
        yield f"{_scalar(name)}: {_values(values)}"
    for name, timeline in person.timelines.items():
        yield f"{_scalar(name)}:"
        for period, values in timeline:
            yield f"  - {_mapping({'is': _values(values), **_ends(period)})}"


def _ends(period: Period) -> dict[str, str]:
    last = period.end - ONE_DAY if period.end else None
    ends = {"from": period.start, "until": last}
    return {key: day.isoformat() for key, day in ends.items() if day}


def _credential(credential: Credential, vocabulary: Vocabulary) -> dict[str, str]:
    implied = expiry_of(credential.on, vocabulary.credential_type(credential.type))
    found = {"type": _scalar(credential.type)}
    if credential.on:
        found["on"] = str(credential.on)
    if credential.until != implied:
        found["until"] = str(credential.until or "none")
    if credential.issuer:
        found["issuer"] = _scalar(credential.issuer)
    if credential.assurance is not Assurance.CLAIMED:
        found["assurance"] = credential.assurance.label
    if credential.evidence:
        found["evidence"] = _scalar(credential.evidence)
    attributes = credential.attributes.items()
    return found | {name: _values(values) for name, values in attributes}


def _mapping(fields: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{_scalar(key)}: {value}" for key, value in fields.items()) + "}"


def _values(values: Values) -> str:
    written = [_written(value) for value in values]
    if len(written) != 1 or written == ["none"]:
        return _list(written) if written else "none"
    return _scalar(written[0])


def _list(written: tuple[str, ...] | list[str]) -> str:
    return f"[{', '.join(_scalar(value) for value in written)}]"


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return YES if value else NO
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def _scalar(written: str) -> str:
    """The text plain where every reader agrees on it, else in double quotes."""
    if PLAIN.fullmatch(written):
        return written
    return f'"{"".join(_escaped(character) for character in written)}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08x}"
