"""Mail as rows: written with what it tells of, sent by the worker, never for what was undone."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from salerno_web.people.models import Message

KEY = "X-Salerno-Key"


class OutboxBackend(BaseEmailBackend):
    """Django's way to send mail, which here keeps it to be sent."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep a row for each receiver; one with a key that is there already is not kept again."""
        rows = [row for mail in email_messages for row in _rows(mail)]
        Message.objects.bulk_create(rows, ignore_conflicts=True)
        return len(rows)


def _rows(mail: EmailMessage) -> list[Message]:
    key = mail.extra_headers.get(KEY)
    return [
        Message(
            key=f"{key} {receiver}"[:200] if key else None,
            to=receiver,
            sender=mail.from_email,
            subject=str(mail.subject)[:300],
            body=str(mail.body),
        )
        for receiver in mail.recipients()
    ]
