"""Conditions on values as SQL: the truth (0, 1, 2) of the values of one attribute or fact."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import (
    ORDERS,
    Among,
    Both,
    Compare,
    Condition,
    Dated,
    Day,
    Except,
    Listed,
    Nothing,
    SameAs,
    Standpoint,
    resolve,
)
from salerno.credentials.person import Person
from salerno.credentials.vocabulary import Value
from salerno.errors import NotExpressible
from salerno.money import Money
from salerno.periods import PartialDate, Period
from salerno.rules.sql.dialects import NO, UNKNOWN, YES, Dialect, day, number, preceding, quoted

FALLBACK = "screen() of salerno.rules.verdicts can"


@dataclass(frozen=True, slots=True)
class Writer:
    """What every part of a query depends on: the dialect, the circumstances, the tables so far.

    `tables` holds the derived tables of the query by their text, each with one row a person.
    """

    dialect: Dialect
    circumstances: Circumstances
    tables: dict[str, str] = field(default_factory=dict)

    def table(self, text: str) -> str:
        """The name of a derived table; equal texts are one table."""
        return self.tables.setdefault(text, f"found_{len(self.tables)}")

    @property
    def view(self) -> Standpoint:
        """The circumstances as seen by nobody in particular."""
        return Standpoint(Person(""), self.circumstances)

    def anchor(self, name: str) -> PartialDate | None:
        """The date of an anchor; raises NotExpressible when each person has another."""
        if "/" in name:
            what = f"the day of a credential ({name}) is another one for each person"
            raise NotExpressible(what, why="SQL is written for fixed dates", fix=FALLBACK)
        return self.circumstances.anchor(name)

    def day(self, rule_day: Day) -> PartialDate | None:
        """The dates that a day of a rule may be."""
        if rule_day.anchor:
            self.anchor(rule_day.anchor)
        return resolve(rule_day, self.view)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the parts of one value are; `empty` tests for the row that says there is none.

    `person` says whose it is; `recorded` is the (first, last) columns of the day of the record,
    when there is a record.
    """

    words: str = "v.words"
    amount: str = "v.amount"
    first: str = "v.day_first"
    last: str = "v.day_last"
    person: str = "v.person"
    recorded: tuple[str, str] | None = None

    @property
    def empty(self) -> str:
        """Whether the row only says that there is no value."""
        parts = (self.words, self.amount, self.first)
        return " AND ".join(f"{part} IS NULL" for part in parts if part != "NULL")


Wrap = Callable[[str], str]
"""Turns the truth of one value into that of all values, unknown when nothing is told."""


def meeting(condition: Condition, columns: Columns, wrap: Wrap, writer: Writer) -> str:
    """The truth of values meeting a condition; compare `salerno.credentials.conditions.meets`."""
    match condition:
        case Both(parts):
            return writer.dialect.every([meeting(p, columns, wrap, writer) for p in parts])
        case Except(part):
            return f"(2 - {meeting(part, columns, wrap, writer)})"
        case Nothing():
            return wrap(f"CASE WHEN {columns.empty} THEN {YES} ELSE {NO} END")
        case _:
            own = _single(condition, columns, writer)
            return wrap(f"CASE WHEN {columns.empty} THEN {NO} ELSE {own} END")


def _single(
    condition: Among | Compare | Dated | Listed | SameAs, columns: Columns, writer: Writer
) -> str:
    match condition:
        case Among(values):
            sure, open_ = (
                " OR ".join(f"({test(value, columns)})" for value in values) or "FALSE"
                for test in (_equal, _overlapping)
            )
            return f"CASE WHEN {sure} THEN {YES} WHEN {open_} THEN {UNKNOWN} ELSE {NO} END"
        case Compare():
            return _compared(condition, columns)
        case Dated(order, rule_day):
            return preceding(order, columns.first, columns.last, writer.day(rule_day))
        case Listed():
            return _listed(condition, columns, writer)
        case _:
            return _same(condition.fact, columns)


def _equal(value: Value, columns: Columns) -> str:
    match value:
        case bool():
            return f"{columns.words} = {quoted('yes' if value else 'no')}"
        case str():
            return f"{columns.words} = {quoted(value)}"
        case PartialDate(earliest, latest):
            return f"{columns.first} >= {day(earliest)} AND {columns.last} <= {day(latest)}"
        case Money(amount, currency):
            return f"{columns.amount} = {number(amount)} AND {columns.words} = {quoted(currency)}"
        case _:
            return f"{columns.amount} = {number(value)}"


def _overlapping(value: Value, columns: Columns) -> str:
    if not isinstance(value, PartialDate):
        return "FALSE"
    earliest, latest = day(value.earliest), day(value.latest)
    return f"{columns.first} <= {latest} AND {columns.last} >= {earliest}"


def _compared(condition: Compare, columns: Columns) -> str:
    value, order = condition.value, condition.order
    if condition.levels:
        rank = Decimal(condition.levels.index(str(value)))
        wanted = [w for i, w in enumerate(condition.levels) if ORDERS[order](Decimal(i), rank)]
        hits = " OR ".join(f"{columns.words} = {quoted(level)}" for level in wanted) or "FALSE"
        return f"CASE WHEN {hits} THEN {YES} ELSE {NO} END"
    if isinstance(value, Money):
        other = f"WHEN {columns.words} <> {quoted(value.currency)} THEN {UNKNOWN}"
        value = value.amount
    else:
        other = f"WHEN {columns.amount} IS NULL THEN {UNKNOWN}"
    assert not isinstance(value, str | PartialDate | bool)
    hit = f"{columns.amount} {order} {number(value)}"
    return f"CASE {other} WHEN {hit} THEN {YES} ELSE {NO} END"


def _listed(condition: Listed, columns: Columns, writer: Writer) -> str:
    by_entry: dict[str, list[Period]] = {}
    for entry, period in condition.entries:
        by_entry.setdefault(entry, []).append(period)
    branches = []
    for entry, periods in by_entry.items():
        truth = _standing(periods, condition, columns, writer)
        branches.append(f"WHEN {columns.words} = {quoted(entry)} THEN {truth}")
    return f"CASE {' '.join(branches)} ELSE {NO} END" if branches else NO


def _standing(periods: list[Period], condition: Listed, columns: Columns, writer: Writer) -> str:
    """How surely an entry with these periods stands in the list."""
    if not (condition.at_record and columns.recorded):
        applied = writer.anchor("application")
        assert applied is not None
        return YES if any(p.contains(applied.earliest) for p in periods) else NO
    first, last = columns.recorded
    undated = YES if Period(None, None) in periods else UNKNOWN
    both = [" OR ".join(_inside(p, column) for p in periods) for column in (first, last)]
    return (
        f"CASE WHEN {first} IS NULL THEN {undated} WHEN ({both[0]}) AND ({both[1]}) THEN {YES}"
        f" WHEN ({both[0]}) OR ({both[1]}) THEN {UNKNOWN} ELSE {NO} END"
    )


def _inside(period: Period, column: str) -> str:
    start = f"{column} >= {day(period.start or date.min)}"
    return start if period.end is None else f"({start} AND {column} < {day(period.end)})"


def _same(fact: str, columns: Columns) -> str:
    told = f"FROM facts f WHERE f.person = {columns.person} AND f.name = {quoted(fact)}"
    pairs = (
        (columns.words, "words"),
        (columns.amount, "amount"),
        (columns.first, "day_first"),
        (columns.last, "day_last"),
    )
    equal = " AND ".join(f"f.{name} IS NOT DISTINCT FROM {own}" for own, name in pairs)
    exact = "(f.day_first IS NULL OR f.day_first = f.day_last)"
    meeting = f"f.day_first <= {columns.last} AND f.day_last >= {columns.first}"
    return (
        f"CASE WHEN NOT EXISTS (SELECT 1 {told}) THEN {UNKNOWN}"
        f" WHEN EXISTS (SELECT 1 {told} AND {equal} AND {exact}) THEN {YES}"
        f" WHEN EXISTS (SELECT 1 {told} AND {meeting}) THEN {UNKNOWN} ELSE {NO} END"
    )
