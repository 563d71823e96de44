"""Routes made cheaper by what they already have."""

import pytest

from salerno.routes.graphs import Drawing, Found, Weight
from salerno.routes.polish import polished
from salerno.routes.searches import PLAIN
from tests.library.routes.ladders import shared_ladder
from tests.library.routes.twins import uncompiled


def shared_with_idle():
    """A test serves two branches for 5; a branch alone costs 3 more than with it."""
    drawing = Drawing.blank()
    test = drawing.add_step((), cost=5, risk=1)
    first = drawing.add_any((drawing.add_step((), cost=4), drawing.add_step((test,), cost=0.5)))
    second = drawing.add_any((drawing.add_step((), cost=4), drawing.add_step((test,), cost=0.5)))
    third = drawing.add_step((test,), cost=1)
    drawing.add_step((), cost=9)
    return drawing, (first, second, third)


def test_what_is_there_already_is_free():
    drawing, kids = shared_with_idle()
    goal = drawing.add_all(kids)
    graph = drawing.done()
    dear = Found((0, 1, 4, 7), Weight(14, 0, 1))

    better = polished(graph, goal, found=dear)

    assert better == Found((0, 2, 5, 7), Weight(7, 0, 1))


def test_idle_steps_are_left_out():
    drawing, kids = shared_with_idle()
    graph = drawing.done()

    better = polished(graph, kids[0], found=Found((0, 1, 4, 8), Weight(22, 0, 1)))

    assert better == Found((1,), Weight(4, 0, 0))


def test_risk_may_be_saved_instead_of_cost():
    drawing = Drawing.blank()
    bold = drawing.add_step((), cost=1, risk=2)
    safe = drawing.add_step((), cost=3, risk=1)
    goal = drawing.add_any((bold, safe))
    graph = drawing.done()
    found = Found((bold,), Weight(1, 0, 2))

    assert polished(graph, goal, found=found) == found
    assert polished(graph, goal, found=found, by="risk") == Found((safe,), Weight(3, 0, 1))


def test_two_steps_are_left_out_together():
    drawing = Drawing.blank()
    first, second = (drawing.add_step((), cost=4) for _ in range(2))
    both = drawing.add_step((), cost=6)
    goal = drawing.add_all((drawing.add_any((first, both)), drawing.add_any((second, both))))
    graph = drawing.done()

    better = polished(graph, goal, found=Found((first, second), Weight(8, 0, 0)))

    assert better == Found((both,), Weight(6, 0, 0))


def test_route_to_what_cannot_be_reached_stays():
    drawing = Drawing.blank()
    goal = drawing.add_any()
    found = Found((), Weight(0, 0, 0))

    assert polished(drawing.done(), goal, found=found) is found


@pytest.mark.parametrize("branches", [2, 9])
def test_twin_with_numba_polishes_the_same(monkeypatch, branches):
    graph, goal = shared_ladder(branches)
    every = Found(tuple(graph.steps.tolist()), Weight(0, 0, 0))

    twin = polished(graph, goal, found=every, search=uncompiled(monkeypatch))

    assert twin == polished(graph, goal, found=every, search=PLAIN)
