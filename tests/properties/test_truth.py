"""A circuit means what its requirement means: sound, as precise as recursion, and monotone."""

from functools import reduce
from operator import and_, or_

from hypothesis import assume, given
from hypothesis import strategies as st

from salerno.credentials.tri import Tri
from salerno.periods import Period
from salerno.rules.chain import CANNOT_TELL, MET, NEVER, Chain, bits_of, truth_of
from salerno.rules.circuits import compile_requirement, compile_version, fold
from salerno.rules.exceptions import effective
from salerno.rules.leaves import Judge, Note
from salerno.rules.opportunities import RuleException, RuleVersion
from salerno.rules.requirements import All, Any, Choose, Not, walk
from tests.properties.reference import (
    World,
    bare,
    completions,
    interval,
    leaves_of,
    lies_in,
    possible,
    value,
    version_value,
)
from tests.properties.strategies import LAW, requirements, versions

LETTERS = tuple(Judge(letter, note=Note()) for letter in "abcdef")
letters = st.sampled_from(LETTERS)
truths = st.fixed_dictionaries({leaf: st.sampled_from(Tri) for leaf in LETTERS})
absents = st.sets(letters, max_size=2).map(frozenset)
A, B, C = LETTERS[:3]


def is_trusted(note):
    """Whether a bar is final: the test says so by the actor of its note."""
    return note.actor != "host"


@st.composite
def worlds(draw):
    """How each letter stands; of what is absent the truth is no."""
    known = draw(truths)
    absent = frozenset(leaf for leaf in draw(absents) if known[leaf] is Tri.NO)
    return World(known, absent, is_trusted)


def bits_in(circuit, world):
    """The interval of every node of a circuit in a world."""
    bits = []
    for literal in circuit.literals:
        truth = truth_of(literal, world.truths[literal.leaf])
        is_absent = literal.leaf in world.absent and not literal.negated
        trusted = world.trusts(literal.note)
        bits.append(bits_of(truth, literal.if_not, trusted=trusted, absent=is_absent))
    return fold(circuit, Chain(bits))


def outcome(requirement, world):
    """The interval of a requirement by its circuit."""
    return interval(bits_in(compile_requirement(requirement), world)[-1])


def is_read_once(requirement):
    """Whether no question is asked twice."""
    asked = [bare(p) for p in walk(requirement) if isinstance(p, Judge)]
    return len(asked) == len(set(asked))


@given(requirements(letters), worlds())
def test_a_circuit_is_sound(requirement, world):
    assert lies_in(possible(requirement, world), outcome(requirement, world))


@given(requirements(letters), worlds())
def test_a_circuit_is_as_precise_as_recursion(requirement, world):
    assert lies_in(outcome(requirement, world), value(requirement, world))


@given(requirements(letters, depth=3), worlds())
def test_a_circuit_is_exact_when_no_question_is_asked_twice(requirement, world):
    assume(is_read_once(requirement))

    assert outcome(requirement, world) == possible(requirement, world)


@given(requirements(letters), worlds())
def test_a_circuit_is_exact_when_everything_is_known(requirement, world):
    for complete in completions(requirement, world):
        assert outcome(requirement, complete) == value(requirement, complete)


@given(versions(letters), worlds())
def test_exceptions_change_a_rule_as_they_say(version, world):
    for complete in completions(effective(version), world):
        bits = bits_in(compile_version(version), complete)[-1]

        assert interval(bits) == version_value(version, complete)


@given(versions(letters), worlds())
def test_a_version_is_sound_while_answers_are_missing(version, world):
    whole = effective(version)
    bits = bits_in(compile_version(version), world)[-1]

    for complete in completions(whole, world):
        assert lies_in(version_value(version, complete), interval(bits))


@given(requirements(letters), st.data())
def test_raising_a_literal_never_lowers_the_output(requirement, data):
    circuit = compile_requirement(requirement)
    assume(circuit.literals)
    intervals = st.sampled_from((0, 4, 5, 12, 13, 15))
    before = [data.draw(intervals) for _ in circuit.literals]
    index = data.draw(st.integers(0, len(before) - 1))
    after = list(before)
    after[index] |= data.draw(intervals)

    low, high = (fold(circuit, Chain(bits))[-1] for bits in (before, after))

    assert low & high == low


@given(requirements(letters))
def test_twice_not_is_nothing(requirement):
    assert compile_requirement(Not(Not(requirement))) == compile_requirement(requirement)


@given(requirements(letters), worlds())
def test_a_requirement_and_its_negation_are_not_both_met(requirement, world):
    assert outcome(All((requirement, Not(requirement))), world)[0] < 2


@given(requirements(letters, depth=3), requirements(letters, depth=2), worlds())
def test_a_choice_between_equals_is_no_choice(requirement, when, world):
    choice = Choose(((when, requirement),), requirement)

    assert outcome(choice, world) == outcome(requirement, world)


@given(requirements(letters, depth=3), worlds())
def test_kids_stand_before_their_parents(requirement, world):
    circuit = compile_requirement(requirement)

    assert all(kid < number for number, node in enumerate(circuit.nodes) for kid in node.kids)
    assert {leaf.leaf for leaf in circuit.literals} <= set(leaves_of(requirement))


def _version(requires, *exceptions, source=LAW):
    return RuleVersion(Period(None, None), (source,), requires, tuple(exceptions))


def _named(leaf, name):
    return Judge(leaf.name, note=Note(id=name))


def test_lifting_a_part_of_a_prohibition_lifts_the_prohibition():
    banned = Not(Any((_named(A, "ban"), B)))
    version = _version(banned, RuleException(C, (), drop=("ban",)))
    world = World({A: Tri.YES, B: Tri.NO, C: Tri.YES})

    (*_, bits) = bits_in(compile_version(version), world)

    assert bits == MET


def test_an_exception_whose_case_is_unknown_leaves_the_verdict_open():
    version = _version(_named(A, "bar"), RuleException(C, (), then="never"))
    world = World({A: Tri.YES, C: Tri.UNKNOWN})

    assert bits_in(compile_version(version), world)[-1] == CANNOT_TELL


def test_a_bar_is_final_only_when_its_case_is_known():
    version = _version(A, RuleException(C, (), then="never"))
    world = World({A: Tri.UNKNOWN, C: Tri.YES})

    assert bits_in(compile_version(version), world)[-1] == NEVER


def test_the_chain_folds_by_and_and_or():
    chain = Chain((4, 13))

    assert chain.every(chain.bits) == reduce(and_, chain.bits)
    assert chain.some(chain.bits) == reduce(or_, chain.bits)
    assert chain.at_least(2, chain.bits) == chain.every(chain.bits)
    assert chain.at_least(1, chain.bits) == chain.some(chain.bits)
