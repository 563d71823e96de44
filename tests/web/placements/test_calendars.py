"""Calendars of placements: by a secret address, for whoever may see them, as they change."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from salerno_web.people.keeping import due_on, leaving_of
from salerno_web.people.models import Event, Membership, Role
from salerno_web.placements.feed_actions import MOST_FEEDS, make_feed
from salerno_web.placements.feed_queries import feed_choices, feed_content
from salerno_web.placements.models import Delivery, Feed, Placement, Published
from salerno_web.placements.moves import move
from salerno_web.placements.queries import rows_about
from salerno_web.placements.webhook_actions import subscribe
from tests.web.conftest import someone
from tests.web.placements.conftest import FIRST, NOW

pytestmark = pytest.mark.django_db

TODAY = NOW.date()


def events(content):
    return Calendar.from_ical(content).walk("VEVENT")


def read(client, key):
    return client.get(reverse("calendar", args=[key]))


@pytest.fixture
def requested(trota, held):
    """Return the placement of Trota, requested."""
    return move(held.pk, "request", by="trainee", actor=trota, now=NOW)


@pytest.fixture
def whole(hospital):
    """Return what is sent for a calendar of the whole hospital."""
    return f"{hospital.pk}:"


@pytest.fixture
def adviser(hospital):
    """Return somebody who supervises at the hospital, and is no coordinator."""
    user = someone("rebecca")
    Membership.objects.create(user=user, organisation=hospital, role=Role.ADVISER)
    return user


def test_trainee_makes_a_calendar_and_reads_it_by_its_address(signed_in, client, trota, held):
    page = signed_in(trota).post(reverse("calendars"), {"of": ""}).content.decode()
    (address,) = re.findall(r"http://localhost:8000(/calendars/[\w-]+\.ics)", page)
    client.logout()

    response = client.get(address)

    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    (one,) = events(response.content)
    assert (str(one["uid"]), str(one["status"])) == (f"{held.pk}@salerno", "TENTATIVE")
    assert (one["dtstart"].dt, one["dtend"].dt) == (FIRST, FIRST + timedelta(weeks=2))
    assert str(one["summary"]) == "rotation-1"
    assert str(one["description"]) == "Held"
    assert address not in client.get(reverse("calendars"), follow=True).content.decode()
    assert Event.objects.get(subject_kind="feed").verb == "made"


def test_entry_is_the_same_one_changed_when_the_placement_is(trota, held):
    key = make_feed(trota, of="")
    (before,) = events(feed_content(key, today=TODAY))

    move(held.pk, "withdraw", by="trainee", actor=trota, now=NOW)

    (after,) = events(feed_content(key, today=TODAY))
    assert before["uid"] == after["uid"]
    assert int(after["sequence"]) > int(before["sequence"])
    assert str(after["status"]) == "CANCELLED"


def test_coordinator_reads_whose_placements_they_are_and_an_adviser_does_not(
    costanza, adviser, requested, whole
):
    (told,) = events(feed_content(make_feed(costanza, of=whole), today=TODAY))
    (kept,) = events(feed_content(make_feed(adviser, of=whole), today=TODAY))

    assert (str(told["summary"]), str(kept["summary"])) == ("trota: rotation-1", "rotation-1")
    assert "trota" not in str(kept)


def test_calendar_of_a_place_has_what_is_within_it(costanza, requested, hospital):
    key = make_feed(costanza, of=f"{hospital.pk}:hospital")
    within = feed_content(key, today=TODAY)

    Feed.objects.update(at="elsewhere")

    assert [len(events(one)) for one in (within, feed_content(key, today=TODAY))] == [1, 0]
    assert Calendar.from_ical(within)["x-wr-calname"] == "Harbour Hospital: H"


def test_calendar_of_a_supervisor_has_the_rotations_that_name_them(costanza, requested, hospital):
    row = Published.objects.get(kind="rotation")
    row.document, row.version = {**row.document, "supervisors": ["A Consultant: Ward"]}, 2
    row.save()
    choice = (f"{hospital.pk}@A Consultant: Ward", "Harbour Hospital: with A Consultant: Ward")
    assert choice in feed_choices(costanza)

    key = make_feed(costanza, of=choice[0])
    theirs = feed_content(key, today=TODAY)
    Feed.objects.update(at="Somebody Else")

    assert [len(events(one)) for one in (theirs, feed_content(key, today=TODAY))] == [1, 0]
    assert Calendar.from_ical(theirs)["x-wr-calname"] == choice[1]
    assert Feed.objects.get().of == "supervisor"


def test_host_does_not_read_of_what_is_only_held(trota, costanza, held, whole):
    key = make_feed(costanza, of=whole)
    before = events(feed_content(key, today=TODAY))

    move(held.pk, "withdraw", by="trainee", actor=trota, now=NOW)

    assert (before, events(feed_content(key, today=TODAY))) == ([], [])


def test_places_to_choose_are_those_of_ones_own_hosts(trota, costanza, held, hospital, whole):
    found = feed_choices(costanza)

    assert found == [
        ("", "My own placements"),
        (whole, "Harbour Hospital"),
        (f"{hospital.pk}:hospital", "Harbour Hospital: H"),
    ]
    assert feed_choices(trota) == found[:1]


def test_nobody_makes_a_calendar_of_another_host(signed_in, trota, held, whole):
    response = signed_in(trota).post(reverse("calendars"), {"of": whole})

    assert "Select a valid choice" in response.content.decode()
    with pytest.raises(PermissionError):
        make_feed(trota, of=whole)
    assert Feed.objects.count() == 0


def test_calendar_of_a_host_is_gone_for_who_left_it(client, costanza, held, whole):
    key = make_feed(costanza, of=whole)

    Membership.objects.filter(user=costanza).delete()

    assert read(client, key).status_code == 404


def test_calendar_is_gone_once_taken_back_by_its_owner_alone(signed_in, trota, abella, held):
    key = make_feed(trota, of="")
    address = reverse("calendar_revoke", args=[Feed.objects.get().pk])

    strange = signed_in(abella).post(address)
    there = read(signed_in(abella), key)
    gone = signed_in(trota).post(address)

    assert [one.status_code for one in (strange, there, gone)] == [404, 200, 302]
    assert read(signed_in(trota), key).status_code == 404


def test_calendar_of_nobody_is_not_there(client, db):
    assert read(client, "nothing").status_code == 404


def test_calendar_speaks_the_language_of_its_owner(trota, held):
    trota.language = "es"
    trota.save()

    (one,) = events(feed_content(make_feed(trota, of=""), today=TODAY))

    assert one["uid"] == f"{held.pk}@salerno"


def test_what_was_over_long_ago_is_left_out(trota, held):
    key = make_feed(trota, of="")

    long_after = FIRST + timedelta(weeks=60)

    assert events(feed_content(key, today=long_after)) == []


def test_calendars_are_so_many_at_most(signed_in, trota):
    for _number in range(MOST_FEEDS):
        make_feed(trota, of="")

    page = signed_in(trota).post(reverse("calendars"), {"of": ""}).content.decode()

    assert "You have 20 calendars already." in page
    assert Feed.objects.count() == MOST_FEEDS


def test_calendars_are_in_the_export_and_go_with_the_account(trota, held):
    make_feed(trota, of="")

    assert [row["of"] for row in dict(rows_about(trota))["feed"]] == ["trainee"]
    Placement.objects.all().delete()
    trota.delete()
    assert Feed.objects.count() == 0


def test_what_was_taken_back_and_what_was_told_goes_after_a_time(trota, costanza, hospital, held):
    subscribe(hospital, url="https://example.org/told", by=costanza)
    move(held.pk, "request", by="trainee", actor=trota, now=NOW)
    make_feed(trota, of="")
    Feed.objects.update(revoked_at=NOW)
    Delivery.objects.update(made_at=NOW)

    leaving = {one.on: one.number for one in leaving_of(trota, viewer=trota)}
    days = [NOW.date() + timedelta(days=days) for days in (30, 90)]

    assert [leaving[day] for day in days] == [1, 1]
    assert {one.thing.timer for one in due_on(days[1])} >= {"deliveries", "closed_feeds"}
