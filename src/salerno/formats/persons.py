"""Person files: one person in YAML or JSON."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from os import PathLike
from pathlib import Path

from salerno.credentials.person import Assurance, Credential, Person, Values
from salerno.credentials.records import expiry_of, person_of, record_of
from salerno.credentials.vocabulary import NO, YES, Value, Vocabulary
from salerno.documents import telling
from salerno.errors import InputError, PersonError, Place
from salerno.periods import Period
from salerno.strict_yaml import LARGEST, Plain, node_of, read

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
    plain = plain_record(person, vocabulary=vocabulary)
    facts, credentials = plain["facts"], plain["credentials"]
    if isinstance(facts, dict) and facts:
        lines += ["facts:", *(f"  {line}" for name in facts for line in _fact(name, facts[name]))]
    if person.complete:
        lines.append(f"complete: {_flow(plain['complete'])}")
    if credentials:
        lines += ["credentials:", *(f"  - {_flow(one)}" for one in credentials)]
    return "\n".join(lines) + "\n"


def plain_record(person: Person, *, vocabulary: Vocabulary) -> dict[str, Plain]:
    """The record as texts, lists and keys: the `facts`, `complete`, `credentials` of a file.

    `record_in` reads it back as the same record.
    """
    changing = {name: _timeline(timeline) for name, timeline in person.timelines.items()}
    constant = {name: _values(values) for name, values in person.facts.items()}
    return {
        "facts": {**constant, **changing},
        "complete": [*person.complete],
        "credentials": [_credential(c, vocabulary) for c in person.credentials],
    }


@telling(PersonError)
def record_in(plain: Mapping[str, Plain], *, name: str, vocabulary: Vocabulary) -> Person:
    """The person of that name with a record of texts, lists and keys; raises PersonError."""
    node = node_of(dict(plain), place=Place(name))
    return record_of(node, name=name, vocabulary=vocabulary)


def _fact(name: str, value: Plain) -> Iterator[str]:
    """The lines of one fact; one that changes has a line for each stretch of time."""
    if isinstance(value, list) and any(isinstance(stretch, dict) for stretch in value):
        yield f"{_scalar(name)}:"
        yield from (f"  - {_flow(stretch)}" for stretch in value)
    else:
        yield f"{_scalar(name)}: {_flow(value)}"


def _timeline(timeline: Iterable[tuple[Period, Values]]) -> Plain:
    return [{"is": _values(values), **_ends(period)} for period, values in timeline]


def _ends(period: Period) -> dict[str, Plain]:
    last = period.end - ONE_DAY if period.end else None
    ends = {"from": period.start, "until": last}
    return {key: day.isoformat() for key, day in ends.items() if day}


def _credential(credential: Credential, vocabulary: Vocabulary) -> dict[str, Plain]:
    implied = expiry_of(credential.on, vocabulary.credential_type(credential.type))
    found: dict[str, Plain] = {"type": credential.type}
    if credential.on:
        found["on"] = str(credential.on)
    if credential.until != implied:
        found["until"] = str(credential.until or "none")
    if credential.issuer:
        found["issuer"] = credential.issuer
    if credential.assurance is not Assurance.CLAIMED:
        found["assurance"] = credential.assurance.label
    if credential.evidence:
        found["evidence"] = credential.evidence
    attributes = credential.attributes.items()
    return found | {name: _values(values) for name, values in attributes}


def _flow(plain: Plain) -> str:
    """A value in one line of YAML."""
    if isinstance(plain, dict):
        return "{" + ", ".join(f"{_scalar(key)}: {_flow(plain[key])}" for key in plain) + "}"
    if isinstance(plain, list):
        return f"[{', '.join(_flow(one) for one in plain)}]"
    return _scalar(plain)


def _values(values: Values) -> Plain:
    written = [_written(value) for value in values]
    if len(written) != 1 or written == ["none"]:
        return [*written] if written else "none"
    return written[0]


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
