"""Mail as rows: written with what it tells of, sent by the worker, never for what was undone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from salerno_web.people.models import Message, Organisation

KEY = "X-Salerno-Key"
BY = "X-Salerno-By"
"""The id of the organisation that caused a mail, which may hold and recall it."""


class OutboxBackend(BaseEmailBackend):
    """Django's way to send mail, which here keeps it to be sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep a row for each receiver; one with a key that is there already is not kept again."""
        rows = [row for mail in email_messages for row in _rows(mail)]
        Message.objects.bulk_create(rows, ignore_conflicts=True)
        return len(rows)


def _rows(mail: EmailMessage) -> list[Message]:
    key = mail.extra_headers.get(KEY)
    name = mail.extra_headers.get(BY)
    by = Organisation.objects.filter(pk=name).first() if name else None
    due = timezone.now() + timedelta(minutes=by.mail_waits if by else 0)
    return [
        Message(
            key=f"{key} {receiver}"[:200] if key else None,
            to=receiver,
            sender=mail.from_email,
            subject=str(mail.subject)[:300],
            body=str(mail.body),
            due_at=due,
            organisation=by,
        )
        for receiver in mail.recipients()
    ]
