"""A dated route lived through once, its rules asked again on every planned day.

The timeline is made from what was read off the rules; this asks the rules themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from salerno.credentials.circumstances import Event
from salerno.credentials.person import Credential, Person
from salerno.credentials.vocabulary import Vocabulary
from salerno.periods import PartialDate
from salerno.routes.points import given_on
from salerno.routes.providers import Offer, granted, holding
from salerno.routes.stays import spent_on
from salerno.routes.steps import Outlook, Step
from salerno.routes.tasks import Mark
from salerno.rules.chain import State
from salerno.rules.leaves import Time
from salerno.rules.opportunities import Opportunity
from salerno.rules.packs import compile_pack
from salerno.rules.shortfalls import selections_of
from salerno.rules.verdicts import screen

Planned = Mapping[str, Mapping[Mark, date]]
"""The planned days of each step that has any, by its id."""


def refused(
    steps: Iterable[Step], planned: Planned, *, person: Person, outlook: Outlook
) -> tuple[str, ...]:
    """The steps that their own rule would refuse on their planned days, in order of application.

    The person holds by then what the other steps bring, as far as their results are out when the
    step itself begins; what is not known of it, such as a score, is taken to be reached. The event
    is the step itself where no other is told. O(steps) screenings.
    """
    dated = [step for step in steps if step.id in planned]
    gained = {own.id: _brought(own, planned[own.id], outlook) for own in dated}
    found = []
    for step in sorted(dated, key=lambda own: planned[own.id]["apply"]):
        days = planned[step.id]
        others = (other for other in dated if other is not step)
        out = (other.id for other in others if planned[other.id]["result"] <= days["start"])
        held = [credential for name in out for credential in gained[name]]
        own = step.opportunity
        if own is not None and _is_refused(own, days, held, person, outlook):
            found.append(step.id)
    return tuple(found)


def _is_refused(
    opportunity: Opportunity,
    days: Mapping[Mark, date],
    held: Iterable[Credential],
    person: Person,
    outlook: Outlook,
) -> bool:
    event = Event(PartialDate.on(days["start"]), PartialDate.on(days["end"]))
    told = outlook.circumstances.event
    around = replace(outlook.circumstances, application=days["apply"], event=told or event)
    pack = compile_pack([opportunity])
    (verdict,) = screen(holding(person, held), pack, circumstances=around)
    return verdict.state in (State.NEVER, State.NOT_YET)


def _brought(step: Step, days: Mapping[Mark, date], outlook: Outlook) -> tuple[Credential, ...]:
    """What a step brings: what it grants, or what is obtained, of which only the days are known."""
    day = PartialDate.on(days[given_on(step)])
    if step.opportunity is not None:
        offers = (Offer(step.opportunity, step.variant, own) for own in step.opportunity.grants)
        known = outlook.vocabulary
        found = (c for offer in offers for c in granted(offer, on=day, known=known))
        return tuple(
            spent_on(c, days["start"], days["end"]) if _is_activity(c.type, known) else c
            for c in found
        )
    if step.way != "obtain" or step.literal is None:
        return ()
    (selection, *_) = selections_of(step.literal.leaf)
    obtained = Credential(selection.types[0], day)
    is_spent = isinstance(step.literal.leaf, Time)
    return (spent_on(obtained, days["start"], days["end"]) if is_spent else obtained,)


def _is_activity(name: str, known: Vocabulary) -> bool:
    return name in known.types and known.types[name].is_activity
