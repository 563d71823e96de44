"""Verdicts and their lines, as they are said."""

from types import MappingProxyType

import pytest

from salerno.credentials.person import Person
from salerno.rules import (
    Voice,
    explain,
    say,
)
from salerno.rules.wording.reports import details, sentence
from tests.library.titles import WORDS
from tests.spec.clerk import held, person, verdict_of


def said_of(rule, someone, **around):
    """What an explanation says, in English, with the ids as names."""
    return say(explain(verdict_of(rule, someone, **around)), vocabulary=WORDS).split("\n")


FOOT = [
    "Rule spec/example, version {}, for every date",
    "The rule expresses what is required; the source defines it.",
    "[1] https://example.org/law (law, read on 22 November 2026, confidence A): "
    "https://example.org/law",
]


def test_explanation_says_what_is_missing_and_where_it_is_defined():
    rule = """
    all:
      - any:
          - {has: exam/oet-medicine, where: {writing: ">= 350"}}
          - all:
              - {has: exam/ielts-academic, where: {overall: ">= 7"}}
              - {fact: student.year, is: ">= 4"}
      - {judge: interview, text: {en: The talk}, actor: host}
    """
    trota = person(held("exam/oet-medicine", "2026-05-10", writing=300))

    rows = said_of(rule, trota)

    assert rows[:13] == [
        "An example",
        "Not yet: one requirement is not met. Of one more it is not known.",
        "  Missing: one of these:",
        "    Missing: OET Medicine (Writing: at least 350) [1]",
        "        OET Medicine, 10 May 2026: “Writing” is 300; required: at least 350",
        "    Missing: all of these:",
        "      Missing: IELTS Academic (Overall: at least 7) [1]",
        "          nothing of the kind is on record",
        "      Not known yet: Year of study: at least 4 [1]",
        "          you have not told this",
        "  Not decided yet: The talk [1]",
        "      no decision is on record",
        "      the host must act",
    ]
    assert rows[14:] == FOOT[1:]


@pytest.mark.parametrize(
    ("rule", "someone", "expected"),
    [
        ("nothing", person(), "You meet what is required. Whether you are admitted is decided by"),
        ("has: us/usmle-step1", person(complete=()), "It cannot be told yet: one question is open"),
        (
            "all: [{has: us/usmle-step1}, {has: us/usmle-step3}, {has: exam/oet-medicine}]",
            person(held("us/usmle-step1", "2026-01-01")),
            "Not yet: 2 requirements are not met.",
        ),
        (
            "has: degree/primary-medical\nwhere: {country: IT}\nif-unmet: never",
            person(held("degree/primary-medical", "2020", country="FR")),
            "Not open to you, by the rule as read.",
        ),
        (
            "has: degree/primary-medical\nwhere: {country: IT}\nif-unmet: never\nsource: hearsay",
            person(held("degree/primary-medical", "2020", country="FR")),
            "It cannot be told yet. Not now, and it may be barred: ask before you spend anything",
        ),
        (
            "versions: [{in-force: ..2019-12-31, source: law, requires: nothing}]",
            person(),
            "It cannot be told yet. No version of the rule is known for that date.",
        ),
        (
            "decided-by: {fact: enrolled-on}\nversions:\n"
            "  - {in-force: ..2019-12-31, source: law, requires: nothing}\n"
            "  - {in-force: 2020-01-01.., source: law, requires: {has: exam/oet-medicine}}",
            person(),
            "It cannot be told yet. Nothing known bars you. Which version of the rule applies",
        ),
    ],
)
def test_headline_says_the_verdict(rule, someone, expected):
    assert said_of(rule, someone)[1].startswith(expected)


def lines_of(rule, someone, **around):
    """The sentence and the details of each line that decides."""
    voice = Voice("en", WORDS)
    found = explain(verdict_of(rule, someone, **around)).lines
    return [(sentence(line, voice), *details(line, voice)) for line in found]


@pytest.mark.parametrize(
    ("rule", "someone", "expected"),
    [
        (
            "has: degree/primary-medical\nwhere: {country: IT}\nif-unmet: never",
            person(held("degree/primary-medical", "2020", country="FR")),
            (
                "Barred, because this is not met: degree/primary-medical (Country: Italy)",
                "degree/primary-medical, 2020: “Country” is France; required: Italy",
            ),
        ),
        (
            "has: degree/primary-medical\nwhere: {country: IT}\nif-unmet: never\nsource: hearsay",
            person(held("degree/primary-medical", "2020-05", country="none")),
            (
                "Barred according to https://example.org/blog, read on 22 November 2026: ask."
                " Required: degree/primary-medical (Country: Italy)",
                "degree/primary-medical, May 2020: “Country” is none; required: Italy",
            ),
        ),
        (
            "sum: credits\nof: cpd/activity\nis: '>= 50'",
            person(held("cpd/activity", "2026-01-01", credits=20)),
            (
                "Missing: Credits in CPD activity: at least 50 in all",
                "on record: CPD activity, 1 January 2026",
                "so far 20",
            ),
        ),
        (
            "sum: hours-per-week\nof: experience/practice\nis: '>= 50'",
            person(held("experience/practice", "2026-01-01", hours_per_week=20), complete=()),
            (
                "Not known yet: hours-per-week in Clinical practice: at least 50 in all",
                "on record: Clinical practice, 1 January 2026",
                "you have not said that these are all",
                "so far at least 20",
            ),
        ),
        (
            "sum: credits\nof: cpd/activity\nwhere: {online: yes}\nis: '>= 20 %'\nshare-of: {}",
            person(
                held("cpd/activity", "2026-01-01", credits=10, online="yes"),
                held("cpd/activity", "2026-01-01", credits=90, online="no"),
            ),
            (
                "Missing: Credits in CPD activity (Online: yes): at least 20% of the total in"
                " CPD activity",
                "on record: CPD activity, 1 January 2026",
                "so far 10%",
            ),
        ),
        (
            "sum: credits\nof: cpd/activity\nwhere: {online: yes}\nis: '>= 20'",
            person(
                held("cpd/activity", "2026-01-01", credits=10, online="yes"),
                held("cpd/activity", credits=90),
            ),
            (
                "Not known yet: Credits in CPD activity (Online: yes): at least 20 in all",
                "CPD activity, date not known: “Online” is not known; required: yes",
                "so far between 10 and 100",
            ),
        ),
        (
            "wait: 12 months\nafter: us/usmle-step1",
            person(held("us/usmle-step1", "2026-05-22")),
            (
                "Missing: 12 months passed since the last USMLE Step 1",
                "on record: USMLE Step 1, 22 May 2026",
                "waiting is enough: from 22 May 2027 on",
            ),
        ),
        (
            "has: us/usmle-step1\nage: at most 1 year",
            person(held("us/usmle-step1", "2020")),
            (
                "Missing: USMLE Step 1 (no more than 1 year before the day of application)",
                "USMLE Step 1, 2020: its date is outside the time allowed",
            ),
        ),
        (
            "has: us/usmle-step1\nage: at most 1 year",
            person(held("us/usmle-step1", "2025-11-10..2025-12-20")),
            (
                "Not known yet: USMLE Step 1 (no more than 1 year before the day of application)",
                "USMLE Step 1, between 10 November 2025 and 20 December 2025:"
                " its date is not known well enough",
            ),
        ),
        (
            "has: us/usmle-step1\nsay: {en: The first step}",
            person(held("us/usmle-step1", "2025-11-10")),
            ("Met: The first step", "on record: USMLE Step 1, 10 November 2025"),
        ),
        (
            "judge: interview",
            Person("trota", MappingProxyType({"judged/interview": (False,)})),
            ("Missing: a decision: interview", "the authority must act"),
        ),
        (
            "judge: interview\ntext: {en: The talk}\nsay: {en: A talk with the host}",
            Person("trota", MappingProxyType({"judged/interview": (True,)})),
            ("Met: A talk with the host",),
        ),
        (
            "judge: interview\ntext: {en: The talk}",
            Person("trota", MappingProxyType({"judged/interview": (True,)})),
            ("Decided in your favour: The talk",),
        ),
        (
            "not: {judge: discipline, text: {en: Under discipline}}",
            Person("trota", MappingProxyType({"judged/discipline": (True,)})),
            ("In the way: a decision: Under discipline", "the authority must act"),
        ),
    ],
)  # fmt: skip
def test_line_says_how_it_stands_and_on_what(rule, someone, expected):
    assert lines_of(rule, someone) == [expected]


def test_case_says_whether_it_applies():
    rule = """
    versions:
      - in-force: 2020-01-01..2027-01-31
        source: law
        requires: {at-least: 1, of: [{has: exam/oet-medicine, id: oet}, {judge: a}], say: {en: So}}
        except:
          - {when: {fact: citizenship, is: IT}, because: {en: citizens}, drop: [oet]}
          - {when: {fact: student.year, is: 6}, because: {en: final year}, then: met}
    """
    trota = person(facts={"citizenship": ["IT"], "student.year": 5})
    (part,) = explain(verdict_of(rule, trota)).parts
    voice = Voice("en", WORDS)

    words = [sentence(line, voice) for line in walked(part.tree)]

    assert words == [
        "Met: one of these:",
        "Met: So",
        "Met: one of these:",
        "Missing: OET Medicine",
        "This case applies: citizens",
        "Not known yet: a decision: a",
        "This case does not apply: final year",
    ]
    assert "for dates from 1 January 2020 to 31 January 2027" in said_of(rule, trota)[-3]


def walked(line):
    """A line and all below it."""
    yield line
    for kid in line.kids:
        yield from walked(kid)


def test_groups_are_said_by_what_they_ask():
    rule = """
    at-least: 2
    of: [{judge: a}, {judge: b}, nothing]
    """
    (part,) = explain(verdict_of(rule, person())).parts

    words = [sentence(line, Voice()) for line in walked(part.tree)]

    assert words == [
        "Not known yet: at least 2 of these:",
        "Not known yet: a decision: a",
        "Not known yet: a decision: b",
        "Met: nothing is required",
    ]


def test_open_case_is_said_to_be_open():
    rule = """
    choose:
      - {when: {fact: citizenship, is: IT}, then: {has: document/status}}
      - {else: nothing}
    """

    found = lines_of(rule, person())

    assert [line[0] for line in found] == [
        "Not known whether this case applies: Citizenships: other than Italy"
    ]


def test_dispute_is_said_with_every_claim():
    rule = """
    disputes:
      - id: score
        subject: {en: the score}
        claims:
          - {says: "350", source: law, chosen: yes}
          - {says: "300", source: hearsay}
    versions:
      - {in-force: ..2030-12-31, source: law, requires: {has: exam/oet-medicine}}
    """

    rows = said_of(rule, person())

    assert rows[-3:] == [
        "Sources disagree on the score: 1 other claim exists.",
        "  “350” — https://example.org/law (law, read on 22 November 2026, confidence A):"
        " https://example.org/law; this one is followed",
        "  “300” — https://example.org/blog (secondary source, read on 22 November 2026,"
        " confidence C): https://example.org/blog",
    ]
    assert "for dates up to 31 December 2030" in rows[4]


def test_shortfall_and_line_can_be_said_alone():
    trota = person(held("exam/oet-medicine", "2026-05-10", writing=300))
    (line,) = explain(verdict_of("has: exam/oet-medicine\nwhere: {writing: 350}", trota)).lines

    assert say(line, vocabulary=WORDS) == "Missing: OET Medicine (Writing: 350)"
    assert say(line.shortfalls[0], vocabulary=WORDS) == (
        "OET Medicine, 10 May 2026: “Writing” is 300; required: 350"
    )


def test_group_has_no_details_of_its_own():
    (part,) = explain(verdict_of("any: [{judge: a}, {judge: b}]", person())).parts

    assert details(part.tree, Voice()) == []
