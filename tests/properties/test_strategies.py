"""The drawn world is worth drawing from: verdicts and leaves come out in every way."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salerno.credentials.conditions import Standpoint
from salerno.credentials.tri import Tri
from salerno.rules.chain import State
from salerno.rules.judging import judge
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import screen
from tests.properties.strategies import circumstances, leaves, opportunities, persons

often = settings(max_examples=200, suppress_health_check=list(HealthCheck))


@pytest.mark.slow
def test_drawn_opportunities_have_every_verdict():
    seen = Counter()

    @often
    @given(persons(), opportunities(), circumstances)
    def draw(person, opportunity, when):
        (verdict,) = screen(person, compile_pack([opportunity]), circumstances=when)
        seen[verdict.state] += 1

    draw()

    assert set(seen) == set(State)
    assert seen[State.CANNOT_TELL] < seen.total() / 2


@pytest.mark.slow
def test_drawn_leaves_are_true_false_and_unknown():
    seen = Counter()

    @often
    @given(persons(), st.lists(leaves, min_size=3, max_size=3), circumstances)
    def draw(person, drawn, when):
        seen.update(judge(leaf, Standpoint(person, when)).truth for leaf in drawn)

    draw()

    assert set(seen) == set(Tri)
    assert min(seen.values()) > seen.total() / 10
