"""Reading what stands between eligible and admitted: quotas, selection, odds, deadlines, waits."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any as Anything
from typing import Literal, cast

from salerno.errors import RuleError
from salerno.periods import Period, Span
from salerno.rules.competition import (
    Deadline,
    Odds,
    Places,
    PriorityClass,
    Quota,
    Selective,
    Stage,
    Waiting,
    When,
)
from salerno.rules.language.phrases import day_phrase
from salerno.rules.language.reading import (
    Scope,
    day,
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
    share,
    text,
    texts,
    word,
    yes_or_no,
)
from salerno.rules.language.requirements import requirement
from salerno.strict_yaml import Entries, Node, Text

QUOTA_KEYS = ("id", "source", "says", "capacity", "per", "table", "fill", "contract", "in-force")
SELECTION_KEYS = ("source", "stage", "round", "classes", "pools", "ranking", "in-force")
ODDS_KEYS = ("of", "rate", "passed", "sat", "year", "segment", "source")
DEADLINE_KEYS = ("id", "says", "source", "on", "opens", "lapse", "override")
WAIT_KEYS = ("for", "from", "to", "when", "source")
FILLS = ("first-come", "ranked", "lottery", "negotiated")
CONTRACTS = ("bilateral", "unilateral")
WHENS = ("before", "after", "aside")
STAGES = ("screening", "interview", "offer", "match")


def quotas(node: Node, scope: Scope) -> tuple[Quota, ...]:
    """Numbers of places; a capacity that is not written is unknown."""
    return tuple(_quota(member, scope) for member in sequence(node, "quotas"))


def _quota(node: Node, scope: Scope) -> Quota:
    own = entries(node, "quota", QUOTA_KEYS)
    fill = optional(own, "fill", lambda n: word(n, "fill", FILLS), "")
    contract = optional(own, "contract", lambda n: word(n, "contract", CONTRACTS), "")
    return Quota(
        id=text(needed(own, "id", "quota"), "id"),
        source=named_source(needed(own, "source", "quota"), scope),
        capacity=optional(own, "capacity", _places, "unknown"),
        per=optional(own, "per", lambda n: names(n, "per"), ()),
        table=optional(own, "table", _table, ()),
        fill=cast(Literal["", "first-come", "ranked", "lottery", "negotiated"], fill),
        contract=cast(Literal["", "bilateral", "unilateral"], contract),
        in_force=optional(own, "in-force", _period, Period(None, None)),
        says=optional(own, "says", lambda n: texts(n, "says"), ()),
    )


def _places(node: Node) -> Places:
    if isinstance(node, Text) and node.value in ("unknown", "unlimited"):
        return cast(Places, node.value)
    return number(node, "capacity")


def _table(node: Node) -> tuple[tuple[str, Places], ...]:
    return tuple((key.value, _places(value)) for key, value in pairs(node, "table"))


def _period(node: Node) -> Period:
    return parsed(node, "in-force", Period.parse)


def selections(node: Node, scope: Scope) -> tuple[Selective, ...]:
    """How the eligible are chosen from, by stage and round; a single one needs no list."""
    return tuple(_selective(member, scope) for member in members(node))


def _selective(node: Node, scope: Scope) -> Selective:
    own = entries(node, "selection", SELECTION_KEYS)
    return Selective(
        named_source(needed(own, "source", "selection"), scope),
        cast(Stage, optional(own, "stage", lambda n: word(n, "stage", STAGES), "")),
        optional(own, "round", lambda n: text(n, "round"), ""),
        optional(own, "classes", lambda n: _classes(n, scope), ()),
        optional(own, "pools", lambda n: _classes(n, scope), ()),
        optional(own, "ranking", lambda n: texts(n, "ranking"), ()),
        optional(own, "in-force", _period, Period(None, None)),
    )


def _classes(node: Node, scope: Scope) -> tuple[PriorityClass, ...]:
    return tuple(_class(member, scope) for member in sequence(node, "classes"))


def _class(node: Node, scope: Scope) -> PriorityClass:
    own = entries(node, "class", ("id", "says", "who"))
    return PriorityClass(
        text(needed(own, "id", "class"), "id"),
        texts(needed(own, "says", "class"), "says"),
        requirement(needed(own, "who", "class"), scope),
    )


def odds(node: Node, scope: Scope) -> tuple[Odds, ...]:
    """Rates of success, each with its segment, year and source."""
    return tuple(_odds(member, scope) for member in sequence(node, "odds"))


def _odds(node: Node, scope: Scope) -> Odds:
    own = entries(node, "odds", ODDS_KEYS)
    passed = optional(own, "passed", lambda n: number(n, "passed"), None)
    sat = optional(own, "sat", lambda n: number(n, "sat", least=1), None)
    return Odds(
        text(needed(own, "of", "odds"), "of"),
        _rate(own, passed, sat),
        text(needed(own, "year", "odds"), "year"),
        named_source(needed(own, "source", "odds"), scope),
        passed,
        sat,
        optional(own, "segment", _segment, ()),
    )


def _rate(own: Entries, passed: int | None, sat: int | None) -> Decimal:
    """The rate as written, else by division; both must agree to the last digit written, or one."""
    if passed is None or sat is None:
        return share(needed(own, "rate", "odds"), "rate")
    if passed > sat:
        raise RuleError(f"{passed} passed of only {sat}", where=own.place)
    counted = (Decimal(passed) / sat).quantize(Decimal("0.0001"))
    node = own.get("rate")
    if node is None:
        return counted
    stated = share(node, "rate")
    exponent = stated.as_tuple().exponent
    assert isinstance(exponent, int)
    if abs(stated - Decimal(passed) / sat) > Decimal(1).scaleb(exponent):
        fix = "leave 'rate' out, or mend the counts; if the source contradicts itself, use disputes"
        what = f"{passed} of {sat} is {counted:.2%}, not {stated:%}"
        raise RuleError(what, where=node.place, fix=fix)
    return stated


def _segment(node: Node) -> tuple[tuple[str, str], ...]:
    return tuple((key.value, text(value, key.value)) for key, value in pairs(node, "segment"))


def deadlines(node: Node, scope: Scope) -> tuple[Deadline, ...]:
    """Latest days, and with `opens` earliest days, each with its source."""
    return tuple(_deadline(member, scope) for member in sequence(node, "deadlines"))


def _deadline(node: Node, scope: Scope) -> Deadline:
    own = entries(node, "deadline", DEADLINE_KEYS)
    on = needed(own, "on", "deadline")
    return Deadline(
        text(needed(own, "id", "deadline"), "id"),
        texts(needed(own, "says", "deadline"), "says"),
        named_source(needed(own, "source", "deadline"), scope),
        day_phrase(text(on, "on"), on, "on", scope),
        optional(own, "opens", lambda n: yes_or_no(n, "opens"), default=False),
        optional(own, "lapse", lambda n: texts(n, "lapse"), ()),
        _override(own),
    )


def _override(own: Entries) -> tuple[tuple[int, date], ...]:
    node = own.get("override")
    if node is None:
        return ()
    if " of " not in text(needed(own, "on", "deadline"), "on"):
        fix = "write 'on' like '01-31 of match-year'"
        raise RuleError("only days of a cohort year have overrides", where=node.place, fix=fix)
    return tuple(
        (number(key, "override"), day(value, "override")) for key, value in pairs(node, "override")
    )


def waits(node: Node, scope: Scope) -> tuple[Waiting, ...]:
    """How long one waits: a range, of which one end may be unknown."""
    return tuple(_waiting(member, scope) for member in sequence(node, "waits"))


def _waiting(node: Node, scope: Scope) -> Waiting:
    own = entries(node, "wait", WAIT_KEYS)
    spans: list[Anything] = [
        optional(own, key, lambda n: parsed(n, "wait", Span.parse), None) for key in ("from", "to")
    ]
    if spans == [None, None]:
        raise RuleError("'wait' needs the key 'from' or 'to'", where=own.place)
    source = named_source(needed(own, "source", "wait"), scope)
    when = cast(When, optional(own, "when", lambda n: word(n, "when", WHENS), "after"))
    return Waiting(text(needed(own, "for", "wait"), "for"), spans[0], spans[1], source, when)
