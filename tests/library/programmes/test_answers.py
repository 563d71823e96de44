"""Taught in English to the end? Yes, no or unclear, and by whose word."""

import pytest

from salerno.programmes.answers import helped_by, practice_from, spoken_in, taught_in
from tests.library.programmes.written import programme_of


def speech(*lines):
    return programme_of(
        "speech: []" if not lines else "speech:\n" + "\n".join(f"  - {{{one}}}" for one in lines)
    )


ENGLISH = "phase: whole, in: [en], source: page"
PRECLINICAL = "phase: preclinical, in: [en], source: page"
CLINICAL = "phase: clinical, in: [en], source: page"
GERMAN = "phase: clinical, in: [de], source: page"
BOTH = "phase: clinical, in: [de, en], source: page"
PATIENTS = "phase: patients, in: [de], level: B2, due: year 3, source: page"


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        ((), "unclear"),
        ((ENGLISH,), "yes"),
        ((PRECLINICAL, CLINICAL), "yes"),
        ((PRECLINICAL,), "unclear"),
        ((CLINICAL,), "unclear"),
        ((PRECLINICAL, GERMAN), "no"),
        ((PRECLINICAL, BOTH), "unclear"),
        ((ENGLISH, GERMAN), "no"),
        ((ENGLISH, PATIENTS), "yes"),
        ((PRECLINICAL, CLINICAL, GERMAN), "unclear"),
    ],
)
def test_answer_follows_from_what_is_said_of_both_phases(lines, answer):
    assert taught_in(speech(*lines), "en").answer == answer


def test_answer_names_what_it_rests_on_and_what_limits_it():
    found = taught_in(speech(ENGLISH, PATIENTS), "en")

    assert [own.value.phase for own in found.because] == ["whole"]
    assert [(own.value.phase, own.value.level) for own in found.but] == [("patients", "B2")]


def test_level_of_the_language_itself_is_no_limit_and_that_of_another_is():
    found = taught_in(
        speech(
            ENGLISH,
            "phase: whole, in: [en], level: B2, source: page",
            "phase: whole, in: [pl], level: A2, due: year 2, source: older, over: no",
            "phase: whole, in: [it], level: B1, source: page, over: yes",
            "phase: preparation, in: [pl], level: B1, source: page",
        ),
        "en",
    )

    assert [own.value.languages for own in found.but] == [("pl",)]


def test_first_phase_alone_can_be_asked_for():
    assert taught_in(speech(PRECLINICAL, GERMAN), "en", through="preclinical").answer == "yes"


def test_what_is_said_of_the_whole_is_not_said_of_patients():
    own = speech(ENGLISH)

    assert spoken_in(own, "clinical").value.phase == "whole"
    assert spoken_in(own, "patients") is None


@pytest.mark.parametrize(
    ("lines", "answer"),
    [
        ((), None),
        (("kind: need, is: no",), "no"),
        (("kind: need, is: no", "kind: merit, is: some"), "some"),
        (("kind: merit, is: some", "kind: loan, is: yes"), "yes"),
        (("kind: federal, is: yes",), None),
        (("kind: need, is: yes, over: yes", "kind: any, is: no"), "no"),
    ],
)
def test_help_is_the_most_that_is_offered_now_by_the_school(lines, answer):
    told = "".join(f"  - {{{one}, source: page}}\n" for one in lines)

    assert helped_by(programme_of(f"aid:\n{told}" if lines else "")) == answer


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        ((), None),
        (("kind: start, year: 3",), 3),
        (("kind: early, year: 1", "kind: start, year: 3"), 3),
        (("kind: start",), None),
        (("kind: start, year: 4, cycle: '2020'", "kind: start, year: 2, cycle: '2025'"), 2),
    ],
)
def test_practice_begins_in_the_year_that_is_believed(lines, year):
    told = "".join(f"  - {{{one}, source: page}}\n" for one in lines)

    assert practice_from(programme_of(f"practice:\n{told}" if lines else "")) == year
