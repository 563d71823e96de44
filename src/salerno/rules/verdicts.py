"""Verdicts: what is open to a person, what is not yet, what is barred, what cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.periods import PartialDate, Period, add
from salerno.rules.canonical import version_id
from salerno.rules.chain import CANNOT_TELL, Chain, State, bits_of, hull, state_of, truth_of
from salerno.rules.circuits import fold
from salerno.rules.findings import Finding
from salerno.rules.judging import judge
from salerno.rules.opportunities import IN_FORCE, DecidedBy, Opportunity, RuleVersion
from salerno.rules.packs import Pack, Question, Rule
from salerno.rules.sources import Source


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule version folded for one person: the interval of every node, and the findings."""

    rule: Rule
    bits: tuple[int, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an opportunity stands for a person; `judged` holds each rule version that may apply.

    `bits` is the interval on the truth chain (see `salerno.rules.chain`).
    """

    opportunity: Opportunity
    circumstances: Circumstances
    bits: int
    judged: tuple[Judged, ...]

    @property
    def state(self) -> State:
        """Eligible, not yet, never, or cannot tell yet."""
        return state_of(self.bits)


def screen(person: Person, pack: Pack, *, circumstances: Circumstances) -> list[Verdict]:
    """The verdict of every opportunity of the pack, in its order.

    Each distinct question is judged once: O(questions + nodes).
    """
    findings = [_ask(question, person, circumstances) for question in pack.questions]
    view = Standpoint(person, circumstances)
    trust: dict[Source, bool] = {}
    verdicts = []
    for opportunity, rules in pack.rules_of:
        applying = [rule for rule in rules if _may_apply(rule, opportunity, view)]
        verdicts.append(_verdict(opportunity, applying, findings, view, trust))
    return verdicts


def _ask(question: Question, person: Person, circumstances: Circumstances) -> Finding:
    return judge(question.leaf, Standpoint(person, question.under(circumstances)))


def _verdict(
    opportunity: Opportunity,
    rules: Sequence[Rule],
    findings: Sequence[Finding],
    view: Standpoint,
    trust: dict[Source, bool],
) -> Verdict:
    judged = tuple(_judge_rule(rule, findings, view.circumstances, trust) for rule in rules)
    outputs = [j.bits[-1] for j in judged]
    bits = hull(outputs) if outputs else CANNOT_TELL
    return Verdict(opportunity, view.circumstances, bits, judged)


def _judge_rule(
    rule: Rule,
    findings: Sequence[Finding],
    circumstances: Circumstances,
    trust: dict[Source, bool],
) -> Judged:
    own = tuple(findings[q] for q in rule.questions)
    bits = []
    for literal, finding, source in zip(rule.circuit.literals, own, rule.sources, strict=True):
        if source not in trust:
            trust[source] = is_trusted(source, circumstances)
        truth = truth_of(literal, finding.truth)
        is_absent = finding.absent and not literal.negated
        bits.append(bits_of(truth, literal.if_not, trusted=trust[source], absent=is_absent))
    return Judged(rule, tuple(fold(rule.circuit, Chain(bits))), own)


def is_trusted(source: Source, circumstances: Circumstances) -> bool:
    """Whether a bar from this source may be called final: law or official, and read lately."""
    is_fresh = add(source.read, circumstances.stale_after) >= circumstances.today
    return source.tier in ("law", "official") and is_fresh


def _may_apply(rule: Rule, opportunity: Opportunity, view: Standpoint) -> bool:
    if not is_live(rule.version, opportunity, view.circumstances):
        return False
    when = deciding_day(opportunity.decided_by, view, opportunity)
    return when is None or _overlaps(rule.version.in_force, when)


def is_live(version: RuleVersion, opportunity: Opportunity, circumstances: Circumstances) -> bool:
    """Whether a version is in force, or supposed to be by the circumstances."""
    supposed = circumstances.statuses.get(version_id(version)) or version.status
    return supposed in IN_FORCE


def deciding_day(
    decided_by: DecidedBy, view: Standpoint, opportunity: Opportunity
) -> PartialDate | None:
    """The day that picks the rule version for this person; None when it is not known."""
    if decided_by.fact:
        told = view.person.facts.get(decided_by.fact) or ()
        return next((value for value in told if isinstance(value, PartialDate)), None)
    if decided_by.credential:
        days = [c.on for c in view.person.credentials if c.type == decided_by.credential]
        return next((day for day in days if day), None)
    circumstances = view.circumstances.at_event(opportunity.event)
    if decided_by.cohort:
        years = opportunity.versions[0].cohort
        year = circumstances.with_cohort(years).cohort.get(decided_by.cohort)
        return PartialDate.on(date(year, 1, 1)) if year else None
    return circumstances.anchor(decided_by.axis)


def _overlaps(period: Period, when: PartialDate) -> bool:
    started = period.start is None or period.start <= when.latest
    return started and (period.end is None or when.earliest < period.end)
