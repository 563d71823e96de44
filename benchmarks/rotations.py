"""Finding a rotation among very many: with the verdict of whoever looks, and the seats left."""

import os
import pathlib
import subprocess
import sys
import tempfile

from benchmarks.measures import check
from benchmarks.programmes import goal_figure, spread
from benchmarks.site import (
    CLIENTS,
    Browser,
    Figure,
    first_figure,
    free_port,
    install,
    p95,
    served,
    told,
    under_load,
    yardstick,
)

GOAL = 0.150
TAKEN = 5  # of so many rotations one has a seat that is taken
PREPARE = """
import os, sys, random
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "salerno_web.project.settings")
import django
django.setup()
import datetime
from salerno_web.people.models import Kind, Membership, Organisation, Role, User
from salerno_web.placements.models import Placement, Published, Slot
from salerno_web.placements.publishing import publish
count, chance = int(sys.argv[1]), random.Random(20261123)
host = Organisation.objects.create(kind=Kind.HOST, name="A made-up hospital")
costanza = User.objects.create(email="coordinator@example.org")
Membership.objects.create(user=costanza, organisation=host, role=Role.COORDINATOR)
today = datetime.date.today()
monday = today - datetime.timedelta(days=today.weekday())
kinds = ("core", "elective", "sub-internship", "observership", "hands-on", "research")
words = ("river", "harbour", "hill", "valley", "garden", "mill", "gate", "tower", "lake")
specialties = ("internal-medicine", "surgery", "paediatrics", "cardiology", "neurology",
               "emergency-medicine", "psychiatry", "family-medicine")
countries = ("GB", "IE", "DE", "FR", "GH", "KE", "IN", "US", "CA", "AU")
asks = ({"id": "graduate", "has": "degree/primary-medical"},
        {"id": "passport", "has": "document/passport", "valid": "through event"},
        {"id": "enrolled", "fact": "student.status", "is": "enrolled"},
        {"id": "bls", "has": "training/bls", "valid": "through event"},
        {"id": "english", "has": "exam/oet-medicine"},
        {"id": "year", "fact": "student.year", "is": ">= 4"})
rows = []
for n, country in enumerate(countries):
    rows.append(Published(host=host, kind="location", name=f"h{n}", document={
        "host": f"h{n}", "name": {"en": f"Made-up Hospital {n}"}, "country": country,
        "city": words[n % 9].title(), "zone": "Europe/London", "confirmed": "yes"}))
for n in range(count):
    first = monday + datetime.timedelta(weeks=chance.randrange(2, 30))
    last = first + datetime.timedelta(weeks=chance.randrange(8, 40), days=-3)
    least = chance.choice((1, 2, 4))
    rows.append(Published(host=host, kind="rotation", name=f"r{n}", document={
        "rotation": f"r{n}", "at": f"h{n % 10}", "kind": chance.choice(kinds),
        "title": {"en": f"{chance.choice(words).title()} rotation {n % 97}"},
        "specialty": chance.choice(specialties), "languages": ["en"], "status": "public",
        "setting": "inpatient", "terms": {"booking": chance.choice(("instant", "request"))},
        "asks": chance.sample(asks, chance.randrange(1, 4)),
        "windows": [{"window": "w", "open": f"{first}..{last}",
                     "seats": str(chance.choice((1, 2, 4))),
                     "weeks": f"{least}..8", "lead": "14"}]}))
Published.objects.bulk_create(rows, batch_size=500)
trainee = User.objects.create(email="trainee@example.org")
taken, slots = [], []
for n in range(0, count, 5):
    first = datetime.date.fromisoformat(rows[10 + n].document["windows"][0]["open"][:10])
    row = Placement(trainee=trainee, host=host, rotation=f"r{n}", window="w", first=first,
                    end=first + datetime.timedelta(weeks=4), key=str(n), digest="-",
                    state="onboarding")
    taken.append(row)
    slots += [Slot(of=f"seat:r{n}:w", day=first + datetime.timedelta(weeks=w), placement=row)
              for w in range(4)]
Placement.objects.bulk_create(taken, batch_size=500)
Slot.objects.bulk_create(slots, batch_size=500)
"""


def looked_for(number, round_):
    """Return the address of a faceted search, seldom the same twice."""
    words = f"words={('river', 'harbour', 'hill', 'mill')[(number + round_) % 4]}"
    which = f"+{(number * 7 + round_) % 97}" if round_ % 2 else ""
    facet = ("kind=elective", "seats=free", "specialty=surgery", "state=eligible")[round_ % 4]
    return f"/rotations/?{words}{which}&{facet}&sort={('nearest', 'soonest', 'name')[round_ % 3]}"


def run(*, smoke):
    """Measure the search with a bare page beside it."""
    count, rounds = (200, 2) if smoke else (20_000, 25)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "site"
        install(folder)
        environment = {**os.environ, "SALERNO_HOME": str(folder)}
        command = [sys.executable, "-c", PREPARE, str(count)]
        subprocess.run(command, check=True, env=environment)
        port = free_port()
        with yardstick(port):
            bare = under_load([Browser(port)], lambda n, r: f"/?page={r}", rounds * 4)
        port = free_port()
        with served(folder, port):
            every = told(port)
            _check_all_there(every[0], count)
            first = under_load(every, lambda n, r: "/rotations/?sort=soonest", 3)
            alone = under_load(every[:1], looked_for, rounds * 4)
            crowd = under_load(every, looked_for, rounds)
    figures = [
        Figure("a bare Django page of 25 rows, one client", "1x", spread(bare)),
        goal_figure(
            f"search over {count:,} rotations, 1 in {TAKEN} with a seat taken, one client",
            alone,
            p95(bare),
            GOAL,
        ),
        first_figure(f"first looks of {CLIENTS} people, all at once", first, p95(bare)),
        first_figure(f"the same search, {CLIENTS} clients at once", crowd, p95(bare)),
    ]
    return [own._replace(reached=None) for own in figures] if smoke else figures


def _check_all_there(browser, count):
    """See that the page counts every rotation, so that nothing was left out as unreadable."""
    status, _, body = browser.get("/rotations/")
    check(status == 200 and f"{count} rotations" in body.replace(",", ""), "rotations are missing")
