"""Conditions on the values of one attribute, tested with three-valued truth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import ge, gt, le, lt
from typing import Any as Anything
from typing import Literal

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Credential, Person, Values
from salerno.credentials.tri import Tri, every, opposite, some, tri
from salerno.credentials.vocabulary import Value
from salerno.money import Money
from salerno.periods import PartialDate, Period, Span, add, subtract

Order = Literal[">=", ">", "<=", "<"]


@dataclass(frozen=True, slots=True)
class Among:
    """At least one value is one of these; a date known in part means any day within it."""

    values: Values


@dataclass(frozen=True, slots=True)
class Compare:
    """At least one value lies on that side of the threshold; `levels` order an ordinal scale."""

    order: Order
    value: Value
    levels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a rule: a calendar day, or a day of a cohort year, or an anchor, then shifted.

    Exactly one of `day`, `cohort` and `anchor` is set; `month_day` is (month, day) of the cohort
    year plus `offset` years; `shift` is applied forwards, or backwards when `before`.
    """

    day: date | None = None
    cohort: str = ""
    offset: int = 0
    month_day: tuple[int, int] = (1, 1)
    anchor: str = ""
    shift: Span = Span()
    before: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """At least one value is a date on that side of the day."""

    order: Order
    day: Day


@dataclass(frozen=True, slots=True)
class Listed:
    """At least one value stands in the named list, on the application day or the record's day."""

    listing: str
    entries: tuple[tuple[str, Period], ...]
    at_record: bool = False


@dataclass(frozen=True, slots=True)
class SameAs:
    """At least one value equals one of the person's values of that fact."""

    fact: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is known to be no value."""


@dataclass(frozen=True, slots=True)
class Both:
    """All of these conditions hold, each perhaps by another value."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Except:
    """The condition does not hold."""

    part: Condition


Condition = Among | Compare | Dated | Listed | SameAs | Nothing | Both | Except


@dataclass(frozen=True, slots=True)
class Standpoint:
    """A person seen under certain circumstances."""

    person: Person
    circumstances: Circumstances


ORDERS: dict[str, Callable[[Anything, Anything], bool]] = {">=": ge, ">": gt, "<=": le, "<": lt}


def meets(
    condition: Condition, values: Values | None, view: Standpoint, record: Credential | None = None
) -> Tri:
    """Whether the values meet the condition; None (unknown values) gives unknown."""
    match condition:
        case Both(parts):
            return every(meets(part, values, view, record) for part in parts)
        case Except(part):
            return opposite(meets(part, values, view, record))
        case _:
            return Tri.UNKNOWN if values is None else _simple(condition, values, view, record)


def _simple(
    condition: Among | Compare | Dated | Listed | SameAs | Nothing,
    values: Values,
    view: Standpoint,
    record: Credential | None,
) -> Tri:
    match condition:
        case Nothing():
            return Tri.NO if values else Tri.YES
        case Among(wanted):
            return some(_lies_in(value, one) for value in values for one in wanted)
        case Compare():
            return some(_compare(condition, value) for value in values)
        case Dated(order, day):
            bound = resolve(day, view)
            return some(precedes(order, v, bound) for v in values if isinstance(v, PartialDate))
        case Listed():
            return some(_is_listed(condition, value, view, record) for value in values)
        case _:
            theirs = view.person.facts.get(condition.fact)
            if theirs is None:
                return Tri.UNKNOWN if values else Tri.NO
            return some(_equals(value, one) for value in values for one in theirs)


def _lies_in(value: Value, wanted: Value) -> Tri:
    """Whether a value is the one wanted; a date, whether it lies within."""
    if not (isinstance(value, PartialDate) and isinstance(wanted, PartialDate)):
        return Tri.YES if value == wanted else Tri.NO
    inside = wanted.earliest <= value.earliest and value.latest <= wanted.latest
    return tri(surely=inside, possibly=_meet(value, wanted))


def _equals(value: Value, other: Value) -> Tri:
    """Whether two values are the same; two dates known in part may be."""
    if isinstance(value, PartialDate) and isinstance(other, PartialDate):
        surely = value == other and value.exact
        return tri(surely=surely, possibly=_meet(value, other))
    return Tri.YES if value == other else Tri.NO


def _meet(one: PartialDate, other: PartialDate) -> bool:
    return one.earliest <= other.latest and other.earliest <= one.latest


def _compare(condition: Compare, value: Value) -> Tri:
    test = ORDERS[condition.order]
    if condition.levels:
        rank = condition.levels.index
        hit = test(rank(str(value)), rank(str(condition.value)))
    elif isinstance(value, Money) and isinstance(condition.value, Money):
        if value.currency != condition.value.currency:
            return Tri.UNKNOWN
        hit = test(value.amount, condition.value.amount)
    elif isinstance(value, Decimal):
        hit = test(value, condition.value)
    else:
        return Tri.UNKNOWN
    return Tri.YES if hit else Tri.NO


def precedes(order: Order, value: PartialDate, bound: PartialDate | None) -> Tri:
    """Whether a date lies on that side of another; unknown when either leaves it open."""
    if bound is None:
        return Tri.UNKNOWN
    test = ORDERS[order]
    if order in (">=", ">"):
        sure, open_ = (value.earliest, bound.latest), (value.latest, bound.earliest)
    else:
        sure, open_ = (value.latest, bound.earliest), (value.earliest, bound.latest)
    return tri(surely=test(*sure), possibly=test(*open_))


def _is_listed(condition: Listed, value: Value, view: Standpoint, record: Credential | None) -> Tri:
    periods = [period for entry, period in condition.entries if entry == value]
    when = record.on if condition.at_record and record else view.circumstances.anchor("application")
    if not periods:
        return Tri.NO
    if when is None:
        return Tri.YES if any(p == Period(None, None) for p in periods) else Tri.UNKNOWN
    ends = [any(p.contains(day) for p in periods) for day in (when.earliest, when.latest)]
    return tri(surely=all(ends), possibly=any(ends))


def resolve(day: Day, view: Standpoint) -> PartialDate | None:
    """The dates that a day of a rule may be; None when an anchor or cohort year is not known."""
    point = _unshifted(day, view)
    if point is None:
        return None
    move = subtract if day.before else add
    return PartialDate(move(point.earliest, day.shift), move(point.latest, day.shift))


def _unshifted(day: Day, view: Standpoint) -> PartialDate | None:
    if day.day is not None:
        return PartialDate.on(day.day)
    if day.anchor:
        return anchor_of(day.anchor, view)
    year = view.circumstances.cohort.get(day.cohort)
    if year is None:
        return None
    month, number = day.month_day
    return PartialDate.on(date(year + day.offset, month, number))


def anchor_of(name: str, view: Standpoint) -> PartialDate | None:
    """The date of an anchor; a credential type as anchor is the day of the latest such credential.

    A credential that the person has not got yet is thought of on the day of application.
    """
    if "/" not in name:
        return view.circumstances.anchor(name)
    days = [c.on for c in view.person.credentials if c.type == name and c.on]
    if not days:
        return view.circumstances.anchor("application")
    return max(days, key=lambda on: (on.latest, on.earliest))
