"""Reading the values of statements: what one entry of a document says."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TypeVar

from salerno.errors import RuleError
from salerno.money import MoneyRange
from salerno.programmes.programmes import (
    AIDS,
    OFFERED,
    PERIODS,
    PHASES,
    PRACTICES,
    UNITS,
    Aid,
    Count,
    Intake,
    Length,
    Partner,
    Practice,
    Price,
    Recognition,
    Speech,
)
from salerno.rules.language.reading import (
    names,
    needed,
    number,
    optional,
    parsed,
    text,
    word,
    yes_or_no,
)
from salerno.strict_yaml import Entries, Node

T = TypeVar("T")

SIGNS = ("held", "option", "refundable", "about")
PRICE_KEYS = ("kind", "amount", "per", "group", "years", "cohort", *SIGNS)


def one_of(node: Node, what: str, known: tuple[T, ...]) -> T:
    """The known word that is written."""
    written = word(node, what, [str(one) for one in known])
    return next(one for one in known if one == written)


def is_of(own: Entries, known: tuple[T, ...]) -> T:
    """The known word that stands under `is`."""
    return one_of(needed(own, "is", "statement"), "is", known)


def text_of(own: Entries, key: str) -> str:
    """The text under a key; empty without it."""
    return optional(own, key, lambda n: text(n, key), "")


def range_of(node: Node, what: str) -> tuple[Decimal, Decimal]:
    """A number, or two joined by `..`."""
    low, dots, high = text(node, what).partition("..")
    try:
        found = Decimal(low), Decimal(high if dots else low)
    except InvalidOperation:
        found = Decimal("NaN"), Decimal("NaN")
    if not all(own.is_finite() and own >= 0 for own in found) or found[0] > found[1]:
        fix = "write a number, or the lower and the higher joined by '..'"
        raise RuleError(f"{what}: not a number or a range", where=node.place, fix=fix)
    return found


def length_of(own: Entries) -> Length:
    """How long it takes."""
    low, high = range_of(needed(own, "years", "length"), "years")
    return Length(low, high, text_of(own, "track"))


def intake_of(own: Entries) -> Intake:
    """When one begins or applies."""
    kinds = [kind for kind in ("begins", "apply") if own.get(kind) is not None]
    if len(kinds) != 1:
        fix = "write one of 'begins' and 'apply'"
        raise RuleError("an intake says when one begins or applies", where=own.place, fix=fix)
    kind = kinds[0]
    return Intake("begins" if kind == "begins" else "apply", text_of(own, kind))


def speech_of(own: Entries) -> Speech:
    """A language in a phase."""
    return Speech(
        one_of(needed(own, "phase", "speech"), "phase", PHASES),
        optional(own, "in", lambda n: names(n, "in"), ()),
        text_of(own, "level"),
        text_of(own, "due"),
        optional(own, "months", lambda n: number(n, "months"), 0),
    )


def practice_of(own: Entries) -> Practice:
    """A stretch of clinical practice."""
    kind = one_of(needed(own, "kind", "practice"), "kind", PRACTICES)
    year = optional(own, "year", lambda n: range_of(n, "year")[0], Decimal(0))
    amount = optional(own, "amount", lambda n: range_of(n, "amount")[0], None)
    return Practice(kind, year, amount, text_of(own, "unit"))


def partner_of(own: Entries) -> Partner:
    """Somebody it is run, shared or exchanged with."""
    return Partner(
        text(needed(own, "kind", "partner"), "kind"), text_of(own, "with"), text_of(own, "country")
    )


def entrance_of(own: Entries) -> str:
    """What is asked at the entrance, in words."""
    return text(needed(own, "asks", "entrance"), "asks")


def price_of(own: Entries) -> Price:
    """What is asked of a group of students."""
    first, last = optional(own, "years", _years, (0, 0))
    return Price(
        text(needed(own, "kind", "price"), "kind"),
        parsed(needed(own, "amount", "price"), "amount", MoneyRange.parse),
        one_of(needed(own, "per", "price"), "per", PERIODS),
        text_of(own, "group") or "all",
        first,
        last,
        text_of(own, "cohort"),
        *(optional(own, key, partial(yes_or_no, what=key), default=False) for key in SIGNS),
    )


def _years(node: Node) -> tuple[int, int]:
    low, high = range_of(node, "years")
    if low != int(low) or high != int(high) or low < 1:
        raise RuleError("years: years of study are whole, from 1 on", where=node.place)
    return int(low), int(high)


def aid_of(own: Entries) -> Aid:
    """A kind of help, and whether there is any."""
    kind = one_of(needed(own, "kind", "aid"), "kind", AIDS)
    return Aid(kind, is_of(own, OFFERED))


def recognition_of(own: Entries) -> Recognition:
    """What an authority says."""
    authority = text(needed(own, "by", "recognition"), "by")
    status = text(needed(own, "is", "recognition"), "is")
    return Recognition(authority, status, text_of(own, "since"), text_of(own, "until"))


def count_of(own: Entries) -> Count:
    """How many of whom."""
    low, high = bounds_of(needed(own, "number", "count"), "number")
    return Count(
        text(needed(own, "what", "count"), "what"),
        text_of(own, "group") or "all",
        low,
        high,
        optional(own, "unit", lambda n: one_of(n, "unit", UNITS), UNITS[0]),
        text_of(own, "of"),
    )


def bounds_of(node: Node, what: str) -> tuple[Decimal | None, Decimal | None]:
    """A number, two joined by `..`, or one with an open side, as `100..` and `..100`."""
    low, dots, high = text(node, what).partition("..")
    if not dots or (low and high):
        return range_of(node, what)
    try:
        own = Decimal(low or high)
    except InvalidOperation as error:
        raise RuleError(f"{what}: not a number or a range", where=node.place) from error
    return (own, None) if low else (None, own)
