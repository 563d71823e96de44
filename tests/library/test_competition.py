"""Quotas, classes, odds and deadlines: what is unknown stays unknown and is never made a chance."""

from datetime import date
from decimal import Decimal

import pytest

from salerno.credentials.circumstances import Circumstances, Event
from salerno.credentials.conditions import Day, Standpoint
from salerno.credentials.person import Person
from salerno.credentials.tri import Tri
from salerno.periods import PartialDate, Period, Span
from salerno.rules.competition import (
    Deadline,
    Odds,
    PriorityClass,
    Quota,
    Selective,
    Waiting,
    answer_expected,
    balance,
    deadline_day,
    in_time,
    odds_for,
    pools_of,
    priority_class,
    remaining,
    selection_on,
)
from salerno.rules.leaves import Judge
from salerno.rules.sources import Source

SOURCE = Source("https://example.org/law", date(2026, 11, 22), "law", "A")
TODAY = date(2026, 11, 22)
SAYS = (("en", "So it is"),)


def view(*, event="", cohort=None, **answers):
    facts = {f"judged/{name}": (answer,) for name, answer in answers.items()}
    starts = Event(PartialDate.parse(event)) if event else None
    circumstances = Circumstances(TODAY, event=starts, cohort=cohort or {})
    return Standpoint(Person("trota", facts), circumstances)


BY_STATE = Quota("seats", SOURCE, 30, table=(("ON", 100), ("QC", "unknown"), ("BC", 0)))


@pytest.mark.parametrize(
    ("quota", "name", "expected"),
    [
        (BY_STATE, "", 18),
        (BY_STATE, "FL", 18),
        (BY_STATE, "ON", 88),
        (BY_STATE, "QC", "unknown"),
        (BY_STATE, "BC", 0),
        (Quota("seats", SOURCE), "", "unknown"),
        (Quota("seats", SOURCE, "unlimited"), "", "unlimited"),
        (Quota("seats", SOURCE, 5), "", 0),
    ],
)
def test_remaining_places_keep_unknown_none_and_unlimited_apart(quota, name, expected):
    assert remaining(quota, taken=12, name=name) == expected


@pytest.mark.parametrize(
    ("contract", "expected"), [("bilateral", -2), ("unilateral", None), ("", None)]
)
def test_balance_is_kept_under_a_bilateral_contract(contract, expected):
    assert balance(Quota("seats", SOURCE, contract=contract), sent=5, received=3) == expected


def test_selection_is_the_one_in_force():
    before = Selective(SOURCE, "offer", in_force=Period.parse("..2026-12-31"))
    after = Selective(SOURCE, "interview", in_force=Period.parse("2027-01-01.."))

    assert selection_on((before, after), on=date(2026, 12, 31)) == (before,)
    assert selection_on((before, after), on=date(2027, 1, 1)) == (after,)


FIRST, SECOND = (PriorityClass(name, SAYS, Judge(name)) for name in ("first", "second"))


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"first": True}, (FIRST,)),
        ({"first": False, "second": True}, (SECOND,)),
        ({"first": False, "second": False}, (None,)),
        ({"second": True}, (FIRST, SECOND)),
        ({}, (FIRST, SECOND, None)),
    ],
)
def test_priority_class_is_the_first_met_or_all_that_may_be(answers, expected):
    assert priority_class(Selective(SOURCE, classes=(FIRST, SECOND)), view=view(**answers)) == (
        expected
    )


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"first": False, "second": True}, (SECOND,)),
        ({"first": True}, (FIRST, SECOND)),
        ({"first": False, "second": False}, ()),
    ],
)
def test_pools_are_those_the_person_may_compete_in(answers, expected):
    assert pools_of(Selective(SOURCE, pools=(FIRST, SECOND)), view=view(**answers)) == expected


def rate(part, year="2026", what="match", **segment):
    return Odds(what, Decimal(part), year, SOURCE, segment=tuple(segment.items()))


EVERYBODY, EARLIER = rate("0.8"), rate("0.7", "2025")
ABROAD, VISA = rate("0.56", group="abroad"), rate("0.54", group="abroad", visa="needed")
RATES = (EARLIER, EVERYBODY, ABROAD, VISA, rate("0.2", what="interview"))


@pytest.mark.parametrize(
    ("segment", "expected"),
    [
        ({}, EVERYBODY),
        ({"group": "home"}, EVERYBODY),
        ({"group": "abroad"}, ABROAD),
        ({"group": "abroad", "visa": "none", "specialty": "surgery"}, ABROAD),
        ({"group": "abroad", "visa": "needed"}, VISA),
    ],
)
def test_odds_are_the_figure_of_the_narrowest_group_stated(segment, expected):
    assert odds_for(RATES, what="match", segment=segment) == expected


def test_odds_that_nobody_states_are_none():
    assert odds_for((ABROAD,), what="match", segment={}) is None


MATCH = Deadline("apply", SAYS, SOURCE, Day(cohort="match-year", month_day=(1, 31)),
                 override=((2024, date(2024, 2, 15)),))  # fmt: skip
CARD = Deadline("card", SAYS, SOURCE, Day(anchor="event", shift=Span(days=56), before=True))
OPENING = Deadline("opens", SAYS, SOURCE, Day(day=date(2026, 9, 3)), opens=True)


@pytest.mark.parametrize(
    ("deadline", "asked", "expected"),
    [
        (MATCH, view(cohort={"match-year": 2027}), "2027-01-31"),
        (MATCH, view(cohort={"match-year": 2024}), "2024-02-15"),
        (CARD, view(event="2027-03-01"), "2027-01-04"),
        (CARD, view(event="2027-03"), "2027-01-04..2027-02-03"),
        (OPENING, view(), "2026-09-03"),
    ],
)
def test_deadline_falls_on_its_day(deadline, asked, expected):
    assert deadline_day(deadline, view=asked) == PartialDate.parse(expected)


@pytest.mark.parametrize("deadline", [MATCH, CARD])
def test_deadline_is_unknown_without_its_year_or_event(deadline):
    assert deadline_day(deadline, view=view()) is None


@pytest.mark.parametrize(
    ("deadline", "done", "expected"),
    [
        (CARD, date(2027, 1, 4), Tri.YES),
        (CARD, date(2027, 1, 5), Tri.NO),
        (OPENING, date(2026, 9, 2), Tri.NO),
        (OPENING, date(2026, 9, 3), Tri.YES),
        (MATCH, date(2026, 9, 3), Tri.UNKNOWN),
    ],
)
def test_in_time_includes_the_day_itself(deadline, done, expected):
    assert in_time(deadline, done=done, view=view(event="2027-03-01")) is expected


@pytest.mark.parametrize(
    ("shortest", "longest", "expected"),
    [
        (Span(days=28), Span(days=42), PartialDate.parse("2026-12-20..2027-01-03")),
        (None, Span(months=3), PartialDate.parse("2026-11-22..2027-02-22")),
        (Span(days=28), None, None),
    ],
)
def test_answer_is_expected_within_the_range(shortest, longest, expected):
    waiting = Waiting("decision", shortest, longest, SOURCE)

    assert answer_expected(waiting, asked=TODAY) == expected
