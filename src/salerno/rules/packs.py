"""Many opportunities compiled together: equal questions are asked once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from salerno.credentials.circumstances import Circumstances, CohortYear, Event
from salerno.credentials.conditions import Standpoint
from salerno.nesting import inside
from salerno.rules.circuits import Circuit, compile_version
from salerno.rules.composites import Composing, Composite
from salerno.rules.leaves import Leaf
from salerno.rules.opportunities import Opportunity, RuleVersion
from salerno.rules.sources import Source
from salerno.rules.terms import Term, Terms, terms_of

_EVENT_ANCHORS = frozenset({"event", "event-end"})


@dataclass(frozen=True, slots=True)
class Question:
    """A leaf together with the event and cohort years it depends on, if it depends on them."""

    leaf: Leaf
    event: Event | None = None
    cohort: tuple[CohortYear, ...] = ()

    def under(self, circumstances: Circumstances) -> Circumstances:
        """The circumstances in which this question is asked."""
        if self.event is None and not self.cohort:
            return circumstances
        return circumstances.at_event(self.event).with_cohort(self.cohort)

    def seen_from(self, view: Standpoint) -> Standpoint:
        """The standpoint from which this question is judged."""
        around = self.under(view.circumstances)
        return view if around is view.circumstances else Standpoint(view.person, around)


@dataclass(frozen=True, slots=True)
class Rule:
    """A compiled rule version.

    `questions` gives the pack's question of each literal, `places` the step of the pack's composite
    at which each node of the circuit stands.
    """

    opportunity: Opportunity
    version: RuleVersion
    circuit: Circuit
    questions: tuple[int, ...]
    sources: tuple[Source, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """Compiled rules, their distinct questions, the rules of each opportunity, one composite.

    `terms` says when each of the rules applies.
    """

    questions: tuple[Question, ...]
    rules: tuple[Rule, ...]
    rules_of: tuple[tuple[Opportunity, tuple[Rule, ...]], ...]
    composite: Composite
    terms: Terms


def compile_pack(opportunities: Iterable[Opportunity]) -> Pack:
    """Compile opportunities into one pack, in their order. Linear in the size of the rules."""
    index: dict[Question, int] = {}
    composite = Composing()
    rules_of = []
    for opportunity in opportunities:
        rules = tuple(_compile(opportunity, v, index, composite) for v in opportunity.versions)
        rules_of.append((opportunity, rules))
    every_rule = tuple(rule for _, rules in rules_of for rule in rules)
    terms = terms_of([(own, [_term(rule) for rule in rules]) for own, rules in rules_of])
    return Pack(tuple(index), every_rule, tuple(rules_of), composite.done(), terms)


def _term(rule: Rule) -> Term:
    return rule.opportunity, rule.version, rule.places[-1]


def _compile(
    opportunity: Opportunity,
    version: RuleVersion,
    index: dict[Question, int],
    composite: Composing,
) -> Rule:
    circuit = compile_version(version)
    questions = tuple(
        index.setdefault(_bound(literal.leaf, opportunity, version), len(index))
        for literal in circuit.literals
    )
    sources = tuple(literal.note.source or version.sources[0] for literal in circuit.literals)
    places = composite.add(circuit, questions, sources)
    return Rule(opportunity, version, circuit, questions, sources, places)


def _bound(leaf: Leaf, opportunity: Opportunity, version: RuleVersion) -> Question:
    named = set(inside(leaf, str))
    event = opportunity.event if named & _EVENT_ANCHORS else None
    cohort = tuple(year for year in version.cohort if year.name in named)
    if any(year.at in _EVENT_ANCHORS for year in cohort):
        event = opportunity.event
    return Question(leaf, event, cohort)
