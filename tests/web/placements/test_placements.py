"""Placements on pages: one's own, those one acts for, what may be done, and what was submitted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from salerno_web.credentials.models import Credential, Record
from salerno_web.people.actions import erase
from salerno_web.people.models import Event
from salerno_web.placements.actions import hold
from salerno_web.placements.models import Placement, Published
from salerno_web.placements.moves import settle
from tests.library.placements.hosts import location_of
from tests.web.pages import main_of, text_of
from tests.web.placements.test_moves import keep_credential

pytestmark = pytest.mark.django_db

(BLS,) = location_of("asks: [{id: bls, has: training/bls, due: onboarding}]").demands
(APPLY,) = location_of("asks: [{id: bls, has: training/bls}]").demands


def page_of(client, row):
    """Return the page of a placement."""
    return client.get(reverse("placement", args=[row.pk]))


def send(client, row, verb):
    """Make a move in the browser, and return the page that comes of it."""
    address = reverse("placement_move", args=[row.pk])
    return client.post(address, {"verb": verb}, follow=True)


@pytest.fixture
def row(trota, offered, asked):
    """Return a placement that Trota holds now."""
    offered(asks=[BLS])
    return hold(trota, asked(trota), key="a", now=timezone.now())


def test_what_is_held_is_seen_by_its_trainee_alone(client, trota, costanza, row):
    client.force_login(costanza)
    before = page_of(client, row).status_code
    client.force_login(trota)
    send(client, row, "request")
    client.force_login(costanza)
    after = page_of(client, row)

    assert (before, after.status_code) == (404, 200)
    assert "Accept" in main_of(after)


def test_placement_is_taken_from_hold_to_onboarding_in_the_browser(client, trota, costanza, row):
    client.force_login(trota)
    sent = send(client, row, "request")
    client.force_login(costanza)
    taken = send(client, row, "accept")

    assert "The request was sent. Waits for the host." in text_of(sent)
    assert "The host accepted. Onboarding." in text_of(taken)
    assert [one.words for one in taken.context["happened"]] == [
        "A seat was held", "The request was sent", "The host accepted",
    ]  # fmt: skip


def test_move_that_is_not_offered_or_must_wait_says_so_and_changes_nothing(
    client, trota, offered, asked
):
    offered(asks=[APPLY])
    row = hold(trota, asked(trota), key="a", now=timezone.now())
    client.force_login(trota)

    waits, unknown = send(client, row, "request"), send(client, row, "fly")

    assert "This cannot be done yet." in text_of(waits)
    assert "This cannot be done with the placement as it is now." in text_of(unknown)
    assert "Something that is asked is not shown yet" in main_of(waits)
    row.refresh_from_db()
    assert row.state == "held"


def test_page_says_what_a_placement_waits_for_before_it_begins(client, trota, costanza, row):
    client.force_login(trota)
    send(client, row, "request")
    client.force_login(costanza)
    send(client, row, "accept")
    client.force_login(trota)

    words = main_of(page_of(client, row))

    assert "What it waits for" in words
    assert "It does not begin before 4 January 2027" in words
    assert "Something that is asked is not shown yet" in words


def test_what_was_submitted_stays_as_it_was(client, trota, row):
    keep_credential(trota, told={"on": "2026-05-20", "until": "2028-05-20"})
    client.force_login(trota)
    send(client, row, "request")
    Credential.objects.all().delete()
    Record.objects.all().delete()

    shown = page_of(client, row).context["submitted"]

    (paper,) = shown["papers"]
    assert (paper["demand"], paper["met"], paper["verified"]) == ("bls", True, False)
    assert len(paper["shown"]) == 1
    assert "2026" in paper["shown"][0]


def test_what_was_asked_is_told_as_it_was_once_the_host_asks_something_else(client, trota, row):
    client.force_login(trota)
    send(client, row, "request")
    before = page_of(client, row).context["submitted"]["papers"][0]["words"]
    place = Published.objects.get(name="hospital")
    place.document["asks"] = [{"id": "bls", "has": "training/acls", "due": "onboarding"}]
    place.version += 1
    place.save()

    after = page_of(client, row).context["submitted"]["papers"][0]["words"]

    assert before == after


def test_placement_of_a_rotation_that_is_published_no_longer_is_still_shown(client, trota, row):
    Published.objects.filter(kind="rotation").delete()
    client.force_login(trota)

    page = page_of(client, row)

    assert "The host does not publish this rotation any longer." in main_of(page)
    assert page.context["buttons"] == ()
    assert row.rotation in main_of(page)


def test_lists_show_ones_own_placements_and_those_one_acts_for(
    client, trota, costanza, office, abella, row
):
    client.force_login(trota)
    mine = client.get(reverse("placements"))
    send(client, row, "request")
    seen = {}
    for who in (costanza, office, abella):
        client.force_login(who)
        seen[who.email] = len(client.get(reverse("placements")).context["others"])

    assert [one["row"] for one in mine.context["mine"]] == [row]
    assert "Held until" in main_of(mine)
    assert seen == {costanza.email: 1, office.email: 1, abella.email: 0}
    assert "You have no placement yet" in main_of(client.get(reverse("placements")))


def test_way_is_told_by_states_and_not_told_beside_it(client, trota, row):
    client.force_login(trota)
    held = page_of(client, row).context["way"]
    send(client, row, "withdraw")
    gone = page_of(client, row).context["way"]

    assert held[0] == ("Held", "now")
    assert gone == []


def test_instant_rotation_is_booked_and_not_asked_for(client, trota, offered, asked):
    offered(booking="instant")
    row = hold(trota, asked(trota), key="a", now=timezone.now())
    client.force_login(trota)

    words = main_of(page_of(client, row))

    assert "Book the seat" in words


def test_hold_that_is_over_is_told_so(client, trota, row):
    Placement.objects.update(held_until=timezone.now() - timedelta(minutes=1))
    client.force_login(trota)

    before = main_of(page_of(client, row))
    settle(row.pk, now=timezone.now())

    assert "The time for which the seat was held is over." in before
    assert "Lapsed" in main_of(page_of(client, row))


def test_placements_go_with_whoever_is_erased(trota, row):
    erase(trota)

    assert not Placement.objects.exists()
    assert Event.objects.filter(subject_kind="placement").exists()
