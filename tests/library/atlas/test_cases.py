"""Cases are read with their person and circumstances, and run with the reasons of the verdict."""

from datetime import date

import pytest

from salerno.atlas import check, load_atlas, load_cases, run_case
from salerno.atlas.cases import needed_shows
from salerno.credentials.circumstances import Circumstances, Event
from salerno.credentials.person import Assurance, Credential, Person
from salerno.periods import PartialDate, Period
from salerno.rules.chain import State
from tests.library.atlas.sample import FILES, NAMES, atlas_in, replaced


def day(text):
    """Return the date that is written so."""
    return PartialDate.parse(text)


def test_case_is_read_with_its_person_and_circumstances(tmp_path):
    cases = """
        cases:
          - name: everything
            shows: boundary
            of: us/ecfmg/oet
            note: Said for readers.
            as-of: 2026-11-23
            application: 2027-01-31
            use: 2027-03-01
            event: {starts: 2027-07, length: 1 month}
            cohort: {match-year: 2027}
            assurance: verified
            person: {facts: {citizenship: NO}, complete: exam/*, credentials: [{type: exam/oet}]}
            expect: never
            because: [oet, egyptian]
    """

    (case,) = load_cases([atlas_in(tmp_path, cases=cases)])

    assert str(case) == "us/ecfmg/oet: everything"
    assert (case.shows, case.expect, case.because) == ("boundary", "never", ("oet", "egyptian"))
    assert case.place.line == 2
    assert case.person == Person(
        "", {"citizenship": ("NO",)}, (Credential("exam/oet"),), ("exam/*",)
    )
    assert case.circumstances == Circumstances(
        date(2026, 11, 23),
        date(2027, 1, 31),
        Event(day("2027-07"), day("2027-07-31..2027-08-30")),
        date(2027, 3, 1),
        {"match-year": 2027},
        Assurance.VERIFIED,
    )


@pytest.mark.parametrize(
    ("event", "last"),
    [("{starts: 2027-07-01}", None), ("{starts: 2027-07-01, ends: 2027-07-04}", day("2027-07-04"))],
)
def test_event_may_have_an_end(tmp_path, event, last):
    folder = atlas_in(
        tmp_path,
        cases=replaced("cases", "shows: boundary", f"shows: boundary\n            event: {event}"),
    )

    (case,) = [case for case in load_cases([folder]) if case.shows == "boundary"]

    assert case.circumstances.event == Event(day("2027-07-01"), last)


def test_person_of_a_case_adds_to_what_is_given(tmp_path):
    given = FILES[NAMES["cases"]].replace(
        "{name: all in hand, shows: met, expect: eligible}",
        "{name: more, shows: met, expect: eligible, person: {facts: {citizenship: [EG, NO]},"
        " credentials: [{type: work/clinical}]}}",
    )

    case, *_ = load_cases([atlas_in(tmp_path, cases=given)])

    assert case.person.facts == {"citizenship": ("EG", "NO"), "status": ("graduate",)}
    assert [held.type for held in case.person.credentials] == ["exam/oet", "work/clinical"]


def test_what_a_case_goes_without_is_left_out(tmp_path):
    cases = replaced("cases", "without: [exam/oet]", "without: [exam/oet-medicine, status]")
    cases = cases.replace("because: [oet]", "")

    case = load_cases([atlas_in(tmp_path, cases=cases)])[1]

    assert case.person == Person("", {"citizenship": ("EG",)}, (), ("exam/*",))


def test_fact_that_changes_can_be_left_out(tmp_path):
    cases = replaced("cases", "citizenship: EG", "citizenship: [{is: EG, from: 2000-01-01}]")

    cases = load_cases([atlas_in(tmp_path, cases=cases)])

    timeline = ((Period(date(2000, 1, 1), None), ("EG",)),)
    assert [case.person.timelines for case in cases] == [*3 * [{"citizenship": timeline}], {}]


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (
            {"rule": None},
            "us/ecfmg/oet.cases.yaml: cases without a rule that can be read;"
            " write us/ecfmg/oet.yaml beside it, or mend it",
        ),
        ({"cases": ""}, "us/ecfmg/oet.cases.yaml: 0 documents, expected one; write 'cases:'"),
        (
            {"cases": "cases: []\n---\ncases: []"},
            "us/ecfmg/oet.cases.yaml: 2 documents, expected one; write 'cases:'",
        ),
        ({"cases": "given: {}"}, "us/ecfmg/oet.cases.yaml:1:1: 'cases' needs the key 'cases'"),
        (
            {"cases": "given: {facts: {x: y}}\ncases: []"},
            "us/ecfmg/oet.cases.yaml:1:17: facts: unknown fact 'x'",
        ),
        (
            {"cases": replaced("cases", "shows: unmet", "shows: unmeet")},
            "us/ecfmg/oet.cases.yaml:8:12: shows: 'unmeet' is not one of met, unmet, boundary,"
            " unknown; did you mean 'unmet'?",
        ),
        (
            {"cases": replaced("cases", "expect: not-yet", "expect: no")},
            "us/ecfmg/oet.cases.yaml:10:13: expect: 'no' is not one of eligible, not-yet, never,"
            " cannot-tell",
        ),
        (
            {"cases": replaced("cases", "expect: not-yet", "expect: eligible")},
            "us/ecfmg/oet.cases.yaml:7:5: a case that shows 'unmet' cannot expect 'eligible':"
            " it expects never or not-yet; change one of them",
        ),
        (
            {"cases": replaced("cases", "without: [exam/oet]", "without: [exam/language]")},
            "us/ecfmg/oet.cases.yaml:9:15: without: nothing called 'exam/language' is given;"
            " leave it out here",
        ),
        (
            {"cases": replaced("cases", "without: [exam/oet]", "without: [exam/ote]")},
            "us/ecfmg/oet.cases.yaml:9:15: without: unknown credential type 'exam/ote';"
            " did you mean 'exam/oet'?",
        ),
        (
            {"cases": replaced("cases", "because: [oet]", "because: [otte]")},
            "us/ecfmg/oet.cases.yaml:11:15: because: 'otte' is not one of oet, egyptian, young",
        ),
        (
            {"cases": replaced("cases", "shows: unmet", "shows: unmet\n            of: us/oet")},
            "us/ecfmg/oet.cases.yaml:9:9: of: 'us/oet' is not one of us/ecfmg/oet;"
            " did you mean 'us/ecfmg/oet'?",
        ),
        (
            {"cases": replaced("cases", "because: [oet]", "because: [oet, egyptian]")},
            "us/ecfmg/oet.cases.yaml:7:5: us/ecfmg/oet: no test: expected not-yet, got not-yet:"
            " decided by oet; 'because' names egyptian",
        ),
    ],
)
def test_slip_is_told_with_its_place(tmp_path, changed, problem):
    folder = atlas_in(tmp_path, **changed)

    found = [str(p).replace(f"{folder}/", "") for p in check([folder])]

    assert problem in found


def outcome_of(folder, name):
    """Return the outcome of the case of that name."""
    (case,) = [case for case in load_cases([folder]) if case.name == name]
    return run_case(case, load_atlas([folder], strict=False))


def test_passing_case_says_what_decided(tmp_path):
    outcome = outcome_of(atlas_in(tmp_path), "no test")

    assert outcome.passed
    assert outcome.got is State.NOT_YET
    assert outcome.deciding == ("oet",)
    assert outcome.lines == ("oet is unmet: no, none told",)


def test_failing_case_says_what_it_got_and_why(tmp_path):
    folder = atlas_in(tmp_path, cases=replaced("cases", "citizenship: EG", "citizenship: NO"))

    outcome = outcome_of(folder, "no test")

    assert str(outcome).replace(f"{folder}/", "") == (
        "us/ecfmg/oet.cases.yaml:7:5: us/ecfmg/oet: no test: expected not-yet, got never\n"
        "    egyptian is barred: no"
    )


def test_missing_reasons_are_named(tmp_path):
    folder = atlas_in(tmp_path, cases=replaced("cases", "because: [oet]", "because: egyptian"))

    first, *_ = str(outcome_of(folder, "no test")).splitlines()

    assert first.endswith("got not-yet; expected because of egyptian, got because of oet")


def test_reasons_without_ids_are_said_to_be_nothing_named(tmp_path):
    rule = FILES[NAMES["rule"]].replace("id: oet, ", "")
    cases = replaced("cases", "because: [oet]", "because: [egyptian]")

    outcome = outcome_of(atlas_in(tmp_path, rule=rule, cases=cases), "no test")

    assert "got because of nothing that has an id" in str(outcome)
    assert outcome.lines == ("has is unmet: no, none told",)


CHOICE = """\
            requires:
              choose:
                - when: {fact: status, is: student, id: is-student}
                  then: {has: exam/oet, table: us/scores, id: oet}
                - else: {fact: citizenship, is: NO, id: egyptian}
"""


def test_branch_that_is_not_taken_decides_nothing(tmp_path):
    before, _, rest = FILES[NAMES["rule"]].partition("            requires:")
    after = rest.partition("        fees:")[2]

    rule = f"{before}{CHOICE}        fees:{after}"
    outcome = outcome_of(atlas_in(tmp_path, rule=rule), "all in hand")

    assert outcome.deciding == ("egyptian",)
    assert outcome.lines == ("egyptian is unmet: no",)


def test_rule_that_applies_on_no_such_day_says_so(tmp_path):
    folder = atlas_in(tmp_path, cases=replaced("cases", "2028-01-10", "2019-01-01"))

    outcome = outcome_of(folder, "the last good day")

    assert outcome.got is State.CANNOT_TELL
    assert outcome.lines == ("no version of the rule may apply on the deciding day",)


@pytest.mark.parametrize(
    ("old", "new", "shows"),
    [
        ("oet", "oet", {"met", "unmet", "boundary", "unknown"}),
        (
            "in-force: 2020-01-01..",
            "in-force: 2020-01-01..\n            status: proposed",
            {"unknown"},
        ),
    ],
)
def test_cases_must_show_what_can_be(tmp_path, old, new, shows):
    folder = atlas_in(tmp_path, rule=replaced("rule", old, new))

    (found,) = load_atlas([folder], strict=False).opportunities.values()

    assert needed_shows(found) == shows


VARIANT = """
    opportunity: us/ecfmg/other
    inherits: us/ecfmg/oet
    title: {en: OET elsewhere}
"""


def also(names):
    """Return the cases of the sample, run for these variants too."""
    return replaced("cases", "cases:", f"also: {names}\n        cases:")


def test_cases_are_run_for_variants_too(tmp_path):
    folder = atlas_in(tmp_path, other=VARIANT, cases=also("[us/ecfmg/other]"))

    cases = load_cases([folder])

    names = [case.name for case in cases[:4]]
    assert [case.opportunity for case in cases] == ["us/ecfmg/oet"] * 4 + ["us/ecfmg/other"] * 4
    assert [case.name for case in cases[4:]] == names
    assert [str(problem) for problem in check([folder])] == []


def test_variant_that_is_not_there_is_told(tmp_path):
    folder = atlas_in(tmp_path, other=VARIANT, cases=also("us/ecfmg/othr"))

    found = [str(problem) for problem in check([folder])]

    assert any("also: unknown opportunity 'us/ecfmg/othr'" in problem for problem in found)
