"""What is asked next, and why that first."""

import json
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import product
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Among
from salerno.credentials.selection import Selection
from salerno.credentials.vocabulary import Attribute, CredentialType, Vocabulary
from salerno.rules import asks_of, compile_pack, explain, screen
from salerno.rules.chain import MET, NEVER, NOT_YET
from salerno.rules.language import load_opportunities
from salerno.rules.leaves import Has
from salerno.rules.outlines import ask_outline
from salerno.rules.subjects import told_by, version_told_by
from salerno.rules.wording import Voice
from tests.library.test_explanations import FLAGS, answers, rules, verdict_on
from tests.spec.clerk import HEAD, TODAY, held, opportunity, person, verdict_of
from tests.spec.vocabulary import VOCABULARY


@given(rules, answers)
def test_what_is_not_asked_cannot_change_the_verdict(version, told):
    verdict = verdict_on(version, told)
    asked = {ask.name for ask in asks_of([verdict])}
    open_ = [name for name in FLAGS if name not in told]
    spared = [name for name in open_ if name not in asked][:2]

    for rest in product((False, True), repeat=min(len(asked), 3)):
        supposed = told | dict(zip(sorted(asked), rest, strict=False))
        supposed |= dict.fromkeys([name for name in open_ if name not in supposed], False)
        ends = {
            verdict_on(version, supposed | dict(zip(spared, chosen, strict=True))).bits
            for chosen in product((False, True), repeat=len(spared))
        }

        assert len(ends) == 1


@given(rules, answers)
def test_one_answer_settles_what_it_is_said_to_settle(version, told):
    verdict = verdict_on(version, told)

    for ask in asks_of([verdict]):
        ends = {verdict_on(version, told | {ask.name: answer}).bits for answer in (False, True)}

        if len({line.note.id for line in explain(verdict).lines}) == 1:
            assert ask.decides == any(bits in (MET, NOT_YET, NEVER) for bits in ends)


@given(rules, st.fixed_dictionaries({name: st.booleans() for name in FLAGS}))
def test_who_has_told_all_is_asked_nothing(version, told):
    assert asks_of([verdict_on(version, told)]) == ()


def asked(rule, someone, **around):
    """The questions that one rule leaves open for a person: subject, name and attributes."""
    return [
        (ask.subject, ask.name, *ask.attributes)
        for ask in asks_of([verdict_of(rule, someone, **around)])
    ]


def test_most_decisive_question_comes_first():
    opportunities = [
        replace(opportunity(rule), id=f"spec/{number}")
        for number, rule in enumerate(
            (
                "all: [{fact: student.final-year, is: yes}, {fact: citizenship, is: IT}]",
                "fact: citizenship\nis: FR",
                "all: [{fact: student.final-year, is: yes}, {fact: student.year, is: '>= 4'}]",
            )
        )
    ]
    verdicts = screen(
        person(facts={"student.year": 3}),
        compile_pack(opportunities),
        circumstances=Circumstances(today=TODAY),
    )

    found = asks_of(verdicts)

    assert [(ask.name, ask.decides, ask.weight) for ask in found] == [
        ("citizenship", 2, Fraction(3, 2)),
        ("student.final-year", 1, Fraction(1, 2)),
    ]


def test_question_that_decides_only_with_another_is_asked_last():
    rule = """
    at-least: 2
    of:
      - {fact: student.final-year, is: yes}
      - {fact: citizenship, is: IT}
      - {fact: student.status, is: enrolled}
    """

    found = asks_of([verdict_of(rule, person())])

    assert {(ask.decides, ask.weight) for ask in found} == {(0, Fraction(0))}
    assert len(found) == 3


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("has: exam/oet-medicine", ("credential", "exam/oet-medicine")),
        ("fact: citizenship\nis: IT", ("fact", "citizenship")),
        ("judge: interview", ("judgement", "interview")),
        ("sum: credits\nof: cpd/activity\nis: '>= 5'", ("credential", "cpd/activity")),
        ("time: experience/practice\nis: at least 1 year", ("credential", "experience/practice")),
        ("attempts: us/usmle-step1\nmax: 2", ("credential", "us/usmle-step1")),
        ("wait: 1 year\nafter: us/usmle-step1", ("credential", "us/usmle-step1")),
    ],
)
def test_who_has_told_nothing_is_asked_for_it(rule, expected):
    assert asked(rule, person(complete=())) == [expected]


def test_window_asks_for_every_type_in_it():
    rule = "all: [{has: us/usmle-step1}, {has: us/usmle-step3}]\nwindow: 7 years"

    found = asked(rule, person(complete=()))

    assert found == [("credential", "us/usmle-step1"), ("credential", "us/usmle-step3")]


def test_list_that_may_go_on_is_asked_about():
    trota = person(held("exam/oet-medicine", "2026-05-10", writing=300), complete=())
    rule = "has: exam/oet-medicine\nwhere: {writing: '>= 350'}"

    assert asked(rule, trota) == [("complete", "exam/oet-medicine")]


def test_missing_attributes_are_asked_together():
    trota = person(held("exam/oet-medicine", "2026-05-10"))
    rule = "has: exam/oet-medicine\nwhere: {writing: '>= 350', reading: '>= 350'}"

    assert asked(rule, trota) == [("attribute", "exam/oet-medicine", "writing", "reading")]


def test_fact_that_a_record_is_compared_with_is_asked():
    trota = person(held("degree/primary-medical", "2020", country="IT"))
    rule = "has: degree/primary-medical\nwhere: {country: {same-as: citizenship}}"

    assert asked(rule, trota) == [("fact", "citizenship")]


def test_proof_is_asked_for_what_is_only_claimed():
    trota = person(held("exam/oet-medicine", "2026-05-10"))

    found = asked("has: exam/oet-medicine", trota, assurance="verified")

    assert found == [("proof", "exam/oet-medicine")]


@pytest.mark.parametrize(
    ("rule", "record", "expected"),
    [
        ("age: at most 2 years\nat: event", {"on": "2025"}, ("date", "event")),
        ("age: at most 2 years", {}, ("attribute", "exam/oet-medicine", "on")),
        ("valid: through event", {"on": "2025", "until": "2027"}, ("date", "event-end")),
        (
            "valid: at application",
            {"on": "2025", "until": "2026"},
            ("attribute", "exam/oet-medicine", "until"),
        ),
        ("where: {on: '>= event'}", {"on": "2025"}, ("date", "event")),
        (
            "where: {on: '>= 2025-06-01'}",
            {"on": "2025"},
            ("attribute", "exam/oet-medicine", "on"),
        ),
    ],
)
def test_date_that_a_record_is_measured_by_is_asked(rule, record, expected):
    trota = person(held("exam/oet-medicine", **record))

    found = asked(f"has: exam/oet-medicine\n{rule}", trota, application="2026-11-22")

    assert found == [expected]


@pytest.mark.parametrize(
    ("rule", "someone", "expected"),
    [
        (
            "fact: student.status\nis: enrolled\nat: event",
            person(changing={"student.status": {"..2026-12-31": "enrolled"}}),
            ("date", "event"),
        ),
        (
            "fact: citizenship\nis: {same-as: student.status}",
            person(facts={"citizenship": ["IT"]}),
            ("fact", "student.status"),
        ),
        (
            "fact: enrolled-on\nis: {all: ['>= 2020-01-01', {not: '>= event'}]}",
            person(facts={"enrolled-on": "2025-09-01"}),
            ("date", "event"),
        ),
        (
            "has: insurance/malpractice\nwhere: {aggregate: '>= 3 USD'}",
            person(held("insurance/malpractice", "2026-01-01", aggregate="3 EUR")),
            ("attribute", "insurance/malpractice", "aggregate"),
        ),
        (
            "fact: enrolled-on\nis: '>= event'",
            person(facts={"enrolled-on": "2025-09-01"}),
            ("date", "event"),
        ),
        (
            "fact: enrolled-on\nis: '>= 2025-06-01'",
            person(facts={"enrolled-on": "2025"}),
            ("fact", "enrolled-on"),
        ),
        (
            "sum: credits\nof: cpd/activity\nis: '>= 5'\nperiod: {from: cpd.cycle-start}",
            person(),
            ("fact", "cpd.cycle-start"),
        ),
        (
            "sum: credits\nof: cpd/activity\nis: '>= 5'\nperiod: {from: licence/medical}",
            person(),
            ("credential", "licence/medical"),
        ),
        (
            "sum: credits\nof: cpd/activity\nis: '>= 5'\nperiod: {from: cpd.cycle-start}",
            person(held("cpd/activity", "2026-05-01"), facts={"cpd.cycle-start": "2026-01-01"}),
            ("attribute", "cpd/activity", "credits"),
        ),
        (
            "time: experience/practice\nis: at least 1 year\nsince: licence/medical",
            person(),
            ("credential", "licence/medical"),
        ),
        (
            "time: experience/practice\nis: at least 1 year",
            person(held("experience/practice", until="2026-01-01")),
            ("attribute", "experience/practice", "on"),
        ),
        (
            "wait: 1 year\nafter: us/usmle-step1\nat: event",
            person(held("us/usmle-step1", "2026-05-01")),
            ("date", "event"),
        ),
    ],
)
def test_what_counting_starts_from_is_asked(rule, someone, expected):
    assert asked(rule, someone) == [expected]


def test_cohort_year_that_is_not_known_is_asked():
    rule = """
    cohort:
      match-year: {ends: 01-31, at: event}
    versions:
      - in-force: ..
        source: law
        requires: {fact: enrolled-on, is: ">= 01-01 of match-year"}
    """
    plain = dedent(HEAD).split("cohort:")[0] + "sources:" + HEAD.split("sources:")[1]
    (own,) = load_opportunities(plain + dedent(rule), name="spec.yaml", vocabulary=VOCABULARY)

    verdicts = screen(
        person(facts={"enrolled-on": "2025-09-01"}),
        compile_pack([own]),
        circumstances=Circumstances(today=TODAY),
    )

    assert [(ask.subject, ask.name) for ask in asks_of(verdicts)] == [("date", "match-year")]


def test_results_that_a_table_combines_are_asked():
    table = Has(
        Selection(
            ("exam/oet-medicine",),
            rows=(
                (("writing", Among((Decimal(350),))), ("reading", Among((Decimal(300),)))),
                (("writing", Among((Decimal(400),))),),
            ),
        )
    )
    own = replace(
        opportunity("nothing"),
        versions=(replace(opportunity("nothing").versions[0], requires=table),),
    )

    verdicts = screen(
        person(held("exam/oet-medicine", "2026-05-10", reading=300)),
        compile_pack([own]),
        circumstances=Circumstances(today=TODAY),
    )

    assert [ask.attributes for ask in asks_of(verdicts)] == [("writing",)]


def test_lag_after_an_undated_record_asks_for_its_day():
    rule = "has: us/usmle-step3\nafter: us/usmle-step1\nlag: at most 2 years"
    trota = person(held("us/usmle-step1"), held("us/usmle-step3", "2026-05-01"))

    assert asked(rule, trota) == [("attribute", "us/usmle-step1", "on")]


SUCCESSIVE = """
decided-by: {axis}
versions:
  - {{in-force: ..2019-12-31, source: law, requires: {{fact: student.year, is: ">= 1"}}}}
  - {{in-force: 2020-01-01.., source: law, requires: {{fact: student.year, is: ">= 5"}}}}
"""


@pytest.mark.parametrize(
    ("axis", "expected"),
    [
        ("{fact: enrolled-on}", ("fact", "enrolled-on")),
        ("{credential: us/usmle-step1}", ("credential", "us/usmle-step1")),
        ("event", ("date", "event")),
        ("{cohort: match-year}", ("date", "match-year")),
    ],
)
def test_date_that_picks_the_version_is_asked(axis, expected):
    told = version_told_by(opportunity(SUCCESSIVE.format(axis=axis)).decided_by)

    assert (told.subject, told.name) == expected


def test_unknown_version_is_worth_as_much_as_its_versions_differ():
    rule = SUCCESSIVE.format(axis="{fact: enrolled-on}")

    (ask,) = asks_of([verdict_of(rule, person(facts={"student.year": 3}))])

    assert (ask.name, ask.decides, ask.weight) == ("enrolled-on", 1, Fraction(1))


def test_group_alone_asks_nothing():
    (part,) = explain(verdict_of("any: [{judge: one}, {judge: two}]", person())).parts

    assert told_by(part.tree) == ()


WORDS = Vocabulary(
    {"exam/oet-medicine": CredentialType("exam/oet-medicine", ask=(("en", "Have you sat it?"),))},
    {"citizenship": Attribute("citizenship", ask=(("en", "Which citizenships?"),))},
)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("has: exam/oet-medicine", (("en", "Have you sat it?"),)),
        ("has: us/usmle-step1", ()),
        ("fact: citizenship\nis: IT", (("en", "Which citizenships?"),)),
        ("fact: student.year\nis: '>= 4'", ()),
        ("judge: interview\ntext: {en: A talk}", (("en", "A talk"),)),
    ],
)
def test_question_is_that_of_the_vocabulary(rule, expected):
    (ask,) = asks_of([verdict_of(rule, person(complete=()))], vocabulary=WORDS)

    assert ask.text == expected


def test_outline_of_a_question_is_json():
    (ask,) = asks_of([verdict_of("has: exam/oet-medicine", person(complete=()))])

    plain = ask_outline(ask, Voice())

    assert json.loads(json.dumps(plain)) == {
        "subject": "credential",
        "name": "exam/oet-medicine",
        "attributes": [],
        "text": "Do you hold, or have you sat: exam/oet-medicine?",
        "decides": 1,
        "weight": 1.0,
        "opportunities": ["spec/example"],
    }
