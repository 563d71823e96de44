"""A plan tells a few routes truly, or else what stands in the way of every one."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from salerno.money import Purse
from salerno.routes.goals import Goal
from salerno.routes.planning import ROUNDS, Wishes, barriers, plan
from salerno.routes.tasks import Conflict, Limits
from salerno.rules.packs import compile_pack
from tests.library.routes.office import outlook, step
from tests.spec.clerk import held, person

STEP1, STEP2, STEP3 = "us/usmle-step1", "us/usmle-step2ck", "us/usmle-step3"
GOAL = Goal("b", (), ("b",))


def planned(*steps, someone=None, to=None, goal=GOAL, **wishes):
    pack = compile_pack(steps)
    return plan(
        someone or person(), pack, goal=goal, outlook=to or outlook(), wishes=Wishes(**wishes)
    )


def costing(euros):
    return f"[{{for: application, amount: {euros} EUR, source: law}}]"


def way(name, *, cost=0, days=0, rate="", grants=STEP1, **keys):
    """A way to the first step: what it costs and takes, and how many pass."""
    if rate:
        keys["odds"] = f"[{{of: pass, rate: {rate} %, year: 2025, source: law}}]"
    duration = f"{days} days"
    return step(name, fees=costing(cost), duration=duration, grants=grants, **keys)


def ids(route):
    return [own.id for own in route.steps]


ASKING = step("b", f"{{has: {STEP1}}}", kind="licence")


def test_each_route_is_told_in_what_it_is_the_best():
    ways = (
        way("cheap", cost=1, days=300, rate=50),
        way("fast", cost=50, days=3, rate=60),
        way("sure", cost=70, days=200, rate=95),
    )

    found = planned(ASKING, *ways)

    assert [(ids(route), route.best) for route in found.routes] == [
        (["cheap", "b"], ("cheapest",)),
        (["fast", "b"], ("fastest",)),
        (["sure", "b"], ("surest",)),
    ]


def test_only_route_is_the_best_in_everything():
    (route,) = planned(ASKING, way("only")).routes

    assert route.best == ("cheapest", "fastest", "surest")


def test_fewer_routes_are_told_when_fewer_are_wanted():
    ways = (
        way("cheap", cost=1, days=300, rate=50),
        way("fast", cost=50, days=3, rate=60),
        way("sure", cost=70, days=200, rate=95),
    )

    assert [
        [ids(route)[0] for route in planned(ASKING, *ways, most=most).routes] for most in (1, 2)
    ] == [["cheap"], ["cheap", "fast"]]


def test_further_routes_are_those_that_differ_most():
    ways = [way(f"w{n}", cost=10 * n, days=100 - 10 * n, rate=50) for n in range(1, 8)]

    found = planned(ASKING, *ways, most=4)

    assert (len(found.routes), ids(found.routes[0]), ids(found.routes[-1])) == (
        4,
        ["w1", "b"],
        ["w7", "b"],
    )


def test_fastest_is_the_first_to_arrive_by_the_calendar():
    quick = way("quick", cost=5, days=3, rate=50, sessions="[{on: 2028-06-01, source: law}]")
    slow = way("slow", cost=10, days=60, rate=60)

    found = planned(ASKING, quick, slow)

    assert {ids(route)[0]: route.best for route in found.routes} == {
        "quick": ("cheapest",),
        "slow": ("fastest", "surest"),
    }


def test_fastest_is_the_one_of_least_days_without_a_calendar():
    ways = (way("quick", cost=9, days=3), way("slow", cost=5, days=60))

    found = planned(ASKING, *ways, dated=False)

    assert {ids(route)[0]: "fastest" in route.best for route in found.routes} == {
        "quick": True,
        "slow": False,
    }
    assert [route.timeline for route in found.routes] == [None, None]


def test_proven_is_only_the_cheapest_and_only_when_wished():
    ways = (way("cheap", cost=1, days=300), way("fast", cost=50, days=3))

    wished, unwished = planned(ASKING, *ways, prove=True), planned(ASKING, *ways)

    assert [route.proven for route in wished.routes] == [True, False]
    assert [route.proven for route in unwished.routes] == [False, False]


def test_fees_are_those_of_the_planned_days():
    rising = step(
        "a",
        grants=STEP1,
        sessions="[{on: 2027-06-01, source: law}]",
        fees="""[{for: application, amount: 10 EUR, in-force: ..2026-12-31, source: law},
                 {for: application, amount: 25 EUR, in-force: 2027-01-01.., source: law}]""",
    )

    asking = step("b", f"{{has: {STEP1}}}", fees=costing(0))
    (route,) = planned(asking, rising, prove=True).routes

    assert outlook().worth(route.high) == Decimal(25)
    assert (route.weight.cost, route.proven) == (25.0, False)


def test_goal_that_is_held_needs_no_route():
    own = person(held(STEP3, "2025-01-01"))

    assert planned(step("b", grants=STEP3), someone=own).held


def test_goal_that_has_ended_is_not_held():
    licence = step("b", grants="licence/medical")
    over = person(held("licence/medical", "2020-01-01", "2026-11-21"))
    last = person(held("licence/medical", "2020-01-01", "2026-11-22"))

    assert (planned(licence, someone=over).held, planned(licence, someone=last).held) == (
        False,
        True,
    )


@pytest.mark.parametrize(
    ("scope", "told", "expected"),
    [
        ((), {"country": "IE"}, True),
        ((("country", "GB"),), {"country": "GB"}, True),
        ((("country", "GB"),), {"country": "IE"}, False),
        ((("country", "GB"),), {}, False),
        ((("country", "GB"), ("region", "ENG")), {"country": "GB"}, False),
    ],
)
def test_grant_is_held_only_within_its_scope(scope, told, expected):
    goal = Goal("licence", grant="licence/medical", scope=scope)
    licence = step("a", grants="[{type: licence/medical, scope: {country: GB, region: ENG}}]")

    found = planned(licence, someone=person(held("licence/medical", **told)), goal=goal)

    assert found.held is expected


def test_grant_that_nobody_gives_has_no_route_and_nothing_to_lift():
    found = planned(step("a"), goal=Goal("licence", grant="licence/medical"))

    assert (found.held, found.routes, found.barriers) == (False, (), ())


RECENT = step(
    "b", f"{{all: [{{has: {STEP1}, age: at most 1 year}}, {{has: {STEP2}}}]}}", kind="licence"
)


def test_what_lapses_on_the_way_is_had_anew():
    course = step("c", grants=STEP2, duration="2 years")

    own = person(held(STEP1, "2026-06-01"))
    found = planned(RECENT, course, way("again", cost=8), someone=own, prove=True)

    assert [(sorted(ids(route)), route.proven) for route in found.routes] == [
        (["again", "b", "c"], False)
    ]


def test_what_need_not_be_had_anew_is_not():
    ways = (
        step("slow", grants=STEP2, duration="2 years", fees=costing(5)),
        step("quick", grants=STEP2, duration="9 days", fees=costing(30)),
    )

    own = person(held(STEP1, "2026-06-01"))
    found = planned(RECENT, *ways, way("again", cost=8), someone=own)

    assert [sorted(ids(route)) for route in found.routes] == [
        ["again", "b", "slow"],
        ["b", "quick"],
    ]


SOON = "[{on: 2026-12-01, source: law}]"
COURSE = step("c", grants=STEP2, duration="2 years")


def early(**keys):
    """A step of one session only, which is over before what it asks can be had."""
    return step("soon", f"{{has: {STEP2}}}", grants=STEP1, fees=costing(1), sessions=SOON, **keys)


def test_session_that_is_over_too_early_is_gone_round():
    found = planned(ASKING, early(), COURSE, way("dear", cost=90))

    assert [ids(route) for route in found.routes] == [["dear", "b"]]


def test_session_that_is_over_too_early_is_told_when_there_is_no_other_way():
    found = planned(ASKING, early(), COURSE)

    assert (found.routes, found.barriers) == ((), ())
    assert found.failed.timeline.sessions == ("soon",)


@pytest.mark.parametrize("several", [ROUNDS - 1, 3 * ROUNDS])
def test_what_is_over_too_early_is_gone_round_a_few_times(several):
    over = [
        step(f"s{n}", f"{{has: {STEP2}}}", grants=STEP1, fees=costing(n), sessions=SOON)
        for n in range(several)
    ]

    found = planned(ASKING, *over, COURSE, way("dear", cost=90, days=5000))

    assert [ids(route) for route in found.routes] == ([["dear", "b"]] if several < ROUNDS else [])


def test_session_that_only_a_limit_makes_too_late_is_told_with_the_limit():
    late = way("late", sessions="[{on: 2028-06-01, source: law}]")

    found = planned(ASKING, late, limits=Limits(by=date(2027, 1, 1)))

    assert isinstance(found.failed.timeline, Conflict)
    assert found.failed.timeline.limits == ("by",)


def test_route_that_cannot_be_dated_is_left_out():
    ways = (way("slow", cost=1, days=900), way("fast", cost=9, days=9))

    found = planned(ASKING, *ways, limits=Limits(by=date(2027, 6, 1)))

    assert [ids(route) for route in found.routes] == [["fast", "b"]]


def test_nearest_of_the_routes_that_cannot_be_dated_is_told():
    ways = (way("slow", cost=1, days=900), way("fast", cost=9, days=800))

    found = planned(ASKING, *ways, limits=Limits(by=date(2027, 6, 1)))

    assert ids(found.failed) == ["fast", "b"]


@pytest.mark.parametrize(
    ("budget", "expected"),
    [("9", ["cheap", "fast"]), ("8.99", ["cheap"]), ("1", ["cheap"]), ("0.99", [])],
)
def test_routes_are_within_the_budget(budget, expected):
    ways = (way("cheap", cost=1, days=900), way("fast", cost=9, days=9))

    found = planned(ASKING, *ways, budget=Decimal(budget))

    assert [ids(route)[0] for route in found.routes] == expected
    assert found.least == (None if expected else Decimal(1))


def test_what_cannot_be_undone_is_warned_of():
    final = way("final", irreversible='{en: "You cannot go back."}')

    (route,) = planned(ASKING, final).routes

    (caution,) = route.cautions
    assert (caution.step, caution.danger, dict(caution.says)) == (
        "final", "irreversible", {"en": "You cannot go back."},
    )  # fmt: skip


@pytest.mark.parametrize(("failed", "expected"), [(1, []), (2, ["last-attempt"]), (0, [])])
def test_last_attempt_is_warned_of(failed, expected):
    own = person(*(held(STEP1, f"202{n}-01-01", result="fail") for n in range(failed)))
    passing = step("b", f"{{has: {STEP1}, where: {{result: pass}}}}", kind="licence")
    sat = step("a", grants=f"[{{type: {STEP1}, scope: {{result: pass}}}}]", attempts="3")

    (route,) = planned(passing, sat, someone=own).routes

    assert [caution.danger for caution in route.cautions] == expected


def test_step_that_its_rule_would_refuse_on_the_day_is_marked():
    total = step("b", "{sum: hours, of: experience/practice, is: '>= 100'}")
    post = step("a", grants="[{type: experience/practice, scope: {hours: '40'}}]")

    (route,) = planned(total, post).routes

    assert [(caution.step, caution.danger) for caution in route.cautions] == [("b", "not-now")]


def test_decision_is_a_step_that_is_neither_priced_nor_warned_of():
    judged = step("b", "{judge: fit, text: Somebody decides, days: 30}")

    (route,) = planned(judged).routes

    assert ids(route) == ["decision fit", "b"]
    assert (route.unknown, route.cautions) == (route.steps[:1], ())


def test_step_that_two_rules_ask_time_of_lasts_for_the_longer():
    asked = "{{time: experience/residency, is: at least {}}}"
    first = step("c", asked.format("1 year"), grants=STEP2)
    second = step("b", f"{{all: [{asked.format('3 years')}, {{has: {STEP2}}}]}}")
    post = step("a", grants="experience/residency", duration="{from: 6 months, to: 4 years}")

    (route,) = planned(second, first, post).routes

    assert {own.id: own.lasts for own in route.steps} == {
        "a": (1095, 1460), "c": None, "b": None,
    }  # fmt: skip
    assert not route.cautions


BARRED = [
    (f"{{not: {{has: {STEP1}}}}}", [("b", "rule", "")]),
    (f"{{has: {STEP1}, age: at most 1 year, if-unmet: never}}", [("b", "rule", "")]),
    ("{fact: student.status, is: graduate}", [("b", "person", "")]),
    ("{fact: student.status, is: graduate, if-unmet: never}", [("b", "rule", "")]),
    ("{has: us/j1-status}", [("b", "person", "")]),
    ("{has: us/j1-waiver}", [("a", "person", "")]),
    (f"{{attempts: {STEP1}, max: 1}}", [("b", "rule", "")]),
    ("{any: [{has: us/j1-status}, {fact: student.status, is: graduate}]}", 1),
    ("{all: [{has: us/j1-status}, {fact: student.status, is: graduate}]}", 2),
]


@pytest.mark.parametrize(("rule", "expected"), BARRED)
def test_barriers_are_the_fewest_and_tell_who_could_lift_them(rule, expected):
    waiver = step("a", "{has: us/j1-status}", grants="us/j1-waiver")
    own = person(held(STEP1, "2020-01-01", result="fail"), facts={"student.status": "enrolled"})

    found = planned(step("b", rule), waiver, someone=own)

    told = [(barrier.opportunity, barrier.lifter, barrier.reason) for barrier in found.barriers]
    assert (found.routes, found.failed) == ((), None)
    assert told == expected or len(told) == expected


def test_what_is_held_but_does_not_do_is_lifted_by_another_rule_only():
    own = person(held("us/j1-status", "2020-01-01", "2021-01-01"))

    (barrier,) = planned(step("b", "{has: us/j1-status}"), someone=own).barriers

    assert barrier.lifter == "rule"


def test_what_nobody_can_have_any_more_is_lifted_by_another_rule_only():
    there = outlook()
    types = there.vocabulary.types
    gone = replace(types["us/j1-research"], ended=date(2026, 11, 21))
    words = replace(there.vocabulary, types={**types, gone.id: gone})

    found = planned(step("b", "{has: us/j1-research}"), to=outlook(vocabulary=words))

    assert [barrier.lifter for barrier in found.barriers] == ["rule"]


def test_limits_that_were_set_are_told_as_limits():
    abroad = step("b", f"{{has: {STEP1}}}", presence="{countries: [US], source: law}")
    ways = (abroad, way("a"))

    found = planned(*ways, to=outlook(refused=frozenset({"US"}), without=frozenset({"a"})))

    assert [(own.opportunity, own.lifter, own.reason) for own in found.barriers] == [
        ("b", "limit", "refused"),
        ("a", "limit", "unwanted"),
    ]


def test_rule_that_is_not_in_force_is_a_barrier():
    past = step("b", versions="[{in-force: ..2025-12-31, source: law, requires: nothing}]")

    found = planned(past)

    assert [(own.opportunity, own.lifter, own.reason) for own in found.barriers] == [
        ("b", "rule", "not-in-force")
    ]


def test_barriers_lifted_open_a_route_and_none_can_stay():
    rule = "{all: [{has: us/j1-status}, {fact: student.status, is: graduate}]}"
    enrolled = person(facts={"student.status": "enrolled"})
    graduate = {"student.status": "graduate"}

    pack = compile_pack([step("b", rule)])
    found = barriers(enrolled, pack, goal=GOAL, outlook=outlook())
    lifted = planned(step("b", rule), someone=person(held("us/j1-status"), facts=graduate))
    partly = [
        person(facts=graduate),
        person(held("us/j1-status"), facts={"student.status": "enrolled"}),
    ]

    assert len(found) == 2
    assert len(lifted.routes) == 1
    assert [len(planned(step("b", rule), someone=one).barriers) for one in partly] == [1, 1]


def test_reasons_name_what_each_step_rests_on():
    asking = step("b", f"{{all: [{{has: {STEP1}}}, {{has: {STEP2}}}]}}", kind="licence")

    (route,) = planned(asking, way("a"), someone=person(held(STEP2, "2026-01-01"))).routes

    assert sorted((reason.step, reason.by) for reason in route.reasons) == [("b", ""), ("b", "a")]
    assert route.high == Purse()


@pytest.mark.parametrize(
    ("sessions", "is_open"),
    [
        ("[{on: 2026-11-21, source: law}]", False),
        ("[{on: 2027-06-01, closes: 2026-11-21, source: law}]", False),
        ("[{on: 2027-06-01, closes: 2026-11-22, source: law}]", True),
        ("[{each-year: ['08'], in-force: 2026-01-01..2026-12-31, source: law}]", False),
        ("[{each-year: any, source: law}]", True),
    ],
)
def test_sessions_that_are_over_are_not_gone_to(sessions, is_open):
    ways = (way("cheap", cost=1, sessions=sessions), way("dear", cost=90))

    alone, besides = planned(ASKING, ways[0]), planned(ASKING, *ways)

    assert ids(besides.routes[0]) == (["cheap", "b"] if is_open else ["dear", "b"])
    assert bool(alone.routes) is is_open
    assert is_open or alone.failed.timeline.sessions == ("cheap",)
