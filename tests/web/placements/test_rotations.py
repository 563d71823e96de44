"""Rotations on pages: found, judged, sifted, held."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from salerno.periods import Period
from salerno_web.people.models import Membership, Role
from salerno_web.placements.actions import hold
from salerno_web.placements.boards import board, seats_at
from salerno_web.placements.models import Placement, Published
from salerno_web.placements.moves import settle
from salerno_web.placements.queries import schools_of
from tests.library.placements.hosts import location_of
from tests.web.pages import main_of, text_of
from tests.web.placements.conftest import FIRST, WEEK

pytestmark = pytest.mark.django_db

ASKS = location_of("""
asks:
  - {fact: student.status, is: enrolled, id: enrolled, say: {en: You are enrolled.}}
  - {id: bls, has: training/bls, due: onboarding}
""").demands


def stay(**told):
    """Return what the form of a rotation sends for two weeks from the first Monday on."""
    return {"window": "window-1", "first": "2027-01-04", "weeks": "2", "key": "k", **told}


def found(client, **query):
    """Return the page of rotations for a query."""
    return client.get(reverse("rotations"), query)


def free_from(now):
    """Return the first day of the nearest stay with a free seat."""
    own = board(now=now)
    return seats_at(own, 0)[1][0].stay.start.isoformat()


def titles(response):
    return [row["id"] for row in response.context["found"].rows]


def test_rotations_say_where_when_and_how_they_stand(client, offered):
    offered(asks=ASKS)

    page = found(client)

    words = main_of(page)
    assert titles(page) == ["rotation-1"]
    assert "Cannot tell yet" in words
    assert "Seats are free" in words
    assert "You are enrolled" in words


def test_rotations_are_sifted_by_month_weeks_and_words(client, offered):
    offered()

    assert titles(found(client, month="2027-01")) == ["rotation-1"]
    assert titles(found(client, month="2029-01")) == []
    assert titles(found(client, words="nothing like it")) == []
    assert titles(found(client, weeks="2", sort="soonest")) == ["rotation-1"]
    assert titles(found(client, sort="name")) == ["rotation-1"]


def test_filter_says_what_it_hides(client, offered):
    offered()

    page = found(client, month="2029-01")

    assert page.context["found"].best_chip.hides == 1
    assert "1 rotation comes back" in main_of(page)


def test_draft_and_unknown_rotations_are_not_there(client, offered):
    offered()
    row = Published.objects.get(name="rotation-1")
    row.document["status"] = "draft"
    row.version += 1
    row.save()

    assert titles(found(client)) == []
    for name in ("rotation-1", "nothing"):
        assert client.get(reverse("rotation", args=[name])).status_code == 404


def test_map_and_calendar_count_what_is_offered(client, offered):
    offered()

    months = client.get(reverse("rotations_calendar"), {"month": "2027-01"}).context["months"]
    tiles = client.get(reverse("rotations_map"))

    assert {one.first.isoformat(): one.count for one in months if one.count} == {"2027-01-01": 1}
    assert "Italy" in main_of(tiles)


def test_seats_that_are_taken_are_seen_at_once_and_those_that_lapse_after(
    client, offered, asked, trota
):
    offered(seats=1, window={"weeks": (2, 2)})
    now = timezone.now()
    before = free_from(now)

    held = hold(trota, asked(trota), key="a", now=now)
    after = free_from(now)
    over = held.held_until + timedelta(seconds=1)
    settle(held.pk, now=over)
    later = free_from(over)

    assert (before, after, later) == ("2027-01-04", "2027-01-18", "2027-01-04")


def test_rotation_of_which_every_seat_is_taken_is_full(client, trota, abella, offered, asked):
    window = {"open": Period(FIRST, FIRST + 2 * WEEK), "weeks": (2, 2)}
    offered(seats=1, window=window)
    now = timezone.now()
    assert titles(found(client, seats="free")) == ["rotation-1"]

    hold(trota, asked(trota), key="a", now=now)

    assert titles(found(client, seats="free")) == []
    assert "Full, with a waiting list" in main_of(found(client, seats="waiting"))


def test_rotation_tells_what_is_asked_by_when_and_offers_the_nearest_stay(client, offered):
    offered(asks=ASKS)

    page = client.get(reverse("rotation", args=["rotation-1"]))

    assert [due for due, _rows in page.context["papers"]] == [
        "Due when you apply", "Due before you begin",
    ]  # fmt: skip
    assert page.context["form"].initial["first"] == "2027-01-04"
    assert "Sign in to ask for a stay" in text_of(page)


def test_rotation_without_a_free_stay_judges_nothing(client, offered):
    offered()
    row = Published.objects.get(name="rotation-1")
    row.document["windows"][0]["open"] = "2020-01-06..2020-03-06"
    row.version += 1
    row.save()

    page = client.get(reverse("rotation", args=["rotation-1"]))

    assert (page.context["papers"], page.context["stays"]) == ([], [])
    assert "No seat is free in any window" in text_of(page)


def test_visitor_who_asks_for_a_stay_is_sent_to_sign_in(client, offered):
    offered()

    answer = client.post(reverse("rotation", args=["rotation-1"]), stay())

    assert answer.headers["Location"].startswith(reverse("account_login"))
    assert not Placement.objects.exists()


def test_seat_is_held_once_however_often_the_form_is_sent(signed_in, trota, offered):
    offered()
    client = signed_in(trota)

    answers = [client.post(reverse("rotation", args=["rotation-1"]), stay()) for _ in "ab"]

    row = Placement.objects.get()
    assert {answer.headers["Location"] for answer in answers} == {
        reverse("placement", args=[row.pk])
    }
    assert (row.trainee, row.state, row.school) == (trota, "held", None)


def test_stay_is_asked_for_from_a_school_only_by_those_who_belong_to_it(
    signed_in, trota, school, offered
):
    offered()
    Membership.objects.create(user=trota, organisation=school, role=Role.TRAINEE)
    client = signed_in(trota)

    client.post(reverse("rotation", args=["rotation-1"]), stay(school=str(school.pk)))

    assert Placement.objects.get().school == school
    assert not schools_of(AnonymousUser()).exists()


def test_stay_that_cannot_be_had_comes_back_with_the_reason(signed_in, trota, offered):
    offered()

    page = signed_in(trota).post(reverse("rotation", args=["rotation-1"]), stay(first="2027-01-05"))

    assert "Stays do not begin on that day of the week." in main_of(page)
    assert page.context["form"].data["first"] == "2027-01-05"
    assert not Placement.objects.exists()


def test_key_of_another_request_is_refused_and_a_form_with_mistakes_comes_back(
    signed_in, trota, offered
):
    offered()
    client, address = signed_in(trota), reverse("rotation", args=["rotation-1"])
    client.post(address, stay())

    other = client.post(address, stay(first="2027-01-18"))
    empty = client.post(address, {})

    assert "This key was used for another request." in main_of(other)
    assert empty.context["form"].errors
    assert Placement.objects.count() == 1


def test_whoever_finds_no_seat_waits_for_one(signed_in, trota, abella, offered, asked):
    offered(seats=1)
    hold(trota, asked(trota), key="a", now=timezone.now())
    client = signed_in(abella)

    full = client.post(reverse("rotation", args=["rotation-1"]), stay())
    client.post(reverse("rotation", args=["rotation-1"]), stay(wait="yes"))

    assert "Every seat is taken on some of these days." in main_of(full)
    assert Placement.objects.get(trainee=abella).state == "waitlisted"


def test_too_many_requests_for_seats_are_held_back(signed_in, trota, offered):
    cache.clear()
    offered()
    client, address = signed_in(trota), reverse("rotation", args=["rotation-1"])

    answers = {client.post(address, {}).status_code for _ in range(62)}

    assert answers == {200, 429}


def test_stay_that_an_address_wishes_for_is_judged_and_asked_for(client, offered):
    offered(asks=ASKS)
    address = reverse("rotation", args=["rotation-1"])

    wished = client.get(address, {"window": "window-1", "first": "2027-01-18", "weeks": "3"})
    odd = [
        client.get(address, {"first": first, "weeks": weeks})
        for first, weeks in (
            ("soon", "2"),
            ("2027-01-18", "many"),
            ("2027-01-18", "9999999"),
            ("2027-13-40", "2"),
            ("9999-12-31", "2"),
        )
    ]

    assert wished.context["form"].initial["first"] == "2027-01-18"
    assert "18 January 2027" in wished.context["judged"]
    assert {page.context["form"].initial["first"] for page in odd} == {"2027-01-04"}
