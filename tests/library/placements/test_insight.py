"""What a host learns of its seats and demands; against counting everything one by one."""

from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.records import person_of
from salerno.credentials.table import table_of
from salerno.periods import Period
from salerno.placements.insight import (
    Cost,
    OneMore,
    Week,
    groups,
    one_more_seat,
    placed_with,
    reach_of,
    refused_by,
    rounded,
    weeks_ahead,
)
from salerno.placements.locations import tree_of
from salerno.placements.seats import Wanted, seat_key
from salerno.placements.windows import Window, monday, stay_of, units_of
from tests.library.placements.hosts import VOCABULARY, location_of, read, rotation_of

FIRST = date(2027, 1, 4)
WEEK = timedelta(days=7)
TODAY = date(2026, 12, 30)


def window(name="winter", **more):
    weeks = more.pop("open_for", 6)
    return Window(name, "ward", Period(FIRST, FIRST + weeks * WEEK), more.pop("seats", 2), **more)


def wanted(place=None, *, week=0, weeks=2, trainee="trota", school=""):
    return Wanted(place or window(), stay_of(FIRST + week * WEEK, weeks), trainee, school)


def full(place):
    """Return every seat of a window as taken."""
    stay = Period(place.first, place.last + timedelta(days=1))
    numbers = {seat * place.party for seat in range(place.seats)}
    return {(seat_key(place), unit): set(numbers) for unit in units_of(place, stay)}


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (9, 0), (10, 10), (19, 10), (20, 20)])
def test_people_are_counted_in_tens(number, shown):
    assert rounded(number) == shown


def test_small_groups_are_left_out():
    names = ["salerno"] * 21 + ["bologna"] * 9 + ["padova"] * 30

    assert groups(names) == (("padova", 30), ("salerno", 20))


def test_what_requests_lacked_is_counted():
    lacking = [{"titre"}] * 12 + [{"titre", "bls"}] * 10 + [{"bls"}] * 3 + [set()] * 5

    assert refused_by(lacking) == (Cost("titre", 20, 10), Cost("bls", 10, 0))
    assert refused_by([{"x"}] * 9) == ()


ASKS = """
asks:
  - {id: enrolled, fact: student.status, is: enrolled}
  - {id: bls, has: training/bls}
  - {id: titre, has: titre/hepatitis-b, due: onboarding}
  - {id: fit, judge: fit, text: {en: "Fit"}, actor: host}
"""
AROUND = Circumstances(TODAY)


def people(*, both=0, enrolled=0, trained=0, silent=0):
    """Return people of whom so many meet both demands, one of them, or tell nothing."""
    facts = {True: "facts: {student.status: enrolled}", False: ""}
    held = {True: "credentials: [{type: training/bls, on: 2026-01-05}]", False: ""}
    kinds = {(True, True): both, (True, False): enrolled, (False, True): trained}
    kinds[False, False] = silent
    found = [
        person_of(
            read(f"person: p{n}\n{facts[is_in]}\n{held[has]}\n"),
            vocabulary=VOCABULARY,
        )
        for (is_in, has), number in kinds.items()
        for n in range(number)
    ]
    return table_of(found, vocabulary=VOCABULARY)


def reached(asks=ASKS, **told):
    tree = tree_of([location_of(), location_of(head="unit: xx/ward\nwithin: xx\nname: Ward\n")])
    return reach_of(people(**told), rotation_of(asks), tree, circumstances=AROUND, k=2)


def test_each_demand_costs_those_who_lack_nothing_else():
    found = reached(both=4, enrolled=7, trained=2, silent=3)

    assert (found.persons, found.may_apply) == (16, 4)
    assert found.costs == (Cost("bls", 10, 6), Cost("enrolled", 4, 2))


def test_demand_that_everybody_meets_is_not_listed():
    assert reached(both=4, enrolled=6).costs == (Cost("bls", 6, 6),)


def test_without_demands_everybody_may_apply():
    found = reached(asks="", silent=5)

    assert (found.persons, found.may_apply, found.costs) == (4, 4, ())


def test_seats_of_each_week_and_how_many_are_free():
    place = window(open_for=2)
    taken = {(seat_key(place), FIRST): {0}}

    found = weeks_ahead([place], taken, today=TODAY, weeks=4)

    assert found == (
        Week(FIRST - WEEK, 0, 0),
        Week(FIRST, 2, 1),
        Week(FIRST + WEEK, 2, 2),
        Week(FIRST + 2 * WEEK, 0, 0),
    )


def test_week_is_as_free_as_its_fullest_day_that_is_ahead():
    place = window(per="day", open_for=2)
    taken = {(seat_key(place), FIRST): {0, 1}, (seat_key(place), FIRST + timedelta(days=3)): {0}}

    whole = weeks_ahead([place], taken, today=FIRST, weeks=1)
    rest = weeks_ahead([place], taken, today=FIRST + timedelta(days=1), weeks=1)

    assert (whole[0].free, rest[0].free) == (0, 1)


def test_who_waits_is_asked_in_order():
    place = window(seats=1)
    waiting = [wanted(place, trainee=name, week=n) for n, name in enumerate("abc")]

    assert placed_with(waiting, {}) == (0, 2)


def test_one_more_seat_tells_the_fewest_weeks_for_each_number():
    place = window(seats=1)
    waiting = [
        wanted(place, trainee="a", week=0, weeks=2),
        wanted(place, trainee="b", week=1, weeks=2),
        wanted(place, trainee="c", week=3, weeks=1),
        Wanted(window("other"), stay_of(FIRST, 1), "d"),
    ]

    found = one_more_seat(place, waiting, full(place))

    assert found == (
        OneMore("winter", stay_of(FIRST + 3 * WEEK, 1), 1),
        OneMore("winter", stay_of(FIRST + WEEK, 3), 2),
    )
    assert [one.weeks for one in found] == [1, 3]


def test_one_more_seat_helps_nobody_where_nobody_waits():
    assert one_more_seat(window(), [], {}) == ()


def test_one_more_seat_does_not_help_whom_the_quota_of_the_school_keeps_out():
    place = window(seats=1, each_school=1)
    kept = {("quota:ward:winter:salerno", unit): {0} for unit in units_of(place, place.open)}
    waiting = [wanted(place, school="salerno")]

    assert one_more_seat(place, waiting, {**full(place), **kept}) == ()


stays = st.lists(
    st.tuples(st.integers(0, 4), st.integers(1, 2), st.sampled_from("abc")), max_size=5
)


@given(stays, st.integers(1, 2), st.sampled_from(["day", "week"]), st.sets(st.integers(0, 5)))
def test_one_more_seat_is_what_counting_by_hand_finds(told, party, per, free):
    place = window(seats=1, party=party, per=per)
    waiting = [wanted(place, week=w, weeks=n, trainee=name) for w, n, name in told]
    taken = {
        (of, unit): numbers
        for (of, unit), numbers in full(place).items()
        if (monday(unit) - FIRST).days // 7 not in free
    }

    found = one_more_seat(place, waiting, taken, longest=6)

    best = {}
    for first, end in combinations(range(7), 2):
        placed = by_hand(place, waiting, taken, range(first, end)) - by_hand(
            place, waiting, taken, range(0)
        )
        best[end - first] = max(best.get(end - first, 0), placed)
    fewest = {}
    for weeks in sorted(best):
        if best[weeks] > max(fewest.values(), default=0):
            fewest[weeks] = best[weeks]
    assert {one.weeks: one.placed for one in found} == fewest


def by_hand(place, waiting, taken, weeks):
    """Return how many get a seat, who is asked in order, with one more seat in some weeks.

    Only days are counted here: how many have a seat on each, and who is there.
    """
    busy = {unit: 1 for (_of, unit) in taken}
    there = set()
    placed = 0
    for one in waiting:
        units = units_of(place, one.stay)
        days = {(one.trainee, unit) for unit in units}
        room = all(
            busy.get(unit, 0) < 1 + ((monday(unit) - FIRST).days // 7 in weeks) for unit in units
        )
        if room and not days & there:
            there |= days
            placed += 1
            for unit in units:
                busy[unit] = busy.get(unit, 0) + 1
    return placed
