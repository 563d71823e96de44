"""Seats under a crowd: processes that take, change and give them back at once, some of them killed.

What the database holds afterwards is checked by counting people day by day, and against what every
client was told; no code of the site takes part in that.
"""

import contextlib
import datetime
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from types import MappingProxyType

from benchmarks.measures import Figure, check, times
from salerno.periods import Period
from salerno.placements.documents import document_text, host_document, rotation_document
from salerno.placements.locations import Location
from salerno.placements.rotations import Rotation, Terms
from salerno.placements.windows import Window
from salerno.rules.opportunities import Opportunity
from tests.web import cluster

ROTATIONS, WEEKS, SEATS, QUOTA = 5, 40, 4, 3
PROCESSES, THREADS = 4, 8
TRAINEES = 60
FIRST = datetime.date.fromisoformat(os.environ.get("SALERNO_BENCH_FIRST", "2027-01-04"))
WEEK = datetime.timedelta(days=7)
DAY = datetime.timedelta(days=1)


def quota(seats):
    """Return how many of the seats one school may have in the first window."""
    return seats * QUOTA // SEATS


def window(number):
    """Return the window of a made-up rotation; a school has fewer places in it than there are."""
    period = Period(FIRST, FIRST + WEEKS * WEEK)
    quotas = MappingProxyType({}) if number else None
    seats = int(os.environ.get("SALERNO_BENCH_SEATS", SEATS))
    return Window(
        f"window-{number}", f"rotation-{number}", period, seats,
        each_school=quota(seats) if quotas is None else None,
    )  # fmt: skip


def rotation(number):
    """Return a made-up rotation."""
    name = f"rotation-{number}"
    offer = Opportunity(name, "rotation", (("en", name),), ())
    terms = Terms(booking="instant")
    return Rotation(name, "hospital", "elective", "surgery", offer, terms=terms, status="public")


def published(numbers, known):
    """Return a made-up hospital and its rotations in the words of the language."""
    name = (("en", "A made-up hospital"),)
    place = Location("hospital", "host", name, country="IT", zone="Europe/Rome", confirmed=True)
    several = [rotation_document(rotation(n), [window(n)], known) for n in numbers]
    return document_text([host_document(place, known), *several])


PREPARE = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salerno_web.project.settings")
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from benchmarks.bookings import ROTATIONS, published
from salerno_web.atlas.queries import facts
from salerno_web.people.models import Kind, Membership, Organisation, Role, User
from salerno_web.placements.publishing import publish
host = Organisation.objects.create(kind=Kind.HOST, name="A made-up hospital")
several = range(int(sys.argv[1]))
users = [User(email=f"trainee-{n:04}@example.org") for n in several]
User.objects.bulk_create(users)
Membership.objects.bulk_create(
    [Membership(user=own, organisation=host, role=Role.TRAINEE) for own in users]
)
costanza = User.objects.create(email="zz-coordinator@example.org")
Membership.objects.create(user=costanza, organisation=host, role=Role.COORDINATOR)
publish(published(range(ROTATIONS), facts().vocabulary), name="made up", host=host, viewer=costanza)
"""

DUMP = """
import json, os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salerno_web.project.settings")
import django
django.setup()
from salerno_web.placements.models import Placement, Slot
from salerno_web.people.models import Event, User
users = [str(own.pk) for own in User.objects.order_by("email")]
print(json.dumps({
    "placements": [
        [str(p.pk), users.index(str(p.trainee_id)), p.rotation, str(p.first), str(p.end), p.state]
        for p in Placement.objects.all()
    ],
    "slots": [
        [str(s.placement_id), s.of.partition(":")[0], str(s.day)] for s in Slot.objects.all()
    ],
    "keys": [p.key for p in Placement.objects.all()],
    "events": [[e.verb, e.subject_id] for e in Event.objects.filter(subject_kind="placement")],
}))
"""


def told_to(environment, code, *words):
    """Run a few lines in a process of their own and return what they print."""
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout


def crowd(environment, folder, operations, trainees, *, kills=0):
    """Let the processes work, kill some of them on the way; return how long it took."""
    chance = random.Random(7)

    def begun(seed):
        words = (folder, seed, THREADS, operations, trainees)
        command = [sys.executable, "-m", "benchmarks.bookers", *map(str, words)]
        return subprocess.Popen(command, env=environment)

    running = {seed: begun(seed) for seed in range(1, PROCESSES + 1)}
    while len([*folder.glob("*.ready")]) < PROCESSES:
        check(all(process.poll() is None for process in running.values()), "a client stopped")
        time.sleep(0.01)
    start = time.perf_counter()
    (folder / "go").touch()
    for _ in range(kills):
        time.sleep(chance.uniform(2.0, 3.0))
        seed = chance.choice(sorted(running))
        with contextlib.suppress(ProcessLookupError):
            running[seed].send_signal(signal.SIGKILL)
        running[seed].wait()
        running[seed] = begun(seed)
    codes = [process.wait(timeout=3600) for process in running.values()]
    check(not any(codes), f"a client stopped: {codes}")
    return time.perf_counter() - start


def histories(folder):
    """Return what every client asked and was told: by key, in the order of each."""
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        asks = {}
        for line in path.read_text("utf-8").split("\n"):
            own = json.loads(line) if line.endswith("}") else {}
            if "asks" in own:
                asks[own["key"]] = own
            if "told" in own:
                found.append((own["key"], asks[own["key"]], own["told"]))
    return found


def days_of(first, end):
    """Return the Mondays to Fridays of a stay, counted one by one."""
    day, last = datetime.date.fromisoformat(first), datetime.date.fromisoformat(end)
    found = []
    while day < last:
        if day.weekday() < 5:
            found.append(day)
        day += DAY
    return found


def faults(kept, told, *, seats=SEATS, seated=("held",)):
    """Count what must not be: by name of the fault, zero of each when all is well."""
    standing = [own for own in kept["placements"] if own[5] in seated]
    there, own_days, places = Counter(), Counter(), Counter()
    for _name, trainee, rotation_, first, end, _state in standing:
        for day in days_of(first, end):
            there[rotation_, day] += 1
            own_days[trainee, day] += 1
            places[rotation_, day] += rotation_ == "rotation-0"
    slots = Counter((name, kind) for name, kind, _day in kept["slots"])
    partial = 0
    for name, _trainee, rotation_, first, end, _state in standing:
        days = days_of(first, end)
        weeks = len({day.isocalendar()[:2] for day in days})
        wanted = (weeks, len(days), weeks if rotation_ == "rotation-0" else 0)
        partial += tuple(slots[name, kind] for kind in ("seat", "trainee", "quota")) != wanted
    held = {own[0] for own in standing}
    acknowledged, given_up = set(), set()
    for _key, asks, answer in told:
        if "yes" in answer:
            acknowledged.add(answer["yes"])
            if asks["asks"]["verb"] == "swap":
                given_up.add(asks["about"])
        if "back" in answer:
            given_up.add(answer["back"])
    keys = Counter(kept["keys"])
    known = {own[0] for own in kept["placements"]}
    begun = Counter(name for verb, name in kept["events"] if verb in ("held", "swapped"))
    return {
        "oversold": sum(count > seats for count in there.values()),
        "clashes": sum(count > 1 for count in own_days.values()),
        "quotas passed": sum(count > quota(seats) for count in places.values()),
        "partial placements": partial + len({name for name, _kind in slots} - held),
        "lost acknowledgements": len(acknowledged - given_up - held) + len(given_up & held),
        "never told": len(held - acknowledged),
        "done twice": sum(count > 1 for count in keys.values()) + (begun != Counter(known)),
    }


BARE = """
import os, threading, time
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salerno_web.project.settings")
import django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE bare (n INTEGER)")
start = time.perf_counter()
for number in range(300):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bare VALUES (%s)", [number])
print(300 / (time.perf_counter() - start))
"""


@contextlib.contextmanager
def database(kind):
    """Give an empty database: a file of SQLite, or a server of PostgreSQL that keeps its word."""
    if kind == "sqlite":
        yield ""
        return
    folder, stop = cluster.start("-c listen_addresses='' -c max_connections=100")
    try:
        yield f"postgresql://salerno@/postgres?host={folder}"
    finally:
        stop()


def measured(address, operations, *, kills=0, plenty=False):
    """Let a crowd at an empty database and check it; return the time and what was told and kept.

    Where there is plenty, everybody takes seats and nobody is refused for want of one.
    """
    trainees = operations * THREADS * PROCESSES if plenty else TRAINEES
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        environment = {
            **os.environ, "SALERNO_HOME": name, "SALERNO_SECRET_KEY": "made up for this run alone",
            "SALERNO_DATABASE": address or f"sqlite:///{folder}/site.sqlite3",
            **({"SALERNO_BENCH_SEATS": str(trainees)} if plenty else {}),
        }  # fmt: skip
        told_to(environment, PREPARE, str(trainees))
        bare = float(told_to(environment, BARE))
        (folder / "told").mkdir()
        took = crowd(environment, folder / "told", operations, trainees, kills=kills)
        kept = json.loads(told_to(environment, DUMP))
        told = histories(folder / "told")
    found = faults(kept, told, seats=trainees if plenty else SEATS)
    check(len(told) == operations * THREADS * PROCESSES, f"{len(told)} answers")
    check(not any(found.values()), f"what must not be: {found}")
    return took, bare, Counter(next(iter(answer)) for _key, _asks, answer in told)


def line(kind, operations, *, kills=0, plenty=False):
    """One line of the results: how many were answered a second beside bare commits."""
    with database(kind) as address:
        took, bare, answers = measured(address, operations, kills=kills, plenty=plenty)
    number = answers["yes"] if plenty else sum(answers.values())
    killed = f", {kills} of the processes killed" if kills else ""
    goal = {"sqlite": 100, "postgresql": 200}[kind]
    what = "seats held one after the other" if plenty else "mixed holds, swaps and returns"
    return Figure(
        f"{kind}: {number:,} {what} by {PROCESSES * THREADS} clients{killed}, "
        "against commits of one bare row by one client",
        times(bare * took / number),
        f"{number / took:,.0f} a second against {bare:,.0f}; {answers['yes']:,} seats given, "
        f"{answers['back']:,} given back, {answers['no']:,} refused; oversold 0, clashes 0, "
        "quotas passed 0, partial 0, lost 0, twice 0",
        f">= {goal} a second" if plenty else "",
        number / took >= goal if plenty else None,
    )


def run(*, smoke):
    """Let crowds at both databases, and kill some of the clients on the way."""
    kinds = ["sqlite"] + ["postgresql"] * bool(cluster.programs())
    figures = [line(kind, 5 if smoke else 200, plenty=True) for kind in kinds]
    figures += [line(kind, 10 if smoke else 3_125) for kind in kinds]
    figures += [line(kind, 20 if smoke else 600, kills=1 if smoke else 50) for kind in kinds]
    return [own._replace(reached=None) for own in figures] if smoke else figures
