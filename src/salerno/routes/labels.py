"""Routes that no other dominates on cost, time and risk: labels over an AND/OR graph."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from salerno.routes.graphs import Flags, Found, Graph, Numbers, Weight
from salerno.routes.parts import Part, derivation, falls, found, limited, relevant, rising, stripped
from salerno.routes.polish import Polish, cheap
from salerno.routes.searches import Search, fastest
from salerno.routes.subsets import FEW, best_subsets
from salerno.routes.sweeps import Task

FINE = 40  # bits for the sum of a weight over all steps: sums in floats are then exact

Steps = tuple[int, ...]
Triple = tuple[float, float, float]
Pair = tuple[Found, Steps]  # of the whole graph, and as steps of the part


def pareto(
    graph: Graph, goal: int, *, width: int = 8, search: Search | None = None
) -> tuple[Found, ...]:
    """The routes to a goal of which none is as good as another on cost, time and risk.

    Cheapest first; of routes that weigh the same, one. Empty when the goal cannot be reached.
    Exact when at most 12 steps matter: those that lead to the goal and may be part of a route
    that beats the first ones found. With more, each node keeps `width` ways to reach it, and
    routes may be missed where branches share steps: the earliest is exact, for the cheapest see
    `polish` and `proof`. Weights are compared to 2**-40 of their sum over all steps.
    """
    own = search or fastest(len(graph.steps))
    part = relevant(graph, goal, search=own)
    if part is None:
        return ()
    scales = np.array([scale_of(row) for row in part.weights])
    units = np.rint(part.weights * scales[:, None])
    seeds = _seeds(part, units, own)
    routes = dict.fromkeys([*seeds, *_better(part, units, seeds, width, own)])
    met = _front(((found(part, steps, search=own), steps) for steps in routes), scales)
    shorter = dict.fromkeys(_by_time(part, steps, own) for _, steps in met)
    last = _front(((found(part, steps, search=own), steps) for steps in shorter), scales)
    return tuple(route for route, _ in last)


def scale_of(weights: Numbers) -> float:
    """The power of two by which the sum of some weights becomes a whole number of `FINE` bits."""
    total = float(weights.sum())
    return float(2.0 ** (FINE - np.frexp(total)[1])) if total else 1.0


def _seeds(part: Part, units: Numbers, search: Search) -> list[Steps]:
    """A cheap route, the earliest, and those of little risk and little of all three."""
    shares = units / np.maximum(units.sum(axis=1, keepdims=True), 1)
    sums = (units[2], shares.sum(axis=0))
    settled = [search.settle(part.links, part.missing, own, True, part.goal) for own in sums]
    settled.append(search.settle(part.links, part.missing, units[1], False, part.goal))
    rest = (derivation(part, own.choice) for own in settled)
    first = cheap(Polish(part, "cost", 0, search))
    return [_by_time(part, steps, search) for steps in (first, *rest)]


def _by_time(part: Part, steps: Steps, search: Search) -> Steps:
    """The steps without those that are not needed to be as early."""
    time = found(part, steps, search=search).weight.time
    return stripped(part, steps, search=search, limit=time)


def _better(
    part: Part, units: Numbers, seeds: list[Steps], width: int, search: Search
) -> list[Steps]:
    """Routes over what may still beat the seeds, of which the first is cheap."""
    known = np.array([_weight(part, units, steps, search) for steps in seeds])
    above = np.stack([falls(part, own, search=search) for own in units])
    rest = relevant(
        part.graph, part.goal, search=search, closed=_hopeless(part, units, known, above, search)
    )
    if rest is None:
        return []
    nodes, own = rest.nodes, units[:, rest.nodes]
    extra = np.where(np.isin(nodes, seeds[0]), 0.0, own[0])
    order = rising(rest, search.settle(rest.links, rest.missing, extra, True, -1).values)
    if len(rest.graph.steps) <= FEW:
        routes = best_subsets(rest, own, order)
    else:
        task = Task(
            rest.graph, rest.goal, order, np.stack([*own, extra]), above[:, nodes], known, width
        )
        routes = search.sweep(task)
    return [tuple(int(nodes[step]) for step in steps) for steps in routes]


def _weight(part: Part, units: Numbers, steps: Steps, search: Search) -> Numbers:
    """Cost, time and risk in units."""
    taken = list(steps)
    missing = limited(part, taken)
    time = search.settle(part.links, missing, units[1], False, part.goal).values[part.goal]
    return np.array([units[0, taken].sum(), time, units[2, taken].sum()])


def _hopeless(part: Part, units: Numbers, known: Numbers, above: Numbers, search: Search) -> Flags:
    """The nodes over which no route can beat what is known."""
    settled = (search.settle(part.links, part.missing, own, False, -1).values for own in units)
    least = np.stack(list(settled)) + above
    closed = np.zeros(len(part.graph), np.bool_)
    for weight in known:
        closed |= np.logical_and.reduce(weight[:, None] <= least)
    return closed


def _front(routes: Iterable[Pair], scales: Numbers) -> list[Pair]:
    """Those that no other dominates, cheapest first."""
    kept: list[Pair] = []
    tops: list[Triple] = []
    keyed = ((_triple(pair[0].weight, scales), pair) for pair in routes)
    for own, pair in sorted(keyed, key=lambda keyed: (keyed[0], _shortest(keyed[1][0]))):
        if not any(top[1] <= own[1] and top[2] <= own[2] for top in tops):
            kept.append(pair)
            tops.append(own)
    return kept


def _triple(weight: Weight, scales: Numbers) -> Triple:
    cost, time, risk = np.rint(scales * (weight.cost, weight.time, weight.risk)).tolist()
    return cost, time, risk


def _shortest(route: Found) -> tuple[float, float, float, int, Steps]:
    own = route.weight
    return own.cost, own.time, own.risk, len(route.steps), route.steps
