"""Logs of hours and cases: what counts, and what must not stand in them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.errors import InputError
from salerno.placements.logs import Hours, check_case, check_hours, identifying, weekly
from salerno.placements.windows import monday, stay_of

STAY = stay_of(date(2027, 1, 4), 4)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("Chest pain, ECG read beside the consultant.", ()),
        ("Blood pressure 120/80, 3 stitches.", ()),
        ("Mrs Smith had chest pain.", ("a name",)),
        ("Born 12.03.1954", ("a date",)),
        ("Number 943 476 5919", ("a long number",)),
        ("wrote to someone@example.org", ("an e-mail address",)),
        ("Mr X, 1954-03-12", ("a name", "a date")),
        ("MS relapse, then MR angiography after 100 ms", ()),
        ("Ramipril 1-0-1, pH 7.35-7.45, platelets 150-400", ()),
        ("Miss Smith; Sra. Lopez; Signora Rossi; г-жа Иванова", ("a name",)),
        ("السيدة فاطمة", ("a name",)),
        ("943-476-5919", ("a long number",)),
        ("Born 12 March 1954", ("a date",)),
        ("Born March 12, 1954", ("a date",)),
        ("Nació el 3 de abril de 1954", ("a date",)),
        ("12 марта 1954", ("a date",)),
    ],
)
def test_what_may_tell_who_a_patient_is_is_found(words, kinds):
    assert identifying(words) == kinds


def test_case_that_may_tell_who_the_patient_is_is_refused_with_the_reason():
    check_case("A fall at home; wound closed under supervision.")

    with pytest.raises(InputError, match="there is a name and a date in it"):
        check_case("Mr X, 1954-03-12")


@pytest.mark.parametrize("hours", [0, -1, 24.25, 7.1])
def test_hours_that_no_day_has_are_refused(hours):
    with pytest.raises(InputError, match="a day has no"):
        check_hours(Hours(date(2027, 1, 4), hours), stay=STAY)


def test_day_outside_of_the_stay_is_refused():
    check_hours(Hours(date(2027, 1, 31), 7.75), stay=STAY)

    with pytest.raises(InputError, match="no day of the stay"):
        check_hours(Hours(date(2027, 2, 1), 8), stay=STAY)


@given(st.lists(st.tuples(st.dates(date(2027, 1, 1), date(2027, 2, 28)), st.integers(1, 12))))
def test_weeks_hold_all_hours_and_stand_in_order(several):
    found = weekly(Hours(day, hours) for day, hours in several)

    assert sum(found.values()) == sum(hours for _day, hours in several)
    assert list(found) == sorted({monday(day) for day, _hours in several})
