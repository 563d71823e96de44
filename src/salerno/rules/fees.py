"""What an opportunity costs: fees with payer, date, tiers, surcharges, discounts and refunds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import reduce
from types import MappingProxyType
from typing import Literal

from salerno.credentials.circumstances import ANCHORS
from salerno.credentials.conditions import Day, Standpoint, precedes
from salerno.credentials.tri import Tri
from salerno.money import EXACT, Money, MoneyRange, Purse
from salerno.periods import PartialDate, Period
from salerno.rules.requirements import Requirement
from salerno.rules.sources import Source
from salerno.rules.truths import falls_on, holds

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


@dataclass(frozen=True, slots=True)
class Bill:
    """What one payer owes, from `low` to `high`; `held` money, to be shown only, is billed apart.

    `unsure` names the purposes that may cost more: their amount, version or quantity is unknown.
    """

    payer: Payer
    low: Purse
    high: Purse
    held: bool = False
    unsure: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a price depends on besides the fees; whatever is left out is unknown.

    `on` gives the dates that fees are keyed on, `quantities` the number of each unit, `cases`
    whether a surcharge applies, `view` the person whom discounts ask about.
    """

    on: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    quantities: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    cases: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    view: Standpoint | None = None


@dataclass(frozen=True, slots=True)
class Charge:
    """What is owed for one purpose; it may be more when `unsure`, and `amount` None is unknown."""

    purpose: str
    payer: Payer
    held: bool
    amount: MoneyRange | None
    unsure: bool
    source: Source


def charges(fees: Iterable[Fee], *, occasion: Occasion) -> tuple[Charge, ...]:
    """What is owed for each purpose by each payer, in the order in which they are first named."""
    found: dict[tuple[Payer, bool, str], list[Fee]] = {}
    for fee in fees:
        found.setdefault((fee.payer, fee.held, fee.purpose), []).append(fee)
    return tuple(_charged(versions, occasion=occasion) for versions in found.values())


def _charged(versions: Sequence[Fee], *, occasion: Occasion) -> Charge:
    live = versions_on(versions, on=occasion.on)
    amount = _range([charge(fee, occasion=occasion) for fee in live])
    is_open = any(fee.unit and fee.unit not in occasion.quantities for fee in versions)
    first = (*live, *versions)[0]
    return Charge(
        first.purpose, first.payer, first.held, amount, amount is None or is_open, first.source
    )


def price(fees: Iterable[Fee], *, occasion: Occasion) -> tuple[Bill, ...]:
    """What is owed by each payer, in the order in which they are first named; linear."""
    bills: dict[tuple[Payer, bool], list[Charge]] = {}
    for own in charges(fees, occasion=occasion):
        bills.setdefault((own.payer, own.held), []).append(own)
    return tuple(bill_of(several) for several in bills.values())


def bill_of(several: Sequence[Charge]) -> Bill:
    """The sum of charges on one payer."""
    known = [own.amount for own in several if own.amount is not None]
    unsure = tuple(own.purpose for own in several if own.unsure)
    low, high = Purse.of(r.low for r in known), Purse.of(r.high for r in known)
    return Bill(several[0].payer, low, high, several[0].held, unsure)


def occasion_of(
    view: Standpoint,
    *,
    quantities: Mapping[str, int] = MappingProxyType({}),
    cases: Mapping[str, bool] = MappingProxyType({}),
) -> Occasion:
    """The occasion of a person's circumstances: their dates, as far as they are known."""
    dates = ((name, view.circumstances.anchor(name)) for name in ANCHORS)
    on = {name: when.earliest for name, when in dates if when is not None and when.exact}
    return Occasion(on=on, quantities=quantities, cases=cases, view=view)


def own_bill(several: Iterable[Charge]) -> Bill:
    """What a person pays of some charges; what is only shown is left out."""
    own = [one for one in several if one.payer == "applicant" and not one.held]
    return bill_of(own) if own else Bill("applicant", Purse(), Purse())


def versions_on(fees: Iterable[Fee], *, on: Mapping[str, date]) -> tuple[Fee, ...]:
    """The fees that may be due: in force on the date they are keyed on, or that date is unknown."""
    return tuple(f for f in fees if f.keyed_on not in on or f.in_force.contains(on[f.keyed_on]))


def _range(charges: Sequence[MoneyRange | None]) -> MoneyRange | None:
    """From the least to the most of several possible charges; None when it cannot be told."""
    known = [c for c in charges if c is not None]
    if not known or len(known) < len(charges) or len({c.low.currency for c in known}) > 1:
        return None
    least = min((c.low for c in known), key=lambda money: money.amount)
    return MoneyRange(least, max((c.high for c in known), key=lambda money: money.amount))


def charge(fee: Fee, *, occasion: Occasion) -> MoneyRange | None:
    """What one fee comes to: units, cap, the largest discount, surcharges; None when unknown.

    Without its quantity, a fee for each unit is that of one unit.
    """
    if fee.amount is None:
        return None
    quantity = occasion.quantities.get(fee.unit, 1)
    stepped = _stepped(fee.tiers, quantity)
    if stepped is None:
        return None
    ends = [_units(fee, end.amount, stepped, quantity) for end in (fee.amount.low, fee.amount.high)]
    sure, possible = _discounted(fee.discounts, occasion.view)
    added = [s.amount.amount for s in fee.surcharges if occasion.cases.get(s.case)]
    maybe = [s.amount.amount for s in fee.surcharges if occasion.cases.get(s.case, True)]
    currency = fee.amount.low.currency
    low = EXACT.add(EXACT.multiply(ends[0], 1 - possible), reduce(EXACT.add, added, Decimal(0)))
    high = EXACT.add(EXACT.multiply(ends[1], 1 - sure), reduce(EXACT.add, maybe, Decimal(0)))
    return MoneyRange(Money(low, currency), Money(high, currency))


def _units(fee: Fee, amount: Decimal, stepped: Decimal, quantity: int) -> Decimal:
    """The amount for so many units, no more than the cap."""
    times = quantity if fee.unit and not fee.tiers else 1
    total = EXACT.add(EXACT.multiply(amount, times), stepped)
    return min(total, fee.cap.amount) if fee.cap else total


def _stepped(tiers: Sequence[PriceTier], quantity: int) -> Decimal | None:
    """The sum over the tiers; None beyond the last one."""
    total, reached = Decimal(0), 0
    for tier in tiers:
        end = quantity if tier.up_to is None else min(quantity, tier.up_to)
        total = EXACT.add(total, EXACT.multiply(tier.each.amount, max(0, end - reached)))
        reached = max(reached, end)
    return total if reached == quantity or not tiers else None


def _discounted(discounts: Iterable[Discount], view: Standpoint | None) -> tuple[Decimal, Decimal]:
    """The largest share that is surely, and that is possibly, taken off."""
    sure = possible = Decimal(0)
    for discount in discounts:
        truth = Tri.UNKNOWN if view is None else holds(discount.when, view)
        if truth is Tri.YES:
            sure = max(sure, discount.share)
        if truth is not Tri.NO:
            possible = max(possible, discount.share)
    return sure, possible


def due_on(fee: Fee, *, view: Standpoint) -> PartialDate | None:
    """The last day to pay; None when it is unknown."""
    return falls_on(fee.due, view) if fee.due else None


def refund(fee: Fee, *, paid: Money, withdrawn: date, view: Standpoint) -> MoneyRange | None:
    """What is paid back of what was paid, for a withdrawal on that day; None when unknown."""
    if fee.refunds is None:
        return None
    sure = possible = Decimal(0)
    for option in fee.refunds:
        until = falls_on(option.until, view)
        truth = precedes("<=", PartialDate.on(withdrawn), until)
        if truth is Tri.YES:
            sure = max(sure, option.share)
        if truth is not Tri.NO:
            possible = max(possible, option.share)
    low, high = (Money(EXACT.multiply(paid.amount, s), paid.currency) for s in (sure, possible))
    return MoneyRange(low, high)
