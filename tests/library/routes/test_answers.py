"""An answer is a plan, what to expect of it, and what the what-ifs change."""

from datetime import date

import numpy as np

from salerno.routes.answers import Answer, answer, known_in
from salerno.routes.chances import prospect
from salerno.routes.planning import Wishes, plan
from salerno.routes.tasks import Limits
from salerno.routes.whatifs import Case, difference, supposing
from salerno.rules.packs import compile_pack
from tests.library.routes.office import outlook, step
from tests.library.routes.test_planning import ASKING, GOAL, way
from tests.spec.clerk import person

CASE = Case(person(), outlook())
FEW = Wishes(lives=50)
EXAM = way("exam", cost=10, days=30, rate=60, kind="examination", attempts="2")
PACK = compile_pack((ASKING, EXAM))


def answered(pack=PACK, wishes=FEW, **asked):
    """The answer for the case, by chance of seed one."""
    random = np.random.default_rng(1)
    return answer(CASE, pack, goal=GOAL, wishes=wishes, random=random, **asked)


def expected(found, **asked):
    """The prospect of a plan, by chance of seed one."""
    random = np.random.default_rng(1)
    return prospect(
        found.routes, person=CASE.person, outlook=CASE.outlook, random=random, lives=50, **asked
    )


def test_answer_is_a_plan_and_its_prospect():
    there = plan(CASE.person, PACK, goal=GOAL, outlook=CASE.outlook, wishes=FEW)

    assert answered() == Answer(there, expected(there), None)


def test_prospect_is_within_the_days_to_the_last_day():
    wishes = Wishes(lives=50, limits=Limits(by=date(2027, 1, 1)))

    found = answered(wishes=wishes)

    assert found.prospect == expected(found.plan, within=40)
    assert found.prospect.in_time is not None


def test_nothing_is_to_be_expected_without_a_route():
    found = answered(compile_pack([step("b", "{has: us/j1-status}")]))

    assert (found.plan.routes, found.prospect, found.difference) == ((), None, None)


def test_what_ifs_are_supposed_all_at_once():
    whats = ("delayed exam 10 days", "delayed exam 1 week")
    there = CASE
    for what in whats:
        there = supposing(there, what=what, opportunities=known_in(PACK))
    after = plan(there.person, PACK, goal=GOAL, outlook=there.outlook, wishes=FEW)

    found = answered(what_if=whats)

    assert found.difference == difference(found.plan, after, outlook=CASE.outlook)
    assert found.difference.cheapest.days == 17


def test_opportunities_of_a_pack_are_known_by_their_ids():
    assert known_in(PACK) == {"b": ASKING, "exam": EXAM}
