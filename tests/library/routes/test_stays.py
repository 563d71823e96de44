"""A step lasts as long as the rules ask time of it, and no longer."""

import pytest

from salerno.routes.stays import stay
from salerno.routes.steps import Step, step_of
from salerno.rules.requirements import walk
from tests.library.routes.office import outlook, step
from tests.spec.clerk import held, person

POST = step("a", grants="[{type: experience/residency, scope: {country: GB}}]")


def asked(rule):
    """The leaf of a rule that asks for time."""
    (leaf,) = walk(step("b", rule).versions[0].requires)
    return leaf


def days(rule, *credentials):
    taken = step_of(POST, (), person=person(), to=outlook())
    return stay(asked(rule), taken, person=person(*credentials), outlook=outlook())


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("{time: experience/residency, is: at least 1 year}", 365),
        ("{time: experience/residency, is: at least 36 months}", 1095),
        ("{time: experience/residency, is: at least 10 days}", 10),
        ("{time: experience/residency, where: {country: GB}, is: at least 10 days}", 10),
        ("{time: experience/residency, where: {specialty: psychiatry}, is: at least 9 days}", 9),
    ],
)
def test_step_lasts_as_long_as_is_asked(rule, expected):
    assert days(rule) == expected


def test_what_was_spent_already_counts():
    rule = "{time: experience/residency, is: at least 1 year}"

    besides = days(rule, held("experience/residency", "2025-01-01", "2025-06-30"))

    assert days(rule) - besides == 181


def test_step_that_does_not_count_is_taken_to_last_for_all_that_is_asked():
    rule = "{time: experience/residency, where: {country: US}, is: at least 30 days}"

    assert days(rule) == 30


def test_what_is_no_opportunity_is_taken_to_last_for_all_that_is_asked():
    rule = asked("{time: experience/residency, is: over 30 days}")

    assert stay(rule, Step("it", "obtain"), person=person(), outlook=outlook()) == 31
