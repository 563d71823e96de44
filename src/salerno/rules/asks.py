"""What to ask next: the questions whose answer would settle most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import reduce
from operator import and_, or_

from salerno.credentials.tri import Tri
from salerno.credentials.vocabulary import Texts, Vocabulary
from salerno.rules.chain import (
    CANNOT_TELL,
    MAYBE_MET,
    MAYBE_OPEN,
    MET,
    NEVER,
    NOT_YET,
    SURELY_MET,
    SURELY_OPEN,
    bits_of,
    hull,
    truth_of,
)
from salerno.rules.circuits import Literal, fold
from salerno.rules.explanations import Explanation, Line, Part, explain
from salerno.rules.leaves import Judge, Leaf
from salerno.rules.subjects import Subject, Told, told_by, version_told_by
from salerno.rules.verdicts import Verdict, is_trusted

_SETTLED = frozenset({MET, NOT_YET, NEVER})
_NOTHING = Fraction(0)
_HALVES = tuple(Fraction(n, 2) for n in range(5))


@dataclass(frozen=True, slots=True)
class Ask:
    """A question that a person can answer, and what the answer is worth.

    `subject` says what `name` is: a credential type to be told (`credential`), one whose records
    lack `attributes`, one whose list may not be complete, one to be proven better; a fact; a
    judgement to be obtained; an anchor whose date is unknown. `text` is the vocabulary's question,
    else empty. `decides` counts the opportunities that one answer alone can settle. `weight` sums,
    over the opportunities, by how much an answer narrows the verdict on the chain (0 to 2).
    """

    subject: Subject
    name: str
    text: Texts
    decides: int
    weight: Fraction
    opportunities: tuple[str, ...]
    attributes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Tally:
    """What has been found about one question so far."""

    text: Texts = ()
    attributes: dict[str, None] = field(default_factory=dict)
    worth: dict[str, Fraction] = field(default_factory=dict)
    settled: dict[str, bool] = field(default_factory=dict)

    def add(self, opportunity: str, worth: Fraction, settles: bool) -> None:
        """Count an answer for an opportunity; of several about one subject the best counts."""
        self.worth[opportunity] = max(self.worth.get(opportunity, _NOTHING), worth)
        self.settled[opportunity] = settles or self.settled.get(opportunity, False)


def asks_of(
    verdicts: Iterable[Verdict], *, vocabulary: Vocabulary | None = None
) -> tuple[Ask, ...]:
    """The questions that can change a verdict, the most decisive first.

    Order: by `decides`, then what a person can answer before what an authority decides, then by
    `weight`, then subject and name. What cannot change a verdict, however
    the rest is answered, is left out. O(open questions × nodes) for each opportunity.
    """
    tallies: dict[tuple[Subject, str], _Tally] = {}
    words = vocabulary or Vocabulary()
    for verdict in verdicts:
        if verdict.bits not in _SETTLED:
            _count(explain(verdict), tallies, words)
    found = [_ask(subject, name, tally) for (subject, name), tally in tallies.items()]
    return tuple(sorted(found, key=_order))


def _order(ask: Ask) -> tuple[int, bool, Fraction, str, str]:
    return (-ask.decides, ask.subject == "judgement", -ask.weight, ask.subject, ask.name)


def _count(
    explanation: Explanation, tallies: dict[tuple[Subject, str], _Tally], words: Vocabulary
) -> None:
    opportunity = explanation.verdict.opportunity.id
    lines = [line for part in explanation.parts for line in _open_lines(part)]
    for line, worth in zip(lines, _worths(lines, explanation), strict=True):
        for told in told_by(line):
            tally = tallies.setdefault((told.subject, told.name), _Tally())
            tally.text = tally.text or _text(told, line, words)
            tally.attributes.update(dict.fromkeys([told.attribute] if told.attribute else []))
            tally.add(opportunity, *worth)
    if len(explanation.parts) > 1:
        told = version_told_by(explanation.verdict.opportunity.decided_by)
        tally = tallies.setdefault((told.subject, told.name), _Tally())
        tally.text = tally.text or _text(told, None, words)
        tally.add(opportunity, *_worth_of_version(explanation))


def _ask(subject: Subject, name: str, tally: _Tally) -> Ask:
    return Ask(
        subject,
        name,
        tally.text,
        sum(tally.settled.values()),
        sum((worth * n for worth, n in Counter(tally.worth.values()).items()), _NOTHING),
        tuple(tally.worth),
        tuple(tally.attributes),
    )


def _open_lines(part: Part) -> Iterator[Line]:
    """The literals that decide and whose answer is not known."""
    judged = part.judged
    nodes, findings = judged.rule.circuit.nodes, judged.findings
    for index in part.deciding:
        literal = nodes[index].literal
        if literal >= 0 and findings[literal].truth is Tri.UNKNOWN:
            yield Line(part, index)


def _worths(lines: Sequence[Line], explanation: Explanation) -> Iterator[tuple[Fraction, bool]]:
    """By how much each answer narrows the verdict on average, and whether one can settle it."""
    leaves = [line.literal.leaf for line in lines if line.literal is not None]
    before = _width(explanation.verdict.bits)
    outputs = [_lanes(part, leaves) for part in explanation.parts]
    after = [hull(own) for own in zip(*outputs, strict=True)]
    for yes, no in zip(after[::2], after[1::2], strict=True):
        shrunk = 2 * before - _width(yes) - _width(no)
        yield _HALVES[shrunk], yes in _SETTLED or no in _SETTLED


def _worth_of_version(explanation: Explanation) -> tuple[Fraction, bool]:
    """The same for the date that says which version applies."""
    after = [part.judged.output for part in explanation.parts]
    width = Fraction(sum(_width(bits) for bits in after), len(after))
    return _width(explanation.verdict.bits) - width, any(bits in _SETTLED for bits in after)


def _width(bits: int) -> int:
    high = bool(bits & MAYBE_OPEN) + bool(bits & MAYBE_MET)
    return high - bool(bits & SURELY_OPEN) - bool(bits & SURELY_MET)


@dataclass(frozen=True, slots=True)
class _Lanes:
    """The truth chain for several suppositions at once: four bits of a number for each of them."""

    values: Sequence[int]
    full: int

    def literal(self, index: int, literal: Literal) -> int:
        """The intervals of that literal."""
        return self.values[index]

    def every(self, parts: Sequence[int]) -> int:
        """Minimum on both ends, in every lane."""
        return reduce(and_, parts, self.full)

    def some(self, parts: Sequence[int]) -> int:
        """Maximum on both ends, in every lane."""
        return reduce(or_, parts, 0)

    def at_least(self, count: int, parts: Sequence[int]) -> int:
        """The count-th largest on both ends, in every lane."""
        reached = [self.full] + [0] * count
        for part in parts:
            for number in range(count, 0, -1):
                reached[number] |= reached[number - 1] & part
        return reached[count]


def _lanes(part: Part, leaves: Sequence[Leaf]) -> list[int]:
    """The output of a rule were each leaf found to be met, and were it found not to be, in turn."""
    circuit, bits = part.judged.rule.circuit, part.judged.bits
    count = 2 * len(leaves)
    ones = sum(1 << 4 * lane for lane in range(count))
    values = [CANNOT_TELL * ones] * len(circuit.literals)
    for node, own in zip(circuit.nodes, bits, strict=True):
        if node.literal >= 0:
            values[node.literal] = own * ones
    for index, literal in enumerate(circuit.literals):
        for place, leaf in enumerate(leaves):
            if literal.leaf == leaf:
                for lane, truth in ((2 * place, Tri.YES), (2 * place + 1, Tri.NO)):
                    supposed = _supposed(part, index, truth)
                    values[index] &= ~(MET << 4 * lane)
                    values[index] |= supposed << 4 * lane
    found = fold(circuit, _Lanes(values, MET * ones))[-1]
    return [found >> 4 * lane & MET for lane in range(count)]


def _supposed(part: Part, index: int, truth: Tri) -> int:
    rule = part.judged.rule
    literal = rule.circuit.literals[index]
    is_sure = is_trusted(rule.sources[index], part.judged.hearing.view.circumstances)
    return bits_of(truth_of(literal, truth), literal.if_not, trusted=is_sure)


def _text(told: Told, line: Line | None, words: Vocabulary) -> Texts:
    """The vocabulary's own question, where it has one; of a decision, what is to be decided."""
    if told.subject == "fact":
        return words.facts[told.name].ask if told.name in words.facts else ()
    if told.subject == "credential":
        return words.types[told.name].ask if told.name in words.types else ()
    leaf = line.literal.leaf if line and line.literal else None
    return leaf.text if isinstance(leaf, Judge) else ()
