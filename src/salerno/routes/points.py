"""Which day of a route a requirement is judged on, and which day what a step brings bears."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Credential
from salerno.credentials.selection import Selection
from salerno.credentials.vocabulary import Vocabulary
from salerno.routes.providers import Offer, fits
from salerno.routes.steps import Step
from salerno.routes.tasks import Mark, Point
from salerno.rules.shortfalls import selections_of

EXAMINATIONS = frozenset({"examination", "language-test"})

_MARKS: Mapping[str, Mark] = MappingProxyType(
    {"event": "start", "event-end": "end", "use": "result"}
)


@dataclass(frozen=True, slots=True)
class Course:
    """The timed steps of a route by their node, in their order, and who takes them."""

    steps: Mapping[int, Step]
    view: Standpoint
    known: Vocabulary


def judged_at(anchor: str, asking: Step, course: Course) -> Point:
    """The point that an anchor of a rule stands for, for the step that asks.

    A credential type is the day of the one that an earlier step brings, else of the one held, else
    the day of application.
    """
    if "/" not in anchor:
        return Point(asking.id, _MARKS.get(anchor, "apply"))
    return day_of(Selection((anchor,)), asking, course) or Point(asking.id, "apply")


def day_of(selection: Selection, asking: Step, course: Course) -> Point | None:
    """The day of what an earlier step brings, else of the latest such credential that is held."""
    ids = [step.id for step in course.steps.values()]
    earlier = list(course.steps.values())[: ids.index(asking.id)]
    bringing = [step for step in earlier if brings(step, selection, course)]
    if bringing:
        return given_by(bringing[-1], selection, course)
    held = latest(course.view.person.credentials_of(selection.types))
    return Point(day=held.on.earliest) if held and held.on else None


def brings(step: Step, selection: Selection, course: Course) -> bool:
    """Whether a step brings what a requirement speaks of."""
    if step.opportunity is None:
        leaf = step.literal.leaf if step.literal and step.way == "obtain" else None
        return leaf is not None and selections_of(leaf)[0].types == selection.types
    offers = (Offer(step.opportunity, step.variant, grant) for grant in step.opportunity.grants)
    return any(
        offer.grant.type in selection.types
        and fits(offer, selection, view=course.view, known=course.known)
        for offer in offers
    )


def given_by(step: Step, selection: Selection, course: Course) -> Point:
    """The day that what a step brings bears; an activity counts from its beginning."""
    types = (course.known.types.get(name) for name in selection.types)
    is_activity = any(own is not None and own.is_activity for own in types)
    return Point(step.id, "start" if is_activity else given_on(step))


def given_on(step: Step) -> Mark:
    """The mark of a step whose day the credential bears: an examination counts from its test."""
    is_test = step.opportunity is not None and step.opportunity.kind in EXAMINATIONS
    return "end" if is_test else "result"


def latest(credentials: Iterable[Credential]) -> Credential | None:
    """The credential of the latest day; None when no day is told."""
    dated = [c for c in credentials if c.on is not None]
    return max(dated, key=lambda c: c.on.earliest if c.on else date.min, default=None)
