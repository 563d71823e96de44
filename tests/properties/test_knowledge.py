"""Knowing more never turns one definite answer into another."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from salerno.credentials.conditions import Standpoint
from salerno.credentials.tri import Tri
from salerno.rules.judging import judge
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import screen
from tests.properties.reference import interval, lies_in
from tests.properties.refining import refined, settled
from tests.properties.strategies import circumstances, leaves, opportunities, persons


@pytest.mark.slow
@given(st.data(), persons(), leaves, circumstances)
def test_a_leaf_that_is_decided_stays_so(data, person, leaf, when):
    truth = judge(leaf, Standpoint(person, when)).truth
    better = Standpoint(data.draw(refined(person)), data.draw(settled(when)))

    assert truth in (Tri.UNKNOWN, judge(leaf, better).truth)


@given(st.data(), persons(), opportunities(depth=2), circumstances)
def test_a_verdict_only_narrows(data, person, opportunity, when):
    assume(not opportunity.decided_by.credential)  # the first one told decides
    pack = compile_pack([opportunity])
    better, then = data.draw(refined(person)), data.draw(settled(when))

    (before,) = screen(person, pack, circumstances=when)
    (after,) = screen(better, pack, circumstances=then)

    assert lies_in(interval(after.bits), interval(before.bits))
