"""Reading leaves: which credentials are meant, and what is asked of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal, cast

from salerno.credentials.selection import Selection, Validity, Where
from salerno.credentials.vocabulary import Table
from salerno.errors import RuleError, did_you_mean
from salerno.periods import Period, Span
from salerno.rules.language.phrases import (
    anchor,
    attribute_of,
    condition,
    date_fact,
    decimal,
    number_bound,
    span_bound,
    validity,
)
from salerno.rules.language.reading import (
    Scope,
    entries,
    members,
    month_and_day,
    named_source,
    needed,
    number,
    optional,
    pairs,
    parsed,
    placed,
    sequence,
    text,
    texts,
    word,
    yes_or_no,
)
from salerno.rules.leaves import (
    ONE,
    Actor,
    Attempts,
    Cap,
    Fact,
    Has,
    IfUnmet,
    Judge,
    Leaf,
    Link,
    Measure,
    Note,
    Stretch,
    Time,
    Total,
    Wait,
    Weight,
)
from salerno.strict_yaml import Entries, Node, Text

NOTE_KEYS = ("id", "say", "if-unmet", "fix", "actor", "source")
SELECTION_KEYS = ("where", "table", "age", "valid", "at", "latest", "of", "by")
LEAF_KEYS: dict[str, tuple[str, ...]] = {
    "has": (*SELECTION_KEYS, "count", "distinct", "same-sitting", "attempts", "after", "lag"),
    "fact": ("is", "at"),
    "sum": (*SELECTION_KEYS, "is", "period", "weights", "caps", "share-of"),
    "time": (*SELECTION_KEYS, "is", "measure", "within", "since"),
    "attempts": (*SELECTION_KEYS, "max", "per", "unless"),
    "wait": (*SELECTION_KEYS, "after", "which"),
    "judge": ("text", "days"),
}
ACTORS = ("applicant", "school", "employer", "authority", "evaluator", "host")


def note(node: Entries, scope: Scope) -> Note:
    """The keys that every requirement may carry."""
    source = node.get("source")
    return Note(
        optional(node, "id", lambda n: text(n, "id"), ""),
        optional(node, "say", lambda n: texts(n, "say"), ()),
        cast(IfUnmet, optional(node, "if-unmet", _if_unmet, "fixable")),
        optional(node, "fix", lambda n: tuple(text(m, "fix") for m in members(n)), ()),
        cast(Actor, optional(node, "actor", lambda n: word(n, "actor", ACTORS), "applicant")),
        None if source is None else named_source(source, scope),
    )


def _if_unmet(node: Node) -> str:
    return word(node, "if-unmet", ("fixable", "never"))


def leaf(kind: str, node: Entries, scope: Scope) -> Leaf:
    """The leaf of that kind; every key that it does not know is an error."""
    entries(node, kind, (kind, *LEAF_KEYS[kind], *NOTE_KEYS))
    return _READERS[kind](node, needed(node, kind, kind), scope)


def _types(node: Node, what: str, scope: Scope) -> tuple[str, ...]:
    """The types named, and all that stand for them, the first named first."""
    found: dict[str, None] = {}
    for member in members(node):
        own = parsed(member, what, scope.vocabulary.credential_type)
        found[own.id] = None
        found.update(dict.fromkeys(scope.vocabulary.standing_for(own.id)))
    if not found:
        raise RuleError(f"{what}: no credential type is named", where=node.place)
    return tuple(found)


def selection(named: Node, node: Entries, scope: Scope, *, what: str) -> Selection:
    """The selection of credentials of the types named, by the selection keys of the node."""
    types = _types(named, what, scope)
    return Selection(
        types,
        _conditions(node, types, scope),
        optional(node, "table", lambda n: _rows(n, types, scope), ()),
        optional(node, "age", lambda n: span_bound(n, "age"), None),
        optional(node, "valid", lambda n: validity(n, "valid", scope), _usual(types, scope)),
        optional(node, "at", lambda n: anchor(n, "at", scope), "application"),
        optional(node, "latest", lambda n: yes_or_no(n, "latest"), False),
    )


def _usual(types: tuple[str, ...], scope: Scope) -> Validity | None:
    """Activities count once over; anything else must not have expired."""
    return None if scope.vocabulary.types[types[0]].is_activity else Validity()


def _conditions(node: Entries, types: tuple[str, ...], scope: Scope) -> Where:
    none: Where = ()
    own = optional(node, "where", lambda n: where(n, types, scope), none)
    extra = [
        (name, condition(value, attribute_of(name, types, value, scope), scope))
        for key, name in (("of", "of"), ("by", "issuer"))
        if (value := node.get(key)) is not None
    ]
    return (*own, *extra)


def where(node: Node, types: tuple[str, ...], scope: Scope, *, what: str = "where") -> Where:
    """Conditions by attribute name."""
    return tuple(
        (key.value, condition(value, attribute_of(key.value, types, key, scope), scope))
        for key, value in pairs(node, what)
    )


def _rows(node: Node, types: tuple[str, ...], scope: Scope) -> tuple[Where, ...]:
    name, known = text(node, "table"), scope.vocabulary.tables
    if name not in known:
        fix = did_you_mean(name, known)
        raise RuleError(f"unknown table '{name}'", where=node.place, fix=fix)
    return tuple(_row(row, known[name], types, node, scope) for row in known[name].rows)


def _row(
    row: tuple[tuple[str, str], ...], table: Table, types: tuple[str, ...], node: Node, scope: Scope
) -> Where:
    return tuple(
        (name, condition(Text(written, node.place, quoted=False), known, scope))
        for name, written in row
        for known in (attribute_of(name, types, node, scope),)
    )


def _has(node: Entries, named: Node, scope: Scope) -> Has:
    after = node.get("after")
    lag = optional(node, "lag", lambda n: span_bound(n, "lag"), None)
    if lag and after is None:
        raise RuleError("'lag' needs the key 'after'", where=node.place)
    chosen = selection(named, node, scope, what="has")
    one_sitting = optional(node, "same-sitting", lambda n: yes_or_no(n, "same-sitting"), True)
    if not one_sitting:
        _check_sittings(chosen, node)
    return Has(
        chosen,
        optional(node, "count", lambda n: number_bound(n, "count"), ONE),
        optional(node, "distinct", lambda n: _distinct(n, chosen, scope), ""),
        one_sitting,
        None if after is None else Link(_linked(after, scope), lag),
        note(node, scope),
    )  # fmt: skip


def _check_sittings(chosen: Selection, node: Entries) -> None:
    """Several sittings are looked at one condition at a time, which nothing else may join."""
    joined = [key for key in ("count", "distinct", "after") if node.get(key) is not None]
    if joined or not chosen.where:
        why = f"it cannot be told together with '{joined[0]}'" if joined else "there is no 'where'"
        raise RuleError("'same-sitting: no' splits the conditions", where=node.place, why=why)


def _distinct(node: Node, chosen: Selection, scope: Scope) -> str:
    return attribute_of(text(node, "distinct"), chosen.types, node, scope).name


def _linked(node: Node, scope: Scope) -> Selection:
    """What comes before: the credentials of another requirement, by its id, or of a type."""
    name = text(node, "after")
    if name not in scope.named:
        if "/" not in name:
            fix = did_you_mean(name, scope.named) or "it can be an id of this rule, or a type"
            raise RuleError(f"after: nothing here is called '{name}'", where=node.place, fix=fix)
        return selection(node, Entries((), node.place), scope, what="after")
    other = scope.named[name]
    assert isinstance(other, Entries)
    return replace(
        selection(needed(other, "has", "after"), other, scope, what="has"), validity=None
    )


def _fact(node: Entries, named: Node, scope: Scope) -> Fact:
    name = text(named, "fact")
    attribute = placed(named.place, "fact", lambda: scope.vocabulary.fact(name))
    return Fact(
        name,
        condition(needed(node, "is", "fact"), attribute, scope),
        optional(node, "at", lambda n: anchor(n, "at", scope), "application"),
        note(node, scope),
    )


def _sum(node: Entries, named: Node, scope: Scope) -> Total:
    of = needed(node, "of", "sum")
    chosen = selection(of, _without(node, "of"), scope, what="sum")
    attribute = text(named, "sum")
    attribute_of(attribute, chosen.types, named, scope)
    return Total(
        attribute,
        chosen,
        number_bound(needed(node, "is", "sum"), "is"),
        optional(node, "period", lambda n: stretch(n, scope), None),
        optional(node, "weights", lambda n: _weights(n, chosen.types, scope), ()),
        optional(node, "caps", lambda n: _caps(n, chosen.types, scope), ()),
        optional(node, "share-of", lambda n: _wider(chosen, n, scope), None),
        note(node, scope),
    )  # fmt: skip


def _wider(chosen: Selection, node: Node, scope: Scope) -> Selection:
    return replace(chosen, where=where(node, chosen.types, scope, what="share-of"))


def _without(node: Entries, key: str) -> Entries:
    return Entries(tuple(pair for pair in node.pairs if pair[0].value != key), node.place)


_STRETCH_WAYS = ("last", "between", "from", "starts")
STRETCH_KEYS = (*_STRETCH_WAYS, "length", "back", "each")


def stretch(node: Node, scope: Scope) -> Stretch:
    """A stretch of time to count in: `last 24 months`, or its parts by key."""
    if isinstance(node, Text):
        written = text(node, "period").removeprefix("last ")
        return Stretch(last=placed(node.place, "period", lambda: Span.parse(written)))
    own = entries(node, "period", STRETCH_KEYS)
    ways = [key for key in _STRETCH_WAYS if own.get(key) is not None]
    if len(ways) != 1:
        fix = f"write one of {', '.join(_STRETCH_WAYS)}"
        raise RuleError("a period is fixed in one way", where=node.place, fix=fix)
    start = optional(own, "from", lambda n: _date_or_type(n, scope), "")
    is_type = start in scope.vocabulary.types
    return Stretch(
        optional(own, "last", lambda n: parsed(n, "last", Span.parse), None),
        optional(own, "between", lambda n: parsed(n, "between", Period.parse), None),
        "" if is_type else start,
        start if is_type else "",
        optional(own, "starts", lambda n: month_and_day(n, "starts"), None),
        optional(own, "length", lambda n: parsed(n, "length", Span.parse), None),
        optional(own, "back", lambda n: number(n, "back"), 0),
        optional(own, "each", lambda n: parsed(n, "each", Span.parse), None),
    )


def _date_or_type(node: Node, scope: Scope) -> str:
    """The name of a credential type, or of a fact that is a date."""
    name = text(node, "from")
    return name if name in scope.vocabulary.types else date_fact(node, "from", scope)


def _weights(node: Node, types: tuple[str, ...], scope: Scope) -> tuple[Weight, ...]:
    found = []
    for member in sequence(node, "weights"):
        own = entries(member, "weights", ("where", "times"))
        times = decimal(needed(own, "times", "weights"), "times")
        found.append(Weight(where(needed(own, "where", "weights"), types, scope), times))
    return tuple(found)


def _caps(node: Node, types: tuple[str, ...], scope: Scope) -> tuple[Cap, ...]:
    found = []
    for member in sequence(node, "caps"):
        own = entries(member, "caps", ("where", "at-most"))
        limit = needed(own, "at-most", "caps")
        is_share = text(limit, "at-most").endswith("%")
        chosen = where(needed(own, "where", "caps"), types, scope)
        found.append(Cap(chosen, decimal(limit, "at-most"), is_share))
    return tuple(found)


_MEASURES = ("covered", "continuous", "gap", "uncovered")


def _measure(node: Node) -> str:
    return word(node, "measure", _MEASURES)


def _time(node: Entries, named: Node, scope: Scope) -> Time:
    since = node.get("since")
    return Time(
        replace(selection(named, node, scope, what="time"), validity=None),
        span_bound(needed(node, "is", "time"), "is"),
        cast(Measure, optional(node, "measure", _measure, "covered")),
        optional(node, "within", lambda n: parsed(n, "within", Span.parse), None),
        "" if since is None else _types(since, "since", scope)[0],
        note(node, scope),
    )


def _attempts(node: Entries, named: Node, scope: Scope) -> Attempts:
    counted = replace(selection(named, node, scope, what="attempts"), validity=None)
    passed = node.get("unless")
    return Attempts(
        counted,
        number(needed(node, "max", "attempts"), "max", least=1),
        optional(node, "per", lambda n: parsed(n, "per", Span.parse), None),
        None if passed is None else _passed(counted, passed, scope),
        note(node, scope),
    )


def _passed(counted: Selection, node: Node, scope: Scope) -> Selection:
    return replace(counted, where=where(node, counted.types, scope, what="unless"))


def _wait(node: Entries, named: Node, scope: Scope) -> Wait:
    after = needed(node, "after", "wait")
    chosen = replace(selection(after, node, scope, what="wait"), validity=None)
    return Wait(
        replace(chosen, at="application"),
        parsed(named, "wait", Span.parse),
        optional(node, "which", _which, "last"),
        chosen.at,
        note(node, scope),
    )


def _which(node: Node) -> Literal["first", "last"] | int:
    written = text(node, "which")
    if written in ("first", "last"):
        return cast(Literal["first", "last"], written)
    return number(node, "which", least=1)


def _judge(node: Entries, named: Node, scope: Scope) -> Judge:
    said = note(node, scope)
    return Judge(
        text(named, "judge"),
        optional(node, "text", lambda n: texts(n, "text"), ()),
        optional(node, "days", lambda n: number(n, "days"), None),
        said if node.get("actor") is not None else replace(said, actor="authority"),
    )


_READERS: dict[str, Callable[[Entries, Node, Scope], Leaf]] = {
    "has": _has,
    "fact": _fact,
    "sum": _sum,
    "time": _time,
    "attempts": _attempts,
    "wait": _wait,
    "judge": _judge,
}
