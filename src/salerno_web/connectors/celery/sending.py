"""Telling Celery's workers which tasks are there; the tasks themselves stay rows of the database.

A message is the id of a row and may be lost, late or there twice: whoever gets it takes the row
first, and `salerno work` tells of rows again that nobody took.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import cache
from typing import Any as Anything

from django.conf import settings
from django.core.cache import cache as shared
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django_tasks_db.backend import DatabaseBackend
from django_tasks_db.models import DBTaskResult, get_date_max

from salerno.errors import InputError

try:
    from celery import Celery
    from kombu.exceptions import OperationalError
except ImportError as error:
    raise InputError("Celery is not installed", fix="pip install 'salerno[celery]'") from error

logger = logging.getLogger(__name__)

RUN = "salerno.run"
EXPIRES = 60  # seconds
UNHEARD = timedelta(seconds=10)
AT_ONCE = 100
BRIEF = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2}
"""A page must not wait for a broker that is down."""


@cache
def application(broker: str) -> Celery:
    """Celery as it is set up for a broker; it keeps no results, for rows do."""
    app = Celery("salerno", broker=broker, set_as_current=False)
    is_redis = broker.startswith("redis")
    app.conf.update(
        task_ignore_result=True,
        task_serializer="json",
        accept_content=["json"],
        broker_connection_timeout=2,
        broker_connection_retry_on_startup=True,
        broker_transport_options={**BRIEF, "socket_connect_timeout": 2} if is_redis else BRIEF,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
    )
    return app


class CeleryBackend(DatabaseBackend):
    """Keeps tasks as rows and tells Celery of each once what caused it is committed."""

    def enqueue(self, task: Anything, args: Anything, kwargs: Anything) -> Anything:
        """Keep a task; one that is for later is told of when its time has come."""
        found: Anything = super().enqueue(task, args, kwargs)
        if task.run_after is None:
            transaction.on_commit(lambda: announce(found.id), robust=True)
        return found


def announce(name: str) -> bool:
    """Tell Celery's workers of a task; whether the broker took it."""
    app = application(settings.TASKS_BROKER)
    troubles = (OSError, OperationalError, *app.connection().recoverable_connection_errors)
    try:
        app.send_task(RUN, [name], expires=EXPIRES, retry=False, ignore_result=True)
    except troubles:
        logger.warning("the broker is not there; tasks wait", exc_info=True)
        return False
    return True


def announce_due(_worker: str) -> int:
    """Tell of tasks that are due and that nobody took, each once a minute; it does none itself."""
    now = timezone.now()
    unheard = Q(run_after=get_date_max(), enqueued_at__lte=now - UNHEARD)
    later = Q(run_after__lte=now)
    for row in DBTaskResult.objects.ready().filter(unheard | later)[:AT_ONCE]:
        if shared.add(f"announced-{row.pk}", value=True, timeout=EXPIRES) and not announce(
            str(row.pk)
        ):
            break
    return 0
