"""Choosing among very many programmes: the finder, side by side, the workbook, an import."""

import pathlib
import statistics
import tempfile
from functools import partial

from benchmarks.directories import FACTS, directory
from benchmarks.measures import Figure, check, seconds, times
from benchmarks.site import (
    CLIENTS,
    Browser,
    first_figure,
    free_port,
    install,
    p95,
    served,
    under_load,
    yardstick,
)
from salerno.atlas import digest_of, load_atlas
from salerno.atlas.directories import compile_directory, load_directory

PERSON = """\
person: abena-{n}
facts: {{citizenship: {country}, birth.date: 2007-03-{day:02}}}
complete: []
credentials:
  - {{type: language/level, on: 2026-05-20, language: en, cefr: C1}}
"""
CITIZENS = ("GH", "BR", "NG", "IN", "EG", "KE", "PE", "PH", "PK", "TR")
SOUGHT = ("river", "harbour", "hill", "valley", "garden", "mill", "gate", "tower", "lake")
GOAL = 0.150


def told(port, count):
    """Return browsers of visitors who each told a record of their own."""
    browsers = [Browser(port) for _ in range(count)]
    for n, browser in enumerate(browsers):
        person = PERSON.format(n=n, day=n + 1, country=CITIZENS[n % 10])
        status, where, _ = browser.upload("/interview/file/", "me.yaml", person)
        check((status, where) == (302, "/record/"), f"a record was not read: {status}")
    return browsers


def looked_for(number, round_):
    """Return the address of a faceted search, seldom the same twice."""
    words = f"words={SOUGHT[(number + round_) % 9]}+{(number * 7 + round_) % 97}"
    facet = ("english=yes", "entry=school", "acceptance=conditional", "state=not-yet")[round_ % 4]
    return f"/programmes/?{words}&{facet}&sort={('nearest', 'tuition', 'name')[round_ % 3]}"


def compared(ids, number, round_):
    """Return the address of five programmes side by side."""
    start = (number * 131 + round_ * 5) % (len(ids) - 5)
    return "/programmes/compare/?" + "&".join(f"with={one}" for one in ids[start : start + 5])


def run(*, smoke):
    """Measure the finder with a bare page beside it, then what leaves and what comes in."""
    count, rounds = (200, 2) if smoke else (20_000, 25)
    figures = finder(count, rounds)
    return [own._replace(reached=None) for own in figures] if smoke else figures


def finder(count, rounds):
    """A faceted search with the verdicts of whoever looks, and five programmes side by side."""
    vocabulary = load_atlas().vocabulary
    shipped = load_directory(vocabulary=vocabulary)
    known = directory(count, vocabulary=vocabulary, groups=shipped.groups)
    ids = [*known.programmes]
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name) / "site"
        install(folder)
        text = compile_directory(known, worded_by=digest_of())
        (folder / "programmes.json").write_text(text, encoding="utf-8")
        port = free_port()
        with yardstick(port):
            plain = under_load([Browser(port)], lambda n, r: f"/?page={r}", rounds * 4)
        bare = p95(plain)
        port = free_port()
        with served(folder, port) as (_, _ready):
            one, every = told(port, 1), told(port, CLIENTS)
            first = under_load(every, lambda n, r: "/programmes/?sort=tuition", 3)
            alone = under_load(one, looked_for, rounds * 4)
            beside = under_load(one, partial(compared, ids), rounds * 2)
            crowd = under_load(every, looked_for, rounds)
    return [
        Figure("a bare Django page of 25 rows, one client", "1x", spread(plain)),
        goal_figure(
            f"faceted search over {count:,} programmes × {FACTS} facts, one client",
            alone,
            bare,
            GOAL,
        ),
        goal_figure("five of them side by side, one client", beside, bare, 0.200),
        first_figure(f"first looks of {CLIENTS} people, all at once", first, bare),
        first_figure(f"the same search, {CLIENTS} clients at once", crowd, bare),
    ]


def spread(values):
    """Return the middle, the far end and the number of the times of pages."""
    return (
        f"p50 {seconds(statistics.median(values))}, p95 {seconds(p95(values))}, {len(values)} pages"
    )


def goal_figure(name, values, bare, goal):
    """Return the times of pages beside a bare one, and whether a goal was reached."""
    return Figure(
        name,
        times(p95(values) / bare),
        spread(values),
        f"p95 <= {seconds(goal)}",
        p95(values) <= goal,
    )
