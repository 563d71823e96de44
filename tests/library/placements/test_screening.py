"""How every rotation stands for a person: what is due when, for which stay, and where is room."""

from datetime import date

import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.records import person_of
from salerno.periods import Period
from salerno.placements.locations import Location
from salerno.placements.networks import network_of
from salerno.placements.screening import OpenStay, Sought, event_of, nearest_stays, screen_rotations
from salerno.placements.seats import Party, quota_key, seat_key
from salerno.placements.windows import every_day
from salerno.rules.chain import State
from tests.library.placements.hosts import VOCABULARY, described, location_of, read

TODAY = date(2026, 11, 23)
AROUND = Circumstances(TODAY)
WARD = Location("xx/ward", "department", (("en", "Ward"),), "xx")
OPEN = """
status: public
windows:
  - {window: spring, open: 2027-01-04..2027-01-31, seats: 2, weeks: 2..4, quotas: {small: 1}}
  - {window: summer, open: 2027-06-07..2027-07-04, seats: 1, weeks: 4}
"""
ASKS = """
asks:
  - {fact: student.status, is: enrolled, id: enrolled}
  - {template: bls}
"""


def network(body=OPEN + ASKS, *, host="confirmed: yes"):
    """Return the network of one rotation that says no more than the body does."""
    own, windows = described(body)
    return network_of([location_of(host), WARD], [own], windows)


def person(until="2027-12-31"):
    """Return a student whose certificate in life support ends then."""
    return person_of(
        read(f"""
            person: trota
            facts: {{student.status: enrolled}}
            complete: [training/bls]
            credentials: [{{type: training/bls, on: 2026-01-05, until: {until}}}]
        """),
        vocabulary=VOCABULARY,
    )


def screened(someone=None, **more):
    """Return how the one rotation stands."""
    (found,) = screen_rotations(someone or person(), network(), circumstances=AROUND, **more)
    return found


def opened(name):
    """Return a window of the one rotation."""
    return next(one for one in network().windows_of("xx/ward/electives") if one.id == name)


def days(written):
    return Period.parse(written)


def test_what_is_due_at_application_is_apart_from_what_is_due_at_onboarding():
    found = screened(person(until="2027-01-10"))

    assert (found.application.state, found.onboarding.state) == (State.ELIGIBLE, State.NOT_YET)
    assert found.application.opportunity.id == "xx/ward/electives"
    assert found.onboarding.opportunity.id == "xx/ward/electives:onboarding"


@pytest.mark.parametrize(
    ("until", "state"), [("2027-01-16", State.NOT_YET), ("2027-01-17", State.ELIGIBLE)]
)
def test_validity_is_judged_by_the_last_day_of_the_nearest_stay(until, state):
    found = screened(person(until=until))

    assert found.judged_for == days("2027-01-04..2027-01-17")
    assert found.onboarding.state is state


@pytest.mark.parametrize(
    ("until", "state"), [("2027-07-03", State.NOT_YET), ("2027-07-04", State.ELIGIBLE)]
)
def test_validity_is_judged_by_the_last_day_of_the_stay_that_is_wished_for(until, state):
    wished = days("2027-06-07..2027-07-04")

    found = screened(person(until=until), stay=wished)

    assert (found.judged_for, found.onboarding.state) == (wished, state)
    assert found.stays[0] == OpenStay(wished, "summer", 1)
    assert found.refused == ()


def test_stays_of_any_length_are_the_shortest_that_begin_soonest():
    stays = screened().stays

    assert [(str(one.stay), one.window, one.seats) for one in stays] == [
        ("2027-01-04..2027-01-17", "spring", 2),
        ("2027-01-11..2027-01-24", "spring", 2),
        ("2027-01-18..2027-01-31", "spring", 2),
    ]


def test_seats_that_are_taken_are_not_open():
    key = seat_key(opened("spring"))
    taken = {(key, day): {0, 1} for day in every_day(days("2027-01-04..2027-01-31"))}

    found = screened(taken=taken)

    assert [one.window for one in found.stays] == ["summer"]


def test_quota_of_the_school_closes_stays_for_its_own_only():
    taken = {(quota_key(opened("spring"), "small"), date(2027, 1, 4)): {0}}

    own = screened(taken=taken, school="small")
    other = screened(taken=taken, school="large")

    assert str(own.stays[0].stay) == "2027-01-11..2027-01-24"
    assert str(other.stays[0].stay) == "2027-01-04..2027-01-17"


def test_stay_that_cannot_be_had_says_why_and_what_is_near():
    begun = screened(stay=days("2027-06-08..2027-07-04"))
    key = seat_key(opened("summer"))
    full = {(key, day): {0} for day in every_day(days("2027-06-07..2027-07-04"))}
    late = screened(stay=days("2027-06-07..2027-07-04"), taken=full)

    assert [one.why for one in begun.refused] == ["wrong-weekday", "too-short"]
    assert str(begun.stays[0].stay) == "2027-06-07..2027-07-04"
    assert ([one.why for one in late.refused], late.stays[0].window) == (["full"], "spring")


def test_rotation_without_windows_is_judged_without_a_stay():
    (found,) = screen_rotations(person(), network("status: public" + ASKS), circumstances=AROUND)
    (wished,) = screen_rotations(
        person(),
        network("status: public" + ASKS),
        circumstances=AROUND,
        stay=days("2027-06-07..2027-07-04"),
    )

    assert (found.stays, found.judged_for, found.refused) == ((), None, ())
    assert found.onboarding.state is State.CANNOT_TELL
    assert [one.why for one in wished.refused] == ["not-open"]
    assert wished.onboarding.state is State.ELIGIBLE


def test_only_what_is_public_is_screened():
    draft = network(ASKS, host="")

    assert screen_rotations(person(), draft, circumstances=AROUND) == ()


def test_days_of_a_stay_are_the_event_of_the_verdict():
    event = event_of(days("2027-06-07..2027-07-04"))

    assert (str(event.start), str(event.end)) == ("2027-06-07", "2027-07-04")


def test_week_that_is_begun_counts():
    windows = network().windows_of("xx/ward/electives")

    (found, *_) = nearest_stays(windows, sought=Sought(TODAY, days("2027-01-05..2027-01-20")))

    assert str(found.stay) == "2027-01-04..2027-01-24"


GROUPS = """
status: public
windows: [{window: spring, open: 2027-01-04..2027-03-28, seats: 1, party: 2, weeks: 2..4}]
"""


@pytest.mark.parametrize(
    ("members", "school", "sought", "is_listed"),
    [
        (1, "", None, True),
        (2, "", None, False),
        (1, "another", None, False),
        (1, "", "2027-01-11..2027-01-31", True),
        (1, "", "2027-01-11..2027-01-24", False),
    ],
)
def test_days_of_a_group_are_open_while_it_has_room(members, school, sought, is_listed):
    (window,) = network(GROUPS).windows_of("xx/ward/electives")
    stay = days("2027-01-11..2027-01-31")
    numbers = [
        {day: number for day in every_day(stay) if day.isoweekday() == 1}
        for number in range(members)
    ]
    taken = {(seat_key(window), day): {*range(members)} for day in numbers[0]}
    party = Party(window.id, stay, school, tuple(numbers))
    asked = Sought(TODAY, days(sought) if sought else None, taken=taken, parties=(party,))

    found = nearest_stays([window], sought=asked, most=20)

    assert (OpenStay(stay, "spring", 1) in found) == is_listed
