"""What Costanza and Matthaeus sign, and what Matthaeus releases."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from salerno.errors import InputError
from salerno_web.people.models import Event
from salerno_web.placements.actions import hold
from salerno_web.placements.agreement_actions import end_agreement, propose, sign
from salerno_web.placements.agreement_queries import agreements_of, as_seen, in_force
from salerno_web.placements.models import Agreement, Placement
from salerno_web.placements.moves import Unready, move, settle
from tests.web.placements.conftest import FIRST, NOW

START = datetime(2027, 1, 4, 9, tzinfo=UTC)


def told(other, *, first=date(2027, 1, 1), end=date(2028, 1, 1)):
    return {"other": other, "first": first, "end": end, "text": "Insured by the school."}


@pytest.fixture
def proposed(hospital, school, costanza):
    """Return the agreement that the hospital proposes to the school."""
    return propose(hospital, "host", told(school), by=costanza, now=NOW)


def standing(row, side, day):
    row.refresh_from_db()
    return as_seen(row, side, today=day).standing


def test_agreement_is_in_force_once_both_signed(proposed, hospital, school, office):
    before = in_force(hospital.pk, school.pk, FIRST)

    signed = sign(proposed.pk, "school", by=office, now=NOW)
    again = sign(proposed.pk, "school", by=office, now=NOW)

    assert (before, signed, again) == (False, True, False)
    assert in_force(hospital.pk, school.pk, FIRST) is True
    assert in_force(hospital.pk, None, FIRST) is False


@pytest.mark.parametrize(
    ("day", "is_so"),
    [("2026-12-31", False), ("2027-01-01", True), ("2027-12-31", True), ("2028-01-01", False)],
)
def test_it_is_in_force_on_its_days(proposed, hospital, school, office, day, is_so):
    sign(proposed.pk, "school", by=office, now=NOW)

    assert in_force(hospital.pk, school.pk, date.fromisoformat(day)) is is_so


def test_how_it_stands_for_each_side(proposed, office, costanza):
    first = [standing(proposed, side, FIRST) for side in ("host", "school")]
    sign(proposed.pk, "school", by=office, now=NOW)
    days = (date(2026, 12, 1), FIRST, date(2028, 1, 1))
    signed = [standing(proposed, "host", day) for day in days]
    end_agreement(proposed.pk, "school", why="New rules", by=office, now=NOW)

    assert first == ["theirs", "yours"]
    assert signed == ["ahead", "in-force", "over"]
    assert standing(proposed, "host", FIRST) == "ended"
    assert not end_agreement(proposed.pk, "host", why="Late", by=costanza, now=NOW)


def test_log_tells_who_signed_for_which_side(proposed, costanza, office):
    sign(proposed.pk, "school", by=office, now=NOW)
    end_agreement(proposed.pk, "host", why="New rules", by=costanza, now=NOW)

    events = Event.objects.filter(subject_kind="agreement").order_by("id")
    assert [(one.verb, one.actor, one.detail["side"], one.reason) for one in events] == [
        ("propose", str(costanza.pk), "host", ""),
        ("sign", str(office.pk), "school", ""),
        ("end", str(costanza.pk), "host", "New rules"),
    ]


def test_nobody_signs_for_another_side(proposed, costanza, abella, hospital, school):
    with pytest.raises(PermissionError):
        sign(proposed.pk, "school", by=costanza, now=NOW)
    with pytest.raises(PermissionError):
        propose(hospital, "host", told(school), by=abella, now=NOW)
    with pytest.raises(InputError):
        end_agreement(proposed.pk, "host", why=" ", by=costanza, now=NOW)


@pytest.fixture
def bound(offered, trota, asked):
    """Return the seat that Trota holds of a rotation that asks for an agreement and a release."""
    offered(agreement=True, release=True)
    return hold(trota, asked(trota), key="a", now=NOW)


def test_nobody_asks_without_an_agreement_that_is_needed(bound, trota, proposed, office):
    with pytest.raises(Unready):
        move(bound.pk, "request", by="trainee", actor=trota, now=NOW)
    sign(proposed.pk, "school", by=office, now=NOW)

    assert move(bound.pk, "request", by="trainee", actor=trota, now=NOW).state == "release"


def test_who_waits_gets_a_seat_only_under_an_agreement(bound, trota, proposed, office):
    sign(proposed.pk, "school", by=office, now=NOW)
    move(bound.pk, "request", by="trainee", actor=trota, now=NOW)
    Agreement.objects.update(ended_at=NOW)

    assert settle(bound.pk, now=NOW) is False


def test_office_releases_and_host_decides(bound, trota, proposed, office, school, signed_in):
    sign(proposed.pk, "school", by=office, now=NOW)
    move(bound.pk, "request", by="trainee", actor=trota, now=NOW)
    client, page = signed_in(office), reverse("school_releases", args=[school.pk])
    shown = client.get(page).content.decode()

    wrong = client.post(page, {"verb": "withdraw", "placement": bound.pk})
    done = client.post(page, {"verb": "release", "placement": bound.pk}, follow=True)

    assert "An affiliation agreement with this host is in force on the first day." in shown
    assert wrong.status_code == 404
    assert "trota: The school released the trainee." in done.content.decode()
    assert Placement.objects.get().state == "review"


def test_office_sees_why_a_release_must_wait(bound, trota, proposed, office, school, signed_in):
    sign(proposed.pk, "school", by=office, now=NOW)
    move(bound.pk, "request", by="trainee", actor=trota, now=NOW)
    Placement.objects.update(first=date(2026, 1, 5), end=date(2026, 1, 12))
    client, page = signed_in(office), reverse("school_releases", args=[school.pk])

    done = client.post(page, {"verb": "release", "placement": bound.pk}, follow=True)

    assert "This cannot be done" in done.content.decode()


def test_sides_propose_sign_and_end_on_pages(hospital, school, costanza, office, client):
    theirs = reverse("host_agreements", args=[hospital.pk])
    ours = reverse("school_agreements", args=[school.pk])
    client.force_login(costanza)
    sent = {"propose": "yes", "other": school.pk, "first": "2026-01-01", "text": "All is insured."}

    wrong = client.post(theirs, {**sent, "last": "2025-01-01"}).content.decode()
    client.post(theirs, {**sent, "last": ""})
    client.force_login(office)
    row = agreements_of(school, "school").get()
    shown = client.get(ours).content.decode()
    client.post(ours, {"agreement": row.pk, "sign": "yes"})
    refused = client.post(ours, {"agreement": row.pk, "end": "yes"}, follow=True)
    before = client.get(ours).content.decode()
    client.post(ours, {"agreement": row.pk, "end": "yes", "why": "New rules"})

    assert "The last day lies before the first." in wrong
    assert "All is insured." in wrong
    assert "Waits for your signature" in shown
    assert "Say why" in refused.content.decode()
    assert "In force" in before
    assert "Ended" in client.get(ours).content.decode()
    assert row.end is None
    gone = {"agreement": hospital.pk, "sign": "yes"}
    assert client.post(ours, gone).status_code == 404


@pytest.mark.parametrize("page", ["school_releases", "school_agreements"])
def test_strangers_see_nothing_of_a_school(school, costanza, trota, office, page, signed_in):
    for stranger in (costanza, trota):
        assert signed_in(stranger).get(reverse(page, args=[school.pk])).status_code == 404


def test_office_of_a_school_sees_no_host(hospital, office, signed_in):
    page = reverse("host_agreements", args=[hospital.pk])

    assert signed_in(office).get(page).status_code == 404
