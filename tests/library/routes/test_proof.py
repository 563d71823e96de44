"""The proof that a route is the cheapest."""

from random import Random

import pytest

from salerno.routes.graphs import Drawing, Found, Weight
from salerno.routes.labels import pareto
from salerno.routes.proof import Proof, prove_cheapest
from tests.library.routes.ladders import shared_ladder

ALONE = tuple(range(1, 25, 3))


def cover(size, sets, seed):
    """One step for each of some things, of which a set is met by any: hard to prove least."""
    chance = Random(seed)
    drawing = Drawing.blank()
    steps = [drawing.add_step((), cost=chance.randint(900, 1100)) for _ in range(size)]
    gates = [drawing.add_any(chance.sample(steps, 6)) for _ in range(sets)]
    goal = drawing.add_all(gates)
    return drawing.done(), goal


def test_cheaper_route_is_found_and_proven():
    graph, goal = shared_ladder(8)
    alone = Found(ALONE, Weight(24, 1, 0))

    proof = prove_cheapest(graph, goal, found=alone)

    assert (proof.proven, proof.bound) == (True, 13)
    assert proof.found == pareto(graph, goal)[0]


def test_cheapest_route_is_given_back_as_it_is():
    graph, goal = shared_ladder(8)
    cheapest = pareto(graph, goal)[0]

    proof = prove_cheapest(graph, goal, found=cheapest)

    assert proof.found is cheapest
    assert (proof.proven, proof.bound) == (True, 13)


def test_without_a_route_given_one_is_found():
    graph, goal = shared_ladder(8)

    assert prove_cheapest(graph, goal) == Proof(pareto(graph, goal)[0], proven=True, bound=13)


def test_steps_that_are_not_needed_are_left_out():
    drawing = Drawing.blank()
    goal = drawing.add_all()
    step = drawing.add_step((), cost=2)
    graph = drawing.done()

    proof = prove_cheapest(graph, goal, found=Found((step,), Weight(2, 0, 0)))

    assert proof == Proof(Found((), Weight(0, 0, 0)), proven=True, bound=0)


def test_goal_that_cannot_be_reached_is_proven_so():
    drawing = Drawing.blank()
    goal = drawing.add_any()

    assert prove_cheapest(drawing.done(), goal) == Proof(None, proven=True, bound=float("inf"))


@pytest.mark.parametrize("cents", [(120, 130), (12.5, 12.4), (0.25, 0.24), (1 / 3, 0.333333)])
def test_costs_need_not_be_whole(cents):
    drawing = Drawing.blank()
    dear, cheap = (drawing.add_step((), cost=cost) for cost in cents)
    graph_goal = drawing.add_any((dear, cheap))
    graph = drawing.done()
    first = Found((dear,), Weight(cents[0], 0, 0))

    proof = prove_cheapest(graph, graph_goal, found=first)

    best = min(range(2), key=lambda place: cents[place])
    assert proof == Proof(Found((best,), Weight(cents[best], 0, 0)), proven=True, bound=cents[best])


def test_when_time_is_up_the_best_so_far_is_not_proven():
    graph, goal = cover(150, 400, 1140)

    every = Found(tuple(graph.steps.tolist()), Weight(150_000, 0, 0))

    proof = prove_cheapest(graph, goal, found=every, seconds=0.05)

    assert not proof.proven
    assert 0 < proof.bound < proof.found.weight.cost
