from datetime import date
from types import MappingProxyType

from salerno.atlas.contents import Atlas
from salerno.atlas.turns import awaited, turns_of
from tests.spec.clerk import opportunity

VERSIONS = """
versions:
  - {in-force: ..2026-06-30, source: law, requires: {fact: citizenship, is: CA}}
  - {in-force: 2026-07-01.., source: law, requires: {fact: citizenship, is: US}}
  - in-force: 2028-01-01..2028-12-31
    source: law
    status: proposed
    requires: {fact: citizenship, is: GB}
"""


def atlas_with(*opportunities):
    return Atlas(opportunities=MappingProxyType({own.id: own for own in opportunities}))


def test_turns_are_the_days_on_which_rules_begin_and_end():
    own = opportunity(VERSIONS)

    found = turns_of(atlas_with(own), since=date(2026, 1, 1), until=date(2027, 12, 31))

    assert [(str(turn.day), turn.side, own.versions.index(turn.version)) for turn in found] == [
        ("2026-07-01", "replaces", 1),
    ]
    assert {turn.opportunity.id for turn in found} == {own.id}


def test_turns_outside_the_days_are_left_out():
    found = turns_of(
        atlas_with(opportunity(VERSIONS)), since=date(2026, 7, 2), until=date(2029, 1, 1)
    )

    assert [(str(turn.day), turn.side) for turn in found] == [
        ("2028-01-01", "begins"),
        ("2029-01-01", "ends"),
    ]


def test_awaited_are_the_versions_that_wait_for_their_day():
    own = opportunity(VERSIONS)

    assert awaited(atlas_with(own)) == ((own, own.versions[2]),)
