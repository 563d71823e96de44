"""Reading what an opportunity gives and asks afterwards: grants, obligations, outcomes."""

from __future__ import annotations

from typing import Literal, cast

from salerno.errors import RuleError
from salerno.periods import Span
from salerno.rules.grants import Grant, Obligation, Outcome
from salerno.rules.language.leaves import ACTORS
from salerno.rules.language.reading import (
    Scope,
    entries,
    members,
    named_source,
    names,
    needed,
    number,
    optional,
    pairs,
    parsed,
    sequence,
    text,
    texts,
    word,
    yes_or_no,
)
from salerno.rules.leaves import Actor
from salerno.strict_yaml import Node, Text

GRANT_KEYS = (
    "type", "lasts", "scope", "while-holding", "renewable", "tier", "leads-to", "source",
)  # fmt: skip
OBLIGATION_KEYS = (
    "id", "says", "source", "on", "lasts", "within", "working-days", "sanction", "grace", "blocks",
)  # fmt: skip
OUTCOME_KEYS = ("id", "says", "grants", "then", "final", "source")
GRACES = ("next month", "next quarter", "next year")

Lasting = Span | Literal["unlimited"] | None
Grace = Span | Literal["next month", "next quarter", "next year"] | None


def grants(node: Node, scope: Scope) -> tuple[Grant, ...]:
    """The credentials that an opportunity gives; a bare text is the type of one."""
    return tuple(_grant(member, scope) for member in members(node))


def _grant(node: Node, scope: Scope) -> Grant:
    if isinstance(node, Text):
        return Grant(_type(node, scope))
    own = entries(node, "grant", GRANT_KEYS)
    source = own.get("source")
    return Grant(
        _type(needed(own, "type", "grant"), scope),
        optional(own, "lasts", _lasting, None),
        optional(own, "scope", _restrictions, ()),
        optional(own, "while-holding", lambda n: _types(n, scope), ()),
        optional(own, "renewable", lambda n: yes_or_no(n, "renewable"), None),
        optional(own, "tier", lambda n: number(n, "tier", least=1), 0),
        optional(own, "leads-to", lambda n: text(n, "leads-to"), ""),
        None if source is None else named_source(source, scope),
    )


def _type(node: Node, scope: Scope) -> str:
    return parsed(node, "grants", scope.vocabulary.credential_type).id


def _types(node: Node, scope: Scope) -> tuple[str, ...]:
    return tuple(_type(member, scope) for member in members(node))


def _lasting(node: Node) -> Lasting:
    if isinstance(node, Text) and node.value == "unlimited":
        return "unlimited"
    return parsed(node, "lasts", Span.parse)


def _restrictions(node: Node) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key.value, text(member, key.value))
        for key, value in pairs(node, "scope")
        for member in members(value)
    )


def obligations(node: Node, scope: Scope) -> tuple[Obligation, ...]:
    """The duties that come with a grant or an application, each with its source."""
    return tuple(_obligation(member, scope) for member in sequence(node, "obligations"))


def _obligation(node: Node, scope: Scope) -> Obligation:
    own = entries(node, "obligation", OBLIGATION_KEYS)
    timed = [key for key in ("lasts", "within", "working-days") if own.get(key) is not None]
    if len(timed) > 1:
        fix = f"write one of {', '.join(timed)}, and a second obligation for the other"
        raise RuleError("an obligation has one time", where=own.place, fix=fix)
    return Obligation(
        id=text(needed(own, "id", "obligation"), "id"),
        says=texts(needed(own, "says", "obligation"), "says"),
        source=named_source(needed(own, "source", "obligation"), scope),
        on=cast(Actor, optional(own, "on", lambda n: word(n, "on", ACTORS), "applicant")),
        lasts=optional(own, "lasts", lambda n: parsed(n, "lasts", Span.parse), None),
        within=optional(own, "within", lambda n: parsed(n, "within", Span.parse), None),
        working_days=optional(own, "working-days", lambda n: number(n, "working-days"), None),
        sanction=optional(own, "sanction", lambda n: texts(n, "sanction"), ()),
        grace=optional(own, "grace", _grace, None),
        blocks=optional(own, "blocks", lambda n: names(n, "blocks"), ()),
    )


def _grace(node: Node) -> Grace:
    if isinstance(node, Text) and node.value in GRACES:
        return cast(Grace, node.value)
    return parsed(node, "grace", Span.parse)


def outcomes(node: Node, scope: Scope) -> tuple[Outcome, ...]:
    """The ways a step may end; exactly one of them happens."""
    found = tuple(_outcome(member, scope) for member in sequence(node, "outcomes"))
    if len(found) == 1:
        fix = "add the other ends, or leave 'outcomes' out"
        raise RuleError("a step with one outcome has no outcomes", where=node.place, fix=fix)
    return found


def _outcome(node: Node, scope: Scope) -> Outcome:
    own = entries(node, "outcome", OUTCOME_KEYS)
    source = own.get("source")
    return Outcome(
        text(needed(own, "id", "outcome"), "id"),
        texts(needed(own, "says", "outcome"), "says"),
        optional(own, "grants", lambda n: _types(n, scope), ()),
        optional(own, "then", lambda n: names(n, "then"), ()),
        optional(own, "final", lambda n: yes_or_no(n, "final"), default=False),
        None if source is None else named_source(source, scope),
    )
