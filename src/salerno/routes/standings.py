"""How a requirement stands for a person besides its truth: what time alone or a title may mend."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from salerno.credentials.circumstances import Event
from salerno.credentials.conditions import Standpoint
from salerno.credentials.selection import Selection, matches
from salerno.credentials.tri import Tri
from salerno.periods import ONE_DAY, PartialDate, add
from salerno.routes.steps import Outlook
from salerno.rules.circuits import Literal
from salerno.rules.findings import Finding
from salerno.rules.judging import judge
from salerno.rules.leaves import ONE, Has, Time, Total, Window
from salerno.rules.shortfalls import selections_of


def is_held(literal: Literal) -> bool:
    """Whether it asks for something to hold, of which nothing told is taken as nothing held."""
    return not literal.negated and isinstance(literal.leaf, Has | Time | Total | Window)


def may_hold(literal: Literal, view: Standpoint) -> bool:
    """Whether something told of may be what is asked for, too little being known of it."""
    found = (m for s in selections_of(literal.leaf) for m in matches(s, view))
    return any(match.truth is Tri.UNKNOWN for match in found)


def is_obtainable(selection: Selection, to: Outlook) -> bool:
    """Whether one can still set out for something of what is asked for."""
    known, today = to.vocabulary.types, to.circumstances.today
    types = [known[name] for name in selection.types if name in known]
    return not types or any(
        own.obtainable and (own.ended is None or today <= own.ended) for own in types
    )


def on_the_day(literal: Literal, found: Finding, view: Standpoint) -> Finding:
    """What is found if the event, of which no day is told, took place on the day of application.

    Only what is not known otherwise is looked at like this: when it really takes place is planned.
    """
    around = view.circumstances
    if literal.negated or found.truth is not Tri.UNKNOWN or around.event is not None:
        return found
    when = around.anchor("application")
    assert when is not None
    there = Standpoint(view.person, replace(around, event=Event(when, when)))
    again = judge(literal.leaf, there)
    return again if again.truth is Tri.YES else found


def ripe_on(leaf: Has, view: Standpoint) -> date | None:
    """The first day on which something held is old enough; None where waiting mends nothing."""
    age = leaf.selection.age
    if age is None or age.order not in (">=", ">") or leaf.count != ONE:
        return None
    young = replace(leaf.selection, age=None)
    late = ONE_DAY * (age.order == ">")
    held = (m.credential.on for m in matches(young, view) if m.truth is Tri.YES)
    for day in sorted(add(on.latest, age.span) + late for on in held if on is not None):
        when = PartialDate.on(day)
        around = replace(view.circumstances, application=day, event=Event(when, when), use=day)
        if judge(leaf, Standpoint(view.person, around)).truth is Tri.YES:
            return day
    return None
