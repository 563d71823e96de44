"""An installation of its own, worked on by real processes that can be killed."""

import contextlib
import os
import pathlib
import sqlite3
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
ENQUEUE = """
import sys, django
django.setup()
from tests.web.people.sleepers import sleep_at_first
sleep_at_first.enqueue(sys.argv[1])
"""


class Installed:
    """The folder of an installation, and the environment that its processes are begun in."""

    def __init__(self, folder, **settings):
        self.folder = folder
        self.environment = {
            **os.environ, "PYTHONPATH": str(ROOT), "SALERNO_HOME": str(folder),
            "DJANGO_SETTINGS_MODULE": "salerno_web.project.settings", **settings,
        }  # fmt: skip
        self.environment.pop("SALERNO_DATABASE", None)
        (folder / "site.toml").write_text('secret_key = "made up for this test alone"\n')
        self.run("-m", "django", "migrate", "-v0")
        self.run("-m", "django", "createcachetable", "-v0")

    def run(self, *words):
        """Run Python with some words, to its end."""
        subprocess.run([sys.executable, *words], env=self.environment, check=True, cwd=ROOT)

    @contextlib.contextmanager
    def running(self, *words):
        """Run Python with some words in the meantime."""
        child = subprocess.Popen([sys.executable, *words], env=self.environment, cwd=ROOT)
        try:
            yield child
        finally:
            child.terminate()
            child.wait(timeout=30)

    def rows(self, query):
        """Return what the database answers."""
        with contextlib.closing(sqlite3.connect(self.folder / "site.sqlite3")) as connection:
            return connection.execute(query).fetchall()


def waited_for(look, *, seconds):
    """Return what there is to see, as soon as there is anything."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError(f"nothing within {seconds} seconds")


def lines_of(path):
    """Return the lines of a file that may not be there yet."""
    return path.read_text().splitlines() if path.exists() else []
