"""A route is dated: sessions, closing days, windows, study, money, and how late each can be."""

from datetime import date, timedelta

import pytest

from salerno.errors import InputError
from salerno.periods import PartialDate, Span
from salerno.routes.tasks import Bond, Conflict, Dates, Expiry, Limits, Point, Task
from salerno.routes.timelines import schedule
from salerno.rules.sessions import Session
from salerno.rules.sources import Source

START = date(2026, 11, 22)
BOARD = Source("https://example.org/board", START, "official", "A")


def after(days):
    return START + timedelta(days=days)


def on(*days, closes=None):
    return tuple(Session(PartialDate.on(day), closes, BOARD) for day in days)


def exactly(name, day):
    return Task(name, (0, 0), (0, 0), (0, 0), on(day))


def planned(timeline, name, mark="start"):
    return dates(timeline, name, mark).planned


def dates(timeline, name, mark="start"):
    return next(dict(e.marks)[mark] for e in timeline.entries if e.task.id == name)


def entry(timeline, name):
    return next(e for e in timeline.entries if e.task.id == name)


def test_tasks_follow_one_another():
    tasks = (Task("licence", (1, 2), (3, 4), (5, 6)), Task("paper", (1, 2), (3, 4), (5, 6)))
    bond = Bond(Point("paper"), Point("licence", "apply"))

    found = schedule(tasks, bonds=(bond,), start=START)

    assert [e.task.id for e in found.entries] == ["paper", "licence"]
    assert entry(found, "paper").marks == (
        ("apply", Dates(START, START, START)),
        ("start", Dates(after(2), after(1), after(2))),
        ("end", Dates(after(6), after(4), after(6))),
        ("result", Dates(after(12), after(9), after(12))),
    )
    assert found.finish == (after(18), after(24))
    assert found.proven


def test_slack_is_how_late_a_task_can_start_without_moving_the_end():
    tasks = (Task("long", lasts=(9, 9)), Task("short", lasts=(5, 5)))

    found = schedule(tasks, bonds=(), start=START)

    assert (entry(found, "long").slack, entry(found, "short").slack) == (0, 4)
    assert dates(found, "short", "end").latest == after(9)


def test_a_limit_beyond_the_end_gives_no_slack():
    tasks = (Task("long", lasts=(9, 9)),)

    found = schedule(tasks, bonds=(), start=START, limits=Limits(by=after(30)))

    assert entry(found, "long").slack == 0


def test_tasks_of_unknown_times_are_named():
    tasks = (Task("unknown", None, (1, 1), (1, 1)), Task("known", (0, 0), (0, 0), (0, 0)))

    found = schedule(tasks, bonds=(), start=START)

    assert found.untimed == ("unknown",)


def test_a_result_waits_for_what_it_is_bound_to():
    tasks = (Task("decision", after=(3, 3)),)
    bond = Bond(Point(day=after(8)), Point("decision"))

    found = schedule(tasks, bonds=(bond,), start=START)

    assert (planned(found, "decision", "end"), found.finish[1]) == (START, after(8))


def test_a_task_starts_on_its_first_session_that_is_ready():
    tasks = (Task("exam", (5, 5), (0, 0), (0, 0), on(after(3), after(10), after(20))),)

    found = schedule(tasks, bonds=(), start=START)

    assert planned(found, "exam") == after(10)
    assert entry(found, "exam").session == tasks[0].sessions[1]


@pytest.mark.parametrize(("closes", "expected"), [(4, 10), (3, 20)])
def test_one_applies_until_the_session_closes(closes, expected):
    sessions = (*on(after(10), closes=after(closes)), *on(after(20), closes=after(19)))
    tasks = (Task("paper", lasts=(4, 4)), Task("exam", sessions=sessions))
    bond = Bond(Point("paper"), Point("exam", "apply"))

    found = schedule(tasks, bonds=(bond,), start=START)

    assert planned(found, "exam") == after(expected)


def test_of_sessions_on_one_day_that_which_is_open_is_taken():
    sessions = (*on(after(10), closes=after(2)), *on(after(10), closes=after(6)))
    tasks = (Task("paper", lasts=(4, 4)), Task("exam", sessions=sessions))
    bond = Bond(Point("paper"), Point("exam", "apply"))

    found = schedule(tasks, bonds=(bond,), start=START)

    assert entry(found, "exam").session == sessions[1]


def test_a_later_session_that_closes_before_an_earlier_one_is_not_the_latest():
    early, odd, late = (
        Session(PartialDate.on(after(day)), after(closes), BOARD)
        for day, closes in ((10, 8), (20, 7), (30, 29))
    )
    tasks = (Task("exam", sessions=(early, odd, late)), Task("long", lasts=(25, 25)))

    found = schedule(tasks, bonds=(), start=START)

    assert dates(found, "exam").latest == after(10)


@pytest.mark.parametrize(("ahead", "month"), [(9, 12), (10, 1)])
def test_a_session_known_by_its_month_is_applied_for_early_and_planned_late(ahead, month):
    sessions = tuple(
        Session(PartialDate.parse(written), None, BOARD) for written in ("2026-12", "2027-01")
    )
    tasks = (Task("exam", (0, ahead), (0, 0), (0, 0), sessions),)

    found = schedule(tasks, bonds=(), start=START)

    assert planned(found, "exam") == date(2026 + (month == 1), month, 31)
    assert dates(found, "exam").earliest == date(2026, 12, 1)


def test_a_test_that_expires_is_taken_as_late_as_the_end_allows():
    tasks = (Task("english"), Task("training", lasts=(900, 900)), Task("licence"))
    bonds = (
        Bond(Point("english", "end"), Point("licence", "apply"), most=Span(years=2)),
        Bond(Point("training"), Point("licence", "apply")),
    )

    found = schedule(tasks, bonds=bonds, start=START)

    assert planned(found, "english", "apply") == after(900)
    assert planned(found, "licence") == after(900)
    assert found.expiries == (Expiry(bonds[0], date(2031, 5, 10)),)


def test_what_expires_counts_more_than_all_that_waits_for_it():
    tasks = (Task("english"), Task("visa"), Task("letter"), Task("training", lasts=(30, 30)))
    bonds = (
        Bond(Point("english", "end"), Point("training"), most=Span(years=2)),
        Bond(Point("english"), Point("visa", "apply")),
        Bond(Point("english"), Point("letter", "apply")),
    )

    found = schedule(tasks, bonds=bonds, start=START)

    assert planned(found, "english") == planned(found, "visa") == after(30)


@pytest.mark.parametrize(
    ("first", "span", "last"),
    [
        (date(2028, 2, 29), Span(years=1), date(2029, 2, 28)),
        (date(2028, 2, 28), Span(years=1), date(2029, 2, 28)),
        (date(2027, 2, 28), Span(years=1), date(2028, 2, 28)),
        (date(2027, 3, 31), Span(months=1), date(2027, 4, 30)),
        (date(2028, 1, 31), Span(months=1), date(2028, 2, 29)),
        (date(2028, 1, 30), Span(months=1, days=1), date(2028, 3, 1)),
        (date(2027, 8, 31), Span(months=6), date(2028, 2, 29)),
        (date(2027, 3, 1), Span(days=14), date(2027, 3, 15)),
    ],
)
@pytest.mark.parametrize("is_strict", [False, True])
def test_a_window_ends_on_its_last_day(first, span, last, is_strict):
    bond = Bond(Point("one", "start"), Point("other", "start"), most=span, under=is_strict)
    last -= timedelta(days=is_strict)

    good, bad = (
        schedule((exactly("one", first), exactly("other", day)), bonds=(bond,), start=START)
        for day in (last, last + timedelta(days=1))
    )

    assert good.expiries == (Expiry(bond, last),)
    assert bad == Conflict((bond,), (), ("one", "other"))


@pytest.mark.parametrize(
    ("first", "span", "earliest"),
    [
        (date(2028, 2, 29), Span(years=1), date(2029, 2, 28)),
        (date(2027, 1, 31), Span(months=1), date(2027, 2, 28)),
        (date(2027, 1, 31), Span(months=1, days=1), date(2027, 3, 1)),
        (date(2027, 3, 1), Span(days=14), date(2027, 3, 15)),
    ],
)
@pytest.mark.parametrize("is_strict", [False, True])
def test_a_wait_is_over_on_its_last_day(first, span, earliest, is_strict):
    bond = Bond(Point("one", "start"), Point("other", "start"), least=span, over=is_strict)
    earliest += timedelta(days=is_strict)

    bad, good = (
        schedule((exactly("one", first), exactly("other", day)), bonds=(bond,), start=START)
        for day in (earliest - timedelta(days=1), earliest)
    )

    assert good.finish[1] == earliest
    assert bad == Conflict((bond,), (), ("one", "other"))


@pytest.mark.parametrize(("day", "holds"), [(date(2027, 2, 28), True), (date(2027, 3, 1), False)])
def test_what_is_held_lasts_until_its_last_day(day, holds):
    bond = Bond(Point(day=date(2025, 2, 28)), Point("exam", "start"), most=Span(years=2))

    found = schedule((exactly("exam", day),), bonds=(bond,), start=START)

    assert isinstance(found, Conflict) is not holds
    if holds:
        assert found.expiries == (Expiry(bond, date(2027, 2, 28)),)


@pytest.mark.parametrize(("day", "is_good"), [(1, True), (9, True), (10, False)])
def test_a_bond_may_leave_open_which_comes_first(day, is_good):
    bond = Bond(Point("one", "start"), Point("other"), least=None, most=Span(days=4))
    tasks = (exactly("one", after(5)), exactly("other", after(day)))

    found = schedule(tasks, bonds=(bond,), start=START)

    assert isinstance(found, Conflict) is not is_good


def test_fixed_days_that_do_not_fit_are_a_conflict():
    bond = Bond(Point(day=after(3)), Point(day=after(2)))

    found = schedule((Task("exam"),), bonds=(bond,), start=START)

    assert found == Conflict((bond,), ())


def test_the_latest_day_keeps_a_strict_window():
    tasks = (exactly("one", after(5)), Task("other"), Task("long", lasts=(30, 30)))
    bond = Bond(Point("one", "start"), Point("other", "start"), most=Span(days=4), under=True)

    found = schedule(tasks, bonds=(bond,), start=START)

    assert dates(found, "other").latest == after(8)


def test_two_bonds_alike_are_one():
    bond = Bond(Point("exam", "apply"), Point("exam", "start"), least=Span(days=3))

    found = schedule((Task("exam"),), bonds=(bond, bond), start=START)

    assert found.finish[1] == after(3)


def test_two_tasks_of_one_name_are_refused():
    with pytest.raises(InputError) as caught:
        schedule((Task("exam"), Task("exam")), bonds=(), start=START)

    assert str(caught.value) == "two tasks 'exam'; give each task an id of its own"


def test_a_bond_to_no_task_is_refused():
    with pytest.raises(InputError) as caught:
        schedule((Task("exam"),), bonds=(Bond(Point("exm"), Point("exam")),), start=START)

    assert str(caught.value) == (
        "a bond to the unknown task 'exm'; add the task, or leave the bond out"
    )


def test_month_ends_are_exact_while_every_day_is_still_open():
    january = [date(2027, 1, day) for day in range(27, 32)]
    ends = [date(2027, 2, 27), date(2027, 2, 28), date(2027, 3, 1)]
    tasks = (
        Task("english", sessions=on(*january)),
        Task("visa", sessions=on(*ends)),
        Task("letter", sessions=on(*ends)),
        Task("training", lasts=(200, 200)),
    )
    month, start = Span(months=1), Point("english", "start")
    exact = Bond(start, Point("visa", "start"), least=month, most=month)
    window = Bond(start, Point("letter", "start"), most=month)

    found = schedule(tasks, bonds=(exact, window), start=START)

    assert planned(found, "english") == date(2027, 1, 31)
    assert planned(found, "visa") == date(2027, 2, 28)
    assert planned(found, "letter") == date(2027, 2, 27)
    assert [expiry.last_day for expiry in found.expiries] == [date(2027, 2, 28)] * 2
