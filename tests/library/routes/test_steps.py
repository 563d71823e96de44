"""A step tells what it costs, how long it takes and how surely it succeeds, as far as known."""

from datetime import date
from decimal import Decimal

import pytest

from salerno.money import Money, Purse, Rates
from salerno.routes.steps import Step, step_of
from tests.library.routes.office import outlook, step
from tests.spec.clerk import held, person

STEP1 = "us/usmle-step1"
TROTA = person()
RATES = Rates("EUR", date(2026, 11, 20), "A bank", (("USD", Decimal("1.25")),))


def purse(*written):
    """The purse of some amounts."""
    return Purse.of(Money.parse(text) for text in written)


def taken(to=None, variant=(), someone=TROTA, **keys):
    """The step of taking an opportunity with these keys."""
    return step_of(step("a", **keys), variant, person=someone, to=to or outlook())


WORTH = [
    (outlook(rates=RATES), ["10 EUR", "10 USD", "10 CHF"], Decimal(18)),
    (outlook(rates=RATES, currency="USD"), ["10 EUR"], Decimal("12.5")),
    (outlook(), ["10 EUR", "10 USD"], Decimal(10)),
    (outlook(currency="CHF"), ["10 EUR"], Decimal(0)),
    (outlook(), [], Decimal(0)),
]


@pytest.mark.parametrize(("to", "amounts", "expected"), WORTH)
def test_purse_is_worth_what_has_a_rate(to, amounts, expected):
    assert to.worth(purse(*amounts)) == expected


def test_worth_of_an_amount_is_known_only_with_a_rate():
    rated = outlook(rates=RATES)

    assert rated.worth_of(Decimal(5), "USD") == 4
    assert rated.worth_of(Decimal(5), "CHF") is None
    assert outlook().worth_of(Decimal(5), "EUR") == 5
    assert outlook().worth_of(Decimal(5), "USD") is None


def test_rates_are_there_for_every_amount_or_they_are_not():
    assert outlook(rates=RATES).has_rates_for(purse("1 EUR", "1 USD"))
    assert not outlook(rates=RATES).has_rates_for(purse("1 EUR", "1 CHF"))
    assert outlook(currency="CHF").has_rates_for(purse("1 CHF"))
    assert not outlook(currency="CHF").has_rates_for(purse("1 EUR"))


def test_step_without_anything_known_says_so():
    found = taken()

    assert (found.id, found.way) == ("a", "take")
    assert (found.low, found.high, found.unpriced) == (Purse(), Purse(), ("",))
    assert (found.is_priced, found.is_timed, found.days) == (False, False, (0, 0))
    assert (found.chance, found.odds, found.charges) == ((), (), ())
    assert found.source.url == "https://example.org/law"


def test_name_tells_the_variant():
    found = taken(variant=(("of", "degree"), ("country", "GB")))

    assert found.id == "a?of=degree&country=GB"


FEES = """[
    {for: seat, amount: 100..120 EUR, source: law},
    {for: funds, amount: 9000 EUR, held: yes, source: law},
    {for: sponsor, amount: 50 EUR, payer: employer, source: law},
    {for: extra, amount: unknown, source: law},
    {for: trip, amount: 10 EUR, surcharges: [{case: abroad, amount: 5 EUR}], source: law}]"""


def test_price_is_what_the_person_pays_and_not_what_others_pay_or_is_shown():
    found = taken(fees=FEES)

    assert (found.low, found.high) == (purse("110 EUR"), purse("135 EUR"))
    assert found.unpriced == ("extra",)
    purposes = [own.purpose for own in found.charges]
    assert purposes == ["seat", "funds", "sponsor", "extra", "trip"]


def test_surcharge_is_paid_when_its_case_is_so():
    assert taken(outlook(cases={"abroad": True}), fees=FEES).low == purse("115 EUR")
    assert taken(outlook(cases={"abroad": False}), fees=FEES).high == purse("130 EUR")


def test_what_only_others_pay_is_free():
    found = taken(fees="[{for: sponsor, amount: 50 EUR, payer: employer, source: law}]")

    assert (found.high, found.is_priced) == (Purse(), True)


PIECES = "[{for: piece, amount: 10 EUR, unit: document, source: law}]"


def test_piece_is_paid_once_and_otherwise_by_the_number_that_is_told():
    assert taken(fees=PIECES).unpriced == ("piece",)
    assert taken(fees=PIECES, variant=(("of", "degree"),)).high == purse("10 EUR")
    assert taken(fees=PIECES, variant=(("of", "degree"),)).is_priced
    assert taken(outlook(quantities={"document": 3}), fees=PIECES).high == purse("30 EUR")


def test_discount_is_asked_of_the_person():
    fees = f"""[{{for: seat, amount: 10 EUR, source: law,
                discounts: [{{share: 50 %, when: {{has: {STEP1}}}}}]}}]"""

    assert taken(fees=fees, someone=person(held(STEP1))).high == purse("5 EUR")
    assert taken(fees=fees).low == purse("10 EUR")


WAITS = """[
    {for: seat, from: 1 week, to: 2 weeks, when: before, source: law},
    {for: result, from: 4 weeks, source: law},
    {for: letter, to: 3 days, when: after, source: law},
    {for: some, from: 1 year, to: 2 years, when: aside, source: law}]"""


def test_waits_of_one_side_follow_each_other():
    found = taken(waits=WAITS, duration="{from: 1 month, to: 2 months}")

    assert (found.ahead, found.lasts, found.after) == ((7, 14), (30, 60), (28, 31))
    assert (found.is_timed, found.days) == (True, (65, 105))


def test_delay_comes_before_the_step():
    late = outlook(delays={"a": 30})

    assert taken(late).ahead == (30, 30)
    assert taken(late, waits=WAITS).ahead == (37, 44)
    assert taken(outlook(delays={"other": 30}), waits=WAITS).ahead == (7, 14)


RATE = "{of: %s, rate: %s, year: '%s', segment: %s, source: law}"
ODDS = ", ".join(
    [
        RATE % ("pass", "50 %", "2024", "{}"),
        RATE % ("pass", "60 %", "2025", "{}"),
        RATE % ("pass", "40 %", "2025", "{school: abroad}"),
        RATE % ("pass", "90 %", "2025", "{school: home}"),
        RATE % ("place", "30 %", "2025", "{school: abroad, sitting: first}"),
        RATE % ("seen", "1 %", "2025", "{}"),
    ]
)


SEGMENTS = [
    ({}, {"60 %", "40 %", "90 %", "30 %"}),
    ({"school": "abroad"}, {"40 %", "30 %"}),
    ({"school": "home"}, {"90 %"}),
    ({"school": "moon"}, {"60 %"}),
    ({"school": "abroad", "sitting": "first"}, {"30 %"}),
    ({"school": "abroad", "sitting": "second"}, {"40 %"}),
]


@pytest.mark.parametrize(("segment", "expected"), SEGMENTS)
def test_chance_is_the_latest_of_the_narrowest_groups(segment, expected):
    rates = sorted(Decimal(rate.removesuffix(" %")) / 100 for rate in expected)

    found = taken(outlook(segment=segment), odds=f"[{ODDS}]", kind="examination")

    assert sorted(own.rate for own in found.odds) == rates
    assert found.chance == (rates[0], rates[-1])


@pytest.mark.parametrize(("kind", "expected"), [("examination", None), ("verification", ())])
def test_chance_of_an_examination_that_nobody_counted_is_not_known(kind, expected):
    assert taken(kind=kind, odds=f"[{RATE % ('seen', '1 %', '2025', '{}')}]").chance == expected


def test_step_of_no_opportunity_is_priced_and_takes_no_time():
    found = Step("wait", "wait", lasts=(3, 5))

    assert (found.is_priced, found.is_timed, found.days) == (True, True, (3, 5))
