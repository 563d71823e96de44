"""A route is dated: sessions, closing days, windows, study, money, and how late each can be."""

from datetime import date, timedelta

import pytest

from salerno.errors import InputError
from salerno.periods import PartialDate, Span
from salerno.routes.conflicts import conflict
from salerno.routes.tasks import Bond, Conflict, Dates, Expiry, Limits, Point, Task
from salerno.routes.timelines import schedule
from salerno.rules.sessions import Session
from salerno.rules.sources import Source

START = date(2026, 11, 22)
BOARD = Source("https://example.org/board", START, "official", "A")
FREE = Limits(examinations=None)


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


def test_examinations_do_not_meet_and_each_has_its_study():
    tasks = tuple(Task(name, lasts=(1, 1), is_examination=True) for name in ("one", "other"))

    found = schedule(tasks, bonds=(), start=START, limits=Limits(study=5))

    first, second = (dict(e.marks) for e in found.entries)
    assert (first["start"].planned, first["end"].planned) == (after(5), after(6))
    assert (second["start"].planned, second["end"].planned) == (after(12), after(13))
    assert [e.slack for e in found.entries] == [0, 0]


def test_examinations_of_a_day_are_on_different_days():
    tasks = tuple(Task(name, is_examination=True) for name in ("one", "other"))

    found = schedule(tasks, bonds=(), start=START)

    assert found.finish[1] == after(1)


def test_examinations_that_meet_on_one_day_meet():
    tasks = (
        Task("one", lasts=(3, 3), is_examination=True),
        *(Task(str(n), sessions=on(after(n)), is_examination=True) for n in (3, 10)),
    )

    found = schedule(tasks, bonds=(), start=START, limits=Limits(examinations=2))

    assert entry(found, "one").slack == 6


@pytest.mark.parametrize(
    ("taken", "bond", "expected"),
    [
        (4, {"most": Span(days=8), "under": True}, 9),
        (4, {"most": Span(days=8)}, 10),
        (2, {"least": Span(days=5), "over": True}, 10),
        (2, {"least": Span(days=5)}, 9),
    ],
)
def test_strict_bonds_hold_where_examinations_decide_the_day(taken, bond, expected):
    tasks = (
        Task("english", sessions=on(after(2), after(4)), is_examination=True),
        Task("other", sessions=on(after(taken)), is_examination=True),
        Task("letter", sessions=on(after(9), after(10))),
        Task("training", lasts=(30, 30)),
    )
    own = Bond(Point("english", "start"), Point("letter", "start"), **bond)
    late = Bond(Point("letter", "start"), Point("training"), most=Span(years=9))
    bonds = (own, late) if own.most else (own,)

    found = schedule(tasks, bonds=bonds, start=START)

    assert planned(found, "letter") == after(expected)


def test_the_latest_day_keeps_a_strict_window():
    tasks = (exactly("one", after(5)), Task("other"), Task("long", lasts=(30, 30)))
    bond = Bond(Point("one", "start"), Point("other", "start"), most=Span(days=4), under=True)

    found = schedule(tasks, bonds=(bond,), start=START)

    assert dates(found, "other").latest == after(8)


def test_two_examinations_may_meet_where_two_are_allowed():
    tasks = tuple(Task(n, lasts=(3, 3), is_examination=True) for n in ("one", "two", "three"))

    found = schedule(tasks, bonds=(), start=START, limits=Limits(examinations=2))

    assert [dict(e.marks)["start"].planned for e in found.entries] == [START, START, after(4)]
    assert [e.slack for e in found.entries] in ([0, 4, 0], [4, 0, 0], [0, 0, 0])


def test_examinations_meet_where_nothing_forbids_it():
    tasks = tuple(Task(n, lasts=(3, 3), is_examination=True) for n in ("one", "two", "three"))

    found = schedule(tasks, bonds=(), start=START, limits=FREE)

    assert found.finish == (after(3), after(3))


def test_no_year_costs_more_than_the_person_can_pay():
    tasks = (Task("one", cost=300), Task("other", cost=300), Task("free"))

    found = schedule(tasks, bonds=(), start=START, limits=Limits(yearly=500))

    assert found.finish[1] == date(2027, 1, 1)
    paid = sorted(
        (dict(e.marks)["apply"].planned, dict(e.marks)["apply"].latest)
        for e in found.entries
        if e.task.cost
    )
    assert paid == [(START, date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 1, 1))]
    assert [e.slack for e in found.entries if e.task.cost] == [40, 0]


def test_the_first_of_january_is_in_the_new_year():
    tasks = (Task("one", cost=300), Task("other", cost=300))
    bonds = tuple(
        Bond(Point(day=date(2027, 1, 1)), Point(task.id, "apply"), least=Span()) for task in tasks
    )

    found = schedule(tasks, bonds=bonds, start=START, limits=Limits(yearly=500))

    assert found.finish[1] == date(2028, 1, 1)


def test_what_is_affordable_at_once_is_not_spread():
    tasks = (Task("one", cost=300), Task("other", cost=200))

    found = schedule(tasks, bonds=(), start=START, limits=Limits(yearly=500))

    assert found.finish[1] == START


@pytest.mark.parametrize(
    ("limits", "names"),
    [
        (Limits(by=after(3)), ("by",)),
        (Limits(by=START - timedelta(days=1)), ("by",)),
        (Limits(by=after(9), yearly=9), ("yearly",)),
        (Limits(by=after(9), yearly=15), ("by", "yearly")),
        (Limits(by=after(12), study=5), ("by", "examinations", "study")),
        (Limits(by=after(12), study=13, examinations=None), ("by", "study")),
        (Limits(by=after(9), examinations=0), ("examinations",)),
    ],
)
def test_limits_that_cannot_be_kept_are_named(limits, names):
    tasks = tuple(
        Task(name, lasts=(days, days), is_examination=True, cost=10)
        for name, days in (("one", 4), ("other", 4))
    )

    found = schedule(tasks, bonds=(), start=START, limits=limits)

    assert found == Conflict((), names)


def test_a_task_whose_sessions_are_over_is_named():
    tasks = (Task("exam", sessions=on(START - timedelta(days=1))), Task("none", sessions=()))

    found = schedule(tasks, bonds=(), start=START)

    assert (found.bonds, found.limits, len(found.sessions)) == ((), (), 1)


def test_a_conflict_holds_nothing_that_is_idle():
    tasks = (Task("exam"), Task("training", lasts=(800, 800)), Task("licence"), Task("idle"))
    needed = (
        Bond(Point("exam"), Point("training", "start")),
        Bond(Point("training"), Point("licence", "apply")),
        Bond(Point("exam"), Point("licence", "apply"), most=Span(years=2)),
    )
    idle = Bond(Point("idle"), Point("licence", "apply"), most=Span(years=2))

    found = schedule(tasks, bonds=(idle, *needed, idle), start=START)

    assert found == Conflict(needed, ())


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


def crowded():
    days = [after(7 * n) for n in range(8)]
    return tuple(
        Task(f"exam {n}", lasts=(6, 6), sessions=on(*days[n % 3 :]), is_examination=True, cost=10)
        for n in range(7)
    )


def test_too_little_effort_is_said():
    with pytest.raises(InputError) as caught:
        schedule(crowded(), bonds=(), start=START, limits=Limits(yearly=65), effort=0.0)

    assert str(caught.value).startswith("no timeline was found in time: 7 tasks")


def test_no_route_takes_more_than_a_century():
    bond = Bond(Point("exam", "start"), Point("exam"), least=Span(years=9000))
    kept = Bond(Point("exam"), Point(day=date.max))

    found = schedule((Task("exam"),), bonds=(kept, bond), start=START)

    assert found == Conflict((bond,), ())


def test_the_calendar_may_end():
    start = date(9999, 12, 30)
    paid = (Task("exam", cost=2), Task("more", cost=2))

    found = schedule((Task("exam", lasts=(1, 1)),), bonds=(), start=start)
    refused = schedule(paid, bonds=(), start=start, limits=Limits(yearly=3))

    assert found.finish[1] == date(9999, 12, 31)
    assert refused == Conflict((), ("yearly",))


def test_an_examination_needs_its_study_within_the_calendar():
    found = schedule(
        (Task("exam", is_examination=True),), bonds=(), start=START, limits=Limits(study=10**7)
    )

    assert found == Conflict((), ("study",))


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


def test_where_too_little_effort_decides_nothing_a_conflict_keeps_more():
    limits = Limits(yearly=65, by=after(40))
    small, large = (
        conflict(crowded(), bonds=(), start=START, limits=limits, effort=effort)
        for effort in (1.0, 0.0)
    )

    assert small == Conflict((), ("by", "yearly"))
    assert large == Conflict(
        (), ("by", "yearly", "examinations"), tuple(f"exam {n}" for n in range(7))
    )


def test_fixed_days_conflict_without_any_task():
    bond = Bond(Point(day=after(3)), Point(day=after(2)))

    found = schedule((), bonds=(bond,), start=START)

    assert found == Conflict((bond,), ())
