"""Bonds hold on exactly the days on which the rules themselves say that a step is open."""

from datetime import date, timedelta

import pytest

from salerno.periods import Span
from salerno.routes.providers import holding
from salerno.routes.tasks import Bond, Limits, Point, Task, Timeline
from salerno.routes.timelines import schedule
from tests.library.routes.days import all_on, brought, days, differing, eligible
from tests.library.routes.office import TODAY, dated, network, step
from tests.properties.timeline_checker import holds
from tests.spec.clerk import held, person

STEP1 = "us/usmle-step1"
STEP2 = "us/usmle-step2ck"
STEP3 = "us/usmle-step3"
LETTER = "document/good-standing"
TROTA = person()


SHIFTED = ("valid: 6 months", "valid: 90 days")
WINDOWS = [
    ("age: at most 2 years", "2029-02-20", "2029-03-05"),
    ("age: under 2 years", "2029-02-20", "2029-03-05"),
    ("age: at least 18 months", "2028-08-20", "2028-09-05"),
    ("age: over 18 months", "2028-08-20", "2028-09-05"),
    ("age: at most 18 months, at: event", "2028-08-20", "2028-09-05"),
    ("age: at most 18 months, at: event-end", "2028-08-20", "2028-09-05"),
    ("age: at most 18 months, at: use", "2028-08-20", "2028-09-05"),
    ("valid: at application", "2029-02-20", "2029-03-05"),
    ("valid: through event", "2029-02-20", "2029-03-05"),
    ("valid: 6 months after event-end", "2028-08-20", "2028-09-05"),
    ("valid: 90 days after application", "2028-11-20", "2028-12-05"),
    ("valid: 6 months before application", "2029-08-20", "2029-09-05"),
]


@pytest.mark.parametrize("on", ["2027-02-28", "2027-03-01"])
@pytest.mark.parametrize(("window", "first", "last"), WINDOWS)
def test_window_of_what_a_step_brings_is_that_of_the_rules(window, first, last, on):
    one = step("a", grants=STEP1)
    asking = step("b", f"{{has: {STEP1}, {window}}}")
    bonds = dated(network(TROTA, one, asking)).bonds
    given = date.fromisoformat(on)
    someone = holding(TROTA, brought(one, given))

    wrong, seen = differing(
        days(first, last),
        bonds,
        lambda day: eligible(someone, asking, day),
        lambda day: {"a": all_on(given), "b": all_on(day)},
    )

    if not window.startswith(SHIFTED) or (on == "2027-03-01" and "90" not in window):
        assert (wrong, seen) == ([], {True, False})
    else:  # calendar units do not match: up to three days are lost, none is given away
        assert (seen, len(wrong) <= 3) == ({True, False}, True)
        assert all(eligible(someone, asking, day) for day in wrong)


@pytest.mark.parametrize(("lasts", "length"), [("3 months", "05-28"), ("90 days", "05-29")])
def test_length_of_a_grant_goes_before_that_of_its_type(lasts, length):
    one = step("a", grants=f"{{type: {STEP1}, lasts: {lasts}}}")
    asking = step("b", f"{{has: {STEP1}}}")
    bonds = dated(network(TROTA, one, asking)).bonds
    given = date(2027, 2, 28)
    someone = holding(TROTA, brought(one, given))

    wrong, seen = differing(
        days("2027-05-25", "2027-06-02"),
        bonds,
        lambda day: eligible(someone, asking, day),
        lambda day: {"a": all_on(given), "b": all_on(day)},
    )

    assert (wrong, seen) == ([], {True, False})
    assert eligible(someone, asking, date.fromisoformat(f"2027-{length}"))


@pytest.mark.parametrize("grant", [f"{{type: {STEP1}, lasts: unlimited}}", STEP2])
def test_nothing_expires_without_a_length(grant):
    one = step("a", grants=grant)
    asking = step("b", f"{{has: {one.grants[0].type}}}")

    bonds = dated(network(TROTA, one, asking)).bonds

    assert bonds == (Bond(Point("a"), Point("b", "apply")),)


def test_only_what_is_asked_for_can_expire():
    one = step("a", grants=f"[{STEP2}, {{type: {STEP3}, lasts: 1 month}}]")

    bonds = dated(network(TROTA, one, step("b", f"{{has: {STEP2}}}"))).bonds

    assert bonds == (Bond(Point("a"), Point("b", "apply")),)


def test_length_that_mixes_units_is_never_too_long():
    one = step("a", grants=f"{{type: {STEP2}, lasts: 60 days}}")
    rules = [
        (f"{{has: {STEP2}, valid: 1 month after application}}", Span(days=29)),
        (f"{{has: {STEP2}, valid: 1 month before application}}", Span(days=60)),
        (f"{{has: {STEP2}, valid: 1 year after application}}", Span(days=0)),
    ]

    found = [dated(network(TROTA, one, step("b", rule))).bonds[-1].most for rule, _ in rules]

    assert found == [span for _, span in rules]


def test_examination_counts_from_the_day_of_the_test():
    one = step("a", kind="examination", grants=STEP1)

    bonds = dated(network(TROTA, one, step("b", f"{{has: {STEP1}, valid: any}}"))).bonds
    aged = dated(
        network(TROTA, one, step("b", f"{{has: {STEP1}, valid: any, age: under 1 year}}"))
    ).bonds

    assert bonds == (Bond(Point("a", "result"), Point("b", "apply")),)
    assert aged[1] == Bond(Point("a", "end"), Point("b", "apply"), most=Span(years=1), under=True)


def test_activity_counts_from_its_beginning():
    one = step("a", grants="experience/practice")
    asking = step("b", "{has: experience/practice, age: at least 1 year, id: long}")

    bonds = dated(network(TROTA, one, asking)).bonds

    assert bonds == (
        Bond(Point("a"), Point("b", "apply"), why="long"),
        Bond(Point("a", "start"), Point("b", "apply"), least=Span(years=1), why="long"),
    )


def test_age_on_the_day_of_another_credential_of_the_route():
    first = step("a", grants=STEP2)
    second = step("c", kind="examination", grants=STEP3)
    asking = step("b", f"[{{has: {STEP3}}}, {{has: {STEP2}, age: at most 2 years, at: {STEP3}}}]")

    bonds = dated(network(TROTA, second, first, asking)).bonds

    assert bonds[1:] == (
        Bond(Point("a"), Point("b", "apply")),
        Bond(Point("a"), Point("c", "end")),
        Bond(Point("a"), Point("c", "end"), most=Span(years=2)),
    )


def test_age_on_the_day_of_another_credential_that_is_held():
    asking = step("b", f"{{has: {STEP2}, age: at most 2 years, at: {STEP3}}}")
    someone = person(held(STEP3, "2027-01-10"))

    bonds = dated(network(someone, step("a", grants=STEP2), asking)).bonds

    assert bonds[1:] == (
        Bond(Point("a"), Point(day=date(2027, 1, 10))),
        Bond(Point("a"), Point(day=date(2027, 1, 10)), most=Span(years=2)),
    )


def test_age_on_the_day_of_a_credential_to_come_is_that_at_application():
    asking = step("b", f"{{has: {STEP2}, age: at most 2 years, at: {STEP3}}}")

    bonds = dated(network(TROTA, step("a", grants=STEP2), asking)).bonds

    assert bonds[1] == Bond(Point("a"), Point("b", "apply"), most=Span(years=2))


LINKS = [("", ""), (", lag: at most 1 year", "2028-01-10"), (", lag: under 1 year", "2028-01-10"),
         (", lag: at least 6 months", "2027-07-10"),
         (", lag: over 6 months", "2027-07-10")]  # fmt: skip


@pytest.mark.parametrize("is_held", [False, True])
@pytest.mark.parametrize(("lag", "around"), LINKS)
def test_credential_after_another_lies_where_the_rules_say(lag, around, is_held):
    first, second = step("a", grants=STEP2), step("c", grants=STEP3)
    asking = step("b", f"{{has: {STEP3}, after: {STEP2}{lag}}}")
    one = date(2027, 1, 10) if not is_held else date(2026, 1, 10)
    middle = date.fromisoformat(around or "2027-01-10")
    middle = middle.replace(year=middle.year - is_held)
    someone = person(held(STEP2, one.isoformat())) if is_held else TROTA
    bonds = dated(network(someone, first, second, asking)).bonds
    then = date(2029, 1, 1)
    had = someone if is_held else holding(TROTA, brought(first, one))

    wrong, seen = differing(
        [middle + timedelta(days=n) for n in range(-3, 4)],
        bonds,
        lambda day: eligible(holding(had, brought(second, day)), asking, then),
        lambda day: {"a": all_on(one), "c": all_on(day), "b": all_on(then)},
    )

    assert (wrong, seen) == ([], {True, False})


WINDOW = f"{{all: [{{has: {STEP2}}}, {{has: {STEP3}}}], window: 6 months, id: both}}"


@pytest.mark.parametrize("far", [6, -6])
def test_what_must_lie_in_one_stretch_may_come_in_either_order(far):
    first, second = step("a", grants=STEP2), step("c", grants=STEP3)
    asking = step("b", WINDOW)
    bonds = dated(network(TROTA, first, second, asking)).bonds
    one, then = date(2027, 8, 31), date(2029, 1, 1)
    middle = date(2028, 2, 29) if far > 0 else date(2027, 2, 28)

    wrong, seen = differing(
        [middle + timedelta(days=n) for n in range(-6, 7)],
        bonds,
        lambda day: eligible(
            holding(TROTA, (*brought(first, one), *brought(second, day))), asking, then
        ),
        lambda day: {"a": all_on(one), "c": all_on(day), "b": all_on(then)},
    )

    assert (wrong, seen) == ([], {True, False})


def test_what_is_held_must_lie_in_the_stretch_as_well():
    second, asking = step("c", grants=STEP3), step("b", WINDOW)
    someone = person(held(STEP2, "2026-10-01"), held(STEP2, "2020-01-01"))
    bonds = dated(network(someone, second, asking)).bonds

    wrong, seen = differing(
        days("2027-03-28", "2027-04-04"),
        bonds,
        lambda day: eligible(holding(someone, brought(second, day)), asking, date(2029, 1, 1)),
        lambda day: {"c": all_on(day), "b": all_on(date(2029, 1, 1))},
    )

    assert (wrong, seen) == ([], {True, False})


def test_stretch_that_lies_in_the_past_stays_as_it_is():
    someone = person(held(STEP2, "2020-01-01"), held(STEP3, "2020-05-01"))

    assert dated(network(someone, step("b", WINDOW))).bonds == ()


def test_timeline_finds_the_order_of_what_must_lie_in_one_stretch():
    tasks = [Task("a", lasts=(0, 0)), Task("c", lasts=(400, 400)), Task("b")]
    asking = step("b", WINDOW)
    bonds = dated(network(TROTA, step("a", grants=STEP2), step("c", grants=STEP3), asking)).bonds

    found = schedule(tasks, bonds=bonds, start=TODAY, limits=Limits())

    assert isinstance(found, Timeline)
    planned = {e.task.id: {m: d.planned for m, d in e.marks} for e in found.entries}
    assert all(holds(bond, planned) for bond in bonds)
    assert planned["b"]["result"] == TODAY + timedelta(days=400)


def test_decision_runs_beside_the_application():
    asking = step("b", "{judge: fitness, days: 30, id: fit}")

    agenda = dated(network(TROTA, asking))

    decision = agenda.tasks[0].id
    assert agenda.tasks[0] == Task(decision, after=(0, 30))
    assert agenda.bonds == (
        Bond(Point("b", "apply"), Point(decision, "apply"), why="fit"),
        Bond(Point(decision, "result"), Point("b", "result"), why="fit"),
    )


def test_wait_is_over_on_its_day_and_no_sooner():
    someone = person(held(STEP1, "2026-06-30", result="fail"))
    asking = step("b", f"{{wait: 8 months, after: {STEP1}, id: rest}}")
    agenda = dated(network(someone, asking))
    wait = agenda.tasks[0].id

    wrong, seen = differing(
        days("2027-02-25", "2027-03-03"),
        agenda.bonds,
        lambda day: eligible(someone, asking, day),
        lambda day: {wait: all_on(day), "b": all_on(day)},
    )

    assert (wrong, seen) == ([], {True, False})
    assert agenda.tasks[0] == Task(wait)


def test_what_is_supposed_is_no_task():
    agenda = dated(network(person(complete=()), step("b", "{fact: student.status, is: final}")))

    assert ([task.id for task in agenda.tasks], agenda.bonds) == (["b"], ())


def test_task_has_the_times_and_the_price_of_its_step():
    fees = "[{for: seat, amount: 12.30 EUR, source: law}]"
    waits = "[{for: seat, from: 1 week, when: before, source: law}]"
    asking = step("b", kind="examination", fees=fees, waits=waits, duration="1 day")

    (task,) = dated(network(TROTA, asking)).tasks

    assert task == Task("b", (7, 7), (1, 1), None, None, is_examination=True, cost=1230)


SEASONS = [
    ("[{each-year: any, source: law}]", None),
    ("[{on: [2026-11-21, 2027-05-04, 2036-11-22, 2036-11-23], source: law}]",
     [("2027-05-04", None), ("2036-11-22", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("sessions", "expected"), SEASONS)
def test_sessions_of_the_next_ten_years_are_listed(sessions, expected):
    deadlines = "[{id: by, says: Apply, source: law, on: 01-31 of match-year}]"

    (task,) = dated(network(TROTA, step("b", sessions=sessions, deadlines=deadlines))).tasks

    found = task.sessions and [(str(own.day), own.closes) for own in task.sessions]
    assert found == expected


def test_closing_days_of_cohort_years_are_rounds():
    deadlines = """[
        {id: by, says: Apply, source: law, on: 02-28 of match-year,
         override: {2028: 2028-02-15}},
        {id: from, says: Apply, source: law, on: 11-23 of match-year, opens: yes},
        {id: fixed, says: Apply, source: law, on: 2027-09-30}]"""

    (task,) = dated(network(TROTA, step("b", deadlines=deadlines))).tasks

    found = [(str(own.day), str(own.closes)) for own in task.sessions]
    assert found[:3] == [(day, day) for day in ("2027-02-28", "2028-02-15", "2029-02-28")]
    assert len(found) == 10


DEADLINES = [
    ("{on: 2026-11-22}", [Bond(Point("b", "apply"), Point(day=TODAY), why="by")]),
    ("{on: 2026-11-21}", []),
    ("{on: 2027-11-21, opens: yes}", []),
    ("{on: 8 weeks before event}",
     [Bond(Point("b", "apply"), Point("b", "start"), least=Span(days=56), why="by")]),
    ("{on: 1 week before event-end}",
     [Bond(Point("b", "apply"), Point("b", "end"), least=Span(days=7), why="by")]),
    ("{on: 8 weeks after event}", []),
    (f"{{on: 2 years after {STEP3}}}",
     [Bond(Point(day=date(2026, 1, 10)), Point("b", "apply"), least=None, most=Span(years=2),
           why="by")]),
    (f"{{on: 2 years after {STEP2}}}", []),
]  # fmt: skip


@pytest.mark.parametrize(("written", "expected"), DEADLINES)
def test_deadline_is_the_last_day_to_apply(written, expected):
    deadlines = f"[{{id: by, says: Apply, source: law, {written[1:-1]}}}]"
    someone = person(held(STEP3, "2026-01-10"))

    assert list(dated(network(someone, step("b", deadlines=deadlines))).bonds) == expected


def test_what_is_obtained_is_bound_like_what_is_granted():
    asking = step("b", f"{{has: {STEP1}, age: under 3 months}}")

    agenda = dated(network(TROTA, asking))

    own = Point(agenda.tasks[0].id)
    assert agenda.bonds == (
        Bond(own, Point("b", "apply")),
        Bond(own, Point("b", "apply"), most=Span(months=3), under=True),
        Bond(own, Point("b", "apply"), most=Span(months=24)),
    )
