"""Routes that no other dominates on cost, time and risk: labels over an AND/OR graph."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from salerno.routes.graphs import Found, Graph, Numbers, Weight
from salerno.routes.parts import Part, derivation, falls, found, limited, relevant, stripped
from salerno.routes.searches import Search, fastest
from salerno.routes.subsets import FEW, best_subsets
from salerno.routes.sweeps import Task

FINE = 40  # bits for the sum of a weight over all steps: sums in floats are then exact

Steps = tuple[int, ...]
Triple = tuple[float, float, float]


def pareto(
    graph: Graph, goal: int, *, width: int = 8, search: Search | None = None
) -> tuple[Found, ...]:
    """The routes to a goal of which none is as good as another on cost, time and risk.

    Cheapest first; of routes that weigh the same, one of the fewest steps. Empty when the goal
    cannot be reached. Exact when at most 12 steps matter: those that lead to the goal and may be
    part of a route that beats the first ones found. With more, each node keeps `width` ways to
    reach it, and routes may be missed where branches share steps: the earliest is exact, for the
    cheapest see `polish` and `proof`. Weights are compared to 2**-40 of their sum over all steps.
    """
    own = search or fastest(len(graph.steps))
    part = relevant(graph, goal, search=own)
    if part is None:
        return ()
    scales = np.array([scale_of(row) for row in part.weights])
    units = np.rint(part.weights * scales[:, None])
    seeds = [_by_time(part, steps, own) for steps in _seeds(part, units, own)]
    better = (_by_time(part, steps, own) for steps in _better(part, units, seeds, width, own))
    routes = dict.fromkeys((*seeds, *better))
    return _front((found(part, steps, search=own) for steps in routes), scales)


def scale_of(weights: Numbers) -> float:
    """The power of two by which the sum of some weights becomes a whole number of `FINE` bits."""
    total = float(weights.sum())
    return float(2.0 ** (FINE - np.frexp(total)[1])) if total else 1.0


def _seeds(part: Part, units: Numbers, search: Search) -> list[Steps]:
    """The earliest route, and those of least cost, risk, and all three if nothing were shared."""
    shares = units / np.maximum(units.sum(axis=1, keepdims=True), 1)
    first = search.settle(part.links, part.missing, units[1], False)
    sums = [units[0], units[2], shares.sum(axis=0)]
    rest = (search.settle(part.links, part.missing, own, True) for own in sums)
    return list(dict.fromkeys(derivation(part, settled.choice) for settled in (first, *rest)))


def _by_time(part: Part, steps: Steps, search: Search) -> Steps:
    """The steps without those that are not needed to be as early."""
    time = found(part, steps, search=search).weight.time
    return stripped(part, steps, search=search, limit=time)


def _better(
    part: Part, units: Numbers, seeds: list[Steps], width: int, search: Search
) -> list[Steps]:
    """Routes over what may still beat the seeds."""
    known = np.array([_weight(part, units, steps, search) for steps in seeds])
    lows, above = _bounds(part, units, search)
    least = lows + above
    hopeless = np.zeros(len(part.graph), np.bool_)
    for weight in known:
        hopeless |= (weight[:, None] <= least).all(axis=0)
    rest = relevant(part.graph, part.goal, search=search, closed=hopeless)
    if rest is None:
        return []
    own, nodes = units[:, rest.nodes], rest.nodes
    order = search.settle(rest.links, rest.missing, own[1], False).order
    if len(rest.graph.steps) <= FEW:
        routes = best_subsets(rest, own, order)
    else:
        bits = np.where(rest.graph.is_step, np.cumsum(rest.graph.is_step) - 1, -1)
        parts = (rest.graph, rest.goal, order, bits)
        routes = search.sweep(Task(*parts, own, above[:, nodes], known, width))
    return [tuple(int(nodes[step]) for step in steps) for steps in routes]


def _weight(part: Part, units: Numbers, steps: Steps, search: Search) -> Numbers:
    """Cost, time and risk in units."""
    taken = list(steps)
    time = search.settle(part.links, limited(part, taken), units[1], False).values[part.goal]
    return np.array([units[0, taken].sum(), time, units[2, taken].sum()])


def _bounds(part: Part, units: Numbers, search: Search) -> tuple[Numbers, Numbers]:
    """By axis and node: the least it takes to reach it, and to get from there to the goal."""
    settled = (search.settle(part.links, part.missing, own, False).values for own in units)
    return np.stack(list(settled)), np.stack([falls(part, own, search=search) for own in units])


def _front(routes: Iterable[Found], scales: Numbers) -> tuple[Found, ...]:
    """Those that no other dominates, cheapest first."""
    kept: list[Found] = []
    tops: list[Triple] = []
    keyed = ((_triple(route.weight, scales), route) for route in routes)
    for own, route in sorted(keyed, key=lambda pair: (pair[0], _shortest(pair[1]))):
        if not any(top[1] <= own[1] and top[2] <= own[2] for top in tops):
            kept.append(route)
            tops.append(own)
    return tuple(kept)


def _triple(weight: Weight, scales: Numbers) -> Triple:
    cost, time, risk = np.rint(scales * (weight.cost, weight.time, weight.risk)).tolist()
    return cost, time, risk


def _shortest(route: Found) -> tuple[float, float, float, int, Steps]:
    own = route.weight
    return own.cost, own.time, own.risk, len(route.steps), route.steps
