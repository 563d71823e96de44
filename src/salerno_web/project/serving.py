"""The site under gunicorn: loaded once, then forked, so that the facts are in memory once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any as Anything

from gunicorn.app.base import BaseApplication

from salerno_web.atlas.queries import facts, goals, pack, voice
from salerno_web.project.wsgi import application


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
        """The site, with everything read before the fork that every request needs."""
        facts(), pack(), goals(), voice("en")
        return application


def run(*, host: str, port: int, workers: int = 2, threads: int = 4) -> None:
    """Serve until stopped; running requests are finished first."""
    chosen = {
        "bind": f"{host}:{port}",
        "workers": workers,
        "threads": threads,
        "worker_class": "gthread",
        "keepalive": 15,
        "preload_app": True,
        "graceful_timeout": 30,
        "timeout": 60,
        "max_requests": 20_000,
        "max_requests_jitter": 2_000,
    }
    Served(chosen).run()
