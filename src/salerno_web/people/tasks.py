"""What is done in the background: mail that is due, and timers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from salerno.errors import InputError
from salerno_web.people.leases import LENGTH, extended
from salerno_web.people.models import Message, Timer
from salerno_web.people.queries import to_send

AT_ONCE = 20
PATIENCE = 10  # seconds for each answer of a mail server


def send_due(now: datetime | None = None) -> int:
    """Send the mail that is due and return how much was sent.

    A mail is leased while it is sent, so that no two workers send it; one whose worker was killed
    is due again half a minute later. What fails is tried again later, three times in all.
    """
    sent = 0
    for _time in range(AT_ONCE):
        moment = now or timezone.now()
        message = _leased(moment)
        if message is None:
            break
        sent += _send(message, moment)
    return sent


def _leased(now: datetime) -> Message | None:
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    with transaction.atomic():
        due = to_send(Message.objects.filter(free, due_at__lte=now))
        found = due.select_for_update().first()
        if found:
            found.leased_until = now + LENGTH
            found.save(update_fields=["leased_until"])
    return found


def _send(message: Message, now: datetime) -> bool:
    mail = EmailMessage(
        message.subject, message.body, message.sender, [message.to],
        connection=mail_connection(), headers={"Message-ID": _id_of(message)},
    )  # fmt: skip
    kept = Message.objects.filter(pk=message.pk)
    try:
        with extended(lambda until: kept.update(leased_until=until)):
            mail.send()
    except (OSError, ValueError) as error:  # no server, or nothing that could be a mail
        tries = message.attempts + 1
        told = {
            "attempts": tries,
            "problem": str(error)[:300],
            "due_at": now + timedelta(minutes=5**tries),
        }
    else:
        told = {"sent_at": now, "problem": ""}
    # An update: a mail that was erased while it was sent stays erased.
    kept.update(**told, leased_until=None)
    return "sent_at" in told


def _id_of(message: Message) -> str:
    """The same each time a mail is sent, so that who gets it twice can tell."""
    site = urlsplit(settings.ORIGIN).hostname or "localhost"
    return f"<{message.pk}.{message.made_at:%Y%m%d%H%M%S%f}@{site}>"


def mail_connection() -> BaseEmailBackend:
    """The connection that the setting `mail` names.

    `console:` prints, `memory:` keeps (for tests), `smtp://user:password@host:port?tls=yes` sends.
    """
    parts = urlsplit(settings.MAIL)
    if parts.scheme in ("console", "memory"):
        kind = {"console": "console", "memory": "locmem"}[parts.scheme]
        return get_connection(f"django.core.mail.backends.{kind}.EmailBackend")
    if parts.scheme != "smtp":
        raise InputError(f"mail: '{parts.scheme}' is not known", fix="console: or smtp://HOST:25")
    asked = parse_qs(parts.query)
    return get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=parts.port or 25,
        username=unquote(parts.username or "") or None,
        password=unquote(parts.password or "") or None,
        use_tls=asked.get("tls") == ["yes"],
        timeout=PATIENCE,
    )


EVERY = timedelta(hours=1)


def wind(now: datetime, *, at_once: bool = False) -> int:
    """Have the timers run whose time has come, each as a task, and return how many those are.

    Every worker asks, and one of them winds it: the timer and its task are one transaction.
    """
    known = dict(Timer.objects.values_list("name", "due_at"))
    due = [name for name in settings.TIMERS if at_once or known.get(name, now) <= now]
    return sum(_wound(name, now, at_once=at_once) for name in due)


def _wound(name: str, now: datetime, *, at_once: bool) -> bool:
    with transaction.atomic():
        Timer.objects.bulk_create([Timer(name=name, due_at=now)], ignore_conflicts=True)
        row = Timer.objects.select_for_update().get(name=name)
        is_due = at_once or row.due_at <= now
        if is_due:
            row.due_at = now + EVERY
            row.save()
            run_timer.enqueue(name)
    return is_due


@task
def run_timer(name: str) -> int:
    """Do what is to be done from time to time; how much that was.

    A timer that this release does not know any longer does nothing.
    """
    if name not in settings.TIMERS:
        return 0
    timer: Callable[[], int] = import_string(name)
    return timer()
