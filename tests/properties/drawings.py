"""Small graphs of steps, drawn at random, and what is true of them by looking at every set."""

from itertools import chain, combinations
from math import inf
from random import Random
from typing import NamedTuple

from hypothesis import strategies as st

from salerno.routes.graphs import Drawing, at_least

WEIGHTS = (  # what is cheap takes long or is risky, so that routes rarely dominate one another
    (0.0, 0.0, 0.0), (0.0, 5.0, 1.0), (1.0, 8.0, 0.0), (2.0, 2.0, 2.0), (3.0, 0.0, 3.0),
    (3.0, 1.0, 2.0), (5.0, 1.0, 1.0), (5.0, 3.0, 0.0), (8.0, 0.0, 0.0), (1.0, 1.0, 5.0),
)  # fmt: skip
MOST_STEPS = 7


class Node(NamedTuple):
    """A node as it was drawn: `needs` of its kids, and what a step weighs (else nothing)."""

    needs: int
    kids: tuple[int, ...]
    weight: tuple[float, float, float] | None


def worlds(most_steps=MOST_STEPS):
    """Nodes in any order, so that there are cycles; the last one is the goal.

    Made from a seed: drawn choice by choice, most goals have one route or none.
    """
    return st.integers(0, 2**32).map(lambda seed: made(Random(seed), most_steps))


def made(chance, most_steps):
    """A world by chance."""
    steps = chance.randint(most_steps // 2, most_steps)
    gates = chance.randint(2, 6)
    nodes = []
    for _ in range(steps):
        kids = tuple(chance.choices(range(steps + gates), k=chance.choice((0, 0, 0, 1, 2))))
        nodes.append(Node(len(kids), kids, chance.choice(WEIGHTS)))
    for gate in range(gates):
        among = range(steps + gates) if gate % 2 else range(steps)
        kids = tuple(chance.choices(among, k=chance.randint(2, 4)))
        nodes.append(Node(chance.choice((1, 1, 2, len(kids), len(kids) - 1)), kids, None))
    top = tuple(chance.choices(range(steps, steps + gates - 1), k=chance.randint(1, 3)))
    nodes[-1] = Node(chance.choice((1, len(top))), top, None)
    order = (*chance.sample(range(len(nodes) - 1), len(nodes) - 1), len(nodes) - 1)
    place = {old: new for new, old in enumerate(order)}
    return [nodes[old]._replace(kids=tuple(place[k] for k in nodes[old].kids)) for old in order]


def drawn(nodes):
    """The nodes as a graph, in the same order; what a count needs is added behind them."""
    drawing = Drawing.blank()
    for node in nodes:
        if node.weight is not None:
            cost, time, risk = node.weight
            drawing.add_step(node.kids, cost=cost, time=time, risk=risk)
        elif node.needs == len(node.kids):
            drawing.add_all(node.kids)
        else:
            drawing.add_any(node.kids)
    for number, node in enumerate(nodes):
        if node.weight is None and node.needs not in (1, len(node.kids)):
            drawing.set_kids(number, (at_least(drawing, node.needs, node.kids),))
    return drawing.done()


def reached_at(nodes, taken):
    """When each node is reached with these steps only: known times grow until nothing changes."""
    known = [inf] * len(nodes)
    while True:
        fresh = [_time(node, number in taken, known) for number, node in enumerate(nodes)]
        if fresh == known:
            return known
        known = fresh


def _time(node, is_taken, known):
    if node.weight is not None and not is_taken:
        return inf
    own = node.weight[1] if node.weight else 0.0
    met = sorted(known[kid] for kid in node.kids)
    if node.needs > len(met):
        return inf
    return own + (met[node.needs - 1] if node.needs else 0.0)


def every_weight(nodes):
    """What each set of steps weighs that reaches the goal."""
    steps = [number for number, node in enumerate(nodes) if node.weight is not None]
    sets = chain.from_iterable(combinations(steps, size) for size in range(len(steps) + 1))
    found = set()
    for own in sets:
        time = reached_at(nodes, own)[-1]
        if time < inf:
            cost, risk = (sum(nodes[step].weight[axis] for step in own) for axis in (0, 2))
            found.add((cost, time, risk))
    return found


def best_weights(nodes):
    """Those weights that no other dominates."""
    every = every_weight(nodes)
    return {
        own
        for own in every
        if not any(
            other != own and all(a <= b for a, b in zip(other, own, strict=True)) for other in every
        )
    }
