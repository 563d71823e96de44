"""Templates: what nearly every host asks, written once, to be named and adapted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from salerno.credentials.vocabulary import Texts
from salerno.documents import entries, needed, text, texts, word
from salerno.errors import InputError, Place, did_you_mean
from salerno.placements.demands import DUES, Due
from salerno.strict_yaml import Entries, Node, Text, read_documents

TEMPLATE_KEYS = ("template", "title", "due", "asks")
ENDING = ".yaml"


@dataclass(frozen=True, slots=True)
class Template:
    """A demand to start from: what it asks as it is written, and by when that is usually due."""

    id: str
    title: Texts
    due: Due
    asks: Entries


@cache
def templates() -> Mapping[str, Template]:
    """Every template that comes with the library, by its id."""
    found = sorted(files("salerno.placements.templates").iterdir(), key=lambda file: file.name)
    nodes = [
        node
        for file in found
        if file.name.endswith(ENDING)
        for node in read_documents(file.read_bytes(), name=file.name)
    ]
    return MappingProxyType({one.id: one for one in map(template, nodes)})


def template(node: Node) -> Template:
    """The template that a document describes."""
    own = entries(node, "template", TEMPLATE_KEYS)
    asks = needed(own, "asks", "template")
    if not isinstance(asks, Entries):
        fix = "join several under 'all' or 'any'"
        raise InputError("a template asks for one thing", where=asks.place, fix=fix)
    due = needed(own, "due", "template")
    written = word(due, "due", DUES)
    return Template(
        text(needed(own, "template", "template"), "template"),
        texts(needed(own, "title", "template"), "title"),
        next(one for one in DUES if one == written),
        asks,
    )


def template_named(node: Node) -> Template:
    """The template whose id is written; raises InputError with the likely one."""
    name, known = text(node, "template"), templates()
    if name not in known:
        fix = did_you_mean(name, known) or f"the templates are {', '.join(known)}"
        raise InputError(f"unknown template '{name[:100]}'", where=node.place, fix=fix)
    return known[name]


def applied(own: Entries) -> Entries:
    """A demand that names a template, written out: its own keys take the place of the template's.

    What is asked by keys of a credential, such as `where`, is known to the template of one only.
    """
    start = template_named(needed(own, "template", "demand"))
    kept = tuple((key, value) for key, value in own.pairs if key.value != "template")
    written = {key.value for key, _ in kept}
    rest = [(key, value) for key, value in start.asks.pairs if key.value not in written]
    for name, value in (("id", start.id), ("due", start.due)):
        if name not in written:
            rest.append((_text(name, own.place), _text(value, own.place)))
    return Entries((*rest, *kept), own.place)


def _text(value: str, place: Place) -> Text:
    return Text(value, place, quoted=False)
