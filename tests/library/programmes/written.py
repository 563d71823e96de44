"""Programmes as documents write them, for tests."""

from textwrap import dedent, indent

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.programmes.language import programme, school
from salerno.strict_yaml import read_documents
from tests.spec.clerk import TODAY, person
from tests.spec.vocabulary import VOCABULARY

SOURCES = """
sources:
  page: {url: "https://example.org/page", read: 2026-11-22, tier: official, confidence: A}
  older: {url: "https://example.org/older", read: 2025-01-01, tier: official, confidence: A}
  agent: {url: "https://example.org/agent", read: 2026-11-22, tier: secondary, confidence: C}
"""
HEAD = """
programme: xx/school/md
school: xx/school
title: {en: Medicine}
country: PL
"""


def read(text):
    """Return the one document of a text."""
    (node,) = read_documents(dedent(text), name="programme.yaml")
    return node


def programme_of(body="", *, name="xx/school/md"):
    """Return the programme that says no more than the body does."""
    return programme(read(HEAD.replace("xx/school/md", name) + SOURCES + dedent(body)), VOCABULARY)


def school_of(body=""):
    """Return the school that says no more than the body does."""
    return school(read("school: xx/school\nname: A School\ncountry: PL\n" + SOURCES + dedent(body)))


def prices(*lines):
    """Return the key of prices with these, each from the page."""
    told = "\n".join(f"- {{{one}, source: page}}" for one in lines)
    return "prices:\n" + indent(told, "  ") if lines else "prices: []"


def standing(**facts):
    """Return the standpoint of somebody who told these facts."""
    named = {name.replace("_", "."): value for name, value in facts.items()}
    return Standpoint(person(facts=named), Circumstances(TODAY))
