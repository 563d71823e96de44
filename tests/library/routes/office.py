"""Small packs of opportunities, the network and the agenda that a person has in them."""

from dataclasses import replace
from datetime import date
from textwrap import dedent

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.vocabulary import Vocabulary
from salerno.periods import Span
from salerno.routes.bonds import agenda
from salerno.routes.goals import Goal
from salerno.routes.graphs import times
from salerno.routes.needs import chosen
from salerno.routes.networks import derive
from salerno.routes.steps import Outlook
from salerno.rules.language import load_opportunities
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import screen
from tests.spec.vocabulary import VOCABULARY

TODAY = date(2026, 11, 22)
DIGITS = 12  # of a digest
TYPES = {
    name: replace(VOCABULARY.types[name], **changed)
    for name, changed in {
        "us/usmle-step1": {"validity": Span(years=2)},
        "us/j1-status": {"obtainable": False},
        "us/j1-research": {"ended": TODAY},
    }.items()
}
WORDS = Vocabulary(
    {**VOCABULARY.types, **TYPES}, VOCABULARY.facts, VOCABULARY.listings, VOCABULARY.tables
)
HERE = Circumstances(TODAY)
HEAD = """
opportunity: {name}
kind: {kind}
title: {name}
cohort: {{match-year: {{ends: 01-31}}}}
sources:
  law: {{url: "https://example.org/law", read: 2026-11-22, tier: law, confidence: A}}
  blog: {{url: "https://example.org/blog", read: 2026-11-22, tier: secondary, confidence: C}}
"""
VERSION = "versions: [{{in-force: .., source: law, requires: {requires}}}]\n"


def step(name, requires="nothing", *, kind="verification", **keys):
    """The one opportunity of a rule and of other keys, all written in flow style."""
    if "versions" not in keys:
        keys["versions"] = VERSION.format(requires=requires).removeprefix("versions: ")
    body = "".join(f"{key}: {dedent(written).strip()}\n" for key, written in keys.items())
    written = HEAD.format(name=name, kind=kind) + body
    (found,) = load_opportunities(written, name="step.yaml", vocabulary=WORDS)
    return found


def outlook(**known):
    """What routes are looked for with, as of 22 November 2026."""
    return Outlook(**{"circumstances": HERE, "vocabulary": WORDS, **known})


def network(person, *steps, goal="b", to=None, **asked):
    """The network that leads a person to an opportunity, or to a goal."""
    end = goal if isinstance(goal, Goal) else Goal(goal, (), (goal,))
    return derive(person, compile_pack(steps), goal=end, outlook=to or outlook(), **asked)


def is_open(found):
    """Whether the goal can be reached."""
    return bool(times(found.graph)[found.goal] < float("inf"))


def way(found):
    """The steps of the earliest way, in order, with what each rests on; it must be open."""
    assert is_open(found), "the goal cannot be reached"
    return chosen(found, [int(node) for node in found.graph.steps])


def ids(found):
    """The ids of the steps of the earliest way, without digests."""
    return [told(found.steps[node].id) for node in way(found).steps]


def told(name):
    """The id of a step without the digest at its end."""
    first, _, last = name.rpartition(" ")
    return first if first and len(last) == DIGITS else name


def dated(found):
    """The agenda of the earliest way."""
    return agenda(found, way(found))


def state(person, opportunity, *, on):
    """The verdict on an opportunity when one applies on that day."""
    around = replace(HERE, application=on)
    (verdict,) = screen(person, compile_pack([opportunity]), circumstances=around)
    return verdict.state.value
