"""Money, examinations at a time, study and a last day; and why there are no dates."""

from datetime import date, timedelta

import pytest

from salerno.errors import InputError
from salerno.periods import Span
from salerno.routes.conflicts import conflict
from salerno.routes.tasks import Bond, Conflict, Limits, Point, Task
from salerno.routes.timelines import schedule
from tests.library.routes.test_timelines import START, after, entry, on, planned

FREE = Limits(examinations=None)


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


def test_new_year_divides_what_examinations_push_beyond_it():
    start = date(2026, 12, 31)
    tasks = (
        Task("booked", sessions=on(start), is_examination=True),
        *(Task(name, is_examination=True, cost=300) for name in ("one", "other")),
    )
    at_once = [
        Bond(Point(name, "apply"), Point(name, "start"), most=Span()) for name in ("one", "other")
    ]

    found = schedule(tasks, bonds=at_once, start=start, limits=Limits(yearly=500))

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
