"""`work`: what is done in the background."""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser
from collections.abc import Callable
from itertools import count
from typing import Any as Anything

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from salerno_web.people.tasks import run_timers, send_due

logger = logging.getLogger(__name__)
PAUSE = 5  # seconds
TIMERS_EVERY = 720  # rounds: an hour


class Command(BaseCommand):
    """Send mail that is due and run timers, once or until stopped."""

    help = "Send mail that is due and run timers."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the options."""
        parser.add_argument("--once", action="store_true", help="do what is due and stop")

    def handle(self, *args: Anything, **options: Anything) -> None:
        """Work."""
        if options["once"]:
            run_timers()
            send_due()
            return
        for number in count():
            close_old_connections()
            if number % TIMERS_EVERY == 0:
                _try(run_timers)
            _try(send_due)
            time.sleep(PAUSE)


def _try(task: Callable[[], object]) -> None:
    """Do something; what goes wrong is logged, and tried again with the next round."""
    try:
        task()
    except Exception:  # whatever it is, mail and timers must go on
        logger.exception("background work failed", extra={"task": task.__name__})
