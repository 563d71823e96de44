"""A dated route is lived through once: each rule is asked again on the day of application."""

from datetime import date

import pytest

from salerno.credentials.vocabulary import Vocabulary
from salerno.routes.goals import Goal
from salerno.routes.planning import plan
from salerno.routes.replays import refused
from salerno.routes.steps import Outlook, Step, step_of
from salerno.rules.circuits import IfNot, Literal
from salerno.rules.leaves import Note
from salerno.rules.packs import compile_pack
from salerno.rules.requirements import walk
from tests.library.routes.office import HERE, outlook, step
from tests.spec.clerk import held, person

STEP1, STEP2 = "us/usmle-step1", "us/usmle-step2ck"
MARKS = ("apply", "start", "end", "result")


def on(*days):
    """The planned days of a step; one day stands for all four marks."""
    known = days if len(days) > 1 else days * len(MARKS)
    return dict(zip(MARKS, map(date.fromisoformat, known), strict=True))


def taken(opportunity):
    return step_of(opportunity, (), person=person(), to=outlook())


def obtained(rule):
    (leaf,) = walk(step("z", rule).versions[0].requires)
    literal = Literal(leaf, negated=False, if_not=IfNot.FIXABLE, note=Note())
    return Step("obtain it", "obtain", literal=literal)


def replayed(*steps, planned, someone=None, to=None):
    return refused(steps, planned, person=someone or person(), outlook=to or outlook())


def test_step_whose_rule_is_met_by_what_comes_before_is_not_refused():
    first, second = step("a", grants=STEP1), step("b", f"{{has: {STEP1}}}")

    planned = {"a": on("2027-01-01"), "b": on("2027-02-01")}

    assert replayed(taken(second), taken(first), planned=planned) == ()


def test_step_is_refused_before_the_result_is_out():
    first, second = step("a", grants=STEP1), step("b", f"{{has: {STEP1}}}")

    planned = {
        "a": on("2027-01-01", "2027-01-01", "2027-01-01", "2027-03-01"),
        "b": on("2027-02-01"),
    }

    assert replayed(taken(first), taken(second), planned=planned) == ("b",)


def test_step_is_refused_when_what_is_held_has_grown_too_old():
    asking = taken(step("b", f"{{has: {STEP1}, age: at most 2 years}}"))
    someone = person(held(STEP1, "2025-06-01"))

    early = replayed(asking, planned={"b": on("2027-06-01")}, someone=someone)
    late = replayed(asking, planned={"b": on("2027-06-02")}, someone=someone)

    assert (early, late) == ((), ("b",))


def test_step_that_is_barred_for_good_is_refused():
    rule = "{not: {has: us/usmle-step1}, if-unmet: never}"

    planned = {"b": on("2027-01-01")}

    assert replayed(taken(step("b", rule)), planned=planned, someone=person(held(STEP1))) == ("b",)


def test_step_without_a_date_and_what_is_not_known_are_not_refused():
    dateless = taken(step("a", f"{{has: {STEP1}}}"))
    unknown = taken(step("b", "{fact: student.status, is: graduate}"))

    assert replayed(dateless, unknown, planned={"b": on("2027-01-01")}) == ()


def test_what_is_obtained_counts_as_it_is_asked_for():
    asking = taken(step("b", f"{{has: {STEP1}}}"))
    planned = {"obtain it": on("2027-01-01"), "b": on("2027-01-01")}

    found = replayed(obtained(f"{{has: {STEP1}}}"), asking, planned=planned)

    assert found == ()


def test_other_steps_bring_nothing():
    asking = taken(step("b", f"{{has: {STEP1}}}"))
    planned = {"decision it": on("2027-01-01"), "b": on("2027-01-01")}

    assert replayed(Step("decision it", "decision"), asking, planned=planned) == ("b",)


@pytest.mark.parametrize(("end", "expected"), [("2027-12-31", ()), ("2027-12-01", ("b",))])
def test_activity_counts_for_the_days_that_it_lasts(end, expected):
    rule = "{time: experience/residency, is: at least 1 year}"
    asking = taken(step("b", rule))
    post = taken(step("a", grants="experience/residency"))
    days = on("2027-01-01", "2027-01-01", end, end)

    by_step = replayed(post, asking, planned={"a": days, "b": on("2028-01-01")})
    by_oneself = replayed(
        obtained(rule), asking, planned={"obtain it": days, "b": on("2028-01-01")}
    )

    assert by_step == by_oneself == expected


def test_credential_of_a_type_without_words_is_no_activity():
    own = Outlook(HERE, Vocabulary())
    first, second = step("a", grants=STEP1), step("b", f"{{has: {STEP1}}}")

    planned = {"a": on("2027-01-01"), "b": on("2027-02-01")}

    assert replayed(taken(first), taken(second), planned=planned, to=own) == ()


STAYING = [
    "{time: experience/residency, is: at least 1 year}",
    "{time: experience/residency, is: at least 3 years}",
    "{time: experience/residency, is: at least 3 months, within: 1 year}",
    "{time: experience/residency, is: at least 2 years, measure: continuous}",
]


@pytest.mark.parametrize("length", ["", "6 months", "{from: 1 year, to: 3 years}", "5 years"])
@pytest.mark.parametrize("rule", STAYING)
def test_route_spends_as_much_time_as_the_rule_asks(rule, length):
    keys = {"duration": length} if length else {}
    post = step("a", kind="training-post", grants="experience/residency", **keys)
    late = step("c", grants=STEP1, duration="4 years", kind="training-post")
    asking = step("b", f"{{all: [{rule}, {{has: {STEP1}}}]}}")

    goal = Goal("b", (), ("b",))
    found = plan(person(), compile_pack([post, late, asking]), goal=goal, outlook=outlook())

    assert [route.cautions for route in found.routes] == [()] * len(found.routes)
    assert found.routes
