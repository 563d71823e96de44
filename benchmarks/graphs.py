"""Seeded graphs of steps between made-up jurisdictions, shaped like the ways that doctors take.

Some steps lead to what every jurisdiction may ask for (languages, the verification of a degree),
so branches share them; licences and specialties are recognised abroad, so there are cycles.
"""

from typing import NamedTuple

import numpy as np

from salerno.routes.graphs import Drawing, Graph, at_least

SEED = 1140
SPECIALTIES = 12
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
VERIFIERS = 3
SMALL, LARGE = 40, 120  # jurisdictions: about 2,600 steps, and about 10,900


class World(NamedTuple):
    """A graph, what is held in it, and the nodes that may be goals."""

    graph: Graph
    licences: list[int]
    specialties: list[int]
    credentials: int


class Maker:
    """A drawing with credentials by name: a credential is there when one step grants it."""

    def __init__(self, seed):
        self.chance = np.random.default_rng(seed)
        self.drawing = Drawing.blank()
        self.nodes = {}
        self.ways = {}

    def have(self, *name):
        """The node of a credential."""
        if name not in self.nodes:
            self.nodes[name] = self.drawing.add_any()
            self.ways[name] = []
        return self.nodes[name]

    def all_of(self, *kids):
        return self.drawing.add_all(kids)

    def any_of(self, *kids):
        return self.drawing.add_any(kids)

    def grant(self, name, kids, cost, days, passed=1.0):
        """A step to a credential: expected cost and days over the attempts that it takes."""
        chance = self.chance
        odds = float(np.clip(passed + chance.normal(0, 0.05), 0.2, 0.995))
        tries = (1 - (1 - odds) ** 3) / odds
        step = self.drawing.add_step(
            kids,
            cost=round(float(cost * chance.lognormal(0, 0.4) * tries)),
            time=round(float(days * chance.lognormal(0, 0.3) * tries)),
            risk=float(-np.log(1 - (1 - odds) ** 3)),
        )
        self.have(*name)
        self.ways[name].append(step)

    def some(self, values, count):
        """So many of the values."""
        places = self.chance.choice(len(values), min(count, len(values)), replace=False)
        return [values[place] for place in sorted(places)]

    def done(self):
        for name, ways in self.ways.items():
            self.drawing.set_kids(self.nodes[name], ways)
        return self.drawing.done()


def world(jurisdictions=SMALL, *, seed=SEED):
    """A graph of so many jurisdictions."""
    make = Maker(seed)
    places = list(range(jurisdictions))
    languages = max(4, jurisdictions // 3)
    _shared(make, languages)
    for place in places:
        others = [other for other in places if other != place]
        _papers(make, place)
        _language(make, place, int(make.chance.integers(languages)))
        _exams(make, place, others)
        _visas(make, place)
        _practice(make, place, others)
        _licence(make, place, others)
        for field in range(SPECIALTIES):
            _specialty(make, (place, field), others, 1 if jurisdictions <= SMALL else 3)
    licences = [make.have("licence", place) for place in places]
    fields = [make.have("specialty", p, f) for p in places for f in range(SPECIALTIES)]
    return World(make.done(), licences, fields, len(make.ways))


def _shared(make, languages):
    make.grant(("degree",), (), 0, 0)
    for verifier in range(VERIFIERS):
        make.grant(("verified", verifier), (make.have("degree"),), 300, 60, 0.95)
    make.grant(("translated",), (make.have("degree"),), 250, 20)
    make.grant(("police",), (), 40, 20)
    make.grant(("funds",), (), 1500, 200, 0.8)
    for language in range(languages):
        below = ()
        for hard, level in enumerate(LEVELS, 1):
            make.grant(("speaks", language, level), below, 200 * hard, 40 + 15 * hard, 0.9)
            make.grant(("speaks", language, level), below, 60 * hard, 60 + 40 * hard, 0.7)
            below = (make.have("speaks", language, level),)
            if hard >= 3:
                make.grant(("certified", language, level), below, 220, 30, 0.8)
                make.grant(("certified", language, level), below, 160, 60, 0.7)


def _papers(make, place):
    known = make.some(range(VERIFIERS), 2)
    ways = [make.have("verified", verifier) for verifier in known]
    make.grant(("papers", place), (make.any_of(*ways), make.have("translated")), 120, 40, 0.95)
    make.grant(("papers", place), (make.have("degree"), make.have("police")), 500, 120, 0.85)


def _language(make, place, language):
    level = make.some(LEVELS[3:5], 1)[0]
    make.grant(("language", place), (make.have("certified", language, level),), 20, 5)
    make.grant(("language", place), (make.have("speaks", language, level),), 350, 45, 0.75)


def _exams(make, place, others):
    papers, tongue = make.have("papers", place), make.have("language", place)
    make.grant(("theory", place), (papers, tongue), 700, 150, 0.7)
    (other,) = make.some(others, 1)
    make.grant(("theory", place), (make.have("theory", other), papers), 350, 60, 0.95)
    both = (make.have("theory", place), tongue)
    make.grant(("clinical", place), both, 1400, 120, 0.7)
    abroad = make.any_of(*(make.have("clinical", other) for other in make.some(others, 2)))
    make.grant(("clinical", place), (tongue, abroad), 600, 60, 0.9)


def _visas(make, place):
    paid = (make.have("funds"), make.have("police"))
    make.grant(("visa", place), paid, 300, 90, 0.8)
    make.grant(("visa", place), (make.have("permit", place), make.have("police")), 150, 60, 0.95)
    make.grant(("visit", place), (make.have("funds"),), 120, 30, 0.85)


def _practice(make, place, others):
    there = make.any_of(make.have("visa", place), make.have("visit", place))
    for number in range(2):
        make.grant(("reference", place, number), (there,), 300, 35, 0.85)
    known = [make.have("reference", place, number) for number in range(2)]
    known += [make.have("reference", other, 0) for other in make.some(others, 2)]
    make.nodes["references", place] = at_least(make.drawing, 2, known)
    asked = (make.have("visa", place), make.have("permit", place))
    make.grant(("internship", place), asked, 200, 365, 0.95)
    (other,) = make.some(others, 1)
    make.grant(("internship", place), (make.have("internship", other),), 150, 60, 0.9)


def _licence(make, place, others):
    papers, tongue = make.have("papers", place), make.have("language", place)
    make.grant(("permit", place), (papers, tongue, make.have("theory", place)), 350, 45, 0.95)
    full = (make.have("clinical", place), make.have("internship", place), papers)
    make.grant(("licence", place), full, 600, 60, 0.95)
    for other in make.some(others, 3):
        make.grant(("licence", place), (make.have("licence", other), papers, tongue), 700, 90, 0.85)


def _specialty(make, where, others, ways):
    place, field = where
    licensed = make.any_of(make.have("permit", place), make.have("licence", place))
    asked = [make.nodes["references", place], make.have("language", place), licensed]
    if field % 2:
        make.grant(("board", *where), (make.have("theory", place),), 450, 90, 0.7)
        asked.append(make.have("board", *where))
    make.grant(("offer", *where), asked, 250, 120, 0.5)
    trained = (make.have("offer", *where), make.have("visa", place), make.have("licence", place))
    make.grant(("specialty", *where), trained, 500, 1600, 0.9)
    for other in make.some(others, ways):
        known = (make.have("specialty", other, field), make.have("licence", place))
        make.grant(("specialty", *where), known, 900, 150, 0.8)


def goals(made, count, *, seed=SEED):
    """So many goals, half of them licences."""
    chance = np.random.default_rng(seed)
    half = count // 2
    places = chance.choice(len(made.licences), half, replace=half > len(made.licences))
    fields = chance.choice(len(made.specialties), count - half, replace=False)
    return [made.licences[p] for p in places] + [made.specialties[f] for f in fields]
