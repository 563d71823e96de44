"""Mail that was given up: operators see why, and have it tried again or drop it."""

import pytest
from django.core import mail
from django.urls import reverse

from salerno_web.people.actions import drop_mail, retry_mail
from salerno_web.people.models import Event, Kind, Membership, Message, Organisation, Role
from salerno_web.people.tasks import send_due
from tests.web.conftest import someone
from tests.web.pages import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    """Return somebody who operates the site."""
    place = Organisation.objects.create(kind=Kind.OPERATOR, name="Operators")
    user = someone("operator")
    Membership.objects.create(user=user, organisation=place, role=Role.OPERATOR)
    return user


def make(**told):
    first = {"to": "trota@example.org", "sender": "s@example.org", "subject": "A letter",
             "body": "secret words", "attempts": 3, "problem": "Connection refused"}  # fmt: skip
    return Message.objects.create(**{**first, **told})


def test_operator_sees_what_failed_and_why_and_not_what_it_says(signed_in, operator):
    make()
    make(subject="Still tried", attempts=2)

    page = main_of(signed_in(operator).get(reverse("failed_mail")))

    assert "A letter" in page
    assert "Reason: Connection refused" in page
    assert "trota@example.org" in page
    assert ("secret words" in page, "Still tried" in page) == (False, False)


def test_page_without_failed_mail_says_so(signed_in, operator):
    assert "None: every mail" in main_of(signed_in(operator).get(reverse("failed_mail")))


def test_mail_that_is_tried_again_is_sent(signed_in, operator):
    row = make()

    page = signed_in(operator).post(reverse("mail_retry", args=[row.pk]), follow=True)

    assert "The mail is tried again." in page.content.decode()
    assert (send_due(), mail.outbox[0].subject) == (1, "A letter")
    event = Event.objects.get()
    assert (event.verb, event.actor, event.subject_kind, event.subject_id, event.about) == (
        "retried", str(operator.pk), "message", str(row.pk), "",
    )  # fmt: skip


def test_mail_that_is_dropped_is_gone(signed_in, operator):
    row = make()

    signed_in(operator).post(reverse("mail_drop", args=[row.pk]))

    assert not Message.objects.exists()
    assert [event.verb for event in Event.objects.all()] == ["dropped"]


@pytest.mark.parametrize("name", ["mail_retry", "mail_drop"])
@pytest.mark.parametrize("told", [{"attempts": 2}, {"sent_at": "2026-11-22T00:00Z"}])
def test_mail_that_was_not_given_up_is_let_be(signed_in, operator, name, told):
    row = make(**told)

    assert signed_in(operator).post(reverse(name, args=[row.pk])).status_code == 404
    assert Message.objects.get().attempts == row.attempts
    assert not Event.objects.exists()


def test_others_find_no_failed_mail(signed_in, costanza):
    row, client = make(), signed_in(costanza)

    assert client.get(reverse("failed_mail")).status_code == 404
    assert (retry_mail(row.pk, by=costanza), drop_mail(row.pk, by=costanza)) == (False, False)
