"""What is held is kept for as long as the rules themselves say that it is enough."""

from datetime import date, timedelta

import pytest

from salerno.periods import Span
from salerno.routes.tasks import Bond, Point
from tests.library.routes.days import all_on, differing, eligible
from tests.library.routes.office import dated, network, step
from tests.spec.clerk import held, person

STEP1 = "us/usmle-step1"
STEP2 = "us/usmle-step2ck"
STEP3 = "us/usmle-step3"
LETTER = "document/good-standing"
TROTA = person()


HELD = [
    ("valid: any, age: at most 2 years", "2028-02-28"),
    ("valid: any, age: under 2 years", "2028-02-28"),
    ("valid: any, age: at most 2 years, at: event", "2028-02-28"),
    ("valid: at application", "2027-08-31"),
    ("valid: through event", "2027-08-31"),
    ("valid: 6 months after event-end", "2027-02-28"),
    ("valid: 90 days after application", "2027-06-02"),
    ("valid: 30 days before application", "2027-09-30"),
]


@pytest.mark.parametrize(("window", "around"), HELD)
def test_what_is_held_lapses_when_the_rules_say_so(window, around):
    someone = person(held(STEP1, "2026-02-28", "2027-08-31", result="pass"))
    asking = step("b", f"{{has: {STEP1}, {window}}}")
    middle = date.fromisoformat(around)

    agenda = dated(network(someone, asking))

    wrong, seen = differing(
        [middle + timedelta(days=n) for n in range(-9, 10)],
        agenda.bonds,
        lambda day: eligible(someone, asking, day),
        lambda day: {"b": all_on(day)},
    )
    assert (wrong, seen) == ([], {True, False})
    assert {need.by for need in agenda.held.values()} == {None}


def test_of_several_that_are_held_the_one_that_lasts_longest_counts():
    short = held(STEP1, "2026-10-01", "2027-01-31")
    endless = held(STEP1, "2020-01-01")
    asking = step("b", f"{{has: {STEP1}}}")
    aged = step("b", f"{{has: {STEP1}, age: at most 9 years}}")

    assert dated(network(person(short, endless), asking)).bonds == ()
    assert dated(network(person(endless, short), aged)).bonds[0] == Bond(
        Point(day=date(2020, 1, 1)), Point("b", "apply"), least=None, most=Span(years=9)
    )


def test_all_that_is_counted_must_last():
    first, second = held(STEP1, "2026-10-01", "2027-01-31"), held(STEP1, "2026-11-01", "2027-02-28")
    asking = step("b", f"{{has: {STEP1}, count: '>= 2'}}")

    bonds = dated(network(person(first, second), asking)).bonds

    assert [bond.later.day for bond in bonds] == [date(2027, 1, 31), date(2027, 2, 28)]


@pytest.mark.parametrize(
    ("window", "credential"),
    [("valid: any", held(STEP1, "2026-02-28", "2026-03-31")),
     ("age: at least 1 month", held(STEP1, "2026-02-28")),
     ("valid: at application", held(STEP1))],
)  # fmt: skip
def test_what_does_not_lapse_is_not_bound(window, credential):
    asking = step("b", f"{{has: {STEP1}, {window}}}")

    assert dated(network(person(credential), asking)).bonds == ()


def test_absence_is_not_bound():
    asking = step("b", f"{{none: [{{has: {STEP1}}}]}}")

    assert dated(network(TROTA, asking)).bonds == ()


STAGES = {"..2027-01-31": "final", "2027-02-01..2027-06-30": "late", "2027-07-01..": "out"}


@pytest.mark.parametrize(
    ("rule", "around"),
    [("{fact: student.status, is: final}", "2027-01-31"),
     ("{fact: student.status, is: [final, late]}", "2027-06-30"),
     ("{fact: student.status, is: final, at: event}", "2027-01-31"),
     ("{not: {fact: student.status, is: out}}", "2027-06-30")],
)  # fmt: skip
def test_fact_that_changes_holds_as_long_as_the_rules_say(rule, around):
    someone = person(changing={"student.status": STAGES})
    asking = step("b", rule)
    middle = date.fromisoformat(around)

    bonds = dated(network(someone, asking)).bonds

    wrong, seen = differing(
        [middle + timedelta(days=n) for n in range(-3, 4)],
        bonds,
        lambda day: eligible(someone, asking, day),
        lambda day: {"b": all_on(day)},
    )
    assert (wrong, seen) == ([], {True, False})


def test_fact_that_stays_is_not_bound():
    asking = step("b", "{fact: student.status, is: [final, late, out]}")
    changing, constant = (
        person(changing={"student.status": STAGES}),
        person(facts={"student.status": "out"}),
    )

    assert dated(network(changing, asking)).bonds == ()
    assert dated(network(constant, asking)).bonds == ()


@pytest.mark.parametrize(
    "rule",
    ["{time: experience/practice, is: at least 12 months, within: 48 months}",
     "{sum: hours, of: experience/practice, is: '>= 100', period: last 24 months}"],
)  # fmt: skip
def test_recent_practice_lapses_when_the_rules_say_so(rule):
    someone = person(held("experience/practice", "2025-06-01", "2026-08-31", hours=900))
    asking = step("b", rule)

    (bond,) = dated(network(someone, asking)).bonds

    last = bond.later.day
    assert bond.earlier == Point("b", "apply")
    assert eligible(someone, asking, last)
    assert not eligible(someone, asking, last + timedelta(days=1))


def test_practice_at_any_time_is_not_bound():
    someone = person(held("experience/practice", "2024-01-01", "2026-06-30"))
    asking = step("b", "{time: experience/practice, is: at least 12 months}")

    assert dated(network(someone, asking)).bonds == ()
