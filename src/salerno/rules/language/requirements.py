"""Reading requirements: leaves and the groups that join them."""

from __future__ import annotations

from collections.abc import Iterator

from salerno.credentials.selection import Selection
from salerno.errors import RuleError, did_you_mean
from salerno.periods import Span
from salerno.rules.language.leaves import LEAF_KEYS, NOTE_KEYS, leaf, note
from salerno.rules.language.reading import (
    Scope,
    entries,
    needed,
    number,
    parsed,
    sequence,
    text,
)
from salerno.rules.leaves import Attempts, Has, Note, Window
from salerno.rules.requirements import All, Any, AtLeast, Choose, Not, Requirement
from salerno.strict_yaml import Entries, Members, Node, Text

GROUP_KEYS: dict[str, tuple[str, ...]] = {
    "all": ("window",),
    "any": (),
    "none": (),
    "not": (),
    "at-least": ("of",),
    "choose": (),
    "use": (),
}
KINDS = (*GROUP_KEYS, *LEAF_KEYS)


def requirement(node: Node, scope: Scope) -> Requirement:
    """The requirement that a node expresses; a list stands for all of its members."""
    if isinstance(node, Members):
        return All(tuple(requirement(member, scope) for member in node.values))
    if isinstance(node, Text):
        if node.value == "nothing":
            return All(())
        raise RuleError(
            f"expected a requirement, got '{node.value}'",
            where=node.place,
            fix=f"write one of the keys {', '.join(KINDS)}; 'nothing' asks for nothing",
        )
    kind = _kind_of(node)
    if kind == "has" and node.get("attempts") is not None:
        return _with_attempts(node, scope)
    if kind in LEAF_KEYS:
        return leaf(kind, node, scope)
    entries(node, kind, (kind, *GROUP_KEYS[kind], *NOTE_KEYS))
    return _group(kind, node, scope)


def _kind_of(node: Entries) -> str:
    found = [key.value for key, _ in node.pairs if key.value in KINDS]
    kinds = [k for k in found if k != "attempts" or "has" not in found]
    if len(kinds) == 1:
        return kinds[0]
    if kinds:
        fix = f"keep one of {', '.join(kinds)}, or join them under 'all'"
        raise RuleError("a requirement asks for one thing", where=node.place, fix=fix)
    first = node.keys()[0] if node.pairs else ""
    raise RuleError(
        f"unknown kind of requirement '{first}'",
        where=node.place,
        fix=did_you_mean(first, KINDS) or f"it can be {', '.join(KINDS)}",
    )


def _group(kind: str, node: Entries, scope: Scope) -> Requirement:
    said, value = note(node, scope), needed(node, kind, kind)
    match kind:
        case "all":
            return _all(node, value, said, scope)
        case "any":
            return _any(value, said, scope)
        case "none":
            return Not(Any(_parts(value, kind, scope)), said)
        case "not":
            return Not(requirement(value, scope), said)
        case "at-least":
            return _at_least(node, value, said, scope)
        case "choose":
            return _choose(value, said, scope)
        case _:
            return _used(value, scope)


def _parts(node: Node, what: str, scope: Scope) -> tuple[Requirement, ...]:
    return tuple(requirement(member, scope) for member in sequence(node, what))


def _any(value: Node, said: Note, scope: Scope) -> Any:
    parts = _parts(value, "any", scope)
    if not parts:
        raise RuleError("'any' of nothing can never be met", where=value.place)
    return Any(parts, said)


def _all(node: Entries, value: Node, said: Note, scope: Scope) -> All:
    parts = _parts(value, "all", scope)
    length = node.get("window")
    if length is None:
        return All(parts, said)
    chosen = tuple(_selections(parts))
    if len(chosen) < 2:
        raise RuleError("'window' needs at least two 'has' in its 'all'", where=node.place)
    window = Window(chosen, parsed(length, "window", Span.parse), said)
    return All((*parts, window))


def _selections(parts: tuple[Requirement, ...]) -> Iterator[Selection]:
    for part in parts:
        if isinstance(part, Has):
            yield part.selection
        elif isinstance(part, All):
            yield from _selections(part.parts)


def _at_least(node: Entries, value: Node, said: Note, scope: Scope) -> AtLeast:
    parts = _parts(needed(node, "of", "at-least"), "of", scope)
    count = number(value, "at-least", least=1)
    if count > len(parts):
        fix = "lower the number, or add to 'of'"
        raise RuleError(f"at least {count} of only {len(parts)}", where=value.place, fix=fix)
    return AtLeast(count, parts, said)


def _choose(value: Node, said: Note, scope: Scope) -> Choose:
    *heads, last = sequence(value, "choose") or (value,)
    if not isinstance(last, Entries) or last.get("else") is None:
        fix = "end it with '- else: ...', perhaps 'else: nothing'"
        raise RuleError("'choose' does not say what applies else", where=last.place, fix=fix)
    branches = []
    for head in heads:
        own = entries(head, "choose", ("when", "then"))
        when = requirement(needed(own, "when", "choose"), scope)
        branches.append((when, requirement(needed(own, "then", "choose"), scope)))
    own = entries(last, "choose", ("else",))
    return Choose(tuple(branches), requirement(needed(own, "else", "choose"), scope), said)


def _used(value: Node, scope: Scope) -> Requirement:
    name = text(value, "use")
    if name not in scope.definitions:
        fix = did_you_mean(name, scope.definitions) or "define it under 'define' of the version"
        raise RuleError(f"use: nothing is defined as '{name}'", where=value.place, fix=fix)
    return scope.definitions[name]


def _with_attempts(node: Entries, scope: Scope) -> All:
    """`has` with `attempts: max n`: pass, and until then not every attempt spent.

    Both parts bear the id, so that an exception that lifts or replaces one does so to both.
    """
    limit_node = needed(node, "attempts", "has")
    written = text(limit_node, "attempts")
    digits = written.removeprefix("max ")
    if written == digits:
        raise RuleError(f"attempts: expected like 'max 4', got '{written}'", where=limit_node.place)
    limit = number(Text(digits, limit_node.place, quoted=False), "attempts", least=1)
    rest = Entries(tuple(p for p in node.pairs if p[0].value != "attempts"), node.place)
    passed = leaf("has", rest, scope)
    assert isinstance(passed, Has)
    counted = Selection(passed.selection.types, at=passed.selection.at)
    said = Note(passed.note.id and f"{passed.note.id}-attempts", if_unmet="never")
    bar = Attempts(counted, limit, None, passed.selection, said)
    return All((passed, bar), Note(passed.note.id))


def named_nodes(node: Node) -> Iterator[tuple[str, Node]]:
    """Every mapping inside that carries an id, with its id, in the order of the document."""
    if isinstance(node, Members):
        for value in node.values:
            yield from named_nodes(value)
    elif isinstance(node, Entries):
        name = node.get("id")
        if isinstance(name, Text):
            yield name.value, node
        for _, value in node.pairs:
            if not isinstance(value, Text):
                yield from named_nodes(value)
