"""Routes over small graphs are what looking at every set of steps gives."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salerno.routes import labels
from salerno.routes.graphs import times, weigh
from salerno.routes.labels import pareto
from salerno.routes.polish import polished
from salerno.routes.proof import prove_cheapest
from salerno.routes.searches import PLAIN
from tests.library.routes.twins import uncompiled
from tests.properties.drawings import best_weights, drawn, every_weight, reached_at, worlds

often = settings(suppress_health_check=list(HealthCheck))


def triples(front):
    """What the routes weigh."""
    return [(f.weight.cost, f.weight.time, f.weight.risk) for f in front]


@often
@given(worlds(), st.data())
def test_times_are_those_of_growing_what_is_known(nodes, data):
    graph = drawn(nodes)
    steps = [number for number, node in enumerate(nodes) if node.weight is not None]
    taken = data.draw(st.sets(st.sampled_from(steps)) if steps else st.just(set()))

    found = times(graph, steps=taken)[: len(nodes)]

    assert found.tolist() == reached_at(nodes, taken)


@often
@given(worlds())
def test_front_is_that_of_every_set_of_steps(nodes):
    graph, goal = drawn(nodes), len(nodes) - 1

    front = pareto(graph, goal)

    assert triples(front) == sorted(best_weights(nodes))
    assert [weigh(graph, goal, steps=f.steps) for f in front] == [f.weight for f in front]
    for route in front:
        for step in route.steps:
            rest = weigh(graph, goal, steps=set(route.steps) - {step})
            assert rest is None or rest.time > route.weight.time


@often
@given(worlds(), st.integers(1, 9))
def test_labels_are_sound_and_have_the_earliest(nodes, width):
    graph, goal = drawn(nodes), len(nodes) - 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(labels, "FEW", -1)

        front = pareto(graph, goal, width=width, search=PLAIN)

    assert set(triples(front)) <= every_weight(nodes)
    assert len({f.steps for f in front}) == len(front)
    earliest = times(graph)[goal]
    assert min((f.weight.time for f in front), default=np.inf) == earliest


@often
@given(worlds(most_steps=12), st.integers(1, 9))
def test_twin_with_numba_gives_the_same_routes(nodes, width):
    graph, goal = drawn(nodes), len(nodes) - 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(labels, "FEW", -1)
        twin = uncompiled(patch)

        found = pareto(graph, goal, width=width, search=twin)

        assert found == pareto(graph, goal, width=width, search=PLAIN)
        for route in found[-1:]:
            better = polished(graph, goal, found=route, search=twin)
            assert better == polished(graph, goal, found=route, search=PLAIN)


@often
@given(worlds(), st.sampled_from(("cost", "risk")))
def test_polish_never_loses(nodes, by):
    graph, goal = drawn(nodes), len(nodes) - 1

    for route in pareto(graph, goal):
        better = polished(graph, goal, found=route, by=by)

        assert getattr(better.weight, by) <= getattr(route.weight, by)
        assert better.weight == weigh(graph, goal, steps=better.steps)
        for step in better.steps:
            assert weigh(graph, goal, steps=set(better.steps) - {step}) is None


@often
@given(worlds(), st.booleans())
def test_proof_finds_the_least_cost(nodes, told):
    graph, goal = drawn(nodes), len(nodes) - 1
    front = pareto(graph, goal)
    given_ = front[-1] if told and front else None

    proof = prove_cheapest(graph, goal, found=given_)

    least = min((cost for cost, _, _ in every_weight(nodes)), default=np.inf)
    assert (proof.proven, proof.bound) == (True, least)
    if proof.found:
        assert proof.found.weight == weigh(graph, goal, steps=proof.found.steps)
        assert proof.found.weight.cost == least
    else:
        assert front == ()
