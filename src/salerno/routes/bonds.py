"""From the steps of a route to tasks with times, and the bonds between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations
from types import MappingProxyType

from salerno.credentials.conditions import Standpoint
from salerno.credentials.selection import Selection, SpanBound, Validity, matches
from salerno.credentials.tri import Tri
from salerno.money import CENT
from salerno.periods import PartialDate, Span, add
from salerno.routes.lapses import HORIZON, lapses
from salerno.routes.needs import Chosen, Need
from salerno.routes.networks import Network
from salerno.routes.points import (
    EXAMINATIONS,
    Course,
    brings,
    day_of,
    given_by,
    judged_at,
    latest,
)
from salerno.routes.steps import Step
from salerno.routes.tasks import Bond, Point, Task
from salerno.rules.competition import Deadline, deadline_day
from salerno.rules.grants import Grant
from salerno.rules.leaves import Fact, Has, Time, Wait, Window
from salerno.rules.sessions import Session, sessions_between


@dataclass(frozen=True, slots=True)
class Agenda:
    """The tasks of a route, and how they are bound to each other and to the calendar.

    `held` are the requirements behind those bonds that come of what the person holds already.
    """

    tasks: tuple[Task, ...]
    bonds: tuple[Bond, ...]
    held: Mapping[Bond, Need]


def agenda(network: Network, route: Chosen) -> Agenda:
    """The tasks and bonds of a route; what is only supposed takes no time and is no task."""
    steps = {node: network.steps[node] for node in route.steps}
    timed = {node: step for node, step in steps.items() if step.way != "suppose"}
    view = Standpoint(network.person, network.outlook.circumstances)
    course = Course(timed, view, network.outlook.vocabulary)
    pairs = [(bond, need) for need in route.needs for bond in _bonds(need, course)]
    held = {bond: need for bond, need in pairs if need.by is None}
    starting = [
        bond for step in timed.values() for bond in (*_waiting(step), *_closing(step, course))
    ]
    tasks = (_task(step, network) for step in timed.values())
    own = (*(bond for bond, _ in pairs), *_windows(route, course), *starting)
    bonds = dict.fromkeys(own)
    return Agenda(tuple(tasks), tuple(bonds), MappingProxyType(held))


def _task(step: Step, network: Network) -> Task:
    cost = network.outlook.worth(step.high) / CENT
    opportunity = step.opportunity
    return Task(
        step.id,
        step.ahead,
        None if step.not_before is not None else step.lasts,
        step.after,
        _sessions(step, network) if opportunity else None,
        opportunity is not None and opportunity.kind in EXAMINATIONS,
        int(cost.to_integral_value()),
    )


def _sessions(step: Step, network: Network) -> tuple[Session, ...] | None:
    """The days on which a step can be taken in the next years; None when on any day, or unknown.

    Where only closing days are known, these are the rounds that one can take part in.
    """
    opportunity, circumstances = step.opportunity, network.outlook.circumstances
    assert opportunity is not None
    start = circumstances.today
    end = add(start, HORIZON)
    if any(own.any_day for own in opportunity.sessions):
        return None
    if opportunity.sessions:
        return sessions_between(opportunity.sessions, start=start, end=end)
    view = Standpoint(network.person, circumstances)
    closing = (d for d in opportunity.deadlines if not d.opens)
    days = sorted({day for d in closing for day in _closing_days(d, view, start, end)})
    return (
        tuple(Session(PartialDate.on(day), day, opportunity.versions[0].sources[0]) for day in days)
        or None
    )


def _closing_days(deadline: Deadline, view: Standpoint, start: date, end: date) -> Iterator[date]:
    """When a deadline falls in each cohort year to come; none of one that is of no such year."""
    name = deadline.on.cohort
    if not name:
        return
    for year in range(start.year, end.year + 1):
        cohort = MappingProxyType({**view.circumstances.cohort, name: year})
        there = Standpoint(view.person, replace(view.circumstances, cohort=cohort))
        day = deadline_day(deadline, view=there)
        if day is not None and start <= day.earliest <= end:
            yield day.earliest


def _waiting(step: Step) -> Iterator[Bond]:
    if step.not_before is not None:
        yield Bond(Point(day=step.not_before), Point(step.id, "result"), why=step.id)


def _closing(step: Step, course: Course) -> Iterator[Bond]:
    """The days by which one must apply; fixed days of rounds that are over say nothing."""
    today, apply = course.view.circumstances.today, Point(step.id, "apply")
    deadlines = step.opportunity.deadlines if step.opportunity else ()
    for deadline in (own for own in deadlines if not own.opens):
        on = deadline.on
        if on.day is not None and on.day >= today:
            yield Bond(apply, Point(day=on.day), why=deadline.id)
        elif on.anchor in ("event", "event-end") and on.before:
            yield Bond(apply, judged_at(on.anchor, step, course), least=on.shift, why=deadline.id)
        elif "/" in on.anchor and not on.before:
            since = day_of(Selection((on.anchor,)), step, course)
            if since is not None:
                yield Bond(since, apply, least=None, most=on.shift, why=deadline.id)


def _bonds(need: Need, course: Course) -> Iterator[Bond]:
    """How a requirement binds the step that asks to the step that brings, or to what is held."""
    asking, asked = course.steps[need.step], need.asked
    if need.by is None:
        yield from lapses(asked, asking, course) if asked else ()
        return
    bringing = course.steps.get(need.by)
    if bringing is None:
        return
    leaf = asked.literal.leaf if asked else None
    why = asked.literal.note.id if asked else ""
    if bringing.way == "decision":
        yield Bond(Point(asking.id, "apply"), Point(bringing.id, "apply"), why=why)
        yield Bond(Point(bringing.id, "result"), Point(asking.id, "result"), why=why)
    elif isinstance(leaf, Has) and brings(bringing, leaf.selection, course):
        yield from _given(leaf, bringing, asking, course, why)
    else:
        anchor = leaf.at if isinstance(leaf, Fact | Wait) else "application"
        yield Bond(Point(bringing.id), judged_at(anchor, asking, course), why=why)
        if isinstance(leaf, Time) and leaf.within is not None:
            yield from _within(leaf.within, leaf, bringing, asking, why)


def _within(within: Span, leaf: Time, bringing: Step, asking: Step, why: str) -> Iterator[Bond]:
    """Enough of the time that a step takes must lie in the stretch up to the application."""
    apply, asked = Point(asking.id, "apply"), leaf.bound.span.floor_days
    if bringing.lasts is None or bringing.lasts[1] <= asked:
        yield Bond(Point(bringing.id, "start"), apply, most=within, why=why)
    else:
        rest = Span(days=max(0, _fewest_days(within) - asked))
        yield Bond(Point(bringing.id, "end"), apply, most=rest, why=why)


def _given(leaf: Has, bringing: Step, asking: Step, course: Course, why: str) -> Iterator[Bond]:
    """How what a step brings must lie: known in time, not too old or young, valid, in its order."""
    selection = leaf.selection
    at, given = judged_at(selection.at, asking, course), given_by(bringing, selection, course)
    if at.task == asking.id:
        yield Bond(Point(bringing.id), at, why=why)
    else:
        yield Bond(Point(bringing.id), Point(asking.id, "apply"), why=why)
        yield Bond(given, at, why=why)
    if selection.age is not None:
        yield _aged(selection.age, given, at, why)
    if selection.validity is not None:
        yield from _valid(leaf.selection, selection.validity, bringing, asking, course, why)
    first = day_of(leaf.after.selection, asking, course) if leaf.after else None
    if leaf.after is not None and first is not None and first.task != bringing.id:
        yield Bond(first, given, why=why)
        if leaf.after.lag is not None:
            yield _aged(leaf.after.lag, first, given, why)


def _aged(age: SpanBound, given: Point, at: Point, why: str) -> Bond:
    if age.order in ("<=", "<"):
        return Bond(given, at, most=age.span, under=age.order == "<", why=why)
    return Bond(given, at, least=age.span, over=age.order == ">", why=why)


def _valid(
    selection: Selection,
    validity: Validity,
    bringing: Step,
    asking: Step,
    course: Course,
    why: str,
) -> Iterator[Bond]:
    """What a step brings must not have expired, by its grant or else by its type."""
    at = judged_at(validity.anchor, asking, course)
    given = given_by(bringing, selection, course)
    for span in _lengths(bringing, selection, course):
        yield Bond(given, at, most=_moved(span, validity), why=why)


def _lengths(bringing: Step, selection: Selection, course: Course) -> tuple[Span, ...]:
    """For how long what a step brings is valid: each length once, none when it is without end."""
    grants = bringing.opportunity.grants if bringing.opportunity else (Grant(selection.types[0]),)
    known = course.known.types
    found: list[Span] = []
    for grant in grants:
        own = known.get(grant.type)
        lasts = grant.lasts or (own.validity if own else None)
        if grant.type in selection.types and isinstance(lasts, Span):
            found.append(lasts)
    return tuple(dict.fromkeys(found))


def _moved(span: Span, validity: Validity) -> Span:
    """How long after its day a credential of that length still meets a shifted validity.

    In days, and never too many, where calendar units do not match: then a day or two are lost.
    """
    shift = validity.shift
    years, months, days = (
        (span.years + shift.years, span.months + shift.months, span.days + shift.days)
        if validity.before
        else (span.years - shift.years, span.months - shift.months, span.days - shift.days)
    )
    is_mixed = bool(shift.years or shift.months) and bool(span.days)
    if validity.before:
        return span if is_mixed else Span(years, months, days)
    months += 12 * years
    if months >= 0 and days >= 0 and not is_mixed:
        return Span(0, months, days)
    return Span(days=max(0, _fewest_days(span) - _most_days(shift)))


def _fewest_days(span: Span) -> int:
    return 365 * span.years + 28 * span.months + span.days


def _most_days(span: Span) -> int:
    return 366 * span.years + 31 * span.months + span.days


def _windows(route: Chosen, course: Course) -> Iterator[Bond]:
    """What must lie in one sliding stretch, whichever comes first: each two of it."""
    groups: dict[tuple[int, int], list[Need]] = {}
    for need in route.needs:
        if need.asked is not None and isinstance(need.asked.literal.leaf, Window):
            groups.setdefault((need.step, id(need.asked)), []).append(need)
    for needs in groups.values():
        asked = needs[0].asked
        assert asked is not None
        leaf = asked.literal.leaf
        assert isinstance(leaf, Window)
        points = dict.fromkeys(_inside(leaf, needs, course))
        for one, other in combinations(points, 2):
            for earlier, later in ((one, other), (other, one)):
                why = asked.literal.note.id
                yield Bond(earlier, later, least=None, most=leaf.span, why=why)


def _inside(leaf: Window, needs: Iterable[Need], course: Course) -> Iterator[Point]:
    """The days of what the steps bring, and of the latest that is held of all else."""
    found = [need.by for need in needs if need.by is not None]
    steps = [course.steps[node] for node in found if node in course.steps]
    for selection in leaf.selections if steps else ():
        bringing = [step for step in steps if brings(step, selection, course)]
        held = (m.credential for m in matches(selection, course.view) if m.truth is Tri.YES)
        own = None if bringing else latest(held)
        yield from (given_by(step, selection, course) for step in bringing)
        if own is not None and own.on is not None:
            yield Point(day=own.on.earliest)
