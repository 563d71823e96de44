"""Reading the record of a person: what is known, what is held, which lists are complete.

A fact or attribute is one value, a list of values, or `none` for known to have none; inside a
list, `none` is a value like any other. A fact that changes is a list of `{is:, from:, until:}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from fnmatch import fnmatchcase
from itertools import pairwise
from types import MappingProxyType
from typing import TypeVar

from salerno.credentials.countries import check_country, names_country
from salerno.credentials.person import ASSURANCES, Assurance, Credential, Person, Values
from salerno.credentials.vocabulary import Attribute, CredentialType, Value, Vocabulary
from salerno.documents import (
    day,
    entries,
    mapping,
    members,
    needed,
    optional,
    pairs,
    parsed,
    placed,
    sequence,
    telling,
    text,
    word,
    yes_or_no,
)
from salerno.errors import InputError, PersonError, did_you_mean
from salerno.periods import PartialDate, Period, add
from salerno.strict_yaml import Entries, Members, Node, Text

T = TypeVar("T")

RECORD_KEYS = ("facts", "complete", "credentials")
PERSON_KEYS = ("person", "invented", "note", *RECORD_KEYS)
CREDENTIAL_KEYS = ("type", "on", "until", "issuer", "assurance", "evidence")
JUDGED = "judged/"

OF = Attribute("of", "code")
_NONE = "none"


@telling(PersonError)
def person_of(node: Node, *, vocabulary: Vocabulary) -> Person:
    """The person that a document describes; raises PersonError with the place."""
    own = entries(node, "person", PERSON_KEYS)
    name = text(needed(own, "person", "person"), "person")
    optional(own, "invented", lambda n: yes_or_no(n, "invented"), default=False)
    optional(own, "note", lambda n: text(n, "note"), "")
    record = Entries(tuple(p for p in own.pairs if p[0].value in RECORD_KEYS), own.place)
    return record_of(record, name=name, vocabulary=vocabulary)


@telling(PersonError)
def record_of(node: Node, *, name: str, vocabulary: Vocabulary) -> Person:
    """The person of that name with the facts, complete lists and credentials of a mapping."""
    own = entries(node, "record", RECORD_KEYS)
    facts, timelines = _facts(own.get("facts"), vocabulary)
    return Person(
        name,
        MappingProxyType(facts),
        optional(own, "credentials", lambda n: _credentials(n, vocabulary), ()),
        optional(own, "complete", lambda n: _complete(n, vocabulary), ()),
        MappingProxyType(timelines),
    )


def _complete(node: Node, vocabulary: Vocabulary) -> tuple[str, ...]:
    return covering(tuple(_pattern(member, vocabulary) for member in members(node)), vocabulary)


def covering(patterns: tuple[str, ...], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The patterns, and the types that stand for a type of theirs.

    Whoever told all their licences told their registrations too, which are licences.
    """
    told = dict.fromkeys(patterns)
    kinds = [known for known in vocabulary.types.values() if known.implies]
    while more := [k.id for k in kinds if not _is_told(k.id, told) and _is_weaker_told(k, told)]:
        told |= dict.fromkeys(more)
    return tuple(told)


def _is_told(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _is_weaker_told(kind: CredentialType, patterns: Iterable[str]) -> bool:
    return any(_is_told(weaker, patterns) for weaker in kind.implies)


def _pattern(node: Node, vocabulary: Vocabulary) -> str:
    """A pattern as written, or the id of a type."""
    written = text(node, "complete")
    if "*" in written:
        return written
    return parsed(node, "complete", vocabulary.credential_type).id


_Timeline = tuple[tuple[Period, Values], ...]


def _facts(
    node: Node | None, vocabulary: Vocabulary
) -> tuple[dict[str, Values], dict[str, _Timeline]]:
    facts: dict[str, Values] = {}
    timelines: dict[str, _Timeline] = {}
    for key, value in pairs(node, "facts") if node is not None else ():
        attribute = _fact(key, vocabulary)
        if isinstance(value, Members) and any(isinstance(v, Entries) for v in value.values):
            timelines[key.value] = _timeline(value, attribute)
        else:
            facts[key.value] = values_of(value, attribute)
    return facts, timelines


def _fact(key: Text, vocabulary: Vocabulary) -> Attribute:
    if key.value.startswith(JUDGED):
        return Attribute(key.value, "flag")
    return placed(key.place, "facts", lambda: vocabulary.fact(key.value))


def _timeline(node: Members, attribute: Attribute) -> _Timeline:
    stretches = [(_stretch(member, attribute), member) for member in node.values]
    stretches.sort(key=lambda found: found[0][0].start or date.min)
    for ((before, _), _), ((after, _), member) in pairwise(stretches):
        if before.overlaps(after):
            raise InputError(
                f"{attribute.name}: two values at once",
                where=member.place,
                why=f"{before} and {after} overlap",
                fix="end the earlier one on the day before the later one begins",
            )
    return tuple(stretch for stretch, _ in stretches)


def _stretch(node: Node, attribute: Attribute) -> tuple[Period, Values]:
    own = entries(node, attribute.name, ("is", "from", "until"))
    start = optional(own, "from", lambda n: day(n, "from"), None)
    last = optional(own, "until", lambda n: day(n, "until"), None)
    end = last + timedelta(days=1) if last and last < date.max else None
    period = placed(own.place, attribute.name, lambda: Period(start, end))
    return period, values_of(needed(own, "is", attribute.name), attribute)


def values_of(node: Node, attribute: Attribute) -> Values:
    """The values of a node: one, several where the attribute has many, or none."""
    if isinstance(node, Text) and node.value == _NONE:
        return ()
    found = tuple(_value(member, attribute) for member in members(node))
    if len(found) > 1 and not attribute.many:
        raise InputError(
            f"{attribute.name}: {len(found)} values where only one may be",
            where=node.place,
            fix="keep one of them",
        )
    return found


def _value(node: Node, attribute: Attribute) -> Value:
    value = parsed(node, attribute.name, attribute.parse)
    if names_country(attribute.name) and isinstance(value, str) and not attribute.codes:
        placed(node.place, attribute.name, lambda: check_country(value))
    return value


def _credentials(node: Node, vocabulary: Vocabulary) -> tuple[Credential, ...]:
    return tuple(credential_of(n, vocabulary=vocabulary) for n in sequence(node, "credentials"))


@telling(PersonError)
def credential_of(node: Node, *, vocabulary: Vocabulary) -> Credential:
    """The credential that a mapping describes; `until` falls to the validity of its type."""
    own = mapping(node, "credential")
    known = parsed(needed(own, "type", "credential"), "type", vocabulary.credential_type)
    on = optional(own, "on", _when, None)
    return Credential(
        known.id,
        on,
        _until(own.get("until"), on, known),
        MappingProxyType(dict(_attributes(own, known))),
        optional(own, "issuer", lambda n: text(n, "issuer"), ""),
        optional(own, "assurance", _assurance, Assurance.CLAIMED),
        optional(own, "evidence", lambda n: text(n, "evidence"), ""),
    )


def _when(node: Node) -> PartialDate:
    return parsed(node, "on", PartialDate.parse)


def _assurance(node: Node) -> Assurance:
    return ASSURANCES[word(node, "assurance", ASSURANCES)]


def _until(node: Node | None, on: PartialDate | None, known: CredentialType) -> PartialDate | None:
    if node is None:
        return expiry_of(on, known)
    if isinstance(node, Text) and node.value == _NONE:
        return None
    until = parsed(node, "until", PartialDate.parse)
    if on and until.latest < on.earliest:
        raise InputError(
            f"until: {until} is before {on}",
            where=node.place,
            why="nothing ends before it begins",
            fix="check both dates",
        )
    return until


def expiry_of(on: PartialDate | None, known: CredentialType) -> PartialDate | None:
    """The last day of a credential of that type when nothing else is said; None has no end."""
    if on is None or known.validity is None:
        return None
    return PartialDate(add(on.earliest, known.validity), add(on.latest, known.validity))


def _attributes(own: Entries, known: CredentialType) -> Iterator[tuple[str, Values]]:
    for key, value in own.pairs:
        if key.value not in CREDENTIAL_KEYS:
            yield key.value, values_of(value, _attribute(key, known))


def _attribute(key: Text, known: CredentialType) -> Attribute:
    found = known.attribute(key.value) or (OF if key.value == OF.name else None)
    if found is None:
        names = [*(attribute.name for attribute in known.attributes), OF.name, *CREDENTIAL_KEYS]
        raise InputError(
            f"'{known.id}' has no attribute '{key.value}'",
            where=key.place,
            fix=did_you_mean(key.value, names) or f"it has {', '.join(names)}",
        )
    return found


def joined(one: Person, other: Person) -> Person:
    """One record of two: the facts of the other count where both tell, the rest adds up."""
    told = {*other.facts, *other.timelines}
    return Person(
        other.id,
        MappingProxyType({**_but(one.facts, told), **other.facts}),
        (*one.credentials, *other.credentials),
        (*one.complete, *other.complete),
        MappingProxyType({**_but(one.timelines, told), **other.timelines}),
    )


def _but(told: Mapping[str, T], names: set[str]) -> dict[str, T]:
    return {name: value for name, value in told.items() if name not in names}
