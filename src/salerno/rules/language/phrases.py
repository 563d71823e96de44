"""The small phrases of the language: bounds, days, stretches of time, conditions on values."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import cast

from salerno.credentials.circumstances import ANCHORS
from salerno.credentials.conditions import (
    Among,
    Both,
    Compare,
    Condition,
    Dated,
    Day,
    Except,
    Listed,
    Nothing,
    Order,
    SameAs,
)
from salerno.credentials.selection import SpanBound, Validity
from salerno.credentials.vocabulary import Attribute
from salerno.documents import iso_day
from salerno.errors import RuleError, did_you_mean
from salerno.periods import Span
from salerno.rules.language.reading import (
    Scope,
    entries,
    needed,
    optional,
    parsed,
    placed,
    sequence,
    text,
    word,
)
from salerno.strict_yaml import Entries, Members, Node, Text

ORDERED = re.compile(r"(>=|<=|!=|>|<)\s*(.+)")
_BOUND = re.compile(r"(at most|under|at least|over) (.+)")
_BOUND_ORDERS: dict[str, Order] = {"at most": "<=", "under": "<", "at least": ">=", "over": ">"}
_COHORT_DAY = re.compile(r"([0-9]{2})-([0-9]{2}) of ([a-z][a-z-]*)(?: ([+-]) ([0-9]{1,3}))?")
_DIGITS = re.compile(r"[0-9]+(\.[0-9]+)?( ?%)?")
_SHIFTED = re.compile(r"(.+) (before|after) (\S+)")

OWN_DATES = {name: Attribute(name, "date") for name in ("on", "until")}
OWN_TEXTS = {name: Attribute(name, "code") for name in ("issuer", "of")}


def span_bound(node: Node, what: str) -> SpanBound:
    """`at most 2 years`, `under 2 years`, `at least 12 months`, `over 2 years`."""
    written = text(node, what)
    found = _BOUND.fullmatch(written)
    if not found:
        raise RuleError(
            f"{what}: expected like 'at most 2 years', got '{written}'", where=node.place
        )
    span = placed(node.place, what, lambda: Span.parse(found[2]))
    return SpanBound(_BOUND_ORDERS[found[1]], span)


def anchor(node: Node, what: str, scope: Scope) -> str:
    """An anchor, or a credential type whose day is the anchor."""
    written = text(node, what)
    if "/" in written:
        return placed(node.place, what, lambda: scope.vocabulary.credential_type(written)).id
    if written not in ANCHORS:
        fix = (
            did_you_mean(written, ANCHORS) or f"it can be {', '.join(ANCHORS)} or a credential type"
        )
        raise RuleError(f"{what}: '{written}' is not a known date", where=node.place, fix=fix)
    return written


def validity(node: Node, what: str, scope: Scope) -> Validity | None:
    """`any`, `at application`, `through event`, `6 months after event-end`."""
    written = text(node, what)
    if written == "any":
        return None
    head, _, tail = written.partition(" ")
    if head in ("at", "through") and tail:
        name = "event-end" if (head, tail) == ("through", "event") else tail
        return Validity(_anchored(name, node, what, scope))
    found = _SHIFTED.fullmatch(written)
    if not found:
        raise RuleError(
            f"{what}: expected like 'through event', '6 months after event-end' or 'any',"
            f" got '{written}'",
            where=node.place,
        )
    span = placed(node.place, what, lambda: Span.parse(found[1]))
    return Validity(_anchored(found[3], node, what, scope), span, found[2] == "before")


def _anchored(name: str, node: Node, what: str, scope: Scope) -> str:
    return anchor(Text(name, node.place, quoted=False), what, scope)


def day_phrase(written: str, node: Node, what: str, scope: Scope) -> Day:
    """`2023-01-01`, `01-01 of match-year - 2`, `event`, `3 months before event`."""
    if (fixed := iso_day(written)) is not None:
        return Day(day=fixed)
    if found := _COHORT_DAY.fullmatch(written):
        return _cohort_day(found, node, what, scope)
    if found := _SHIFTED.fullmatch(written):
        span = placed(node.place, what, lambda: Span.parse(found[1]))
        name = _anchored(found[3], node, what, scope)
        return Day(anchor=name, shift=span, before=found[2] == "before")
    return Day(anchor=_anchored(written, node, what, scope))


def _cohort_day(found: re.Match[str], node: Node, what: str, scope: Scope) -> Day:
    month, number, cohort, sign, years = found.groups()
    if cohort not in scope.cohort:
        fix = did_you_mean(cohort, scope.cohort) or "declare it under 'cohort' of the opportunity"
        raise RuleError(f"{what}: unknown cohort year '{cohort}'", where=node.place, fix=fix)
    if iso_day(f"2001-{month}-{number}") is None:
        raise RuleError(f"{what}: not every year has a {month}-{number}", where=node.place)
    offset = int(f"{sign or '+'}{years or 0}")
    return Day(cohort=cohort, offset=offset, month_day=(int(month), int(number)))


def condition(node: Node, attribute: Attribute, scope: Scope) -> Condition:
    """A condition on an attribute: a value, a list of values, a comparison, or a named form."""
    if isinstance(node, Members):
        if not node.values:
            raise RuleError(f"{attribute.name}: an empty list allows nothing", where=node.place)
        return Among(tuple(parsed(v, attribute.name, attribute.parse) for v in node.values))
    if isinstance(node, Entries):
        return _named_form(node, attribute, scope)
    written = text(node, attribute.name)
    if written == "none":
        return Nothing()
    found = ORDERED.fullmatch(written)
    if not found:
        return Among((parsed(node, attribute.name, attribute.parse),))
    return _ordered(found[1], found[2], node, attribute, scope)


def _ordered(order: str, written: str, node: Node, attribute: Attribute, scope: Scope) -> Condition:
    what = attribute.name
    if order == "!=":
        return Except(Among((placed(node.place, what, lambda: attribute.parse(written)),)))
    if attribute.kind == "date":
        return Dated(cast(Order, order), day_phrase(written, node, what, scope))
    if attribute.kind not in ("number", "level", "money"):
        raise RuleError(
            f"{what}: '{order}' needs a number, a level, an amount or a date",
            where=node.place,
            why=f"{what} is a {attribute.kind}",
        )
    value = placed(node.place, what, lambda: attribute.parse(written))
    return Compare(cast(Order, order), value, attribute.levels)


_FORMS = ("in-list", "same-as", "all", "not")


def _named_form(node: Entries, attribute: Attribute, scope: Scope) -> Condition:
    what = attribute.name
    keys = entries(node, what, (*_FORMS, "at")).keys()
    forms = [key for key in _FORMS if key in keys]
    if len(forms) != 1 or (node.get("at") is not None and forms != ["in-list"]):
        fix = f"write one of {', '.join(_FORMS)}; 'at' goes with 'in-list'"
        raise RuleError(f"{what}: a condition is one thing", where=node.place, fix=fix)
    if (listing := node.get("in-list")) is not None:
        return _listed(listing, node, scope)
    if (fact := node.get("same-as")) is not None:
        name = text(fact, what)
        placed(fact.place, what, lambda: scope.vocabulary.fact(name))
        return SameAs(name)
    if (parts := node.get("all")) is not None:
        return Both(tuple(condition(part, attribute, scope) for part in sequence(parts, what)))
    return Except(condition(needed(node, "not", what), attribute, scope))


def _listed(listing: Node, node: Entries, scope: Scope) -> Listed:
    name = text(listing, "in-list")
    known = scope.vocabulary.listings
    if name not in known:
        fix = did_you_mean(name, known)
        raise RuleError(f"in-list: unknown list '{name}'", where=listing.place, fix=fix)
    when = optional(node, "at", lambda n: word(n, "at", ("application", "record")), "application")
    return Listed(name, known[name].entries, when == "record")


def number_bound(node: Node, what: str) -> Compare:
    """`>= 250`, `<= 50`; a bare number asks for at least that many; `%` may follow."""
    written = text(node, what)
    found = ORDERED.fullmatch(written)
    order, digits = (found[1], found[2]) if found else (">=", written)
    try:
        value = Decimal(digits.removesuffix("%").strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if order == "!=" or not value.is_finite():
        raise RuleError(f"{what}: expected like '>= 250', got '{written}'", where=node.place)
    return Compare(cast(Order, order), value)


def decimal(node: Node, what: str) -> Decimal:
    """A number that is not negative; `%` may follow."""
    written = text(node, what)
    if not _DIGITS.fullmatch(written):
        raise RuleError(f"{what}: expected a number like 50, got '{written}'", where=node.place)
    return Decimal(written.removesuffix("%").strip())


def attribute_of(name: str, types: tuple[str, ...], node: Node, scope: Scope) -> Attribute:
    """The attribute of that name of the first of the types that has it."""
    if name in OWN_DATES or name in OWN_TEXTS:
        return (OWN_DATES | OWN_TEXTS)[name]
    known = [scope.vocabulary.types[t] for t in types]
    for credential_type in known:
        if found := credential_type.attribute(name):
            return found
    names = [a.name for t in known for a in t.attributes]
    raise RuleError(
        f"'{types[0]}' has no attribute '{name}'",
        where=node.place,
        fix=did_you_mean(name, [*names, *OWN_DATES, *OWN_TEXTS]),
    )


def date_fact(node: Node, what: str, scope: Scope) -> str:
    """The name of a fact that is a date."""
    found = parsed(node, what, scope.vocabulary.fact)
    if found.kind != "date":
        raise RuleError(f"{what}: '{found.name}' is a {found.kind}, not a date", where=node.place)
    return found.name
