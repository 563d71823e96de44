"""`work`: what is done in the background."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from typing import Any as Anything

from django.core.management.base import BaseCommand

from salerno_web.people.tasks import run_timers, send_due

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
        number = 0
        while True:
            if number % TIMERS_EVERY == 0:
                run_timers()
            send_due()
            if options["once"]:
                return
            number += 1
            time.sleep(PAUSE)
