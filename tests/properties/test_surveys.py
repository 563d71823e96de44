"""A survey of many opportunities says what screening them one by one says, and how far each is."""

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salerno.rules.canonical import version_id
from salerno.rules.chain import MET, Chain, State
from salerno.rules.circuits import fold
from salerno.rules.packs import compile_pack
from salerno.rules.surveys import survey
from salerno.rules.verdicts import screen
from tests.properties.strategies import circumstances, opportunities, persons

pytestmark = pytest.mark.slow

often = settings(max_examples=40, suppress_health_check=list(HealthCheck))
offers = st.lists(opportunities(), max_size=4)
HOPELESS = 10_000


@st.composite
def supposed(draw, offered):
    """Circumstances which may suppose that a version has another status."""
    when = draw(circumstances)
    names = [version_id(version) for own in offered for version in own.versions]
    if not names or draw(st.booleans()):
        return when
    return replace(when, statuses={draw(st.sampled_from(names)): draw(STATUSES)})


STATUSES = st.sampled_from(["in-force", "proposed"])


class Fewest:
    """How few literals are missing: one more way to fold a circuit."""

    def __init__(self, bits):
        self.bits = bits

    def literal(self, index, literal):
        return 0 if self.bits[index] == MET else 1

    def every(self, parts):
        return min(sum(parts), HOPELESS)

    def some(self, parts):
        return min(parts, default=HOPELESS)

    def at_least(self, count, parts):
        return min(sum(sorted(parts)[:count]), HOPELESS) if len(parts) >= count else HOPELESS


def literal_bits(judged):
    circuit = judged.rule.circuit
    told = dict(zip(circuit.nodes, judged.bits, strict=True))
    found = {node.literal: bits for node, bits in told.items() if node.literal >= 0}
    return [found[index] for index in range(len(circuit.literals))]


def far(judged):
    return fold(judged.rule.circuit, Fewest(literal_bits(judged)))[-1]


def fewest_raised(judged, *, most):
    """The size of the smallest set of literals that, once met, make a rule met; None above most."""
    circuit, bits = judged.rule.circuit, literal_bits(judged)
    for size in range(most + 1):
        for chosen in combinations(range(len(bits)), size):
            raised = [MET if index in chosen else own for index, own in enumerate(bits)]
            if fold(circuit, Chain(raised))[-1] == MET:
                return size
    return None


@often
@given(persons(), offers, st.data())
def test_survey_gives_the_verdicts_of_screening_one_by_one(person, offered, data):
    pack, when = compile_pack(offered), data.draw(supposed(offered))

    found = survey(person, pack, circumstances=when)

    alone = screen(person, pack, circumstances=when)
    assert found.bits.tolist() == [verdict.bits for verdict in alone]
    assert [found.verdict(place) for place in range(len(offered))] == alone
    for state in State:
        assert found.is_standing(state).tolist() == [own.state is state for own in alone]


@often
@given(persons(), offers, st.data())
def test_survey_measures_the_distance_of_the_rule_that_asks_most(person, offered, data):
    pack, when = compile_pack(offered), data.draw(supposed(offered))

    found = survey(person, pack, circumstances=when).distances()

    alone = screen(person, pack, circumstances=when)
    assert found.tolist() == [max(map(far, own.judged), default=0) for own in alone]


@often
@given(persons(), opportunities(), circumstances)
def test_distance_is_zero_when_met_and_never_below_what_it_takes(person, offered, when):
    pack = compile_pack([offered])

    found = survey(person, pack, circumstances=when)

    (verdict,) = screen(person, pack, circumstances=when)
    least = [fewest_raised(own, most=3) for own in verdict.judged]
    distance = found.distances()[0]
    assert (distance == 0) == all(own.output == MET for own in verdict.judged)
    assert all(own is None or own <= distance for own in least)
    assert distance > 3 or None not in least or distance == HOPELESS


@often
@given(persons(), offers, circumstances, st.permutations(list(State)))
def test_survey_puts_the_nearest_of_each_verdict_first(person, offered, when, order):
    found = survey(person, compile_pack(offered), circumstances=when)

    states = [found.verdict(place).state for place in range(len(offered))]
    distances = found.distances().tolist()
    assert found.nearest_first(order).tolist() == sorted(
        range(len(offered)), key=lambda n: (order.index(states[n]), distances[n], n)
    )
