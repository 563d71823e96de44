"""Variants of an opportunity: what a part of a country inherits, and what it changes.

A document that `inherits` another takes over its keys but for those that it writes itself. Its
`changes` drop, replace, set or add requirements, by the ids of the inherited rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from salerno.documents import entries, mapping, members, pairs, sequence, text
from salerno.errors import AtlasError, did_you_mean
from salerno.rules.language.opportunities import CHANGE_KEYS, VARIANT_KEYS
from salerno.rules.language.requirements import named_nodes
from salerno.strict_yaml import Entries, Members, Node, Text

INHERITS, CHANGES = VARIANT_KEYS
OWN = frozenset({"aliases", "disputes", "opportunity", "supersedes"})
"""What belongs to one opportunity alone and is never taken over."""

ALONE = frozenset({"else", "requires", "then"})
"""The keys of a rule whose whole requirement can be dropped: nothing is asked then."""

Parent = Callable[[Text], Entries]


def whole(document: Entries, *, parent: Parent, path: tuple[str, ...] = ()) -> Entries:
    """The document with all that it inherits, from however far; `parent` finds a document by id.

    Raises AtlasError when it inherits itself in the end, or changes what is not there.
    """
    named = document.get(INHERITS)
    if named is None:
        return document
    name = text(named, INHERITS)
    assert isinstance(named, Text)
    if name in path:
        raise AtlasError(
            f"'{name}' inherits itself",
            where=named.place,
            why=f"through {' and '.join(path)}",
            fix="let one of them stand alone",
        )
    inherited = whole(parent(named), parent=parent, path=(*path, name))
    return _merged(inherited, document)


def _merged(inherited: Entries, own: Entries) -> Entries:
    written = {key.value for key, _ in own.pairs}
    taken = [(k, v) for k, v in inherited.pairs if k.value not in written | OWN | {"sources"}]
    changes = own.get(CHANGES)
    if changes is not None:
        if "versions" in written:
            raise AtlasError(
                "changes: nothing is inherited that they could change",
                where=changes.place,
                why="the versions are written anew",
                fix="write one of the two",
            )
        taken = [(k, _changed(v, changes) if k.value == "versions" else v) for k, v in taken]
    kept = [(k, v) for k, v in own.pairs if k.value not in (INHERITS, CHANGES, "sources")]
    body = Entries((*kept, *taken), own.place)
    sources = _sources(inherited, own, body)
    return Entries((*body.pairs, *sources), own.place)


def _sources(inherited: Entries, own: Entries, body: Entries) -> tuple[tuple[Text, Node], ...]:
    """All own sources, and of those taken over the ones that something still refers to."""
    named = {written.value for written in _referred(body)}
    mine, theirs = own.get("sources"), inherited.get("sources")
    found = list(pairs(mine, "sources")) if mine is not None else []
    known = {key.value for key, _ in found}
    if theirs is not None:
        rest = pairs(theirs, "sources")
        found += [(k, v) for k, v in rest if k.value in named and k.value not in known]
    return ((Text("sources", own.place, quoted=False), Entries(tuple(found), own.place)),)


def _referred(node: Node) -> Iterator[Text]:
    if isinstance(node, Members):
        for value in node.values:
            yield from _referred(value)
    elif isinstance(node, Entries):
        for key, value in node.pairs:
            if key.value == "source":
                yield from (member for member in members(value) if isinstance(member, Text))
            yield from _referred(value)


@dataclass(frozen=True, slots=True)
class _Changes:
    """What becomes of the requirements of certain ids."""

    drop: frozenset[str] = frozenset()
    replace: Mapping[str, Node] = field(default_factory=dict)
    set: Mapping[str, tuple[tuple[tuple[str, ...], Node, Text], ...]] = field(default_factory=dict)
    add: tuple[Node, ...] = ()


def _changed(versions: Node, node: Node) -> Node:
    """The versions with the changes made in each of them; every id must stand in one at least."""
    own = entries(node, CHANGES, CHANGE_KEYS)
    changes = _read(own)
    known = {name for name, _ in named_nodes(versions)}
    for key in _ids(own):
        name = key.value.partition(".")[0]
        if name not in known:
            fix = did_you_mean(name, known) or "give the inherited part an 'id'"
            raise AtlasError(
                f"nothing that is inherited is called '{name}'", where=key.place, fix=fix
            )
    parts = [_version(part, changes) for part in sequence(versions, "versions")]
    return Members(tuple(parts), versions.place)


def _ids(own: Entries) -> Iterator[Text]:
    dropped = own.get("drop")
    for member in () if dropped is None else members(dropped):
        text(member, "drop")
        assert isinstance(member, Text)
        yield member
    for key in ("replace", "set"):
        node = own.get(key)
        yield from (name for name, _ in (() if node is None else pairs(node, key)))


def _read(own: Entries) -> _Changes:
    drop, replace, values, add = (own.get(key) for key in CHANGE_KEYS)
    found: dict[str, tuple[tuple[tuple[str, ...], Node, Text], ...]] = {}
    for key, value in () if values is None else pairs(values, "set"):
        name, *way = key.value.split(".")
        found[name] = (*found.get(name, ()), (tuple(way), value, key))
    return _Changes(
        frozenset(text(m, "drop") for m in (() if drop is None else members(drop))),
        {} if replace is None else {k.value: v for k, v in pairs(replace, "replace")},
        found,
        () if add is None else members(add),
    )


def _version(node: Node, changes: _Changes) -> Node:
    own = mapping(node, "version")
    body = []
    for key, value in own.pairs:
        kept = _rewritten(_without(key, value, changes), changes)
        if key.value == "requires":
            kept = _with_more(kept, changes.add)
        body.append((key, kept))
    return Entries(tuple(body), own.place)


def _with_more(requires: Node, more: tuple[Node, ...]) -> Node:
    if not more:
        return requires
    if isinstance(requires, Text):  # nothing is required
        return Members(more, requires.place)
    return Members((*members(requires), *more), requires.place)


def _rewritten(node: Node, changes: _Changes) -> Node:
    """The node without the parts that are dropped, and with the others changed."""
    if isinstance(node, Members):
        kept = (value for value in node.values if _name(value) not in changes.drop)
        return Members(tuple(_rewritten(value, changes) for value in kept), node.place)
    if not isinstance(node, Entries):
        return node
    name = _name(node)
    if name in changes.replace:
        return changes.replace[name]
    pairs = ((k, _without(k, v, changes)) for k, v in node.pairs)
    whole = Entries(tuple((k, _rewritten(v, changes)) for k, v in pairs), node.place)
    for way, value, key in changes.set.get(name, ()):
        whole = _with_value(whole, way, value, key)
    return whole


def _without(key: Text, node: Node, changes: _Changes) -> Node:
    """A requirement that stands alone; nothing, when it is dropped or all of its parts are."""
    parts = node.values if isinstance(node, Members) else (node,)
    if not parts or any(_name(part) not in changes.drop for part in parts):
        return node
    if key.value not in ALONE:
        raise AtlasError(
            f"drop: nothing would be left of '{key.value}'",
            where=node.place,
            why=f"'{_name(parts[0])}' stands alone there",
            fix="drop or replace what it is part of",
        )
    return Text("nothing", node.place, quoted=False)


def _with_value(node: Entries, way: tuple[str, ...], value: Node, key: Text) -> Entries:
    """The mapping with the value at that path; its last key may be new."""
    if not way:
        raise AtlasError("set: it does not say what to set", where=key.place, fix="write id.key")
    first, *rest = way
    inner = node.get(first)
    new = value
    if rest:
        if not isinstance(inner, Entries):
            raise AtlasError(f"set: there is no '{first}' to change", where=key.place)
        new = _with_value(inner, tuple(rest), value, key)
    if inner is None:
        return Entries((*node.pairs, (Text(first, key.place, quoted=False), new)), node.place)
    return Entries(tuple((k, new if k.value == first else v) for k, v in node.pairs), node.place)


def _name(node: Node) -> str:
    own = node.get("id") if isinstance(node, Entries) else None
    return own.value if isinstance(own, Text) else ""


def opportunity_id(document: Node) -> str:
    """The id that a document gives to its opportunity; empty when it gives none."""
    own = document.get("opportunity") if isinstance(document, Entries) else None
    return own.value if isinstance(own, Text) else ""
