"""Seeded instances: opportunities and crowds that resemble real ones and contain nobody."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import numpy as np

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Among, Compare
from salerno.credentials.selection import Selection, SpanBound, Validity
from salerno.credentials.table import Column, CredentialTable, Records, days_of, smallest
from salerno.periods import Period, Span
from salerno.rules.leaves import Fact, Has, Note
from salerno.rules.opportunities import Opportunity, RuleVersion
from salerno.rules.requirements import All, Any, AtLeast, Not
from salerno.rules.sources import Source

SEED = 1140
TODAY = date(2026, 11, 22)
WHEN = Circumstances(TODAY)
UNKNOWN = 0.03
LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
RESULTS = ("fail", "incomplete", "pass")
GRADES = tuple(Decimal(n) / 100 for n in range(150, 401))
SCORES = tuple(Decimal(n) for n in range(0, 505, 5))
CODES = tuple(f"code-{n:02}" for n in range(40))
TYPES = tuple(f"exam/kind-{n:02}" for n in range(12))
KINDS = {"grade": GRADES, "level": LEVELS, "code": CODES, "flag": (False, True)}
FACTS = {f"{kind}-{n}": values for kind, values in KINDS.items() for n in range(8)}
LAW = Source("https://law.example/1", date(2026, 10, 1), "law", "A")
HEARSAY = Source("https://forum.example/2", date(2026, 10, 1), "secondary", "C")


def pick(chance, values):
    """One of the values."""
    return values[int(chance.integers(len(values)))]


def threshold(chance, values):
    """A bound somewhere in the lower half, so that rules are met now and then."""
    levels = values if isinstance(values[0], str) else ()
    low = values[int(chance.integers(1, max(len(values) // 2, 2)))]
    return Compare(">=", low, levels)


def fact_leaf(chance):
    """A question about a fact."""
    name = pick(chance, tuple(FACTS))
    values = FACTS[name]
    if values is CODES:
        some = chance.choice(len(values), int(chance.integers(5, 25)), replace=False)
        return Fact(name, Among(tuple(values[i] for i in sorted(some))))
    if len(values) == 2:
        return Fact(name, Among((pick(chance, values),)))
    return Fact(name, threshold(chance, values))


def has_leaf(chance):
    """A question about credentials: an examination, its score, level or result, and its age."""
    where = [("score", threshold(chance, SCORES))]
    if chance.random() < 0.5:
        where.append(("level", threshold(chance, LEVELS)))
    if chance.random() < 0.3:
        where.append(("result", Among(("pass",))))
    age = SpanBound("<=", Span(years=int(chance.integers(2, 9)))) if chance.random() < 0.6 else None
    selection = Selection((pick(chance, TYPES),), tuple(where), age=age, validity=Validity())
    return Has(selection)


def distinct_leaves(chance, count):
    """So many different questions, half about facts and half about credentials."""
    found = {}
    while len(found) < count:
        leaf = fact_leaf(chance) if len(found) % 2 else has_leaf(chance)
        found[leaf] = None
    return list(found)


def requirement(chance, leaves):
    """About eleven leaves: some alone, some alternatives, a choice of two in three, a negation."""

    def leaf():
        own = pick(chance, leaves)
        return replace(own, note=Note(if_unmet="never")) if chance.random() < 0.08 else own

    parts = [leaf() for _ in range(int(chance.integers(2, 5)))]
    parts += [Any((leaf(), leaf())) for _ in range(2)]
    parts.append(Any((leaf(), All((leaf(), leaf())))))
    if chance.random() < 0.3:
        parts.append(AtLeast(2, (leaf(), leaf(), leaf())))
    if chance.random() < 0.3:
        parts.append(Not(pick(chance, leaves)))
    return All(tuple(parts))


def opportunities(count, *, leaves=600, seed=SEED):
    """So many opportunities over so many distinct leaves."""
    chance = np.random.default_rng(seed)
    questions = distinct_leaves(chance, leaves)
    return [opportunity(chance, n, questions) for n in range(count)]


def opportunity(chance, number, questions):
    """One opportunity with one version; most rules are law."""
    source = HEARSAY if chance.random() < 0.2 else LAW
    rule = RuleVersion(Period(None, None), (source,), requirement(chance, questions))
    return Opportunity(f"bench/place-{number:04}", "rotation", (("en", "A place"),), (rule,))


def column(chance, values, size):
    """A column of answers, some of them unknown."""
    codes = chance.integers(1, len(values) + 1, size, dtype=np.uint16)
    codes[chance.random(size, dtype=np.float32) < UNKNOWN] = 0
    return Column(smallest(codes, len(values) + 1), (None, *((value,) for value in values)))


def records(chance, size, place):
    """About one record of a type for each person; some have none, some three."""
    person = np.sort(chance.integers(0, size, size, dtype=np.int32))
    days = chance.integers(date(2017, 1, 1).toordinal(), TODAY.toordinal(), size, dtype=np.int32)
    attributes = {
        "score": column(chance, SCORES, size),
        "level": column(chance, LEVELS, size),
        "result": column(chance, RESULTS, size),
    }
    told = np.full(size, place, np.int32)
    return Records(person, days_of(days), told, MappingProxyType(attributes))


def crowd(size, *, seed=SEED):
    """A table of so many persons with 32 facts and about twelve credentials each."""
    chance = np.random.default_rng(seed)
    facts = {name: column(chance, values, size) for name, values in FACTS.items()}
    held = {name: records(chance, size, place) for place, name in enumerate(TYPES)}
    complete = (chance.random(size, dtype=np.float32) >= UNKNOWN).astype(np.uint8)
    return CredentialTable(
        size, MappingProxyType(facts), MappingProxyType(held), Column(complete, (None, ("*",)))
    )
