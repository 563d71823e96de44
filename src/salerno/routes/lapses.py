"""Until when what is held today still meets a requirement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from salerno.credentials.circumstances import Event
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Credential
from salerno.credentials.selection import Selection
from salerno.credentials.tri import Tri
from salerno.periods import ONE_DAY, PartialDate, Period, Span, add
from salerno.routes.asked import Asked
from salerno.routes.points import Course, judged_at
from salerno.routes.steps import Step
from salerno.routes.tasks import Bond, Point
from salerno.rules.chain import truth_of
from salerno.rules.circuits import Literal
from salerno.rules.judging import judge
from salerno.rules.leaves import ONE, Fact, Has, Time, Total

HORIZON = Span(years=10)


def lapses(asked: Asked, asking: Step, course: Course) -> Iterator[Bond]:
    """The bonds to the last days on which a requirement that is met without a step still is.

    Of what counts as often as it must, every credential is kept; of one that is enough, the one
    that lasts longest.
    """
    literal = asked.literal
    leaf, why = literal.leaf, literal.note.id
    if isinstance(leaf, Has) and not literal.negated:
        for credential in _kept(leaf, asked.finding.used):
            yield from _lapsing(leaf.selection, credential, asking, course, why)
    elif isinstance(leaf, Fact | Time | Total):
        last = _last_day(literal, course.view)
        if last is not None:
            anchor = leaf.at if isinstance(leaf, Fact) else leaf.selection.at
            yield Bond(judged_at(anchor, asking, course), Point(day=last), why=why)


def _kept(leaf: Has, used: Iterable[Credential]) -> Iterable[Credential]:
    if leaf.count != ONE or leaf.distinct or not leaf.one_sitting:
        return used
    return [max(used, key=lambda c: _ends(leaf.selection, c))] if used else ()


def _ends(selection: Selection, credential: Credential) -> tuple[date, date]:
    """The day on which a credential is too old or expired, then its own day."""
    on = credential.on.earliest if credential.on else date.max
    aged = add(on, selection.age.span) if _is_aging(selection) and selection.age else date.max
    is_expiring = selection.validity is not None and credential.until is not None
    until = credential.until.earliest if is_expiring and credential.until else date.max
    return min(aged, until), on


def _is_aging(selection: Selection) -> bool:
    return selection.age is not None and selection.age.order in ("<=", "<")


def _lapsing(
    selection: Selection, credential: Credential, asking: Step, course: Course, why: str
) -> Iterator[Bond]:
    age, validity = selection.age, selection.validity
    if age is not None and _is_aging(selection) and credential.on is not None:
        at = judged_at(selection.at, asking, course)
        on, under = Point(day=credential.on.earliest), age.order == "<"
        yield Bond(on, at, least=None, most=age.span, under=under, why=why)
    if validity is not None and credential.until is not None:
        at = judged_at(validity.anchor, asking, course)
        until = Point(day=credential.until.earliest)
        if validity.before:
            yield Bond(until, at, least=None, most=validity.shift, why=why)
        else:
            yield Bond(at, until, least=validity.shift, why=why)


def _last_day(literal: Literal, view: Standpoint) -> date | None:
    """The last day before it is no longer met; None when it is met for years to come."""
    first, end = view.circumstances.today, add(view.circumstances.today, HORIZON)
    if isinstance(literal.leaf, Fact):
        return _last_stage(literal, view)
    if _is_met(literal, view, end):
        return None
    while first + ONE_DAY < end:
        middle = first + (end - first) // 2
        first, end = (middle, end) if _is_met(literal, view, middle) else (first, middle)
    return first


def _last_stage(literal: Literal, view: Standpoint) -> date | None:
    """The last day of the stages of a fact that changes on which it is met without a break."""
    assert isinstance(literal.leaf, Fact)
    stages = [period for period, _ in view.person.timelines.get(literal.leaf.name, ())]
    today = view.circumstances.today
    for end in sorted(_turns(stages, today)):
        if not _is_met(literal, view, end):
            return end - ONE_DAY
    return None


def _turns(stages: Iterable[Period], today: date) -> set[date]:
    """The days to come on which a stage begins or is over."""
    days = (day for stage in stages for day in (stage.start, stage.end))
    return {day for day in days if day is not None and day > today}


def _is_met(literal: Literal, view: Standpoint, day: date) -> bool:
    event = Event(PartialDate.on(day), PartialDate.on(day))
    there = replace(view.circumstances, application=day, event=event, use=day)
    found = judge(literal.leaf, Standpoint(view.person, there))
    return truth_of(literal, found.truth) is Tri.YES
