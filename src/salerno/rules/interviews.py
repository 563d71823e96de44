"""An interview: what is worth asking about, and the person once they have answered.

Only what some rule looks at is asked. "I do not know" is a proper answer: it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from types import MappingProxyType

from salerno.credentials.person import Credential, Person, Values
from salerno.credentials.selection import Selection
from salerno.credentials.vocabulary import Attribute, Vocabulary
from salerno.nesting import inside
from salerno.rules.asks import Ask, asks_of
from salerno.rules.leaves import Cap, Has, Leaf, Total, Weight
from salerno.rules.packs import Pack
from salerno.rules.verdicts import Verdict

FIRST = (
    "citizenship",
    "student.status",
    "residence.country",
    "degree/primary-medical",
    "degree/expected",
)
"""What a stranger expects to be asked first, where a rule looks at it at all."""

RANKS: Mapping[str, int] = MappingProxyType(
    {"fact": 0, "credential": 0, "complete": 1, "judgement": 2}
)
"""What can be asked of a person, the easier first."""

Heard = Set[tuple[str, str]]
"""The subjects and names of questions that were put already, whatever was answered."""


def open_asks(
    verdicts: Iterable[Verdict], *, vocabulary: Vocabulary, heard: Heard = frozenset()
) -> tuple[Ask, ...]:
    """The questions worth putting to a person that were not put yet, the next one first.

    Order: what a stranger expects first, then the easier, then the more decisive.
    """
    asks = asks_of(verdicts, vocabulary=vocabulary)
    fresh = (ask for ask in asks if (ask.subject, ask.name) not in heard)
    return tuple(sorted((ask for ask in fresh if ask.subject in RANKS), key=_turn))


def _turn(ask: Ask) -> tuple[int, int]:
    first = FIRST.index(ask.name) if ask.name in FIRST and ask.subject != "complete" else len(FIRST)
    return first, RANKS[ask.subject]


def looked_at(pack: Pack, vocabulary: Vocabulary) -> Mapping[str, tuple[Attribute, ...]]:
    """The attributes that the rules look at, by credential type, in the order of the vocabulary."""
    names: dict[str, set[str]] = {}
    for question in pack.questions:
        for types, name in _names_in(question.leaf):
            for type_ in types:
                names.setdefault(type_, set()).add(name)
    return MappingProxyType(
        {
            type_: tuple(a for a in vocabulary.types[type_].attributes if a.name in seen)
            for type_, seen in names.items()
        }
    )


def _names_in(leaf: Leaf) -> Iterator[tuple[tuple[str, ...], str]]:
    """The credential types of a leaf, each with the names of attributes that it looks at."""
    for selection in inside(leaf, Selection):
        yield selection.types, "type"
        for where in (selection.where, *selection.rows):
            for name, _ in where:
                yield selection.types, name
    if isinstance(leaf, Has):
        yield leaf.selection.types, leaf.distinct
    if isinstance(leaf, Total):
        yield leaf.selection.types, leaf.attribute
        parts: tuple[Weight | Cap, ...] = (*leaf.weights, *leaf.caps)
        for part in parts:
            for name, _ in part.where:
                yield leaf.selection.types, name


def with_fact(person: Person, name: str, values: Values) -> Person:
    """The person once a fact is told; no values says that there are none."""
    return replace(person, facts=MappingProxyType({**person.facts, name: values}))


def with_credential(person: Person, credential: Credential) -> Person:
    """The person once one more credential is told."""
    return replace(person, credentials=(*person.credentials, credential))


def with_all_told(person: Person, types: Iterable[str]) -> Person:
    """The person once they said that nothing of these types is missing."""
    return replace(person, complete=tuple(dict.fromkeys((*person.complete, *types))))
