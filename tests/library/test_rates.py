"""Exchange rates are read from one dated table that says who published it."""

from datetime import date
from decimal import Decimal

import pytest

from salerno.errors import InputError
from salerno.formats.rates import read_rates
from salerno.money import Rates
from salerno.rates import Peg, RateHistory, Series
from salerno.rules.language.rates import published_of, rates_of
from salerno.strict_yaml import read

TABLE = """
base: EUR
as-of: 2026-10-30
source: A bank
read: 2026-11-22
url: https://example.org/rates
per-base: {USD: 1.25, CHF: 0.92}
"""
FOUND = Rates(
    "EUR", date(2026, 10, 30), "A bank", (("USD", Decimal("1.25")), ("CHF", Decimal("0.92")))
)


def test_table_of_rates_is_read():
    assert rates_of(read(TABLE, name="rates.yaml")) == FOUND


@pytest.mark.parametrize("name", ["rates.yaml", "rates.json"])
def test_file_of_rates_is_read(tmp_path, name):
    path = tmp_path / name
    written = TABLE
    if name.endswith("json"):
        written = """{"base": "EUR", "as-of": "2026-10-30", "source": "A bank",
                      "per-base": {"USD": "1.25", "CHF": "0.92"}}"""
    path.write_text(written, "utf-8")

    assert read_rates(path) == FOUND


MISTAKES = [
    ("base: EUR", "base: euro", "euro"),
    ("base: EUR\n", "", "base"),
    ("as-of: 2026-10-30", "as-of: October", "October"),
    ("source: A bank\n", "", "source"),
    ("USD: 1.25", "USD: much", "USD: 'much' is no number"),
    ("USD: 1.25", "USD: 0", "impossible rate 0 of USD"),
    ("USD: 1.25", "EUR: 1", "a currency has two rates"),
    ("per-base", "per-bas", "per-bas"),
]


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES)
def test_wrong_table_is_told_with_its_place(old, new, said):
    with pytest.raises(InputError) as caught:
        rates_of(read(TABLE.replace(old, new), name="rates.yaml"))

    assert said in str(caught.value)
    assert caught.value.where.name == "rates.yaml"


PUBLISHED = """
base: GBP
source: {title: An office, url: "https://example.org", read: 2026-11-22, tier: official,
         confidence: B}
rates:
  EUR: {2024: 1.25, 2026-10-21: 1.2}
  GHS: {2024: 15, 2026-10-21: 18}
fixed: {GIP: 1}
"""
YEAR, DAY = date(2024, 12, 31), date(2026, 10, 21)


def published(text, *, base="EUR"):
    return published_of(read(text, name="yearly-rates.yaml"), base=base)


def test_rates_of_a_publisher_are_turned_by_its_own_rate_of_our_currency():
    assert published(PUBLISHED) == RateHistory(
        "EUR",
        (
            Series("GBP", "An office", ((YEAR, Decimal("0.8")), (DAY, Decimal("0.833333333333")))),
            Series("GHS", "An office", ((YEAR, Decimal(12)), (DAY, Decimal(15)))),
        ),
        (Peg("GIP", "An office", "GBP", Decimal(1)),),
    )


def test_rates_in_our_currency_stay_as_they_are():
    found = published(PUBLISHED, base="GBP")

    assert {own.code: own.points[0][1] for own in found.series} == {
        "EUR": Decimal("1.25"),
        "GHS": Decimal(15),
    }


def test_fixed_rates_need_no_table():
    head = PUBLISHED.partition("rates:")[0]

    assert published(f"{head}fixed: {{AED: 3.6725}}") == RateHistory(
        "EUR", (), (Peg("AED", "An office", "GBP", Decimal("3.6725")),)
    )
    assert published(head) == RateHistory("EUR")


PUBLISHED_MISTAKES = [
    ("base: GBP\n", "", "base"),
    ("title: An office, ", "", "rates of EUR without a source"),
    ("1.25", "0", "impossible rate 0 of EUR"),
    ("tier: official", "tier: a friend", "a friend"),
    ("EUR: {2024: 1.25, ", "EUR: {", "GHS: no rate of EUR on 2024-12-31 to reckon it by"),
    ("EUR: {2024: 1.25, 2026-10-21: 1.2}", "INR: {2024: 1}", "INR: no rate of EUR on 2024-12-31"),
    ("GHS: {2024", "GHS: {May", "'May' is neither a year nor a day"),
    ("GHS: {2024", "GHS: {20x4", "'20x4' is neither a year nor a day"),
    ("18", "0", "impossible rate 0 of GHS"),
    ("18", "much", "'much' is no number"),
    ("GHS", "GHX", "unknown currency 'GHX'"),
    ("GIP: 1", "GIP: -1", "impossible rate -1 of GIP"),
    ("fixed", "fix", "fix"),
]


@pytest.mark.parametrize(("old", "new", "said"), PUBLISHED_MISTAKES)
def test_wrong_rates_of_a_publisher_are_told_with_their_place(old, new, said):
    with pytest.raises(InputError) as caught:
        published(PUBLISHED.replace(old, new))

    assert said in str(caught.value)
    assert caught.value.where.name == "yearly-rates.yaml"
