"""What Celery's workers load: `celery -A salerno_web.connectors.celery.worker worker`."""

from __future__ import annotations

import os
import secrets
import socket
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salerno_web.project.settings")
django.setup()

from django.conf import settings  # noqa: E402 - Django is set up first

from salerno_web.connectors.celery.sending import RUN, application  # noqa: E402 - the same
from salerno_web.people.leases import claimed, perform  # noqa: E402 - the same

app = application(settings.TASKS_BROKER)


@app.task(name=RUN)
def run(name: str) -> None:
    """Do a task that was told of, unless somebody else does it or did it."""
    worker = f"celery-{socket.gethostname()[:32]}-{os.getpid()}-{secrets.token_hex(4)}"
    row = claimed(worker, name=UUID(name))
    if row is not None:
        perform(row, worker=worker)
