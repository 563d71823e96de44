"""Mail about placements: to whom, once, in their language; what is missing, what runs out."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse

from salerno_web.people.models import Membership, Message, Role
from salerno_web.placements.actions import hold
from salerno_web.placements.models import Placement, Published
from salerno_web.placements.moves import move, settle
from salerno_web.placements.reminders import remind_all, remind_now
from salerno_web.placements.tasks import remind_due
from tests.library.placements.hosts import location_of
from tests.web.conftest import someone
from tests.web.pages import text_of
from tests.web.placements.conftest import NOW
from tests.web.placements.test_moves import keep_credential

pytestmark = pytest.mark.django_db

ASKS = location_of("asks: [{id: bls, has: training/bls, due: onboarding}]").demands


def mails():
    """Return to whom mail waits to be sent, and its subject, in order."""
    rows = Message.objects.order_by("id")
    return [(row.to, row.subject) for row in rows]


@pytest.fixture(autouse=True)
def _kept_mail(settings):
    """Keep mail as the site does."""
    settings.EMAIL_BACKEND = "salerno_web.people.outbox.OutboxBackend"


@pytest.fixture
def row(trota, offered, asked):
    """Return a placement that Trota holds, on a rotation that asks for life support."""
    offered(asks=ASKS, release=True)
    return hold(trota, asked(trota), key="a", now=NOW)


def begun(row, trota, office, costanza):
    """Take a placement to onboarding, and forget the mail about it."""
    for verb, by, actor in (
        ("request", "trainee", trota), ("release", "school", office), ("accept", "host", costanza),
    ):  # fmt: skip
        move(row.pk, verb, by=by, actor=actor, now=NOW)
    Message.objects.all().delete()
    row.refresh_from_db()


def test_each_is_told_of_what_concerns_them_once_and_not_of_what_they_did(
    trota, costanza, office, row
):
    move(row.pk, "request", by="trainee", actor=trota, now=NOW)
    requested = mails()
    move(row.pk, "release", by="school", actor=office, now=NOW)
    released = mails()[len(requested) :]
    move(row.pk, "accept", by="host", actor=costanza, now=NOW)
    accepted = mails()[len(requested) + len(released) :]

    assert requested == [(office.email, "The request was sent")]
    assert released == [
        (trota.email, "The school released the trainee"),
        (costanza.email, "The school released the trainee"),
    ]
    assert accepted == [(trota.email, "The host accepted"), (office.email, "The host accepted")]


def test_host_hears_of_a_request_at_once_where_no_school_must_release(
    trota, costanza, offered, asked
):
    offered()
    name = hold(trota, asked(trota), key="a", now=NOW).pk

    move(name, "request", by="trainee", actor=trota, now=NOW)

    assert (costanza.email, "The request was sent") in mails()


def test_mail_is_in_the_language_of_its_receiver_and_leads_to_the_placement(
    trota, office, costanza, row
):
    trota.language = "es"
    trota.save()
    move(row.pk, "request", by="trainee", actor=trota, now=NOW)

    move(row.pk, "release", by="school", actor=office, now=NOW)

    mail = Message.objects.get(to=trota.email)
    assert reverse("placement", args=[row.pk]) in mail.body
    assert "2027" in mail.body
    assert str(row.host) in mail.body


def test_mail_of_what_was_undone_is_never_written(trota, row):
    with transaction.atomic():
        move(row.pk, "request", by="trainee", actor=trota, now=NOW)
        transaction.set_rollback(True)

    assert mails() == []
    assert Placement.objects.get().state == "held"


def test_trainee_is_reminded_of_what_is_missing_once_for_each_step(trota, office, costanza, row):
    begun(row, trota, office, costanza)
    soon = NOW + timedelta(days=30)

    early = remind_all(now=NOW)
    runs = [remind_all(now=soon), remind_all(now=soon), remind_all(now=soon + timedelta(days=6))]

    assert (early, runs) == (0, [1, 1, 1])
    assert mails() == [(trota.email, "Something is still missing for your placement")] * 2
    assert "Basic life support" in Message.objects.first().body


def test_trainee_is_told_once_of_what_expires_soon(trota, office, costanza, row):
    keep_credential(trota, told={"on": "2026-05-20", "until": "2027-01-22"})
    begun(row, trota, office, costanza)

    remind_all(now=NOW)
    remind_all(now=NOW + timedelta(days=1))

    ((to, subject),) = mails()
    assert to == trota.email
    assert subject.startswith("Something of yours expires soon: Basic life support")


def test_nobody_is_reminded_of_what_is_over_or_published_no_longer(trota, row):
    later = NOW + timedelta(days=30)
    settle(row.pk, now=later)
    over = remind_all(now=later)
    Placement.objects.update(state="onboarding")
    Published.objects.filter(kind="rotation").delete()

    assert (over, remind_all(now=later)) == (0, 0)


def test_host_reminds_the_trainee_once_a_day(client, trota, office, costanza, row):
    begun(row, trota, office, costanza)
    client.force_login(costanza)
    address = reverse("placement_remind", args=[row.pk])

    pages = [client.post(address, follow=True) for _ in "ab"]

    assert mails() == [(trota.email, "Something is still missing for your placement")]
    assert all("The trainee gets a mail about what is missing." in text_of(p) for p in pages)
    assert "The trainee was reminded of what is missing" in text_of(pages[-1])


def test_nobody_is_reminded_where_nothing_is_missing_and_nobody_reminds_themselves(
    client, trota, office, costanza, row
):
    keep_credential(trota, told={"on": "2026-05-20", "until": "2028-05-20"})
    begun(row, trota, office, costanza)
    address = reverse("placement_remind", args=[row.pk])
    client.force_login(trota)
    own = client.post(address)
    client.force_login(costanza)

    page = client.post(address, follow=True)

    assert own.status_code == 404
    assert "Nothing is missing." in text_of(page)
    assert (mails(), remind_now(row, by=costanza, now=NOW)) == ([], False)


def test_every_coordinator_is_told_and_the_worker_reminds(trota, costanza, hospital, row):
    other = someone("other")
    Membership.objects.create(user=other, organisation=hospital, role=Role.COORDINATOR)
    move(row.pk, "request", by="trainee", actor=trota, now=NOW)
    move(row.pk, "withdraw", by="trainee", actor=trota, now=NOW)

    told = {to for to, subject in mails() if subject == "It was withdrawn"}

    assert {costanza.email, other.email} <= told
    assert trota.email not in told
    assert remind_due() == 0
