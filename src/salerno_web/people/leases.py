"""Tasks that wait as rows: taken by a worker for as long as it lives, then done by another one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any as Anything
from uuid import UUID

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks.base import TaskResultStatus as Status
from django_tasks.utils import get_module_path, normalize_json
from django_tasks_db.models import DBTaskResult

from salerno_web.people.models import Lease

logger = logging.getLogger(__name__)

LENGTH = timedelta(seconds=30)
BEAT = 10.0
"""Seconds between two extensions: a lease outlasts two that could not be written."""
TRIES = 5
AT_ONCE = 100


def run_due(worker: str) -> int:
    """Do the tasks that are due, one after the other, and return how many there were."""
    done = 0
    while done < AT_ONCE and (row := claimed(worker)):
        perform(row, worker=worker)
        done += 1
    return done


def claimed(worker: str, *, name: UUID | None = None) -> DBTaskResult | None:
    """A task that is due, or this one where it is; nobody else gets it while the lease lasts.

    One statement where nothing is due.
    """
    rows = DBTaskResult.objects.ready()
    if name is not None:
        rows = rows.filter(pk=name)
    if not rows.exists():
        return None
    with transaction.atomic():
        row = rows.get_locked()
        if row is not None:
            row.claim(worker)
            Lease.objects.create(task=row, worker=worker, until=timezone.now() + LENGTH)
    return row


def perform(row: DBTaskResult, *, worker: str) -> None:
    """Do a task that was taken, and keep what came of it.

    What fails is tried again later, five times in all. Where the lease was lost meanwhile nothing
    is kept: whoever took the task over keeps it.
    """
    with extended(lambda until: _held(row, worker).update(until=until)):
        told = _tried(row)
    if not connection.in_atomic_block:
        close_old_connections()  # one that broke under the task cannot keep what came of it
    with transaction.atomic():
        is_held, _rows = _held(row, worker).delete()
        if is_held:
            DBTaskResult.objects.filter(pk=row.pk).update(**told)


def _held(row: DBTaskResult, worker: str) -> QuerySet[Lease]:
    return Lease.objects.filter(task=row, worker=worker)


def _tried(row: DBTaskResult) -> dict[str, Anything]:
    """Do a task; what is to be kept of it."""
    given = row.args_kwargs
    try:
        answer = normalize_json(row.task.call(*given["args"], **given["kwargs"]))
    except Exception as error:  # whatever it is, the other tasks must go on
        logger.exception("task failed", extra={"task": row.task_path})
        path, trace = get_module_path(type(error)), "".join(format_exception(error))
        return {**_again(row), "exception_class_path": path, "traceback": trace}
    done = {"status": Status.SUCCESSFUL, "finished_at": timezone.now(), "return_value": answer}
    return {**done, "exception_class_path": "", "traceback": ""}


def _again(row: DBTaskResult) -> dict[str, Anything]:
    """What is kept of a task that came to nothing: it is due again, ever later, or given up."""
    now, tries = timezone.now(), len(row.worker_ids)
    if tries >= TRIES:
        return {"status": Status.FAILED, "finished_at": now}
    return {"status": Status.READY, "run_after": now + timedelta(seconds=5**tries)}


@contextmanager
def extended(extend: Callable[[datetime], object]) -> Iterator[None]:
    """Have a lease extended every few seconds, from a thread, until what it is for is done."""
    over = threading.Event()
    beating = threading.Thread(target=_beat, args=(extend, over), daemon=True)
    beating.start()
    try:
        yield
    finally:
        over.set()
        beating.join()


def _beat(extend: Callable[[datetime], object], over: threading.Event) -> None:
    while not over.wait(BEAT):
        try:
            extend(timezone.now() + LENGTH)
        except DatabaseError:
            logger.exception("lease not extended")
        finally:
            connection.close()


def free_lost(now: datetime) -> int:
    """Have the tasks done again whose worker is gone, and return how many there were.

    A task under which workers die every time is given up like one that fails every time.
    """
    freed = 0
    for lease in Lease.objects.filter(until__lte=now).select_related("task"):
        told = {**_again(lease.task), "traceback": f"{lease.worker} is gone\n"}
        with transaction.atomic():
            was_lost, _rows = Lease.objects.filter(pk=lease.pk, until__lte=now).delete()
            if was_lost:
                DBTaskResult.objects.filter(pk=lease.pk).update(**told)
        freed += was_lost
    if freed:
        logger.warning("tasks of workers that are gone are done again", extra={"number": freed})
    return freed
