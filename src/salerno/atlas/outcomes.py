"""Running cases: the verdict that a person gets, and the requirements that decide it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from salerno.atlas.cases import Case
from salerno.atlas.contents import Atlas
from salerno.credentials.tri import Tri
from salerno.errors import AtlasError
from salerno.rules.chain import MET, State
from salerno.rules.explanations import Line, lines
from salerno.rules.packs import compile_pack
from salerno.rules.reasons import lapses
from salerno.rules.verdicts import Judged, Verdict, screen

_TRUTHS = {Tri.YES: "yes", Tri.NO: "no", Tri.UNKNOWN: "unknown"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case got; `deciding` are ids of requirements below met, `lines` say what decides."""

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
    nothing = ("no version of the rule may apply on the deciding day",)
    said = tuple(_said(line) for line in lines(verdict)) if verdict.judged else nothing
    return Outcome(case, verdict.state, below_met(verdict), said)


def failure_of(outcome: Outcome) -> AtlasError:
    """The error that a case is when it did not pass."""
    case = outcome.case
    decided = ", ".join(outcome.deciding) or "nothing that has an id"
    is_other = outcome.got != case.expect
    return AtlasError(
        f"{case}: expected {case.expect}, got {outcome.got}",
        where=case.place,
        why="; ".join(outcome.lines) if is_other else f"decided by {decided}",
        fix=f"'because' names {', '.join(outcome.missing)}" if outcome.missing else "",
    )


def below_met(verdict: Verdict) -> tuple[str, ...]:
    """The ids of what is unmet or unknown in parts that apply or may, each once, top first."""
    found = (name for judged in verdict.judged for name in _below(judged, judged.bits, -1))
    return tuple(dict.fromkeys(found))


def _below(judged: Judged, bits: tuple[int, ...], index: int) -> Iterator[str]:
    nodes = judged.rule.circuit.nodes
    node = nodes[index]
    if bits[index] == MET or node.role == "hidden" or lapses(index, nodes, bits):
        return
    if node.note.id:
        yield node.note.id
    for kid in node.kids:
        yield from _below(judged, bits, kid)


def _said(line: Line) -> str:
    """How a literal stands and what was found, in few words."""
    literal, finding = line.literal, line.finding
    assert literal is not None
    assert finding is not None
    name = line.note.id or type(literal.leaf).__name__.lower()
    lacking = [f"{lack.aspect} {lack.name}".strip() for lack in line.shortfalls]
    found = [
        f"{'not ' if literal.negated else ''}{_TRUTHS[finding.truth]}",
        finding.reason,
        f"lacking {', '.join(dict.fromkeys(lacking))}" if lacking else "",
    ]
    return f"{name} is {line.standing}: {', '.join(part for part in found if part)}"
