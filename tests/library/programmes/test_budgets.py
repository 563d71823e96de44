"""Who pays for a course: years add up, nobody gives more than is asked, and the rest is the gap."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.money import Money, MoneyRange, Purse, Rates
from salerno.programmes.budgets import Share, budget_of
from salerno.programmes.costs import cost_of
from salerno.programmes.payments import (
    Payment,
    Repayment,
    Terms,
)
from salerno.programmes.scenarios import Scenario, scenarios_of
from salerno.rates import RateHistory, Series
from tests.library.programmes.written import prices, programme_of, standing

GHANA = standing(citizenship="GH")
DAY, OLDER = date(2026, 10, 30), date(2026, 10, 21)
RATES = Rates(
    "EUR",
    DAY,
    "a bank",
    (("GHS", Decimal("12.5")), ("USD", Decimal("1.25"))),
    (("GHS", OLDER, "an office"),),
)
HISTORY = RateHistory(
    "EUR",
    (
        Series("USD", "a bank", ((date(2022, 1, 3), Decimal(1)), (DAY, Decimal("1.25")))),
        Series("GHS", "an office", ((date(2021, 12, 31), Decimal(5)), (OLDER, Decimal("12.5")))),
    ),
)


def money(written):
    return Money.parse(written)


def between(written):
    return MoneyRange.parse(written)


def reckoned(*lines, years=2, who=GHANA):
    length = f"length: [{{years: {years}, source: page}}]\n" if years else ""
    return cost_of(programme_of(length + prices(*lines)), who, groups={})


COURSE = reckoned(
    "kind: tuition, amount: 100..120 USD, per: year",
    "kind: living, amount: 40 EUR, per: year",
    "kind: deposit, amount: 10 EUR, per: once",
    "kind: insurance, amount: 5 USD, per: once",
    "kind: funds-to-show, amount: 500 EUR, per: year, held: yes",
)


def budget(cost=COURSE, *payments, currency="EUR", rates=RATES):
    return budget_of(cost, payments=payments, rates=rates, currency=currency, first_year=2027)


def worths(found):
    return [
        (own.year, own.column, str(own.asked), str(own.worth) if own.worth else "")
        for own in found.portions
    ]


def test_everything_that_is_asked_is_told_by_year_thing_and_currency():
    assert worths(budget()) == [
        (1, "tuition", "100..120 USD", "80..96 EUR"),
        (2, "tuition", "100..120 USD", "80..96 EUR"),
        (1, "living", "40 EUR", "40 EUR"),
        (2, "living", "40 EUR", "40 EUR"),
        (1, "other", "10 EUR", "10 EUR"),
        (1, "other", "5 USD", "4 EUR"),
        (1, "held", "500 EUR", "500 EUR"),
        (2, "held", "500 EUR", "500 EUR"),
    ]
    assert [str(own.asked) for own in budget().within(1, "other")] == ["10 EUR", "5 USD"]


def test_years_are_those_of_study_and_of_the_calendar():
    found = budget()

    assert [(own.number, own.begins, str(own.cost)) for own in found.years] == [
        (1, 2027, "134..150 EUR"),
        (2, 2028, "120..136 EUR"),
    ]
    assert (str(found.cost), str(found.gap), found.shares) == ("254..286 EUR", "254..286 EUR", ())
    assert (found.is_whole, found.missing, found.unrated) == (True, (), ())


def test_accommodation_is_living():
    cost = reckoned("kind: accommodation, amount: 5 EUR, per: month", years=1)

    assert worths(budget(cost)) == [(1, "living", "60 EUR", "60 EUR")]


def test_what_is_held_is_in_no_sum():
    held = reckoned("kind: funds-to-show, amount: 500 EUR, per: year, held: yes")

    assert budget(held).cost == between("0 EUR")


def test_payers_give_in_their_order_and_the_rest_is_the_gap():
    found = budget(
        COURSE,
        Payment("fund", money("100 USD")),
        Payment("self", money("50 EUR")),
    )

    assert [own.shares for own in found.years] == [
        (
            Share("fund", money("80 EUR"), money("80 EUR")),
            Share("self", money("50 EUR"), money("50 EUR")),
        ),
        (
            Share("fund", money("80 EUR"), money("80 EUR")),
            Share("self", money("40 EUR"), money("50 EUR")),
        ),
    ]
    assert [str(own.gap) for own in found.years] == ["4..20 EUR", "0..6 EUR"]
    assert str(found.gap) == "4..26 EUR"
    assert found.shares[1] == Share("self", money("90 EUR"), money("100 EUR"))


def given_in(cost, payment):
    """Return what a single payer gives, year by year, when the course costs the most."""
    return [str(own.shares[0].high.amount) for own in budget(cost, payment).years]


FLAT = reckoned("kind: tuition, amount: 100 EUR, per: year", years=4)
PAYMENTS = {
    "every year": (Payment("p", money("60 EUR")), ["60", "60", "60", "60"]),
    "some years": (Payment("p", money("60 EUR"), first=2, last=3), ["0", "60", "60", "0"]),
    "never more than needed": (Payment("p", money("160 EUR")), ["100", "100", "100", "100"]),
    "up to a cap": (Payment("p", money("60 EUR"), cap=money("150 EUR")), ["60", "60", "30", "0"]),
    "once, kept": (Payment("p", money("250 EUR"), "once"), ["100", "100", "50", "0"]),
    "once, later": (Payment("p", money("130 EUR"), "once", first=3), ["0", "0", "100", "30"]),
    "once, until": (Payment("p", money("250 EUR"), "once", last=2), ["100", "100", "0", "0"]),
    "once, capped": (
        Payment("p", money("250 EUR"), "once", cap=money("90 EUR")), ["90", "0", "0", "0"]
    ),
    "converted": (Payment("p", money("125 GHS"), cap=money("250 GHS")), ["10", "10", "0", "0"]),
}  # fmt: skip


@pytest.mark.parametrize("name", PAYMENTS)
def test_payment_gives(name):
    payment, expected = PAYMENTS[name]

    assert [Decimal(own) for own in given_in(FLAT, payment)] == [Decimal(own) for own in expected]


def test_what_has_no_rate_is_named_and_in_no_sum():
    cost = reckoned(
        "kind: tuition, amount: 100 EUR, per: year", "kind: living, amount: 9 INR, per: month"
    )

    found = budget(cost, Payment("aunt", money("50 KES")))

    assert found.unrated == ("INR", "KES")
    assert (found.is_whole, str(found.gap)) == (False, "200 EUR")
    assert [own.worth for own in found.within(1, "living")] == [None]


def test_held_money_without_a_rate_leaves_the_sum_whole():
    cost = reckoned(
        "kind: tuition, amount: 1 EUR, per: year",
        "kind: living, amount: 1 EUR, per: year",
        "kind: funds-to-show, amount: 9 INR, per: once, held: yes",
    )

    assert (budget(cost).is_whole, budget(cost).unrated) == (True, ("INR",))


def test_without_rates_each_currency_stands_alone():
    found = budget(COURSE, rates=None)

    assert (found.unrated, str(found.cost), found.as_of) == (("USD",), "90 EUR", None)


def test_unknown_parts_are_named():
    cost = reckoned("kind: tuition, amount: 100 EUR, per: year, years: 1", years=0)

    found = budget(cost)

    assert (found.is_whole, found.has_length) == (False, False)
    assert found.missing == (("living", ()),)


def test_budget_is_as_old_as_the_oldest_rate_used():
    assert budget().as_of == DAY
    assert budget(FLAT).as_of is None
    assert budget(FLAT, currency="GHS").as_of == OLDER
    assert budget(FLAT, Payment("p", money("1 GHS"))).as_of == OLDER


def test_budget_tells_what_its_loans_come_to():
    loan = Payment("bank", money("50 EUR"), terms=Terms(Decimal(0), 2))

    found = budget(FLAT, Payment("self", money("70 EUR")), loan)

    borrowed = Repayment(money("120 EUR"), money("60 EUR"), money("0 EUR"))
    assert found.debts == (("bank", borrowed, borrowed),)


def swayed(cost, *payments, currency="GHS", history=HISTORY):
    found = scenarios_of(cost, payments=payments, rates=RATES, currency=currency, history=history)
    return {(own.turn, own.percent): str(own.gap.high.amount) for own in found}


def test_gap_by_other_rates():
    cost = reckoned("kind: tuition, amount: 100 USD, per: year", years=1)

    assert swayed(cost, Payment("self", money("400 GHS"))) == {
        ("moves", -20): "850.00",
        ("moves", -10): "711.11",
        ("moves", 10): "509.09",
        ("moves", 20): "433.33",
    }


def test_best_and_worst_rates_of_five_years_are_taken_where_one_source_has_both():
    cost = reckoned("kind: tuition, amount: 100 EUR, per: year", years=1)

    found = swayed(cost)

    assert (found["worst", 0], found["best", 0]) == ("1250.00", "500.00")


def test_what_is_given_in_other_money_sways_the_other_way():
    cost = reckoned("kind: tuition, amount: 1000 GHS, per: year", years=1)

    found = swayed(cost, Payment("uncle", money("10 EUR")))

    assert (found["worst", 0], found["best", 0]) == ("950.00", "875.00")
    assert (found["moves", -20], found["moves", 20]) == ("843.75", "895.83")


@pytest.mark.parametrize(
    ("line", "currency"), [("100 GHS", "GHS"), ("100 INR", "GHS"), ("100 EUR", "INR")]
)
def test_no_rate_sways_nothing(line, currency):
    cost = reckoned(f"kind: tuition, amount: {line}, per: year", years=1)

    assert swayed(cost, currency=currency) == {}


def test_currency_without_a_rate_is_left_as_it_is():
    cost = reckoned(
        "kind: tuition, amount: 100 EUR, per: year",
        "kind: living, amount: 9 INR, per: year",
        years=1,
    )

    assert swayed(cost)["worst", 0] == "1250.00"


def test_scenario_is_a_value():
    cost = reckoned("kind: tuition, amount: 100..200 EUR, per: year", years=1)

    first, *_ = scenarios_of(cost, rates=RATES, currency="USD", history=HISTORY)

    assert first == Scenario("moves", -20, MoneyRange(money("156.25 USD"), money("312.50 USD")))


amounts = st.integers(0, 400)
codes = st.sampled_from(["EUR", "USD", "GHS", "INR"])
kinds = st.sampled_from(["tuition", "living", "deposit", "books"])
lines = st.builds(
    lambda kind, low, more, code, per, held: (
        f"kind: {kind}, amount: {low}..{low + more} {code}, per: {per}, held: {held}"
    ),
    kinds, amounts, amounts, codes, st.sampled_from(["year", "once"]),
    st.sampled_from(["yes", "no"]),
)  # fmt: skip
payments = st.builds(
    lambda name, amount, code, per, first, more, cap: Payment(
        name,
        Money(Decimal(amount), code),
        per,
        first=first,
        last=first + more - 1 if more else 0,
        cap=None if cap is None else Money(Decimal(cap), code),
    ),
    st.sampled_from(["self", "aunt", "fund"]), amounts, codes, st.sampled_from(["year", "once"]),
    st.integers(1, 3), st.integers(0, 3), st.none() | amounts,
)  # fmt: skip
courses = st.builds(
    lambda found, years: reckoned(*found, years=years),
    st.lists(lines, max_size=5),
    st.integers(1, 4),
)


def exactly(own):
    return Fraction(own.amount)


@given(cost=courses, given_by=st.lists(payments, max_size=4))
def test_any_years_sum_to_the_whole_and_payers_and_gap_to_the_cost(cost, given_by):
    found = budget(cost, *given_by)

    for end in ("low", "high"):
        whole, gap = exactly(getattr(found.cost, end)), exactly(getattr(found.gap, end))
        paid = sum(exactly(getattr(own, end)) for own in found.shares)
        assert paid + gap == whole
        assert whole == sum(exactly(getattr(year.cost, end)) for year in found.years)
        assert whole == sum(
            exactly(getattr(own.worth, end))
            for own in found.portions
            if own.worth and own.column != "held"
        )
        for year in found.years:
            asked = exactly(getattr(year.cost, end))
            parts = [exactly(getattr(own, end)) for own in year.shares]
            assert all(0 <= part <= asked for part in parts)
            assert sum(parts) + exactly(getattr(year.gap, end)) == asked


@given(cost=courses)
def test_any_line_is_asked_once(cost):
    found = budget(cost)

    asked = Purse.of(own.asked.low for own in found.portions if own.column != "held")
    assert asked == cost.low


def clerk(needs, given_by):
    """Reckon the gap again, with every coin of who gives in a jar of its own year."""
    gaps = []
    jars = [
        {
            year: min(exactly(own.amount), exactly(own.cap or own.amount))
            for year in range(1, len(needs) + 1)
            if year >= own.first and (not own.last or year <= own.last)
            and (own.per == "year" or year == own.first)
        }
        for own in given_by
    ]  # fmt: skip
    caps = [Fraction(10**9) if own.cap is None else exactly(own.cap) for own in given_by]
    for year, need in enumerate(needs, start=1):
        left = need
        for place, own in enumerate(given_by):
            for when in sorted(jars[place]):
                usable = when == year if own.per == "year" else when <= year
                over = own.last and year > own.last
                if usable and not over:
                    coin = min(left, jars[place][when], caps[place])
                    jars[place][when] -= coin
                    caps[place] -= coin
                    left -= coin
        gaps.append(left)
    return gaps


@given(cost=courses, given_by=st.lists(payments, max_size=4))
def test_any_gap_is_that_of_a_clerk_with_jars(cost, given_by):
    own = [one for one in given_by if one.amount.currency == "EUR"]

    found = budget(cost, *own)

    for end in ("low", "high"):
        needs = [exactly(getattr(year.cost, end)) for year in found.years]
        gaps = [exactly(getattr(year.gap, end)) for year in found.years]
        assert gaps == clerk(needs, own)


@given(cost=courses, given_by=st.lists(payments, max_size=3), currency=codes)
def test_any_gap_grows_as_money_loses_when_payers_give_that_money(cost, given_by, currency):
    own = [replace(one, amount=Money(one.amount.amount, currency), cap=None) for one in given_by]

    found = scenarios_of(cost, payments=own, rates=RATES, currency=currency, history=HISTORY)

    moves = [one.gap for one in found if one.turn == "moves"]
    now = budget(cost, *own, currency=currency).gap
    ends = [one.gap for one in found if one.turn != "moves"]
    for end in ("low", "high"):
        gaps = [getattr(gap, end).amount for gap in moves]
        assert gaps == sorted(gaps, reverse=True)
        if ends:
            worst, best = (getattr(gap, end).amount for gap in ends)
            assert best <= getattr(now, end).amount <= worst


def test_share_pays_a_part_of_one_column_in_every_year_of_it():
    half = Payment("fund", share=Decimal("0.5"), last=1)

    found = budget(COURSE, half, Payment("self", money("60 EUR")))

    assert [own.shares for own in found.years] == [
        (
            Share("fund", money("40.00 EUR"), money("48.00 EUR")),
            Share("self", money("60 EUR"), money("60 EUR")),
        ),
        (
            Share("fund", money("0 EUR"), money("0 EUR")),
            Share("self", money("60 EUR"), money("60 EUR")),
        ),
    ]
    assert (half.currency, budget(reckoned(), half).shares) == (
        "",
        (Share("fund", money("0.00 EUR"), money("0.00 EUR")),),
    )


def test_share_gives_no_more_than_is_left():
    whole = Payment("fund", share=Decimal(1))

    found = budget(FLAT, Payment("self", money("70 EUR")), whole)

    assert str(found.shares[1].high.amount) == "120"
    assert found.gap == between("0 EUR")
