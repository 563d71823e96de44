"""Mail is kept with what it tells of, and sent once, by whichever worker comes first."""

import smtplib
import time
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage, send_mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from salerno.errors import InputError
from salerno_web.people import leases, tasks
from salerno_web.people.management.commands import work
from salerno_web.people.models import Message
from salerno_web.people.outbox import KEY
from salerno_web.people.tasks import (
    mail_connection,
    send_due,
)

pytestmark = pytest.mark.django_db
NOWHERE = "smtp://127.0.0.1:1"


def post(subject="Hello"):
    send_mail(subject, "A letter", None, ["trota@example.org"])


def test_mail_is_undone_with_what_it_tells_of():
    with transaction.atomic():
        post()
        transaction.set_rollback(True)

    assert not Message.objects.exists()


def test_mail_is_sent_once():
    post()

    first, second = send_due(), send_due()

    assert (first, second, len(mail.outbox)) == (1, 0, 1)
    assert mail.outbox[0].to == ["trota@example.org"]
    assert Message.objects.get().sent_at is not None


def test_mail_has_a_row_for_each_receiver():
    EmailMessage("Hello", "", None, ["trota@example.org"], bcc=["abella@example.org"]).send()

    assert [row.to for row in Message.objects.order_by("to")] == [
        "abella@example.org",
        "trota@example.org",
    ]


def test_mail_with_a_key_is_kept_once():
    for _time in range(2):
        EmailMessage("Hello", "", None, ["trota@example.org"], headers={KEY: "one"}).send()

    assert Message.objects.count() == 1


def test_mail_that_is_sent_twice_bears_the_same_id():
    post()
    post()

    sent = [send_due() for _time in range(2) if Message.objects.update(sent_at=None)]

    ids = [one.message()["Message-ID"] for one in mail.outbox]
    assert (sent, ids[:2], len(set(ids))) == ([2, 2], ids[2:], 2)
    assert all(name.endswith("@localhost>") for name in ids)


def test_mail_that_another_worker_holds_is_left_to_it():
    post()
    Message.objects.update(leased_until=timezone.now() + timedelta(seconds=30))

    assert send_due() == 0


def test_mail_of_a_worker_that_was_killed_is_sent_by_the_next():
    post()
    Message.objects.update(leased_until=timezone.now() - timedelta(seconds=1))

    assert send_due() == 1


def test_mail_is_leased_before_it_is_sent():
    post()
    now = timezone.now()

    first, second = tasks._leased(now), tasks._leased(now)

    assert (first, second) == (Message.objects.get(), None)


def test_mail_that_fails_is_tried_later_and_given_up_after_three_times(settings):
    settings.MAIL = NOWHERE
    post()
    now = timezone.now()

    sent = [send_due(now + timedelta(hours=hour)) for hour in range(0, 20, 4)]

    row = Message.objects.get()
    assert sent == [0, 0, 0, 0, 0]
    assert (row.attempts, row.sent_at, row.leased_until) == (3, None, None)
    assert "refused" in row.problem


def test_mail_that_cannot_be_one_does_not_stop_the_others():
    post("Hello\nBcc: everybody@example.org")
    post()

    sent = send_due()

    assert (sent, [one.subject for one in mail.outbox]) == (1, ["Hello"])
    assert [row.attempts for row in Message.objects.order_by("id")] == [1, 0]


class Erasing(BaseEmailBackend):
    """Sends, while somebody erases the mail."""

    def send_messages(self, email_messages):
        Message.objects.all().delete()
        return len(email_messages)


def test_mail_that_is_erased_while_it_is_sent_stays_erased(monkeypatch):
    post()
    monkeypatch.setattr(tasks, "mail_connection", Erasing)

    assert send_due() == 1
    assert not Message.objects.exists()


class Slow(BaseEmailBackend):
    """Sends once its lease was extended."""

    def send_messages(self, email_messages):
        row = Message.objects.get()
        while Message.objects.get().leased_until == row.leased_until:
            time.sleep(0.01)
        return len(email_messages)


@pytest.mark.django_db(transaction=True)
def test_mail_is_leased_for_as_long_as_it_is_sent(monkeypatch):
    monkeypatch.setattr(leases, "BEAT", 0.02)
    monkeypatch.setattr(tasks, "mail_connection", Slow)
    post()

    assert send_due() == 1
    assert Message.objects.get().leased_until is None


def test_mail_server_is_not_waited_for_without_end(settings):
    settings.MAIL = "smtp://mail"

    assert mail_connection().timeout == tasks.PATIENCE


def test_mail_that_failed_waits_before_it_is_tried_again(settings):
    settings.MAIL = NOWHERE
    post()
    send_due()
    settings.MAIL = "memory:"

    assert (send_due(), send_due(timezone.now() + timedelta(minutes=6))) == (0, 1)


@pytest.mark.parametrize(
    ("setting", "host", "user", "tls"),
    [
        ("smtp://mail.example.org", ("mail.example.org", 25), None, False),
        ("smtp://me:s%40cret@mail:587?tls=yes", ("mail", 587), "me", True),
    ],
)
def test_setting_names_the_way_of_the_mail(settings, setting, host, user, tls):
    settings.MAIL = setting

    there = mail_connection()

    assert ((there.host, there.port), there.username or None, there.use_tls) == (host, user, tls)


def test_setting_that_names_no_way_is_told(settings):
    settings.MAIL = "pigeon:"

    with pytest.raises(InputError, match="pigeon"):
        mail_connection()


def test_console_prints_mail(settings, capsys):
    settings.MAIL = "console:"
    post()

    send_due()

    assert "Subject: Hello" in capsys.readouterr().out


def test_worker_sends_what_is_due_and_stops():
    post()

    call_command("work", "--once")

    assert len(mail.outbox) == 1


@pytest.fixture
def _kept_connection(monkeypatch):
    """Keep the connection: what a test has written is only to be seen in it."""
    monkeypatch.setattr(work, "close_old_connections", lambda: None)


@pytest.mark.usefixtures("_kept_connection")
def test_worker_goes_on_until_it_is_stopped(monkeypatch):
    rounds = []

    def stop(_seconds):
        rounds.append(len(mail.outbox))
        post()
        if len(rounds) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", stop)

    call_command("work")

    assert rounds == [0, 1, 2]


def test_smtp_problems_are_problems_of_the_system():
    assert issubclass(smtplib.SMTPException, OSError)
