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

ROUNDS = 4  # a node is looked at so many times at most, for the sake of cycles

Label = tuple[float, float, float, float, int]  # cost, time, risk, extra, steps as bits
Shared = tuple[float, float, float]  # cost, risk and extra


class Task(NamedTuple):
    """What a sweep is about.

    `units` has a row each for cost, time, risk and extra cost, which is the cost of steps that a
    cheap route does not have: a way that is dear may be cheap beside it. `falls` has three rows:
    the least that is still above a node.  Labels that cannot be better than one of the
    `known` weights (rows) are dropped.
    """

    graph: Graph
    goal: int
    order: Places
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
                last.update((label[4], None) for label in fresh)
        if quiet:
            break
    steps = np.flatnonzero(task.graph.is_step)
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

    __slots__ = ("any_of", "bits", "falls", "known", "met", "prices", "units", "width")

    def __init__(self, task: Task) -> None:
        steps = np.flatnonzero(task.graph.is_step)
        self.any_of: list[bool] = task.graph.is_any.tolist()
        numbers = np.cumsum(task.graph.is_step) - 1
        self.bits: list[int] = np.where(task.graph.is_step, numbers, -1).tolist()
        rows = task.units[[0, 2, 3]][:, steps].T.tolist()
        self.prices: list[Shared] = [(row[0], row[1], row[2]) for row in rows]
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
        cost, time, risk, extra = self.units[node]
        own = [cost + above[0], time + above[1], risk + above[2]]
        found: list[Label] = [(0.0, 0.0, 0.0, 0.0, 0)]
        for labels in sorted(given, key=len):
            found = self.trimmed(self.joined(found, labels), own)
            if not found:
                return found
        if self.bits[node] < 0:
            return found
        bit = 1 << self.bits[node]
        return [(c + cost, t + time, r + risk, x + extra, s | bit) for c, t, r, x, s in found]

    def joined(self, one: list[Label], other: list[Label]) -> list[Label]:
        """Each label of one with each of the other; shared steps count once."""
        if len(one) == 1 and not one[0][4]:
            return other
        found = []
        for c1, t1, r1, x1, s1 in one:
            for c2, t2, r2, x2, s2 in other:
                t = t1 if t1 > t2 else t2
                both = s1 & s2
                if both:
                    c, r, x = self.shared(both)
                    found.append((c1 + c2 - c, t, r1 + r2 - r, x1 + x2 - x, s1 | s2))
                else:
                    found.append((c1 + c2, t, r1 + r2, x1 + x2, s1 | s2))
        return found

    def shared(self, both: int) -> Shared:
        """What steps weigh that two labels share."""
        known = self.met.get(both)
        if known is None:
            own = [self.prices[bit] for bit in _bits(both)]
            known = sum(p[0] for p in own), sum(p[1] for p in own), sum(p[2] for p in own)
            self.met[both] = known
        return known

    def trimmed(self, labels: list[Label], above: list[float]) -> list[Label]:
        """Those that no other dominates and that may become better than what is known."""
        if len(labels) > 1:
            labels = _undominated(labels)
        cost, time, risk = above
        hopeful = []
        for label in labels:
            c, t, r = label[0] + cost, label[1] + time, label[2] + risk
            for known in self.known:
                if known[0] <= c and known[1] <= t and known[2] <= r:
                    break
            else:
                hopeful.append(label)
        return spread(hopeful, self.width)


def _undominated(labels: list[Label]) -> list[Label]:
    """Those that no other dominates, cheapest first; of equals the first."""
    kept: list[Label] = []
    for label in sorted(labels, key=_weights):
        _, time, risk, extra, _ = label
        for k in kept:
            if k[1] <= time and k[2] <= risk and k[3] <= extra:
                break
        else:
            kept.append(label)
    return kept


_weights = itemgetter(0, 1, 2, 3)


def spread(labels: list[Label], width: int) -> list[Label]:
    """So many of labels sorted by cost: the ends of each axis, the rest evenly between."""
    if len(labels) <= width:
        return labels
    places = range(len(labels))
    ends = [0, *(min(places, key=lambda p: labels[p][axis]) for axis in (3, 1, 2))]
    chosen = set(list(dict.fromkeys(ends))[:width])
    rest = [place for place in places if place not in chosen]
    free = width - len(chosen)
    chosen.update(rest[(2 * n + 1) * len(rest) // (2 * free)] for n in range(free))
    return [labels[place] for place in sorted(chosen)]
