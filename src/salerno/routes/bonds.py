"""From the steps of a route to tasks with times, and the bonds between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Credential, Person
from salerno.credentials.selection import Selection, SpanBound, Validity
from salerno.money import CENT
from salerno.periods import ONE_DAY, PartialDate, Span, add
from salerno.routes.needs import Chosen, Need
from salerno.routes.networks import Network
from salerno.routes.steps import Step
from salerno.routes.tasks import Bond, Mark, Point, Task
from salerno.rules.competition import Deadline, deadline_day
from salerno.rules.leaves import Fact, Has, Leaf
from salerno.rules.sessions import Session, sessions_between

EXAMINATIONS = frozenset({"examination", "language-test"})
HORIZON = Span(years=10)

_MARKS: Mapping[str, Mark] = MappingProxyType(
    {"event": "start", "event-end": "end", "use": "result"}
)


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
    pairs = [(bond, need) for need in route.needs for bond in _bonds(need, timed, network)]
    held = {bond: need for bond, need in pairs if need.by is None}
    today = network.outlook.circumstances.today
    starting = [
        bond for step in timed.values() for bond in (*_waiting(step), *_closing(step, today))
    ]
    tasks = (_task(step, network) for step in timed.values())
    bonds = dict.fromkeys((*(bond for bond, _ in pairs), *starting))
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


def _closing(step: Step, today: date) -> Iterator[Bond]:
    """The fixed days by which one must apply; those of rounds that are over say nothing."""
    for deadline in step.opportunity.deadlines if step.opportunity else ():
        day = deadline.on.day
        if day is not None and day >= today and not deadline.opens:
            yield Bond(Point(step.id, "apply"), Point(day=day), why=deadline.id)


def _bonds(need: Need, steps: Mapping[int, Step], network: Network) -> Iterator[Bond]:
    """How a requirement binds the step that asks to the step that brings, or to what is held."""
    asking = steps[need.step]
    asked = need.asked
    leaf = asked.literal.leaf if asked else None
    why = asked.literal.note.id if asked else ""
    if need.by is None:
        yield from _held(asking, need, network) if asked else ()
        return
    bringing = steps.get(need.by)
    if bringing is None:
        return
    if bringing.way == "decision":
        yield Bond(Point(asking.id, "apply"), Point(bringing.id, "apply"), why=why)
        yield Bond(Point(bringing.id, "result"), Point(asking.id, "result"), why=why)
        return
    selection = _selection(leaf)
    at = _MARKS.get(selection.at, "apply") if selection else "apply"
    yield Bond(Point(bringing.id, "result"), Point(asking.id, at), why=why)
    if selection is None:
        return
    given = Point(bringing.id, given_on(bringing))
    if selection.age is not None:
        yield _aged(selection.age, given, Point(asking.id, at), why)
    if selection.validity is not None:
        yield from _valid(selection.validity, bringing, given, asking, network, why)
    if isinstance(leaf, Has) and leaf.after is not None:
        yield from _after(leaf, given, need, steps, network)


def _selection(leaf: Leaf | None) -> Selection | None:
    return leaf.selection if isinstance(leaf, Has) else None


def given_on(step: Step) -> Mark:
    """The mark of a step whose day the credential bears: an examination counts from its test."""
    is_test = step.opportunity is not None and step.opportunity.kind in EXAMINATIONS
    return "end" if is_test else "result"


def _aged(age: SpanBound, given: Point, at: Point, why: str) -> Bond:
    if age.order in ("<=", "<"):
        return Bond(given, at, most=age.span, under=age.order == "<", why=why)
    return Bond(given, at, least=age.span, over=age.order == ">", why=why)


def _valid(
    validity: Validity, bringing: Step, given: Point, asking: Step, network: Network, why: str
) -> Iterator[Bond]:
    """What a step brings must not have expired: not by its type, not by its grant."""
    known = network.outlook.vocabulary.types
    grants = bringing.opportunity.grants if bringing.opportunity else ()
    spans = [g.lasts for g in grants if isinstance(g.lasts, Span)]
    spans += [s for g in grants if g.type in known and (s := known[g.type].validity) is not None]
    at = Point(asking.id, _MARKS.get(validity.anchor, "apply"))
    for span in spans:
        left = _less(span, validity.shift) if not validity.before else span
        yield Bond(given, at, most=left, why=why)


def _less(span: Span, shift: Span) -> Span:
    """The span cut by another; in days where calendar units do not match."""
    parts = (span.years - shift.years, span.months - shift.months, span.days - shift.days)
    if all(part >= 0 for part in parts):
        return Span(*parts)
    return Span(days=max(0, span.floor_days - shift.floor_days))


def _after(
    leaf: Has, given: Point, need: Need, steps: Mapping[int, Step], network: Network
) -> Iterator[Bond]:
    """The credential comes after another one, within its lag: of the route, or held."""
    assert leaf.after is not None
    other, lag = leaf.after.selection, leaf.after.lag
    points = [Point(step.id, given_on(step)) for step in steps.values() if _grants(step, other)]
    if not points:
        held = _latest(network.person.credentials_of(other.types))
        points = [Point(day=held.on.earliest)] if held and held.on else []
    why = need.asked.literal.note.id if need.asked else ""
    for point in points[:1]:
        if lag is None:
            yield Bond(point, given, why=why)
        else:
            yield _aged(lag, point, given, why)


def _grants(step: Step, selection: Selection) -> bool:
    grants = step.opportunity.grants if step.opportunity else ()
    return any(grant.type in selection.types for grant in grants)


def _latest(credentials: Iterable[Credential]) -> Credential | None:
    dated = [c for c in credentials if c.on is not None]
    return max(dated, key=lambda c: c.on.earliest if c.on else date.min, default=None)


def _held(asking: Step, need: Need, network: Network) -> Iterator[Bond]:
    """Until when what is held today still meets the requirement."""
    assert need.asked is not None
    leaf, why = need.asked.literal.leaf, need.asked.literal.note.id
    if isinstance(leaf, Has) and not need.asked.literal.negated:
        yield from _lasting(leaf.selection, need.asked.finding.used, asking, why)
    elif isinstance(leaf, Fact):
        at = Point(asking.id, _MARKS.get(leaf.at, "apply"))
        last = _last_day(network.person, leaf.name, network.outlook.circumstances.today)
        if last is not None:
            yield Bond(at, Point(day=last), why=why)


def _lasting(
    selection: Selection, used: Iterable[Credential], asking: Step, why: str
) -> Iterator[Bond]:
    best = _latest(used)
    if best is None or best.on is None:
        return
    at = Point(asking.id, _MARKS.get(selection.at, "apply"))
    if selection.age is not None and selection.age.order in ("<=", "<"):
        yield _aged(selection.age, Point(day=best.on.earliest), at, why)
    if selection.validity is not None and best.until is not None:
        own = selection.validity
        until = Point(day=best.until.earliest)
        least = own.shift if not own.before else Span()
        yield Bond(Point(asking.id, _MARKS.get(own.anchor, "apply")), until, least=least, why=why)


def _last_day(person: Person, fact: str, today: date) -> date | None:
    """The last day on which a fact that changes is as it is today."""
    for period, _ in person.timelines.get(fact, ()):
        if period.contains(today) and period.end is not None:
            return period.end - ONE_DAY
    return None
