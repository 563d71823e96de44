"""Barriers are what answering one question alone would change."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salerno.credentials.table import table_of
from salerno.credentials.tri import Tri
from salerno.rules.barriers import find_barriers
from salerno.rules.chain import CANNOT_TELL, MAYBE_MET, SURELY_MET, Chain, bits_of, hull
from salerno.rules.circuits import IfNot, fold
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import screen
from tests.properties.strategies import circumstances, opportunities, persons

pytestmark = pytest.mark.slow
often = settings(suppress_health_check=list(HealthCheck))
crowds = st.lists(persons(), min_size=1, max_size=5).map(tuple)


def interval(judged, wish):
    """The interval of a rule when the question of the wish is answered as wished."""
    rule = judged.rule
    bits = []
    for literal, question, told in zip(
        rule.circuit.literals, rule.questions, literal_bits(judged), strict=True
    ):
        truth = Tri.YES if wish[1] is not literal.negated else Tri.NO
        granted = bits_of(truth, literal.if_not, trusted=True)
        bits.append(granted if question == wish[0] else told)
    return fold(rule.circuit, Chain(bits))[-1]


def literal_bits(judged):
    """The interval of each literal, as judged: read off the nodes of the circuit."""
    found = {}
    for node, bits in zip(judged.rule.circuit.nodes, judged.bits, strict=True):
        if node.gate == "leaf":
            found[node.literal] = bits
    return [found[index] for index in range(len(judged.rule.circuit.literals))]


def let_in(verdict, wish, bit):
    """Whether the wish alone turns the bit of a verdict on."""
    granted = [interval(judged, wish) for judged in verdict.judged]
    after = hull(granted) if granted else CANNOT_TELL
    return not verdict.bits & bit and bool(after & bit)


def wishes(rule):
    """What a rule requires."""
    pairs = zip(rule.questions, rule.circuit.literals, strict=True)
    return {(q, not own.negated) for q, own in pairs if own.if_not is not IfNot.CASE}


@often
@given(crowds, st.lists(opportunities(), min_size=1, max_size=3), circumstances, st.booleans())
def test_barriers_are_those_of_brute_force(everyone, offered, when, possibly):
    pack = compile_pack(offered)
    bit = MAYBE_MET if possibly else SURELY_MET
    alone = [screen(person, pack, circumstances=when) for person in everyone]
    expected, reached = Counter(), Counter()
    for verdicts in alone:
        gained = set()
        for place, verdict in enumerate(verdicts):
            rules = [judged.rule for judged in verdict.judged]
            for wish in set().union(*map(wishes, rules)):
                if let_in(verdict, wish, bit):
                    expected[place, wish] += 1
                    gained.add(wish)
        reached.update(gained)

    found = find_barriers(table_of(everyone), pack, circumstances=when, possibly=possibly, k=1)

    relaxed = Counter((r.question, r.wanted, r.persons) for r in found.relaxations)
    assert relaxed == Counter(
        (pack.questions[q], wanted, n) for (_, (q, wanted)), n in expected.items()
    )
    assert Counter((b.question, b.wanted, b.persons) for b in found.barriers) == Counter(
        (pack.questions[q], wanted, n) for (q, wanted), n in reached.items()
    )
