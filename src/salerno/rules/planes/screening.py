"""Screening many persons against many opportunities: the same circuits, folded over bit planes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Values
from salerno.credentials.table import AFTER_ALL, BEFORE_ALL, CredentialTable
from salerno.periods import PartialDate, Period
from salerno.rules.chain import State
from salerno.rules.circuits import IfNot, Literal, fold
from salerno.rules.opportunities import DecidedBy, Opportunity
from salerno.rules.packs import Pack, Rule
from salerno.rules.planes.bits import NONE, Mask, packed, unpacked, words_for
from salerno.rules.planes.leaves import Answers, answers_of
from salerno.rules.planes.runs import Run, fastest
from salerno.rules.planes.schedules import FALSE, TRUE, Builder, Key, Op, schedule_of
from salerno.rules.planes.selections import ends_of
from salerno.rules.planes.truths import NOBODY, Crowd, chosen
from salerno.rules.sources import Source
from salerno.rules.verdicts import deciding_day, is_live, is_trusted

STATES = (State.ELIGIBLE, State.NOT_YET, State.NEVER, State.CANNOT_TELL)
BITS = ("surely-open", "surely-met", "maybe-open", "maybe-met")


@dataclass(frozen=True, slots=True)
class Asked:
    """A plane of a question: who surely meets it, who possibly does, or who holds nothing."""

    question: int
    what: str


@dataclass(frozen=True, slots=True)
class Applies:
    """A plane of a rule version: to whom it may apply, by the day that decides."""

    decided_by: DecidedBy
    in_force: Period


@dataclass(frozen=True, slots=True, eq=False)
class Screening:
    """How many persons are in each of STATES, by opportunity.

    `planes`, when kept, has for each opportunity the four bits of `salerno.rules.chain`, lowest
    first, as planes over persons.
    """

    opportunities: tuple[str, ...]
    persons: int
    counts: NDArray[np.int64]
    planes: NDArray[np.uint64] | None = None

    def bits(self, opportunity: int) -> NDArray[np.uint8]:
        """By person, the interval on the truth chain, as in `Verdict.bits`."""
        assert self.planes is not None, "screen with keep=True"
        result = np.zeros(self.persons, np.uint8)
        for place, plane in enumerate(self.planes[opportunity]):
            result |= unpacked(plane, self.persons).view(np.uint8) << np.uint8(place)
        return result


@dataclass(frozen=True, slots=True, eq=False)
class PlaneAlgebra:
    """One bit of the truth chain, as nodes of a builder."""

    builder: Builder
    rule: Rule
    bit: str
    trusted: dict[Source, bool]

    def literal(self, index: int, literal: Literal) -> int:
        """The node of that bit of the literal; the same table as `salerno.rules.chain.bits_of`."""
        question = self.rule.questions[index]
        if self.bit.endswith("-met"):
            return self._truth(question, literal, surely=self.bit == "surely-met")
        if literal.if_not is IfNot.FIXABLE:
            return TRUE
        if literal.if_not is IfNot.CASE:
            return self._truth(question, literal, surely=self.bit == "surely-open")
        if self.bit == "maybe-open" and not self.trusted[self.rule.sources[index]]:
            return TRUE
        truth = self._truth(question, literal, surely=self.bit == "surely-open")
        if literal.negated:
            return truth
        return self.builder.some((truth, self.builder.variable(Asked(question, "absent"))))

    def _truth(self, question: int, literal: Literal, *, surely: bool) -> int:
        if not literal.negated:
            return self.builder.variable(Asked(question, "surely" if surely else "maybe"))
        opposite = self.builder.variable(Asked(question, "maybe" if surely else "surely"))
        return self.builder.invert(opposite)

    def every(self, parts: Sequence[int]) -> int:
        """All of the nodes."""
        return self.builder.every(parts)

    def some(self, parts: Sequence[int]) -> int:
        """Any of the nodes."""
        return self.builder.some(parts)

    def at_least(self, count: int, parts: Sequence[int]) -> int:
        """So many of the nodes."""
        return self.builder.at_least(count, parts)


def screen_many(
    table: CredentialTable,
    pack: Pack,
    *,
    circumstances: Circumstances,
    keep: bool = False,
    run: Run | None = None,
) -> Screening:
    """The verdicts of `salerno.rules.verdicts.screen` for everybody, as numbers and planes.

    O(questions × rows + nodes × persons / 64). Memory: 2 bits a person for each question, and with
    `keep` 4 for each opportunity.
    """
    builder = Builder()
    for place, nodes in enumerate(outcomes(builder, pack, circumstances)):
        _put(builder, place, nodes, keep=keep)
    schedule = schedule_of(builder)
    planes = planes_of(schedule.keys, table, pack, circumstances)
    given = (run or fastest(schedule, table.size))(schedule, planes, table.size)
    counts = _counts(given.counts.reshape(-1, 3), table.size)
    kept = given.kept.reshape(len(pack.rules_of), 4, words_for(table.size)) if keep else None
    names = tuple(opportunity.id for opportunity, _ in pack.rules_of)
    return Screening(names, table.size, counts, kept)


def _put(builder: Builder, place: int, nodes: Sequence[int], *, keep: bool) -> None:
    surely_open, surely_met, maybe_open, maybe_met = nodes
    not_yet = builder.every((surely_open, builder.invert(maybe_met)))
    for offset, node in enumerate((surely_met, not_yet, maybe_open)):
        builder.put(Op.COUNT, node, 3 * place + offset)
    if keep:
        for offset, node in enumerate(nodes):
            builder.put(Op.KEEP, node, 4 * place + offset)


def _counts(given: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """In the order of STATES, from the numbers of eligible, not yet and possibly not barred."""
    eligible, not_yet, open_ = given.T
    never = size - open_
    return np.stack([eligible, not_yet, never, open_ - eligible - not_yet], axis=1)


def outcomes(
    builder: Builder, pack: Pack, circumstances: Circumstances
) -> Iterator[tuple[int, ...]]:
    """The nodes of the four bits of each opportunity, one opportunity after the other."""
    trusted = Trust(circumstances)
    for opportunity, rules in pack.rules_of:
        cases = applying(builder, opportunity, rules, circumstances)
        folds = [
            (when, [fold(rule.circuit, PlaneAlgebra(builder, rule, b, trusted))[-1] for b in BITS])
            for rule, when in cases
        ]
        yield tuple(
            hull_of(builder, bit, [(when, bits[place]) for when, bits in folds])
            for place, bit in enumerate(BITS)
        )


class Trust(dict[Source, bool]):
    """Whether a bar from a source is final under the circumstances, looked up once."""

    def __init__(self, circumstances: Circumstances) -> None:
        super().__init__()
        self.circumstances = circumstances

    def __missing__(self, source: Source) -> bool:
        self[source] = is_trusted(source, self.circumstances)
        return self[source]


def hull_of(builder: Builder, bit: str, cases: Sequence[tuple[int, int]]) -> int:
    """One bit of the smallest interval that holds those of all versions that may apply.

    Each case is to whom a version may apply, and the bit. When none does, nothing can be told: not
    surely open, but possibly met.
    """
    some_apply = builder.some(when for when, _ in cases)
    if bit.startswith("surely"):
        kept = [builder.some((value, builder.invert(when))) for when, value in cases]
        return builder.every((*kept, some_apply))
    found = [builder.every((value, when)) for when, value in cases]
    return builder.some((*found, builder.invert(some_apply)))


def applying(
    builder: Builder, opportunity: Opportunity, rules: Sequence[Rule], circumstances: Circumstances
) -> list[tuple[Rule, int]]:
    """The live rules of an opportunity that apply to anybody, each with the node of to whom."""
    live = [rule for rule in rules if is_live(rule.version, opportunity, circumstances)]
    cases = [(rule, _applies(builder, opportunity, rule, circumstances)) for rule in live]
    return [(rule, when) for rule, when in cases if when != FALSE]


def _applies(
    builder: Builder, opportunity: Opportunity, rule: Rule, circumstances: Circumstances
) -> int:
    by, period = opportunity.decided_by, rule.version.in_force
    if period == Period(None, None):
        return TRUE
    if by.fact or by.credential:
        return builder.variable(Applies(by, period))
    when = deciding_day(by, Standpoint(NOBODY, circumstances), opportunity)
    return TRUE if when is None or _overlaps(period, when) else FALSE


def _overlaps(period: Period, when: PartialDate) -> bool:
    first, last = ends_of(when)
    start, end = _ordinals(period)
    return start <= last and first < end


def _ordinals(period: Period) -> tuple[int, int]:
    start = period.start.toordinal() if period.start else BEFORE_ALL
    return start, period.end.toordinal() if period.end else AFTER_ALL


def planes_of(
    keys: Sequence[Key], table: CredentialTable, pack: Pack, circumstances: Circumstances
) -> NDArray[np.uint64]:
    """The planes that a schedule asks for, one row for each key."""
    planes = np.empty((len(keys), words_for(table.size)), np.uint64)
    by_question: dict[int, list[tuple[int, str]]] = {}
    crowd = Crowd(table, circumstances)
    for row, key in enumerate(keys):
        if isinstance(key, Asked):
            by_question.setdefault(key.question, []).append((row, key.what))
        else:
            assert isinstance(key, Applies)
            planes[row] = packed(_whom(key, crowd), table.size)
    for question, wanted in by_question.items():
        answers = _answered(pack, question, crowd)
        for row, what in wanted:
            planes[row] = packed(_mask(answers, what), table.size)
    return planes


def _answered(pack: Pack, question: int, crowd: Crowd) -> Answers:
    asked = pack.questions[question]
    own = Crowd(crowd.table, asked.under(crowd.circumstances), crowd.memo)
    return answers_of(asked.leaf, own)


def _mask(answers: Answers, what: str) -> Mask:
    if what == "absent":
        return answers.absent()
    return answers.truths.sure if what == "surely" else answers.truths.maybe


def _first_date(answer: Values | None) -> PartialDate | None:
    return next((value for value in answer or () if isinstance(value, PartialDate)), None)


def _whom(key: Applies, crowd: Crowd) -> Mask:
    """To whom a version may apply: whose deciding day may lie in its period, or is unknown."""
    start, end = _ordinals(key.in_force)
    if key.decided_by.fact:
        column = crowd.table.facts.get(key.decided_by.fact)
        if column is None:
            return ~NONE
        days = [_first_date(answer) for answer in column.values]
        return chosen(column.codes, [d is None or _overlaps(key.in_force, d) for d in days])
    records = crowd.table.records.get(key.decided_by.credential)
    result = np.ones(crowd.table.size, np.bool_)
    if records is not None:
        known = np.flatnonzero(records.on.earliest > BEFORE_ALL)
        ordered = known[np.lexsort((records.told[known], records.person[known]))]
        person, first = np.unique(records.person[ordered], return_index=True)
        row = ordered[first]
        result[person] = (records.on.latest[row] >= start) & (records.on.earliest[row] < end)
    return result
