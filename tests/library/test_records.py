"""The record of a person is read whole, and every slip is told with its place."""

from datetime import date
from decimal import Decimal
from textwrap import dedent

import pytest

from salerno.credentials.person import Assurance, Credential, Person
from salerno.credentials.records import covering, joined, person_of, record_of
from salerno.credentials.vocabulary import CredentialType, Vocabulary
from salerno.errors import PersonError
from salerno.money import Money
from salerno.periods import PartialDate, Period
from salerno.strict_yaml import read
from tests.library.wording import VOCABULARY


def person(text):
    """Return the person of a YAML text."""
    return person_of(read(dedent(text), name="trota.yaml"), vocabulary=VOCABULARY)


def day(text):
    """Return the date that is written so."""
    return PartialDate.parse(text)


def test_person_is_read_whole():
    found = person(
        """
        person: trota
        invented: yes
        note: A trainee.
        facts: {citizenship: [EG, NO], birth.date: 1999-05, final-year: no, income: 300 EUR}
        complete: ["exam/*", exam/deutsch]
        credentials:
          - type: exam/oet
            on: 2026-01-10
            until: 2027-12
            issuer: OET
            assurance: document-seen
            evidence: folder 3
            score: 350
            result: [pass]
        """
    )

    assert found == Person(
        "trota",
        {
            "citizenship": ("EG", "NO"),
            "birth.date": (day("1999-05"),),
            "final-year": (False,),
            "income": (Money(Decimal(300), "EUR"),),
        },
        (
            Credential(
                "exam/oet",
                day("2026-01-10"),
                day("2027-12"),
                {"score": (Decimal(350),), "result": ("pass",)},
                "OET",
                Assurance.DOCUMENT_SEEN,
                "folder 3",
            ),
        ),
        ("exam/*", "exam/german"),
    )


def test_person_may_tell_nothing():
    assert person("person: trota") == Person("trota")


def test_none_is_known_to_be_none_and_absent_is_unknown():
    facts = person("{person: trota, facts: {citizenship: none, languages: []}}").facts

    assert facts == {"citizenship": (), "languages": ()}


def test_none_in_a_list_is_a_value():
    assert person("{person: trota, facts: {languages: [none]}}").facts == {"languages": ("none",)}


def test_until_follows_from_the_validity_of_the_type():
    found = person("{person: trota, credentials: [{type: exam/oet, on: 2024-02}]}")

    assert found.credentials == (
        Credential("exam/oet", day("2024-02"), day("2026-02-01..2026-02-28")),
    )


@pytest.mark.parametrize(
    ("written", "on", "until"),
    [
        ("type: exam/oet, on: 2024-02-29, until: none", "2024-02-29", None),
        ("type: exam/oet, on: 2024-02-29, until: 2024-02-29", "2024-02-29", "2024-02-29"),
        ("type: exam/oet, on: 2024, until: 2024-03", "2024", "2024-03"),
        ("type: exam/oet", None, None),
        ("type: exam/oet, until: 2026-01-01", None, "2026-01-01"),
        ("type: work/clinical, on: 2024-01-01", "2024-01-01", None),
    ],
)
def test_until_that_is_said_counts(written, on, until):
    (found,) = person(f"{{person: trota, credentials: [{{{written}}}]}}").credentials

    assert (found.on, found.until) == (on and day(on), until and day(until))


def test_fact_that_changes_is_read_in_order_of_time():
    found = person(
        """
        person: trota
        facts:
          citizenship:
            - {is: [EG, GB], from: 2025-06-01}
            - {is: EG, until: 2025-05-31}
        """
    )

    assert found.facts == {}
    assert found.timelines == {
        "citizenship": (
            (Period(None, date(2025, 6, 1)), ("EG",)),
            (Period(date(2025, 6, 1), None), ("EG", "GB")),
        )
    }


def test_fact_that_never_ends_has_no_end():
    text = "{person: trota, facts: {nickname: [{is: T, from: 2020-01-01, until: 9999-12-31}]}}"

    assert person(text).timelines == {"nickname": ((Period(date(2020, 1, 1), None), ("T",)),)}


def test_answer_of_a_judge_is_a_fact():
    assert person("{person: trota, facts: {judged/board: yes}}").facts == {"judged/board": (True,)}


def test_of_is_known_to_every_type():
    (found,) = person("{person: trota, credentials: [{type: exam/oet, of: degree}]}").credentials

    assert found.attributes == {"of": ("degree",)}


def test_country_with_codes_of_its_own_is_no_country_code():
    found = person("{person: trota, facts: {school.country: elsewhere}}")

    assert found.facts == {"school.country": ("elsewhere",)}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{person: trota, fact: {}}",
            "trota.yaml:1:17: unknown key 'fact' in 'person'; did you mean 'facts'?",
        ),
        ("{facts: {}}", "trota.yaml:1:1: 'person' needs the key 'person'"),
        ("[trota]", "trota.yaml:1:1: person: expected keys and values, got a list"),
        (
            "{person: trota, invented: maybe}",
            "trota.yaml:1:27: invented: 'maybe' is not one of yes, no",
        ),
        (
            "{person: trota, facts: {citizensip: EG}}",
            "trota.yaml:1:25: facts: unknown fact 'citizensip'; did you mean 'citizenship'?",
        ),
        (
            "{person: trota, facts: {citizenship: UK}}",
            "trota.yaml:1:38: citizenship: unknown country 'UK': not an ISO 3166-1 code of two"
            " letters; write 'GB'",
        ),
        (
            "{person: trota, facts: {residence.country: eg}}",
            "trota.yaml:1:44: residence.country: unknown country 'eg': not an ISO 3166-1 code of"
            " two letters; write 'EG'",
        ),
        (
            "{person: trota, facts: {nickname: [T, Trotula]}}",
            "trota.yaml:1:35: nickname: 2 values where only one may be; keep one of them",
        ),
        (
            "{person: trota, facts: {income: 300 USDD}}",
            "trota.yaml:1:33: income: unknown currency 'USDD': not an ISO 4217 code;"
            " did you mean 'USD'?",
        ),
        (
            "{person: trota, credentials: [{type: exam/oett}]}",
            "trota.yaml:1:38: type: unknown credential type 'exam/oett'; did you mean 'exam/oet'?",
        ),
        (
            "{person: trota, credentials: [{on: 2024-01-01}]}",
            "trota.yaml:1:31: 'credential' needs the key 'type'",
        ),
        (
            "{person: trota, credentials: [{type: exam/oet, scor: 350}]}",
            "trota.yaml:1:48: 'exam/oet' has no attribute 'scor'; did you mean 'score'?",
        ),
        (
            "{person: trota, credentials: [{type: exam/oet, xyz: 350}]}",
            "trota.yaml:1:48: 'exam/oet' has no attribute 'xyz'; it has score, result, of, type,"
            " on, until, issuer, assurance, evidence",
        ),
        (
            "{person: trota, credentials: [{type: exam/oet, score: 355}]}",
            "trota.yaml:1:55: score: 355 is outside its scale: the scale runs from 0 to 500"
            " in steps of 10",
        ),
        (
            "{person: trota, credentials: [{type: exam/oet, on: 2024-02-30}]}",
            "trota.yaml:1:52: on: impossible date '2024-02-30': 2024-02 has 29 days;"
            " check it in a calendar",
        ),
        (
            "{person: trota, credentials: [{type: exam/oet, on: 2024-03-02, until: 2024-03-01}]}",
            "trota.yaml:1:71: until: 2024-03-01 is before 2024-03-02: nothing ends before it"
            " begins; check both dates",
        ),
        (
            "{person: trota, credentials: [{type: exam/oet, assurance: verfied}]}",
            "trota.yaml:1:59: assurance: 'verfied' is not one of claimed, self-attested,"
            " document-seen, verified; did you mean 'verified'?",
        ),
        (
            "{person: trota, complete: [exam/oett]}",
            "trota.yaml:1:28: complete: unknown credential type 'exam/oett';"
            " did you mean 'exam/oet'?",
        ),
        (
            "{person: trota, facts: {citizenship: [{is: EG, from: 2020-01-01},"
            " {is: GB, from: 2021-01-01}]}}",
            "trota.yaml:1:67: citizenship: two values at once: 2020-01-01.. and 2021-01-01.."
            " overlap; end the earlier one on the day before the later one begins",
        ),
        (
            "{person: trota, facts: {nickname: [{is: T, from: 2020-01-02, until: 2020-01-01}]}}",
            "trota.yaml:1:36: nickname: impossible period: it starts on 2020-01-02 and is over on"
            " 2020-01-02; put the first day first and the last day last",
        ),
        (
            "{person: trota, facts: {nickname: [{is: T, from: 2020}]}}",
            "trota.yaml:1:50: from: expected a date like 2026-11-22, got '2020'",
        ),
    ],
)
def test_slip_is_told_with_its_place(text, message):
    with pytest.raises(PersonError) as caught:
        person(text)

    assert str(caught.value) == message


def record(text):
    """Return the record of a YAML text, for nobody."""
    return record_of(read(text, name="given.yaml"), name="", vocabulary=VOCABULARY)


def test_joined_records_add_up_and_the_later_one_is_believed():
    one = record(
        "{facts: {citizenship: EG, nickname: [{is: T, from: 2020-01-01}]}, complete: [exam/*],"
        " credentials: [{type: exam/oet}]}"
    )
    other = record(
        "{facts: {citizenship: [{is: GB, from: 2020-01-01}], nickname: T},"
        " complete: [work/*], credentials: [{type: exam/german}]}"
    )

    assert joined(one, other) == Person(
        "",
        {"nickname": ("T",)},
        (Credential("exam/oet"), Credential("exam/german")),
        ("exam/*", "work/*"),
        {"citizenship": ((Period(date(2020, 1, 1), None), ("GB",)),)},
    )


def test_complete_list_covers_what_stands_for_its_types():
    licence, national, regional, other = (
        CredentialType("licence"),
        CredentialType("registration", implies=("licence",)),
        CredentialType("regional-registration", implies=("registration",)),
        CredentialType("membership", implies=("society",)),
    )
    words = Vocabulary({known.id: known for known in (regional, national, licence, other)})

    assert covering(("licence",), words) == ("licence", "registration", "regional-registration")
    assert covering(("reg*",), words) == ("reg*",)
    assert covering(("*",), words) == ("*",)
