"""What somebody gives: refused when impossible, paid back when lent, surely given by a fund."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.errors import InputError
from salerno.money import Money, MoneyRange
from salerno.programmes.funds import Contribution, Fund
from salerno.programmes.payments import Payment, Repayment, Terms, payments_from, repayment_of
from salerno.programmes.statements import Statement
from salerno.rules.sources import Source

DAY = date(2026, 10, 30)


def money(written):
    return Money.parse(written)


def exactly(own):
    return Fraction(own.amount)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"amount": money("-1 EUR")}, "impossible payment of p"),
        ({"cap": money("-1 EUR")}, "impossible payment of p"),
        ({"cap": money("1 USD")}, "impossible payment of p"),
        ({"amount": None}, "impossible payment of p"),
        ({"share": Decimal(1)}, "impossible payment of p"),
        ({"amount": None, "share": Decimal(2)}, "impossible payment of p"),
        ({"first": 0}, "impossible years of p: 0 to 0"),
        ({"first": 3, "last": 2}, "impossible years of p: 3 to 2"),
    ],
)
def test_impossible_payment_is_refused(told, said):
    with pytest.raises(InputError) as caught:
        replace(Payment("p", money("1 EUR")), **told)

    assert caught.value.what == said


@pytest.mark.parametrize(
    ("borrowed", "percent", "years", "instalment", "interest"),
    [
        ("1000 EUR", "0", 4, "250", "0"),
        ("100 EUR", "0", 3, "33.34", "0.02"),
        ("1000 EUR", "10", 1, "1100", "100"),
        ("10000 USD", "5", 10, "1295.05", "2950.5"),
        ("0 EUR", "5", 10, "0", "0"),
    ],
)
def test_loan_is_paid_back_in_equal_sums(borrowed, percent, years, instalment, interest):
    own = money(borrowed)

    found = repayment_of(own, terms=Terms(Decimal(percent), years))

    assert found == Repayment(
        own, Money(Decimal(instalment), own.currency), Money(Decimal(interest), own.currency)
    )


@pytest.mark.parametrize(
    ("percent", "years"), [("-1", 1), ("101", 1), ("5", 0), ("5", 61), ("NaN", 1)]
)
def test_impossible_terms_are_refused(percent, years):
    with pytest.raises(InputError, match="impossible terms"):
        Terms(Decimal(percent), years)


loans = st.builds(Terms, st.decimals(0, 100, places=2), st.integers(1, 60))


@given(amount=st.integers(0, 10**7), terms=loans)
def test_any_loan_is_paid_off_by_its_instalments(amount, terms):
    found = repayment_of(Money(Decimal(amount), "EUR"), terms=terms)

    left = Fraction(amount)
    for _ in range(terms.years):
        left = left * (1 + Fraction(terms.percent) / 100) - exactly(found.instalment)
    grown = (1 + Fraction(terms.percent) / 100) ** terms.years
    assert left <= 0
    assert -left <= Fraction(1, 100) * terms.years * grown
    assert exactly(found.interest) == exactly(found.instalment) * terms.years - amount >= 0


def fund(*covers):
    """Return a fund that gives these, in turn, none of them over but the last."""
    page = Source("https://example.org", DAY, "official", "A")
    stated = [Statement(own, page) for own in covers]
    return Fund("f", (("en", "A fund"),), "loan", covers=tuple(stated))


def gives(towards="any", amount="", per="year", share=None, gift=True):
    own = MoneyRange.parse(amount) if amount else None
    return Contribution(towards, own, per, share, gift)


@pytest.mark.parametrize(
    ("covers", "expected"),
    [
        ([gives(amount="10..20 EUR", per="month")], [("120 EUR", "year", "0")]),
        ([gives(amount="10 EUR", per="week")], [("520 EUR", "year", "0")]),
        ([gives(amount="10..20 EUR", per="once")], [("10 EUR", "once", "0")]),
        ([gives(amount="0..20 EUR", per="course", gift=False)], [("20 EUR", "once", "0")]),
        ([gives(amount="0..20 EUR")], []),
        ([gives(amount="10 EUR", per="")], []),
        ([gives(share=(Decimal(1), Decimal(1)))], []),
        ([gives("tuition", share=(Decimal(0), Decimal(1)))], []),
        ([gives("tuition", share=(Decimal("0.5"), Decimal(1)))], [("None", "year", "0.5")]),
        ([gives()], []),
        (
            [gives("living", "9 EUR"), gives("living", "7 EUR"), gives("living", "8 EUR")],
            [("7 EUR", "year", "0")],
        ),
        (
            [gives("tuition", share=(Decimal(1), Decimal(1))), gives("living", "9 EUR")],
            [("None", "year", "1"), ("9 EUR", "year", "0")],
        ),
    ],
)
def test_fund_gives_what_it_is_sure_to_give(covers, expected):
    found = payments_from(fund(*covers), name="A fund")

    assert [(str(own.amount), own.per, str(own.share)) for own in found] == expected
    assert {own.payer for own in found} <= {"A fund"}


def test_what_a_fund_gave_once_is_no_payment():
    past = fund(gives(amount="10 EUR"))
    past = replace(past, covers=tuple(replace(own, over=True) for own in past.covers))

    assert payments_from(past, name="A fund") == ()


@pytest.mark.parametrize(("gift", "is_lent"), [(True, False), (False, True), (None, True)])
def test_what_is_not_known_to_be_a_gift_is_lent(gift, is_lent):
    (found,) = payments_from(fund(gives(amount="10 EUR", gift=gift)), name="A fund")

    assert found.is_lent is is_lent


def test_gift_and_loan_of_one_fund_stand_apart():
    own = fund(gives("living", "7 EUR"), gives("living", "5 EUR", gift=False))

    found = payments_from(own, name="A fund")

    assert [(str(one.amount), one.is_lent) for one in found] == [
        ("7 EUR", False),
        ("5 EUR", True),
    ]
