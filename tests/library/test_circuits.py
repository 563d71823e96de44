"""A requirement becomes a circuit of gates over literals, negation pushed down to them."""

from datetime import date
from types import MappingProxyType

import pytest

from salerno.credentials.circumstances import Circumstances, CohortYear, Event
from salerno.credentials.conditions import Among, Compare, Dated, Day
from salerno.credentials.person import Credential, Person
from salerno.credentials.selection import Selection
from salerno.credentials.tri import Tri
from salerno.periods import PartialDate, Period
from salerno.rules.chain import (
    CANNOT_TELL,
    DOUBTFUL_BAR,
    MET,
    NEVER,
    NOT_BARRED,
    NOT_YET,
    Chain,
    State,
    bits_of,
    hull,
    state_of,
)
from salerno.rules.circuits import IfNot, Literal, Node, compile_requirement, compile_version, fold
from salerno.rules.leaves import Fact, Has, Judge, Note
from salerno.rules.opportunities import DecidedBy, Opportunity, RuleException, RuleVersion
from salerno.rules.packs import Question, compile_pack
from salerno.rules.requirements import (
    All,
    Any,
    AtLeast,
    Choose,
    Given,
    Not,
    parts_of,
    walk,
)
from salerno.rules.verdicts import screen
from tests.properties.strategies import HEARSAY, LAW

A, B, C = (Judge(letter, note=Note()) for letter in "abc")
TODAY = date(2026, 11, 22)
BAR = Note(if_unmet="never")


def noted(leaf, **changes):
    return Judge(leaf.name, note=Note(**changes))


def shape(requirement):
    """The gates of a circuit, output last, each with its kids and how many must hold."""
    nodes = compile_requirement(requirement).nodes
    return [(node.gate, node.kids, node.count) for node in nodes]


def literals(requirement):
    """The name, sign and meaning of each literal."""
    found = compile_requirement(requirement).literals
    return [(lit.leaf.name, lit.negated, lit.if_not) for lit in found]


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        (A, [("leaf", (), 0)]),
        (All(()), [("all", (), 0)]),
        (All((A, B)), [("leaf", (), 0), ("leaf", (), 0), ("all", (0, 1), 0)]),
        (Any((A, B)), [("leaf", (), 0), ("leaf", (), 0), ("any", (0, 1), 0)]),
        (Not(All((A, B))), [("leaf", (), 0), ("leaf", (), 0), ("any", (0, 1), 0)]),
        (Not(Any((A, B))), [("leaf", (), 0), ("leaf", (), 0), ("all", (0, 1), 0)]),
        (
            AtLeast(2, (A, B, C)),
            [("leaf", (), 0), ("leaf", (), 0), ("leaf", (), 0), ("at-least", (0, 1, 2), 2)],
        ),
        (
            Not(AtLeast(1, (A, B, C))),
            [("leaf", (), 0), ("leaf", (), 0), ("leaf", (), 0), ("at-least", (0, 1, 2), 3)],
        ),
        (All((A, A)), [("leaf", (), 0), ("all", (0, 0), 0)]),
    ],
)
def test_a_group_becomes_a_gate(requirement, expected):
    assert shape(requirement) == expected


def test_a_choice_has_a_hidden_branch_for_what_both_agree_on():
    circuit = compile_requirement(Choose(((A, B),), C))

    assert [(node.gate, node.kids, node.role) for node in circuit.nodes] == [
        ("leaf", (), ""),
        ("leaf", (), "given"),
        ("leaf", (), "given"),
        ("leaf", (), ""),
        ("all", (1, 3), ""),
        ("all", (2, 0), ""),
        ("all", (3, 0), "hidden"),
        ("any", (4, 5, 6), ""),
    ]
    assert literals(Choose(((A, B),), C)) == [
        ("c", False, IfNot.FIXABLE),
        ("a", False, IfNot.CASE),
        ("a", True, IfNot.CASE),
        ("b", False, IfNot.FIXABLE),
    ]


def test_a_choice_without_branches_is_what_applies_else():
    assert compile_requirement(Choose((), A)) == compile_requirement(A)


@pytest.mark.parametrize(
    ("requirement", "expected"),
    [
        (A, ("a", False, IfNot.FIXABLE)),
        (Not(A), ("a", True, IfNot.FIXABLE)),
        (noted(A, if_unmet="never"), ("a", False, IfNot.NEVER)),
        (Not(A, BAR), ("a", True, IfNot.NEVER)),
        (All((A,), BAR), ("a", False, IfNot.NEVER)),
        (Given(A), ("a", False, IfNot.CASE)),
        (Not(Given(A)), ("a", True, IfNot.CASE)),
        (Given(noted(A, if_unmet="never")), ("a", False, IfNot.CASE)),
    ],
)
def test_what_an_unmet_literal_means(requirement, expected):
    assert literals(requirement) == [expected]


def test_a_literal_bears_the_words_of_its_negation():
    say = (("en", "not barred"),)

    (literal,) = compile_requirement(Not(noted(A, id="a"), Note(say=say))).literals

    assert literal == Literal(A, True, IfNot.FIXABLE, Note(say=say))


def test_a_literal_keeps_its_own_words_under_a_silent_negation():
    (literal,) = compile_requirement(Not(noted(A, id="a"))).literals

    assert literal.note == Note(id="a")


def test_a_group_says_what_its_negation_says():
    say = Note(say=(("en", "none of them"),))

    *_, node = compile_requirement(Not(Any((A, B)), say)).nodes

    assert node == Node("all", (0, 1), note=say)


def test_what_is_given_says_why():
    because = (("en", "a special case"),)

    (node,) = compile_requirement(Given(A, because)).nodes

    assert (node.role, node.because) == ("given", because)


def test_one_case_with_two_reasons_is_told_twice():
    old, new = ((("en", reason),) for reason in ("old", "new"))

    nodes = compile_requirement(Any((Given(A, old), Given(A, new), Given(A, old)))).nodes

    assert [(node.kids, node.because) for node in nodes] == [((), old), ((), new), ((0, 1, 0), ())]


def test_an_equal_question_is_one_literal():
    assert literals(All((noted(A), Any((A, B))))) == [
        ("a", False, IfNot.FIXABLE),
        ("b", False, IfNot.FIXABLE),
    ]


class Names:
    """An algebra that writes the circuit down."""

    def literal(self, index, literal):
        return f"{'-' * literal.negated}{literal.leaf.name}{index}"

    def every(self, parts):
        return f"({' & '.join(parts)})"

    def some(self, parts):
        return f"({' | '.join(parts)})"

    def at_least(self, count, parts):
        return f"{count} of ({' '.join(parts)})"


def test_a_circuit_is_folded_over_any_algebra():
    requirement = All((A, Not(B), AtLeast(2, (A, B, Any((C,))))))

    *_, written = fold(compile_requirement(requirement), Names())

    assert written == "(a0 & -b1 & 2 of (a0 b2 (c3)))"


def version(requirement, *exceptions, **changes):
    own = {"in_force": Period(None, None), "sources": (LAW,), **changes}
    return RuleVersion(requires=requirement, exceptions=exceptions, **own)


def test_an_exception_may_name_a_part_anywhere():
    part = noted(A, id="here")
    whole = All((Any((B, Choose(((C, part),), Not(Not(part))))), AtLeast(1, (part,)), Given(part)))

    circuit = compile_version(version(whole, RuleException(C, (), drop=("here",))))

    *_, written = fold(circuit, Names())
    assert written == (
        "((b0 | ((c2 & (a1 | c2)) | (-c3 & (a1 | c2)) | ((a1 | c2) & (a1 | c2))))"
        " & 1 of ((a1 | c2)) & a4)"
    )


@pytest.mark.parametrize(
    ("truth", "if_not", "trusted", "absent", "expected"),
    [
        (Tri.YES, IfNot.NEVER, True, False, MET),
        (Tri.UNKNOWN, IfNot.FIXABLE, True, False, NOT_BARRED),
        (Tri.UNKNOWN, IfNot.NEVER, True, False, CANNOT_TELL),
        (Tri.UNKNOWN, IfNot.CASE, True, False, CANNOT_TELL),
        (Tri.NO, IfNot.FIXABLE, True, False, NOT_YET),
        (Tri.NO, IfNot.NEVER, True, False, NEVER),
        (Tri.NO, IfNot.NEVER, False, False, DOUBTFUL_BAR),
        (Tri.NO, IfNot.NEVER, True, True, NOT_YET),
        (Tri.NO, IfNot.CASE, False, True, NEVER),
    ],
)
def test_a_literal_stands_on_the_chain(truth, if_not, trusted, absent, expected):
    assert bits_of(truth, if_not, trusted=trusted, absent=absent) == expected


def test_an_interval_of_one_point_is_a_verdict():
    bits = (MET, NOT_YET, NEVER, CANNOT_TELL, NOT_BARRED, DOUBTFUL_BAR)

    assert [state_of(own) for own in bits] == [
        State.ELIGIBLE, State.NOT_YET, State.NEVER, *[State.CANNOT_TELL] * 3
    ]  # fmt: skip


def test_a_hull_holds_every_interval():
    assert hull((MET, MET)) == MET
    assert hull((MET, NOT_YET)) == NOT_BARRED
    assert hull((NEVER, MET)) == CANNOT_TELL


def test_at_least_ranks_both_ends():
    chain = Chain(())

    assert chain.at_least(2, (MET, NOT_YET, NEVER)) == NOT_YET
    assert chain.at_least(1, (CANNOT_TELL, NOT_YET)) == NOT_BARRED
    assert chain.at_least(0, ()) == MET
    assert chain.every(()) == MET
    assert chain.some(()) == NEVER


def test_parts_are_walked_parents_first():
    choice = Choose(((A, Not(B)),), Given(C))
    whole = All((choice, AtLeast(1, (A,))))

    assert list(walk(whole)) == [whole, choice, A, Not(B), B, Given(C), C, AtLeast(1, (A,)), A]
    assert parts_of(A) == ()


def opportunity(requirement, **changes):
    own = {"versions": (version(requirement),), **changes}
    return Opportunity("a/b", "visa", (("en", "A"),), **own)


def test_equal_questions_of_many_opportunities_are_asked_once():
    pack = compile_pack([opportunity(All((A, B))), opportunity(Any((noted(B, id="b"), C)))])

    assert pack.questions == (Question(A), Question(B), Question(C))
    assert [rule.questions for rule in pack.rules] == [(0, 1), (1, 2)]


def test_a_question_knows_the_event_and_cohort_it_depends_on():
    event = Event(PartialDate.parse("2027-03-01"))
    year = CohortYear("match-year", 1, 31, at="event")
    late = Fact("graduated", Dated("<", Day(cohort="match-year")))
    at_event = Fact("status", Among(("student",)), "event")
    offer = opportunity(
        All(()), event=event, versions=(version(All((A, at_event, late)), cohort=(year,)),)
    )

    pack = compile_pack([offer])

    assert pack.questions == (
        Question(A), Question(at_event, event), Question(late, event, (year,))
    )  # fmt: skip
    assert pack.questions[0].under(Circumstances(TODAY)) == Circumstances(TODAY)
    assert pack.questions[2].under(Circumstances(TODAY)).cohort == {"match-year": 2028}


def test_a_literal_has_its_own_source_or_that_of_the_version():
    pack = compile_pack([opportunity(All((A, noted(B, source=HEARSAY))))])

    assert pack.rules[0].sources == (LAW, HEARSAY)


BEFORE, AFTER = Period.parse("..2026-12-31"), Period.parse("2027-01-01..")
BORN = PartialDate.parse("2027-02-01")
EXAM = Credential("exam/alpha", PartialDate.parse("2027-02-01"))


@pytest.mark.parametrize(
    ("decided_by", "expected"),
    [
        (DecidedBy(), State.ELIGIBLE),
        (DecidedBy(axis="event"), State.NOT_YET),
        (DecidedBy(axis="use"), State.ELIGIBLE),
        (DecidedBy(fact="born"), State.NOT_YET),
        (DecidedBy(fact="unheard"), State.CANNOT_TELL),
        (DecidedBy(credential="exam/alpha"), State.NOT_YET),
        (DecidedBy(credential="exam/beta"), State.CANNOT_TELL),
        (DecidedBy(cohort="match-year"), State.NOT_YET),
        (DecidedBy(cohort="unheard"), State.CANNOT_TELL),
    ],
)
def test_a_date_picks_the_version(decided_by, expected):
    years = (CohortYear("match-year", 1, 31),)
    both = (
        version(All(()), in_force=BEFORE, cohort=years),
        version(Has(Selection(("exam/gamma",))), in_force=AFTER, cohort=years),
    )
    offer = opportunity(
        A, versions=both, decided_by=decided_by, event=Event(PartialDate.parse("2027"))
    )
    person = Person("trota", MappingProxyType({"born": (BORN,)}), (EXAM,), ("*",))

    (verdict,) = screen(person, compile_pack([offer]), circumstances=Circumstances(TODAY))

    assert verdict.state is expected


def test_a_bar_needs_somebody_to_hold_the_wrong_thing():
    better = Compare(">=", "B2", ("A1", "B2"))
    needed = Has(Selection(("exam/alpha",), (("level", better),)), note=BAR)
    poor = Credential("exam/alpha", attributes=MappingProxyType({"level": ("A1",)}))
    pack = compile_pack([opportunity(needed)])

    states = [
        screen(Person("trota", credentials=held, complete=("*",)), pack,
               circumstances=Circumstances(TODAY))[0].state
        for held in ((), (poor,))
    ]  # fmt: skip

    assert states == [State.NOT_YET, State.NEVER]
