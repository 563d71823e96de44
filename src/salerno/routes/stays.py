"""How long a step must last so that the time spent on it is as long as a requirement asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Credential, Person
from salerno.credentials.tri import Tri
from salerno.credentials.vocabulary import Vocabulary
from salerno.periods import PartialDate
from salerno.routes.providers import Offer, granted, holding
from salerno.routes.steps import Outlook, Step
from salerno.rules.judging import judge
from salerno.rules.leaves import Time


def stay(leaf: Time, step: Step, *, person: Person, outlook: Outlook) -> int:
    """The fewest days that a step begun today must last to meet a requirement of time.

    What the person has spent already counts. What cannot be told is taken to be met, and the whole
    time asked for to be enough. O(log days) judgements.
    """
    low, high = 0, leaf.bound.span.floor_days + (leaf.bound.order == ">")
    while low < high:
        days = (low + high) // 2
        last = outlook.circumstances.today + timedelta(days=days)
        if _is_enough(leaf, step, last, person=person, outlook=outlook):
            high = days
        else:
            low = days + 1
    return high


def _is_enough(leaf: Time, step: Step, last: date, *, person: Person, outlook: Outlook) -> bool:
    """Whether it is enough for a step to last from today to that day, asked on that day."""
    first = outlook.circumstances.today
    spent = (spent_on(c, first, last) for c in _brought(step, outlook.vocabulary))
    around = replace(outlook.circumstances, application=last)
    there = Standpoint(holding(person, spent), around)
    return judge(leaf, there).truth is not Tri.NO


def _brought(step: Step, known: Vocabulary) -> Iterator[Credential]:
    if step.opportunity is not None:
        for grant in step.opportunity.grants:
            offer = Offer(step.opportunity, step.variant, grant)
            yield from granted(offer, on=None, known=known)


def spent_on(credential: Credential, first: date, last: date) -> Credential:
    """The credential of an activity that filled the days from the first to the last."""
    return replace(credential, on=PartialDate.on(first), until=PartialDate.on(last))


def is_long(step: Step, leaf: Time, person: Person, outlook: Outlook) -> bool:
    """Whether a step can last as long as is asked; one of unknown length can."""
    if step.lasts is None or step.lasts[1] >= leaf.bound.span.floor_days:
        return True
    return step.lasts[1] >= stay(leaf, step, person=person, outlook=outlook)
