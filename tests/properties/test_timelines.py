"""Every timeline is checked by other means, and against all the ways there are to date a route."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salerno.periods import PartialDate, Span
from salerno.routes.tasks import Bond, Conflict, Limits, Point, Task, Timeline
from salerno.routes.timelines import schedule
from salerno.rules.sessions import Session
from salerno.rules.sources import Source
from tests.properties.timeline_checker import faults, holds, waiting
from tests.properties.timeline_search import ways

BOARD = Source("https://example.org/board", date(2026, 11, 22), "official", "A")
STARTS = (date(2026, 12, 29), date(2028, 2, 26), date(2027, 2, 25))
LENGTH = 5  # days from the start to the limit
NAMES = ("alpha", "beta", "gamma", "delta")
MARKS = ("apply", "start", "end", "result")
SPREAD = st.builds(Span, st.integers(0, 1), st.integers(0, 2), st.integers(0, 2))
TRIES = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
TIMES = st.one_of(
    st.none(),
    st.tuples(st.integers(0, 2), st.integers(0, 2)).map(lambda two: (min(two), max(two))),
)
SPANS = st.one_of(
    st.integers(0, 3).map(lambda n: Span(days=n)),
    st.sampled_from([Span(months=1), Span(years=1), Span(months=1, days=1)]),
)


@st.composite
def instances(draw, *, most=3, limited=True):
    start = draw(st.sampled_from(STARTS))
    tasks = [draw(_tasks(name, start)) for name in NAMES[: draw(st.integers(1, most))]]
    bonds = draw(st.lists(_bonds([task.id for task in tasks], start), max_size=5))
    by = start + timedelta(days=LENGTH)
    limits = Limits(
        by if limited else draw(st.sampled_from([None, by])),
        draw(st.sampled_from([None, 0, 2, 3])),
        draw(st.sampled_from([None, 1, 1, 2])),
        draw(st.sampled_from([0, 0, 1])),
    )
    return tuple(tasks), tuple(bonds), start, limits


@st.composite
def _tasks(draw, name, start):
    sessions = None
    if draw(st.booleans()):
        first = draw(st.integers(0, 2))
        ends = draw(st.sets(st.integers(first, LENGTH), min_size=1, max_size=4))
        notice = draw(st.sampled_from([None, 0, 1]))
        sessions = tuple(
            _session(start, day, draw(st.integers(0, 1)), notice) for day in sorted(ends)
        )
    return Task(
        name,
        draw(TIMES),
        draw(TIMES),
        draw(TIMES),
        sessions,
        draw(st.booleans()),
        draw(st.sampled_from([0, 1, 2])),
    )


def _session(start, day, width, notice):
    last = start + timedelta(days=day)
    first = last - timedelta(days=width)
    closes = None if notice is None else last - timedelta(days=notice + 1)
    return Session(PartialDate(first, last), closes, BOARD)


@st.composite
def _bonds(draw, names, start):
    points = st.builds(Point, st.sampled_from(names), st.sampled_from(MARKS))
    back = st.sampled_from([0, 1, 2, 28, 30, 31, 365, 366])
    fixed = back.map(lambda n: Point(day=start + timedelta(days=2 - n)))
    earlier = draw(st.one_of(points, points, fixed))
    later = draw(points if earlier.day else st.one_of(points, points, points, fixed))
    least = draw(st.one_of(st.just(Span()), SPANS, st.none()))
    most = draw(st.one_of(st.none(), SPANS))
    return Bond(
        earlier, later, least, most, draw(st.booleans()) and least != Span(), draw(st.booleans())
    )


def everything(tasks, bonds, start, limits, **more):
    end = more.pop("end", start + timedelta(days=LENGTH))
    return list(ways(tasks, bonds=bonds, start=start, end=end, limits=limits, **more))


def end_of(planned):
    return max(days["result"] for days in planned.values())


def planned_of(timeline):
    return {e.task.id: {mark: d.planned for mark, d in e.marks} for e in timeline.entries}


def wishes(planned, tasks, bonds):
    """The end, then how late what expires comes, then how early the rest is: less is better."""
    points = {b.earlier for b in bonds if b.most is not None and b.earlier.day is None}
    late = {point.task for point in points}
    last = sum(planned[point.task][point.mark].toordinal() for point in points)
    rest = sum(
        day.toordinal() * (-1 if name in late else 1)
        for name, days in planned.items()
        for mark, day in days.items()
        if Point(name, mark) not in points
    )
    return end_of(planned), -last, rest


@pytest.mark.slow
@TRIES
@given(instances(most=4))
def test_a_timeline_is_the_best_of_all_ways(instance):
    tasks, bonds, start, limits = instance
    if len(tasks) == 4:
        limits = replace(limits, by=start + timedelta(days=2))

    found = schedule(tasks, bonds=bonds, start=start, limits=limits)

    possible = everything(tasks, bonds, start, limits)
    if not possible:
        assert isinstance(found, Conflict)
        return
    assert isinstance(found, Timeline)
    assert faults(found, bonds=bonds, limits=limits) == []
    assert found.proven
    best = min(wishes(way, tasks, bonds) for way in possible)
    assert wishes(planned_of(found), tasks, bonds) == best


@TRIES
@given(instances())
def test_the_latest_days_are_the_latest_of_all_ways_that_keep_the_order(instance):
    tasks, bonds, start, limits = instance

    found = schedule(tasks, bonds=bonds, start=start, limits=limits)

    if isinstance(found, Timeline):
        planned = planned_of(found)
        keeping = [
            way
            for way in everything(tasks, bonds, start, limits, end=end_of(planned))
            if keeps(way, planned, tasks, limits)
        ]
        latest = {
            entry.task.id: {mark: dates.latest for mark, dates in entry.marks}
            for entry in found.entries
        }
        assert latest == extreme(keeping, max)


@TRIES
@given(instances())
def test_the_earliest_days_are_the_earliest_of_all_ways_that_keep_the_order(instance):
    tasks, bonds, start, limits = instance

    found = schedule(tasks, bonds=bonds, start=start, limits=limits)

    if isinstance(found, Timeline):
        planned = planned_of(found)
        keeping = [
            way
            for way in everything(tasks, bonds, start, limits, end=end_of(planned), is_open=True)
            if keeps(way, planned, tasks, limits)
        ]
        earliest = {
            entry.task.id: {mark: dates.earliest for mark, dates in entry.marks}
            for entry in found.entries
        }
        assert earliest == extreme(keeping, min)
        assert found.finish[0] == end_of(earliest)


def extreme(every, of):
    return {
        name: {mark: of(way[name][mark] for way in every) for mark in MARKS} for name in every[0]
    }


def keeps(way, planned, tasks, limits):
    """Whether examinations that do not meet stay apart, and payments in their year."""
    tests = [task.id for task in tasks if task.is_examination]
    study = timedelta(days=limits.study)
    if limits.examinations is not None and len(tests) > limits.examinations:
        for one in tests:
            for other in tests:
                apart = planned[other]["start"] - study > planned[one]["end"]
                if apart and way[other]["start"] - study <= way[one]["end"]:
                    return False
    if limits.yearly is None or sum(task.cost for task in tasks) <= limits.yearly:
        return True
    return all(
        way[task.id]["apply"].year == planned[task.id]["apply"].year for task in tasks if task.cost
    )


@pytest.mark.slow
@TRIES
@given(instances(limited=False))
def test_a_conflict_is_real_and_none_of_it_is_idle(instance):
    tasks, bonds, start, limits = instance

    found = schedule(tasks, bonds=bonds, start=start, limits=limits)

    if isinstance(found, Timeline):
        assert faults(found, bonds=bonds, limits=limits) == []
        return
    kept = {*found.bonds, *found.limits, *found.sessions}
    assert not is_possible(*left_of(kept, tasks, bonds, limits), start)
    for part in kept:
        assert is_dated(*left_of(kept - {part}, tasks, bonds, limits), start)


def left_of(parts, tasks, bonds, limits):
    """The route with these parts only; where results could wait they still can."""
    left = Limits(
        limits.by if "by" in parts else None,
        limits.yearly if "yearly" in parts else None,
        limits.examinations if "examinations" in parts else None,
        limits.study if "study" in parts else 0,
    )
    waits = [Bond(Point(name, "end"), Point(name)) for name in sorted(waiting(bonds))]
    own = [task if task.id in parts else replace(task, sessions=None) for task in tasks]
    return own, [*(bond for bond in bonds if bond in parts), *waits], left


def is_possible(tasks, bonds, limits, start):
    """Whether there is a way within a few days."""
    far = limits.by or start + timedelta(days=2 * LENGTH)
    found = ways(tasks, bonds=bonds, start=start, end=far, limits=limits)
    return next(iter(found), None) is not None


def is_dated(tasks, bonds, limits, start):
    """Whether there are dates, without a fault."""
    found = schedule(tasks, bonds=bonds, start=start, limits=limits)
    return isinstance(found, Timeline) and not faults(found, bonds=bonds, limits=limits)


@TRIES
@given(instances(limited=False))
def test_the_same_question_has_the_same_answer(instance):
    tasks, bonds, start, limits = instance

    found = [schedule(tasks, bonds=bonds, start=start, limits=limits) for _ in range(2)]

    assert found[0] == found[1]


@TRIES
@given(
    st.sampled_from([date(2028, 1, 27), date(2026, 8, 29), date(2027, 2, 25)]),
    st.sets(st.integers(0, 9), min_size=1),
    st.sets(st.integers(0, 420), min_size=1),
    SPREAD,
    st.one_of(st.none(), SPREAD),
    st.tuples(st.booleans(), st.booleans()),
)
def test_calendar_spans_are_exact(start, ones, others, least, most, strict):
    one, other = (
        Task(name, sessions=tuple(_session(start, day, 0, None) for day in sorted(days)))
        for name, days in (("one", ones), ("other", others))
    )
    bond = Bond(Point("one", "start"), Point("other", "start"), least, most, *strict)

    found = schedule((one, other), bonds=(bond,), start=start)

    ends = [
        max(first, last)
        for first in ones
        for last in others
        if holds(
            bond,
            {
                "one": {"start": start + timedelta(first)},
                "other": {"start": start + timedelta(last)},
            },
        )
    ]
    if not ends:
        assert isinstance(found, Conflict)
    else:
        assert found.finish[1] == start + timedelta(days=min(ends))
        assert faults(found, bonds=(bond,), limits=Limits()) == []
