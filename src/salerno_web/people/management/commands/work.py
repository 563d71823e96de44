"""`work`: what is done in the background."""

from __future__ import annotations

import logging
import os
import secrets
import signal
import socket
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any as Anything

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from salerno_web.people.leases import free_lost
from salerno_web.people.tasks import send_due, wind

logger = logging.getLogger(__name__)
PAUSE = 2  # seconds


class Command(BaseCommand):
    """Do tasks, send mail that is due and wind timers, once or until stopped."""

    help = "Do the tasks that are due, send mail and run timers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the options."""
        parser.add_argument("--once", action="store_true", help="do what is due and stop")

    def handle(self, *args: Anything, **options: Anything) -> None:
        """Work."""
        name = f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
        if options["once"]:
            wind(timezone.now(), at_once=True)
            while advance(name):
                pass
            send_due()
            for sender in settings.SENDERS:
                send(sender)
            return
        with _until_stopped() as is_asked:
            while not is_asked():
                for part, act in parts(name).items():
                    close_old_connections()
                    _try(part, act)
                time.sleep(PAUSE)


@contextmanager
def _until_stopped() -> Iterator[Callable[[], bool]]:
    """Tell whether this process was asked to stop; what it does at that moment is finished."""
    asked: list[int] = []
    former = signal.signal(signal.SIGTERM, lambda number, _frame: asked.append(number))
    try:
        yield lambda: bool(asked)
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, former)


def parts(name: str) -> dict[str, Callable[[], object]]:
    """What a worker does each round, in that order."""
    return {
        "timers": lambda: wind(timezone.now()),
        "lost tasks": lambda: free_lost(timezone.now()),
        "tasks": lambda: advance(name),
        "mail": send_due,
        **{sender: partial(send, sender) for sender in settings.SENDERS},
    }


def send(sender: str) -> int:
    """Have what else is sent to others sent, by its dotted name; how much arrived."""
    sent: Callable[[datetime], int] = import_string(sender)
    return sent(timezone.now())


def advance(name: str) -> int:
    """Do the tasks that are due, or have others do them as the settings say; how many it did."""
    advanced: Callable[[str], int] = import_string(settings.TASKS_ADVANCED_BY)
    return advanced(name)


def _try(part: str, act: Callable[[], object]) -> None:
    """Do something; what goes wrong is logged, and tried again with the next round."""
    try:
        act()
    except Exception:  # whatever it is, mail and timers must go on
        logger.exception("background work failed", extra={"part": part})
