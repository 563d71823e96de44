"""A task with a side effect that must be there once, however often the task is begun."""

import time

from django.core.mail import EmailMessage
from django_tasks import task

from salerno_web.people.outbox import KEY


@task
def write_note(number):
    """Take a moment and write a mail."""
    time.sleep(0.1)
    headers = {KEY: f"note {number}"}
    EmailMessage("A note", "", None, ["costanza@example.org"], headers=headers).send()
    time.sleep(0.1)
