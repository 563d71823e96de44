"""Trainees who take, change and give back seats at once: one process of `benchmarks.bookings`.

python -m benchmarks.bookers FOLDER SEED THREADS OPERATIONS TRAINEES

Every thread first writes what it asks for, then does it, then writes what it was told. A process
that was killed goes on where its history ends: what was asked and not answered is asked again under
the same key.
"""

import contextlib
import os
import random
import sys
import threading
import time
from datetime import UTC, datetime
from uuid import UUID

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salerno_web.project.settings")
django.setup()

from django.db import connection  # noqa: E402 - Django is set up first

from benchmarks.bookings import FIRST, ROTATIONS, WEEKS  # noqa: E402 - the same
from benchmarks.histories import Book, asked, kept  # noqa: E402 - the same
from salerno.placements.seats import Refusal  # noqa: E402 - the same
from salerno.placements.windows import WEEK, stay_of  # noqa: E402 - the same
from salerno_web.people.models import Organisation, User  # noqa: E402 - the same
from salerno_web.placements.actions import Booking, Busy, hold  # noqa: E402 - the same
from salerno_web.placements.models import Placement  # noqa: E402 - the same
from salerno_web.placements.moves import Unready, move, swap  # noqa: E402 - the same
from salerno_web.placements.networks import network  # noqa: E402 - the same

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def booking(own, school):
    """Return what a line of a history asks for, as the site takes it."""
    number = own["rotation"]
    stay = stay_of(FIRST + own["week"] * WEEK, own["weeks"])
    return Booking(f"rotation-{number}", f"window-{number}", stay, school)


def act(own, key, held, users, host):
    """Do what is asked and return what one is told."""
    number = own["trainee"]
    try:
        if own["verb"] == "hold":
            answer = hold(users[number], booking(own, host), key=key, now=NOW)
        else:
            name, number = held[own["held"]]
            if own["verb"] == "give back":
                return returned(UUID(name), users[number])
            asked_for = booking(own, host)
            answer = swap(users[number], UUID(name), asked_for, key=key, now=NOW)
    except (Busy, Placement.DoesNotExist) as problem:
        return {"not": type(problem).__name__}
    if isinstance(answer, Refusal):
        return {"no": answer.why}
    return {"yes": str(answer.pk), "trainee": number}


def returned(name, user):
    """Give a seat back, unless that was done before one was told."""
    with contextlib.suppress(Unready):
        move(name, "withdraw", by="trainee", actor=user, now=NOW)
    return {"back": str(name)}


def work(path, seed, operations, trainees):
    """Ask for so many things, one after the other."""
    users = list(User.objects.order_by("email").exclude(memberships__role="coordinator"))
    host = Organisation.objects.get()
    book, chance, held = Book(path), random.Random(seed), []
    answered = {one["key"]: one["told"] for one in book.known if "told" in one}
    for number in range(operations):
        own = asked(chance, held, trainees, rotations=ROTATIONS, weeks=WEEKS)
        key = f"{seed}-{number}"
        told = answered.get(key)
        if told is None:
            book.write(key=key, asks=own, about=held[own["held"]][0] if "held" in own else "")
            told = act(own, key, held, users, host)
            book.write(key=key, told=told)
        kept(held, own, told)
    connection.close()


def main(folder, seed, threads, operations, trainees):
    """Let so many threads work at once, once everybody is there."""
    network()  # reads the atlas as well
    (folder / f"{seed}.ready").touch()
    while not (folder / "go").exists():
        time.sleep(0.01)
    running = [
        threading.Thread(
            target=work,
            args=(folder / f"{seed}-{n}.jsonl", seed * 1000 + n, operations, range(trainees)),
        )
        for n in range(threads)
    ]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


if __name__ == "__main__":
    import pathlib

    main(pathlib.Path(sys.argv[1]), *map(int, sys.argv[2:6]))
