"""What Trota is charged for a stay: each fee of the rotation, by when, what is owed on a day."""

from datetime import date

import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Person
from salerno.money import Money, MoneyRange
from salerno.periods import Period
from salerno.placements.charges import back_of, cause_of, charged, owed_on, standpoint_of
from salerno.placements.refunds import Repayment, repayments
from tests.library.placements.hosts import rotation_of

OFFERED = """
stated: 2026-11-23
fees:
  - {for: deposit, amount: 100 USD, source: host, due: 4 weeks before event}
  - {for: placement, amount: 90 USD, unit: week, source: host, due: event, refunds: none}
  - {for: lodging, amount: 12.50 USD, unit: day, source: host}
  - {for: insurance, amount: unknown, source: host}
  - {for: letter, amount: 5..9 USD, source: host}
  - {for: library, amount: 3 USD, unit: book, source: host}
  - {for: savings, amount: 900 USD, source: host, held: yes}
  - {for: teaching, amount: 40 USD, source: host, payer: school}
  - {for: welcome, amount: 0 USD, source: host}
"""
STAY = Period.parse("2027-03-01..2027-03-17")
AROUND = Circumstances(date(2026, 11, 23))
VIEW = standpoint_of(Person("trota"), STAY, AROUND)


def told(body=OFFERED, *, view=VIEW, stay=STAY):
    """Return the charges of a rotation by purpose: the amount and the day."""
    found = charged(rotation_of(body), stay, view=view)
    return {own.purpose: (own.amount and str(own.amount), own.due) for own in found}


def test_each_fee_of_the_trainee_is_charged_with_its_day():
    assert told() == {
        "deposit": ("100 USD", date(2027, 2, 1)),
        "placement": ("270 USD", date(2027, 3, 1)),
        "lodging": ("212.5 USD", None),
        "insurance": (None, None),
        "letter": (None, None),
        "library": (None, None),
    }


@pytest.mark.parametrize(("last", "amount"), [("07", "90 USD"), ("08", "180 USD")])
def test_week_that_is_begun_counts_as_one(last, amount):
    stay = Period.parse(f"2027-03-01..2027-03-{last}")

    assert told(stay=stay, view=standpoint_of(Person("t"), stay, AROUND))["placement"][0] == amount


def test_fee_is_the_one_in_force_on_the_day_of_asking():
    fees = """
    stated: 2026-11-23
    fees:
      - {for: placement, amount: 10 EUR, source: host, in-force: ..2026-12-31, due: event}
      - {for: placement, amount: 20 EUR, source: host, in-force: 2027-01-01.., due: today}
    """
    late = standpoint_of(Person("trota"), STAY, Circumstances(date(2027, 1, 2)))

    assert told(fees) == {"placement": ("10 EUR", date(2027, 3, 1))}
    assert told(fees, view=late) == {"placement": ("20 EUR", date(2027, 1, 2))}


@pytest.mark.parametrize(
    ("day", "owed"),
    [
        ("2027-01-31", ()),
        ("2027-02-01", ("deposit",)),
        ("2027-03-01", ("deposit", "lodging")),
    ],
)
def test_what_is_due_and_not_paid_is_owed(day, owed):
    several = charged(rotation_of(OFFERED), STAY, view=VIEW)

    found = owed_on(date.fromisoformat(day), several, paid={"placement"}, stay=STAY)

    assert found == owed


@pytest.mark.parametrize(
    ("state", "cause"),
    [
        ("withdrawn", "trainee"), ("no-show", "trainee"), ("lapsed", "trainee"),
        ("refused", "host"), ("cancelled", "host"), ("active", None), ("closed", None),
    ],
)  # fmt: skip
def test_who_ended_a_placement_follows_from_its_state(state, cause):
    assert cause_of(state, released=True) == cause


def test_what_the_school_did_not_release_the_school_ended():
    assert cause_of("refused", released=False) == "school"


def repaid(back):
    """Return what is paid back for a deposit by a range."""
    fee = rotation_of(OFFERED).offer.fees[0]
    return Repayment("deposit", Money.parse("100 USD"), back, "by-date", fee)


def test_only_a_single_amount_is_surely_paid_back():
    assert back_of(repaid(MoneyRange.parse("25 USD"))) == Money.parse("25 USD")
    assert back_of(repaid(MoneyRange.parse("25..50 USD"))) is None
    assert back_of(repaid(None)) is None


def test_host_that_cancels_pays_back_what_was_charged():
    own = rotation_of(OFFERED)
    paid = {one.purpose: one.amount for one in charged(own, STAY, view=VIEW) if one.amount}

    found = repayments(
        own.offer.fees, paid, cause=cause_of("cancelled"), withdrawn=date(2027, 2, 27), view=VIEW
    )

    assert {one.purpose: back_of(one) for one in found} == paid
