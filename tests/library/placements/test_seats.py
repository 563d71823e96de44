"""Seats: who gets one, who does not and why; against counting people day by day."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.periods import Period
from salerno.placements.seats import (
    Party,
    Refusal,
    Slot,
    Wanted,
    free_by_day,
    joins_of,
    open_stays,
    refusals,
    seat_key,
    slots_for,
    trainee_key,
)
from salerno.placements.windows import Window, days_there, stay_of, units_of

FIRST = date(2027, 1, 4)
WEEK = timedelta(days=7)
TODAY = date(2026, 11, 23)


def window(name="winter", **more):
    weeks = more.pop("open_for", 6)
    return Window(name, "ward", Period(FIRST, FIRST + weeks * WEEK), more.pop("seats", 2), **more)


def wanted(place=None, *, week=0, weeks=2, trainee="trota", school=""):
    return Wanted(place or window(), stay_of(FIRST + week * WEEK, weeks), trainee, school)


def gathered(slots):
    """Return slots as what is taken."""
    found = {}
    for slot in slots:
        found.setdefault((slot.of, slot.day), set()).add(slot.number)
    return found


def test_stay_that_fits_has_nothing_against_it():
    assert refusals(wanted(), today=TODAY) == ()


@pytest.mark.parametrize(
    ("place", "stay", "refusal"),
    [
        (window(lead=60), stay_of(FIRST, 2), Refusal("too-late", (date(2027, 1, 22),), 60)),
        (
            window(),
            stay_of(FIRST + 5 * WEEK, 2),
            Refusal("not-open", (FIRST, date(2027, 2, 14))),
        ),
        (
            window(),
            Period(FIRST - WEEK, FIRST + WEEK),
            Refusal("not-open", (FIRST, date(2027, 2, 14))),
        ),
        (
            window(),
            Period.parse("2027-01-05..2027-01-18"),
            Refusal("wrong-weekday", (date(2027, 1, 5),)),
        ),
        (window(weeks=(2, 4)), stay_of(FIRST, 1), Refusal("too-short", bound=2)),
        (window(weeks=(1, 2)), stay_of(FIRST, 3), Refusal("too-long", bound=2)),
        (
            window(closed=(Period.parse("2027-01-04..2027-01-10"),)),
            stay_of(FIRST, 1),
            Refusal("no-training", (FIRST, date(2027, 1, 10))),
        ),
    ],
)
def test_stay_that_does_not_fit_says_why(place, stay, refusal):
    assert refusals(Wanted(place, stay, "trota"), today=TODAY) == (refusal,)


def test_one_seat_is_kept_for_the_whole_stay_where_it_can_be():
    early = slots_for(wanted(week=0, weeks=1), {})
    late = slots_for(wanted(week=2, weeks=1, trainee="b"), {})

    found = slots_for(wanted(week=0, weeks=3, trainee="c"), gathered([*early, *late]))

    assert {slot.number for slot in found if slot.of.startswith("seat")} == {1}


def test_seat_changes_on_the_way_where_none_is_free_throughout():
    key = seat_key(window())
    taken = {(key, FIRST): {0}, (key, FIRST + WEEK): {1}}

    found = slots_for(wanted(), taken)

    assert [slot for slot in found if slot.of == key] == [
        Slot(key, FIRST, 1), Slot(key, FIRST + WEEK, 0),
    ]  # fmt: skip


def test_school_with_a_quota_of_none_gets_no_seat():
    found = slots_for(wanted(window(quotas={"small": 0}), school="small"), {})

    assert found == Refusal("quota-full", (FIRST, FIRST + WEEK), 0)


def test_trainee_from_no_school_is_bound_by_no_quota():
    assert isinstance(slots_for(wanted(window(each_school=0)), {}), tuple)


def test_party_shares_a_seat_and_the_next_party_gets_another():
    pair = window(party=2)
    leader = slots_for(wanted(pair), {})
    joins = {FIRST: 0, FIRST + WEEK: 0}

    second = slots_for(wanted(pair, trainee="b"), gathered(leader), joins=joins)
    third = slots_for(wanted(pair, trainee="c"), gathered([*leader, *second]), joins=joins)
    other = slots_for(wanted(pair, trainee="d"), gathered([*leader, *second]))

    def numbers(slots):
        return {one.number for one in slots if one.of.startswith("seat")}

    assert (numbers(leader), numbers(second), numbers(other)) == ({0}, {1}, {2})
    assert third == Refusal("full", (FIRST, FIRST + WEEK), 2)


def test_party_whose_first_member_left_keeps_its_seat_from_strangers():
    pair = window(party=2, seats=1)
    leader = slots_for(wanted(pair), {})
    second = slots_for(
        wanted(pair, trainee="b"), gathered(leader), joins={FIRST: 0, FIRST + WEEK: 0}
    )

    found = slots_for(wanted(pair, trainee="c"), gathered(second))

    assert found == Refusal("full", (FIRST, FIRST + WEEK), 1)


def parties_of(placed):
    """Return those who are there, together with whom they come: by stay and school."""
    found = {}
    for own, slots in placed:
        numbers = {one.day: one.number for one in slots if one.of == seat_key(own.window)}
        found.setdefault((own.window.id, own.stay, own.school), []).append(numbers)
    return [Party(*key, tuple(members)) for key, members in found.items()]


ASKED = st.tuples(st.integers(0, 3), st.integers(1, 2), st.sampled_from(["", "small"]))


@given(
    st.lists(ASKED, max_size=12), st.integers(1, 3), st.integers(1, 3),
    st.sampled_from(["day", "week"]),
)  # fmt: skip
def test_only_who_wants_the_same_shares_a_seat_and_no_seat_has_too_many(asks, seats, size, per):
    place, placed = window(seats=seats, party=size, per=per), []
    for number, (week, weeks, school) in enumerate(asks):
        own = wanted(place, week=week, weeks=weeks, trainee=str(number), school=school)
        taken = gathered(slot for _own, slots in placed for slot in slots)
        slots = slots_for(own, taken, joins=joins_of(own, parties_of(placed)))
        if not isinstance(slots, Refusal):
            placed.append((own, slots))

    there = {}
    for own, slots in placed:
        for one in slots:
            if one.of == seat_key(place):
                there.setdefault((one.day, one.number // size), []).append((own.stay, own.school))
    groups = Counter((unit, *own) for (unit, _seat), several in there.items() for own in {*several})
    members = Counter((unit, *own) for (unit, _), several in there.items() for own in several)
    assert all(seat < seats and len(several) <= size for (_, seat), several in there.items())
    assert all(len({*several}) == 1 for several in there.values())
    assert all(count == -(-members[key] // size) for key, count in groups.items())


def test_days_without_training_are_neither_free_nor_full():
    closed = window(open_for=1, closed=(Period.parse("2027-01-06..2027-01-06"),))

    assert free_by_day(closed, {}).tolist() == [2, 2, -1, 2, 2, -1, -1]


def test_stay_without_a_day_of_training_is_not_open():
    closed = window(closed=(Period.parse("2027-01-11..2027-01-17"),))

    found = open_stays(closed, {}, today=TODAY, weeks=1)

    assert [stay.start for stay, _left in found] == [FIRST + n * WEEK for n in (0, 2, 3, 4, 5)]


def test_no_stay_is_open_once_the_window_is_over():
    assert open_stays(window(), {}, today=date(2028, 1, 1), weeks=1) == ()


@st.composite
def places(draw):
    """Draw a window of six weeks."""
    closed = draw(st.sets(st.integers(0, 41), max_size=8))
    return window(
        draw(st.sampled_from("ab")),
        seats=draw(st.integers(1, 3)),
        per=draw(st.sampled_from(("day", "week"))),
        weekdays=draw(st.frozensets(st.integers(1, 7), min_size=1)),
        starts_on=frozenset({1, 3}),
        weeks=(1, 4),
        closed=tuple(
            Period(FIRST + timedelta(days=n), FIRST + timedelta(days=n + 1)) for n in closed
        ),
        quotas=draw(st.dictionaries(st.sampled_from("xy"), st.integers(0, 2))),
        each_school=draw(st.sampled_from((None, 0, 2))),
    )


ASKED = st.tuples(
    st.sampled_from([7 * week + day for week in range(6) for day in (0, 2)]),
    st.integers(1, 4),
    st.sampled_from("pqrst"),
    st.sampled_from(("", "x", "y")),
)


@given(st.lists(places(), min_size=1, max_size=2, unique_by=lambda one: one.id), st.data())
def test_nobody_is_refused_without_need_and_nothing_is_given_twice(several, data):
    standing = []  # who has which stay, and the slots of it

    for _ in range(data.draw(st.integers(1, 12))):
        if standing and data.draw(st.integers(0, 4)) == 0:
            standing.pop(data.draw(st.integers(0, len(standing) - 1)))
        place = data.draw(st.sampled_from(several))
        days, weeks, trainee, school = data.draw(ASKED)
        own = Wanted(place, stay_of(FIRST + timedelta(days=days), weeks), trainee, school)
        if refusals(own, today=TODAY):
            continue
        found = slots_for(own, gathered(s for _w, slots in standing for s in slots))
        check(found, own, [one for one, _slots in standing])
        if not isinstance(found, Refusal):
            standing.append((own, found))
            nothing_twice(standing)


def check(found, own, others):
    """Count the people who are there, day by day, and see whether the answer is right."""
    beside = [one for one in others if one.window == own.window]
    there = Counter(unit for one in beside for unit in units_of(one.window, one.stay))
    same = [one for one in beside if own.school and one.school == own.school]
    of_school = Counter(unit for one in same for unit in units_of(one.window, one.stay))
    busy = {
        day
        for one in others
        if one.trainee == own.trainee
        for day in days_there(one.window, one.stay)
    }
    units, days = units_of(own.window, own.stay), days_there(own.window, own.stay)
    quota = own.window.quota_of(own.school) if own.school else None
    clash = tuple(day for day in days if day in busy)
    full = tuple(unit for unit in units if there[unit] >= own.window.seats)
    passed = tuple(unit for unit in units if quota is not None and of_school[unit] >= quota)
    expected = (("clash", clash), ("full", full), ("quota-full", passed))
    if isinstance(found, Refusal):
        assert (found.why, found.days) == next(pair for pair in expected if pair[1])
    else:
        assert (clash, full, passed) == ((), (), ())
        assert [one.day for one in found if one.of == seat_key(own.window)] == list(units)
        assert [one.day for one in found if one.of == trainee_key(own.trainee)] == list(days)


def nothing_twice(standing):
    """Nothing is given twice, and no number is higher than there are."""
    slots = [slot for _own, several in standing for slot in several]
    assert len(slots) == len(set(slots))
    for own, several in standing:
        assert all(
            slot.number < own.window.seats for slot in several if slot.of == seat_key(own.window)
        )


@given(places(), st.data())
def test_open_stays_are_those_that_a_seat_is_given_for(place, data):
    taken = {
        (seat_key(place), unit): set(data.draw(st.sets(st.integers(0, place.seats - 1))))
        for unit in units_of(place, place.open)
    }
    weeks = data.draw(st.integers(1, 4))

    found = open_stays(place, taken, today=TODAY, weeks=weeks)

    expected = []
    for number in range(42):
        stay = stay_of(FIRST + timedelta(days=number), weeks)
        own = Wanted(place, stay, "trota")
        if not refusals(own, today=TODAY) and isinstance(slots_for(own, taken), tuple):
            units = units_of(place, stay)
            left = min(place.seats - len(taken[seat_key(place), unit]) for unit in units)
            expected.append((stay, left))
    assert list(found) == expected
