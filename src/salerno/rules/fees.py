"""What an opportunity costs: fees with payer, date, tiers, surcharges, discounts and refunds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from salerno.credentials.conditions import Day
from salerno.money import Money, MoneyRange
from salerno.periods import Period
from salerno.rules.requirements import Requirement
from salerno.rules.sources import Source

Payer = Literal["applicant", "employer", "school", "host", "sponsor"]


@dataclass(frozen=True, slots=True)
class PriceTier:
    """The price of each unit up to and including the `up_to`-th; None is without end."""

    up_to: int | None
    each: Money


@dataclass(frozen=True, slots=True)
class Surcharge:
    """An amount added once in a certain case (a place, a late date), named by `case`."""

    case: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Discount:
    """A part of the fee, 0 to 1, that a person who meets the requirement need not pay."""

    share: Decimal
    when: Requirement


@dataclass(frozen=True, slots=True)
class Refund:
    """The part, 0 to 1, paid back on withdrawing on that day at the latest."""

    share: Decimal
    until: Day


@dataclass(frozen=True, slots=True)
class Fee:
    """A price: what for, how much, who pays, when that amount holds and by which date.

    `amount` None is unknown; with `tiers` it is a fixed part on top. `keyed_on` names the date that
    picks among fees of one purpose with different `in_force`. `unit` is what is counted when the
    fee is paid more than once. `refunds` None is unknown, () is no refund at all. `held` money must
    be shown, not spent.
    """

    purpose: str
    amount: MoneyRange | None
    source: Source
    payer: Payer = "applicant"
    in_force: Period = Period(None, None)
    keyed_on: str = "application"
    unit: str = ""
    tiers: tuple[PriceTier, ...] = ()
    cap: Money | None = None
    surcharges: tuple[Surcharge, ...] = ()
    discounts: tuple[Discount, ...] = ()
    refunds: tuple[Refund, ...] | None = None
    due: Day | None = None
    held: bool = False
