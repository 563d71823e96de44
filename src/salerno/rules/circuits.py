"""Compiling a requirement to one monotone circuit, and folding it over any algebra.

Negation is pushed down to the literals, so every gate is "all", "any" or "at least": raising a
literal never lowers the output. First-match choices get a third, hidden branch (their consensus),
so that an unknown choice between two equal branches is not unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Literal as Word
from typing import Protocol, TypeVar

from salerno.credentials.vocabulary import Texts
from salerno.rules.exceptions import effective
from salerno.rules.leaves import Leaf, Note
from salerno.rules.opportunities import RuleVersion
from salerno.rules.requirements import All, Any, AtLeast, Choose, Given, Not, Requirement

Gate = Word["leaf", "all", "any", "at-least"]
Role = Word["", "given", "hidden"]
T = TypeVar("T")


class IfNot(IntEnum):
    """What an unmet literal means: mend it, barred, or only that a case does not apply."""

    FIXABLE = 0
    NEVER = 1
    CASE = 2


@dataclass(frozen=True, slots=True)
class Literal:
    """A leaf or its negation, what follows when it is unmet, and the words of the rule for it.

    `leaf` carries no note, so that equal questions are equal wherever they are asked.
    """

    leaf: Leaf
    negated: bool
    if_not: IfNot
    note: Note


@dataclass(frozen=True, slots=True)
class Node:
    """A gate over earlier nodes, or a literal; `role` tells explanations what it is for."""

    gate: Gate
    kids: tuple[int, ...] = ()
    count: int = 0
    literal: int = -1
    note: Note = Note()
    role: Role = ""
    because: Texts = ()


@dataclass(frozen=True, slots=True)
class Circuit:
    """Nodes in an order where kids come before parents; the last one is the output.

    It is `plain` when no node has a role: nothing is hidden, and no case is made.
    """

    nodes: tuple[Node, ...]
    literals: tuple[Literal, ...]
    plain: bool = False


class Algebra(Protocol[T]):
    """What a circuit can be folded over: the meaning of a literal and of the three gates."""

    def literal(self, index: int, literal: Literal) -> T:
        """The value of the literal that stands at that index."""

    def every(self, parts: Sequence[T]) -> T:
        """The value of "all" over the parts, perhaps none."""

    def some(self, parts: Sequence[T]) -> T:
        """The value of "any" over the parts, perhaps none."""

    def at_least(self, count: int, parts: Sequence[T]) -> T:
        """The value of "at least `count`" over the parts."""


def fold(circuit: Circuit, algebra: Algebra[T]) -> list[T]:
    """The value of every node, output last. O(nodes + edges) operations of the algebra."""
    values: list[T] = []
    for node in circuit.nodes:
        parts = [values[kid] for kid in node.kids]
        if node.gate == "leaf":
            value = algebra.literal(node.literal, circuit.literals[node.literal])
        elif node.gate == "all":
            value = algebra.every(parts)
        elif node.gate == "any":
            value = algebra.some(parts)
        else:
            value = algebra.at_least(node.count, parts)
        values.append(value)
    return values


def compile_version(version: RuleVersion) -> Circuit:
    """The circuit of a rule version, its exceptions applied."""
    return compile_requirement(effective(version))


def compile_requirement(requirement: Requirement) -> Circuit:
    """The circuit of a requirement. O(size), but 2^depth for choices nested in choices."""
    builder = _Builder()
    builder.build(requirement, _Way())
    plain = all(not node.role for node in builder.nodes)
    return Circuit(tuple(builder.nodes), tuple(builder.literals), plain)


@dataclass(frozen=True, slots=True)
class _Way:
    """How a part is reached: under negation, as a case, under a group that decides for it."""

    negated: bool = False
    if_not: IfNot | None = None
    role: Role = ""
    because: Texts = ()
    note: Note | None = None


@dataclass(slots=True)
class _Builder:
    """Collects nodes and literals while a requirement is walked."""

    nodes: list[Node] = field(default_factory=list)
    literals: list[Literal] = field(default_factory=list)
    seen: dict[Literal, int] = field(default_factory=dict)
    placed: dict[Node, int] = field(default_factory=dict)

    def build(self, requirement: Requirement, way: _Way) -> int:
        way = _noted(requirement.note, way)
        match requirement:
            case Not(part, note):
                said = note if note != Note() else None
                return self.build(part, replace(way, negated=not way.negated, note=said))
            case Given(part, because):
                return self.build(part, _Way(way.negated, IfNot.CASE, "given", because))
            case Choose():
                return self._build_choice(requirement, way)
            case All() | Any() | AtLeast():
                return self._gate(requirement, way)
            case _:
                return self._leaf(requirement, way)

    def _gate(self, group: All | Any | AtLeast, way: _Way) -> int:
        kids = tuple(self.build(part, replace(way, note=None)) for part in group.parts)
        gate: Gate = "all" if isinstance(group, All) != way.negated else "any"
        count = 0
        if isinstance(group, AtLeast):
            gate = "at-least"
            count = len(kids) - group.count + 1 if way.negated else group.count
        note = way.note or group.note
        return self._place(Node(gate, kids, count, -1, note, way.role, way.because))

    def _leaf(self, leaf: Leaf, way: _Way) -> int:
        own = IfNot.NEVER if leaf.note.if_unmet == "never" else IfNot.FIXABLE
        if_not = own if way.if_not is None else way.if_not
        note = way.note or leaf.note
        literal = Literal(replace(leaf, note=Note()), way.negated, if_not, note)
        index = self.seen.setdefault(literal, len(self.literals))
        if index == len(self.literals):
            self.literals.append(literal)
        return self._place(Node("leaf", (), 0, index, note, way.role, way.because))

    def _build_choice(self, choice: Choose, way: _Way) -> int:
        rest = self.build(choice.otherwise, way)
        for when, then in reversed(choice.branches):
            case = _Way(negated=False, if_not=IfNot.CASE, role="given")
            yes = self.build(when, case)
            no = self.build(when, replace(case, negated=True))
            chosen = self.build(then, way)
            taken = self._place(Node("all", (yes, chosen)))
            passed = self._place(Node("all", (no, rest)))
            either = self._place(Node("all", (chosen, rest), role="hidden"))
            rest = self._place(Node("any", (taken, passed, either), note=choice.note))
        return rest

    def _place(self, node: Node) -> int:
        if node not in self.placed:
            self.placed[node] = len(self.nodes)
            self.nodes.append(node)
        return self.placed[node]


def _noted(note: Note, way: _Way) -> _Way:
    """The way, once a group has said that it bars whoever does not meet it."""
    if way.if_not is None and note.if_unmet == "never":
        return replace(way, if_not=IfNot.NEVER)
    return way
