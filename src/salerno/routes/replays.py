"""A dated route lived through once, its rules asked again on every planned day.

The timeline is made from what was read off the rules; this asks the rules themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

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
from salerno.rules.packs import compile_pack
from salerno.rules.shortfalls import selections_of
from salerno.rules.verdicts import screen

Planned = Mapping[str, Mapping[Mark, date]]
"""The planned days of each step that has any, by its id."""


def refused(
    steps: Iterable[Step], planned: Planned, *, person: Person, outlook: Outlook
) -> tuple[str, ...]:
    """The steps that their own rule would refuse on the day of application, in order of results.

    The person holds by then what the earlier steps bring, as far as their results are out; what
    is not known of it, such as a score, is taken to be reached. O(steps) screenings.
    """
    dated = [step for step in steps if step.id in planned]
    gained: list[tuple[date, tuple[Credential, ...]]] = []
    found = []
    for step in sorted(dated, key=lambda own: planned[own.id]["apply"]):
        day = planned[step.id]["apply"]
        if step.opportunity is not None:
            held = [c for out, several in gained if out <= day for c in several]
            around = replace(outlook.circumstances, application=day)
            pack = compile_pack([step.opportunity])
            (verdict,) = screen(holding(person, held), pack, circumstances=around)
            if verdict.state in (State.NEVER, State.NOT_YET):
                found.append(step.id)
        gained.append((planned[step.id]["result"], _brought(step, planned[step.id], outlook)))
    return tuple(found)


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
