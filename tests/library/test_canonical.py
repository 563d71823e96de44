"""A canonical text stands for one value and names it."""

from datetime import date
from decimal import Decimal

import pytest

from salerno.credentials.conditions import Among, Compare
from salerno.errors import RuleError
from salerno.money import Money, MoneyRange
from salerno.periods import PartialDate, Period, Span
from salerno.rules.canonical import canonical, digest, from_plain, to_plain, version_id
from salerno.rules.leaves import Fact, Judge, Note
from salerno.rules.opportunities import RuleVersion
from tests.properties.strategies import LAW


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, None),
        (True, True),
        (3, 3),
        ("é", "é"),
        ((1, "a"), [1, "a"]),
        ((), []),
        (Decimal("7.50"), {"number": "7.5"}),
        (date(2026, 11, 22), {"day": "2026-11-22"}),
        (PartialDate.parse("2026-05"), {"date": "2026-05"}),
        (Span(years=1, days=2), {"span": "1 year 2 days"}),
        (Period(date(2026, 1, 1), None), {"period": "2026-01-01.."}),
        (Money(Decimal("5.50"), "EUR"), {"money": "5.5 EUR"}),
        (MoneyRange.parse("5 EUR"), {"amount": "5 EUR"}),
        (Note(), {"is": "Note"}),
        (Note(id="a"), {"is": "Note", "id": "a"}),
    ],
)
def test_a_value_has_one_plain_form(value, plain):
    assert to_plain(value) == plain
    assert from_plain(plain) == value


def test_money_keeps_its_date():
    dated = Money(Decimal(5), "EUR", date(2026, 1, 1))

    assert to_plain(dated) == {
        "is": "Money",
        "amount": {"number": "5"},
        "currency": "EUR",
        "as_of": {"day": "2026-01-01"},
    }
    assert from_plain(to_plain(dated)) == dated


def test_a_range_of_money_keeps_its_dates():
    dated = MoneyRange(
        Money(Decimal(5), "EUR", date(2026, 1, 1)), Money(Decimal(9), "EUR", date(2026, 1, 1))
    )

    assert from_plain(to_plain(dated)) == dated


@pytest.mark.parametrize("number", ["0", "-0", "0.00", "1E+2", "100", "0.000001", "1e30"])
def test_equal_numbers_are_one_text(number):
    value = Decimal(number)

    assert canonical(value) == canonical(+value.normalize() + 0)
    assert from_plain(to_plain(value)) == value


def test_no_digit_of_a_number_is_lost():
    value = Decimal("1." + "1" * 40)

    assert from_plain(to_plain(value)) == value


def test_keys_are_sorted_and_defaults_left_out():
    fact = Fact("points", Compare(">=", Decimal(5)), note=Note(say=(("en", "x"),)))

    assert canonical(fact) == (
        '{"condition":{"is":"Compare","order":">=","value":{"number":"5"}},"is":"Fact",'
        '"name":"points","note":{"is":"Note","say":[["en","x"]]}}'
    )


def test_what_differs_from_a_default_that_is_not_the_first_is_kept():
    assert from_plain(to_plain(Judge("a", note=Note()))) == Judge("a", note=Note())
    assert to_plain(Judge("a")) == {"is": "Judge", "name": "a"}


def test_an_unknown_kind_is_refused():
    with pytest.raises(RuleError) as caught:
        from_plain({"is": "Nonsense"})

    assert str(caught.value) == "compiled rules: unknown kind 'Nonsense'; compile them again"


def test_a_digest_is_twelve_digits_of_the_text():
    assert digest(Among(("a",))) == digest(Among(("a",)))
    assert digest(Among(("a",))) != digest(Among(("b",)))
    assert len(digest(None)) == 12


def test_a_version_is_named_by_all_it_says():
    version = RuleVersion(Period(None, None), (LAW,), Judge("a"))

    assert version_id(version) == digest(version)
