from datetime import date
from decimal import Decimal

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.money import Rates
from salerno.rules.openings import entry_of, next_deadline, soonest, specialties_of
from salerno.rules.sieves import Entry
from tests.spec.clerk import opportunity

TODAY = date(2026, 11, 23)
VIEW = Standpoint(Person("trota"), Circumstances(TODAY))
RATES = Rates("EUR", date(2026, 10, 30), "a bank", (("USD", Decimal(2)),))
VERSION = """
versions:
  - in-force: ..
    source: law
    requires: {fact: citizenship, is: CA}
"""


def offered(beside: str = ""):
    return opportunity(VERSION + beside)


def test_soonest_is_the_next_session_that_can_still_be_applied_for():
    own = offered(
        "sessions: [{on: [2026-12-01, 2027-03-01, 2027-06-01], apply-before: 2 months,"
        " source: law}]"
    )

    assert soonest(own, today=TODAY) == date(2027, 3, 1)
    assert next_deadline(own, VIEW) == date(2027, 1, 1)


def test_soonest_is_today_for_what_is_held_on_any_day():
    own = offered("sessions: [{each-year: any, source: law}]")

    assert soonest(own, today=TODAY) == TODAY


def test_soonest_is_unknown_without_sessions_ahead():
    past = offered("sessions: [{on: [2026-01-01], source: law}]")

    assert soonest(offered(), today=TODAY) is None
    assert soonest(past, today=TODAY) is None


def test_next_deadline_is_a_day_of_the_calendar_that_is_still_to_come():
    own = offered(
        """
deadlines:
  - {id: gone, says: {en: Gone}, on: 2026-01-01, source: law}
  - {id: opens, says: {en: Opens}, on: 2026-12-01, opens: yes, source: law}
  - {id: floats, says: {en: Floats}, on: 8 weeks before event, source: law}
  - {id: last, says: {en: Last day}, on: 2027-02-01, source: law}
"""
    )

    assert next_deadline(own, VIEW) == date(2027, 2, 1)
    assert next_deadline(offered(), VIEW) is None


def test_entry_tells_costs_in_the_first_currency_of_the_rates():
    own = offered("fees: [{for: test, amount: 100 USD, source: law}]")

    found = entry_of(own, VIEW, rates=RATES)

    assert found == Entry("examination", "", (), None, Decimal(50), Decimal(50))


def test_entry_knows_no_cost_without_fees_rates_or_a_rate():
    priced = offered("fees: [{for: test, amount: 100 GBP, source: law}]")
    open_ended = offered("fees: [{for: test, amount: unknown, source: law}]")

    free, unrated, unlisted, at_least = (
        entry_of(offered(), VIEW, rates=RATES),
        entry_of(priced, VIEW, rates=None),
        entry_of(priced, VIEW, rates=RATES),
        entry_of(open_ended, VIEW, rates=RATES),
    )

    assert [(e.low, e.high) for e in (free, unrated, unlisted)] == [(None, None)] * 3
    assert (at_least.low, at_least.high) == (Decimal(0), None)


def test_specialties_are_those_of_grants_and_of_what_rules_ask_for():
    own = opportunity(
        """
versions:
  - in-force: ..
    source: law
    requires:
      all:
        - {has: qualification/postgraduate, where: {specialty: [surgery, psychiatry], country: CA}}
        - {has: qualification/postgraduate, where: {specialty: "!= surgery"}}
        - {fact: citizenship, is: CA}
grants:
  - {type: qualification/postgraduate, scope: {specialty: dermatology, region: ON}, source: law}
"""
    )

    assert specialties_of(own) == ("dermatology", "surgery", "psychiatry")
