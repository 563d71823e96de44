"""What a degree keeps open: ways, barriers and doubts once it is held."""

from dataclasses import replace
from datetime import date

import pytest

from salerno.credentials.vocabulary import Vocabulary
from salerno.errors import InputError
from salerno.routes.degrees import DEGREE, Degree
from salerno.routes.goals import Goal, goals_of
from salerno.routes.keeping import MOST, deciding, goals_in, kept_open, span_of
from salerno.rules.packs import compile_pack
from tests.library.routes.office import WORDS, outlook, step
from tests.spec.clerk import held, person

DAY = date(2033, 9, 1)
STUDIED = Vocabulary(  # a degree is had by studying only
    {**WORDS.types, DEGREE: replace(WORDS.types[DEGREE], obtainable=False)},
    WORDS.facts, WORDS.listings, WORDS.tables,
)  # fmt: skip
CERTIFICATE = "us/ecfmg-certificate"
RESIDENCY = "us/residency"
GOAL = Goal(RESIDENCY, (), (RESIDENCY,))
ABROAD = f"""[{{choose: [{{when: {{has: {DEGREE}, where: {{country: US}}}}, then: nothing}},
                         {{else: {{has: {CERTIFICATE}, id: certificate}}}}]}}]"""
ECFMG = step(
    "us/ecfmg/certification",
    f"[{{has: {DEGREE}, where: {{wdoms-note: ecfmg-eligible}}, id: note}}]",
    kind="certification",
    grants=CERTIFICATE,
    waits="[{for: the certificate, from: 8 weeks, to: 12 weeks, source: law}]",
)
MATCH = step(RESIDENCY, ABROAD, kind="training-post")


def degree(**said):
    """Return a degree of which this is known."""
    return Degree((held(DEGREE, DAY.isoformat(), **said),), DAY, is_dated=True)


def after(known, *steps, goal=GOAL, who=None):
    """Return how a goal stands for who holds that degree."""
    own = person(complete=()) if who is None else who
    pack = compile_pack(steps or (ECFMG, MATCH))
    (kept,) = kept_open(own, pack, degree=known, goals=[goal], outlook=outlook(vocabulary=STUDIED))
    return kept


def names(kept):
    """Return the ids of what is taken on the way."""
    return [own.id for own in kept.route.steps if own.way == "take"]


def test_degree_of_the_country_keeps_its_residency_open_without_a_certificate():
    kept = after(degree(country="US"))

    assert (kept.standing, names(kept)) == ("open", [RESIDENCY])


def test_degree_from_abroad_needs_the_certificate_first():
    kept = after(degree(country="GH", wdoms_note=["ecfmg-eligible"]))

    assert (kept.standing, names(kept)) == ("open", [ECFMG.id, RESIDENCY])
    assert kept.days == (56, 84)


def test_it_cannot_be_told_where_nobody_says_whether_the_school_is_noted():
    kept = after(degree(country="GH"))

    assert kept.standing == "cannot-tell"
    assert [own.literal.note.id for own in kept.deciding] == ["note"]
    assert names(kept) == [ECFMG.id, RESIDENCY]


def test_it_is_closed_by_the_country_of_the_degree_and_only_the_rule_could_lift_it():
    final = "if-unmet: never, id: home"
    rule = f"[{{has: {DEGREE}, where: {{country: US}}, {final}}}]"
    home = step(RESIDENCY, rule, kind="training-post")

    kept = after(degree(country="GH"), home)

    assert (kept.standing, kept.route, kept.days) == ("closed", None, (0, 0))
    assert [(own.literal.note.id, own.lifter) for own in kept.plan.barriers] == [("home", "rule")]


def test_way_without_a_doubt_comes_before_a_cheaper_one_with_it():
    doubtful = step("cheap", f"[{{has: {DEGREE}, where: {{language: de}}, id: german}}]",
                    kind="licence")  # fmt: skip
    sure = step("dear", f"[{{has: {DEGREE}}}]", kind="licence",
                fees="[{for: all, amount: 900 EUR, source: law}]")  # fmt: skip

    kept = after(degree(country="GH"), doubtful, sure, goal=Goal("x", (), ("cheap", "dear")))

    assert (kept.standing, names(kept)) == ("open", ["dear"])


def test_fact_of_the_school_that_nobody_stated_decides():
    asking = step(RESIDENCY, "[{fact: school.accreditor, is: lcme}]", kind="training-post")

    kept = after(degree(country="GH"), asking)

    assert kept.standing == "cannot-tell"
    assert [own.literal.leaf.name for own in kept.deciding] == ["school.accreditor"]


@pytest.mark.parametrize(("end", "standing"), [("", "open"), (", if-unmet: never", "cannot-tell")])
def test_fact_of_the_person_decides_only_where_it_is_final(end, standing):
    asking = step(RESIDENCY, f"[{{fact: citizenship, is: US{end}}}]", kind="training-post")

    assert after(degree(country="GH"), asking).standing == standing


@pytest.mark.parametrize("clean", [
    "{none: [{fact: citizenship, is: KP}]}", "{attempts: us/usmle-step1, max: 4, if-unmet: never}",
])  # fmt: skip
def test_that_nothing_has_gone_wrong_so_far_decides_nothing(clean):
    kept = after(degree(country="GH"), step(RESIDENCY, f"[{clean}]", kind="training-post"))

    assert (kept.standing, kept.deciding) == ("open", ())


def test_goal_that_is_reached_already_is_open_without_a_way():
    licence = step("gb/licence", grants="[{type: licence/medical, scope: {country: GB}}]")
    goal = Goal("licence/medical?country=GB", (), (), "licence/medical", (("country", "GB"),))
    own = person(held("licence/medical", "2020-01-01", country="GB"))

    kept = after(degree(country="GH"), licence, goal=goal, who=own)

    assert (kept.standing, kept.route, kept.plan.held) == ("open", None, True)


def test_goal_that_nothing_leads_to_cannot_be_told():
    kept = after(degree(country="GH"), ECFMG, goal=Goal("x", (), (), "licence/medical"))

    assert (kept.standing, kept.route, kept.plan.barriers) == ("cannot-tell", None, ())


def test_rules_are_those_of_the_day_of_the_degree():
    turning = step(RESIDENCY, kind="training-post", versions=f"""[
        {{in-force: ..2029-12-31, source: law, requires: nothing}},
        {{in-force: 2030-01-01.., source: law, requires: {{has: {DEGREE}, where: {{country: US}},
          if-unmet: never}}}}]""")  # fmt: skip

    assert after(degree(country="GH"), turning).standing == "closed"


def test_several_goals_stand_as_each_alone():
    other = Goal(ECFMG.id, (), (ECFMG.id,))
    known = degree(country="GH")

    both = kept_open(
        person(complete=()), compile_pack([ECFMG, MATCH]), degree=known, goals=[GOAL, other],
        outlook=outlook(vocabulary=STUDIED),
    )  # fmt: skip

    assert [own.route.steps for own in both] == [
        after(known, goal=goal).route.steps for goal in (GOAL, other)
    ]


def test_too_many_goals_at_once_are_refused():
    with pytest.raises(InputError) as error:
        kept_open(person(), compile_pack([]), degree=degree(), goals=[GOAL] * (MOST + 1),
                  outlook=outlook(vocabulary=STUDIED))  # fmt: skip

    assert f"ask for {MOST} at most" in str(error.value)


def test_way_lasts_as_long_as_its_longest_chain():
    slow = replace(ECFMG, id="slow", grants=())
    kept = after(degree(country="US"), slow, goal=Goal("slow", (), ("slow",)))

    assert span_of(kept.route) == (56, 84)
    assert len(deciding(kept.route)) == 1


LICENCE = step("gb/licence", kind="registration",
               grants="[{type: licence/medical, scope: {country: GB}}]")  # fmt: skip
PART = step("ae/licence", kind="licence",
            grants="[{type: licence/medical, scope: {country: AE, region: DU}}]")  # fmt: skip
POST = step("gb/post", kind="training-post",
            grants="[{type: experience/residency, scope: {country: GB}}]")  # fmt: skip
BOARD = step("gb/board", kind="certification",
             grants="[{type: certification/board, scope: {country: GB}}]")  # fmt: skip


@pytest.mark.parametrize(("country", "found"), [
    ("GB", ["licence/medical?country=GB", "experience/residency?country=GB"]),
    ("AE", ["licence/medical?country=AE&region=DU"]),
    ("GH", []),
])  # fmt: skip
def test_goals_of_a_country_are_to_practise_and_to_train(country, found):
    known = {own.id: own for own in (BOARD, POST, PART, LICENCE)}

    goals = goals_in(country, goals_of(known.values(), vocabulary=WORDS), opportunities=known)

    assert [goal.id for goal in goals] == found
