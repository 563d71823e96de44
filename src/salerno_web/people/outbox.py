"""Mail as rows: nothing is sent for what was rolled back."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class OutboxBackend(BaseEmailBackend):
    """Keeps messages to be sent by the worker."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep the messages."""
        raise NotImplementedError
