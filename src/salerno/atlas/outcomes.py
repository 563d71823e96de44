"""Running cases: the verdict that a person gets, and the requirements that decide it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from salerno.atlas.cases import Case
from salerno.atlas.contents import Atlas
from salerno.credentials.tri import Tri
from salerno.errors import AtlasError
from salerno.rules.chain import MET, NEVER, State, state_of
from salerno.rules.circuits import Node
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import Judged, Verdict, screen

_TRUTHS = {Tri.YES: "met", Tri.NO: "not met", Tri.UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case got; `deciding` are the ids of requirements below met, `lines` say how."""

    case: Case
    got: State
    deciding: tuple[str, ...]
    lines: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether the verdict is as expected, and for the reasons expected."""
        return self.got == self.case.expect and not self.missing

    @property
    def missing(self) -> tuple[str, ...]:
        """The expected reasons that do not decide."""
        return tuple(name for name in self.case.because if name not in self.deciding)

    def __str__(self) -> str:
        said = f"{self.case.place}: {self.case}: expected {self.case.expect}, got {self.got}"
        if self.missing:
            said += f"; expected because of {', '.join(self.missing)}"
            said += f", got because of {', '.join(self.deciding) or 'nothing that has an id'}"
        return "\n".join((said, *(f"    {line}" for line in self.lines)))


def run_case(case: Case, atlas: Atlas) -> Outcome:
    """Screen the person of a case for its opportunity."""
    pack = compile_pack([atlas.opportunity(case.opportunity)])
    (verdict,) = screen(case.person, pack, circumstances=case.circumstances)
    return Outcome(case, verdict.state, deciding_ids(verdict), tuple(_lines(verdict)))


def failure_of(outcome: Outcome) -> AtlasError:
    """The error that a case is when it did not pass."""
    case = outcome.case
    reasons = outcome.lines if outcome.got != case.expect else ()
    return AtlasError(
        f"{case}: expected {case.expect}, got {outcome.got}",
        where=case.place,
        why="; ".join(reasons)
        or f"decided by {', '.join(outcome.deciding) or 'nothing that has an id'}",
        fix=f"'because' names {', '.join(outcome.missing)}" if outcome.missing else "",
    )


def deciding_ids(verdict: Verdict) -> tuple[str, ...]:
    """The ids of the requirements that keep the verdict below eligible, each once, top first."""
    found = (
        node.note.id
        for judged in verdict.judged
        for _, node in _deciding(judged, len(judged.bits) - 1)
    )
    return tuple(dict.fromkeys(name for name in found if name))


def _deciding(judged: Judged, index: int) -> Iterator[tuple[int, Node]]:
    """The nodes below met that keep their parent below met; branches not taken are left out."""
    node, nodes = judged.rule.circuit.nodes[index], judged.rule.circuit.nodes
    is_over = any(nodes[k].role == "given" and judged.bits[k] == NEVER for k in node.kids)
    if judged.bits[index] == MET or node.role == "hidden" or (node.gate == "all" and is_over):
        return
    yield index, node
    for kid in node.kids:
        yield from _deciding(judged, kid)


def _lines(verdict: Verdict) -> Iterator[str]:
    """Each leaf that decides, and how it was found."""
    if not verdict.judged:
        yield "no version of the rule may apply on the deciding day"
    for judged in verdict.judged:
        seen: set[int] = set()
        for index, node in _deciding(judged, len(judged.bits) - 1):
            if node.gate == "leaf" and index not in seen:
                seen.add(index)
                yield _line(judged, index, node)


def _line(judged: Judged, index: int, node: Node) -> str:
    literal, finding = judged.rule.circuit.literals[node.literal], judged.findings[node.literal]
    name = node.note.id or type(literal.leaf).__name__.lower()
    words = [
        f"{'not ' if literal.negated else ''}{name} is {state_of(judged.bits[index])}",
        f"({_TRUTHS[finding.truth]}",
        *(["for want of any record"] if finding.absent else []),
        *([f"({finding.reason})"] if finding.reason else []),
        *([f"on {len(finding.used)} records"] if finding.used else []),
    ]
    return " ".join(words) + ")"
