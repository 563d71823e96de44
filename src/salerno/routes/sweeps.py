"""Labels of an AND/OR graph: for each node a few ways to reach it, none dominated by another.

A label has the cost, the time and the risk of a set of steps, in whole units held by floats, so
that sums are exact and no order of adding changes them; steps shared by two branches count once.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import itemgetter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from salerno.routes.graphs import Graph

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]

ROUNDS = 6  # a node is looked at so many times at most, for the sake of cycles

Label = tuple[float, float, float, int]  # cost, time, risk, set of steps as bits
Shared = tuple[float, float]  # cost and risk


class Task(NamedTuple):
    """What a sweep is about.

    `units` and `falls` have a row each for cost, time and risk: what a node weighs, and the least
    that is still above it. `bits` numbers the steps. Labels that cannot be better than one of the
    `known` weights (rows) are dropped.
    """

    graph: Graph
    goal: int
    order: Places
    bits: Places
    units: Numbers
    falls: Numbers
    known: Numbers
    width: int


Sweep = Callable[[Task], list[tuple[int, ...]]]
Known = list[tuple[float, float, float]]


def sweep(task: Task) -> list[tuple[int, ...]]:
    """The steps of each label that the goal ever had, at most `width` at a time."""
    graph, order = task.graph, task.order.tolist()
    kids = [graph.kids_of(node).tolist() for node in range(len(graph))]
    parents: list[list[int]] = [[] for _ in kids]
    for node, own in enumerate(kids):
        for kid in own:
            parents[kid].append(node)
    rules = _Rules(task)
    labels: list[list[Label]] = [[] for _ in kids]
    waiting = [True] * len(kids)
    last: dict[int, None] = {}
    for _ in range(ROUNDS):
        quiet = True
        for node in order:
            if not waiting[node]:
                continue
            waiting[node] = False
            fresh = rules.labels_of(node, [labels[kid] for kid in kids[node]])
            if fresh == labels[node]:
                continue
            labels[node] = fresh
            quiet = False
            for parent in parents[node]:
                waiting[parent] = True
            if node == task.goal:
                rules.known += [label[:3] for label in fresh]
                last.update((label[3], None) for label in fresh)
        if quiet:
            break
    steps = np.flatnonzero(task.bits >= 0)
    return [tuple(int(steps[bit]) for bit in _bits(own)) for own in last]


def _bits(own: int) -> list[int]:
    found = []
    while own:
        low = own & -own
        found.append(low.bit_length() - 1)
        own ^= low
    return found


class _Rules:
    """How labels are combined; keeps the weights of shared steps that it has met."""

    __slots__ = ("any_of", "bits", "costs", "falls", "known", "met", "risks", "units", "width")

    def __init__(self, task: Task) -> None:
        steps = np.flatnonzero(task.bits >= 0)
        self.any_of: list[bool] = task.graph.is_any.tolist()
        self.bits: list[int] = task.bits.tolist()
        self.costs: list[float] = task.units[0, steps].tolist()
        self.risks: list[float] = task.units[2, steps].tolist()
        self.units: list[list[float]] = task.units.T.tolist()
        self.falls: list[list[float]] = task.falls.T.tolist()
        self.known: Known = [(row[0], row[1], row[2]) for row in task.known.tolist()]
        self.met: dict[int, Shared] = {}
        self.width = task.width

    def labels_of(self, node: int, given: list[list[Label]]) -> list[Label]:
        """The labels of a node from those of its kids."""
        above = self.falls[node]
        if self.any_of[node]:
            every = given[0] if len(given) == 1 else [one for own in given for one in own]
            return self.trimmed(every, above)
        cost, time, risk = self.units[node]
        own = [cost + above[0], time + above[1], risk + above[2]]
        found: list[Label] = [(0.0, 0.0, 0.0, 0)]
        for labels in sorted(given, key=len):
            found = self.trimmed(self.joined(found, labels), own)
            if not found:
                return found
        bit = 1 << self.bits[node] if self.bits[node] >= 0 else 0
        return [(c + cost, t + time, r + risk, s | bit) for c, t, r, s in found if not s & bit]

    def joined(self, one: list[Label], other: list[Label]) -> list[Label]:
        """Each label of one with each of the other; shared steps count once."""
        if len(one) == 1 and not one[0][3]:
            return other
        found = []
        for c1, t1, r1, s1 in one:
            for c2, t2, r2, s2 in other:
                both = s1 & s2
                c, r = self.shared(both) if both else (0.0, 0.0)
                found.append((c1 + c2 - c, t1 if t1 > t2 else t2, r1 + r2 - r, s1 | s2))
        return found

    def shared(self, both: int) -> Shared:
        """The cost and risk of steps that two labels share."""
        if both not in self.met:
            bits = _bits(both)
            cost, risk = sum(self.costs[b] for b in bits), sum(self.risks[b] for b in bits)
            self.met[both] = (cost, risk)
        return self.met[both]

    def trimmed(self, labels: list[Label], above: list[float]) -> list[Label]:
        """Those that no other dominates and that may become better than what is known."""
        kept: list[Label] = []
        for label in sorted(labels, key=_weights):
            _, time, risk, _ = label
            if not any(k[1] <= time and k[2] <= risk for k in kept):
                kept.append(label)
        return spread([k for k in kept if self.is_hopeful(k, above)], self.width)

    def is_hopeful(self, label: Label, above: list[float]) -> bool:
        """Tell whether no known weight is as good as the least that may come of a label."""
        cost, time, risk = label[0] + above[0], label[1] + above[1], label[2] + above[2]
        return not any(c <= cost and t <= time and r <= risk for c, t, r in self.known)


_weights = itemgetter(0, 1, 2)


def spread(labels: list[Label], width: int) -> list[Label]:
    """So many of labels sorted by cost: the ends of each axis, the rest evenly between."""
    if len(labels) <= width:
        return labels
    places = range(len(labels))
    ends = [0, min(places, key=lambda p: labels[p][1]), min(places, key=lambda p: labels[p][2])]
    chosen = set(list(dict.fromkeys(ends))[:width])
    rest = [place for place in places if place not in chosen]
    free = width - len(chosen)
    chosen.update(rest[(2 * n + 1) * len(rest) // (2 * free)] for n in range(free))
    return [labels[place] for place in sorted(chosen)]
