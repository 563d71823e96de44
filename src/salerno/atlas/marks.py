"""What a document names outside itself, each name with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from salerno.documents import members
from salerno.errors import Place
from salerno.strict_yaml import Entries, Members, Node, Text

NAMING = frozenset(
    {"source", "url", "also", "facts", "fix", "leads-to", "blocks", "supersedes", "then"}
)
"""The keys below which names stand; `then` only counts among the outcomes."""


@dataclass(frozen=True, slots=True)
class Marks:
    """The names in the document of an opportunity: its id, its sources, and what it refers to.

    `under` holds the texts that stand below each naming key, alone or in a list.
    """

    id: Text
    country: Place
    sources: tuple[Text, ...]
    under: Mapping[str, tuple[Text, ...]]


def marks_of(document: Entries) -> Marks:
    """The names in a document that can be read. Linear in its size."""
    name, country, sources = (document.get(key) for key in ("opportunity", "country", "sources"))
    assert isinstance(name, Text)
    found: dict[str, list[Text]] = {}
    for key, value in document.pairs:
        _collect(value, key.value, found, is_outcome=key.value == "outcomes")
    return Marks(
        name,
        country.place if country else name.place,
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
