"""Making a route cheaper by what it already has: steps that two branches share are paid once."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, combinations
from typing import Literal

import numpy as np

from salerno.routes import parts
from salerno.routes.graphs import Found, Graph, Numbers
from salerno.routes.parts import CLOSED, Part
from salerno.routes.searches import Search, fastest

PAIRS = 12  # of the dearest steps, each two are left out together

Steps = tuple[int, ...]


def polished(
    graph: Graph,
    goal: int,
    *,
    found: Found,
    by: Literal["cost", "risk"] = "cost",
    search: Search | None = None,
) -> Found:
    """A route to the goal of no more cost (or risk) than the one found, without idle steps.

    Local search: what the route has is free, one or two of its steps are forbidden, and the least
    way to the goal is sought again, as long as this gains. The same answer each time; no proof.
    """
    own = search or fastest(len(graph.steps))
    part = parts.relevant(graph, goal, search=own)
    if part is None:
        return found
    numbers = np.flatnonzero(np.isin(part.nodes, found.steps)).tolist()
    price = part.graph.cost if by == "cost" else part.graph.risk
    route = parts.stripped(part, numbers, search=own, by=by)
    better: Steps | None = route
    while better is not None:
        route = better
        better = _better(part, route, price, own, by)
    return parts.found(part, route, search=own)


def _better(part: Part, route: Steps, price: Numbers, search: Search, by: str) -> Steps | None:
    """The first better route met when something is left out; None if there is none."""
    total = price[list(route)].sum()
    for left_out in _left_out(route, price):
        fresh = _without(part, route, left_out, price, search)
        if fresh is None:
            continue
        shorter = parts.stripped(part, fresh, search=search, by=by)
        if price[list(shorter)].sum() < total * (1 - 1e-9):
            return shorter
    return None


def _left_out(route: Steps, price: Numbers) -> Iterator[Steps]:
    """Each step, the dearest first, then pairs of the dearest."""
    dear = sorted((s for s in route if price[s] > 0), key=lambda step: (-price[step], step))
    return chain(combinations(dear, 1), combinations(dear[:PAIRS], 2))


def _without(
    part: Part, route: Steps, left_out: Steps, price: Numbers, search: Search
) -> Steps | None:
    """The least way to the goal without some steps of a route, the others being free."""
    weights, missing = price.copy(), part.missing.copy()
    weights[list(route)] = 0.0
    missing[list(left_out)] = CLOSED
    settled = search.settle(part.links, missing, weights, True)
    if settled.values[part.goal] == np.inf:
        return None
    return parts.derivation(part, settled.choice)
