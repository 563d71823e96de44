"""What is not known is compared as usual, and what may fail adds to the risk."""

from decimal import Decimal
from math import isclose, log

import pytest

from salerno.routes.guesses import Guess, guesses_of, risk_of
from salerno.routes.steps import Step, step_of
from salerno.rules.circuits import IfNot, Literal
from salerno.rules.leaves import Attempts, Has, Judge, Note, Wait
from salerno.rules.requirements import walk
from tests.library.routes.office import outlook, step
from tests.spec.clerk import person

EUROS = "[{{for: application, amount: {} EUR, source: law}}]"


def took(name, kind="examination", cost=None, days=None):
    keys = {} if cost is None else {"fees": EUROS.format(cost)}
    if days is not None:
        keys["duration"] = f"{days} days"
    opportunity = step(name, kind=kind, **keys)
    return step_of(opportunity, (), person=person(), to=outlook())


def guesses(*steps):
    return guesses_of(steps, worth=lambda own: float(outlook().worth(own.high)))


def test_guess_is_the_median_of_its_kind():
    found = guesses(took("a", cost=10, days=1), took("b", cost=40, days=3), took("c", cost=20))

    assert found["examination"] == Guess(20.0, 2.0)


def test_guess_of_a_kind_without_any_figure_is_that_of_all():
    found = guesses(took("a", cost=10, days=6), took("b", cost=30), took("c", kind="licence"))

    assert found["licence"] == Guess(20.0, 6.0)


def test_guess_for_what_is_no_opportunity_is_that_of_all():
    obtained = Step("obtain it", "obtain", unpriced=("",))

    found = guesses(took("a", cost=10), obtained)

    assert found[""] == Guess(10.0, 0.0)


def test_guess_without_any_figure_is_nothing():
    assert guesses(took("a"))["examination"] == Guess(0.0, 0.0)


@pytest.mark.parametrize(
    ("chance", "way", "risk"),
    [
        ((), "take", 0.0),
        ((Decimal("0.5"), Decimal("0.9")), "take", log(2)),
        ((Decimal(1), Decimal(1)), "take", 0.0),
        ((Decimal(0), Decimal(1)), "take", -log(1e-9)),
        (None, "take", log(4)),
        ((), "decision", log(4)),
        ((), "obtain", log(4)),
        ((), "wait", 0.0),
    ],
)
def test_risk_is_minus_the_logarithm_of_the_least_chance(chance, way, risk):
    assert isclose(risk_of(Step("it", way, chance=chance), doubt=0.25), risk)


def leaf_of(rule):
    (own,) = walk(step("b", rule).versions[0].requires)
    return own


@pytest.mark.parametrize(
    ("rule", "negated", "risk"),
    [
        ("{has: us/usmle-step1}", False, log(4)),
        ("{has: us/usmle-step1}", True, 0.0),
        ("{attempts: us/usmle-step1, max: 3}", False, 0.0),
        ("{wait: 90 days, after: us/usmle-step1}", False, 0.0),
        ("{judge: fit, text: Somebody decides}", False, log(4)),
    ],
)
def test_to_suppose_is_a_risk_unless_it_is_that_nothing_went_wrong(rule, negated, risk):
    leaf = leaf_of(rule)
    supposed = Step("suppose it", "suppose", literal=Literal(leaf, negated, IfNot.FIXABLE, Note()))

    found = risk_of(supposed, doubt=0.25)

    assert isinstance(leaf, Attempts | Has | Judge | Wait)
    assert isclose(found, risk, abs_tol=1e-12)
