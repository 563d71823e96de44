"""Routes that no other dominates."""

import sys
from random import Random

import numpy as np
import pytest

from salerno.routes import labels, searches, sweeps
from salerno.routes.graphs import Drawing, Found, Weight
from salerno.routes.labels import pareto
from salerno.routes.searches import PLAIN
from salerno.routes.subsets import FEW
from tests.library.routes.ladders import ladder, shared_ladder
from tests.library.routes.twins import uncompiled
from tests.properties.drawings import drawn, made


def triples(front):
    return [(f.weight.cost, f.weight.time, f.weight.risk) for f in front]


def test_goal_that_cannot_be_reached_has_no_route():
    drawing = Drawing.blank()
    goal = drawing.add_step((drawing.add_any(),), cost=1)

    assert pareto(drawing.done(), goal) == ()


def test_goal_that_is_reached_already_has_the_route_without_steps():
    drawing = Drawing.blank()
    goal = drawing.add_all()

    assert pareto(drawing.done(), goal) == (Found((), Weight(0, 0, 0)),)


def test_front_of_a_few_steps_is_whole():
    graph, goal = ladder(3)

    front = pareto(graph, goal, width=1)

    assert triples(front) == [(3, 30, 0), (4, 21, 0.5), (6, 12, 1), (9, 3, 1.5)]
    assert [route.steps for route in front] == [(0, 3, 6), (1, 3, 6), (1, 4, 6), (1, 4, 7)]


def test_front_is_whole_at_the_limit_of_few_steps():
    graph, goal = ladder(FEW // 2)

    front = pareto(graph, goal, width=1)

    assert triples(front)[1:-1] == [
        (FEW // 2 + sum(range(1, fast + 1)), 60 - 9 * fast, fast / 2) for fast in range(1, 6)
    ]


def test_front_of_many_steps_has_both_ends():
    graph, goal = ladder(20)

    front = triples(pareto(graph, goal, width=6))

    assert front[0] == (20, 200, 0)
    assert front[-1] == (230, 20, 10)
    assert front == sorted(front)


def test_wider_front_of_many_steps_has_more_routes():
    graph, goal = ladder(10)

    narrow, wide = (pareto(graph, goal, width=width) for width in (3, 40))

    assert len(narrow) < len(wide)
    assert triples(wide) == [
        (10 + sum(range(1, fast + 1)), 100 - 9 * fast, fast / 2) for fast in range(11)
    ]


def test_shared_step_is_paid_once():
    graph, goal = shared_ladder(8)

    assert triples(pareto(graph, goal)) == [(13, 2, 0), (24, 1, 0)]


def test_of_routes_that_weigh_the_same_there_is_one():
    drawing = Drawing.blank()
    ways = [drawing.add_step((), cost=2, time=2) for _ in range(3)]
    goal = drawing.add_any(ways)

    assert pareto(drawing.done(), goal) == (Found((ways[0],), Weight(2, 2, 0)),)


def test_twin_with_numba_climbs_the_same(monkeypatch):
    graph, goal = ladder(40)

    twin = pareto(graph, goal, width=5, search=uncompiled(monkeypatch))

    assert twin == pareto(graph, goal, width=5, search=PLAIN)


def test_twin_with_numba_finds_the_same_in_graphs_with_cycles(monkeypatch):
    monkeypatch.setattr(labels, "FEW", -1)
    twin = uncompiled(monkeypatch)

    for seed in range(60):
        nodes = made(Random(seed), 14)
        graph, goal = drawn(nodes), len(nodes) - 1

        found = pareto(graph, goal, width=1 + seed % 8, search=twin)

        assert found == pareto(graph, goal, width=1 + seed % 8, search=PLAIN)


def test_twin_with_numba_sorts_by_cost_then_time_then_risk(monkeypatch):
    uncompiled(monkeypatch)
    fast = sys.modules["salerno.routes.fast"]
    rows = np.array([(2, 1, 1, 1), (1, 3, 0, 0), (1, 2, 5, 0), (1, 2, 4, 9), (1, 2, 5, 0)], float)

    assert fast.sorted_places(rows).tolist() == [3, 2, 4, 1, 0]


def test_labels_of_one_round_are_the_same_in_both_twins(monkeypatch):
    graph, goal = ladder(20)
    twin = uncompiled(monkeypatch)
    for module in (sweeps, pytest.importorskip("salerno.routes.fast")):
        monkeypatch.setattr(module, "ROUNDS", 1)

    front = pareto(graph, goal, width=5, search=PLAIN)

    assert triples(front)[0] == (20, 200, 0)
    assert front == pareto(graph, goal, width=5, search=twin)


def test_twin_is_used_for_many_steps_where_it_is_installed(monkeypatch):
    fast = pytest.importorskip("salerno.routes.fast")

    few = searches.fastest(searches.WORTH - 1)
    many = searches.fastest(searches.WORTH)
    monkeypatch.setitem(sys.modules, "salerno.routes.fast", None)
    without = searches.fastest(searches.WORTH)

    assert (few, many, without) == (PLAIN, fast.SEARCH, PLAIN)
