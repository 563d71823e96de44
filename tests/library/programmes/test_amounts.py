"""Amounts as schools write them: read, flagged or refused, never guessed in silence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.errors import InputError
from salerno.programmes.amounts import amounts_in

CODES = frozenset({"USD", "EUR", "GBP", "INR", "RUB", "AED"})


def told(written, currency=""):
    return [
        (str(own.amount), own.per, own.first, own.last)
        for own in amounts_in(written, currency=currency, codes=CODES)
    ]


@pytest.mark.parametrize(
    ("written", "currency", "amount"),
    [
        ("USD 5,500", "", "5500 USD"),
        ("5500 usd", "USD", "5500 USD"),
        ("\u20ac 12 500,50", "", "12500.5 EUR"),
        ("490\u00a0080 \u20bd", "", "490080 RUB"),
        ("$45k", "USD", "45000 USD"),
        ("3,000\u20134,300", "EUR", "3000..4300 EUR"),
        ("GBP 45,000 - GBP 50,000*", "", "45000..50000 GBP"),
        ("35\u201340 lakh", "INR", "3500000..4000000 INR"),
        ("3 lakh to 40 lakh", "INR", "300000..4000000 INR"),
        ("1.5 crore", "INR", "15000000 INR"),
        ("Rs. 3,50,000", "INR", "350000 INR"),
        ("between 10 and 20 EUR [1]", "", "10..20 EUR"),
        ("12'500 EUR", "", "12500 EUR"),
    ],
)
def test_amount_is_read_whatever_its_marks(written, currency, amount):
    assert told(written, currency) == [(amount, None, 0, 0)]


@pytest.mark.parametrize(
    ("written", "per"),
    [
        ("10 EUR per year", "year"),
        ("10 EUR p.a.", "year"),
        ("10 EUR a semester", "semester"),
        ("10 EUR per trimester", "trimester"),
        ("10 EUR each term", "term"),
        ("10 EUR / month", "month"),
        ("10 EUR one-off", "once"),
        ("10 EUR for the whole degree", "course"),
    ],
)
def test_period_is_read(written, per):
    assert told(written) == [("10 EUR", per, 0, 0)]


def test_prices_of_years_of_study_stand_apart():
    assert told("1st year 10,000; 2nd-6th year 9,000", "EUR") == [
        ("10000 EUR", None, 1, 1),
        ("9000 EUR", None, 2, 6),
    ]
    assert told("Year 1: 10000 USD\nyears 2-6: 9000 USD") == [
        ("10000 USD", None, 1, 1),
        ("9000 USD", None, 2, 6),
    ]


@pytest.mark.parametrize(
    ("written", "flag"),
    [
        ("about 10 EUR", "about"),
        ("12.500 EUR", "'12.500' is read as thousands"),
        ("10/20 EUR", "there is a further number"),
        ("1,2345,678 EUR", "the digits of '1,2345,678' are grouped oddly"),
    ],
)
def test_what_had_to_be_guessed_is_flagged(written, flag):
    (own,) = amounts_in(written, codes=CODES)

    assert own.flags == (flag,)


@pytest.mark.parametrize(
    ("written", "currency", "what"),
    [
        ("", "EUR", "no amount is written here"),
        ("tbc", "EUR", "'tbc' holds no number"),
        ("5,500", "", "'5,500' names no currency"),
        ("$5,500", "", "'$5,500' may be in several currencies"),
        ("$5,500", "EUR", "'$5,500' may be in several currencies"),
        ("Rs 5", "", "'Rs 5' may be in several currencies"),
        ("5 EUR or 6 USD", "", "'5 EUR or 6 USD' names EUR and USD"),
        ("\u20ac5 or \u00a36", "", "'\u20ac5 or \u00a36' names EUR and GBP"),
        ("20-10 EUR", "", "'20-10 EUR' ends below where it begins"),
    ],
)
def test_what_cannot_be_told_is_refused(written, currency, what):
    with pytest.raises(InputError) as caught:
        amounts_in(written, currency=currency, codes=CODES)

    assert caught.value.what == what
    assert caught.value.fix


@given(
    st.integers(0, 10**7),
    st.sampled_from(["", ",", ".", " ", "'", "\u202f"]),
    st.sampled_from(["", ".5", ",25"]),
    st.sampled_from(["{} EUR", "EUR {}", "\u20ac{}"]),
)
def test_any_number_reads_back_from_any_way_to_write_it(number, mark, cents, form):
    grouped = f"{number:,}".replace(",", mark)
    written = form.format(grouped + ("" if cents[:1] == mark else cents))

    (own,) = amounts_in(written, codes=CODES)

    expected = Decimal(number)
    if cents and cents[:1] != mark:
        expected += Decimal(cents.replace(",", "."))
    assert own.amount.low.amount == own.amount.high.amount == expected


def found_or_fix(written, currency):
    """Return what was read, else what is said to do."""
    try:
        return amounts_in(written, currency=currency, codes=CODES)
    except InputError as error:
        return error.fix


@given(st.text(max_size=40), st.sampled_from(["", "EUR"]))
def test_any_text_is_read_or_refused_with_what_to_do(written, currency):
    assert found_or_fix(written, currency)
