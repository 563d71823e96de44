"""Which fact ids the atlas should account for, by the section they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from salerno.atlas.folders import Sheet, gathered
from salerno.atlas.vocabularies import named_in, refuse_again
from salerno.documents import sequence, telling, text
from salerno.errors import AtlasError, SalernoError
from salerno.strict_yaml import Node, Text

SECTION = re.compile(r"[A-Z]+")
NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*")


def wanted_of(
    sheets: Iterable[Sheet],
) -> tuple[Mapping[str, tuple[str, ...]], tuple[SalernoError, ...]]:
    """The fact ids wanted in each section, in the order written, and what is wrong with the rest.

    A section may go on in another file; an id stands once.
    """
    pairs, problems = named_in("wanted", sheets)
    sections, wrong = gathered(pairs, telling(AtlasError)(_section))
    first: dict[str, Text] = {}

    @telling(AtlasError)
    def once(entry: tuple[str, Node]) -> tuple[str, str]:
        section, node = entry
        fact = _fact(section, node)
        assert isinstance(node, Text)
        refuse_again(first.setdefault(fact, node), node, "wanted")
        return section, fact

    facts, unfit = gathered(((name, node) for name, nodes in sections for node in nodes), once)
    found: dict[str, list[str]] = {section: [] for section, _ in sections}
    for section, fact in facts:
        found[section].append(fact)
    ids = MappingProxyType({section: tuple(names) for section, names in found.items()})
    return ids, (*problems, *wrong, *unfit)


def _section(pair: tuple[Text, Node]) -> tuple[str, tuple[Node, ...]]:
    key, node = pair
    section = text(key, "wanted")
    if not SECTION.fullmatch(section):
        raise AtlasError(
            f"'{section}' is not a section", where=key.place, fix="write it in capitals, like US"
        )
    return section, sequence(node, section)


def _fact(section: str, node: Node) -> str:
    written = text(node, section)
    start, _, name = written.partition(".")
    if start != section or not NAME.fullmatch(name):
        raise AtlasError(
            f"'{written}' is not the id of a fact of {section}",
            where=node.place,
            fix=f"write it like {section}.name",
        )
    return written
