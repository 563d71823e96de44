"""Which step of a route stands for which requirement of another."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

import numpy as np

from salerno.routes.asked import Asked
from salerno.routes.graphs import Numbers, times
from salerno.routes.networks import Network

TICK = 2.0**-20
"""Days that any step takes at least, so that steps without a known time do not wait in a circle."""


@dataclass(frozen=True, slots=True)
class Need:
    """A requirement of a step, and the step that brings what it asks; None when it is held.

    Both steps are node numbers of the network. `asked` is None where a goal asks, not a rule.
    """

    step: int
    by: int | None
    asked: Asked | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The steps of a route in the order in which they can be taken, and what each rests on."""

    steps: tuple[int, ...]
    needs: tuple[Need, ...]


def chosen(network: Network, steps: Collection[int]) -> Chosen:
    """The order of some steps that reach the goal, and how: the earliest way is taken everywhere.

    Steps on which nothing rests in the end are left out. O(steps × nodes).
    """
    graph = network.graph
    ticking = replace(graph, time=graph.time + TICK * graph.is_step)
    reached = times(ticking, steps=steps)
    goal = _needs(network, network.goal, network.goal, reached)
    found: dict[int, tuple[Need, ...]] = {}
    ahead = [need.by for need in goal if need.by is not None]
    while ahead:
        step = ahead.pop()
        if step not in found:
            start = network.needed.get(step)
            found[step] = () if start is None else _needs(network, step, start, reached)
            ahead += [need.by for need in found[step] if need.by is not None]
    order = _order(found, reached)
    return Chosen(order, tuple(need for step in order for need in found[step]))


def _needs(network: Network, step: int, start: int, reached: Numbers) -> tuple[Need, ...]:
    """What the node rests on, down to the steps and to what is held."""
    found: dict[tuple[int | None, int], Need] = {}
    seen = set()
    ahead: list[tuple[int, Asked | None, int]] = [(start, None, -1)]
    while ahead:
        node, asked, at = ahead.pop()
        if (node, at) in seen:
            continue
        seen.add((node, at))
        if network.graph.is_step[node]:
            found[node, at] = Need(step, node, asked)
            continue
        if node in network.asked:
            asked, at = network.asked[node], node
        kids = list(_kids(network, node, reached))
        if not kids and asked is not None:
            found[None, at] = Need(step, None, asked)
        ahead += [(kid, asked, at) for kid in reversed(kids)]
    return tuple(found.values())


def _kids(network: Network, node: int, reached: Numbers) -> Iterator[int]:
    """All kids of an "all" node, the earliest one of an "any" node."""
    kids = network.graph.kids_of(node)
    if not network.graph.is_any[node]:
        yield from (int(kid) for kid in kids)
    else:
        yield int(kids[np.argmin(reached[kids])])


def _order(found: dict[int, tuple[Need, ...]], reached: Numbers) -> tuple[int, ...]:
    """The steps, each after those it rests on, otherwise as early as they can be taken."""
    rests_on = {step: {n.by for n in needs if n.by is not None} for step, needs in found.items()}
    order: list[int] = []
    left = sorted(found, key=lambda step: (reached[step], step))
    while left:
        ready = next(step for step in left if rests_on[step].issubset(order))
        order.append(ready)
        left.remove(ready)
    return tuple(order)
