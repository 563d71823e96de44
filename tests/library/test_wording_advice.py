"""Questions and fixes, as they are said."""

from dataclasses import replace

import pytest

from salerno.rules import (
    asks_of,
    cheapest_fix,
    offers_of,
    say,
)
from tests.library.test_fixes import EITHER, step
from tests.library.titles import WORDS
from tests.spec.clerk import held, person, verdict_of


@pytest.mark.parametrize(
    ("rule", "someone", "expected"),
    [
        ("has: us/usmle-step1", person(complete=()), "Do you hold, or have you sat: USMLE Step 1?"),
        ("fact: citizenship\nis: IT", person(), "Citizenships?"),
        ("judge: oral-test", person(), "Has this been decided in your favour? oral test."),
        ("fact: enrolled-on\nis: '>= event'", person(facts={"enrolled-on": "2025"}),
         "On which date does this fall: the first day?"),
        ("has: exam/oet-medicine\nwhere: {writing: '>= 1', reading: '>= 1'}",
         person(held("exam/oet-medicine", "2026-01-01")),
         "Of your OET Medicine: Writing and Reading?"),
        ("has: us/usmle-step1\nwhere: {result: pass}",
         person(held("us/usmle-step1", "2026-01-01", result="fail"), complete=()),
         "Are these all: USMLE Step 1? Is there any that you have not told?"),
    ],
)  # fmt: skip
def test_question_is_asked_plainly(rule, someone, expected):
    (ask,) = asks_of([verdict_of(rule, someone)])

    assert say(ask, vocabulary=WORDS) == f"{expected} (settles 1 opportunity by itself)"


def test_cohort_year_is_asked_for_by_its_name():
    (ask,) = asks_of([verdict_of("has: us/usmle-step1", person(complete=()))])
    year, other = (replace(ask, subject="date", name=n) for n in ("match-year", "flu-season"))

    assert say(year).startswith("For which year do you ask: Match year?")
    assert say(other).startswith("For which year do you ask: year “flu season”?")


def fix_of(rule, someone, *steps):
    """What a fix says."""
    fix = cheapest_fix(verdict_of(rule, someone), offers=offers_of(steps))
    return say(fix, vocabulary=WORDS).split("\n")


def test_fix_says_what_it_takes():
    said = fix_of(
        EITHER,
        person(),
        step("one", "us/usmle-step1", price="600..700 USD", days=30),
        step("oet", "exam/oet-medicine", price="400 USD", days=7),
    )

    assert said == [
        "- “Step one”",
        "- “Step oet”",
        "2 steps",
        "Cost: between 1,000 USD and 1,100 USD",
        "Time: between 30 days and 37 days",
    ]


def test_fix_says_what_is_not_known():
    said = fix_of(
        f"{EITHER}  - {{fact: student.year, is: '>= 4'}}\n  - {{fact: citizenship, is: IT}}",
        person(),
        step("one", "us/usmle-step1", price="600 EUR", days=30),
        step("three", "us/usmle-step3", price="600 USD", days=31),
    )

    assert said == [
        "- “Step one”",
        "- obtain: OET Medicine",
        "2 steps",
        "Cost: 600 EUR, and 1 cost that is not known",
        "Time: 30 days, and 1 step of unknown length",
        "Provided that all of this is so:",
        "- Year of study: at least 4",
        "- Citizenships: Italy",
        "Several currencies and no exchange rates: compared by number of steps, then by time.",
    ]


@pytest.mark.parametrize(
    ("rule", "someone", "expected"),
    [
        ("nothing", person(), ["Nothing needs to be mended."]),
        (
            "wait: 12 months\nafter: us/usmle-step1",
            person(held("us/usmle-step1", "2026-05-22")),
            ["- wait until 22 May 2027", "0 steps", "Cost: nothing", "Time: 181 days"],
        ),
        (
            "has: exam/oet-medicine\nfix: gb/oet-sitting",
            person(),
            ["- “gb/oet-sitting”, which is closed to you or not in the atlas", "1 step",
             "Cost: not known for this step", "Time: not known for this step"],
        ),
    ],
)  # fmt: skip
def test_fix_says_what_to_do(rule, someone, expected):
    assert fix_of(rule, someone) == expected


def test_fix_that_may_not_be_the_cheapest_says_so():
    fix = cheapest_fix(verdict_of("nothing", person()), offers={})

    assert say(replace(fix, proven=False)).endswith("not every combination was tried.")
