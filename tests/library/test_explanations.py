"""What decides a verdict, and what an explanation shows of it."""

from dataclasses import replace
from itertools import product
from types import MappingProxyType

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Among
from salerno.credentials.person import Person
from salerno.periods import Period
from salerno.rules import explain, lines, screen
from salerno.rules.canonical import version_id
from salerno.rules.chain import (
    CANNOT_TELL,
    DOUBTFUL_BAR,
    MAYBE_OPEN,
    MET,
    NEVER,
    NOT_BARRED,
    NOT_YET,
    Chain,
    State,
    bits_of,
    truth_of,
)
from salerno.rules.circuits import fold
from salerno.rules.leaves import Fact
from salerno.rules.opportunities import Opportunity
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import is_trusted
from tests.properties.strategies import versions
from tests.spec.clerk import TODAY, held, person, verdict_of

FLAGS = tuple("abcdef")
flags = st.sampled_from([Fact(name, Among((True,))) for name in FLAGS])
rules = versions(flags, in_force=st.just(Period(None, None)), depth=4).map(
    lambda version: replace(version, status="in-force")
)
answers = st.fixed_dictionaries({}, optional={name: st.booleans() for name in FLAGS})
AROUND = Circumstances(today=TODAY)


def verdict_on(version, told):
    """Trota's verdict on a rule version."""
    own = Opportunity("salerno/course", "examination", (("en", "A course"),), (version,))
    trota = Person("trota", MappingProxyType({name: (told[name],) for name in told}))
    (verdict,) = screen(trota, compile_pack([own]), circumstances=AROUND)
    return verdict


def literal_bits(judged):
    """The interval of each literal, reckoned one by one."""
    circuit = judged.rule.circuit
    return [
        bits_of(
            truth_of(literal, finding.truth),
            literal.if_not,
            trusted=is_trusted(source, AROUND),
            absent=finding.absent and not literal.negated,
        )
        for literal, finding, source in zip(
            circuit.literals, judged.findings, judged.rule.sources, strict=True
        )
    ]


def with_bits(judged, changed):
    """The output, were some literals otherwise."""
    bits = [changed.get(index, own) for index, own in enumerate(literal_bits(judged))]
    return fold(judged.rule.circuit, Chain(bits))[-1]


def literals_of(found):
    """The literals of lines."""
    return {line.node.literal for line in found}


@given(rules, answers)
def test_screening_a_pack_is_folding_each_circuit(version, told):
    (judged,) = verdict_on(version, told).judged

    assert list(judged.bits) == fold(judged.rule.circuit, Chain(literal_bits(judged)))


@given(rules, answers)
def test_verdict_hangs_on_its_lines_alone(version, told):
    verdict = verdict_on(version, told)
    (judged,) = verdict.judged
    decisive = literals_of(lines(verdict))
    others = set(range(len(judged.rule.circuit.literals))) - decisive

    raised = with_bits(judged, dict.fromkeys(decisive, MET))

    match verdict.state:
        case State.NOT_YET:
            assert raised == MET
        case State.NEVER:
            best = with_bits(judged, dict.fromkeys(decisive | others, MET))
            assert raised & MAYBE_OPEN == best & MAYBE_OPEN
        case State.ELIGIBLE:
            assert with_bits(judged, dict.fromkeys(others, NEVER)) == MET
        case State.CANNOT_TELL:
            assert decisive != set()


CHOICES = {
    NOT_BARRED: (NOT_YET, MET),
    CANNOT_TELL: (NEVER, MET),
    DOUBTFUL_BAR: (NEVER, NOT_YET),
}


@pytest.mark.slow
@given(rules, answers)
def test_open_verdict_is_settled_once_its_lines_are(version, told):
    verdict = verdict_on(version, told)
    (judged,) = verdict.judged
    own = literal_bits(judged)
    decisive = [index for index in literals_of(lines(verdict)) if own[index] in CHOICES]

    assume(verdict.state is State.CANNOT_TELL and len(decisive) < 7)
    ends = {
        with_bits(judged, dict(zip(decisive, chosen, strict=True)))
        for chosen in product(*(CHOICES[own[index]] for index in decisive))
    }

    assert ends - {MET, NOT_YET, NEVER} == set()


@given(rules, answers)
def test_not_yet_needs_every_line(version, told):
    verdict = verdict_on(version, told)
    (judged,) = verdict.judged
    unmet = [line for line in lines(verdict) if line.bits == NOT_YET]

    if verdict.state is State.NOT_YET:
        assert unmet != []
        assert with_bits(judged, {}) == NOT_YET


def ids(found):
    """The ids of lines."""
    return [line.note.id for line in found]


ENGLISH = """
all:
  - {fact: student.final-year, is: yes, id: final}
  - any:
      - {has: exam/oet-medicine, where: {writing: ">= 350"}, id: oet}
      - {has: exam/ielts-academic, where: {overall: ">= 7"}, id: ielts}
    id: english
  - {judge: interview, id: interview}
"""


def test_met_alternative_hides_the_unmet_one():
    trota = person(
        held("exam/oet-medicine", "2026-05-10", writing=400), facts={"student.final-year": "no"}
    )

    found = lines(verdict_of(ENGLISH, trota))

    assert ids(found) == ["final", "interview"]
    assert [str(line.standing) for line in found] == ["unmet", "open"]


def test_unmet_alternatives_are_all_listed():
    trota = person(
        held("exam/oet-medicine", "2026-05-10", writing=300),
        facts={"student.final-year": "yes"},
    )

    found = lines(verdict_of(ENGLISH, trota))

    assert ids(found) == ["oet", "ielts", "interview"]


BARS = """
all:
  - {has: degree/primary-medical, where: {country: IT}, if-unmet: never, id: country}
  - {has: licence/medical, where: {disciplined: no}, if-unmet: never, id: record, source: hearsay}
  - {has: exam/oet-medicine, id: oet}
"""


def test_never_shows_the_bars_only():
    abella = person(held("degree/primary-medical", "2020", country="FR"))

    found = lines(verdict_of(BARS, abella))

    assert [(line.note.id, str(line.standing)) for line in found] == [("country", "barred")]


def test_bar_by_hearsay_is_doubtful():
    abella = person(
        held("degree/primary-medical", "2020", country="IT"),
        held("licence/medical", "2021", disciplined="yes"),
    )

    verdict = verdict_of(BARS, abella)

    assert verdict.state is State.CANNOT_TELL
    assert [(line.note.id, str(line.standing)) for line in lines(verdict)] == [
        ("record", "doubtful"),
        ("oet", "unmet"),
    ]


def test_eligible_shows_what_it_rests_on():
    trota = person(held("exam/ielts-academic", "2026-05-10", overall=8))
    rule = "any: [{has: exam/oet-medicine, id: oet}, {has: exam/ielts-academic, id: ielts}]"

    found = lines(verdict_of(rule, trota))

    assert [(line.note.id, str(line.standing)) for line in found] == [("ielts", "met")]
    assert found[0].evidence == trota.credentials


def test_at_least_rests_on_as_many_as_it_needs():
    rule = """
    at-least: 2
    of:
      - {fact: student.final-year, is: yes, id: final}
      - {fact: student.year, is: ">= 4", id: year}
      - {fact: student.status, is: enrolled, id: status}
    """
    trota = person(
        facts={"student.final-year": "yes", "student.year": 5, "student.status": "enrolled"}
    )

    assert ids(lines(verdict_of(rule, trota))) == ["final", "year"]


CHOICE = """
versions:
  - in-force: 2020-01-01..
    source: law
    requires:
      all:
        - {has: exam/oet-medicine, id: oet}
        - choose:
            - {when: {fact: citizenship, is: IT}, then: {has: document/status, id: status}}
            - else: {has: document/identity, id: identity}
    except:
      - when: {fact: student.final-year, is: yes}
        because: {en: final-year students sit later}
        drop: [oet]
"""


def test_choice_taken_is_blamed_and_the_other_is_not():
    verdict = verdict_of(CHOICE, person(facts={"citizenship": ["IT"], "student.final-year": "no"}))

    found = lines(verdict)

    assert ids(found) == ["oet", "status"]


def test_open_choice_between_unmet_branches_lists_both():
    found = lines(verdict_of(CHOICE, person(facts={"student.final-year": "yes"})))

    assert sorted(ids(found)) == ["identity", "status"]


def test_tree_names_cases_and_leaves_out_what_only_reckons():
    verdict = verdict_of(CHOICE, person(facts={"citizenship": ["IT"], "student.final-year": "no"}))

    (part,) = explain(verdict).parts
    lifted, choice = part.tree.kids
    standings = {
        (line.note.id, line.is_case, str(line.standing))
        for branch in choice.kids
        for line in (branch, *branch.kids)
    }

    assert [(str(line.standing), dict(line.node.because)) for line in lifted.kids] == [
        ("unmet", {}),
        ("lapses", {"en": "final-year students sit later"}),
    ]
    assert len(choice.kids) == 2
    assert standings == {
        ("", False, "unmet"), ("", True, "applies"), ("status", False, "unmet"),
        ("", False, "lapses"), ("", True, "lapses"), ("identity", False, "unmet"),
    }  # fmt: skip


def test_line_says_which_rule_it_is_of():
    verdict = verdict_of(CHOICE, person(facts={"citizenship": ["IT"], "student.final-year": "no"}))

    line = lines(verdict)[0]

    assert line.opportunity.id == "spec/example"
    assert line.version_id == version_id(verdict.opportunity.versions[0])
    assert line.part.version.in_force == Period.parse("2020-01-01..")
    assert [source.url for source in line.sources] == ["https://example.org/law"]


def test_own_source_of_a_line_comes_before_that_of_its_rule():
    abella = person(held("licence/medical", "2021", disciplined="yes"))

    found = lines(verdict_of(BARS, abella))

    assert {line.note.id: [s.tier for s in line.sources] for line in found} == {
        "record": ["secondary"],
        "country": ["law"],
        "oet": ["law"],
    }


def test_shortfalls_name_each_condition_that_fails():
    rule = """
    has: exam/oet-medicine
    where: {writing: ">= 350", reading: ">= 350"}
    age: at most 2 years
    """
    trota = person(
        held("exam/oet-medicine", "2023-05-10", writing=300),
        held("exam/oet-medicine", "2026-05-10", writing=300, reading=400),
    )

    (line,) = lines(verdict_of(rule, trota))

    assert [(s.aspect, s.name, int(s.truth)) for s in line.shortfalls] == [
        ("attribute", "writing", 0), ("attribute", "reading", 1), ("age", "", 0),
        ("attribute", "writing", 0),
    ]  # fmt: skip


def test_group_has_no_finding_and_nothing_held_falls_short():
    (part,) = explain(verdict_of(ENGLISH, person())).parts

    tree = part.tree

    assert (tree.literal, tree.finding, tree.evidence, tree.shortfalls) == (None, None, (), ())
    assert [len(kid.shortfalls) for kid in tree.kids] == [0, 0, 0]


SUCCESSIVE = """
decided-by: {fact: enrolled-on}
versions:
  - {in-force: ..2019-12-31, source: law, requires: {fact: student.final-year, is: yes, id: old}}
  - {in-force: 2020-01-01.., source: law, requires: {has: exam/oet-medicine, id: new}}
"""


def test_unknown_date_leaves_several_versions():
    verdict = verdict_of(SUCCESSIVE, person(facts={"student.final-year": "yes"}))

    explanation = explain(verdict)

    assert [str(part.state) for part in explanation.parts] == ["eligible", "not-yet"]
    assert ids(explanation.lines) == ["new"]


def test_all_versions_met_are_all_rested_on():
    trota = person(held("exam/oet-medicine", "2026-01-01"), facts={"student.final-year": "yes"})

    assert ids(lines(verdict_of(SUCCESSIVE, trota))) == ["old", "new"]


def test_no_version_in_force_leaves_nothing_to_show():
    rule = "versions: [{in-force: ..2019-12-31, source: law, requires: nothing}]"

    explanation = explain(verdict_of(rule, person()))

    assert (explanation.state, explanation.lines) == (State.CANNOT_TELL, ())


def test_disputes_and_sources_come_with_the_explanation():
    rule = """
    disputes:
      - id: score
        subject: {en: The score}
        claims:
          - {says: "350", source: law, chosen: yes}
          - {says: "300", source: hearsay}
    versions:
      - {in-force: .., source: [law, hearsay], requires: {has: exam/oet-medicine}}
    """

    explanation = explain(verdict_of(rule, person()))

    assert [dispute.id for dispute in explanation.disputes] == ["score"]
    assert [source.tier for source in explanation.sources] == ["law", "secondary"]


def test_shortfalls_are_told_of_every_selection_and_of_none_where_nothing_is_held():
    rule = """
    all: [{has: exam/oet-medicine, where: {writing: ">= 350"}}, {has: us/usmle-step1}]
    window: 7 years
    """
    trota = person(held("exam/oet-medicine", "2026-05-10", writing=300))

    verdict = verdict_of(rule, trota)
    (part,) = explain(verdict).parts
    oet, step, window = part.tree.kids

    assert [s.name for s in oet.shortfalls] == ["writing"]
    assert step.shortfalls == ()
    assert window.shortfalls == ()


def test_spent_attempts_and_waits_have_no_shortfalls():
    rule = """
    all:
      - {attempts: us/usmle-step1, max: 1}
      - {wait: 12 months, after: us/usmle-step1}
      - {fact: student.year, is: ">= 4"}
      - {judge: interview}
    """
    trota = person(held("us/usmle-step1", "2026-05-10", result="fail"))

    found = lines(verdict_of(rule, trota))

    assert [line.shortfalls for line in found] == [(), (), (), ()]


def test_bar_on_one_branch_of_a_dead_case_is_not_blamed():
    rule = """
    choose:
      - when: {fact: citizenship, is: IT}
        then: {has: licence/medical, where: {disciplined: no}, if-unmet: never, id: record}
      - else: {has: degree/primary-medical, where: {country: IT}, if-unmet: never, id: degree}
    """
    abella = person(
        held("licence/medical", "2021", disciplined="yes"),
        held("degree/primary-medical", "2020", country="FR"),
        facts={"citizenship": ["IT"]},
    )

    found = lines(verdict_of(rule, abella))

    assert [(line.note.id, str(line.standing)) for line in found] == [("record", "barred")]


def test_bar_that_an_exception_does_not_lift_is_blamed_alone():
    rule = """
    versions:
      - in-force: ..
        source: law
        requires: {has: degree/primary-medical, where: {country: IT}, if-unmet: never, id: degree}
        except:
          - {when: {fact: citizenship, is: IT}, because: {en: citizens}, drop: [degree]}
    """
    abella = person(
        held("degree/primary-medical", "2020", country="FR"), facts={"citizenship": ["FR"]}
    )

    found = lines(verdict_of(rule, abella))

    assert ids(found) == ["degree"]
