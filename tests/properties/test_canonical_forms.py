"""One text for one meaning: canonical forms lose nothing and name what they stand for."""

import json
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.periods import Period
from salerno.rules.canonical import canonical, from_plain, to_plain, version_id
from salerno.rules.opportunities import RuleException
from salerno.rules.requirements import All, Not
from tests.properties.strategies import (
    HEARSAY,
    LAW,
    MATCH_YEAR,
    leaves,
    opportunities,
    requirements,
    versions,
)


@pytest.mark.slow
@given(opportunities(depth=2))
def test_a_plain_form_holds_everything(opportunity):
    assert from_plain(to_plain(opportunity)) == opportunity


@given(requirements(depth=3))
def test_a_plain_form_survives_being_written(requirement):
    written = canonical(requirement)

    assert from_plain(json.loads(written)) == requirement


@given(requirements(depth=3))
def test_equal_meaning_is_equal_text(requirement):
    again = from_plain(json.loads(json.dumps(to_plain(requirement))))

    assert canonical(again) == canonical(requirement)


@given(leaves, leaves)
def test_different_leaves_are_different_texts(one, other):
    assert (canonical(one) == canonical(other)) == (one == other)


def _changed(version):
    """The version with each of its fields changed in turn."""
    case = RuleException(All(()), (("en", "so"),), then="met")
    status = "repealed" if version.status != "repealed" else "stayed"
    return {
        "in_force": replace(version, in_force=Period(None, None))
        if version.in_force != Period(None, None)
        else replace(version, in_force=Period.parse("2020-01-01..")),
        "sources": replace(version, sources=(HEARSAY, LAW)),
        "requires": replace(version, requires=Not(version.requires)),
        "exceptions": replace(version, exceptions=(*version.exceptions, case)),
        "status": replace(version, status=status),
        "cohort": replace(version, cohort=(*version.cohort, MATCH_YEAR)),
    }


@pytest.mark.slow
@given(versions(depth=2), st.data())
def test_a_version_is_renamed_by_any_change(version, data):
    changed = _changed(version)
    field = data.draw(st.sampled_from(sorted(changed)))

    assert version_id(changed[field]) != version_id(version)
    assert set(changed) == {own.name for own in fields(version)}
