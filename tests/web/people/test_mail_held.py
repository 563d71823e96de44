"""Mail that a host caused: seen before it leaves, held, let go, recalled; sent or recalled."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from salerno.errors import InputError
from salerno_web.people.mail_actions import change_mail, keep_waiting
from salerno_web.people.mail_queries import standing_of
from salerno_web.people.models import Event, Message
from salerno_web.people.outbox import BY
from salerno_web.people.queries import PAST
from salerno_web.people.tasks import _leased, send_due
from tests.web.pages import main_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept_mail(settings):
    """Keep mail as the site does, and count no requests of other tests."""
    settings.EMAIL_BACKEND = "salerno_web.people.outbox.OutboxBackend"
    settings.MAIL = "memory:"
    cache.clear()


def write(user, organisation):
    by = {BY: str(organisation.pk)}
    EmailMessage("Accepted", "You may come.", None, [user.email], headers=by).send()


@pytest.fixture
def letter(hospital, trota):
    """Return a mail to Trota that the hospital caused."""
    EmailMessage(
        "Accepted", "You may come.", None, [trota.email], headers={BY: str(hospital.pk)}
    ).send()
    return Message.objects.get()


def page_of(client, user, hospital, content=None):
    client.force_login(user)
    address = reverse("organisation_mail", args=[hospital.pk])
    return client.get(address) if content is None else client.post(address, content)


def change(client, hospital, row, way):
    address = reverse("organisation_mail_change", args=[hospital.pk, row.pk])
    return client.post(address, {"way": way}, follow=True)


def test_mail_waits_as_long_as_its_organisation_wants_and_is_read_before(
    client, costanza, trota, hospital
):
    page_of(client, costanza, hospital, {"minutes": "15"})
    EmailMessage(
        "Accepted", "You may come.", None, [trota.email], headers={BY: str(hospital.pk)}
    ).send()
    EmailMessage("Other", "Hello.", None, [trota.email]).send()
    shown = main_of(page_of(client, costanza, hospital))

    now = timezone.now()
    counts = [send_due(now + timedelta(minutes=n)) for n in (1, 14, 16)]

    assert counts == [1, 0, 1]
    assert [one.subject for one in mail.outbox] == ["Other", "Accepted"]
    assert "You may come." in shown
    assert "to trota" in shown
    assert trota.email not in shown
    assert "Other" not in shown


def test_held_mail_stays_until_it_is_let_go(client, costanza, hospital, letter):
    client.force_login(costanza)
    held = change(client, hospital, letter, "hold")
    late = send_due(timezone.now() + timedelta(days=1))
    change(client, hospital, letter, "let-go")

    assert "Held" in main_of(held)
    assert (late, send_due(timezone.now())) == (0, 1)
    assert [one.verb for one in Event.objects.filter(subject_kind="message")] == ["held", "let go"]


def test_recalled_mail_is_never_sent(client, costanza, hospital, letter):
    client.force_login(costanza)
    page = change(client, hospital, letter, "recall")
    again = change(client, hospital, letter, "hold")

    assert "Recalled" in main_of(page)
    assert "has left already" in text_of(again)
    assert send_due(timezone.now() + timedelta(days=1)) == 0
    assert mail.outbox == []


def test_mail_that_left_or_leaves_now_is_not_recalled(client, costanza, hospital, letter):
    client.force_login(costanza)
    now = timezone.now()
    assert _leased(now) == letter
    during = change(client, hospital, letter, "recall")
    leaving = standing_of(Message.objects.get(), now)
    send_due(now + timedelta(hours=1))
    after = change(client, hospital, letter, "recall")

    assert leaving == "leaving"
    assert "leaves at this moment" in text_of(during)
    assert "has left already" in text_of(after)
    assert len(mail.outbox) == 1
    with pytest.raises(InputError, match="left already"):
        change_mail(hospital, letter.pk, way="recall", by=costanza, now=now)


def test_mail_that_was_given_up_is_tried_again(client, costanza, hospital, letter):
    Message.objects.update(attempts=PAST, problem="no server")
    shown = main_of(page_of(client, costanza, hospital))
    change(client, hospital, letter, "again")

    assert "Given up" in shown
    assert send_due(timezone.now()) == 1


def test_nobody_else_reads_or_recalls_it(client, trota, abella, hospital, letter):
    for user in (trota, abella):
        assert page_of(client, user, hospital).status_code == 404
        assert change(client, hospital, letter, "recall").status_code == 404
    client.logout()
    assert client.get(reverse("organisation_mail", args=[hospital.pk])).status_code == 302
    assert Message.objects.get().recalled_at is None


def test_only_its_own_mail_and_known_ways_are_taken(client, costanza, hospital, letter):
    Message.objects.update(organisation=None)
    client.force_login(costanza)
    other = change(client, hospital, letter, "recall")
    Message.objects.update(organisation=hospital)
    strange = change(client, hospital, letter, "burn")

    assert (other.status_code, strange.status_code) == (404, 404)
    assert page_of(client, costanza, hospital, {"minutes": "7"}).context["form"].errors
    with pytest.raises(InputError, match="so long"):
        keep_waiting(hospital, minutes=7, by=costanza)
