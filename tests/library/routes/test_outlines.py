"""Plans as plain dictionaries: the keys are stable, what is not known is null."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np

from salerno.money import Rates
from salerno.periods import Span
from salerno.routes.answers import answer
from salerno.routes.chances import Prospect
from salerno.routes.goals import Goal
from salerno.routes.graphs import Weight
from salerno.routes.outlines import (
    answer_outline,
    goal_outline,
    plan_outline,
    prospect_outline,
    route_outline,
    timeline_outline,
)
from salerno.routes.planning import Wishes
from salerno.routes.routes import Plan, Route
from salerno.routes.steps import Step
from salerno.routes.tasks import Bond, Conflict, Limits, Point
from salerno.routes.timelines import schedule
from salerno.routes.whatifs import Case
from salerno.rules.packs import compile_pack
from salerno.rules.wording.voices import Voice
from tests.library.routes.office import TODAY, WORDS, outlook, step
from tests.library.routes.test_planning import ASKING, COURSE, GOAL, early, planned, way
from tests.spec.clerk import held, person

STEP2 = "us/usmle-step2ck"
VOICE = Voice("en", WORDS)
RATES = Rates("EUR", date(2026, 11, 20), "A bank", (("USD", Decimal("1.25")),))
PRICED = outlook(rates=RATES)
LICENCE = Goal("b", (("en", "The licence"),), ("b",))
STEPS = (
    step("b", f"{{has: {STEP2}, age: at most 2 years}}", kind="licence", duration="1 day"),
    step(
        "a",
        grants=STEP2,
        kind="examination",
        duration="1 day",
        fees="[{for: application, amount: 100 USD, source: law}]",
        sessions="[{on: 2027-06-01, closes: 2027-03-01, source: law}]",
        odds="[{of: pass, rate: 100 %, year: 2025, source: law, segment: {origin: abroad}}]",
        irreversible='{en: "You cannot go back."}',
        attempts="1",
    ),
)
LAW = {
    "url": "https://example.org/law",
    "title": "",
    "locator": "",
    "tier": "law",
    "read": "2026-11-22",
    "confidence": "A",
    "text": "https://example.org/law (law, read on 22 November 2026, confidence A):"
    " https://example.org/law",
}
EXAM = {
    "id": "a",
    "way": "take",
    "opportunity": "a",
    "asked-by": None,
    "text": "a",
    "low": "100 USD",
    "high": "100 USD",
    "known-cost": "100 USD",
    "days": [1, 1],
    "ahead": None,
    "lasts": [1, 1],
    "after": None,
    "odds": [
        {
            "of": "pass",
            "rate": "1",
            "year": "2025",
            "segment": {"origin": "abroad"},
            "source": LAW,
        }
    ],
    "not-before": None,
    "asks": [],
    "source": LAW,
}
ASKS = {
    "text": f"{STEP2} (no more than 2 years before the day of application)",
    "by": "a",
    "source": LAW,
}
LAST = EXAM | {
    "id": "b",
    "opportunity": "b",
    "text": "b",
    "low": None,
    "high": None,
    "known-cost": "0",
    "odds": [],
    "asks": [ASKS],
}


def on(planned, earliest=None):
    """Return the dates of a mark, which is as late as it is planned."""
    return {"planned": planned, "earliest": earliest or planned, "latest": planned}


TIMELINE = {
    "start": "2026-11-22",
    "finish": ["2027-06-03", "2027-06-03"],
    "proven": True,
    "entries": [
        {
            "step": "a",
            "apply": on("2027-03-01", "2026-11-22"),
            "start": on("2027-06-01"),
            "end": on("2027-06-02"),
            "result": on("2027-06-02"),
            "session": "2027-06-01",
            "apply-by": "2027-03-01",
            "slack": 0,
            "critical": True,
        },
        {
            "step": "b",
            "apply": on("2027-06-02"),
            "start": on("2027-06-02"),
            "end": on("2027-06-03"),
            "result": on("2027-06-03"),
            "session": None,
            "apply-by": None,
            "slack": 0,
            "critical": True,
        },
    ],
    "expires": [
        {
            "last-day": "2029-06-02",
            "text": "applying for “b” at most 2 years after the end of “a”",
            "earlier": {"step": "a", "mark": "end"},
            "later": {"step": "b", "mark": "apply"},
            "least": "0 days",
            "most": "2 years",
            "why": None,
        }
    ],
    "untimed": ["a", "b"],
}
ROUTE = {
    "best": ["cheapest", "fastest", "surest"],
    "proven": True,
    "low": "100 USD",
    "high": "100 USD",
    "worth": "80.00 EUR",
    "cost-text": "at least 100 USD, about 80 EUR",
    "compared": {"cost": 160.0, "days": 2, "risk": 0.0},
    "steps": [EXAM, LAST],
    "unknown": [],
    "unpriced": ["b"],
    "untimed": [],
    "unrated": [],
    "cautions": [
        {
            "step": "a",
            "danger": "irreversible",
            "text": "Cannot be undone: a. You cannot go back.",
        },
        {"step": "a", "danger": "last-attempt", "text": "Last attempt: a."},
    ],
    "timeline": TIMELINE,
}
SHUT = {
    "opportunity": "a",
    "requirement": None,
    "reason": "not-in-force",
    "lifter": "rule",
    "text": "a: no rule for it is in force (only a change of the rule could lift this, not you)",
    "source": None,
}
PLAN = {
    "goal": "b",
    "title-text": "The licence",
    "held": False,
    "routes": [ROUTE],
    "barriers": [],
    "conflict": None,
    "least": None,
}
AFTER = PLAN | {"routes": [], "barriers": [SHUT]}
ANSWER = PLAN | {
    "as-of": "2026-11-22",
    "currency": "EUR",
    "rates": {"as-of": "2026-11-20", "source": "A bank"},
    "prospect": {
        "reached": [1.0, 1.0],
        "first": [1.0, 1.0],
        "in-time": None,
        "days": [2.0, 2.0, 2.0],
        "cost": [80.0, 80.0, 80.0],
        "uncounted": [],
        "assumed": [
            "supposed", "rates", "uncounted", "tries", "independent", "retakes", "order",
        ],
        "lives": 100,
    },
    "what-if": {"after": AFTER, "cheapest": None, "fastest": None},
}  # fmt: skip


def answered(*steps, goal=LICENCE, to=PRICED, **asked):
    """The outline of an answer."""
    wishes = Wishes(lives=100, prove=True)
    random = np.random.default_rng(1)
    case, pack = Case(person(), to), compile_pack(steps)
    found = answer(case, pack, goal=goal, wishes=wishes, random=random, **asked)
    return answer_outline(found, VOICE, outlook=to)


def test_answer_has_these_keys_and_values():
    found = answered(*STEPS, what_if=["off a"])

    assert found == ANSWER
    assert json.loads(json.dumps(found)) == found


def test_answer_without_rates_routes_or_what_ifs_says_null():
    found = answered(step("b", "{has: us/j1-status}"), to=outlook())

    assert (found["rates"], found["prospect"], found["what-if"]) == (None, None, None)
    assert [(own["requirement"], own["source"]) for own in found["barriers"]] == [("", LAW)]


def test_rates_of_other_days_are_told_apart():
    older = replace(
        RATES,
        per_base=(*RATES.per_base, ("GHS", Decimal(13))),
        dated=(("GHS", date(2026, 10, 21), "An office"),),
    )

    found = answered(*STEPS, to=outlook(rates=older, currency="GHS"))

    assert found["rates"] == {
        "as-of": "2026-11-20",
        "source": "A bank",
        "dated": [{"as-of": "2026-10-21", "source": "An office", "currencies": ["GHS"]}],
    }


def test_change_names_the_steps_and_has_a_currency():
    steps = (ASKING, way("cheap", cost=1, days=10), way("dear", cost=50, days=40))

    found = answered(*steps, goal=GOAL, what_if=["delayed cheap 1 week", "delayed cheap 2 months"])

    assert found["what-if"]["cheapest"] == {
        "dropped": [],
        "added": [],
        "cost": "0.00 EUR",
        "days": 68,
    }
    assert found["what-if"]["fastest"] == {
        "dropped": ["cheap"], "added": ["dear"], "cost": "49.00 EUR", "days": 30,
    }  # fmt: skip


def test_goal_has_its_opportunities_or_its_grant():
    licence = Goal("licence?country=GB", (), (), "licence/medical", (("country", "GB"),))

    assert goal_outline(LICENCE, VOICE) == {
        "id": "b", "title-text": "The licence", "opportunities": ["b"], "grant": None, "scope": {},
    }  # fmt: skip
    assert goal_outline(licence, VOICE) == {
        "id": "licence?country=GB",
        "title-text": "",
        "opportunities": [],
        "grant": "licence/medical",
        "scope": {"country": "GB"},
    }


def test_least_is_an_amount_of_the_currency():
    found = planned(ASKING, way("cheap", cost=7), budget=Decimal(5))

    assert plan_outline(found, VOICE, outlook=outlook())["least"] == "7 EUR"


def test_conflict_names_limits_sessions_and_bonds():
    limited = planned(ASKING, way("slow", days=900), limits=Limits(by=date(2027, 6, 1)))
    missed = planned(ASKING, early(), COURSE)

    by, over = (plan_outline(found, VOICE, outlook=outlook()) for found in (limited, missed))

    assert (by["conflict"]["limits"], by["conflict"]["sessions"]) == (["by"], [])
    assert (over["conflict"]["limits"], over["conflict"]["sessions"]) == ([], ["soon"])
    assert [(own["earlier"], own["later"]) for own in over["conflict"]["bonds"]] == [
        ({"step": "c", "mark": "result"}, {"step": "soon", "mark": "apply"})
    ]


def test_bond_of_a_day_has_the_day_and_what_is_open_is_null():
    bond = Bond(Point(day=TODAY), Point("a", "start"), least=None, most=Span(days=3), why="rule")
    route = Route(
        GOAL, (Step("a", "take", STEPS[1]),), (), Weight(0.0, 0.0, 0.0),
        timeline=Conflict((bond,), ()),
    )  # fmt: skip

    found = plan_outline(Plan(GOAL, failed=route), VOICE, outlook=outlook())

    assert found["conflict"]["bonds"] == [
        {
            "text": "“a” at most 3 days after 22 November 2026",
            "earlier": {"day": "2026-11-22"},
            "later": {"step": "a", "mark": "start"},
            "least": None,
            "most": "3 days",
            "why": "rule",
        }
    ]


def test_failed_route_without_a_conflict_has_none():
    route = Route(GOAL, (), (), Weight(0.0, 0.0, 0.0))

    assert plan_outline(Plan(GOAL, failed=route), VOICE, outlook=outlook())["conflict"] is None


def test_route_without_dates_has_no_timeline():
    (route,) = planned(ASKING, way("a"), dated=False).routes

    assert route_outline(route, VOICE, outlook=outlook())["timeline"] is None


def test_wait_has_its_day_and_who_asks_for_it():
    rule = "{has: us/usmle-step1, age: at least 1 year}"
    own = person(held("us/usmle-step1", "2026-06-01"))
    *_, route = planned(step("b", rule), someone=own).routes

    waiting = route_outline(route, VOICE, outlook=outlook())["steps"][0]

    assert (waiting["way"], waiting["opportunity"], waiting["asked-by"]) == ("wait", None, "b")
    assert (waiting["not-before"], waiting["source"]) == ("2027-06-01", LAW)


def test_step_without_a_source_or_what_it_rests_on_says_null():
    bare = Route(GOAL, (Step("a", "take", STEPS[1]),), (), Weight(0.0, 0.0, 0.0))
    (held_already,) = planned(ASKING, someone=person(held("us/usmle-step1", "2026-01-01"))).routes

    (without,) = route_outline(bare, VOICE, outlook=outlook())["steps"]
    (last,) = route_outline(held_already, VOICE, outlook=outlook())["steps"]

    assert without["source"] is None
    assert [own["by"] for own in last["asks"]] == [None]


def test_timeline_outlined_alone_is_that_of_its_route():
    (route,) = planned(*STEPS, goal=LICENCE).routes
    dated = schedule((), bonds=(), start=TODAY)

    steps = {own.id: own for own in route.steps}
    assert timeline_outline(replace(route.timeline, proven=True), steps, VOICE) == TIMELINE
    assert timeline_outline(dated, {}, VOICE)["entries"] == []


def test_prospect_of_nobody_who_arrives_has_no_spread():
    found = prospect_outline(Prospect((0.0, 0.5), (0.0, 0.5), (0.0, 0.25), None, None, ("a",)))

    assert (found["days"], found["cost"], found["in-time"]) == (None, None, [0.0, 0.25])
    assert (found["uncounted"], found["lives"]) == (["a"], 10_000)
