"""The real site under a crowd while its processes are killed: servers, workers, backends.

What clients were told over HTTP is held against the rows afterwards; the counting is that of
`benchmarks.bookings`.
"""

import contextlib
import datetime
import json
import os
import pathlib
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter

from benchmarks.bookings import DUMP, PREPARE, ROTATIONS, TRAINEES, WEEKS, database, faults, told_to
from benchmarks.callers import Crowd
from benchmarks.measures import Figure, check
from tests.web import cluster

ROOT = pathlib.Path(__file__).resolve().parents[1]
CLIENTS = 16
UNDER_LOAD = 20
"""So many answers come between two kills at least."""
SEATED = ("held", "release", "review", "onboarding", "active", "paused", "evaluation", "certified")
PAST = {"asks": {"verb": "hold"}, "about": ""}
KILLS = {
    "sqlite": ("server process", "task worker", "server process", "whole site"),
    "postgresql": ("server process", "task worker", "backend", "whole site", "backend"),
}

READY = """
import datetime, json, sys
import django
django.setup()
from benchmarks.finished import make
from benchmarks.notes import write_note
from salerno_web.people.actions import make_token
from salerno_web.people.models import Organisation, User
now = datetime.datetime.now(datetime.UTC)
for number in range(int(sys.argv[1])):
    after = now + datetime.timedelta(seconds=number * 0.3)
    write_note.using(run_after=after).enqueue(number)
users = User.objects.order_by("email")
*tokens, office = [make_token(own, name="made up", may_write=True) for own in users]
print(json.dumps({
    "tokens": tokens,
    "office": office,
    "finished": make(int(sys.argv[2]), now),
    "school": str(Organisation.objects.get().pk),
}))
"""

ROWS = """
import json
import django
django.setup()
from collections import Counter
from django_tasks_db.models import DBTaskResult
from salerno_web.people.models import Event, Message
from salerno_web.placements.models import Certificate, Placement
ended = "salerno_web.placements.tasks.settle_placement"
tasks = DBTaskResult.objects.order_by().values_list("task_path", "status", "args_kwargs")
digests = set(Event.objects.values_list("digest", flat=True))
moves = Event.objects.filter(subject_kind="placement", verb__in=["request", "withdraw"])
keys = [key for key in Message.objects.values_list("key", flat=True) if key]
told = [key.split()[2] for key in keys if key.startswith("placement event")]
print(json.dumps({
    "notes": [status for path, status, _given in tasks if path == "benchmarks.notes.write_note"],
    "noted": [key.split()[1] for key in keys if key.startswith("note ")],
    "endings": [given["args"][0] for path, _status, given in tasks if path == ended],
    "mails": len(keys),
    "keys twice": len(keys) - len(set(keys)),
    "mails of nothing": sum(digest not in digests for digest in told),
    "untold": len(set(moves.values_list("digest", flat=True)) - set(told)),
    "certificates": Counter(map(str, Certificate.objects.values_list("placement", flat=True))),
    "held once": [
        str(name)
        for name in Placement.objects.exclude(key__startswith="past-").values_list("pk", flat=True)
    ],
}))
"""


class Site:
    """The processes of an installation that is served."""

    def __init__(self, environment, port):
        self.environment, self.port, self.process = environment, port, None

    def start(self):
        """Serve, and wait until it is ready."""
        folder = self.environment["SALERNO_HOME"]
        words = ["serve", folder, "--port", str(self.port)]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "salerno.cli", *words], env=self.environment, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        end = time.monotonic() + 120
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5).close()
                return
            check(self.process.poll() is None, "the site does not start")
            time.sleep(0.2)
        check(False, "the site is not ready within two minutes")

    def stop(self):
        """End all of its processes at once."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def servers(self):
        """Return the processes that answer."""
        return [pid for pid in children(self.process.pid) if not words_of(pid).count("work")]

    def workers(self):
        """Return the processes that do tasks, without the one that watches over them."""
        watching = [pid for pid in children(self.process.pid) if "work" in words_of(pid)]
        return [pid for own in watching for pid in children(own)]


def children(pid):
    """Return the processes that a process began."""
    try:
        return [
            int(own) for own in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        ]
    except FileNotFoundError:
        return []


def words_of(pid):
    """Return the words that a process was begun with; none where it is gone."""
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return []


def backends(folder):
    """Return the processes of PostgreSQL that serve a connection."""
    postmaster = (folder / "rows" / "postmaster.pid").read_text().split()[0]
    return [pid for pid in children(int(postmaster)) if " salerno " in "".join(words_of(pid))]


def killed(site, kind, chance, folder):
    """Kill one process, or all of the site and begin it again; whether there was one."""
    if kind == "whole site":
        site.stop()
        site.start()
        return True
    found = {"server process": site.servers, "task worker": site.workers}
    pids = backends(folder) if kind == "backend" else found[kind]()
    if not pids:
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(chance.choice(sorted(pids)), signal.SIGKILL)
    return True


def waited(look, *, seconds):
    """Whether something is so within some seconds."""
    end = time.monotonic() + seconds
    while not look():
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


def besieged(site, crowd, kind, kills, folder):
    """Kill so many processes, each while clients are being answered; how many of which."""
    chance, done = random.Random(11), Counter()
    while done.total() < kills:
        enough = len(crowd.told) + UNDER_LOAD
        is_loaded = waited(lambda n=enough: len(crowd.told) >= n, seconds=120)
        check(is_loaded, f"nothing is answered any longer after {dict(done)}")
        time.sleep(chance.uniform(0.0, 1.0))
        victim = KILLS[kind][done.total() % len(KILLS[kind])]
        was_there = waited(lambda v=victim: killed(site, v, chance, folder), seconds=60)
        check(was_there, f"there is no {victim} to kill")
        done[victim] += 1
    return done


def free_port():
    """Return a port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def prepared(name, address, notes, finished):
    """Make an installation with rotations; return its environment, and what its clients need."""
    folder = pathlib.Path(name)
    today = datetime.datetime.now(datetime.UTC).date()
    first = today + datetime.timedelta(days=42 - today.weekday())
    database_ = address or "sqlite:///site.sqlite3"
    lines = ['secret_key = "made up for this run alone"', f'database = "{database_}"']
    (folder / "site.toml").write_text("\n".join([*lines, 'log_format = "text"']) + "\n")
    environment = {
        **os.environ, "SALERNO_HOME": name, "SALERNO_BENCH_FIRST": first.isoformat(),
        "DJANGO_SETTINGS_MODULE": "salerno_web.project.settings", "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    command = [sys.executable, "-m", "salerno.cli", "init", name]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
    told_to(environment, PREPARE, str(TRAINEES))
    given = json.loads(told_to(environment, READY, str(notes), str(finished)))
    return environment, {**given, "first": first.isoformat()}


def wrong(kept, rows, told, notes):
    """Count what must not be: by name of the fault, zero of each when all is well."""
    states = {own[0]: own[5] for own in kept["placements"]}
    expected = {}
    for _key, asks, answer in told:
        if "yes" in answer:
            expected[answer["yes"]] = "evaluation" if asks is PAST else "held"
        if "yes" in answer and asks["about"]:
            expected[asks["about"]] = "withdrawn"
        if "requested" in answer:
            expected[answer["requested"]] = "onboarding"
        if "back" in answer:
            expected[answer["back"]] = "withdrawn"
        if "certified" in answer:
            expected[answer["certified"]] = "certified"
    certified = Counter(name for verb, name in kept["events"] if verb == "certify")
    endings = Counter(rows["endings"])
    return {
        **faults(kept, told, seated=SEATED),
        "answers that must not be": sum("wrong" in answer for _key, _asks, answer in told),
        "states that nobody was told": sum(states.get(n) != s for n, s in expected.items()),
        "holds without their task": sum(endings[name] == 0 for name in rows["held once"]),
        "tasks of nothing": sum(name not in states for name in endings),
        "tasks not done": sum(status != "SUCCESSFUL" for status in rows["notes"]),
        "mails not written": len(set(map(str, range(notes))) - set(rows["noted"])) + rows["untold"],
        "mails twice": len(rows["noted"]) - len(set(rows["noted"])) + rows["keys twice"],
        "mails of nothing": rows["mails of nothing"],
        "certified twice": sum(count > 1 for count in certified.values()),
        "certificates twice": sum(count > 1 for count in rows["certificates"].values()),
        "certificates missing": len(set(certified) - set(rows["certificates"])),
    }  # fmt: skip


def line(kind, kills):
    """One line of the results: what was killed, and that nothing was lost."""
    notes = 8 * kills
    with database(kind) as address, tempfile.TemporaryDirectory() as name:
        environment, given = prepared(name, address, notes, min(kills * 2, TRAINEES))
        finished = given["finished"]
        site = Site(environment, free_port())
        crowd = Crowd(site.port, given, rotations=ROTATIONS, weeks=WEEKS)
        start = time.perf_counter()
        try:
            site.start()
            crowd.told += [(f"past {n}", PAST, {"yes": n}) for n in finished]
            crowd.start(CLIENTS, finished)
            done = besieged(site, crowd, kind, kills, pathlib.Path(address.rpartition("=")[2]))
            check(crowd.stop(seconds=90), "a client has no answer within a minute and a half")
            took = time.perf_counter() - start
            waited(lambda: is_quiet(environment), seconds=240)
        finally:
            crowd.over.set()
            site.stop()
        kept = json.loads(told_to(environment, DUMP))
        rows = json.loads(told_to(environment, ROWS))
    found = wrong(kept, rows, crowd.told, notes)
    check(not any(found.values()), f"what must not be: {found}")
    return figure(kind, done, took, crowd, rows)


def is_quiet(environment):
    """Whether every note is written."""
    return set(json.loads(told_to(environment, ROWS))["notes"]) == {"SUCCESSFUL"}


def figure(kind, done, took, crowd, rows):
    """Say what was done and what came of it."""
    answers = Counter(next(iter(answer)) for _key, _asks, answer in crowd.told)
    victims = ", ".join(f"{number} of {what}" for what, number in sorted(done.items()))
    return Figure(
        f"{kind}: {CLIENTS} clients over HTTP while {done.total()} were killed ({victims})",
        f"{took:,.0f} s",
        f"{len(crowd.told):,} answers ({answers['yes']:,} seats, "
        f"{answers['requested']:,} requests, {answers['back']:,} given back, "
        f"{answers['no']:,} refused), {crowd.unanswered:,} asked again; "
        f"{len(rows['notes']):,} tasks, {rows['mails']:,} mails, "
        f"{len(rows['certificates']):,} certificates; "
        "oversold 0, clashes 0, partial 0, lost 0, twice 0",
        "0 of each",
        True,
    )


def run(*, smoke):
    """Kill processes of a site on both databases, a hundred in all."""
    kinds = ["sqlite"] + ["postgresql"] * bool(cluster.programs())
    return [line(kind, len(KILLS[kind]) if smoke else 100 // len(kinds)) for kind in kinds]
