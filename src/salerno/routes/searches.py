"""The loops of the search for routes in plain Python, and the choice of the compiled twin."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from salerno.routes.sweeps import Sweep, sweep

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]

WORTH = 1000  # steps: below that, loading Numba takes longer than it saves


class Links(NamedTuple):
    """The parents of node n are `ups[starts[n]:starts[n + 1]]`."""

    starts: Places
    ups: Places


class Settled(NamedTuple):
    """By node its value and the kid that came last; the nodes reached, in the order of values."""

    values: Numbers
    choice: Places
    order: Places


@dataclass(frozen=True, slots=True)
class Search:
    """The loops that have a compiled twin; both give the same answers."""

    settle: Callable[[Links, Places, Numbers, bool, int], Settled]
    strip: Callable[[Links, Places, Numbers, tuple[Places, int, float]], Flags]
    sweep: Sweep


def settle(links: Links, missing: Places, weights: Numbers, adds: bool, stop: int = -1) -> Settled:
    """The least value of each node: its weight above the last (or the sum) of its kids.

    `missing` tells how many kids a node waits for (negative: never reached). Infinite for what is
    not reached, nor for what comes after the node `stop`; among equals the lower number comes
    first. The sum counts shared kids each time.
    Source: D. E. Knuth, "A generalization of Dijkstra's algorithm" (1977).
    """
    starts, ups = links.starts.tolist(), links.ups.tolist()
    waits, own = missing.tolist(), weights.tolist()
    values = [np.inf] * len(own)
    sums = [0.0] * len(own)
    choice = [-1] * len(own)
    order: list[int] = []
    ready = [(own[node], node) for node, count in enumerate(waits) if count == 0]
    heapq.heapify(ready)
    while ready:
        at, node = heapq.heappop(ready)
        values[node] = at
        order.append(node)
        if node == stop:
            break
        for up in ups[starts[node] : starts[node + 1]]:
            waits[up] -= 1
            sums[up] += at
            if waits[up] == 0:
                choice[up] = node
                heapq.heappush(ready, ((sums[up] if adds else at) + own[up], up))
    return Settled(np.array(values), np.array(choice, np.int64), np.array(order, np.int64))


def strip(
    links: Links, missing: Places, weights: Numbers, asked: tuple[Places, int, float]
) -> Flags:
    """Which of some steps, tried in their order, the goal needs to be reached by the limit.

    `asked` has the steps, the goal and the limit; only these steps are open in `missing`.
    """
    steps, goal, limit = asked
    starts, ups = links.starts.tolist(), links.ups.tolist()
    waits, own = missing.tolist(), weights.tolist()
    free = [(own[node], node) for node, count in enumerate(waits) if count == 0]
    kept = np.ones(len(steps), np.bool_)
    for place, step in enumerate(steps.tolist()):
        before, waits[step] = waits[step], -1
        ready = [pair for pair in free if pair[1] != step]
        if _is_reached((starts, ups, own), waits.copy(), ready, (goal, limit)):
            kept[place] = False
            free = ready
        else:
            waits[step] = before
    return kept


def _is_reached(
    known: tuple[list[int], list[int], list[float]],
    waits: list[int],
    free: list[tuple[float, int]],
    asked: tuple[int, float],
) -> bool:
    starts, ups, own = known
    goal, limit = asked
    ready = free.copy()
    heapq.heapify(ready)
    while ready:
        at, node = heapq.heappop(ready)
        if node == goal or at > limit:
            return at <= limit
        for up in ups[starts[node] : starts[node + 1]]:
            waits[up] -= 1
            if waits[up] == 0:
                heapq.heappush(ready, (at + own[up], up))
    return False


PLAIN = Search(settle, strip, sweep)


def fastest(steps: int) -> Search:
    """The compiled twin for graphs of many steps, where the `fast` extra is installed."""
    if steps < WORTH:
        return PLAIN
    try:
        fast = import_module("salerno.routes.fast")
    except ImportError:
        return PLAIN
    compiled: Search = fast.SEARCH
    return compiled
