"""The schema of a whole document."""

from __future__ import annotations

from salerno.credentials.vocabulary import Vocabulary
from salerno.rules.language.schema.particulars import PARTICULARS
from salerno.rules.language.schema.persons import PERSONS
from salerno.rules.language.schema.rules import RULES
from salerno.rules.language.schema.shapes import Schema, ref

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def opportunity_schema(vocabulary: Vocabulary | None = None) -> Schema:
    """The schema of a document that describes an opportunity.

    With a vocabulary, types, facts, lists and tables are completed by name and others are refused.
    """
    return _whole("opportunity", "An opportunity and its rules", vocabulary)


def person_schema(vocabulary: Vocabulary | None = None) -> Schema:
    """The schema of a document that describes a person."""
    return _whole("person", "A person and what they hold", vocabulary)


def _whole(name: str, title: str, vocabulary: Vocabulary | None) -> Schema:
    named = {**_names(vocabulary), **RULES, **PARTICULARS, **PERSONS}
    return {"$schema": DIALECT, "title": title, **ref(name), "$defs": named}


def _names(vocabulary: Vocabulary | None) -> dict[str, Schema]:
    if vocabulary is None:
        return {name: {"type": "string"} for name in ("type", "fact", "listing", "table")}
    types = [name for t in vocabulary.types.values() for name in (t.id, *t.aliases)]
    known = (types, vocabulary.facts, vocabulary.listings, vocabulary.tables)
    return {
        name: {"enum": sorted(names)}
        for name, names in zip(("type", "fact", "listing", "table"), known, strict=True)
    }
