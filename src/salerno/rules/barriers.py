"""Barriers: which single requirement keeps how many persons out of which opportunities.

The derivative of the circuit, taken backwards: a node matters to a person where everything beside
it on the way to the output is met. One sweep forward and one back answers for every requirement of
every rule and for everybody. Where a question occurs on more than one way, or more than one version
may apply, the rules are folded again with the question answered.

Conditions of exceptions and branches are no barriers: nobody is expected to bring them about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.table import CredentialTable
from salerno.rules.circuits import Circuit, IfNot, Literal, fold
from salerno.rules.packs import Pack, Question, Rule
from salerno.rules.planes.runs import Run, fastest
from salerno.rules.planes.schedules import FALSE, TRUE, Builder, Op, schedule_of
from salerno.rules.planes.screening import PlaneAlgebra, Trust, applying, hull_of, planes_of


@dataclass(frozen=True, slots=True)
class Relaxation:
    """How many persons lack nothing for an opportunity but one requirement.

    The requirement is that the question is answered yes, or no where `wanted` is false.
    """

    opportunity: str
    question: Question
    wanted: bool
    persons: int


@dataclass(frozen=True, slots=True)
class Barrier:
    """One requirement over all opportunities.

    `opportunities` is how many it alone closes to `k` persons or more, `persons` how many would
    have at least one opportunity more without it.
    """

    question: Question
    wanted: bool
    opportunities: int
    persons: int


@dataclass(frozen=True, slots=True)
class Barriers:
    """Relaxations in the order of the pack, and barriers, those that stop most persons first."""

    relaxations: tuple[Relaxation, ...]
    barriers: tuple[Barrier, ...]


Wish = tuple[int, bool]
"""A question, and the answer that it should have."""


def find_barriers(
    table: CredentialTable,
    pack: Pack,
    *,
    circumstances: Circumstances,
    possibly: bool = False,
    k: int = 10,
    run: Run | None = None,
) -> Barriers:
    """Who would become eligible (or `possibly` so) if one requirement alone were met.

    Every figure is rounded down to a multiple of `k`, and a group below `k` is not listed, be it
    empty or not. So no figure, and no difference of two, gives the size of a smaller group; that
    there is one may still show, and so it may when runs over almost the same crowd are compared.
    """
    builder = Builder()
    bit = "maybe-met" if possibly else "surely-met"
    found: list[tuple[int, Wish]] = []
    wishes: dict[Wish, int] = {}
    for place, wish, node in _relaxed(builder, pack, circumstances, bit):
        builder.put(Op.COUNT, node, len(found))
        builder.put(Op.REACH, node, wishes.setdefault(wish, len(wishes)))
        found.append((place, wish))
    schedule = schedule_of(builder)
    planes = planes_of(schedule.keys, table, pack, circumstances)
    given = (run or fastest(schedule, table.size))(schedule, planes, table.size)
    persons = [int(n) - int(n) % k for n in given.counts]
    reached = [int(n) - int(n) % k for n in given.reached]
    return _told(pack, list(zip(found, persons, strict=True)), wishes, reached)


def _told(
    pack: Pack,
    found: Sequence[tuple[tuple[int, Wish], int]],
    wishes: dict[Wish, int],
    reached: Sequence[int],
) -> Barriers:
    opened = dict.fromkeys(wishes, 0)
    relaxations = []
    for (place, wish), persons in found:
        if persons:
            opened[wish] += 1
            name = pack.rules_of[place][0].id
            relaxations.append(Relaxation(name, pack.questions[wish[0]], wish[1], persons))
    barriers = [
        Barrier(pack.questions[wish[0]], wish[1], opened[wish], reached[place])
        for wish, place in wishes.items()
        if reached[place]
    ]
    barriers.sort(key=lambda barrier: (-barrier.persons, -barrier.opportunities))
    return Barriers(tuple(relaxations), tuple(barriers))


def _relaxed(
    builder: Builder, pack: Pack, circumstances: Circumstances, bit: str
) -> Iterator[tuple[int, Wish, int]]:
    """The place of each opportunity, each wish about it, and the node of whom that wish lets in."""
    trusted = Trust(circumstances)
    for place, (opportunity, rules) in enumerate(pack.rules_of):
        cases = [
            (when, PlaneAlgebra(builder, rule, bit, trusted))
            for rule, when in applying(builder, opportunity, rules, circumstances)
        ]
        folds = [(when, fold(own.rule.circuit, own)) for when, own in cases]
        shut = builder.invert(hull_of(builder, bit, [(when, v[-1]) for when, v in folds]))
        direct = {}
        if len(cases) == 1 and cases[0][0] == TRUE:
            direct = _derivative(builder, cases[0][1].rule, folds[0][1], shut)
        for wish, whose in _wishes(builder, cases).items():
            node = direct.get(wish[0])
            if node is None:
                node = builder.every((shut, whose, _granted(builder, cases, wish, bit)))
            if node != FALSE:
                yield place, wish, node


_Cases = Sequence[tuple[int, PlaneAlgebra]]


def _wishes(builder: Builder, cases: _Cases) -> dict[Wish, int]:
    """What the rules require, each with the node of whose rules require it."""
    found: dict[Wish, int] = {}
    for when, own in cases:
        for question, literal in zip(own.rule.questions, own.rule.circuit.literals, strict=True):
            if literal.if_not is not IfNot.CASE:
                wish = (question, not literal.negated)
                found[wish] = builder.some((when, found.get(wish, FALSE)))
    return found


def _granted(builder: Builder, cases: _Cases, wish: Wish, bit: str) -> int:
    """The bit of the opportunity, its rules folded again with the wish granted."""
    folds = [(when, fold(own.rule.circuit, Granted(own, wish))[-1]) for when, own in cases]
    return hull_of(builder, bit, folds)


@dataclass(frozen=True, slots=True, eq=False)
class Granted:
    """The same algebra, in a world where one question is answered as wished."""

    algebra: PlaneAlgebra
    wish: Wish

    def literal(self, index: int, literal: Literal) -> int:
        """The node of the literal, constant for the question of the wish."""
        question, answer = self.wish
        if self.algebra.rule.questions[index] == question:
            return TRUE if answer is not literal.negated else FALSE
        return self.algebra.literal(index, literal)

    def every(self, parts: Sequence[int]) -> int:
        """All of the nodes."""
        return self.algebra.every(parts)

    def some(self, parts: Sequence[int]) -> int:
        """Any of the nodes."""
        return self.algebra.some(parts)

    def at_least(self, count: int, parts: Sequence[int]) -> int:
        """So many of the nodes."""
        return self.algebra.at_least(count, parts)


def _derivative(builder: Builder, rule: Rule, values: Sequence[int], shut: int) -> dict[int, int]:
    """For each question with one way to the output: the node of those who lack only that."""
    circuit = rule.circuit
    ways = _ways(circuit)
    matters = [FALSE] * len(values)
    matters[-1] = shut
    direct: dict[int, int] = {}
    for index in reversed(range(len(values))):
        node = circuit.nodes[index]
        if ways[index] != 1:
            continue
        if node.gate == "leaf":
            direct[rule.questions[node.literal]] = matters[index]
            continue
        kids = sorted(node.kids, key=values.__getitem__)
        parts = [values[kid] for kid in kids]
        passed_on = _passed_on(builder, (node.gate, node.count), parts, matters[index])
        for kid, own in zip(kids, passed_on, strict=True):
            matters[kid] = own
    repeated = _repeated(rule, ways)
    return {question: node for question, node in direct.items() if question not in repeated}


def _ways(circuit: Circuit) -> list[int]:
    """By node, the number of ways from it to the output."""
    ways = [0] * len(circuit.nodes)
    ways[-1] = 1
    for index in reversed(range(len(circuit.nodes))):
        for kid in circuit.nodes[index].kids:
            ways[kid] += ways[index]
    return ways


def _repeated(rule: Rule, ways: Sequence[int]) -> set[int]:
    """The questions that reach the output in more than one way."""
    total: dict[int, int] = {}
    for index, node in enumerate(rule.circuit.nodes):
        if node.gate == "leaf":
            question = rule.questions[node.literal]
            total[question] = total.get(question, 0) + ways[index]
    return {question for question, count in total.items() if count != 1}


def _passed_on(
    builder: Builder, gate: tuple[str, int], parts: Sequence[int], matters: int
) -> list[int]:
    """For each part of a gate that matters there: where the other parts leave it to this one."""
    kind, count = gate
    if kind == "any":
        return [matters] * len(parts)
    if kind == "at-least":
        others = ([*parts[:i], *parts[i + 1 :]] for i in range(len(parts)))
        return [builder.every((matters, builder.at_least(count - 1, own))) for own in others]
    before, after = [TRUE], [matters]
    for part in parts:
        before.append(builder.every((before[-1], part)))
    for part in reversed(parts):
        after.append(builder.every((after[-1], part)))
    return [builder.every((before[i], after[len(parts) - 1 - i])) for i in range(len(parts))]
