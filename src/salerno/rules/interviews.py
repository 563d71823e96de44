"""An interview: what is worth asking about, and the person once they have answered.

Only what some rule looks at is asked. "I do not know" is a proper answer: it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from salerno.credentials.person import Credential, Person, Values
from salerno.credentials.selection import Selection
from salerno.credentials.vocabulary import Attribute, Vocabulary
from salerno.nesting import inside
from salerno.rules.leaves import Cap, Has, Leaf, Total, Weight
from salerno.rules.packs import Pack


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
