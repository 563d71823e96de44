"""Money is exact, never mixes currencies, and knows its date."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.errors import InputError, UnknownName
from salerno.money import Money, MoneyRange, Purse, Rates

EARLY, LATE = date(2024, 1, 31), date(2026, 11, 22)
RATES = Rates("EUR", LATE, "central bank", (("GBP", Decimal("0.8")), ("USD", Decimal("1.25"))))

decimals = st.decimals(
    min_value=-(10**15), max_value=10**15, places=6, allow_nan=False, allow_infinity=False
)
moneys = st.builds(Money, decimals, st.sampled_from(["EUR", "GBP", "USD"]))
purses = st.lists(moneys, max_size=6).map(Purse.of)


@pytest.mark.parametrize(
    ("written", "amount", "currency"),
    [
        ("160 USD", "160", "USD"),
        (" 1600.50  EUR ", "1600.50", "EUR"),
        ("-3 GBP", "-3", "GBP"),
        ("0 INR", "0", "INR"),
    ],
)
def test_money_reads_a_number_and_a_currency(written, amount, currency):
    assert Money.parse(written) == Money(Decimal(amount), currency)


def test_money_keeps_its_date():
    assert Money.parse("160 USD", as_of=EARLY) == Money(Decimal(160), "USD", EARLY)


FORM = "write it like '160 USD' or '1600.50 EUR'"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("1,600 USD", "not an amount '1,600 USD': '1,600' is no number; write 1600 without commas"),
        (
            "1,234,567.50 USD",
            "not an amount '1,234,567.50 USD': '1,234,567.50' is no number; "
            "write 1234567.50 without commas",
        ),
        ("1,5 EUR", f"not an amount '1,5 EUR': '1,5' is no number; {FORM}"),
        ("1.600,50 EUR", f"not an amount '1.600,50 EUR': '1.600,50' is no number; {FORM}"),
        ("USD 160", f"not an amount 'USD 160': 'USD' is no number; {FORM}"),
        ("1e3 USD", f"not an amount '1e3 USD': '1e3' is no number; {FORM}"),
        ("NaN USD", f"not an amount 'NaN USD': 'NaN' is no number; {FORM}"),
        ("١٦٠ USD", f"not an amount '١٦٠ USD': '١٦٠' is no number; {FORM}"),
        ("$160", f"not an amount '$160'; {FORM}"),
        ("160 000 USD", f"not an amount '160 000 USD'; {FORM}"),
        ("", f"not an amount ''; {FORM}"),
        (
            "160 EURO",
            "unknown currency 'EURO': not an ISO 4217 code; did you mean 'EUR'?",
        ),
        (
            "160 usd",
            "unknown currency 'usd': not an ISO 4217 code; did you mean 'USD'?",
        ),
        (
            "160 %%%",
            "unknown currency '%%%': not an ISO 4217 code; use three capital letters such as 'USD'",
        ),
        (
            "0.0000000000001 USD",
            "impossible amount 1E-13; give at most 12 decimals",
        ),
        (
            "1000000000000000000 USD",
            "impossible amount 1000000000000000000; give a number below 10^18",
        ),
    ],
)
def test_money_says_what_to_write(written, message):
    with pytest.raises(InputError) as caught:
        Money.parse(written)

    assert str(caught.value) == message


@pytest.mark.parametrize("amount", ["NaN", "sNaN", "Infinity", "-Infinity", "1E+999999"])
def test_money_is_a_number(amount):
    with pytest.raises(InputError, match="impossible amount"):
        Money(Decimal(amount), "USD")


@pytest.mark.parametrize(
    ("amount", "expected"),
    [("160.00", "160 USD"), ("1E+3", "1000 USD"), ("0.50", "0.5 USD"), ("-0", "0 USD")],
)
def test_money_is_written_without_zeros_or_exponent(amount, expected):
    assert str(Money(Decimal(amount), "USD")) == expected


@given(moneys)
def test_money_reads_what_it_writes(money):
    assert Money.parse(str(money)) == money


def test_money_adds_within_one_currency():
    total = Money.parse("0.1 USD") + Money.parse("0.2 USD")

    assert total == Money.parse("0.3 USD")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(EARLY, LATE, EARLY), (LATE, EARLY, EARLY), (None, LATE, None), (LATE, None, None)],
)
def test_sum_is_as_old_as_its_older_part(one, other, expected):
    total = Money(Decimal(1), "USD", one) + Money(Decimal(1), "USD", other)

    assert total.as_of == expected


def test_money_of_two_currencies_does_not_add():
    with pytest.raises(InputError) as caught:
        Money.parse("1 USD") + Money.parse("1 EUR")

    assert str(caught.value) == (
        "cannot add EUR to USD; convert with rates first, or keep both in a purse"
    )


def test_range_reads_two_ends():
    assert MoneyRange.parse("284..551 GBP", as_of=EARLY) == MoneyRange(
        Money.parse("284 GBP", as_of=EARLY), Money.parse("551 GBP", as_of=EARLY)
    )


def test_range_reads_a_single_amount():
    assert MoneyRange.parse("160 USD") == MoneyRange(Money.parse("160 USD"), Money.parse("160 USD"))


@pytest.mark.parametrize("written", ["284..551 GBP", "160 USD", "-3..0 EUR"])
def test_range_writes_what_it_reads(written):
    assert str(MoneyRange.parse(written)) == written


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("551..284 GBP", "a range cannot run from 551 GBP to 284 GBP; put the lower end first"),
        ("284.. GBP", f"not an amount '284.. GBP': '' is no number; {FORM}"),
        ("1...5 GBP", f"not an amount '1...5 GBP': '.5' is no number; {FORM}"),
    ],
)
def test_range_says_what_to_write(written, message):
    with pytest.raises(InputError) as caught:
        MoneyRange.parse(written)

    assert str(caught.value) == message


def test_range_has_one_currency():
    with pytest.raises(InputError) as caught:
        MoneyRange(Money.parse("1 GBP"), Money.parse("2 USD"))

    assert str(caught.value) == (
        "a range cannot run from 1 GBP to 2 USD: two currencies; give both ends in one currency"
    )


def test_purse_keeps_currencies_apart():
    purse = Purse.of(map(Money.parse, ["900 USD", "283 GBP", "5 USD"]))

    assert purse == Purse((("GBP", Decimal(283)), ("USD", Decimal(905))))
    assert str(purse) == "283 GBP + 905 USD"


def test_purse_without_money_is_empty():
    purse = Purse.of([Money.parse("5 USD"), Money.parse("-5 USD")])

    assert purse == Purse()
    assert purse.is_empty
    assert str(purse) == "0"


def test_purse_with_money_is_not_empty():
    assert not Purse.of([Money.parse("5 USD")]).is_empty


@pytest.mark.parametrize(
    "amounts",
    [
        (("USD", Decimal(1)), ("GBP", Decimal(1))),
        (("USD", Decimal(1)), ("USD", Decimal(1))),
        (("USD", Decimal(0)),),
    ],
)
def test_purse_has_one_form(amounts):
    with pytest.raises(InputError, match=r"build it with Purse\.of"):
        Purse(amounts)


@given(purses, purses, purses)
def test_purses_add_in_any_order(one, other, third):
    assert (one + other) + third == third + (other + one)


@given(purses)
def test_purse_is_unchanged_by_an_empty_one(purse):
    assert purse + Purse() == purse


@given(st.lists(moneys, max_size=6))
def test_purse_of_all_is_the_sum_of_purses(amounts):
    assert sum((Purse.of([money]) for money in amounts), Purse()) == Purse.of(amounts)


@pytest.mark.parametrize(
    ("written", "to", "expected"),
    [
        ("100 EUR", "USD", "125 USD"),
        ("125 USD", "EUR", "100 EUR"),
        ("100 GBP", "USD", "156.25 USD"),
        ("0.125 EUR", "EUR", "0.12 EUR"),
        ("0.135 EUR", "EUR", "0.14 EUR"),
        ("0.156 GBP", "EUR", "0.2 EUR"),
        ("0.1 GBP", "EUR", "0.12 EUR"),
    ],
)
def test_rates_convert_to_two_decimals_half_to_even(written, to, expected):
    assert RATES.convert(Money.parse(written), to=to) == Money.parse(expected, as_of=LATE)


def test_rates_total_a_purse_and_round_once():
    purse = Purse.of(map(Money.parse, ["0.003 EUR", "0.0024 GBP"]))

    assert RATES.total(purse, to="EUR") == Money.parse("0.01 EUR", as_of=LATE)


def test_rates_total_of_an_empty_purse_is_nothing():
    assert RATES.total(Purse(), to="GBP") == Money.parse("0 GBP", as_of=LATE)


@pytest.mark.parametrize(
    ("written", "to", "message"),
    [
        ("1 INR", "EUR", "no rate for 'INR': not in the table of central bank of 2026-11-22; "),
        ("1 EUR", "USS", "no rate for 'USS': not in the table of central bank of 2026-11-22; "),
    ],
)
def test_rates_lack_a_currency(written, to, message):
    with pytest.raises(UnknownName) as caught:
        RATES.convert(Money.parse(written), to=to)

    assert str(caught.value) == message + ("add its rate" if to == "EUR" else "did you mean 'USD'?")


@given(decimals)
def test_conversion_there_and_back_loses_less_than_rounding(amount):
    money = Money(amount, "EUR")

    back = RATES.convert(RATES.convert(money, to="USD"), to="EUR")

    assert abs(back.amount - amount) <= Decimal("0.01")


@pytest.mark.parametrize(
    ("base", "source", "per_base", "message"),
    [
        ("EUR", "bank", (("EUR", Decimal(1)),), "a currency has two rates"),
        ("EUR", "bank", (("USD", Decimal(1)), ("USD", Decimal(2))), "a currency has two rates"),
        ("EUR", "", (), "rates without a source"),
        ("EUR", "bank", (("USD", Decimal(0)),), "impossible rate 0 of USD"),
        ("EUR", "bank", (("USD", Decimal("NaN")),), "impossible rate NaN of USD"),
        ("euro", "bank", (), "unknown currency 'euro'"),
        ("EUR", "bank", (("usd", Decimal(1)),), "unknown currency 'usd'"),
    ],
)
def test_rates_are_checked(base, source, per_base, message):
    with pytest.raises(InputError) as caught:
        Rates(base, LATE, source, per_base)

    assert caught.value.what == message


OLDER = Rates(
    "EUR",
    LATE,
    "central bank",
    (("GBP", Decimal("0.8")), ("GHS", Decimal(13)), ("USD", Decimal("1.25"))),
    (("GHS", EARLY, "a customs office"),),
)


def test_rate_of_another_day_says_so():
    assert OLDER.day_of("GHS") == EARLY
    assert OLDER.day_of("USD") == OLDER.day_of("EUR") == LATE
    assert OLDER.codes == {"EUR", "GBP", "GHS", "USD"}


def test_notes_name_each_day_and_source_with_its_currencies():
    assert OLDER.notes(["GHS", "USD", "INR"]) == (
        (LATE, "central bank", ()),
        (EARLY, "a customs office", ("GHS",)),
    )
    assert OLDER.notes(["USD"]) == ((LATE, "central bank", ()),)


@pytest.mark.parametrize(
    ("written", "to", "day"),
    [
        ("100 USD", "GBP", LATE),
        ("100 USD", "GHS", EARLY),
        ("100 GHS", "EUR", EARLY),
        ("100 EUR", "EUR", LATE),
    ],
)
def test_conversion_is_as_old_as_its_oldest_rate(written, to, day):
    assert OLDER.convert(Money.parse(written), to=to).as_of == day


@pytest.mark.parametrize(
    "dated",
    [
        (("EUR", EARLY, "a bank"),),
        (("INR", EARLY, "a bank"),),
        (("GHS", EARLY, "a bank"), ("GHS", LATE, "a bank")),
    ],
)
def test_day_of_no_rate_is_refused(dated):
    with pytest.raises(InputError) as caught:
        Rates("EUR", LATE, "central bank", OLDER.per_base, dated)

    assert caught.value.what == "a day of no rate, or two days of one"


def test_dated_rate_without_a_source_is_refused():
    with pytest.raises(InputError, match="rates without a source"):
        Rates("EUR", LATE, "central bank", OLDER.per_base, (("GHS", EARLY, ""),))
