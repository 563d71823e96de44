"""The site under gunicorn: loaded once, then forked, so that the facts are in memory once."""

from __future__ import annotations

import gc
import logging
import sys
from collections.abc import Mapping
from typing import Any as Anything

from django.conf import settings
from django.db import DatabaseError, connections
from django.utils import timezone
from django.utils.translation import override
from gunicorn.app.base import BaseApplication

from salerno_web.atlas.queries import goals
from salerno_web.opportunities import views as opportunities
from salerno_web.placements import boards
from salerno_web.programmes.views import finder
from salerno_web.project.wsgi import application

logger = logging.getLogger(__name__)
UNBROKEN = 0.05  # seconds: most pages are drawn within it without handing over to another thread


class Served(BaseApplication):
    """gunicorn with its settings given here and nowhere else."""

    def __init__(self, chosen: Mapping[str, Anything]) -> None:
        self.chosen = chosen
        super().__init__()

    def load_config(self) -> None:
        """Take the settings."""
        for name, value in self.chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Anything:
        """The site, with everything read before the fork that every request needs.

        What is there then is not collected any more: looking it through would copy it for each
        process.
        """
        goals()
        for language, _ in settings.LANGUAGES:
            with override(language):
                opportunities.warm_up()
                finder.warm_up()
        _read_rotations()
        sys.setswitchinterval(UNBROKEN)
        gc.collect()
        gc.freeze()
        return application


def _read_rotations() -> None:
    """Read what hosts publish, and leave no connection open that several processes would share.

    A database that is not there or not made yet is told of by the pages themselves.
    """
    try:
        boards.warm_up(now=timezone.now(), languages=[name for name, _ in settings.LANGUAGES])
    except DatabaseError:
        logger.warning("rotations were not read: the database does not answer")
    finally:
        connections.close_all()


def run(*, host: str, port: int, workers: int = 2, threads: int = 4) -> None:
    """Serve until stopped; running requests are finished first.

    A process takes no more connections than it has threads and keeps none, so that the next
    request goes to whichever process is free.
    """
    chosen = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "keepalive": 0,
        "worker_connections": threads,
        "preload_app": True,
        "graceful_timeout": 30,
        "timeout": 60,
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
    }
    Served(chosen).run()
