"""All circuits of a pack as one list of steps, in which equal parts stand once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from salerno.rules.chain import MET, NEVER, Chain
from salerno.rules.circuits import Circuit, Gate, IfNot
from salerno.rules.sources import Source

_CHAIN = Chain(())


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


@dataclass(frozen=True, slots=True)
class Composite:
    """The distinct stakes, their sources, and the steps: kids come before parents."""

    stakes: tuple[Stake, ...]
    sources: tuple[Source, ...]
    steps: tuple[Step, ...]

    def run(self, intervals: Sequence[int]) -> list[int]:
        """The interval of every step, given that of every stake. O(steps + edges)."""
        found: list[int] = []
        for gate, number, kids in self.steps:
            if gate == "leaf":
                bits = intervals[number]
            elif gate == "all":
                bits = MET
                for kid in kids:
                    bits &= found[kid]
            elif gate == "any":
                bits = NEVER
                for kid in kids:
                    bits |= found[kid]
            else:
                bits = _CHAIN.at_least(number, [found[kid] for kid in kids])
            found.append(bits)
        return found


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
        return Composite(tuple(self.stakes), tuple(self.sources), tuple(self.steps))
