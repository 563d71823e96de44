"""The part of a graph that matters for a goal, with its edges in both directions."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from salerno.routes.graphs import Flags, Found, Graph, Numbers, Places, Weight
from salerno.routes.searches import Links, Search

CLOSED = -1  # as the number of kids that a node waits for: it is never reached


class Part(NamedTuple):
    """A graph of the nodes that can be reached and may lead to the goal.

    `nodes` tells by number which node of the whole graph each node is.
    """

    graph: Graph
    nodes: Places
    goal: int
    links: Links
    missing: Places

    @property
    def weights(self) -> Numbers:
        """Cost, time and risk as rows."""
        return np.stack([self.graph.cost, self.graph.time, self.graph.risk])


def relevant(
    graph: Graph, goal: int, *, search: Search, closed: Flags | None = None
) -> Part | None:
    """The relevant part without closed nodes; None when the goal cannot be reached."""
    missing = np.where(graph.is_any, 1, np.diff(graph.starts))
    if closed is not None:
        missing[closed] = CLOSED
    reached = search.settle(links(graph), missing, graph.time, False, -1).values < np.inf
    return _narrowed(graph, goal, reached) if reached[goal] else None


def _narrowed(graph: Graph, goal: int, reached: Flags) -> Part:
    """What leads to the goal over nodes that are reached."""
    nodes = np.flatnonzero(_leading(graph, goal, reached))
    number = np.full(len(graph), -1, np.int64)
    number[nodes] = np.arange(len(nodes))
    owners = np.repeat(number, np.diff(graph.starts))
    kids = number[graph.kids]
    kept = (owners >= 0) & (kids >= 0)
    starts = np.zeros(len(nodes) + 1, np.int64)
    np.cumsum(np.bincount(owners[kept], minlength=len(nodes)), out=starts[1:])
    own = Graph(
        graph.is_any[nodes],
        graph.is_step[nodes],
        starts,
        kids[kept],
        *(column[nodes] for column in (graph.cost, graph.time, graph.risk)),
    )
    missing = np.where(own.is_any, 1, np.diff(own.starts))
    return Part(own, nodes, int(number[goal]), links(own), missing)


def _leading(graph: Graph, goal: int, reached: Flags) -> Flags:
    """Which nodes lead to the goal."""
    starts, sizes = graph.starts, np.diff(graph.starts)
    seen = np.zeros(len(graph), np.bool_)
    wave = np.array([goal])
    seen[goal] = True
    while len(wave):
        places = np.repeat(starts[wave], sizes[wave]) + _counted(sizes[wave])
        kids = np.unique(graph.kids[places])
        wave = kids[reached[kids] & ~seen[kids]]
        seen[wave] = True
    return seen


def _counted(sizes: Places) -> Places:
    """Zero up to each size, one after another."""
    ends = np.cumsum(sizes)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) - np.repeat(ends - sizes, sizes)


def links(graph: Graph) -> Links:
    """The edges of a graph from kids to parents."""
    owners = np.repeat(np.arange(len(graph)), np.diff(graph.starts))
    order = np.argsort(graph.kids, kind="stable")
    starts = np.zeros(len(graph) + 1, np.int64)
    np.cumsum(np.bincount(graph.kids, minlength=len(graph)), out=starts[1:])
    return Links(starts, owners[order])


def falls(part: Part, weights: Numbers, *, search: Search) -> Numbers:
    """By node the least weight of what is still above it on any way up to the goal."""
    missing = np.ones(len(part.graph), np.int64)
    missing[part.goal] = 0
    down = Links(part.graph.starts, part.graph.kids)
    return search.settle(down, missing, weights, False, -1).values - weights


def derivation(part: Part, choice: Places) -> tuple[int, ...]:
    """The steps under the goal when each "any" node rests on its chosen kid, in order."""
    own = part.graph
    seen = {part.goal}
    waiting = [part.goal]
    while waiting:
        node = waiting.pop()
        kids = [int(choice[node])] if own.is_any[node] else own.kids_of(node).tolist()
        fresh = [kid for kid in dict.fromkeys(kids) if kid not in seen]
        seen.update(fresh)
        waiting += fresh
    nodes = np.array(sorted(seen))
    return tuple(nodes[own.is_step[nodes]].tolist())


def rising(part: Part, values: Numbers) -> Places:
    """The nodes under the goal, kids before parents save in cycles; of kids the least first."""
    graph = part.graph
    owners = np.repeat(np.arange(len(graph)), np.diff(graph.starts))
    edges = graph.kids[np.lexsort((values[graph.kids], owners))].tolist()
    kids = [edges[start:end] for start, end in pairwise(graph.starts.tolist())]
    order: list[int] = []
    seen = {part.goal}
    open_ = [(part.goal, iter(kids[part.goal]))]
    while open_:
        node, rest = open_[-1]
        fresh = next((kid for kid in rest if kid not in seen), None)
        if fresh is None:
            order.append(node)
            open_.pop()
        else:
            seen.add(fresh)
            open_.append((fresh, iter(kids[fresh])))
    return np.array(order, np.int64)


def limited(part: Part, steps: Iterable[int]) -> Places:
    """How many kids each node waits for when only these steps can be taken."""
    closed = part.graph.is_step.copy()
    closed[list(steps)] = False
    return np.where(closed, CLOSED, part.missing)


def stripped(
    part: Part, steps: Iterable[int], *, search: Search, limit: float = np.inf, by: str = "cost"
) -> tuple[int, ...]:
    """The steps without those, dearest first, that are not needed to be there by the limit."""
    graph = part.graph
    price = getattr(graph, by)
    dear = sorted(
        steps, key=lambda step: (-price[step], -graph.cost[step], -graph.risk[step], step)
    )
    tried = np.array(dear, np.int64)
    kept = search.strip(part.links, limited(part, dear), graph.time, (tried, part.goal, limit))
    return tuple(sorted(int(step) for step in tried[kept]))


def found(part: Part, steps: Iterable[int], *, search: Search) -> Found:
    """Steps of the part, with their weight, as steps of the whole graph; infinite if in vain."""
    taken = sorted(steps)
    graph = part.graph
    settled = search.settle(part.links, limited(part, taken), graph.time, False, part.goal)
    cost, risk = (float(column[taken].sum()) for column in (graph.cost, graph.risk))
    whole = tuple(int(node) for node in part.nodes[taken])
    return Found(whole, Weight(cost, float(settled.values[part.goal]), risk))
