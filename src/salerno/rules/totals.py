"""Judging sums: credits, hours and points in a stretch of time, weighted and capped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from salerno.credentials.conditions import Dated, Day, Standpoint, anchor_of
from salerno.credentials.person import Credential
from salerno.credentials.selection import Match, Selection, matches, satisfies
from salerno.credentials.tri import Tri
from salerno.periods import PartialDate, Span, add, next_month_day, subtract
from salerno.rules.bounds import number_within
from salerno.rules.findings import Finding
from salerno.rules.leaves import Stretch, Total

Frame = tuple[date, date]
_ZERO, _ONE = Decimal(0), Decimal(1)
_EVER = (date.min, date.max)


@dataclass(frozen=True, slots=True)
class Sum:
    """What a sum can be: at least `low`, at most `high`; None is open."""

    low: Decimal
    high: Decimal | None


def judge_total(leaf: Total, view: Standpoint) -> Finding:
    """Whether the sum meets the bound in the stretch, or in every part of it."""
    frames = frames_of(leaf.stretch, view)
    wide = frames_of(leaf.stretch, view, widest=True)
    if frames is None or wide is None or len(frames) != len(wide):
        return Finding(Tri.UNKNOWN, (), "none told")
    sums = [_summed(leaf, inner, outer, view) for inner, outer in zip(frames, wide, strict=True)]
    truths = [number_within(leaf.bound, s.low, s.high) for s in sums]
    worst = min(range(len(sums)), key=lambda i: (truths[i], sums[i].low))
    used = tuple(m.credential for m in matches(leaf.selection, view) if m.truth is not Tri.NO)
    reason = "" if used else "none told"
    return Finding(truths[worst], used, reason, sums[worst].low, sums[worst].high)


def frames_of(
    stretch: Stretch | None, view: Standpoint, *, widest: bool = False
) -> list[Frame] | None:
    """The half-open day ranges to count in, oldest first; None when a date they need is unknown.

    Where a stretch begins on a day known only in part, they are the days that surely belong to it,
    or with `widest` those that may.
    """
    if stretch is None:
        return [_EVER]
    whole = _whole(stretch, view, widest=widest)
    if whole is None or stretch.each is None:
        return None if whole is None else [whole]
    frames, start = [], whole[0]
    while start < whole[1]:
        end = min(add(start, stretch.each), whole[1])
        frames.append((start, end))
        start = end
    return frames


def _whole(stretch: Stretch, view: Standpoint, *, widest: bool) -> Frame | None:
    if stretch.fixed:
        return (stretch.fixed.start or date.min, stretch.fixed.end or date.max)
    anchor = anchor_of("application", view)
    assert anchor is not None
    at = anchor.earliest
    after = at + timedelta(days=1)
    if stretch.last:
        return _moved((subtract(after, stretch.last), after), stretch.last, stretch.back)
    start = _beginning(stretch, view, at)
    if start is None or (stretch.each and not start.exact):
        return None
    first, last = start.latest, start.earliest
    if widest:
        first, last = last, first
    if stretch.length is None:
        return (first, after)
    begun = _moved((first, first), stretch.length, stretch.back)[0]
    ended = _moved((last, add(last, stretch.length)), stretch.length, stretch.back)[1]
    return (begun, ended)


def _moved(frame: Frame, length: Span, back: int) -> Frame:
    for _ in range(back):
        frame = (subtract(frame[0], length), frame[0])
    return frame


def _beginning(stretch: Stretch, view: Standpoint, at: date) -> PartialDate | None:
    if stretch.month_day:
        month, day = stretch.month_day
        upcoming = next_month_day(at, month=month, month_day=day)
        return PartialDate.on(upcoming if upcoming == at else subtract(upcoming, Span(years=1)))
    if stretch.start_fact:
        told = view.person.facts.get(stretch.start_fact) or ()
        days = [value for value in told if isinstance(value, PartialDate)]
    else:
        days = [c.on for c in view.person.credentials if c.type == stretch.start_type and c.on]
    if not days:
        return None
    return PartialDate(max(day.earliest for day in days), max(day.latest for day in days))


def _summed(leaf: Total, inner: Frame, outer: Frame, view: Standpoint) -> Sum:
    part = _enclosed(leaf, leaf.selection, inner, outer, view)
    if leaf.share_of is None:
        return part
    return _ratio(part, _enclosed(leaf, leaf.share_of, inner, outer, view))


def _enclosed(
    leaf: Total, selection: Selection, inner: Frame, outer: Frame, view: Standpoint
) -> Sum:
    """The least by what surely belongs to the stretch, the most by what may."""
    low = _capped(leaf, _within_frame(selection, inner), view)
    if inner == outer:
        return low
    return Sum(low.low, _capped(leaf, _within_frame(selection, outer), view).high)


def _ratio(part: Sum, whole: Sum) -> Sum:
    """The share, in percent, that the part is of the whole; open when either is."""
    low = 100 * part.low / whole.high if whole.high else _ZERO
    if _ZERO in (whole.high, part.high):
        return Sum(_ZERO, _ZERO)
    is_open = part.high is None or whole.low <= _ZERO
    return Sum(low, None if is_open else 100 * (part.high or _ZERO) / whole.low)


def _within_frame(selection: Selection, frame: Frame) -> Selection:
    if frame == _EVER:
        return selection
    first, after = frame
    bounds = (("on", Dated(">=", Day(day=first))), ("on", Dated("<", Day(day=after))))
    return replace(selection, where=selection.where + bounds)


def _capped(leaf: Total, selection: Selection, view: Standpoint) -> Sum:
    found = [m for m in matches(selection, view) if m.truth is not Tri.NO]
    low = _total_of(leaf, [m for m in found if m.truth is Tri.YES], view, least=True)
    if not view.person.is_complete(selection.types) or any(_is_open(leaf, m) for m in found):
        return Sum(low, None)
    return Sum(low, _total_of(leaf, found, view, least=False))


def _is_open(leaf: Total, match: Match) -> bool:
    return match.credential.values(leaf.attribute) is None


def _total_of(leaf: Total, found: list[Match], view: Standpoint, *, least: bool) -> Decimal:
    """The least or the most that it can come to: an unknown cap cuts the least, not the most.

    Of caps that lie within each other, the narrower cuts first.
    """
    amounts = [_amount(leaf, m.credential, view, least=least) for m in found]
    needed = Tri.UNKNOWN if least else Tri.YES
    capped = [
        (
            cap,
            [i for i, m in enumerate(found) if satisfies(cap.where, m.credential, view) >= needed],
        )
        for cap in leaf.caps
    ]
    for cap, inside in sorted(capped, key=lambda pair: len(pair[1])):
        total = sum(amounts, _ZERO)
        limit = cap.at_most * total / 100 if cap.share else cap.at_most
        excess = sum((amounts[i] for i in inside), _ZERO) - limit
        for i in inside:
            cut = max(min(amounts[i], excess), _ZERO)
            amounts[i] -= cut
            excess -= cut
    return sum(amounts, _ZERO)


def _amount(leaf: Total, credential: Credential, view: Standpoint, *, least: bool) -> Decimal:
    values = credential.values(leaf.attribute) or ()
    amount = sum((v for v in values if isinstance(v, Decimal)), _ZERO)
    for weight in leaf.weights:
        truth = satisfies(weight.where, credential, view)
        if truth is Tri.YES:
            amount *= weight.times
        elif truth is Tri.UNKNOWN:
            amount *= (min if least else max)(weight.times, _ONE)
    return amount
