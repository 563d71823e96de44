"""Bounds on numbers and times that are known only to lie between two ends."""

from __future__ import annotations

from decimal import Decimal

from salerno.credentials.conditions import ORDERS, Compare
from salerno.credentials.selection import SpanBound
from salerno.credentials.tri import Tri, tri


def number_within(bound: Compare, low: Decimal, high: Decimal | None) -> Tri:
    """Whether a number from `low` to `high` (both included; None: no upper end) meets the bound."""
    assert isinstance(bound.value, Decimal)
    return _within(bound.order, bound.value, low, high)


def days_within(bound: SpanBound, low: int, high: int | None) -> Tri:
    """Whether a number of days from `low` to `high` meets the bound, counting its floor days."""
    limit = Decimal(bound.span.floor_days)
    return _within(bound.order, limit, Decimal(low), None if high is None else Decimal(high))


def _within(order: str, limit: Decimal, low: Decimal, high: Decimal | None) -> Tri:
    test = ORDERS[order]
    if order in (">=", ">"):
        return tri(surely=test(low, limit), possibly=high is None or test(high, limit))
    return tri(surely=high is not None and test(high, limit), possibly=test(low, limit))
