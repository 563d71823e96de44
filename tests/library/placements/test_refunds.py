"""What Trota gets back: by the day on which she withdraws, or all of it where the host ends it."""

from datetime import date

import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.money import Money
from salerno.periods import Period
from salerno.placements.refunds import repayments
from salerno.placements.screening import event_of
from tests.library.placements.hosts import rotation_of

FEES = rotation_of("""
stated: 2026-11-23
fees:
  - for: deposit
    amount: 300 EUR
    source: host
    refunds:
      - {share: 100 %, until: 6 weeks before event}
      - {share: 25 %, until: 2 weeks before event}
  - {for: placement, amount: 1200 EUR, source: host}
  - {for: insurance, amount: 50 EUR, source: host, refunds: none}
""").offer.fees
PAID = {"deposit": Money.parse("300 EUR"), "placement": Money.parse("1200 EUR")}
STAY = Period.parse("2027-03-01..2027-03-28")
VIEW = Standpoint(Person("trota"), Circumstances(date(2026, 11, 23), event=event_of(STAY)))


def back(*, cause="trainee", on="2027-01-01"):
    """Return what is paid back, by purpose."""
    day = date.fromisoformat(on)
    found = repayments(FEES, PAID, cause=cause, withdrawn=day, view=VIEW)
    return {one.purpose: (one.back and str(one.back), one.why) for one in found}


@pytest.mark.parametrize(
    ("day", "deposit"),
    [
        ("2027-01-18", "300 EUR"),
        ("2027-01-19", "75 EUR"),
        ("2027-02-15", "75 EUR"),
        ("2027-02-16", "0 EUR"),
    ],
)
@pytest.mark.parametrize("cause", ["trainee", "school"])
def test_day_of_withdrawing_decides(day, deposit, cause):
    found = back(on=day, cause=cause)

    assert found["deposit"] == (deposit, "by-date")


def test_fee_of_which_nothing_is_said_is_not_known_to_be_paid_back():
    assert back()["placement"] == (None, "not-said")


def test_host_that_ends_a_placement_pays_everything_back():
    assert back(cause="host", on="2027-03-10") == {
        "deposit": ("300 EUR", "host-ends"),
        "placement": ("1200 EUR", "host-ends"),
    }


def test_what_was_not_paid_is_not_paid_back():
    assert "insurance" not in back(cause="host")
