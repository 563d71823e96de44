"""J. Money: prices with their date, their payer, and what is still unknown about them."""

import pytest

from salerno.rules.fees import Bill, Occasion, charge, due_on, price, refund
from tests.spec.clerk import person
from tests.spec.office import amount, around, day, offer, purse, seen

SURE_OF_NOTHING = Occasion()


def test_j1_fixed_fee_has_currency_date_and_source():
    """A price is an amount in a currency, from a day on, read somewhere.

    PLAB 1: 283 pounds and PLAB 2: 1,036 pounds from April 2026 [UK.plab.fee].
    """
    plab = offer("""
        fees:
          - {for: PLAB 1, amount: 283 GBP, in-force: 2026-04-01.., source: hearsay}
          - {for: PLAB 2, amount: 1036 GBP, in-force: 2026-04-01.., source: hearsay}
    """)

    april = price(plab.fees, occasion=Occasion(on={"application": day("2026-04-01")}))
    march = price(plab.fees, occasion=Occasion(on={"application": day("2026-03-31")}))

    assert april == (Bill("applicant", purse("1319 GBP"), purse("1319 GBP")),)
    assert march == (Bill("applicant", purse(), purse(), unsure=("PLAB 1", "PLAB 2")),)
    assert {fee.source.confidence for fee in plab.fees} == {"C"}


STEP_1 = """
    fees:
      - for: Step 1
        amount: 680 USD
        keyed-on: eligibility-end
        in-force: 2025-01-01..2025-12-31
        source: law
        surcharges: [{case: tested outside the US and Canada, amount: 210 USD}]
      - for: Step 1
        amount: 695 USD
        keyed-on: eligibility-end
        in-force: 2026-01-01..
        source: hearsay
        surcharges: [{case: tested outside the US and Canada, amount: 210 USD}]
"""


@pytest.mark.parametrize(
    ("on", "low", "high"),
    [
        ({"eligibility-end": "2025-12-31", "payment": "2025-11-01"}, "680 USD", "680 USD"),
        ({"eligibility-end": "2026-01-31", "payment": "2025-11-01"}, "695 USD", "695 USD"),
        ({"payment": "2025-11-01"}, "680 USD", "695 USD"),
    ],
    ids=["period ends in 2025", "paid in 2025, period ends in 2026", "period not chosen yet"],
)
def test_j2_fee_version_is_keyed_on_another_date(on, low, high):
    """The price is that of a day other than the day of payment.

    USMLE Step 1: 680 dollars when the eligibility period ends in 2025, 695 afterwards
    [US.fee.step1_25, US.fee.step1].
    """
    step1 = offer(STEP_1)
    at_home = {"tested outside the US and Canada": False}

    bills = price(step1.fees, occasion=Occasion({k: day(v) for k, v in on.items()}, cases=at_home))

    assert bills == (Bill("applicant", purse(low), purse(high)),)


@pytest.mark.parametrize(
    ("programmes", "expected"),
    [(0, "185 USD"), (1, "196 USD"), (30, "515 USD"), (31, "545 USD"), (45, "965 USD")],
)
def test_j3_tiered_price_grows_by_tiers(programmes, expected):
    """The first units cost one price, further ones another.

    ERAS: a token of 185 dollars; programmes 1 to 30 at 11, further ones at 30 each
    [US.match.fees].
    """
    eras = offer("""
        fees:
          - {for: token, amount: 185 USD, source: hearsay}
          - for: programmes
            unit: programme
            tiers: [{up-to: 30, each: 11 USD}, {each: 30 USD}]
            source: hearsay
    """)

    bills = price(eras.fees, occasion=Occasion(quantities={"programme": programmes}))

    assert bills == (Bill("applicant", purse(expected), purse(expected)),)


@pytest.mark.parametrize(("documents", "expected"), [(1, "52 CAD"), (3, "156 CAD"), (5, "200 CAD")])
def test_j3_capped_price_stops_at_its_cap(documents, expected):
    """However many units, never more than the cap.

    Medical Council of Canada: 52 dollars for each document sent, 200 for each recipient at most.
    T19: five documents to one recipient cost 200 and not 260 [CA.fee.psv].
    """
    transfer = offer("""
        fees: [{for: transfer, amount: 52 CAD, unit: document, cap: 200 CAD, source: law}]
    """)

    charged = charge(transfer.fees[0], occasion=Occasion(quantities={"document": documents}))

    assert charged == amount(expected)


@pytest.mark.parametrize(
    ("cases", "expected"),
    [
        ({"tested outside the US and Canada": True}, "905 USD"),
        ({"tested outside the US and Canada": False}, "695 USD"),
        ({}, "695..905 USD"),
    ],
    ids=["abroad", "in the US or Canada", "place not chosen yet"],
)
def test_j4_location_surcharge_follows_the_place(cases, expected):
    """The same examination costs more elsewhere.

    USMLE Step 1: 695 dollars, and 210 more outside the United States and Canada [US.fee.step1].
    """
    step1 = offer(STEP_1)

    assert charge(step1.fees[1], occasion=Occasion(cases=cases)) == amount(expected)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"income": "32000 GBP"}, "204 GBP"),
        ({"income": "32001 GBP"}, "408 GBP"),
        ({}, "204..408 GBP"),
        ({"income": "30000 EUR"}, "204..408 GBP"),
    ],
    ids=["at the threshold", "above it", "income not told", "income in another currency"],
)
def test_j5_income_conditional_discount_widens_the_price_while_unknown(facts, expected):
    """A person who meets a condition pays a part; who did not say pays between part and whole.

    GMC: half of the yearly fee for an income of 32,000 pounds or less in 2020-21
    [UK.reg.discount, UK.reg.fee].
    """
    retention = offer("""
        fees:
          - for: retention
            amount: 408 GBP
            in-force: 2021-04-01..2022-03-31
            source: law
            discounts: [{share: 50 %, when: {fact: income, is: "<= 32000 GBP"}}]
    """)

    charged = charge(retention.fees[0], occasion=Occasion(view=seen(person(facts=facts))))

    assert charged == amount(expected)


def test_j6_who_pays_splits_the_bill():
    """Each payer has a bill of their own; a planner adds up only the applicant's.

    Medical Training Initiative: 100 pounds by the applicant and 1,550 by the employer
    [UK.mti.fee]; new H-1B petition: 100,000 dollars by the employer [US.visa.h1b.fee].
    """
    placement = offer("""
        fees:
          - {for: administration, amount: 100 GBP, source: law}
          - {for: placement, amount: 1550 GBP, payer: employer, source: law}
          - {for: H-1B petition, amount: 100000 USD, payer: employer, in-force: 2025-09-21..,
             source: hearsay}
    """)

    bills = price(placement.fees, occasion=Occasion(on={"application": day("2025-09-21")}))

    assert bills == (
        Bill("applicant", purse("100 GBP"), purse("100 GBP")),
        Bill("employer", purse("1550 GBP", "100000 USD"), purse("1550 GBP", "100000 USD")),
    )


def test_j7_withdrawal_gives_back_a_part():
    """Who withdraws gets back what the schedule says.

    MCCQE: half of 1,470 dollars, 735, is lost by withdrawing [CA.fee.mccqe].
    """
    mccqe = offer("""
        fees:
          - for: MCCQE
            amount: 1470 CAD
            source: law
            refunds: [{share: 50 %, until: event}]
    """)
    (fee,) = mccqe.fees
    paid, asked = fee.amount.low, seen(event="2027-04-20")

    assert refund(fee, paid=paid, withdrawn=day("2027-04-20"), view=asked) == amount("735 CAD")
    assert refund(fee, paid=paid, withdrawn=day("2027-04-21"), view=asked) == amount("0 CAD")


def test_j7_forfeiture_follows_a_balance_not_paid_in_time():
    """A balance is due so long before the start, or the seat is lost; refunds may be unknown.

    AMOpportunities: 899 dollars down, the balance 45 days before the start [CP.amo.pay].
    """
    rotation = offer("""
        fees:
          - {for: down payment, amount: 899 USD, source: law}
          - {for: balance, amount: unknown, source: law, due: 45 days before event}
        deadlines:
          - {id: balance, says: {en: Pay the balance}, source: law, on: 45 days before event,
             lapse: {en: The seat is lost}}
    """)
    down, balance = rotation.fees
    asked = seen(event="2027-03-01")

    assert due_on(balance, view=asked) == around("2027-01-15")
    assert rotation.deadlines[0].lapse == (("en", "The seat is lost"),)
    assert refund(down, paid=down.amount.low, withdrawn=day("2026-12-01"), view=asked) is None
    assert price(rotation.fees, occasion=SURE_OF_NOTHING) == (
        Bill("applicant", purse("899 USD"), purse("899 USD"), unsure=("balance",)),
    )


def test_j8_per_unit_repetition_needs_a_quantity():
    """The price of one unit is paid as often as there are units; how many may be unknown.

    Verification: 110 dollars for each of two documents [US.fee.psv]; translation: 140 Canadian
    dollars a page [CA.fee.psv]; extraordinary students in Austria: 383.56 euros for each of up to
    eight semesters [AT.ext].
    """
    route = offer("""
        fees:
          - {for: verification, amount: 110 USD, unit: document, source: hearsay}
          - {for: translation, amount: 140 CAD, unit: page, source: law}
          - {for: study, amount: 383.56 EUR, unit: semester, source: hearsay}
    """)
    verification, _, study = route.fees

    assert charge(verification, occasion=Occasion(quantities={"document": 2})) == amount("220 USD")
    assert charge(study, occasion=Occasion(quantities={"semester": 8})) == amount("3068.48 EUR")
    (bill,) = price(route.fees, occasion=Occasion(quantities={"document": 2, "semester": 8}))
    assert (bill.low, bill.unsure) == (
        purse("140 CAD", "3068.48 EUR", "220 USD"),
        ("translation",),
    )
