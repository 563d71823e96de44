"""How the specification is written: a rule, persons, and the verdict that each must get."""

from collections.abc import Mapping
from datetime import date
from textwrap import dedent, indent
from types import MappingProxyType

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import ASSURANCES, Credential, Person
from salerno.credentials.vocabulary import Attribute
from salerno.periods import PartialDate, Period
from salerno.rules.language import load_opportunities
from salerno.rules.opportunities import Opportunity
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import Verdict, screen
from tests.spec.vocabulary import VOCABULARY

TODAY = date(2026, 11, 22)
EVERYTHING = ("*",)

HEAD = """
opportunity: spec/example
kind: examination
title: {en: An example}
cohort:
  match-year: {ends: 01-31}
  season: {starts: 09-01}
  academic-year: {starts: 08-01}
sources:
  law: {url: "https://example.org/law", read: 2026-11-22, tier: law, confidence: A}
  hearsay: {url: "https://example.org/blog", read: 2026-11-22, tier: secondary, confidence: C}
"""
VERSION = """
versions:
  - in-force: ..
    source: law
    requires:
"""


def opportunity(rule: str, *, name: str = "spec/example") -> Opportunity:
    """The opportunity of a rule: a requirement alone, or whole versions and what is beside them."""
    flat = dedent(rule)
    head = HEAD.replace("spec/example", name)
    whole = head + (flat if "versions:" in rule else VERSION + indent(flat, 6 * " "))
    (found,) = load_opportunities(whole, name="spec.yaml", vocabulary=VOCABULARY)
    return found


def held(type: str, on: str = "", until: str = "", **said: object) -> Credential:  # noqa: A002 - the word of the person file
    """A credential as a person file would tell it; `_` in attribute names stands for `-`."""
    known = VOCABULARY.credential_type(type)
    assurance = ASSURANCES[str(said.pop("assurance", "claimed"))]
    issuer = str(said.pop("issuer", ""))
    attributes = {}
    for key, value in said.items():
        attribute = known.attribute(key.replace("_", "-"))
        assert attribute is not None, key
        attributes[attribute.name] = _values(attribute, value)
    start = PartialDate.parse(on) if on else None
    end = PartialDate.parse(until) if until else None
    return Credential(known.id, start, end, MappingProxyType(attributes), issuer, assurance)


def _values(attribute: Attribute, value: object) -> tuple:
    if value == "none":
        return ()
    several = value if isinstance(value, list) else [value]
    return tuple(attribute.parse(str(one)) for one in several)


def person(
    *credentials: Credential,
    facts: Mapping[str, object] = MappingProxyType({}),
    complete: tuple[str, ...] = EVERYTHING,
    changing: Mapping[str, Mapping[str, str]] = MappingProxyType({}),
) -> Person:
    """A person who told everything, unless `complete` says otherwise.

    `changing` gives facts that change: value by period.
    """
    told = {name: _values(VOCABULARY.fact(name), value) for name, value in facts.items()}
    timelines = {
        name: tuple(
            (Period.parse(period), _values(VOCABULARY.fact(name), value))
            for period, value in stages.items()
        )
        for name, stages in changing.items()
    }
    return Person("trota", told, tuple(credentials), complete, timelines)


def verdict_of(rule: str, someone: Person, **asked: object) -> Verdict:
    """The verdict on the rule, asked as of 22 November 2026 unless said otherwise."""
    cohort = {
        name.replace("_", "-"): asked.pop(name)
        for name in ("match_year", "season", "academic_year")
        if name in asked
    }
    for name in ("today", "application"):
        if name in asked:
            asked[name] = date.fromisoformat(str(asked[name]))
    if "assurance" in asked:
        asked["assurance"] = ASSURANCES[str(asked["assurance"])]
    circumstances = Circumstances(**({"today": TODAY} | asked), cohort=cohort)
    (verdict,) = screen(someone, compile_pack([opportunity(rule)]), circumstances=circumstances)
    return verdict


def shows(rule: str, who: str, someone: Person, verdict: str, **asked: object) -> None:
    """The rule gives this person that verdict; `who` says in words who it is."""
    assert (who, verdict_of(rule, someone, **asked).state.value) == (who, verdict)
