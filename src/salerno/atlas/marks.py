"""What a document names outside itself, each name with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from salerno.credentials.countries import names_country
from salerno.documents import members
from salerno.strict_yaml import Entries, Members, Node, Text

NAMING = frozenset(
    {"source", "url", "also", "facts", "fix", "leads-to", "blocks", "supersedes", "then"}
)
"""The keys below which names stand; `then` only counts among the outcomes."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The names in the document of an opportunity: its id, its sources, and what it refers to.

    `countries` are those it stands in or asks for. `under` holds the texts that stand below each
    naming key, alone or in a list.
    """

    id: Text
    countries: tuple[Text, ...]
    sources: tuple[Text, ...]
    under: Mapping[str, tuple[Text, ...]]


def marks_of(document: Entries) -> Marks:
    """The names in a document that can be read. Linear in its size."""
    name, country, sources = (document.get(key) for key in ("opportunity", "country", "sources"))
    assert isinstance(name, Text)
    found: dict[str, list[Text]] = {}
    countries = [*_texts(country)]
    for key, value in document.pairs:
        _collect(value, key.value, found, is_outcome=key.value == "outcomes")
        countries += _countries(value)
    return Marks(
        name,
        tuple(countries),
        tuple(key for key, _ in sources.pairs) if isinstance(sources, Entries) else (),
        {key: tuple(texts) for key, texts in found.items()},
    )


def _collect(node: Node, key: str, found: dict[str, list[Text]], *, is_outcome: bool) -> None:
    if key in NAMING and (key != "then" or is_outcome):
        texts = [member for member in members(node) if isinstance(member, Text)]
        found.setdefault(key, []).extend(texts)
    if isinstance(node, Entries):
        for name, value in node.pairs:
            _collect(value, name.value, found, is_outcome=is_outcome)
    elif isinstance(node, Members):
        for value in node.values:
            if not isinstance(value, Text):
                _collect(value, "", found, is_outcome=is_outcome)


def _countries(node: Node) -> Iterator[Text]:
    """The countries that the conditions inside a node ask for."""
    if isinstance(node, Members):
        for value in node.values:
            yield from _countries(value)
    elif isinstance(node, Entries):
        fact = node.get("fact")
        if isinstance(fact, Text) and names_country(fact.value):
            yield from _texts(node.get("is"))
        for name, value in node.pairs:
            if name.value == "where" and isinstance(value, Entries):
                asked = (condition for key, condition in value.pairs if names_country(key.value))
                yield from (text for condition in asked for text in _texts(condition))
            elif not isinstance(value, Text):
                yield from _countries(value)


def _texts(condition: Node | None) -> Iterator[Text]:
    """The values that a condition names one by one, a sign before them left off."""
    if isinstance(condition, Text):
        value = condition.value.removeprefix("!=").strip()
        if value != "none":
            yield Text(value, condition.place, condition.quoted)
    elif isinstance(condition, Members):
        for part in condition.values:
            yield from _texts(part)
    elif isinstance(condition, Entries):
        yield from _texts(condition.get("all"))
        yield from _texts(condition.get("not"))
