"""Rates over time: the last that is known counts, and what is old says so."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.errors import InputError, UnknownName
from salerno.money import Money, Rates
from salerno.rates import Peg, RateHistory, Series, history_of, moved

FIRST, SECOND, THIRD = date(2026, 1, 5), date(2026, 1, 6), date(2026, 1, 7)


def series(code, *points, source="a bank"):
    return Series(code, source, tuple((day, Decimal(rate)) for day, rate in points))


USD = series("USD", (FIRST, "1.1"), (SECOND, "1.2"), (THIRD, "1.25"))
GHS = series("GHS", (FIRST, "12"), source="a customs office")
AED = Peg("AED", "a decree", "USD", Decimal("3.6725"))
BAM = Peg("BAM", "a law", "EUR", Decimal("1.95583"))
HISTORY = RateHistory("EUR", (USD, GHS), (AED, BAM))


def test_rates_of_a_day_are_the_last_that_are_not_after_it():
    found = HISTORY.on(SECOND)

    assert found == Rates(
        "EUR",
        SECOND,
        "a bank",
        (
            ("AED", Decimal("4.40700")),
            ("BAM", Decimal("1.95583")),
            ("GHS", Decimal(12)),
            ("USD", Decimal("1.2")),
        ),
        (
            ("AED", SECOND, "a decree"),
            ("BAM", SECOND, "a law"),
            ("GHS", FIRST, "a customs office"),
        ),
    )


def test_day_before_everything_has_no_rates():
    with pytest.raises(InputError, match="no exchange rate is known on 2026-01-04"):
        HISTORY.on(date(2026, 1, 4))


def test_peg_to_what_is_not_known_yet_is_left_out():
    late = RateHistory("EUR", (GHS, series("USD", (THIRD, "1.25"))), (AED,))

    assert late.on(SECOND).codes == {"EUR", "GHS"}
    assert late.on(THIRD).codes == {"EUR", "GHS", "USD", "AED"}


def test_later_of_two_sources_counts_and_the_main_one_gives_the_day():
    both = RateHistory("EUR", (USD, series("USD", (date(2026, 2, 1), "2"), source="another")))

    assert both.on(THIRD) == Rates("EUR", THIRD, "a bank", (("USD", Decimal("1.25")),))
    assert both.on(date(2026, 3, 1)) == Rates(
        "EUR", date(2026, 2, 1), "another", (("USD", Decimal(2)),)
    )


def test_histories_of_one_base_are_joined():
    joined = RateHistory("EUR", (USD,), (AED,)) + RateHistory("EUR", (GHS,), (BAM,))

    assert joined == HISTORY
    assert (joined.last, RateHistory("EUR").last) == (THIRD, None)
    with pytest.raises(InputError, match="cannot join rates of EUR with rates of USD"):
        joined + RateHistory("USD")


@pytest.mark.parametrize(
    "points", [(), ((FIRST, "1"), (FIRST, "2")), ((SECOND, "1"), (FIRST, "2"))]
)
def test_series_without_order_is_refused(points):
    with pytest.raises(InputError, match="the rates of USD are not one for each day"):
        series("USD", *points)


@pytest.mark.parametrize("rate", ["0", "-1", "NaN", "Infinity"])
def test_impossible_rate_is_refused(rate):
    with pytest.raises(InputError, match=f"impossible rate {rate} of USD"):
        series("USD", (FIRST, rate))


@pytest.mark.parametrize(
    ("code", "to", "least", "most"),
    [
        ("EUR", "USD", "1.1", "1.25"),
        ("USD", "EUR", "0.8", str(1 / Decimal("1.1"))),
        ("USD", "AED", "3.6725", "3.6725"),
        ("EUR", "AED", "4.03975", "4.590625"),
        ("EUR", "BAM", "1.95583", "1.95583"),
        ("BAM", "GHS", str(12 / Decimal("1.95583")), str(12 / Decimal("1.95583"))),
        ("USD", "USD", "1", "1"),
    ],
)
def test_span_is_between_the_least_and_the_most(code, to, least, most):
    found = HISTORY.span(code, to, since=FIRST, until=THIRD)

    assert [round(end, 9) for end in found] == [round(Decimal(end), 9) for end in (least, most)]


def test_span_takes_only_what_one_source_knows_of_both():
    with pytest.raises(UnknownName) as caught:
        HISTORY.span("USD", "GHS", since=FIRST, until=THIRD)

    assert str(caught.value) == (
        "no rate of 'USD' in 'GHS' from 2026-01-05 to 2026-01-07; take more days, or add its rates"
    )


def test_span_keeps_to_its_days():
    assert HISTORY.span("EUR", "USD", since=SECOND, until=SECOND) == (Decimal("1.2"),) * 2


def test_unknown_currency_of_a_span_is_guessed():
    with pytest.raises(UnknownName, match="USD"):
        HISTORY.span("USS", "EUR", since=FIRST, until=THIRD)


def test_rates_of_one_day_are_a_history_of_one_day():
    rates = HISTORY.on(SECOND)

    assert history_of(rates).on(THIRD) == rates


def test_moved_rates_have_another_base_and_dearer_money():
    found = moved(HISTORY.on(SECOND), "USD", times={"GHS": Decimal(2)})

    assert found.convert(Money(Decimal(120), "GHS"), to="USD").amount == Decimal(24)
    assert found.convert(Money(Decimal(10), "EUR"), to="USD").amount == Decimal(12)
    assert [code for code, _, _ in found.dated] == ["AED", "BAM", "GHS"]
    assert moved(HISTORY.on(SECOND), "GHS", times={}).codes == found.codes


def test_what_has_no_rate_cannot_be_a_base():
    with pytest.raises(UnknownName, match="no rate for 'INR'"):
        moved(HISTORY.on(SECOND), "INR", times={})


days = st.dates(min_value=FIRST, max_value=FIRST + timedelta(days=40))
amounts = st.decimals(min_value="0.01", max_value=9999, places=4)
tables = st.dictionaries(days, amounts, min_size=1, max_size=12)


@given(one=tables, other=tables, day=days)
def test_rates_of_any_day_are_those_of_a_clerk_with_a_list(one, other, day):
    history = RateHistory(
        "EUR",
        tuple(
            Series(c, "a bank", tuple(sorted(t.items()))) for c, t in (("USD", one), ("INR", other))
        ),
    )
    expected = {
        code: table[max(when for when in table if when <= day)]
        for code, table in (("USD", one), ("INR", other))
        if any(when <= day for when in table)
    }

    if not expected:
        with pytest.raises(InputError):
            history.on(day)
        return
    found = history.on(day)
    assert dict(found.per_base) == expected
    assert found.as_of == max(when for when in (*one, *other) if when <= day)
    assert all(when < found.as_of for _, when, _ in found.dated)


@given(one=tables, other=tables, since=days, until=days)
def test_any_span_is_that_of_a_clerk_with_a_list(one, other, since, until):
    history = RateHistory(
        "EUR",
        tuple(
            Series(c, "a bank", tuple(sorted(t.items()))) for c, t in (("USD", one), ("INR", other))
        ),
    )
    shared = [day for day in one if day in other and since <= day <= until]

    if not shared:
        with pytest.raises(UnknownName):
            history.span("USD", "INR", since=since, until=until)
        return
    least, most = history.span("USD", "INR", since=since, until=until)
    assert abs(least - min(other[day] / one[day] for day in shared)) < Decimal("1e-15") * (
        1 + least
    )
    assert abs(most - max(other[day] / one[day] for day in shared)) < Decimal("1e-15") * (1 + most)
