"""Many persons on bit planes get the verdicts that each of them gets alone."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salerno.credentials.conditions import Standpoint
from salerno.credentials.table import person_at, table_of
from salerno.credentials.tri import Tri
from salerno.rules.judging import judge
from salerno.rules.packs import compile_pack
from salerno.rules.planes import STATES, screen_many
from salerno.rules.planes.bits import spread
from salerno.rules.planes.leaves import answers_of
from salerno.rules.planes.truths import Crowd
from salerno.rules.verdicts import screen
from tests.properties.strategies import (
    VOCABULARY,
    circumstances,
    leaves,
    opportunities,
    persons,
)

pytestmark = pytest.mark.slow
often = settings(suppress_health_check=list(HealthCheck))
crowds = st.lists(persons(), max_size=5).map(tuple)


@often
@given(crowds)
def test_table_gives_back_its_persons(everyone):
    table = table_of(everyone, vocabulary=VOCABULARY)

    found = tuple(person_at(table, index) for index in range(table.size))

    assert found == everyone


@often
@given(crowds, st.lists(leaves, min_size=1, max_size=4), circumstances)
def test_leaf_by_columns_is_the_leaf_judged_one_by_one(everyone, drawn, when):
    alone = [[judge(leaf, Standpoint(p, when)) for p in everyone] for leaf in drawn]

    found = [answers_of(leaf, Crowd(table_of(everyone), when)) for leaf in drawn]

    size = len(everyone)
    assert [list(spread(f.truths.sure, size)) for f in found] == [
        [one.truth is Tri.YES for one in own] for own in alone
    ]
    assert [list(spread(f.truths.maybe, size)) for f in found] == [
        [one.truth is not Tri.NO for one in own] for own in alone
    ]
    assert [list(spread(f.absent(), size)) for f in found] == [
        [one.absent for one in own] for own in alone
    ]


@often
@given(crowds, st.lists(opportunities(), max_size=3), circumstances)
def test_screening_many_is_screening_each(everyone, offered, when):
    pack = compile_pack(offered)
    alone = [screen(person, pack, circumstances=when) for person in everyone]

    found = screen_many(table_of(everyone), pack, circumstances=when, keep=True)

    bits = [[v[place].bits for v in alone] for place in range(len(offered))]
    assert [list(found.bits(place)) for place in range(len(offered))] == bits
    states = [Counter(v[place].state for v in alone) for place in range(len(offered))]
    assert found.counts.tolist() == [[own[state] for state in STATES] for own in states]
