"""Reading the texts of the atlas in further languages, by the text that they translate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from salerno.atlas.folders import Sheet, gathered
from salerno.documents import entries, needed, pairs, telling, text, yes_or_no
from salerno.errors import AtlasError, SalernoError
from salerno.strict_yaml import Node, Text

KEYS = ("language", "reviewed", "texts")

Translations = Mapping[str, Mapping[str, str]]
"""By language, what stands for each original."""


def translations_of(sheets: Iterable[Sheet]) -> tuple[Translations, tuple[SalernoError, ...]]:
    """The translations of all files, and every problem with them.

    A language may have several files; no text is translated twice in one language.
    """
    nodes = [node for s in sheets if s.file.role == "translations" for node in s.documents]
    found: dict[str, dict[str, Text]] = {}
    read, problems = gathered(nodes, telling(AtlasError)(_below))
    pairs_of = [(language, key, node) for language, own in read for key, node in own]

    @telling(AtlasError)
    def once(pair: tuple[str, Text, Node]) -> None:
        language, key, node = pair
        known = found.setdefault(language, {})
        _refuse_again(known.get(key.value), key, language)
        known[key.value] = _translation(key, node)

    _, wrong = gathered(pairs_of, once)
    frozen = {
        language: MappingProxyType({original: said.value for original, said in known.items()})
        for language, known in sorted(found.items())
    }
    return MappingProxyType(frozen), (*problems, *wrong)


def _below(node: Node) -> tuple[str, tuple[tuple[Text, Node], ...]]:
    own = entries(node, "translations", KEYS)
    yes_or_no(needed(own, "reviewed", "translations"), "reviewed")
    language = text(needed(own, "language", "translations"), "language")
    return language, pairs(needed(own, "texts", "translations"), "texts")


def _translation(key: Text, node: Node) -> Text:
    if not text(node, "texts").strip():
        raise AtlasError(f"'{key.value}': nothing is written here", where=node.place)
    assert isinstance(node, Text)
    return node


def _refuse_again(first: Text | None, key: Text, language: str) -> None:
    if first is not None:
        raise AtlasError(
            f"'{key.value}' is translated twice into '{language}'",
            where=key.place,
            why=f"it is already at {first.place}",
            fix="keep one of them",
        )
