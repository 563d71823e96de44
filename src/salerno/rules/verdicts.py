"""Verdicts: what is open to a person, what is not yet, what is barred, what cannot be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.credentials.tri import opposite
from salerno.periods import PartialDate, Period, add
from salerno.rules.canonical import version_id
from salerno.rules.chain import CANNOT_TELL, State, bits_of, hull, state_of
from salerno.rules.composites import Stake
from salerno.rules.findings import Finding
from salerno.rules.judging import judge
from salerno.rules.opportunities import IN_FORCE, DecidedBy, Opportunity, RuleVersion
from salerno.rules.packs import Pack, Rule
from salerno.rules.sources import Source
from salerno.rules.terms import BY_APPLICATION


@dataclass(frozen=True, slots=True)
class Hearing:
    """One person heard on a whole pack: a finding for each question, an interval for each step.

    `usual` is the day of the application, which decides where nothing else does.
    """

    view: Standpoint
    usual: PartialDate
    findings: tuple[Finding, ...]
    intervals: bytes


@dataclass(frozen=True, slots=True)
class Judged:
    """One rule version for one person, at a hearing of the pack that it was compiled in."""

    rule: Rule
    hearing: Hearing

    @property
    def bits(self) -> tuple[int, ...]:
        """The interval of every node of the circuit, the output last."""
        intervals = self.hearing.intervals
        return tuple([intervals[place] for place in self.rule.places])

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found out about every literal of the circuit."""
        found = self.hearing.findings
        return tuple([found[question] for question in self.rule.questions])

    @property
    def output(self) -> int:
        """The interval of the rule itself."""
        return self.hearing.intervals[self.rule.places[-1]]


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

    Each distinct question is judged once, each distinct part of a rule folded once:
    O(questions + steps).
    """
    hearing = hear(person, pack, circumstances=circumstances)
    return [verdict_of(opportunity, rules, hearing) for opportunity, rules in pack.rules_of]


def hear(person: Person, pack: Pack, *, circumstances: Circumstances) -> Hearing:
    """Judge every question of a pack and fold every rule, whether it may apply or not."""
    view = Standpoint(person, circumstances)
    findings = tuple([judge(q.leaf, q.seen_from(view)) for q in pack.questions])
    trusted = [is_trusted(source, circumstances) for source in pack.composite.sources] + [False]
    intervals = [
        stake_bits(stake, findings[stake.question], trusted=trusted[stake.source])
        for stake in pack.composite.stakes
    ]
    usual = circumstances.anchor("application")
    assert usual is not None  # it falls to today
    return Hearing(view, usual, findings, pack.composite.run(intervals))


def stake_bits(stake: Stake, finding: Finding, *, trusted: bool) -> int:
    """The interval of a stake, given what was found out about its question."""
    truth = opposite(finding.truth) if stake.negated else finding.truth
    is_absent = finding.absent and not stake.negated
    return bits_of(truth, stake.if_not, trusted=trusted, absent=is_absent)


def verdict_of(opportunity: Opportunity, rules: Sequence[Rule], hearing: Hearing) -> Verdict:
    """The verdict on one opportunity of the pack that was heard, given its rules."""
    view = hearing.view
    judged = tuple([Judged(rule, hearing) for rule in rules_for(opportunity, rules, hearing)])
    if len(judged) == 1:
        bits = judged[0].output
    else:
        bits = hull([j.output for j in judged]) if judged else CANNOT_TELL
    return Verdict(opportunity, view.circumstances, bits, judged)


def rules_for(
    opportunity: Opportunity, rules: Sequence[Rule], hearing: Hearing
) -> tuple[Rule, ...]:
    """Those of the rules of an opportunity that may apply to the person who was heard."""
    view = hearing.view
    when: PartialDate | None = hearing.usual
    if opportunity.decided_by != BY_APPLICATION:
        when = deciding_day(opportunity.decided_by, view, opportunity)
    return tuple([rule for rule in rules if _may_apply(rule, opportunity, view, when)])


def is_trusted(source: Source, circumstances: Circumstances) -> bool:
    """Whether a bar from this source may be called final: law or official, and read lately."""
    is_fresh = _fresh_until(source.read, circumstances.stale_after) >= circumstances.today
    return source.tier in ("law", "official") and is_fresh


_fresh_until = lru_cache(maxsize=1024)(add)  # the same few days of reading, again and again


def _may_apply(
    rule: Rule, opportunity: Opportunity, view: Standpoint, when: PartialDate | None
) -> bool:
    if not is_live(rule.version, opportunity, view.circumstances):
        return False
    return when is None or _overlaps(rule.version.in_force, when)


def is_live(version: RuleVersion, opportunity: Opportunity, circumstances: Circumstances) -> bool:
    """Whether a version is in force, or supposed to be by the circumstances."""
    if not circumstances.statuses:
        return version.status in IN_FORCE
    name, statuses = version_id(version), circumstances.statuses
    supposed = statuses.get(f"{opportunity.id} {name}") or statuses.get(name) or version.status
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
