"""Trota cannot be in two places on one day; different weekdays are no clash."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from salerno.periods import Period
from salerno.placements.clashes import Taken, busy_days, clashes
from salerno.placements.windows import Window, days_there, stay_of

FIRST = date(2027, 1, 4)
YEAR = Period(date(2027, 1, 1), date(2028, 1, 1))


def window(*weekdays):
    return Window("w", "ward", YEAR, 1, weekdays=frozenset(weekdays or range(1, 6)))


def test_days_of_the_other_placement_are_told():
    other = Taken("surgery", window(), stay_of(FIRST + timedelta(days=7), 1))

    found = clashes(window(1, 2), stay_of(FIRST, 3), beside=[other])

    assert found == {date(2027, 1, 11): "surgery", date(2027, 1, 12): "surgery"}


def test_stays_on_other_weekdays_do_not_clash():
    other = Taken("surgery", window(1, 2), stay_of(FIRST, 4))

    assert clashes(window(3, 4), stay_of(FIRST, 4), beside=[other]) == {}


STAYS = st.builds(
    lambda start, weeks, days: (window(*days), stay_of(FIRST + timedelta(days=start), weeks)),
    st.integers(0, 60),
    st.integers(1, 5),
    st.frozensets(st.integers(1, 7), min_size=1),
)


@given(STAYS, st.lists(STAYS, max_size=3))
def test_clashes_are_the_days_that_both_have(own, others):
    taken = [Taken(str(n), *other) for n, other in enumerate(others)]

    found = clashes(*own, beside=taken)

    theirs = {day for other in others for day in days_there(*other)}
    assert list(found) == [day for day in days_there(*own) if day in theirs]
    assert set(busy_days(taken)) == theirs
