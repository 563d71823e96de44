"""Refunds: what of the money for a placement is paid back, and by which rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from salerno.credentials.conditions import Standpoint
from salerno.money import Money, MoneyRange
from salerno.rules.fees import Fee, refund

Cause = Literal["trainee", "school", "host"]
"""Who ends a placement before it is over."""

Why = Literal["host-ends", "by-date", "not-said"]


@dataclass(frozen=True, slots=True)
class Repayment:
    """What is paid back for one purpose; `back` None is not known, for nothing is said of it."""

    purpose: str
    paid: Money
    back: MoneyRange | None
    why: Why
    fee: Fee


def repayments(
    fees: tuple[Fee, ...],
    paid: Mapping[str, Money],
    *,
    cause: Cause,
    withdrawn: date,
    view: Standpoint,
) -> tuple[Repayment, ...]:
    """What is paid back of each fee that something was paid for, in the order of the fees.

    A host that ends a placement pays everything back. Otherwise the day decides, by the rules of
    the fee; `view` is the trainee's, with the stay as the event. Money only shown was never paid.
    """
    return tuple(
        _repaid(fee, paid[fee.purpose], cause=cause, withdrawn=withdrawn, view=view)
        for fee in fees
        if fee.purpose in paid and not fee.held
    )


def _repaid(fee: Fee, paid: Money, *, cause: Cause, withdrawn: date, view: Standpoint) -> Repayment:
    if cause == "host":
        return Repayment(fee.purpose, paid, MoneyRange(paid, paid), "host-ends", fee)
    back = refund(fee, paid=paid, withdrawn=withdrawn, view=view)
    return Repayment(fee.purpose, paid, back, "not-said" if back is None else "by-date", fee)
