"""Leaves as SQL: the truth (0, 1, 2) of one leaf for the person `p`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any as Anything
from typing import NoReturn

from salerno.credentials.conditions import Compare, Dated, Day, Order
from salerno.credentials.selection import Selection, SpanBound
from salerno.errors import NotExpressible
from salerno.rules.leaves import Attempts, Fact, Has, Judge, Leaf, Total
from salerno.rules.sql.conditions import FALLBACK, Columns, Writer, meeting
from salerno.rules.sql.dialects import NO, UNKNOWN, YES, day, number, quoted
from salerno.rules.sql.selections import (
    ageing,
    completeness,
    counting,
    satisfying,
)
from salerno.rules.totals import Frame, frames_of


def asking(leaf: Leaf, writer: Writer) -> str:
    """The truth of a leaf; raises NotExpressible for what only other back-ends can judge."""
    write = _WRITERS.get(type(leaf))
    if write is None:
        _refuse(f"'{type(leaf).__name__.lower()}' needs more than one pass over the records")
    return write(leaf, writer)


def _refuse(what: str) -> NoReturn:
    raise NotExpressible(what, why="SQL is written for plain counts and sums", fix=FALLBACK)


def is_absent(leaf: Has, writer: Writer) -> str:
    """Whether no credential of the kind is held at all."""
    return f"{counting(leaf.selection, writer)}.person IS NULL"


def _within(bound: Compare, low: str, high: str, is_closed: str) -> str:
    """The truth of a number between two others meeting a bound; the upper one may be open."""
    assert isinstance(bound.value, Decimal)
    test = f"{bound.order} {number(bound.value)}"
    if bound.order in (">=", ">"):
        sure, open_ = f"{low} {test}", f"NOT ({is_closed}) OR {high} {test}"
    else:
        sure, open_ = f"({is_closed}) AND {high} {test}", f"{low} {test}"
    return f"CASE WHEN {sure} THEN {YES} WHEN {open_} THEN {UNKNOWN} ELSE {NO} END"


def _counted(bound: Compare, found: str, types: tuple[str, ...], writer: Writer) -> str:
    sure, possible = (f"COALESCE({found}.{name}, 0)" for name in ("sure", "possible"))
    return _within(bound, sure, possible, completeness(types, writer))


def _has(leaf: Has, writer: Writer) -> str:
    if leaf.after or leaf.distinct:
        _refuse("'after' and 'distinct' compare several records with each other")
    if not leaf.one_sitting:
        return _in_several_sittings(leaf, writer)
    found = counting(leaf.selection, writer)
    return _counted(leaf.count, found, leaf.selection.types, writer)


def _best(selection: Selection, writer: Writer) -> str:
    return f"COALESCE({counting(selection, writer)}.best, {NO})"


def _in_several_sittings(leaf: Has, writer: Writer) -> str:
    parts = [
        _best(replace(leaf.selection, where=(condition,)), writer)
        for condition in leaf.selection.where
    ]
    told = writer.dialect.every(parts)
    return writer.dialect.some([told, _untold(leaf.selection.types, writer)])


def _fact(leaf: Fact, writer: Writer) -> str:
    at = writer.anchor(leaf.at)
    name = quoted(leaf.name)
    dated = f"FROM timelines v WHERE v.person = p.person AND v.name = {name}"
    plain = f"FROM facts v WHERE v.person = p.person AND v.name = {name}"
    if at is None:
        standing = "FALSE"
    elif at.exact:
        begun = f"COALESCE(v.begins, {day(at.earliest)}) <= {day(at.earliest)}"
        standing = f"{begun} AND (v.ends IS NULL OR v.ends > {day(at.earliest)})"
    else:
        _refuse("a fact on a day that is known only in part may change in between")

    def truth_in(told: str) -> str:
        return meeting(
            leaf.condition,
            Columns(),
            lambda truth: f"(SELECT COALESCE(max({truth}), {UNKNOWN}) {told})",
            writer,
        )

    changing = truth_in(f"{dated} AND {standing}")
    return f"CASE WHEN EXISTS (SELECT 1 {dated}) THEN {changing} ELSE {truth_in(plain)} END"


def _attempts(leaf: Attempts, writer: Writer) -> str:
    recent = YES
    if leaf.per is not None:
        if leaf.selection.latest:
            _refuse("the latest attempt within a stretch of time needs two passes")
        recent = ageing(SpanBound("<", leaf.per), writer.anchor(leaf.selection.at))
    found = counting(leaf.selection, writer, limit=recent)
    bound = Compare("<", Decimal(leaf.limit))
    left = _counted(bound, found, leaf.selection.types, writer)
    return writer.dialect.some([left, *_passed(leaf, writer)])


def _passed(leaf: Attempts, writer: Writer) -> list[str]:
    if leaf.unless is None:
        return []
    return [_best(leaf.unless, writer), _untold(leaf.unless.types, writer)]


def _untold(types: tuple[str, ...], writer: Writer) -> str:
    """What may be held without having been told: nothing where the list is complete."""
    return f"CASE WHEN {completeness(types, writer)} THEN {NO} ELSE {UNKNOWN} END"


def _total(leaf: Total, writer: Writer) -> str:
    stretch = leaf.stretch
    if leaf.caps or leaf.share_of:
        _refuse("caps and shares need the whole sum before its parts")
    if stretch and (stretch.start_fact or stretch.start_type):
        _refuse("a stretch that begins on a day of the person is another one for each")
    frames = frames_of(stretch, writer.view)
    assert frames is not None
    sums = [_summed(leaf, _framed(leaf.selection, frame), writer) for frame in frames]
    return writer.dialect.every(sums)


def _framed(selection: Selection, frame: Frame) -> Selection:
    if frame == (date.min, date.max):
        return selection
    first, after = (Dated(order, Day(day=d)) for order, d in zip(_ENDS, frame, strict=True))
    return replace(selection, where=(*selection.where, ("on", first), ("on", after)))


_ENDS: tuple[Order, Order] = (">=", "<")


def _summed(leaf: Total, selection: Selection, writer: Writer) -> str:
    told = (
        "FROM attributes v WHERE v.person = c.person AND v.credential = c.credential"
        f" AND v.name = {quoted(leaf.attribute)}"
    )
    weights = [(satisfying(w.where, writer), w.times) for w in leaf.weights]
    least, most = (
        [
            f"CASE {truth} WHEN {YES} THEN {number(times)} WHEN {NO} THEN 1"
            f" ELSE {number(choose(times, Decimal(1)))} END"
            for truth, times in weights
        ]
        for choose in (min, max)
    )
    amount = f"(SELECT CASE WHEN count(*) > 0 THEN COALESCE(sum(v.amount), 0) END {told})"
    amounts = (" * ".join([amount, *least]), " * ".join([amount, *most]))
    found = counting(selection, writer, amounts=amounts)
    low, high = (f"COALESCE({found}.{name}, 0)" for name in ("low", "high"))
    closed = f"{completeness(selection.types, writer)} AND COALESCE({found}.gaps, 0) = 0"
    return _within(leaf.bound, low, high, closed)


def _judge(leaf: Judge, _: Writer) -> str:
    told = f"FROM facts f WHERE f.person = p.person AND f.name = {quoted(f'judged/{leaf.name}')}"
    yes = "count(*) = 1 AND min(f.words) = 'yes'"
    truth = f"CASE WHEN count(f.words) = 0 THEN {UNKNOWN} WHEN {yes} THEN {YES} ELSE {NO} END"
    return f"(SELECT {truth} {told})"


_WRITERS: dict[type, Callable[[Anything, Writer], str]] = {
    Has: _has,
    Fact: _fact,
    Attempts: _attempts,
    Total: _total,
    Judge: _judge,
}
