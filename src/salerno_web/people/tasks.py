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

from salerno.errors import InputError
from salerno_web.people.models import Message
from salerno_web.people.queries import PAST

LEASE = timedelta(minutes=5)
AT_ONCE = 20
PATIENCE = 10  # seconds for each answer of a mail server: a lease outlasts a whole mail


def send_due(now: datetime | None = None) -> int:
    """Send the mail that is due and return how much was sent.

    A mail is leased before it is sent, so that no two workers send it; one whose worker was killed
    is due again when the lease is over. What fails is tried again later, three times in all.
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
        due = Message.objects.filter(free, sent_at=None, due_at__lte=now, attempts__lt=PAST)
        found = due.select_for_update().first()
        if found:
            found.leased_until = now + LEASE
            found.save(update_fields=["leased_until"])
    return found


def _send(message: Message, now: datetime) -> bool:
    mail = EmailMessage(
        message.subject, message.body, message.sender, [message.to], connection=mail_connection()
    )
    try:
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
    Message.objects.filter(pk=message.pk).update(**told, leased_until=None)
    return "sent_at" in told


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


def run_timers() -> dict[str, int]:
    """Run everything that is to be done from time to time; how much each did.

    One that fails keeps none of the others from their turn; its error is raised in the end.
    """
    found: dict[str, int] = {}
    problems: list[Exception] = []
    for name in settings.TIMERS:
        timer: Callable[[], int] = import_string(name)
        try:
            found[name] = timer()
        except Exception as error:  # raised with the others below
            problems.append(error)
    if problems:
        raise ExceptionGroup("timers failed", problems)
    return found
