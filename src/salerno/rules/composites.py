"""All circuits of a pack as one list of steps, in which equal parts stand once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from salerno.rules.chain import MET, NEVER
from salerno.rules.circuits import Circuit, Gate, IfNot
from salerno.rules.sources import Source


@dataclass(frozen=True, slots=True)
class Stake:
    """A question as some rules put it: negated or not, and what follows when it is unmet.

    `question` and `source` are places in the lists of the pack and of the composite; only of a bar
    does it matter who says so.
    """

    question: int
    negated: bool
    if_not: IfNot
    source: int = -1


Step = tuple[Gate, int, tuple[int, ...]]
"""A gate over earlier steps (with its count), or a leaf: then the number is that of its stake."""


Places = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """Gates of one kind whose parts all lie in earlier layers.

    `parts` holds the parts of one gate after the other, from `starts` on; `counts` is what each "at
    least" asks for. A gate has at least one part.
    """

    gate: Gate
    places: Places
    starts: Places
    parts: Places
    counts: Places

    def fold(self, found: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The interval of each gate, given that of every earlier step."""
        parts = found[self.parts]
        if self.gate == "all":
            return np.asarray(np.bitwise_and.reduceat(parts, self.starts), np.uint8)
        if self.gate == "any":
            return np.asarray(np.bitwise_or.reduceat(parts, self.starts), np.uint8)
        bits = (parts[:, None] >> _BITS) & 1
        enough = np.add.reduceat(bits, self.starts, dtype=np.intp) >= self.counts[:, None]
        return np.asarray((enough << _BITS).sum(axis=1), np.uint8)

    def fewest(self, found: Places) -> Places:
        """How few leaves it takes to meet each gate, given that of every earlier step."""
        parts = found[self.parts]
        if self.gate == "all":
            return np.add.reduceat(parts, self.starts)
        if self.gate == "any":
            return np.minimum.reduceat(parts, self.starts)
        sizes = np.diff(self.starts, append=len(parts))
        gates = np.repeat(np.arange(len(sizes)), sizes)
        cheapest = parts[np.lexsort((parts, gates))]
        is_needed = np.arange(len(parts)) - self.starts[gates] < self.counts[gates]
        return np.add.reduceat(np.where(is_needed, cheapest, 0), self.starts)


_BITS = np.arange(4, dtype=np.uint8)
_HOPELESS = 10_000  # more leaves than any rule has, for what cannot be met at all


@dataclass(frozen=True, slots=True, eq=False)
class Composite:
    """The distinct stakes, their sources, and the steps in layers.

    `leaves` are the places of the steps that stand for a stake, `stakes_of` which stake that is.
    `constants` holds the interval of every step that has no part and stands for none.
    """

    stakes: tuple[Stake, ...]
    sources: tuple[Source, ...]
    constants: NDArray[np.uint8]
    leaves: Places
    stakes_of: Places
    layers: tuple[Layer, ...]

    def run(self, intervals: Sequence[int]) -> bytes:
        """The interval of every step, given that of every stake. O(steps + edges), by layers."""
        found = self.constants.copy()
        found[self.leaves] = np.array(intervals, np.uint8)[self.stakes_of]
        for layer in self.layers:
            found[layer.places] = layer.fold(found)
        return found.tobytes()

    def distances(self, intervals: bytes) -> Places:
        """How few unmet leaves stand between every step and "met", given its interval.

        A leaf that is needed in two places counts twice. O(steps + edges), by layers.
        """
        is_met = np.frombuffer(intervals, np.uint8) == MET
        found = np.where(self.constants == MET, 0, _HOPELESS)
        found[self.leaves] = np.where(is_met[self.leaves], 0, 1)
        for layer in self.layers:
            found[layer.places] = np.minimum(layer.fewest(found), _HOPELESS)
        return found


def layered(steps: Sequence[Step]) -> tuple[Layer, ...]:
    """The gates in layers: a gate comes one layer after the last of its parts."""
    depths: list[int] = []
    groups: dict[tuple[int, Gate], list[int]] = {}
    for place, (gate, _, kids) in enumerate(steps):
        depth = 1 + max((depths[kid] for kid in kids), default=-1)
        depths.append(depth)
        if kids:
            groups.setdefault((depth, gate), []).append(place)
    return tuple(_layer(gate, places, steps) for (_, gate), places in sorted(groups.items()))


def _layer(gate: Gate, places: Sequence[int], steps: Sequence[Step]) -> Layer:
    parts = [steps[place][2] for place in places]
    ends = np.cumsum([len(own) for own in parts])
    return Layer(
        gate,
        np.array(places, np.intp),
        np.concatenate(([0], ends[:-1])).astype(np.intp),
        np.array([kid for own in parts for kid in own], np.intp),
        np.array([steps[place][1] for place in places], np.intp),
    )


@dataclass(slots=True)
class Composing:
    """A composite being written, circuit by circuit."""

    stakes: dict[Stake, int] = field(default_factory=dict)
    sources: dict[Source, int] = field(default_factory=dict)
    steps: dict[Step, int] = field(default_factory=dict)

    def add(
        self, circuit: Circuit, questions: Sequence[int], sources: Sequence[Source]
    ) -> tuple[int, ...]:
        """Write a circuit; returns the step of each of its nodes."""
        own = []
        for literal, question, source in zip(circuit.literals, questions, sources, strict=True):
            stake = Stake(question, literal.negated, literal.if_not)
            if literal.if_not is IfNot.NEVER:
                stake = replace(stake, source=self.sources.setdefault(source, len(self.sources)))
            own.append(self.stakes.setdefault(stake, len(self.stakes)))
        places: list[int] = []
        for node in circuit.nodes:
            number = own[node.literal] if node.gate == "leaf" else node.count
            step = (node.gate, number, tuple(places[kid] for kid in node.kids))
            places.append(self.steps.setdefault(step, len(self.steps)))
        return tuple(places)

    def done(self) -> Composite:
        """The composite as written so far."""
        steps = tuple(self.steps)
        leaves = [(place, own) for place, (gate, own, _) in enumerate(steps) if gate == "leaf"]
        met = [gate == "all" or (gate == "at-least" and count < 1) for gate, count, _ in steps]
        return Composite(
            tuple(self.stakes),
            tuple(self.sources),
            np.where(met, MET, NEVER).astype(np.uint8),
            np.array([place for place, _ in leaves], np.intp),
            np.array([stake for _, stake in leaves], np.intp),
            layered(steps),
        )
