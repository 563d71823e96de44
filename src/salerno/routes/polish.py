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

    def total(self, steps: Steps) -> float:
        """What steps cost or risk."""
        return float(self.price[list(steps)].sum())


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
    numbers = tuple(np.flatnonzero(np.isin(part.nodes, found.steps)).tolist())
    polish = Polish(part, by, PAIRS, own)
    routes: list[Steps] = []
    for steps in (numbers, *_starts(polish)):
        routes += _better_ones(polish, steps, known=frozenset(routes))
    best: Steps = min(routes, key=polish.total)
    return parts.found(part, best, search=own)


def cheap(polish: Polish) -> Steps:
    """A cheap route, found without another to begin with."""
    first: Steps = min(_starts(polish), key=polish.total)
    return _better_ones(polish, first)[-1]


def _starts(polish: Polish) -> list[Steps]:
    """The least route if nothing were shared, and if all were shared by what can use it."""
    part, search = polish.part, polish.search
    uses = _uses(part)
    settled = (
        search.settle(part.links, part.missing, price, True, part.goal)
        for price in (polish.price, polish.price / uses)
    )
    return [parts.derivation(part, own.choice) for own in settled]


def _uses(part: Part) -> Numbers:
    """By node how many nodes rest on it, or on an "any" node above it; at least one."""
    starts, ups = part.links
    above = np.diff(starts)
    each = np.where(part.graph.is_any[ups], above[ups], 1)
    owners = np.repeat(np.arange(len(above)), above)
    return np.maximum(np.bincount(owners, weights=each, minlength=len(above)), 1.0)


def _better_ones(
    polish: Polish, steps: Iterable[int], *, known: frozenset[Steps] = frozenset()
) -> list[Steps]:
    """The route that some steps hold, then ever better ones as long as leaving something out gains.

    It ends before a `known` route, from which one has gone on already.
    """
    met: list[Steps] = []
    route: Steps | None = _stripped(polish, steps)
    while route is not None and route not in known:
        met.append(route)
        route = _better(polish, route)
    return met


def _better(polish: Polish, route: Steps) -> Steps | None:
    """The first better route met when something is left out; None if there is none."""
    most = polish.total(route) * (1 - 1e-9)
    for left_out in _left_out(route, polish.price, polish.pairs):
        fresh = _without(polish, route, left_out)
        if fresh is not None and polish.total(fresh) < most:
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
