"""Making a route cheaper by what it already has: steps that two branches share are paid once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, combinations
from typing import Literal, NamedTuple

import numpy as np

from salerno.routes import parts
from salerno.routes.graphs import Found, Graph, Numbers
from salerno.routes.parts import CLOSED, Part
from salerno.routes.searches import Search, fastest

PAIRS = 12  # of the dearest steps, each two are left out together

By = Literal["cost", "risk"]
Steps = tuple[int, ...]


class Polish(NamedTuple):
    """Where to search, what to save, and of how many steps to leave out pairs."""

    part: Part
    by: By
    pairs: int
    search: Search

    @property
    def price(self) -> Numbers:
        """By node what is to be saved."""
        return self.part.graph.cost if self.by == "cost" else self.part.graph.risk


def polished(
    graph: Graph, goal: int, *, found: Found, by: By = "cost", search: Search | None = None
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
    route = bettered(Polish(part, by, PAIRS, own), numbers)
    return parts.found(part, route, search=own)


def bettered(polish: Polish, steps: Iterable[int]) -> Steps:
    """The steps of a route of the part, made better as long as leaving something out gains."""
    route: Steps = ()
    better: Steps | None = _stripped(polish, steps)
    while better is not None:
        route = better
        better = _better(polish, route)
    return route


def _better(polish: Polish, route: Steps) -> Steps | None:
    """The first better route met when something is left out; None if there is none."""
    price = polish.price
    total = price[list(route)].sum()
    for left_out in _left_out(route, price, polish.pairs):
        fresh = _without(polish, route, left_out)
        if fresh is not None and price[list(fresh)].sum() < total * (1 - 1e-9):
            return _stripped(polish, fresh)
    return None


def _stripped(polish: Polish, steps: Iterable[int]) -> Steps:
    return parts.stripped(polish.part, steps, search=polish.search, by=polish.by)


def _left_out(route: Steps, price: Numbers, pairs: int) -> Iterator[Steps]:
    """Each step, the dearest first, then pairs of the dearest."""
    dear = sorted((s for s in route if price[s] > 0), key=lambda step: (-price[step], step))
    return chain(combinations(dear, 1), combinations(dear[:pairs], 2))


def _without(polish: Polish, route: Steps, left_out: Steps) -> Steps | None:
    """The least way to the goal without some steps of a route, the others being free."""
    part, search = polish.part, polish.search
    weights, missing = polish.price.copy(), part.missing.copy()
    weights[list(route)] = 0.0
    missing[list(left_out)] = CLOSED
    settled = search.settle(part.links, missing, weights, True, part.goal)
    if settled.values[part.goal] == np.inf:
        return None
    return parts.derivation(part, settled.choice)
