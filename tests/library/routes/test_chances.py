"""The lives lived agree with what can be reckoned exactly for tiny routes.

Twenty thousand lives: a share lies within 0.0036 of its expectation two times in three, so that a
margin of 0.02 is over five times that; the seeds are fixed all the same.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import numpy as np
import pytest

from salerno.money import Money, Purse
from salerno.routes.chances import TRIES, Spread, prospect, sittings
from salerno.routes.goals import Goal
from salerno.routes.graphs import Weight
from salerno.routes.routes import Reason, Route
from salerno.routes.steps import Step, step_of
from salerno.rules.circuits import IfNot, Literal
from salerno.rules.leaves import Judge, Note
from salerno.rules.sources import Source
from tests.library.routes.office import outlook, step
from tests.spec.clerk import held, person

LIVES = 20_000
MARGIN = 0.02
TROTA = person()
ASKED = Literal(Judge("it"), negated=False, if_not=IfNot.FIXABLE, note=Note())
LAW = Source("https://example.org/law", date(2026, 11, 22), "law", "A")


def sat(name, chance, *, tries=1, days=0, cost=0, kind="examination", rule="nothing", **keys):
    """The step of an examination: its chance, tries in all, days and price in euros."""
    limit = str(tries) if tries else "unlimited"
    opportunity = step(name, rule, kind=kind, attempts=limit, **keys)
    found = step_of(opportunity, (), person=TROTA, to=outlook())
    low, high = chance if isinstance(chance, tuple) else (chance, chance)
    return replace(
        found,
        chance=(Decimal(str(low)), Decimal(str(high))),
        lasts=(days, days),
        high=Purse.of([Money(Decimal(cost), "EUR")]),
    )


def route(*steps, after=()):
    """A route of steps; `after` pairs the steps that ask with those that they rest on."""
    reasons = [Reason(one, by, ASKED, LAW) for one, by in after]
    return Route(Goal("goal"), steps, tuple(reasons), Weight(0.0, 0.0, 0.0))


def line(*steps):
    """A route of which each step rests on the one before."""
    pairs = zip(steps[1:], steps, strict=False)
    return route(*steps, after=[(one.id, by.id) for one, by in pairs])


def lived(*routes, someone=TROTA, seed=1, **asked):
    known = {"lives": LIVES, "outlook": outlook()} | asked
    return prospect(routes, person=someone, random=np.random.default_rng(seed), **known)


def close(share):
    return pytest.approx(share, abs=MARGIN)


@pytest.mark.parametrize(("chance", "tries"), [(0.3, 1), (0.3, 4), (0.9, 2), (1, 1), (0.05, 7)])
def test_step_is_passed_in_one_of_its_tries(chance, tries):
    found = lived(route(sat("a", chance, tries=tries)))

    assert found.reached == (close(1 - (1 - chance) ** tries),) * 2


def test_step_without_a_known_limit_is_tried_a_few_times():
    found = lived(route(sat("a", 0.4, tries=0)))

    assert found.reached[0] == close(1 - 0.6**TRIES)


def test_step_that_one_does_not_sit_for_is_tried_once():
    found = lived(route(sat("a", 0.4, tries=5, kind="licence")))

    assert found.reached[0] == close(0.4)


def test_what_was_sat_already_leaves_fewer_tries():
    failed = person(*(held("us/usmle-step1", on="2025-01-01", result="fail") for _ in range(2)))

    found = lived(route(sat("a", 0.5, tries=3, grants="us/usmle-step1")), someone=failed)

    assert found.reached[0] == close(0.5)


def test_step_without_a_try_left_is_never_passed():
    failed = person(held("us/usmle-step1", on="2025-01-01", result="fail"))

    found = lived(route(sat("a", 1, grants="us/usmle-step1")), someone=failed)

    assert (found.reached, found.days, found.cost) == ((0.0, 0.0), None, None)


def test_steps_must_all_be_passed():
    found = lived(route(sat("a", 0.8), sat("b", 0.5)))

    assert found.reached == found.first == (close(0.4), close(0.4))


def test_other_route_is_taken_by_who_fails():
    found = lived(route(sat("a", 0.6)), route(sat("b", 0.5)))

    assert found.first[0] == close(0.6)
    assert found.reached[0] == close(0.6 + 0.4 * 0.5)


def test_other_route_with_the_step_that_failed_is_no_way_out():
    found = lived(route(sat("a", 0.6)), route(sat("a", 0.6), sat("b", 1)))

    assert found.reached[0] == found.first[0]


def test_step_that_routes_share_is_passed_once():
    shared = sat("s", 0.5, cost=10)

    found = lived(route(shared, sat("a", 0.5)), route(shared, sat("b", 1)))

    assert found.reached[0] == close(0.5)
    assert found.cost == Spread(10.0, 10.0, 10.0)


def test_every_try_is_paid_and_waited_for():
    found = lived(route(sat("a", 0.5, tries=2, days=30, cost=100)), within=30)

    assert found.in_time == (close(0.5), close(0.5))
    assert found.days == Spread(30.0, 30.0, 60.0)
    assert found.cost == Spread(100.0, 100.0, 200.0)


def test_try_waits_for_as_long_as_the_rule_says():
    rule = "{wait: 90 days, after: us/usmle-step1}"
    waiting = sat("a", 0.5, tries=2, days=30, rule=rule, grants="us/usmle-step1")

    assert lived(route(waiting)).days == Spread(30.0, 30.0, 120.0)


def test_wait_for_something_else_does_not_hold_up_a_try():
    rule = "{wait: 90 days, after: us/usmle-step2ck}"
    waiting = sat("a", 0.5, tries=2, days=30, rule=rule, grants="us/usmle-step1")

    assert lived(route(waiting)).days == Spread(30.0, 30.0, 60.0)


def test_step_begins_when_all_it_rests_on_is_over():
    steps = [sat("a", 1, days=10), sat("b", 1, days=25), sat("c", 1, days=5)]

    apart = lived(route(*steps))
    after = lived(route(*steps, after=[("c", "a"), ("c", "b"), ("b", "")]))

    assert (apart.days.half, after.days.half) == (25.0, 30.0)


def test_other_route_begins_when_the_first_has_failed():
    found = lived(route(sat("a", 0.5, tries=2, days=10)), line(sat("b", 1, days=7)))

    assert found.days == Spread(10.0, 10.0, 27.0)


def test_days_of_tries_one_after_another_add_up_as_reckoned():
    one, two = (0.6, 3, 20), (0.4, 4, 35)
    first, second = (
        sat(n, p, tries=k, days=d) for n, (p, k, d) in zip("ab", (one, two), strict=True)
    )
    exact = {}
    for tries in product(range(1, 4), range(1, 5)):
        chance = 1.0
        for count, (p, _, _) in zip(tries, (one, two), strict=True):
            chance *= p * (1 - p) ** (count - 1)
        days = tries[0] * one[2] + tries[1] * two[2]
        exact[days] = exact.get(days, 0.0) + chance

    for limit in sorted(exact):
        found = lived(line(first, second), within=limit, seed=limit)

        assert found.in_time[0] == close(sum(p for day, p in exact.items() if day <= limit))


@pytest.mark.parametrize("seed", range(5))
def test_more_chance_never_reaches_the_goal_less_often(seed):
    draw = np.random.default_rng(seed).random
    lows = {name: 0.05 + 0.9 * float(draw()) for name in "abcd"}
    steps = {n: sat(n, (low, low + (1 - low) / 2), tries=2) for n, low in lows.items()}
    ways = [route(*(steps[name] for name in names)) for names in ("ab", "cb", "ad", "d")]

    found = lived(*ways, seed=seed, lives=2_000)

    assert found.reached[0] <= found.reached[1]
    assert found.first[0] <= found.first[1]


def test_share_in_time_grows_with_the_days_there_are():
    way = route(sat("a", 0.5, tries=5, days=10))

    shares = [lived(way, within=limit).in_time[0] for limit in (9, 10, 20, 50)]

    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, lived(way).reached[0])


def test_what_nobody_counted_is_anything_from_the_doubt_to_certain():
    unknown = replace(sat("a", 1), chance=None)
    decision = Step("decision it", "decision")

    found = lived(route(unknown, decision), outlook=outlook(doubt=Decimal("0.25")))

    assert found.reached == (close(0.25**2), 1.0)
    assert found.uncounted == ("a", "decision it")


def test_what_is_left_to_no_chance_is_certain():
    found = lived(route(Step("suppose it", "suppose"), Step("wait it", "wait", lasts=(5, 9))))

    assert (found.reached, found.uncounted, found.days.half) == ((1.0, 1.0), (), 9.0)


def test_impossible_step_is_all_but_never_passed():
    assert lived(route(sat("a", 0))).reached == (0.0, 0.0)


def test_same_seed_lives_the_same_lives():
    ways = (route(sat("a", 0.3, tries=2, days=3)), route(sat("b", 0.7, days=8)))

    assert lived(*ways, seed=7) == lived(*ways, seed=7)


def test_sittings_are_counted_once_for_all_that_they_grant():
    both = step("a", grants="[us/usmle-step1, us/usmle-step2ck]")
    sat_twice = [held(name) for name in ("us/usmle-step1", "us/usmle-step2ck")] * 2

    assert sittings(both, person(*sat_twice)) == 2
    assert sittings(step("b"), person(*sat_twice)) == 0
