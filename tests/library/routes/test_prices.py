"""A step that lies ahead is not priced by what was asked before, whatever day decides its price."""

import pytest

from salerno.money import Money, Purse
from salerno.routes.steps import step_of
from tests.library.routes.office import outlook, step
from tests.spec.clerk import person

FEE = "{{for: {}, amount: {} USD, in-force: {}, keyed-on: payment, source: law}}"


def costs(*fees):
    """Return the least and the most that a step with these fees costs."""
    found = step_of(step("a", fees=f"[{', '.join(fees)}]"), (), person=person(), to=outlook())
    return found.low, found.high


def dollars(amount):
    """Return a purse of US dollars."""
    return Purse.of([Money.parse(f"{amount} USD")])


@pytest.mark.parametrize(
    ("before", "after", "low"),
    [
        ("..2025-12-31", "2026-01-01..", 900),
        ("..2026-11-21", "2026-11-22..", 900),
        ("..2026-11-22", "2026-11-23..", 600),
    ],
)
def test_price_that_was_over_by_today_is_not_asked_any_more(before, after, low):
    fees = FEE.format("sitting", 600, before), FEE.format("sitting", 900, after)

    assert costs(*fees) == (dollars(low), dollars(900))


def test_price_of_the_past_is_all_that_is_known_where_none_follows():
    assert costs(FEE.format("sitting", 600, "..2025-12-31")) == (dollars(600), dollars(600))


def test_price_for_something_else_does_not_follow():
    fees = FEE.format("sitting", 600, "..2025-12-31"), FEE.format("retake", 900, "2026-01-01..")

    assert costs(*fees) == (dollars(1500), dollars(1500))
