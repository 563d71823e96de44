"""One thing supposed to be otherwise: what is changed, what is refused, and what a plan loses."""

from dataclasses import replace
from decimal import Decimal

import pytest

from salerno.credentials.vocabulary import Attribute, CredentialType
from salerno.errors import InputError, UnknownName
from salerno.periods import PartialDate
from salerno.routes.planning import Wishes, plan
from salerno.routes.whatifs import FORMS, Case, difference, supposing
from salerno.rules.canonical import version_id
from salerno.rules.packs import compile_pack
from tests.library.routes.office import TODAY, WORDS, outlook, step
from tests.library.routes.test_planning import ASKING, GOAL, STEP1, way
from tests.spec.clerk import held, person

CERTIFICATE = "us/ecfmg-certificate"
RULES = """[{in-force: .., source: law, requires: nothing},
            {in-force: .., status: proposed, source: law, requires: {has: us/usmle-step1}}]"""
SAT = step("sat", grants=f"[{{type: {STEP1}, scope: {{result: pass}}}}]")
LETTER = step("letter", grants=CERTIFICATE)
CHANGING = step("changing", versions=RULES)
KNOWN = {own.id: own for own in (SAT, LETTER, CHANGING)}
CASE = Case(person(), outlook())


def supposed(*whats, case=CASE, known=KNOWN):
    """The case with all of this supposed."""
    for what in whats:
        case = supposing(case, what=what, opportunities=known)
    return case


def planned(case, *steps, **wishes):
    """The plan for the case, without dates unless wished."""
    wanted = Wishes(**{"dated": False} | wishes)
    return plan(case.person, compile_pack(steps), goal=GOAL, outlook=case.outlook, wishes=wanted)


def differing(what, *steps, case=CASE, **wishes):
    """What that changes in the plan."""
    there = supposed(what, case=case, known={own.id: own for own in steps})
    before, after = planned(case, *steps, **wishes), planned(there, *steps, **wishes)
    return difference(before, after, outlook=case.outlook)


def names(steps):
    """Return the ids of steps."""
    return [own.id for own in steps]


def test_failed_examination_is_a_sitting_of_today_that_was_not_passed():
    before, (sitting,) = CASE.person.credentials, supposed("failed sat").person.credentials

    assert before == ()
    assert (sitting.type, sitting.on) == (STEP1, PartialDate.on(TODAY))
    assert dict(sitting.attributes) == {"result": ("fail",)}


def test_failed_examination_is_failed_again():
    assert len(supposed("failed sat", "failed sat").person.credentials) == 2


@pytest.mark.parametrize(
    ("codes", "fails"), [((), True), (("pass", "fail"), True), (("a",), False)]
)
def test_only_a_result_that_can_be_fail_is_failed(codes, fails):
    graded = CredentialType(STEP1, (), (Attribute("result", "code", codes=codes),))
    words = replace(WORDS, types={**WORDS.types, STEP1: graded})
    case = Case(person(), outlook(vocabulary=words))

    if fails:
        assert len(supposed("failed sat", case=case).person.credentials) == 1
    else:
        with pytest.raises(InputError, match="'sat' cannot be failed"):
            supposed("failed sat", case=case)


def test_what_has_no_result_cannot_be_failed():
    with pytest.raises(InputError, match="'letter' cannot be failed") as error:
        supposed("failed letter")

    assert "name an examination" in str(error.value)


def test_grant_of_a_type_that_is_not_known_cannot_be_failed():
    types = {name: own for name, own in WORDS.types.items() if name != STEP1}
    case = Case(person(), outlook(vocabulary=replace(WORDS, types=types)))

    with pytest.raises(InputError, match="'sat' cannot be failed"):
        supposed("failed sat", case=case)


def test_delays_of_one_opportunity_add_up():
    found = supposed("delayed sat 3 months", "delayed sat 10 days", "delayed letter 1 week")

    assert dict(found.outlook.delays) == {"sat": 92 + 10, "letter": 7}
    assert dict(CASE.outlook.delays) == {}


def test_refused_countries_come_on_top_of_those_refused_before():
    there = Case(person(), outlook(refused=frozenset({"US"})))

    assert supposed("refused GB", case=there).outlook.refused == {"GB", "US"}


def test_learned_language_is_certified_today():
    (own,) = supposed("learned  de  C1").person.credentials

    assert (own.type, own.on) == ("language/level", PartialDate.on(TODAY))
    assert dict(own.attributes) == {"language": ("de",), "cefr": ("C1",)}


def test_learned_language_is_told_even_where_its_attributes_are_not_known():
    bare = CredentialType("language/level", ())
    words = replace(WORDS, types={**WORDS.types, bare.id: bare})

    (own,) = supposed(
        "learned de C1", case=Case(person(), outlook(vocabulary=words))
    ).person.credentials

    assert dict(own.attributes) == {"language": ("de",), "cefr": ("C1",)}


def test_fact_takes_the_place_of_what_was_told():
    enrolled = person(
        facts={"student.year": 3},
        changing={"student.status": {"2020-01-01..": "enrolled"}, "elects": {"..": "x"}},
    )

    found = supposed("fact student.status = graduate", case=Case(enrolled, outlook())).person

    assert dict(found.facts) == {"student.year": (Decimal(3),), "student.status": ("graduate",)}
    assert list(found.timelines) == ["elects"]


def test_fact_may_have_several_values():
    assert supposed("fact citizenship=DE, IT").person.facts["citizenship"] == ("DE", "IT")


def test_waiting_rules_switched_on_take_the_place_of_those_in_force():
    live, waiting = (f"changing {version_id(version)}" for version in CHANGING.versions)

    on, off = (supposed(f"{word} changing").outlook.circumstances for word in ("on", "off"))

    assert dict(on.statuses) == {live: "repealed", waiting: "in-force"}
    assert dict(off.statuses) == {live: "repealed"}


def test_opportunity_switched_off_leaves_others_of_the_same_rule():
    found = differing("off cheap", ASKING, way("cheap", cost=1), way("dear", cost=50))

    assert (names(found.cheapest.dropped), names(found.cheapest.added)) == (["cheap"], ["dear"])


def test_opportunity_without_a_waiting_rule_cannot_be_switched_on():
    with pytest.raises(InputError, match="'sat' has no rule that waits") as error:
        supposed("on sat")

    assert "proposed, stayed or deferred" in str(error.value)


@pytest.mark.parametrize("what", ["", "  ", "failed", "on ", "learnt de C1", "FAILED sat"])
def test_what_is_not_understood_is_told_with_all_forms(what):
    with pytest.raises(InputError, match="not understood") as error:
        supposed(what)

    assert [form for form in FORMS if f"'{form}'" not in str(error.value)] == []


@pytest.mark.parametrize("what", ["failed sta", "delayed sta 1 day", "on sta", "off sta"])
def test_unknown_opportunity_is_told_with_the_likely_one(what):
    with pytest.raises(UnknownName, match="unknown opportunity 'sta'") as error:
        supposed(what)

    assert "'sat'" in str(error.value)


@pytest.mark.parametrize(
    "what",
    [
        "refused ZZ", "refused gb", "delayed sat", "delayed sat soon", "learned de",
        "learned de Z9", "fact student.year=three", "fact student.year",
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(what):
    with pytest.raises(InputError):
        supposed(what)


def test_unknown_fact_is_told_with_the_likely_one():
    with pytest.raises(UnknownName, match=r"unknown fact 'student\.yaer'") as error:
        supposed("fact student.yaer=3")

    assert "'student.year'" in str(error.value)


def test_delay_makes_another_way_the_fastest():
    asking = step("b", f"{{has: {STEP1}}}", kind="licence", duration="1 day")
    ways = (way("cheap", cost=1, days=10), way("dear", cost=50, days=40))

    found = differing("delayed cheap 2 months", asking, *ways)

    assert found.cheapest.days == 61
    assert (names(found.cheapest.dropped), names(found.cheapest.added)) == ([], [])
    assert (names(found.fastest.dropped), names(found.fastest.added)) == (["cheap"], ["dear"])
    assert (found.fastest.cost, found.fastest.days) == (Decimal(49), 30)


def test_days_are_those_of_the_calendar_where_there_is_one():
    found = differing("delayed cheap 2 months", ASKING, way("cheap", days=10), dated=True)

    assert (found.cheapest.days, found.fastest.days) == (61, 61)


def test_what_closes_the_last_route_changes_no_route():
    found = differing("off a", ASKING, way("a"))

    assert (found.cheapest, found.fastest) == (None, None)
    assert (len(found.before.routes), len(found.after.routes)) == (1, 0)


def test_what_opens_the_first_route_changes_no_route():
    asking = step("b", "{fact: student.status, is: graduate}", kind="licence")
    student = Case(person(facts={"student.status": "enrolled"}), outlook())

    found = differing("fact student.status=graduate", asking, case=student)

    assert (found.cheapest, found.fastest) == (None, None)
    assert (len(found.before.routes), len(found.after.routes)) == (0, 1)


def test_what_is_held_already_is_dropped():
    asking = step("b", "{has: language/level, where: {language: de, cefr: '>= B2'}}")
    course = step(
        "course",
        grants="[{type: language/level, scope: {language: de, cefr: C1}}]",
        fees="[{for: application, amount: 300 EUR, source: law}]",
        duration="90 days",
    )

    found = differing("learned de C1", asking, course)

    assert (names(found.cheapest.dropped), names(found.cheapest.added)) == (["course"], [])
    assert (found.cheapest.cost, found.cheapest.days) == (Decimal(-300), -90)


def test_no_attempt_is_left_after_one_more_failure():
    passing = step("b", f"{{has: {STEP1}, where: {{result: pass}}}}", kind="licence")
    rule = f"{{attempts: {STEP1}, max: 2}}"
    sat = step("sat", rule, grants=f"[{{type: {STEP1}, scope: {{result: pass}}}}]")
    once = Case(person(held(STEP1, "2025-01-01", result="fail")), outlook())

    found = differing("failed sat", passing, sat, case=once)

    assert (len(found.before.routes), len(found.after.routes)) == (1, 0)
