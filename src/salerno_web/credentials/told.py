"""What somebody told of themselves, as a value: saved or not, and how it changes.

`plain` is the record of a person file as texts, lists and keys. Each of its credentials has a key
`id` besides, which names it from page to page; a person file has none.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any as Anything

from salerno.credentials.person import Person
from salerno.credentials.records import covering
from salerno.credentials.vocabulary import Vocabulary
from salerno.formats import plain_record, record_in
from salerno.strict_yaml import Plain

ID = "id"
Skip = tuple[str, str]


@dataclass(frozen=True)
class Told:
    """A record as told; `skipped` are the subjects and names of questions answered "I don't know".

    `version` counts the changes of a saved record, so that two windows cannot overwrite each other.
    """

    facts: Mapping[str, Plain] = field(default_factory=lambda: MappingProxyType({}))
    complete: tuple[str, ...] = ()
    credentials: tuple[Mapping[str, Plain], ...] = ()
    skipped: tuple[Skip, ...] = ()
    is_saved: bool = False
    version: int = 0

    @property
    def plain(self) -> dict[str, Anything]:
        """The record as a person file has it."""
        return {
            "facts": dict(self.facts),
            "complete": [*self.complete],
            "credentials": [_without_id(credential) for credential in self.credentials],
        }

    @cached_property
    def written(self) -> str:
        """The record as one line of JSON; equal records are written alike."""
        return json.dumps(self.plain, sort_keys=True, ensure_ascii=False)

    @cached_property
    def digest(self) -> str:
        """What names this state of the record."""
        return sha256(self.written.encode()).hexdigest()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was told at all."""
        return not (self.facts or self.complete or self.credentials or self.skipped)

    def credential(self, name: str) -> Mapping[str, Plain] | None:
        """The credential of that id."""
        return next((own for own in self.credentials if own[ID] == name), None)


def _without_id(credential: Mapping[str, Plain]) -> dict[str, Plain]:
    return {key: value for key, value in credential.items() if key != ID}


def person_of(told: Told, *, vocabulary: Vocabulary) -> Person:
    """The person who told it; raises PersonError where the vocabulary no longer knows a word."""
    return _person(told.written, _ByIdentity(vocabulary))


@dataclass(frozen=True, eq=False)
class _ByIdentity:
    """A vocabulary that is the same only as itself: comparing two by content takes too long."""

    vocabulary: Vocabulary

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and other.vocabulary is self.vocabulary

    def __hash__(self) -> int:
        return id(self.vocabulary)


@lru_cache(maxsize=512)
def _person(written: str, known: _ByIdentity) -> Person:
    return record_in(json.loads(written), name="you", vocabulary=known.vocabulary)


def told_by(person: Person, *, vocabulary: Vocabulary) -> Told:
    """What a person of a file told."""
    plain = plain_record(person, vocabulary=vocabulary)
    return told_in(plain)


def told_in(plain: Mapping[str, Anything], skipped: Iterable[Iterable[str]] = ()) -> Told:
    """What a stored record says; credentials without an id are given one."""
    return Told(
        MappingProxyType(dict(plain.get("facts") or {})),
        tuple(plain.get("complete") or ()),
        tuple(MappingProxyType({ID: _new_id(), **c}) for c in plain.get("credentials") or ()),
        tuple((subject, name) for subject, name in skipped),
    )


def _new_id() -> str:
    return str(uuid.uuid4())


def with_fact(told: Told, *, name: str, value: Plain) -> Told:
    """The same with a fact told."""
    facts = MappingProxyType({**told.facts, name: value})
    return replace(unskipped(told, ("fact", name)), facts=facts)


def without_fact(told: Told, *, name: str) -> Told:
    """The same with a fact unknown."""
    return replace(told, facts=MappingProxyType({k: v for k, v in told.facts.items() if k != name}))


def with_credential(told: Told, *, credential: Mapping[str, Plain]) -> Told:
    """The same with a credential told, in the place of the one of the same id if there is one."""
    named = MappingProxyType({ID: _new_id(), **credential})
    known = [own[ID] for own in told.credentials]
    if named[ID] in known:
        changed = tuple(named if own[ID] == named[ID] else own for own in told.credentials)
    else:
        changed = (*told.credentials, named)
    return replace(unskipped(told, ("credential", str(named["type"]))), credentials=changed)


def without_credential(told: Told, *, name: str) -> Told:
    """The same without the credential of that id."""
    return replace(told, credentials=tuple(own for own in told.credentials if own[ID] != name))


def with_all(told: Told, *, type_: str, vocabulary: Vocabulary) -> Told:
    """The same with it said that nothing of a type is missing."""
    patterns = covering(tuple(dict.fromkeys((*told.complete, type_))), vocabulary)
    known = unskipped(unskipped(told, ("credential", type_)), ("complete", type_))
    return replace(known, complete=patterns)


def without_all(told: Told, *, type_: str) -> Told:
    """The same with it unsaid that nothing of exactly that type or pattern is missing."""
    return replace(told, complete=tuple(name for name in told.complete if name != type_))


def skipping(told: Told, *, skip: Skip) -> Told:
    """The same with a question answered "I don't know"."""
    return replace(told, skipped=tuple(dict.fromkeys((*told.skipped, skip))))


def unskipped(told: Told, skip: Skip) -> Told:
    """The same with a question put again."""
    return replace(told, skipped=tuple(one for one in told.skipped if one != skip))


def named(credential: Mapping[str, Plain]) -> dict[str, Plain]:
    """The id of a credential that has one."""
    return {ID: credential[ID]} if ID in credential else {}


def arrived(known: Told, visited: Told, *, how: str) -> Told:
    """A saved record and what was told before signing in: one in the place of the other, or both.

    `how` is "replace" or "add"; where both tell a fact, what was told last counts.
    """
    if how == "replace":
        return replace(visited, is_saved=known.is_saved, version=known.version)
    return replace(
        known,
        facts=MappingProxyType({**known.facts, **visited.facts}),
        complete=tuple(dict.fromkeys((*known.complete, *visited.complete))),
        credentials=(*known.credentials, *visited.credentials),
        skipped=tuple(dict.fromkeys((*known.skipped, *visited.skipped))),
    )
