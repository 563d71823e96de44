"""Every set of a few steps at once: exact, for small parts of a graph."""

from __future__ import annotations

import numpy as np

from salerno.routes.graphs import Numbers, Places
from salerno.routes.parts import Part

FEW = 12  # steps: 4,096 sets, a few milliseconds


def best_subsets(part: Part, units: Numbers, order: Places) -> list[tuple[int, ...]]:
    """The sets of steps, of all, that no other dominates; of equals the one of fewest steps.

    `units` has a row each for cost, time and risk; in `order` kids mostly come before parents.
    """
    steps = part.graph.steps
    sets = np.arange(1 << len(steps))
    has = (sets >> np.arange(len(steps))[:, None]) & 1
    cost, risk = units[0, steps] @ has, units[2, steps] @ has
    time = _times(part, units[1], has.astype(np.bool_), order)
    places = np.lexsort((sets, has.sum(axis=0), risk, time, cost))
    places = places[time[places] < np.inf]
    found = []
    while len(places):
        best = places[0]
        found.append(tuple(int(step) for step in steps[has[:, best] == 1]))
        places = places[(time[places] < time[best]) | (risk[places] < risk[best])]
    return found


def _times(part: Part, own: Numbers, has: np.ndarray, order: Places) -> Numbers:
    """By set of steps the earliest time of the goal: the fixpoint from nothing reached."""
    graph = part.graph
    row = dict(zip(graph.steps.tolist(), has, strict=True))
    late = np.full(has.shape[1], np.inf)
    reached = [late] * len(graph)
    changed = True
    while changed:
        changed = False
        for node in order.tolist():
            kids = [reached[kid] for kid in graph.kids_of(node)]
            if graph.is_any[node]:
                fresh = np.minimum.reduce(kids)
            else:
                fresh = np.maximum.reduce([*kids, np.zeros_like(late)]) + own[node]
            fresh = np.where(row[node], fresh, np.inf) if node in row else fresh
            changed = changed or not np.array_equal(fresh, reached[node])
            reached[node] = fresh
    return reached[part.goal]
