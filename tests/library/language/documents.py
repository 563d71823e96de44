"""Documents to read and mistakes to find in them; '¦' in a text marks the place of the mistake."""

from salerno.errors import RuleError
from salerno.rules.language import load_opportunities
from tests.properties.strategies import VOCABULARY

NAME = "rule.yaml"
MARK = "¦"
HEAD = """\
opportunity: salerno/course
kind: examination
title: A course
cohort: {match-year: {ends: 01-31}}
sources:
  law: {url: "https://law.example", read: 2026-10-01, tier: law, confidence: A}
"""
VERSION = """\
versions:
- in-force: 2020-01-01..
  source: law
"""
REQUIRES = HEAD + VERSION + "  requires: "


def load(content):
    """The one opportunity of a text."""
    (opportunity,) = load_opportunities(content, name=NAME, vocabulary=VOCABULARY)
    return opportunity


def requirement(written):
    """The requirement that a text expresses."""
    return load(REQUIRES + written + "\n").versions[0].requires


def mistake(marked):
    """The message for a text with a mistake, without the place, which is where the mark is."""
    before, mark, after = marked.partition(MARK)
    try:
        load(before + after + "\n")
    except RuleError as error:
        place = error.where
        found = (place.name, place.line, place.column)
        expected = (NAME, before.count("\n") + 1, len(before) - before.rfind("\n"))
        assert found == expected or not mark, f"the mistake is found at {place}"
        return str(error).removeprefix(f"{place}: ")
    return "no mistake is found"
