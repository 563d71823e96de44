"""Prices: exact, split by payer, and a range as long as something about them is unknown."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.credentials.circumstances import Circumstances, Event
from salerno.credentials.conditions import Day, Standpoint
from salerno.credentials.person import Person
from salerno.money import Money, MoneyRange, Purse
from salerno.periods import PartialDate, Period, Span
from salerno.rules.fees import (
    Bill,
    Charge,
    Discount,
    Fee,
    Occasion,
    PriceTier,
    Refund,
    Surcharge,
    charge,
    charges,
    due_on,
    occasion_of,
    own_bill,
    price,
    refund,
    versions_on,
)
from salerno.rules.leaves import Judge
from salerno.rules.sources import Source

SOURCE = Source("https://example.org/fees", date(2026, 11, 22), "official", "A")
TODAY = date(2026, 11, 22)
NOTHING_KNOWN = Occasion()


def amount(written):
    return MoneyRange.parse(written)


def fee(written="100 GBP", **parts):
    return Fee(parts.pop("purpose", "exam"), written and amount(written), SOURCE, **parts)


def purse(*written):
    return Purse.of(Money.parse(text) for text in written)


def view(event="2027-03-01", **answers):
    facts = {f"judged/{letter}": (answer,) for letter, answer in answers.items()}
    starts = Event(PartialDate.parse(event)) if event else None
    return Standpoint(Person("trota", facts), Circumstances(TODAY, event=starts))


TIERS = (PriceTier(30, Money.parse("11 GBP")), PriceTier(None, Money.parse("30 GBP")))
BOUNDED = (PriceTier(2, Money.parse("10 GBP")), PriceTier(3, Money.parse("5 GBP")))


@pytest.mark.parametrize(
    ("priced", "quantity", "expected"),
    [
        (fee("100 GBP"), 3, "100 GBP"),
        (fee("100..120 GBP"), 1, "100..120 GBP"),
        (fee("7 GBP", unit="page"), 0, "0 GBP"),
        (fee("7 GBP", unit="page"), 3, "21 GBP"),
        (fee("52 GBP", unit="page", cap=Money.parse("200 GBP")), 3, "156 GBP"),
        (fee("52 GBP", unit="page", cap=Money.parse("200 GBP")), 4, "200 GBP"),
        (fee("0 GBP", unit="page", tiers=TIERS), 0, "0 GBP"),
        (fee("0 GBP", unit="page", tiers=TIERS), 30, "330 GBP"),
        (fee("0 GBP", unit="page", tiers=TIERS), 31, "360 GBP"),
        (fee("5 GBP", unit="page", tiers=TIERS), 1, "16 GBP"),
        (fee("5 GBP", unit="page", tiers=TIERS), 2, "27 GBP"),
        (fee("0 GBP", unit="page", tiers=BOUNDED), 3, "25 GBP"),
    ],
)
def test_charge_counts_units_tiers_and_cap(priced, quantity, expected):
    assert charge(priced, occasion=Occasion(quantities={"page": quantity})) == amount(expected)


def test_charge_beyond_the_last_tier_is_unknown():
    priced = fee("0 GBP", unit="page", tiers=BOUNDED)

    assert charge(priced, occasion=Occasion(quantities={"page": 4})) is None


def test_charge_without_quantity_is_that_of_one_unit():
    assert charge(fee("7 GBP", unit="page"), occasion=NOTHING_KNOWN) == amount("7 GBP")


def test_charge_of_an_unknown_amount_is_unknown():
    assert charge(fee(None), occasion=NOTHING_KNOWN) is None


@pytest.mark.parametrize(
    ("cases", "expected"),
    [({"abroad": True}, "310 GBP"), ({"abroad": False}, "100 GBP"), ({}, "100..310 GBP")],
)
def test_surcharge_applies_by_its_case(cases, expected):
    abroad = fee("100 GBP", surcharges=(Surcharge("abroad", Money.parse("210 GBP")),))

    assert charge(abroad, occasion=Occasion(cases=cases)) == amount(expected)


HALF = Discount(Decimal("0.5"), Judge("poor"))
TENTH = Discount(Decimal("0.1"), Judge("early"))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (view(poor=True, early=False), "50 GBP"),
        (view(poor=False, early=True), "90 GBP"),
        (view(poor=True, early=True), "50 GBP"),
        (view(poor=False, early=False), "100 GBP"),
        (view(early=True), "50..90 GBP"),
        (view(poor=True), "50 GBP"),
        (None, "50..100 GBP"),
    ],
)
def test_largest_discount_applies_and_an_unknown_one_widens_the_range(asked, expected):
    discounted = fee("100 GBP", discounts=(TENTH, HALF))

    assert charge(discounted, occasion=Occasion(view=asked)) == amount(expected)


def test_discount_leaves_surcharges_whole():
    late = Surcharge("late", Money.parse("10 GBP"))
    discounted = fee("100 GBP", discounts=(HALF,), surcharges=(late,))

    charged = charge(discounted, occasion=Occasion(cases={"late": True}, view=view(poor=True)))

    assert charged == amount("60 GBP")


OLD = fee("90 GBP", in_force=Period.parse("..2026-03-31"), keyed_on="payment")
NEW = fee("100 GBP", in_force=Period.parse("2026-04-01.."), keyed_on="payment")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ({"payment": date(2026, 3, 31)}, (OLD,)),
        ({"payment": date(2026, 4, 1)}, (NEW,)),
        ({"application": date(2026, 4, 1)}, (OLD, NEW)),
    ],
)
def test_versions_are_picked_by_the_date_they_are_keyed_on(on, expected):
    assert versions_on((OLD, NEW), on=on) == expected


def test_price_is_split_by_payer_in_the_order_named():
    fees = (
        fee("100 GBP", purpose="administration"),
        fee("1550 GBP", purpose="placement", payer="employer"),
        fee("20 USD", purpose="letter"),
        fee("9000 GBP", purpose="living", held=True),
    )

    bills = price(fees, occasion=NOTHING_KNOWN)

    assert bills == (
        Bill("applicant", purse("100 GBP", "20 USD"), purse("100 GBP", "20 USD")),
        Bill("employer", purse("1550 GBP"), purse("1550 GBP")),
        Bill("applicant", purse("9000 GBP"), purse("9000 GBP"), held=True),
    )


def test_price_of_nothing_is_no_bill():
    assert price((), occasion=NOTHING_KNOWN) == ()


def test_price_spans_the_versions_while_the_date_is_unknown():
    (bill,) = price((OLD, NEW), occasion=NOTHING_KNOWN)

    assert bill == Bill("applicant", purse("90 GBP"), purse("100 GBP"))


def test_price_spans_the_ranges_of_the_versions():
    wide = fee("80..110 GBP", keyed_on="payment", in_force=OLD.in_force)
    narrow = fee("90..95 GBP", keyed_on="payment", in_force=NEW.in_force)

    (bill,) = price((narrow, wide), occasion=NOTHING_KNOWN)
    (reverse,) = price((wide, narrow), occasion=NOTHING_KNOWN)

    assert bill == reverse == Bill("applicant", purse("80 GBP"), purse("110 GBP"))


def test_price_spans_versions_that_overlap():
    high = fee("90..120 GBP", keyed_on="payment", in_force=OLD.in_force)
    low = fee("80..100 GBP", keyed_on="payment", in_force=NEW.in_force)

    (bill,) = price((high, low), occasion=NOTHING_KNOWN)

    assert bill == Bill("applicant", purse("80 GBP"), purse("120 GBP"))


@pytest.mark.parametrize(
    ("fees", "on"),
    [
        ((fee(None),), {}),
        ((fee("0 GBP", tiers=BOUNDED, unit="page"),), {}),
        ((OLD, fee(None, keyed_on="payment", in_force=NEW.in_force)), {}),
        ((OLD, fee("100 USD", keyed_on="payment", in_force=NEW.in_force)), {}),
        ((OLD,), {"payment": date(2026, 4, 1)}),
    ],
    ids=["amount", "too many units", "one version", "currency", "nothing in force"],
)
def test_price_that_cannot_be_told_is_named(fees, on):
    (bill,) = price(fees, occasion=Occasion(on=on, quantities={"page": 9}))

    assert bill == Bill("applicant", Purse(), Purse(), unsure=("exam",))


def test_price_without_quantity_is_at_least_one_unit_and_unsure():
    (bill,) = price((fee("7 GBP", unit="page"),), occasion=NOTHING_KNOWN)

    assert bill == Bill("applicant", purse("7 GBP"), purse("7 GBP"), unsure=("exam",))


BEFORE = Day(anchor="event", shift=Span(days=45), before=True)
STAGED = fee(
    "200 GBP",
    refunds=(Refund(Decimal(1), BEFORE), Refund(Decimal("0.5"), Day(anchor="event"))),
)


@pytest.mark.parametrize(
    ("withdrawn", "event", "expected"),
    [
        (date(2027, 1, 15), "2027-03-01", "200 GBP"),
        (date(2027, 1, 16), "2027-03-01", "100 GBP"),
        (date(2027, 3, 1), "2027-03-01", "100 GBP"),
        (date(2027, 3, 2), "2027-03-01", "0 GBP"),
        (date(2027, 1, 16), "2027-03", "100..200 GBP"),
        (date(2027, 1, 16), "", "0..200 GBP"),
    ],
)
def test_refund_falls_as_the_event_comes_nearer(withdrawn, event, expected):
    paid = Money.parse("200 GBP")

    back = refund(STAGED, paid=paid, withdrawn=withdrawn, view=view(event))

    assert back == amount(expected)


@pytest.mark.parametrize(("refunds", "expected"), [(None, None), ((), amount("0 GBP"))])
def test_refund_unknown_is_not_refund_refused(refunds, expected):
    paid = Money.parse("100 GBP")

    assert refund(fee(refunds=refunds), paid=paid, withdrawn=TODAY, view=view()) == expected


def test_due_day_is_counted_back_from_the_event():
    assert due_on(fee(due=BEFORE), view=view()) == PartialDate.parse("2027-01-15")


def test_due_day_is_unknown_when_nobody_says():
    assert due_on(fee(), view=view()) is None


amounts = st.decimals(0, 10**15, places=2, allow_nan=False).map(lambda d: Money(d, "GBP"))
tiers = st.lists(amounts, min_size=1, max_size=4).map(
    lambda prices: (
        *(PriceTier(3 * n, each) for n, each in enumerate(prices[:-1], 1)),
        PriceTier(None, prices[-1]),
    )
)


@given(tiers, st.integers(0, 20))
def test_each_further_unit_costs_the_price_of_its_tier(ladder, quantity):
    def total(number):
        return charge(
            fee("0 GBP", unit="page", tiers=ladder), occasion=Occasion(quantities={"page": number})
        ).low.amount

    tier = next(t for t in ladder if t.up_to is None or quantity < t.up_to)

    assert total(quantity + 1) - total(quantity) == tier.each.amount


@given(
    st.dictionaries(st.sampled_from(["late", "abroad"]), st.booleans()),
    st.dictionaries(st.sampled_from(["poor", "early"]), st.booleans()),
    st.booleans(),
)
def test_learning_more_never_leaves_the_range(cases, answers, guess):
    late, abroad = (Surcharge(c, Money.parse("10 GBP")) for c in ("late", "abroad"))
    priced = fee("80..100 GBP", surcharges=(late, abroad), discounts=(TENTH, HALF))
    full = {"late": guess, "abroad": guess} | cases
    told = {"poor": guess, "early": guess} | answers

    before = charge(priced, occasion=Occasion(cases=cases, view=view(**answers)))
    after = charge(priced, occasion=Occasion(cases=full, view=view(**told)))

    assert before.low.amount <= after.low.amount <= after.high.amount <= before.high.amount


def test_charges_tell_each_purpose_with_its_payer_and_source():
    fees = [
        fee("100 GBP"),
        fee("20 GBP", purpose="visa", payer="employer"),
        fee(None, purpose="travel"),
        fee("9 GBP", purpose="copies", unit="document"),
        fee("50 GBP", purpose="funds", held=True),
    ]

    found = charges(fees, occasion=NOTHING_KNOWN)

    assert found == (
        Charge("exam", "applicant", False, amount("100 GBP"), False, SOURCE),
        Charge("visa", "employer", False, amount("20 GBP"), False, SOURCE),
        Charge("travel", "applicant", False, None, True, SOURCE),
        Charge("copies", "applicant", False, amount("9 GBP"), True, SOURCE),
        Charge("funds", "applicant", True, amount("50 GBP"), False, SOURCE),
    )


def test_charge_of_several_versions_is_of_the_one_in_force():
    old = fee("100 GBP", in_force=Period.parse("..2026-03-31"))
    new = replace(
        fee("120 GBP", in_force=Period.parse("2026-04-01..")), source=replace(SOURCE, tier="law")
    )

    (found,) = charges([old, new], occasion=Occasion({"application": TODAY}))
    (past,) = charges([old], occasion=Occasion({"application": TODAY}))

    assert (found.amount, found.source.tier) == (amount("120 GBP"), "law")
    assert (past.amount, past.unsure, past.source) == (None, True, SOURCE)


def test_own_bill_is_what_the_applicant_pays_and_does_not_only_show():
    fees = [
        fee("100 GBP"),
        fee("20 GBP", purpose="visa", payer="employer"),
        fee("50 GBP", purpose="funds", held=True),
        fee(None, purpose="travel"),
    ]
    owed = charges(fees, occasion=NOTHING_KNOWN)

    assert own_bill(owed) == Bill(
        "applicant", purse("100 GBP"), purse("100 GBP"), unsure=("travel",)
    )
    assert own_bill(owed[1:3]) == Bill("applicant", purse(), purse())


def test_occasion_of_circumstances_has_the_dates_that_are_known_to_the_day():
    event = Event(PartialDate.parse("2027-03"), PartialDate.parse("2027-03-31"))
    around = Standpoint(Person("trota"), Circumstances(TODAY, event=event))

    found = occasion_of(around, quantities={"document": 2}, cases={"abroad": True})

    assert found.on == {
        "today": TODAY, "application": TODAY, "event-end": date(2027, 3, 31), "use": TODAY,
    }  # fmt: skip
    assert (found.quantities, found.cases, found.view) == (
        {"document": 2}, {"abroad": True}, around,
    )  # fmt: skip
    assert occasion_of(around).quantities == {}
