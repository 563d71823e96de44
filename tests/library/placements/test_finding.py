"""What rotations are found by: facets, months, words, and whether a seat is left."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from salerno.periods import Period
from salerno.placements.finding import (
    FACETS,
    entry_of,
    first_begin,
    free_stays,
    months_from,
    months_of,
    offered_in,
    opportunity_now,
    seats_of,
    weeks_of,
    words_of,
)
from salerno.placements.networks import network_of
from salerno.placements.screening import Sought
from salerno.placements.seats import free_by_day, seat_key
from salerno.placements.windows import Window, all_days, days_there, has_training, starts, stay_of
from salerno.rules import Voice
from salerno.rules.sieves import shelf_of
from tests.library.placements.hosts import VOCABULARY, described, location_of
from tests.library.placements.test_screening import WARD

TODAY = date(2026, 11, 23)
FIRST = date(2027, 1, 4)
HOST = "country: IE\ncity: Dublin\nconfirmed: yes"
OPEN = """
status: public
languages: [en, ga]
setting: inpatient
supervisors: [Consultant of the week]
windows:
  - {window: spring, open: 2027-01-04..2027-01-31, seats: 1, weeks: 2..4}
  - {window: summer, open: 2027-06-07..2027-07-04, seats: 1, weeks: 4}
"""


def network(body=OPEN):
    """Return a network of one rotation in Dublin."""
    own, windows = described(body)
    return network_of([location_of(HOST), WARD], [own], windows)


def offered(body=OPEN, *, today=TODAY):
    """Return the one rotation as it can be had from a day on."""
    (found,) = offered_in(network(body), today=today)
    return found


@st.composite
def windows(draw):
    """Draw a window of some weeks."""
    length = draw(st.integers(1, 70))
    closed = draw(st.sets(st.integers(-3, 72), max_size=5))
    least = draw(st.integers(1, 4))
    return Window(
        "w", "r", Period(FIRST, FIRST + timedelta(days=length)), draw(st.integers(1, 3)),
        per=draw(st.sampled_from(("day", "week"))),
        weekdays=draw(st.frozensets(st.integers(1, 7), min_size=1)),
        starts_on=draw(st.frozensets(st.integers(1, 7), min_size=1)),
        weeks=(least, draw(st.integers(least, 6))),
        lead=draw(st.integers(0, 60)),
        closed=tuple(
            Period(FIRST + timedelta(days=n), FIRST + timedelta(days=n + 2)) for n in closed
        ),
    )  # fmt: skip


@given(windows(), st.integers(0, 6), st.integers(-10, 80))
def test_the_first_day_to_begin_is_the_first_of_all_days_to_begin(window, weeks, since):
    day = FIRST + timedelta(days=since)

    found = first_begin(window, since=day, today=TODAY, weeks=weeks)

    every = starts(window, today=TODAY, weeks=weeks)
    assert found == next((one for one in every if one >= day), None)


@given(windows())
def test_months_are_those_in_which_some_stay_begins(window):
    found = months_of([window], today=TODAY)

    begins = starts(window, today=TODAY, weeks=window.weeks[0])
    assert found == tuple(sorted({day.isoformat()[:7] for day in begins}))


@given(windows(), st.integers(0, 69), st.integers(0, 2))
def test_days_of_training_and_free_seats_are_told_at_once_as_day_by_day(window, when, number):
    day = window.first + timedelta(days=when)
    taken = {(seat_key(window), day): [number]}

    there = has_training(window, all_days(window))
    free = free_by_day(window, taken)

    stay = Period(window.open.start, window.open.end)
    assert set(all_days(window)[there].tolist()) == set(days_there(window, stay))
    assert ((free < 0) == ~there).all()
    assert free.max() <= window.seats
    is_used = window.per == "day" and day in days_there(window, stay)
    assert not is_used or free[when] == window.seats - 1


def test_months_ahead_begin_with_the_present_one_and_pass_the_end_of_the_year():
    found = months_from(date(2026, 11, 23))

    assert found[:3] == (date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1))
    assert len(found) == 18


def test_a_month_beyond_those_that_are_told_apart_is_not_told():
    assert (
        months_of([Window("w", "r", Period(date(2029, 1, 1), date(2029, 3, 1)), 1)], today=TODAY)
        == ()
    )


def test_a_rotation_is_sifted_by_what_it_and_its_place_say():
    own = entry_of(offered(), network(), today=TODAY)

    assert (own.kind, own.country, own.specialty) == ("elective", "IE", ("internal-medicine",))
    assert own.soonest == date(2027, 1, 4)
    assert dict(own.further) == {
        "setting": ("inpatient",),
        "language": ("en", "ga"),
        "booking": ("request",),
        "month": ("2027-01", "2027-06"),
        "weeks": ("2", "3", "4"),
    }
    shelf = shelf_of([own], facets=[name for name in FACETS if name != "seats"])
    assert all(shelf.holding[name] for name in shelf.holding)


def test_a_draft_is_not_offered():
    assert offered_in(network(OPEN.replace("public", "draft")), today=TODAY) == ()


def test_the_first_stay_is_the_earliest_of_all_windows_and_none_once_they_are_over():
    assert offered().first == stay_of(date(2027, 1, 4), 2)
    assert offered(today=date(2027, 2, 1)).first == stay_of(date(2027, 6, 7), 4)
    assert offered(today=date(2028, 2, 1)).first is None


def test_a_rotation_is_judged_for_its_first_stay():
    own = opportunity_now(offered(), network(), today=TODAY)
    over = opportunity_now(offered(today=date(2028, 2, 1)), network(), today=TODAY)

    assert str(own.event.start) == "2027-01-04"
    assert over.event is None


def test_seats_are_free_until_every_stay_is_taken_and_then_there_is_a_list_or_nothing():
    own = offered()
    full = {
        (seat_key(window), day): [0]
        for window in own.windows
        for day in all_days(window)[::7].tolist()
    }

    assert seats_of(own, sought=Sought(TODAY)) == "free"
    assert len(free_stays(own, sought=Sought(TODAY), most=2)) == 2
    assert seats_of(own, sought=Sought(TODAY, taken=full)) == "waiting"
    closed = offered(OPEN + "terms: {waitlist: no}\n")
    assert seats_of(closed, sought=Sought(TODAY, taken=full)) == "none"
    over = offered(today=date(2028, 2, 1))
    assert seats_of(over, sought=Sought(date(2028, 2, 1))) == "none"


def test_weeks_are_those_of_any_window():
    assert weeks_of(described(OPEN)[1]) == (2, 3, 4)


def test_words_are_of_the_rotation_and_all_places_around_it():
    own = words_of(offered().rotation, network(), Voice("en", VOCABULARY))

    for word in ("Elective in medicine", "internal medicine", "A Hospital", "Ward", "Dublin"):
        assert word in own
    assert "Ireland" in own
    assert "Consultant" in own


def test_a_place_without_a_country_has_no_word_for_it():
    own, windows = described(OPEN)
    bare = network_of([location_of("confirmed: yes"), WARD], [own], windows)

    assert "None" not in words_of(own, bare, Voice("en", VOCABULARY))
