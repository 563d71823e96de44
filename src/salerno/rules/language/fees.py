"""Reading fees: amounts, tiers, surcharges, discounts, refunds and the dates they hang on."""

from __future__ import annotations

from decimal import Decimal
from typing import cast

from salerno.credentials.circumstances import ANCHORS
from salerno.errors import RuleError
from salerno.money import Money, MoneyRange
from salerno.periods import Period
from salerno.rules.fees import Discount, Fee, Payer, PriceTier, Refund, Surcharge
from salerno.rules.language.phrases import day_phrase
from salerno.rules.language.reading import (
    Scope,
    entries,
    named_source,
    needed,
    number,
    optional,
    parsed,
    sequence,
    share,
    text,
    word,
    yes_or_no,
)
from salerno.rules.language.requirements import requirement
from salerno.strict_yaml import Entries, Node, Text

FEE_KEYS = (
    "for", "amount", "source", "payer", "in-force", "keyed-on", "unit", "tiers", "cap",
    "surcharges", "discounts", "refunds", "due", "held",
)  # fmt: skip
PAYERS = ("applicant", "employer", "school", "host", "sponsor")
KEYED_ON = (*ANCHORS, "eligibility-end", "payment", "result", "enrolment", "extension")


def fees(node: Node, scope: Scope) -> tuple[Fee, ...]:
    """The fees of an opportunity, each with its source."""
    nodes = sequence(node, "fees")
    found = tuple(_fee(member, scope) for member in nodes)
    for index, fee in enumerate(found):
        for earlier in found[:index]:
            _check_versions(earlier, fee, nodes[index])
    return found


def _check_versions(earlier: Fee, fee: Fee, node: Node) -> None:
    """Fees of one purpose, payer and kind are versions of one price: one at a time."""
    keys = [(f.purpose, f.payer, f.held) for f in (earlier, fee)]
    if keys[0] != keys[1]:
        return
    if earlier.keyed_on != fee.keyed_on:
        what = f"'{fee.purpose}' is keyed on {earlier.keyed_on} and on {fee.keyed_on}"
        raise RuleError(what, where=node.place, fix="write the same 'keyed-on' for every version")
    if earlier.in_force.overlaps(fee.in_force):
        what = f"two fees for '{fee.purpose}': {earlier.in_force} and {fee.in_force}"
        fix = "end the older one on the day before, or give each a purpose of its own"
        raise RuleError(what, where=node.place, fix=fix)


def _fee(node: Node, scope: Scope) -> Fee:
    own = entries(node, "fee", FEE_KEYS)
    tiers = _tiers(own)
    amount = _amount(own, tiers)
    fee = Fee(
        purpose=text(needed(own, "for", "fee"), "for"),
        amount=amount,
        source=named_source(needed(own, "source", "fee"), scope),
        payer=cast(Payer, optional(own, "payer", lambda n: word(n, "payer", PAYERS), "applicant")),
        in_force=optional(own, "in-force", _period, Period(None, None)),
        keyed_on=optional(own, "keyed-on", lambda n: word(n, "keyed-on", KEYED_ON), "application"),
        unit=optional(own, "unit", lambda n: text(n, "unit"), ""),
        tiers=tiers,
        cap=optional(own, "cap", _money, None),
        surcharges=_surcharges(own),
        discounts=optional(own, "discounts", lambda n: _discounts(n, scope), ()),
        refunds=optional(own, "refunds", lambda n: _refunds(n, scope), None),
        due=optional(own, "due", lambda n: day_phrase(text(n, "due"), n, "due", scope), None),
        held=optional(own, "held", lambda n: yes_or_no(n, "held"), default=False),
    )
    _check_currency(fee, own)
    return fee


def _amount(own: Entries, tiers: tuple[PriceTier, ...]) -> MoneyRange | None:
    if own.get("amount") is None and tiers:
        nothing = Money(Decimal(0), tiers[0].each.currency)
        return MoneyRange(nothing, nothing)
    node = needed(own, "amount", "fee")
    if isinstance(node, Text) and node.value == "unknown":
        return None
    return parsed(node, "amount", MoneyRange.parse)


def _money(node: Node) -> Money:
    return parsed(node, "fee", Money.parse)


def _period(node: Node) -> Period:
    return parsed(node, "in-force", Period.parse)


def _check_currency(fee: Fee, own: Entries) -> None:
    moneys = [tier.each for tier in fee.tiers] + [s.amount for s in fee.surcharges]
    currencies = {money.currency for money in (*moneys, *([fee.cap] if fee.cap else ()))}
    if fee.amount is None and currencies:
        raise RuleError("an unknown amount has no tiers, cap or surcharges", where=own.place)
    if fee.amount is not None and not currencies <= {fee.amount.low.currency}:
        both = ", ".join(sorted(currencies | {fee.amount.low.currency}))
        raise RuleError(f"one fee in {both}", where=own.place, fix="write a fee for each currency")


def _tiers(own: Entries) -> tuple[PriceTier, ...]:
    node = own.get("tiers")
    if node is None:
        return ()
    tiers = tuple(_tier(member) for member in sequence(node, "tiers"))
    ends = [tier.up_to for tier in tiers]
    bounds = [end for end in ends if end is not None]
    if not ends or None in ends[:-1] or bounds != sorted(set(bounds)):
        fix = "give 'up-to' in rising order; only the last tier may leave it out"
        raise RuleError("the tiers do not follow each other", where=node.place, fix=fix)
    return tiers


def _tier(node: Node) -> PriceTier:
    own = entries(node, "tier", ("up-to", "each"))
    up_to = optional(own, "up-to", lambda n: number(n, "up-to", least=1), None)
    return PriceTier(up_to, _money(needed(own, "each", "tier")))


def _surcharges(own: Entries) -> tuple[Surcharge, ...]:
    node = own.get("surcharges")
    return () if node is None else tuple(_surcharge(m) for m in sequence(node, "surcharges"))


def _surcharge(node: Node) -> Surcharge:
    own = entries(node, "surcharge", ("case", "amount"))
    case = text(needed(own, "case", "surcharge"), "case")
    return Surcharge(case, _money(needed(own, "amount", "surcharge")))


def _discounts(node: Node, scope: Scope) -> tuple[Discount, ...]:
    return tuple(_discount(member, scope) for member in sequence(node, "discounts"))


def _discount(node: Node, scope: Scope) -> Discount:
    own = entries(node, "discount", ("share", "when"))
    part = share(needed(own, "share", "discount"), "share")
    return Discount(part, requirement(needed(own, "when", "discount"), scope))


def _refunds(node: Node, scope: Scope) -> tuple[Refund, ...]:
    if isinstance(node, Text) and node.value == "none":
        return ()
    return tuple(_refund(member, scope) for member in sequence(node, "refunds"))


def _refund(node: Node, scope: Scope) -> Refund:
    own = entries(node, "refund", ("share", "until"))
    until = needed(own, "until", "refund")
    part = share(needed(own, "share", "refund"), "share")
    return Refund(part, day_phrase(text(until, "until"), until, "until", scope))
