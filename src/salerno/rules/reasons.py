"""Which requirements decide: the smallest walk from the output down to the literals at fault."""

from __future__ import annotations

from collections.abc import Sequence

from salerno.rules.chain import (
    CANNOT_TELL,
    DOUBTFUL_BAR,
    MET,
    NEVER,
    NOT_BARRED,
    NOT_YET,
)
from salerno.rules.circuits import Circuit, Node

_FOLLOWED = {
    NEVER: frozenset({NEVER}),
    NOT_YET: frozenset({NOT_YET, NOT_BARRED}),
    DOUBTFUL_BAR: frozenset({DOUBTFUL_BAR, CANNOT_TELL, NOT_YET}),
    CANNOT_TELL: frozenset({DOUBTFUL_BAR, CANNOT_TELL, NOT_BARRED}),
    NOT_BARRED: frozenset({CANNOT_TELL, NOT_BARRED}),
    MET: frozenset({MET}),
}
"""By the interval of a gate, the intervals of the parts that can raise or settle it.

A part is followed when raising it may raise the gate: below what is reached already, or under a
ceiling that something else holds down, no answer matters.
"""


def reasons(circuit: Circuit, bits: Sequence[int]) -> tuple[int, ...]:
    """The nodes that decide the output, kids before parents, in the order of the rule.

    Not yet: raising the leaves among them to "met" makes the output met, and it takes nothing
    else. Never: the same lifts the bar. Cannot tell: once they are answered, however they are, the
    output is settled. Met: they alone carry it. `bits` holds the interval of every node.
    """
    found: dict[int, None] = {}
    _walk(len(circuit.nodes) - 1, circuit, bits, found)
    return tuple(found)


def _walk(index: int, circuit: Circuit, bits: Sequence[int], found: dict[int, None]) -> None:
    nodes = circuit.nodes
    node = nodes[index]
    followed = _FOLLOWED[bits[index]]
    kids = [kid for kid in node.kids if bits[kid] in followed]
    if node.gate != "all" and kids:
        kids = _needed(node, kids, circuit, bits)
    for kid in kids:
        if nodes[kid].kids and kid not in found:
            _walk(kid, circuit, bits, found)
        else:
            found[kid] = None
    found[index] = None


def _needed(node: Node, kids: list[int], circuit: Circuit, bits: Sequence[int]) -> list[int]:
    """Those of the parts to follow that are shown, apply, and are needed, if there are any."""
    own, nodes = bits[kids[0]], circuit.nodes
    if circuit.plain:
        return kids[: node.count or 1] if own == MET else kids
    shown = [kid for kid in kids if nodes[kid].role != "hidden"] or kids
    if own == NEVER:
        return [kid for kid in shown if not lapses(kid, nodes, bits)] or shown
    if own == MET:
        return shown[: node.count or 1]
    return shown


def lapses(index: int, nodes: tuple[Node, ...], bits: Sequence[int]) -> bool:
    """Whether a part is out of the question only because its case does not apply."""
    node = nodes[index]
    if bits[index] != NEVER:
        return False
    if node.role == "given":
        return True
    cases = (kid for kid in node.kids if nodes[kid].role == "given")
    return node.gate == "all" and any(bits[kid] == NEVER for kid in cases)
