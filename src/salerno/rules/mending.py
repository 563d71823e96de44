"""What can be done about one unmet requirement, and what each way takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal as Word

from salerno.credentials.conditions import Standpoint
from salerno.credentials.tri import Tri
from salerno.money import Purse
from salerno.rules.chain import MET, NOT_YET, State, truth_of
from salerno.rules.circuits import IfNot, Literal
from salerno.rules.explanations import Line
from salerno.rules.fees import charges, occasion_of, own_bill
from salerno.rules.findings import Finding
from salerno.rules.leaves import ONE, Attempts, Has, Judge, Time, Total, Window
from salerno.rules.opportunities import Opportunity
from salerno.rules.shortfalls import selections_of
from salerno.rules.verdicts import Verdict

Offers = Mapping[str, Sequence[Opportunity]]
"""The opportunities that grant each credential type; under `NAMED`, those that a rule may name."""

NAMED = ""

Way = Word["take", "obtain", "wait", "decision", "change", "suppose"]


@dataclass(frozen=True, slots=True)
class Mend:
    """One thing to do, its price and how many days it takes, as far as they are known.

    `take` an opportunity, `obtain` a credential that none is known to grant, `wait`, ask for a
    `decision`, `change` a circumstance; or `suppose` that what is not known is met. `name` is the
    opportunity, the credential type or the judgement. `literal` is set when it mends only that one.
    `is_case` tells a supposed case from a supposed requirement.
    """

    way: Way
    name: str = ""
    literal: int = -1
    low: Purse = Purse()
    high: Purse = Purse()
    is_priced: bool = False
    days: tuple[int, int] | None = None
    is_case: bool = False
    opportunity: Opportunity | None = field(default=None, compare=False)

    @property
    def is_step(self) -> bool:
        """Whether somebody has to act: waiting and supposing are not acting."""
        return self.way not in ("wait", "suppose")


def offers_of(opportunities: Iterable[Opportunity]) -> dict[str, tuple[Opportunity, ...]]:
    """The opportunities that grant each credential type, in their order."""
    found: dict[str, tuple[Opportunity, ...]] = {}
    for opportunity in opportunities:
        granted = [grant.type for grant in opportunity.grants]
        granted += [name for outcome in opportunity.outcomes for name in outcome.grants]
        for name in dict.fromkeys(granted):
            found[name] = (*found.get(name, ()), opportunity)
    return found


_NEARNESS = {State.ELIGIBLE: 0, State.CANNOT_TELL: 1, State.NOT_YET: 2}


def within_reach(offers: Offers, verdicts: Iterable[Verdict]) -> dict[str, tuple[Opportunity, ...]]:
    """Of the opportunities that grant each type, those nearest to being open to the person.

    Eligible before cannot tell before not yet; what is never open mends nothing. An opportunity
    without a verdict counts as not yet. A rule may name any that is not closed.
    """
    told = tuple(verdicts)
    states = {verdict.opportunity.id: verdict.state for verdict in told}
    found = {NAMED: tuple(v.opportunity for v in told if v.state is not State.NEVER)}
    for name, granting in offers.items():
        reach = {o.id: _NEARNESS.get(states.get(o.id, State.NOT_YET), 3) for o in granting}
        nearest = min(reach.values(), default=3)
        if nearest < 3:
            found[name] = tuple(o for o in granting if reach[o.id] == nearest)
    return found


def mends_of(line: Line, *, offers: Offers) -> tuple[Mend, ...] | None:
    """The ways to mend the literal of a line, one being enough.

    None when it is met already; empty when nothing mends it, for it is a bar or a case. Prices are
    those of the step itself, not of what that step requires in turn.
    """
    literal, finding = line.literal, line.finding
    if literal is None or finding is None or line.bits == MET:
        return None
    if truth_of(literal, finding.truth) is Tri.UNKNOWN:
        is_case = literal.if_not is IfNot.CASE
        own = line.node.literal
        return (Mend("suppose", literal=own, is_priced=True, days=(0, 0), is_case=is_case),)
    if line.bits != NOT_YET:
        return ()
    return _ways(literal, finding, line, offers)


def _ways(literal: Literal, finding: Finding, line: Line, offers: Offers) -> tuple[Mend, ...]:
    own = line.node.literal
    if finding.not_before is not None and not literal.negated:
        days = max(0, (finding.not_before - line.view.circumstances.today).days)
        return (Mend("wait", literal=own, is_priced=True, days=(days, days)),)
    known = _opportunities(literal, line, offers)
    if known:
        return tuple(_taken(o, line.view) for o in known)
    if literal.note.fix:
        return tuple(Mend("take", name) for name in literal.note.fix)
    match literal.leaf:
        case Judge(name, _, limit):
            return (Mend("decision", name, own, days=None if limit is None else (0, limit)),)
        case Has() | Total() | Time() | Window() if not literal.negated:
            return (Mend("obtain", selections_of(literal.leaf)[0].types[0], own),)
        case Attempts(per=None) if not literal.negated:
            return ()
        case _:
            return (Mend("change", literal=own),)


def _opportunities(literal: Literal, line: Line, offers: Offers) -> tuple[Opportunity, ...]:
    """The opportunities that mend it: those the rule names, else those that grant the type.

    Of those that the rule names, the ones that stand under a type come before any other.
    """
    leaf = literal.leaf
    if literal.note.fix:
        granting = {o.id: o for name, several in offers.items() if name for o in several}
        named = granting if granting.keys() & set(literal.note.fix) else _by_id(offers)
        return tuple(named[name] for name in literal.note.fix if name in named)
    if literal.negated or not isinstance(leaf, Has) or leaf.count != ONE or leaf.distinct:
        return ()
    found = [o for name in leaf.selection.types for o in offers.get(name, ())]
    return tuple(o for o in {o.id: o for o in found}.values() if o.id != line.opportunity.id)


def _by_id(offers: Offers) -> dict[str, Opportunity]:
    return {opportunity.id: opportunity for opportunity in offers.get(NAMED, ())}


def _taken(opportunity: Opportunity, view: Standpoint) -> Mend:
    bill = own_bill(charges(opportunity.fees, occasion=occasion_of(view)))
    days = opportunity.duration
    return Mend(
        "take",
        opportunity.id,
        low=bill.low,
        high=bill.high,
        is_priced=bool(opportunity.fees) and not bill.unsure,
        days=(days[0].floor_days, days[1].floor_days) if days else None,
        opportunity=opportunity,
    )
