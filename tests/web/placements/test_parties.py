"""Groups: those who want the same days from the same school share a seat."""

from dataclasses import replace

import pytest
from django.urls import reverse

from salerno.placements.seats import Refusal
from salerno_web.people.models import Kind, Membership, Organisation, Role
from salerno_web.placements.actions import hold, wait
from salerno_web.placements.moves import move
from tests.web.conftest import someone
from tests.web.placements.conftest import NOW


@pytest.fixture
def people(offered):
    """Return four people, and the one seat for a group of three published."""
    offered(seats=1, window={"party": 3})
    return [someone(f"trainee{number}") for number in range(4)]


def seat_of(row):
    return set(row.slots.filter(of__startswith="seat:").values_list("number", flat=True))


def test_group_shares_a_seat_until_it_is_full(people, asked):
    *three, late = people

    rows = [hold(user, asked(user), key="a", now=NOW) for user in three]

    assert [seat_of(row) for row in rows] == [{0}, {1}, {2}]
    assert hold(late, asked(late), key="a", now=NOW).why == "full"


def test_other_days_or_another_school_are_another_group(people, asked):
    first, second, third, fourth = people
    other = Organisation.objects.create(kind=Kind.SCHOOL, name="Another School")
    Membership.objects.create(user=third, organisation=other, role=Role.TRAINEE)
    hold(first, asked(first), key="a", now=NOW)

    longer = hold(second, asked(second, weeks=3), key="a", now=NOW)
    elsewhere = hold(third, replace(asked(third), school=other), key="a", now=NOW)
    later = hold(fourth, asked(fourth, week=4), key="a", now=NOW)

    assert isinstance(longer, Refusal)
    assert isinstance(elsewhere, Refusal)
    assert seat_of(later) == {0}


def test_place_in_a_group_that_becomes_free_is_given_to_who_waits(people, asked):
    *three, late = people
    rows = [hold(user, asked(user), key="a", now=NOW) for user in three]
    waiting = wait(late, asked(late), key="w", now=NOW)
    before = seat_of(waiting)

    move(rows[1].pk, "withdraw", by="trainee", actor=three[1], now=NOW)

    assert (before, seat_of(waiting)) == (set(), {1})


def test_page_lists_the_days_of_a_group_with_room_for_its_school_alone(
    people, asked, abella, signed_in
):
    first, second, *_rest = people
    hold(first, asked(first), key="a", now=NOW)
    asked(second)
    address = reverse("rotation", args=["rotation-1"])

    def stays(user):
        return [one["first"] for one in signed_in(user).get(address).context["stays"]]

    assert "2027-01-04" in map(str, stays(second))
    assert "2027-01-04" not in map(str, stays(abella))
