"""Hosts and rotations as documents write them, for tests."""

from textwrap import dedent

from salerno.atlas import load_atlas
from salerno.placements.language import location, rotation
from salerno.strict_yaml import read_documents

VOCABULARY = load_atlas().vocabulary
HEAD = """
rotation: xx/ward/electives
at: xx/ward
title: {en: Elective in medicine}
kind: elective
specialty: internal-medicine
"""


def read(text):
    """Return the one document of a text."""
    (node,) = read_documents(dedent(text), name="host.yaml")
    return node


def location_of(body="", *, head="host: xx\nname: A Hospital\n"):
    """Return the location that says no more than the body does."""
    return location(read(head + dedent(body)), VOCABULARY)


def described(body="", *, head=HEAD):
    """Return the rotation that says no more than the body does, and its windows."""
    return rotation(read(head + dedent(body)), VOCABULARY)


def rotation_of(body="", *, head=HEAD):
    """Return the rotation that says no more than the body does."""
    return described(body, head=head)[0]


def windows_of(body):
    """Return the windows of a rotation that has these."""
    return described("windows:\n" + dedent(body))[1]
