"""Reading what surrounds a rule: money, grants, competition, and statements kept for readers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any as Anything
from typing import Literal, cast

from salerno.errors import Place, RuleError
from salerno.periods import Period, Span
from salerno.rules.language.competition import deadlines, odds, quotas, selections, waits
from salerno.rules.language.fees import fees
from salerno.rules.language.grants import grants, obligations, outcomes
from salerno.rules.language.reading import (
    Scope,
    entries,
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
from salerno.rules.language.sessions import presence, sessions
from salerno.rules.opportunities import Claim, Dispute, Value
from salerno.strict_yaml import Entries, Members, Node, Text

PARTICULAR_KEYS = (
    "fees", "duration", "grants", "obligations", "outcomes", "deadlines", "quotas", "selection",
    "odds", "waits", "attempts", "irreversible", "values", "disputes", "aliases", "supersedes",
    "sessions", "presence",
)  # fmt: skip
VALUE_KEYS = ("id", "says", "source", "amount", "unit", "in-force")
DISPUTE_KEYS = ("id", "subject", "outcome", "claims")
CLAIM_KEYS = ("says", "source", "chosen", "why", "in-force")
OUTCOMES = ("chosen", "unknown", "by-date")
_NAMED = frozenset({"obligations", "outcomes", "deadlines", "quotas", "values", "disputes"})
ALWAYS = Period(None, None)


def particulars(node: Entries, scope: Scope) -> dict[str, Anything]:
    """The fields of an opportunity that no verdict hangs on, by field name."""
    found: dict[str, Anything] = {}
    for key, value in node.pairs:
        if key.value in _NAMED:
            _check_names(value)
        if key.value == "attempts":
            found["attempts"], found["attempts_source"] = _attempts(value, scope)
        elif key.value in _READERS:
            field, read = _READERS[key.value]
            found[field] = read(value, scope)
    return found


def _check_names(node: Node) -> None:
    """The same id twice in one list is an error."""
    places: dict[str, Place] = {}
    for member in node.values if isinstance(node, Members) else ():
        name = member.get("id") if isinstance(member, Entries) else None
        if isinstance(name, Text) and name.value in places:
            what, why = f"the id '{name.value}' is given twice", f"already at {places[name.value]}"
            raise RuleError(what, where=name.place, why=why, fix="rename one of them")
        if isinstance(name, Text):
            places[name.value] = name.place


def _attempts(node: Node, scope: Scope) -> tuple[int | str, Anything]:
    if not isinstance(node, Entries):
        return _limit(node), None
    own = entries(node, "attempts", ("limit", "source"))
    source = named_source(needed(own, "source", "attempts"), scope)
    return _limit(needed(own, "limit", "attempts")), source


def _limit(node: Node) -> int | str:
    if isinstance(node, Text) and node.value in ("unlimited", "unknown"):
        return node.value
    return number(node, "attempts", least=1)


def _duration(node: Node, _: Scope) -> tuple[Span, Span]:
    if isinstance(node, Text):
        length = parsed(node, "duration", Span.parse)
        return length, length
    own = entries(node, "duration", ("from", "to"))
    shortest, longest = (
        parsed(needed(own, key, "duration"), "duration", Span.parse) for key in ("from", "to")
    )
    if longest.floor_days < shortest.floor_days:
        raise RuleError(f"it cannot last from {shortest} to {longest}", where=node.place)
    return shortest, longest


def _period(node: Node) -> Period:
    return parsed(node, "in-force", Period.parse)


def _values(node: Node, scope: Scope) -> tuple[Value, ...]:
    return tuple(_value(member, scope) for member in sequence(node, "values"))


def _value(node: Node, scope: Scope) -> Value:
    own = entries(node, "value", VALUE_KEYS)
    return Value(
        text(needed(own, "id", "value"), "id"),
        texts(needed(own, "says", "value"), "says"),
        named_source(needed(own, "source", "value"), scope),
        optional(own, "amount", lambda n: text(n, "amount"), ""),
        optional(own, "unit", lambda n: text(n, "unit"), ""),
        optional(own, "in-force", _period, ALWAYS),
    )


def _disputes(node: Node, scope: Scope) -> tuple[Dispute, ...]:
    return tuple(_dispute(member, scope) for member in sequence(node, "disputes"))


def _dispute(node: Node, scope: Scope) -> Dispute:
    own = entries(node, "dispute", DISPUTE_KEYS)
    outcome = optional(own, "outcome", lambda n: word(n, "outcome", OUTCOMES), "chosen")
    listed = needed(own, "claims", "dispute")
    claims = tuple(_claim(member, scope) for member in sequence(listed, "claims"))
    _check_claims(claims, outcome, listed)
    return Dispute(
        text(needed(own, "id", "dispute"), "id"),
        texts(needed(own, "subject", "dispute"), "subject"),
        claims,
        cast(Literal["chosen", "unknown", "by-date"], outcome),
    )


def _claim(node: Node, scope: Scope) -> Claim:
    own = entries(node, "claim", CLAIM_KEYS)
    return Claim(
        texts(needed(own, "says", "claim"), "says"),
        named_source(needed(own, "source", "claim"), scope),
        optional(own, "chosen", lambda n: yes_or_no(n, "chosen"), default=False),
        optional(own, "why", lambda n: texts(n, "why"), ()),
        optional(own, "in-force", _period, ALWAYS),
    )


def _check_claims(claims: tuple[Claim, ...], outcome: str, node: Node) -> None:
    if len(claims) < 2:
        fix = "give the other claim, or make it a value"
        raise RuleError("a dispute has two claims or more", where=node.place, fix=fix)
    chosen = sum(claim.chosen for claim in claims)
    if chosen != (outcome == "chosen"):
        fix = "mark one claim 'chosen: yes', or write 'outcome: unknown'"
        what = f"{chosen} claims are chosen and the outcome is '{outcome}'"
        raise RuleError(what, where=node.place, fix=fix)
    later = [(a, b) for i, a in enumerate(claims) for b in claims[i + 1 :]]
    if outcome == "by-date" and any(a.in_force.overlaps(b.in_force) for a, b in later):
        fix = "give each claim an 'in-force' of its own"
        raise RuleError("two claims hold at once", where=node.place, fix=fix)


def _aliases(node: Node, _: Scope) -> tuple[tuple[str, Period], ...]:
    return tuple((key.value, _period(value)) for key, value in pairs(node, "aliases"))


_READERS: dict[str, tuple[str, Callable[[Node, Scope], Anything]]] = {
    "fees": ("fees", fees),
    "duration": ("duration", _duration),
    "grants": ("grants", grants),
    "obligations": ("obligations", obligations),
    "outcomes": ("outcomes", outcomes),
    "deadlines": ("deadlines", deadlines),
    "quotas": ("quotas", quotas),
    "selection": ("selective", selections),
    "odds": ("odds", odds),
    "waits": ("waits", waits),
    "sessions": ("sessions", sessions),
    "presence": ("presence", presence),
    "irreversible": ("irreversible", lambda node, _: texts(node, "irreversible")),
    "values": ("values", _values),
    "disputes": ("disputes", _disputes),
    "aliases": ("aliases", _aliases),
    "supersedes": ("supersedes", lambda node, _: names(node, "supersedes")),
}
