"""Schedules of "and", "or" and "not" on bit planes, equal parts computed once.

A `Builder` is the algebra in which circuits are folded: its values are numbers of nodes. Folding
many circuits in one builder shares whatever they have in common, and constants vanish.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

FALSE, TRUE = 0, 1


class Op(IntEnum):
    """What a step does with planes; the last three give something out."""

    AND = 0
    OR = 1
    NOT = 2
    COUNT = 3
    KEEP = 4
    REACH = 5


Key = Hashable
_Node = tuple[Op | None, int, int]


@dataclass(slots=True, eq=False)
class Builder:
    """Nodes so far: 0 is false, 1 is true, then variables and steps over earlier nodes.

    `outputs` are (COUNT, KEEP or REACH, node, target) in the order in which they were asked for.
    """

    nodes: list[_Node] = field(default_factory=lambda: [(None, -1, -1), (None, -1, -1)])
    known: dict[Hashable, int] = field(default_factory=dict)
    variables: dict[Key, int] = field(default_factory=dict)
    outputs: list[tuple[Op, int, int]] = field(default_factory=list)

    def variable(self, key: Key) -> int:
        """The node that stands for a plane given from outside."""
        if key not in self.variables:
            self.variables[key] = len(self.nodes)
            self.nodes.append((None, len(self.variables) - 1, -1))
        return self.variables[key]

    def invert(self, node: int) -> int:
        """The opposite of a node."""
        if node in (FALSE, TRUE):
            return 1 - node
        op, own, _ = self.nodes[node]
        return own if op is Op.NOT else self._step(Op.NOT, node, -1)

    def every(self, parts: Iterable[int]) -> int:
        """The conjunction of nodes."""
        return self._joined(Op.AND, parts, TRUE, FALSE)

    def some(self, parts: Iterable[int]) -> int:
        """The disjunction of nodes."""
        return self._joined(Op.OR, parts, FALSE, TRUE)

    def at_least(self, count: int, parts: Sequence[int]) -> int:
        """Whether so many of the nodes are true. O(count × parts) steps."""
        count -= sum(part == TRUE for part in parts)
        open_ = [part for part in parts if part not in (FALSE, TRUE)]
        if count <= 0 or count > len(open_):
            return TRUE if count <= 0 else FALSE
        reached = [TRUE] + [FALSE] * count
        for part in open_:
            steps = pairwise(reached)
            more = [self.some((high, self.every((low, part)))) for low, high in steps]
            reached = [TRUE, *more]
        return reached[count]

    def put(self, op: Op, node: int, target: int) -> None:
        """Give a node out under a number of the receiver's choice."""
        self.outputs.append((op, node, target))

    def _joined(self, op: Op, parts: Iterable[int], neutral: int, absorbing: int) -> int:
        result = neutral
        for part in sorted(set(parts)):
            if part == absorbing:
                return absorbing
            result = part if result == neutral else self._step(op, result, part)
        return result

    def _step(self, op: Op, one: int, other: int) -> int:
        key = (op, min(one, other), max(one, other)) if op is not Op.NOT else (op, one, -1)
        if key not in self.known:
            self.known[key] = len(self.nodes)
            self.nodes.append(key)
        return self.known[key]


@dataclass(frozen=True, slots=True, eq=False)
class Schedule:
    """Steps (op, out, one, other) over registers.

    Registers 0 and 1 are the constants, then come the variables in the order of `keys`, then
    scratch registers. For COUNT, KEEP and REACH, `out` is the target.
    """

    steps: NDArray[np.int32]
    keys: tuple[Key, ...]
    registers: int
    targets: tuple[int, int, int]


def schedule_of(builder: Builder) -> Schedule:
    """The steps that the outputs need, each register given free after its last use.

    O(nodes); the order is that of the outputs, so that few registers are in use at a time.
    """
    order = _order(builder)
    uses = _uses(builder, order)
    keys, register = _placed(builder, order)
    free: list[int] = []
    count = len(keys) + 2
    steps: list[tuple[int, int, int, int]] = []

    def released(node: int) -> None:
        uses[node] -= 1
        if not uses[node] and builder.nodes[node][0] is not None:
            free.append(register[node])

    for op, out, one, other in order:
        first, second = register[one], register[other] if other >= 0 else 0
        released(one)
        if other >= 0:
            released(other)
        if op in (Op.AND, Op.OR, Op.NOT):
            if not free:
                free.append(count)
                count += 1
            register[out] = free.pop()
        to = out if op in _GIVING else register[out]
        steps.append((op, to, first, second))
    targets = [1 + max((t for o, _, t in builder.outputs if o is op), default=-1) for op in _GIVING]
    table = np.array(steps, np.int32).reshape(-1, 4)
    return Schedule(table, keys, count, (targets[0], targets[1], targets[2]))


_GIVING = (Op.COUNT, Op.KEEP, Op.REACH)
_Ordered = tuple[Op, int, int, int]


def _order(builder: Builder) -> list[_Ordered]:
    """Steps and outputs, every step before its first use and as late as the outputs allow."""
    placed: set[int] = set()
    order: list[_Ordered] = []
    for op, node, target in builder.outputs:
        for step in _missing(builder, node, placed):
            own, one, other = builder.nodes[step]
            assert own is not None
            order.append((own, step, one, other))
        order.append((op, target, node, -1))
    return order


def _missing(builder: Builder, root: int, placed: set[int]) -> list[int]:
    """The steps below a node that are not placed yet, in the order in which they were built."""
    stack, found = [root], []
    while stack:
        node = stack.pop()
        op, one, other = builder.nodes[node]
        if op is None or node in placed:
            continue
        placed.add(node)
        found.append(node)
        stack.append(one)
        if other >= 0:
            stack.append(other)
    return sorted(found)


def _uses(builder: Builder, order: Sequence[_Ordered]) -> list[int]:
    uses = [0] * len(builder.nodes)
    for _, _, one, other in order:
        uses[one] += 1
        if other >= 0:
            uses[other] += 1
    return uses


def _placed(builder: Builder, order: Sequence[_Ordered]) -> tuple[tuple[Key, ...], list[int]]:
    """The variables in use, and the register of each of them and of both constants."""
    used = {node for _, _, one, other in order for node in (one, other) if node >= 0}
    register = [-1] * len(builder.nodes)
    register[FALSE], register[TRUE] = FALSE, TRUE
    keys: list[Key] = []
    for key, node in builder.variables.items():
        if node in used:
            register[node] = len(keys) + 2
            keys.append(key)
    return tuple(keys), register
