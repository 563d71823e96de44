"""Windows: which days they are open, how long a stay lasts, and when it may begin."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.errors import InputError
from salerno.periods import Period
from salerno.placements.windows import (
    Window,
    bounds,
    days_there,
    monday,
    overlapping,
    starts,
    stay_of,
    units_of,
)

JANUARY = Period.parse("2027-01-04..2027-01-31")


def window(name="january", *, rotation="ward", **more):
    return Window(name, rotation, more.pop("open", JANUARY), more.pop("seats", 2), **more)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"open": Period.parse("2027-01-04..")}, "no first or no last day"),
        ({"open": Period.parse("..2027-01-04")}, "no first or no last day"),
        ({"open": Period.parse("2027-01-01..2067-01-01")}, "more than twenty years"),
        ({"seats": 0}, "has no seats"),
        ({"party": 0}, "has no party"),
        ({"weeks": (3, 2)}, "no stay fits the window 'january': 3 to 2 weeks"),
        ({"weeks": (0, 2)}, "no stay fits"),
        ({"weeks": (1, 200)}, "no stay fits"),
        ({"weekdays": frozenset()}, "no day of the week"),
        ({"starts_on": frozenset()}, "no day of the week"),
    ],
)
def test_window_that_nobody_could_use_is_refused(told, words):
    with pytest.raises(InputError) as error:
        window(**told)

    assert words in str(error.value)


def test_first_and_last_day_are_both_included():
    assert (window().first, window().last) == (date(2027, 1, 4), date(2027, 1, 31))


@pytest.mark.parametrize(("each", "quota"), [(None, None), (3, 3)])
def test_school_without_a_quota_of_its_own_has_that_of_each(each, quota):
    found = window(quotas={"small": 1}, each_school=each)

    assert (found.quota_of("small"), found.quota_of("large")) == (1, quota)


def test_days_without_training_are_not_there():
    closed = window(closed=(Period.parse("2027-01-06..2027-01-07"),))

    found = days_there(closed, stay_of(date(2027, 1, 4), 1))

    assert [day.day for day in found] == [4, 5, 8]


def test_seat_by_the_week_is_taken_of_every_week_begun():
    stay = Period.parse("2027-01-06..2027-01-12")

    assert units_of(window(starts_on=frozenset({3})), stay) == (
        date(2027, 1, 4), date(2027, 1, 11),
    )  # fmt: skip
    assert len(units_of(window(per="day"), stay)) == 5


def test_week_that_is_closed_as_a_whole_takes_no_seat():
    closed = window(closed=(Period.parse("2027-01-11..2027-01-15"),))

    assert units_of(closed, stay_of(date(2027, 1, 4), 3)) == (date(2027, 1, 4), date(2027, 1, 18))


def test_week_over_the_turn_of_the_year_is_one_week():
    assert monday(date(2027, 1, 1)) == date(2026, 12, 28) == monday(date(2026, 12, 31))


@pytest.mark.parametrize("stay", [Period(None, date(2027, 1, 1)), Period(date(2027, 1, 1), None)])
def test_stay_without_an_end_is_refused(stay):
    with pytest.raises(InputError, match="first and a last day"):
        bounds(stay)


def test_stay_of_more_than_two_years_is_refused():
    with pytest.raises(InputError, match="two years at most"):
        bounds(Period.parse("2027-01-01..2029-06-01"))


def test_stay_may_begin_on_mondays_once_the_lead_is_over():
    found = starts(window(lead=10), today=date(2026, 12, 30), weeks=2)

    assert found == (date(2027, 1, 11), date(2027, 1, 18))


def test_stay_of_a_length_that_is_not_offered_begins_never():
    assert starts(window(weeks=(2, 3)), today=date(2026, 12, 1), weeks=4) == ()


def test_windows_of_one_rotation_that_overlap_are_told_once():
    february = Period.parse("2027-01-31..2027-02-28")
    others = [window("b", open=february), window("c", rotation="other"), window("a")]

    assert overlapping(others) == (("b", "a"),)


@given(
    st.dates(date(2026, 12, 1), date(2027, 2, 1)),
    st.integers(1, 6),
    st.integers(0, 30),
    st.frozensets(st.integers(1, 7), min_size=1),
)
def test_every_start_fits_and_every_day_that_fits_is_a_start(today, weeks, lead, starts_on):
    found = window(lead=lead, starts_on=starts_on, weeks=(1, 6))

    expected = [
        day
        for day in (date(2026, 11, 1) + timedelta(days=n) for n in range(150))
        if day.isoweekday() in starts_on
        and day >= today + timedelta(days=lead)
        and day >= found.first
        and day + timedelta(days=7 * weeks - 1) <= found.last
    ]
    assert list(starts(found, today=today, weeks=weeks)) == expected
