"""Exchange rates are read from one dated table that says who published it."""

from datetime import date
from decimal import Decimal

import pytest

from salerno.errors import InputError
from salerno.formats.rates import read_rates
from salerno.money import Rates
from salerno.rules.language.rates import rates_of
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
