"""A route tells what it costs, and which of its steps are not known, not priced or not timed."""

from decimal import Decimal

from salerno.money import Money, Purse
from salerno.routes.goals import Goal
from salerno.routes.graphs import Weight
from salerno.routes.routes import Route, by_id
from salerno.routes.steps import Step
from tests.library.routes.office import step

LETTER = step("letter")
TAKEN = Step("letter", "take", LETTER, lasts=(1, 2))
UNKNOWN = Step("exam", "take", step("exam"), unpriced=("",), chance=None)
SUPPOSED, DECIDED = Step("suppose it", "suppose"), Step("decision it", "decision")
OBTAINED, WAITED = Step("obtain it", "obtain", unpriced=("",)), Step("wait", "wait")


def euros(amount):
    """Return a purse of euros."""
    return Purse.of([Money(Decimal(amount), "EUR")])


def route(*steps):
    """Return a route of these steps."""
    return Route(Goal("goal"), steps, (), Weight(0.0, 0.0, 0.0))


ALL = route(TAKEN, SUPPOSED, UNKNOWN, WAITED, OBTAINED, DECIDED)


def test_costs_of_the_steps_add_up():
    dear, cheap = Step("a", "take", low=euros(1), high=euros(5)), Step("b", "take", high=euros(2))

    assert (route(dear, cheap).low, route(dear, cheap).high) == (euros(1), euros(7))
    assert (route().low, route().high) == (Purse(), Purse())


def test_steps_that_are_not_wholly_known_are_named():
    assert ALL.unpriced == (UNKNOWN, OBTAINED)
    assert ALL.untimed == (UNKNOWN, OBTAINED)
    assert ALL.unknown == (SUPPOSED, DECIDED)
    assert ALL.unrated == (UNKNOWN,)


def test_opportunities_taken_are_told_once_each():
    again = Step("letter?country=GB", "take", LETTER, variant=(("country", "GB"),))

    assert route(TAKEN, SUPPOSED, again).taken == (LETTER,)


def test_steps_are_found_by_their_ids():
    assert by_id((WAITED, DECIDED)) == {"wait": WAITED, "decision it": DECIDED}
