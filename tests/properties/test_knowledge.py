"""Knowing more never turns one definite answer into another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.credentials.conditions import Standpoint
from salerno.credentials.tri import Tri
from salerno.rules.judging import judge
from tests.properties.refining import refined, settled
from tests.properties.strategies import circumstances, leaves, persons


@pytest.mark.slow
@given(st.data(), persons(), leaves, circumstances)
def test_a_leaf_that_is_decided_stays_so(data, person, leaf, when):
    truth = judge(leaf, Standpoint(person, when)).truth
    better = Standpoint(data.draw(refined(person)), data.draw(settled(when)))

    assert truth in (Tri.UNKNOWN, judge(leaf, better).truth)
