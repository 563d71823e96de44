"""What is granted holds for its time, within its scope, and while what it hangs on is held."""

from datetime import date

import pytest

from salerno.credentials.person import Credential, Person
from salerno.credentials.tri import Tri
from salerno.periods import PartialDate, Span
from salerno.rules.grants import (
    Grant,
    Obligation,
    blocking,
    covers,
    due_day,
    holds_on,
    is_held_already,
    last_day,
    licence_tiers,
    sanction_day,
)
from salerno.rules.sources import Source
from tests.spec.clerk import held

SOURCE = Source("https://example.org/law", date(2026, 11, 22), "law", "A")
GIVEN = date(2026, 1, 31)
LICENCE = "licence/medical"


def person(*credentials, complete=("*",)):
    return Person("trota", credentials=tuple(credentials), complete=complete)


def licence(on, until):
    dates = (PartialDate.parse(text) if text else None for text in (on, until))
    return Credential(LICENCE, *dates)


@pytest.mark.parametrize(
    ("lasts", "expected"),
    [(Span(years=2), date(2028, 1, 31)), ("unlimited", None), (None, None)],
)
def test_last_day_of_a_grant(lasts, expected):
    assert last_day(Grant(LICENCE, lasts), given=GIVEN) == expected


@pytest.mark.parametrize(
    ("lasts", "on", "expected"),
    [
        (Span(years=2), date(2026, 1, 30), Tri.NO),
        (Span(years=2), GIVEN, Tri.YES),
        (Span(years=2), date(2028, 1, 31), Tri.YES),
        (Span(years=2), date(2028, 2, 1), Tri.NO),
        ("unlimited", date(2999, 1, 1), Tri.YES),
        (None, date(2026, 2, 1), Tri.UNKNOWN),
    ],
)
def test_grant_holds_for_its_time(lasts, on, expected):
    assert holds_on(Grant(LICENCE, lasts), given=GIVEN, on=on, person=person()) is expected


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ([licence("2020-01-01", "2026-12-31")], Tri.YES),
        ([licence("2020-01-01", "")], Tri.YES),
        ([licence("2020-01-01", "2026-06-30")], Tri.YES),
        ([licence("2020-01-01", "2026-06-29")], Tri.NO),
        ([licence("2020-01-01", "2026-03-31"), licence("2026-04-01", "2027-03-31")], Tri.YES),
        ([licence("2020-01-01", "2026-03-30"), licence("2026-04-01", "2027-03-31")], Tri.NO),
        ([licence("2020-01-01", "2026-06")], Tri.UNKNOWN),
        ([licence("2026-01..2026-02", "2027-01-01")], Tri.UNKNOWN),
        ([licence("", "")], Tri.UNKNOWN),
        ([Credential("licence/dental", PartialDate.parse("2020"))], Tri.NO),
        ([], Tri.NO),
    ],
)
def test_grant_lapses_when_what_it_hangs_on_lapses(held, expected):
    grant = Grant("us/faculty-certificate", "unlimited", while_holding=(LICENCE,))

    truth = holds_on(grant, given=GIVEN, on=date(2026, 6, 30), person=person(*held))

    assert truth is expected


def test_grant_may_hold_when_the_person_has_not_told_everything():
    grant = Grant("us/faculty-certificate", "unlimited", while_holding=(LICENCE,))

    truth = holds_on(grant, given=GIVEN, on=date(2026, 6, 30), person=person(complete=()))

    assert truth is Tri.UNKNOWN


SCOPED = Grant(
    LICENCE, scope=(("employer", "Salerno"), ("activity", "ward"), ("activity", "clinic"))
)


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        ({"employer": "Salerno", "activity": "clinic"}, Tri.YES),
        ({"employer": "Salerno", "activity": "theatre"}, Tri.NO),
        ({"employer": "Bologna"}, Tri.NO),
        ({"employer": "Salerno"}, Tri.UNKNOWN),
        ({}, Tri.UNKNOWN),
    ],
)
def test_scope_allows_what_it_names(use, expected):
    assert covers(SCOPED, use=use) is expected


def test_grant_without_scope_covers_everything():
    assert covers(Grant(LICENCE), use={"employer": "Bologna"}) is Tri.YES


def test_licence_tiers_come_lowest_first_without_grants_outside_the_ladder():
    full, limited, letter = Grant("c", tier=3), Grant("a", tier=1), Grant("letter")

    assert licence_tiers([full, letter, limited]) == (limited, full)


def duty(**parts):
    return Obligation("duty", (("en", "A duty"),), SOURCE, **parts)


@pytest.mark.parametrize(
    ("obligation", "expected"),
    [
        (duty(within=Span(months=3)), date(2026, 4, 30)),
        (duty(lasts=Span(years=2)), date(2028, 1, 31)),
        (duty(working_days=0), GIVEN),
        (duty(working_days=5), date(2026, 2, 6)),
        (duty(), None),
    ],
)
def test_due_day_of_an_obligation(obligation, expected):
    assert due_day(obligation, since=GIVEN) == expected


def test_due_day_leaves_holidays_out():
    friday, holiday = date(2026, 4, 3), frozenset({date(2026, 4, 6)})

    assert due_day(duty(working_days=1), since=friday, holidays=holiday) == date(2026, 4, 7)


CUT = (("en", "The fee is cut"),)


@pytest.mark.parametrize(
    ("grace", "expected"),
    [
        (None, date(2026, 5, 1)),
        (Span(months=1), date(2026, 5, 31)),
        ("next month", date(2026, 5, 1)),
        ("next quarter", date(2026, 7, 1)),
        ("next year", date(2027, 1, 1)),
    ],
)
def test_sanction_waits_for_the_grace(grace, expected):
    obligation = duty(within=Span(months=3), sanction=CUT, grace=grace)

    assert sanction_day(obligation, since=GIVEN) == expected


@pytest.mark.parametrize(
    ("grace", "expected"),
    [
        ("next month", date(2027, 1, 1)),
        ("next quarter", date(2027, 1, 1)),
        ("next year", date(2027, 1, 1)),
    ],
)
def test_sanction_at_the_end_of_the_year_waits_for_the_next(grace, expected):
    obligation = duty(within=Span(months=11), sanction=CUT, grace=grace)

    assert sanction_day(obligation, since=GIVEN) == expected


@pytest.mark.parametrize("grace", ["next month", "next quarter"])
def test_sanction_in_november_waits_for_its_month_or_quarter(grace):
    obligation = duty(within=Span(months=10), sanction=CUT, grace=grace)
    starts = {"next month": date(2026, 12, 1), "next quarter": date(2027, 1, 1)}

    assert sanction_day(obligation, since=GIVEN) == starts[grace]


@pytest.mark.parametrize("obligation", [duty(sanction=CUT), duty(within=Span(months=3))])
def test_sanction_without_time_or_without_sanction_has_no_day(obligation):
    assert sanction_day(obligation, since=GIVEN) is None


def test_blocking_duties_are_those_that_name_the_opportunity():
    stay, notify = duty(blocks=("us/uscis/green-card",)), duty()

    assert blocking([notify, stay], opportunity="us/uscis/green-card") == (stay,)


def test_grant_is_held_already_when_all_of_it_was_told_within_its_scope():
    passed = Grant("gb/plab1", scope=(("result", "pass"), ("place", "anywhere")))
    certificate = Grant("us/ecfmg-certificate")
    sat, held_already = held("gb/plab1", result="fail"), held("gb/plab1", result="pass")

    assert is_held_already([passed], person(sat, held_already))
    assert not is_held_already([passed], person(sat))
    assert not is_held_already([passed, certificate], person(held_already))
    assert not is_held_already([], person(held_already))
