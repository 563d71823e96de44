"""The AND/OR graph of steps as plain numbers: what the search for routes works on.

A node is reached when all its kids are (an "all" node), or one of them (an "any" node). A step is
an "all" node that costs something. Graphs may have cycles; a node that only supports itself is not
reached. Taking a set of steps costs the sum over the set, has the sum of their risks, and takes as
long as its critical path.
"""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, repeat

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Graph:
    """Nodes by number: the kids of node n are `kids[starts[n]:starts[n + 1]]`.

    `is_any` and `is_step` tell what a node is; `cost`, `time` and `risk` are those of steps, zero
    or more, and zero for any other node.
    """

    is_any: Flags
    is_step: Flags
    starts: Places
    kids: Places
    cost: Numbers
    time: Numbers
    risk: Numbers

    def __len__(self) -> int:
        return len(self.is_any)

    def kids_of(self, node: int) -> Places:
        """The kids of a node."""
        return self.kids[self.starts[node] : self.starts[node + 1]]

    @property
    def steps(self) -> Places:
        """The numbers of the steps, in order."""
        return np.flatnonzero(self.is_step)


@dataclass(frozen=True, slots=True)
class Weight:
    """What a set of steps takes: cost and risk add up, time is that of the critical path."""

    cost: float
    time: float
    risk: float


@dataclass(frozen=True, slots=True)
class Found:
    """A set of steps by which a node is reached, in the order of their numbers, and its weight."""

    steps: tuple[int, ...]
    weight: Weight


@dataclass(slots=True)
class Drawing:
    """A graph while it is drawn: nodes are added one by one."""

    any_of: list[bool]
    step_at: list[bool]
    kids: list[tuple[int, ...]]
    weights: list[tuple[float, float, float]]

    @classmethod
    def blank(cls) -> Drawing:
        """A drawing without nodes."""
        return cls([], [], [], [])

    def add_all(self, kids: Iterable[int] = ()) -> int:
        """Add a node that is reached when all its kids are; without kids it always is."""
        return self._add(kids, is_any=False)

    def add_any(self, kids: Iterable[int] = ()) -> int:
        """Add a node that is reached when one of its kids is; without kids it never is."""
        return self._add(kids, is_any=True)

    def add_step(
        self, kids: Iterable[int], *, cost: float = 0.0, time: float = 0.0, risk: float = 0.0
    ) -> int:
        """Add a step that can be taken when all its kids are reached."""
        return self._add(kids, is_any=False, weight=(cost, time, risk))

    def set_kids(self, node: int, kids: Iterable[int]) -> None:
        """Give a node other kids than it was added with."""
        self.kids[node] = tuple(kids)

    def _add(
        self, kids: Iterable[int], *, is_any: bool, weight: tuple[float, float, float] | None = None
    ) -> int:
        self.any_of.append(is_any)
        self.step_at.append(weight is not None)
        self.kids.append(tuple(kids))
        self.weights.append(weight or (0.0, 0.0, 0.0))
        return len(self.kids) - 1

    def done(self) -> Graph:
        """The graph as drawn."""
        lengths = [0, *(len(kids) for kids in self.kids)]
        columns = np.array(self.weights, dtype=np.float64).reshape(-1, 3).T
        return Graph(
            np.array(self.any_of, dtype=np.bool_),
            np.array(self.step_at, dtype=np.bool_),
            np.cumsum(lengths, dtype=np.int64),
            np.fromiter(chain.from_iterable(self.kids), dtype=np.int64),
            *(np.ascontiguousarray(column) for column in columns),
        )


def at_least(drawing: Drawing, count: int, kids: Sequence[int]) -> int:
    """Add nodes that are reached when so many of the kids are. O(kids × count) nodes."""
    met = [drawing.add_all(), *repeat(drawing.add_any(), count)]
    for kid in kids:
        taken = [drawing.add_all((fewer, kid)) for fewer in met[:-1]]
        pairs = zip(met[1:], taken, strict=True)
        met = [met[0], *(drawing.add_any(pair) for pair in pairs)]
    return met[count]


def times(graph: Graph, *, steps: Collection[int] | None = None) -> Numbers:
    """The earliest time at which each node is reached with these steps only (all by default).

    Infinite for what is not reached. Time is exact: waiting for all is a maximum, which knows no
    shared costs. O(edges × log nodes). Source: D. E. Knuth, "A generalization of Dijkstra's
    algorithm", Information Processing Letters 6 (1977).
    """
    allowed = None if steps is None else frozenset(steps)
    parents = _parents(graph)
    reached = np.full(len(graph), np.inf)
    missing = np.where(graph.is_any, 1, np.diff(graph.starts))
    ready = [
        (float(graph.time[node]), int(node))
        for node in np.flatnonzero(missing == 0)
        if _is_open(graph, int(node), allowed)
    ]
    heapq.heapify(ready)
    while ready:
        at, node = heapq.heappop(ready)
        reached[node] = at
        for parent in parents[node]:
            missing[parent] -= 1
            if missing[parent] == 0 and _is_open(graph, parent, allowed):
                heapq.heappush(ready, (at + float(graph.time[parent]), parent))
    return reached


def _parents(graph: Graph) -> list[list[int]]:
    """The parents of each node, one for each edge."""
    owners = np.repeat(np.arange(len(graph)), np.diff(graph.starts))
    order = np.argsort(graph.kids, kind="stable")
    ends = np.cumsum(np.bincount(graph.kids, minlength=len(graph))).tolist()
    parents = owners[order].tolist()
    return [parents[start:end] for start, end in pairwise([0, *ends])]


def _is_open(graph: Graph, node: int, allowed: frozenset[int] | None) -> bool:
    return allowed is None or not graph.is_step[node] or node in allowed


def weigh(graph: Graph, goal: int, *, steps: Collection[int]) -> Weight | None:
    """The weight of a set of steps, all of them counted; None when they do not reach the goal."""
    taken = sorted(steps)
    time = times(graph, steps=taken)[goal]
    if np.isinf(time):
        return None
    return Weight(float(graph.cost[taken].sum()), float(time), float(graph.risk[taken].sum()))
