"""Why a verdict is what it is: the tree of a rule as it stands, and the lines that decide.

What decides is found at once; everything else is looked up when it is asked for. The words are
made by `salerno.rules.wording`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Credential
from salerno.rules.canonical import version_id
from salerno.rules.chain import DOUBTFUL_BAR, MET, NEVER, NOT_YET, State, state_of
from salerno.rules.circuits import IfNot, Literal, Node
from salerno.rules.findings import Finding
from salerno.rules.leaves import Note
from salerno.rules.opportunities import Dispute, Opportunity, RuleVersion
from salerno.rules.reasons import lapses, reasons
from salerno.rules.shortfalls import Shortfall, shortfalls
from salerno.rules.sources import Source
from salerno.rules.verdicts import Judged, Verdict


class Standing(StrEnum):
    """How one line of a rule stands for a person.

    `doubtful` is an unmet bar whose source is not final; `lapses` and `applies` are said of the
    cases of exceptions and choices, which nobody is expected to bring about.
    """

    MET = "met"
    UNMET = "unmet"
    BARRED = "barred"
    DOUBTFUL = "doubtful"
    OPEN = "open"
    APPLIES = "applies"
    LAPSES = "lapses"


_STANDINGS = {MET: Standing.MET, NOT_YET: Standing.UNMET, NEVER: Standing.BARRED}
_CASES = {MET: Standing.APPLIES, NEVER: Standing.LAPSES}
_FIRST = (
    Standing.BARRED, Standing.DOUBTFUL, Standing.UNMET, Standing.OPEN, Standing.APPLIES,
    Standing.MET, Standing.LAPSES,
)  # fmt: skip
_RANK = {standing: rank for rank, standing in enumerate(_FIRST)}


@dataclass(frozen=True, slots=True)
class Part:
    """One rule version in an explanation, and its nodes that decide, kids before parents."""

    judged: Judged
    deciding: tuple[int, ...]

    @property
    def version(self) -> RuleVersion:
        """The rule version that was judged."""
        return self.judged.rule.version

    @property
    def state(self) -> State:
        """The verdict by this version alone."""
        return state_of(self.judged.output)

    @property
    def tree(self) -> Line:
        """The rule from its output down."""
        return Line(self, len(self.judged.rule.circuit.nodes) - 1)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The literals that decide: bars first, then what is unmet, open and met, as written."""
        nodes = self.judged.rule.circuit.nodes
        found = [Line(self, index) for index in self.deciding if nodes[index].literal >= 0]
        return tuple(sorted(found, key=lambda line: _RANK[line.standing]))

    @property
    def circumstances(self) -> Circumstances:
        """The circumstances under which this version was judged, event and cohort included."""
        rule = self.judged.rule
        around = self.judged.hearing.view.circumstances
        return around.at_event(rule.opportunity.event).with_cohort(rule.version.cohort)


@dataclass(frozen=True, slots=True)
class Line:
    """A node of a rule as it stands for a person: a requirement, a group, or a named case."""

    part: Part
    index: int

    @property
    def node(self) -> Node:
        """The node of the circuit."""
        return self.part.judged.rule.circuit.nodes[self.index]

    @property
    def bits(self) -> int:
        """The interval on the truth chain."""
        judged = self.part.judged
        return judged.hearing.intervals[judged.rule.places[self.index]]

    @property
    def literal(self) -> Literal | None:
        """What is asked, when this is not a group."""
        node = self.node
        return self.part.judged.rule.circuit.literals[node.literal] if node.literal >= 0 else None

    @property
    def note(self) -> Note:
        """The words of the rule, and what it says follows."""
        return self.node.note

    @property
    def is_case(self) -> bool:
        """Whether this is the case of an exception or of a branch."""
        literal = self.literal
        return self.node.role == "given" or (literal is not None and literal.if_not is IfNot.CASE)

    @property
    def standing(self) -> Standing:
        """How it stands."""
        if self.is_case:
            return _CASES.get(self.bits, Standing.OPEN)
        if self.bits == DOUBTFUL_BAR and self.literal is not None:
            return Standing.DOUBTFUL
        if lapses(self.index, self.part.judged.rule.circuit.nodes, self.part.judged.bits):
            return Standing.LAPSES
        return _STANDINGS.get(self.bits, Standing.OPEN)

    @property
    def decides(self) -> bool:
        """Whether the verdict hangs on it."""
        return self.index in self.part.deciding

    @property
    def finding(self) -> Finding | None:
        """What judging found, when this is not a group."""
        node, judged = self.node, self.part.judged
        if node.literal < 0:
            return None
        return judged.hearing.findings[judged.rule.questions[node.literal]]

    @property
    def evidence(self) -> tuple[Credential, ...]:
        """The credentials that it was judged on."""
        finding = self.finding
        return finding.used if finding else ()

    @property
    def view(self) -> Standpoint:
        """The person, under the circumstances in which this was judged."""
        return Standpoint(self.part.judged.hearing.view.person, self.part.circumstances)

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        """What each credential that was looked at lacks, when the requirement is not met."""
        literal, finding = self.literal, self.finding
        if literal is None or finding is None or literal.negated or self.bits == MET:
            return ()
        return shortfalls(literal.leaf, finding, self.view)

    @property
    def kids(self) -> tuple[Line, ...]:
        """The parts, in the order of the rule; what only helps to reckon is left out."""
        nodes = self.part.judged.rule.circuit.nodes
        shown = (kid for kid in self.node.kids if nodes[kid].role != "hidden")
        return tuple(Line(self.part, kid) for kid in shown)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where it is defined: its own source, else those of the rule version."""
        own = self.note.source
        return (own,) if own else self.part.version.sources

    @property
    def opportunity(self) -> Opportunity:
        """What it is required for."""
        return self.part.judged.rule.opportunity

    @property
    def version_id(self) -> str:
        """The name of the rule version."""
        return version_id(self.part.version)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A verdict and, for each rule version that may apply, what it rests on."""

    verdict: Verdict
    parts: tuple[Part, ...]

    @property
    def state(self) -> State:
        """The verdict."""
        return self.verdict.state

    @property
    def lines(self) -> tuple[Line, ...]:
        """What decides; a version that is met decides only when every one of them is."""
        is_met = self.verdict.bits == MET
        decisive = [part for part in self.parts if is_met or part.judged.output != MET]
        return tuple(line for part in decisive for line in part.lines)

    @property
    def disputes(self) -> tuple[Dispute, ...]:
        """What the sources contradict each other on."""
        return self.verdict.opportunity.disputes

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every source of a line that decides, once."""
        return tuple(dict.fromkeys(source for line in self.lines for source in line.sources))


def explain(verdict: Verdict) -> Explanation:
    """Why a verdict is what it is. O(nodes) of the rule versions that may apply."""
    return Explanation(verdict, tuple([_part(judged) for judged in verdict.judged]))


def _part(judged: Judged) -> Part:
    return Part(judged, reasons(judged.rule.circuit, judged.bits))


def lines(verdict: Verdict) -> tuple[Line, ...]:
    """What decides a verdict, flat.

    Not yet: the unmet requirements that matter, then those not known. Never: the bars. Cannot
    tell: the open questions. Eligible: what it rests on.
    """
    return explain(verdict).lines
