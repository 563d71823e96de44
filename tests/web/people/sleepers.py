"""A task under which its worker can be killed; it is found by its name in another process."""

import os
import pathlib
import time

from django_tasks import task


@task
def sleep_at_first(name):
    """Write down which process does it; the first one never comes to an end."""
    path = pathlib.Path(name)
    is_first = not path.exists()
    with path.open("a") as file:
        file.write(f"{os.getpid()}\n")
    if is_first:
        time.sleep(600)


@task
def note_down(word):
    """Return a word."""
    return word
