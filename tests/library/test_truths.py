"""What a requirement beside a rule comes to for one person never contradicts its circuit."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.credentials.circumstances import Circumstances, Event
from salerno.credentials.conditions import Day, Standpoint
from salerno.credentials.person import Credential, Person
from salerno.credentials.tri import Tri, tri
from salerno.periods import PartialDate, Span
from salerno.rules.chain import MAYBE_MET, SURELY_MET, Chain, bits_of, truth_of
from salerno.rules.circuits import compile_requirement, fold
from salerno.rules.leaves import Judge
from salerno.rules.requirements import All, Any, AtLeast, Choose, Given, Not
from salerno.rules.truths import falls_on, holds
from tests.properties.strategies import requirements

LETTERS = "abcdef"
A, B, C = (Judge(letter) for letter in "abc")
TODAY = date(2026, 11, 22)


def view(*credentials, event=None, **answers):
    """A person of whom each letter was answered yes or no, or not at all."""
    facts = {f"judged/{letter}": (answer,) for letter, answer in answers.items()}
    circumstances = Circumstances(TODAY, event=event)
    return Standpoint(Person("trota", facts, tuple(credentials)), circumstances)


def by_circuit(requirement, standpoint):
    """Whether the circuit of the requirement comes out met."""
    circuit = compile_requirement(requirement)
    bits = [
        bits_of(truth_of(literal, holds(literal.leaf, standpoint)), literal.if_not, trusted=True)
        for literal in circuit.literals
    ]
    output = fold(circuit, Chain(bits))[-1]
    return tri(surely=bool(output & SURELY_MET), possibly=bool(output & MAYBE_MET))


@given(
    requirements(st.sampled_from(LETTERS).map(Judge)),
    st.dictionaries(st.sampled_from(LETTERS), st.booleans()),
)
def test_holds_says_what_the_circuit_says(requirement, answers):
    standpoint = view(**answers)

    assert holds(requirement, standpoint) is by_circuit(requirement, standpoint)


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        (A, Tri.YES),
        (B, Tri.NO),
        (C, Tri.UNKNOWN),
        (Not(B), Tri.YES),
        (Given(A), Tri.YES),
        (All((A, C)), Tri.UNKNOWN),
        (All((B, C)), Tri.NO),
        (All(()), Tri.YES),
        (Any((A, C)), Tri.YES),
        (Any(()), Tri.NO),
        (AtLeast(2, (A, B, C)), Tri.UNKNOWN),
        (AtLeast(2, (A, A, B)), Tri.YES),
        (AtLeast(3, (A, B, C)), Tri.NO),
        (Choose(((A, B),), A), Tri.NO),
        (Choose(((B, B),), A), Tri.YES),
        (Choose(((C, A),), A), Tri.YES),
        (Choose(((C, A),), B), Tri.UNKNOWN),
        (Choose(((C, B), (A, B)), A), Tri.NO),
    ],
)
def test_holds_is_three_valued(requirement, expected):
    assert holds(requirement, view(a=True, b=False)) is expected


EIGHT_WEEKS_BEFORE = Day(anchor="event", shift=Span(days=56), before=True)
TWO_YEARS_AFTER_PLAB1 = Day(anchor="gb/plab1", shift=Span(years=2))


def test_day_falls_so_long_before_the_event():
    standpoint = view(event=Event(PartialDate.parse("2027-03-01")))

    assert falls_on(EIGHT_WEEKS_BEFORE, standpoint) == PartialDate.parse("2027-01-04")


def test_day_is_unknown_without_its_event():
    assert falls_on(EIGHT_WEEKS_BEFORE, view()) is None


def test_day_after_a_credential_falls_once_it_is_held():
    plab1 = Credential("gb/plab1", PartialDate.parse("2025-08"))

    assert falls_on(TWO_YEARS_AFTER_PLAB1, view(plab1)) == PartialDate.parse("2027-08")


def test_day_after_a_credential_is_unknown_until_then():
    assert falls_on(TWO_YEARS_AFTER_PLAB1, view()) is None
