"""The loops of the search for routes with Numba: the twin of `searches`, of the same answers.

Behind the `fast` extra; importing it needs Numba. The first run compiles (some seconds) and keeps
what was compiled beside this file. A label is a row of four weights (cost, time, risk, extra) and
a row of words with a bit for each step.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from salerno.routes.graphs import Flags, Numbers, Places
from salerno.routes.parts import links
from salerno.routes.searches import Links, Search, Settled
from salerno.routes.sweeps import ROUNDS, Task

P = ParamSpec("P")
T = TypeVar("T")
Words = NDArray[np.uint64]
Edges = tuple[Places, Places]
Shape = tuple[Places, Places, Places, Flags, Places, Places]
Weights = tuple[Numbers, Numbers, Numbers, Numbers]  # units, falls, prices, known
Labels = tuple[Numbers, Words, Places]  # by node: weights, sets, how many
Rows = tuple[Numbers, Words]


def _compiled(function: Callable[P, T]) -> Callable[P, T]:
    return cast(Callable[P, T], numba.njit(cache=True, nogil=True)(function))


def settle(edges: Links, missing: Places, weights: Numbers, adds: bool, stop: int = -1) -> Settled:
    """As `searches.settle`."""
    return Settled(*settle_all((edges.starts, edges.ups), missing, weights, adds, stop))


def strip(
    edges: Links, missing: Places, weights: Numbers, asked: tuple[Places, int, float]
) -> Flags:
    """As `searches.strip`."""
    steps, goal, limit = asked
    own = (edges.starts, edges.ups)
    return strip_all(own, missing.copy(), weights, steps, (goal, float(limit)))


def sweep(task: Task) -> list[tuple[int, ...]]:
    """As `sweeps.sweep`."""
    graph, width = task.graph, task.width
    steps = graph.steps
    words = len(steps) // 64 + 1
    bits = np.where(graph.is_step, np.cumsum(graph.is_step) - 1, -1)
    price = np.ascontiguousarray(task.units[:, steps].T)
    most = max(width, int(np.diff(graph.starts).max())) * width
    size = len(graph)
    labels = (
        np.zeros((size, width, 4)),
        np.zeros((size, width, words), np.uint64),
        np.zeros(size, np.int64),
    )
    known = np.full((len(task.known) + ROUNDS * width, 3), np.inf)
    known[: len(task.known)] = task.known
    up = links(graph)
    shape = (graph.starts, graph.kids, bits, graph.is_any, up.starts, up.ups)
    weights = (np.ascontiguousarray(task.units.T), np.ascontiguousarray(task.falls.T), price, known)
    scratch = (np.zeros((most, 4)), np.zeros((most, words), np.uint64))
    own = np.array([len(task.known)])
    found = sweep_all(shape, weights, labels, scratch, (task.order, own, task.goal, ROUNDS))
    sets = np.unpackbits(found.view(np.uint8), axis=1, bitorder="little")[:, : len(steps)]
    return list(dict.fromkeys(tuple(steps[row == 1].tolist()) for row in sets))


@_compiled
def settle_all(
    edges: Edges, missing: Places, weights: Numbers, adds: bool, stop: int
) -> tuple[Numbers, Places, Places]:
    """Knuth's generalisation of Dijkstra's algorithm."""
    starts, ups = edges
    waits = missing.copy()
    values = np.full(len(weights), np.inf)
    sums = np.zeros(len(weights))
    choice = np.full(len(weights), -1, np.int64)
    order = np.empty(len(weights), np.int64)
    count = 0
    ready = [(weights[node], node) for node in range(len(weights)) if waits[node] == 0]
    heapq.heapify(ready)
    while len(ready) > 0:
        at, node = heapq.heappop(ready)
        values[node] = at
        order[count] = node
        count += 1
        if node == stop:
            break
        for place in range(starts[node], starts[node + 1]):
            up = ups[place]
            waits[up] -= 1
            sums[up] += at
            if waits[up] == 0:
                choice[up] = node
                below = sums[up] if adds else at
                heapq.heappush(ready, (below + weights[up], up))
    return values, choice, order[:count].copy()


@_compiled
def strip_all(
    edges: Edges, missing: Places, weights: Numbers, steps: Places, asked: tuple[int, float]
) -> Flags:
    """Close each step in turn; open it again where the goal needs it."""
    kept = np.ones(len(steps), np.bool_)
    free = np.flatnonzero(missing == 0)
    for place in range(len(steps)):
        step = steps[place]
        before = missing[step]
        missing[step] = -1
        if is_reached(edges, missing.copy(), weights, free, asked):
            kept[place] = False
        else:
            missing[step] = before
    return kept


@_compiled
def is_reached(
    edges: Edges, waits: Places, weights: Numbers, free: Places, asked: tuple[int, float]
) -> bool:
    """Tell whether the goal is reached by the limit."""
    starts, ups = edges
    goal, limit = asked
    ready = [(weights[node], node) for node in free if waits[node] == 0]
    heapq.heapify(ready)
    while len(ready) > 0:
        at, node = heapq.heappop(ready)
        if node == goal or at > limit:
            return bool(at <= limit)
        for place in range(starts[node], starts[node + 1]):
            up = ups[place]
            waits[up] -= 1
            if waits[up] == 0:
                heapq.heappush(ready, (at + weights[up], up))
    return False


@_compiled
def sweep_all(
    shape: Shape,
    weights: Weights,
    labels: Labels,
    scratch: Rows,
    asked: tuple[Places, Places, int, int],
) -> Words:
    """Go over the nodes until no labels change; returns the sets that the goal ever had."""
    order, counted, goal, rounds = asked
    rows, sets, counts = labels
    known = weights[3]
    met = np.zeros((rounds * rows.shape[1], sets.shape[2]), np.uint64)
    total = 0
    waiting = np.ones(len(counts), np.bool_)
    fresh = (np.zeros((rows.shape[1], 4)), np.zeros((rows.shape[1], sets.shape[2]), np.uint64))
    for _ in range(rounds):
        quiet = True
        for node in order:
            if not waiting[node]:
                continue
            waiting[node] = False
            count = labels_of(node, shape, (weights, counted), labels, (scratch, fresh))
            if is_same(node, labels, fresh, count):
                continue
            rows[node, :count] = fresh[0][:count]
            sets[node, :count] = fresh[1][:count]
            counts[node] = count
            quiet = False
            wake(node, shape, waiting)
            if node == goal:
                known[counted[0] : counted[0] + count] = fresh[0][:count, :3]
                counted[0] += count
                met[total : total + count] = fresh[1][:count]
                total += count
        if quiet:
            break
    return met[:total].copy()


@_compiled
def wake(node: int, shape: Shape, waiting: Flags) -> None:
    """The parents of a node have to be looked at again."""
    starts, ups = shape[4], shape[5]
    for place in range(starts[node], starts[node + 1]):
        waiting[ups[place]] = True


@_compiled
def is_same(node: int, labels: Labels, fresh: Rows, count: int) -> bool:
    """Tell whether the labels of a node are the fresh ones."""
    rows, sets, counts = labels
    if counts[node] != count or not np.array_equal(rows[node, :count], fresh[0][:count]):
        return False
    return bool(np.array_equal(sets[node, :count], fresh[1][:count]))


@_compiled
def labels_of(
    node: int, shape: Shape, given: tuple[Weights, Places], labels: Labels, room: tuple[Rows, Rows]
) -> int:
    """Put the labels of a node, from those of its kids, into the second room: how many."""
    starts, kids, bits, is_any = shape[0], shape[1], shape[2], shape[3]
    units, falls = given[0][0], given[0][1]
    rows, sets, counts = labels
    own = kids[starts[node] : starts[node + 1]]
    above = falls[node].copy()
    if is_any[node]:
        total = 0
        for kid in own:
            count = counts[kid]
            room[0][0][total : total + count] = rows[kid, :count]
            room[0][1][total : total + count] = sets[kid, :count]
            total += count
        return trimmed(total, above, given, room)
    above += units[node, :3]
    room[1][0][0] = 0.0
    room[1][1][0] = np.uint64(0)
    count = 1
    for kid in own[np.argsort(counts[own], kind="mergesort")]:
        total = joined(count, kid, labels, given[0][2], room)
        count = trimmed(total, above, given, room)
        if count == 0:
            return 0
    return count if bits[node] < 0 else taken(count, bits[node], units[node], room[1])


@_compiled
def taken(count: int, bit: int, own: Numbers, fresh: Rows) -> int:
    """Add a step to each label."""
    rows, sets = fresh
    mask = np.uint64(1) << np.uint64(bit % 64)
    for place in range(count):
        for axis in range(4):
            rows[place, axis] += own[axis]
        sets[place, bit // 64] |= mask
    return count


@_compiled
def joined(count: int, kid: int, labels: Labels, price: Numbers, room: tuple[Rows, Rows]) -> int:
    """Each label of the second room with each of a kid, into the first room: how many."""
    rows, sets, counts = labels
    rows_out, sets_out = room[0]
    rows_in, sets_in = room[1]
    total = 0
    for one in range(count):
        for other in range(counts[kid]):
            out = rows_out[total]
            for axis in range(4):
                out[axis] = rows_in[one, axis] + rows[kid, other, axis]
            out[1] = max(rows_in[one, 1], rows[kid, other, 1])
            for word in range(sets.shape[2]):
                first, second = sets_in[one, word], sets[kid, other, word]
                sets_out[total, word] = first | second
                if first & second:
                    unpay(first & second, 64 * word, price, out)
            total += 1
    return total


@_compiled
def unpay(shared: np.uint64, first: int, price: Numbers, out: Numbers) -> None:
    """Take off what shared steps cost once too often."""
    while shared:
        if shared & np.uint64(1):
            out[0] -= price[first, 0]
            out[2] -= price[first, 2]
            out[3] -= price[first, 3]
        far = 1 if shared & np.uint64(254) else 8
        shared >>= np.uint64(far)
        first += far


@_compiled
def trimmed(
    total: int, above: Numbers, given: tuple[Weights, Places], room: tuple[Rows, Rows]
) -> int:
    """Of the first room what no other dominates and may become better, into the second room."""
    rows, sets = room[0]
    known = given[0][3][: given[1][0]]
    order = np.empty(total, np.int64)
    kept = 0
    for place in sorted_places(rows[:total]):
        if not is_beaten(rows, order[:kept], place):
            order[kept] = place
            kept += 1
    hopeful = 0
    for place in order[:kept]:
        if is_hopeful(rows[place], above, known):
            order[hopeful] = place
            hopeful += 1
    chosen = spread(rows, order[:hopeful], len(room[1][0]))
    for place in range(len(chosen)):
        room[1][0][place] = rows[chosen[place]]
        room[1][1][place] = sets[chosen[place]]
    return len(chosen)


@_compiled
def sorted_places(rows: Numbers) -> Places:
    """The places of rows in the order of their values; equals keep their order."""
    order = np.argsort(rows[:, 0], kind="mergesort")
    for end in range(1, len(order)):
        place = order[end]
        at = end
        while at > 0 and is_less(rows[place], rows[order[at - 1]]):
            order[at] = order[at - 1]
            at -= 1
        order[at] = place
    return order


@_compiled
def is_less(one: Numbers, other: Numbers) -> bool:
    """Tell whether one row comes before another."""
    for axis in range(4):
        if one[axis] != other[axis]:
            return bool(one[axis] < other[axis])
    return False


@_compiled
def is_beaten(rows: Numbers, kept: Places, place: int) -> bool:
    """Tell whether a cheaper row is as good on the other axes."""
    for other in kept:
        if (
            rows[other, 1] <= rows[place, 1]
            and rows[other, 2] <= rows[place, 2]
            and rows[other, 3] <= rows[place, 3]
        ):
            return True
    return False


@_compiled
def is_hopeful(row: Numbers, above: Numbers, known: Numbers) -> bool:
    """Tell whether no known weight is as good as the least that may come of a row."""
    cost, time, risk = row[0] + above[0], row[1] + above[1], row[2] + above[2]
    for place in range(len(known)):
        if known[place, 0] <= cost and known[place, 1] <= time and known[place, 2] <= risk:
            return False
    return True


@_compiled
def spread(rows: Numbers, order: Places, width: int) -> Places:
    """So many of rows in order: the ends of each axis, the rest evenly between."""
    if len(order) <= width:
        return order
    chosen = np.zeros(len(order), np.bool_)
    free = width
    for axis in (0, 3, 1, 2):
        best = 0
        for place in range(len(order)):
            if rows[order[place], axis] < rows[order[best], axis]:
                best = place
        if free > 0 and not chosen[best]:
            chosen[best] = True
            free -= 1
    rest = np.flatnonzero(~chosen)
    for turn in range(free):
        chosen[rest[(2 * turn + 1) * len(rest) // (2 * free)]] = True
    return order[chosen]


SEARCH = Search(settle, strip, sweep)
