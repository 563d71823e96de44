"""Planning: from a person and a goal to a few dated routes, or to what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import get_args

from salerno.credentials.circumstances import Event
from salerno.credentials.person import Person
from salerno.periods import PartialDate, add
from salerno.routes.bonds import Agenda, agenda
from salerno.routes.chances import LIVES, sittings
from salerno.routes.goals import Goal
from salerno.routes.graphs import Found
from salerno.routes.labels import pareto
from salerno.routes.lapses import HORIZON
from salerno.routes.needs import Chosen, chosen
from salerno.routes.networks import Lapsing, Network, derive
from salerno.routes.polish import polished
from salerno.routes.proof import prove_cheapest
from salerno.routes.replays import refused
from salerno.routes.routes import Barrier, Best, Caution, Lifter, Plan, Reason, Route, by_id
from salerno.routes.stays import stay
from salerno.routes.steps import Outlook, Step, step_of
from salerno.routes.tasks import Conflict, Limits, Mark, Timeline
from salerno.routes.timelines import schedule
from salerno.rules.circuits import Literal
from salerno.rules.grants import is_held_already
from salerno.rules.leaves import Attempts, Fact, Judge, Time
from salerno.rules.opportunities import attempts_left
from salerno.rules.packs import Pack
from salerno.rules.sessions import sessions_between
from salerno.rules.shortfalls import selections_of

BESTS: tuple[Best, ...] = get_args(Best)
ROUNDS = 8  # how often routes are looked for anew when their dates come up against something


@dataclass(frozen=True, slots=True)
class Wishes:
    """How many routes are wanted, within which limits, and whether the cheapest is to be proven.

    `budget` is for the whole route, in the person's currency; None is no limit. So many `lives` are
    imagined to tell what to expect.
    """

    limits: Limits = Limits()
    budget: Decimal | None = None
    most: int = 5
    width: int = 8
    prove: bool = False
    lives: int = LIVES
    dated: bool = True


@dataclass(frozen=True, slots=True)
class _Snags:
    """What the dates of some routes come up against, and other routes can go round.

    `lapsing` are requirements met by what is held but runs out, `missed` the opportunities whose
    last session or closing day comes too early.
    """

    lapsing: Lapsing = frozenset()
    missed: frozenset[str] = frozenset()


def plan(
    person: Person,
    pack: Pack,
    *,
    goal: Goal,
    outlook: Outlook,
    wishes: Wishes = Wishes(),
    network: Network | None = None,
) -> Plan:
    """The routes from what a person holds to a goal, cheapest first.

    No route holds a step that is never open to the person. Each names what it only supposes.
    The `network` of the goal spares deriving it where no dates are wished.
    """

    def derived(known: _Snags) -> Network:
        there = replace(outlook, without=outlook.without | known.missed)
        return derive(person, pack, goal=goal, outlook=there, lapsing=known.lapsing)

    known = _Snags(missed=_over(pack, outlook) if wishes.dated else frozenset())
    network = network or derived(known)
    if _is_held(network, goal):
        return Plan(goal, held=True)
    found, snags = _routes(network, goal, wishes)
    if known.missed and not found:
        known = _Snags()
        found, snags = _routes(derived(known), goal, wishes)
    for _ in range(ROUNDS - 1):
        if snags.lapsing <= known.lapsing and snags.missed <= known.missed:
            break
        known = _Snags(known.lapsing | snags.lapsing, known.missed | snags.missed)
        fresh, snags = _routes(derived(known), goal, replace(wishes, prove=False))
        found += fresh
    network = replace(network, outlook=outlook)
    routes = [route for route in found if not isinstance(route.timeline, Conflict)]
    failed = [route for route in found if isinstance(route.timeline, Conflict)]
    return _plan(goal, _minimal(routes), failed, network, pack, wishes)


def _over(pack: Pack, outlook: Outlook) -> frozenset[str]:
    """The opportunities whose last session is over, or can no longer be applied for."""
    today = outlook.circumstances.today
    end = add(today, HORIZON)
    return frozenset(
        opportunity.id
        for opportunity, _ in pack.rules_of
        if opportunity.sessions
        and not any(own.any_day for own in opportunity.sessions)
        and not any(
            own.closes is None or own.closes >= today
            for own in sessions_between(opportunity.sessions, start=today, end=end)
        )
    )


def _is_held(network: Network, goal: Goal) -> bool:
    """Whether the goal is reached by what the person holds, and what has not ended."""
    told, today = network.person, network.outlook.circumstances.today
    lasting = tuple(c for c in told.credentials if c.until is None or c.until.latest >= today)
    person = replace(told, credentials=lasting)
    ends = [network.verdicts[name].opportunity for name in goal.opportunities]
    if any(is_held_already(end.grants, person) for end in ends):
        return True
    held = person.credentials_of((goal.grant,)) if goal.grant else ()
    return any(
        all(value in map(str, c.values(name) or ()) for name, value in goal.scope) for c in held
    )


def _plan(
    goal: Goal,
    routes: Sequence[Route],
    failed: Sequence[Route],
    network: Network,
    pack: Pack,
    wishes: Wishes,
) -> Plan:
    outlook = network.outlook
    within = [
        route
        for route in routes
        if wishes.budget is None or outlook.worth(route.low) <= wishes.budget
    ]
    if within:
        return Plan(goal, _few(within, wishes.most))
    if routes:
        return Plan(goal, least=min(outlook.worth(route.low) for route in routes))
    if failed:
        return Plan(goal, failed=min(failed, key=lambda route: route.weight.time))
    return Plan(goal, barriers=barriers(network.person, pack, goal=goal, outlook=outlook))


def _routes(network: Network, goal: Goal, wishes: Wishes) -> tuple[list[Route], _Snags]:
    """The routes of a network, and what their dates come up against."""
    routes: list[Route] = []
    lapsing: Lapsing = frozenset()
    missed: frozenset[str] = frozenset()
    for found, proven in _found(network, wishes):
        way = chosen(network, found.steps)
        own = _stretched(network, way)
        route = replace(_route(own, goal, found, way), proven=proven)
        if wishes.dated:
            schedule_of = agenda(own, way)
            start = network.outlook.circumstances.today
            timeline = schedule(
                schedule_of.tasks, bonds=schedule_of.bonds, start=start, limits=wishes.limits
            )
            lapsing |= _lapsing(timeline, schedule_of)
            missed |= _missed(timeline, route)
            route = _dated(route, timeline, network)
        routes.append(route)
    return routes, _Snags(lapsing, missed)


def _stretched(network: Network, way: Chosen) -> Network:
    """The network, each step lasting as long as the time that the route asks to be spent on it."""
    steps = dict(network.steps)
    for need in way.needs:
        leaf = need.asked.literal.leaf if need.asked else None
        if need.by is None or not isinstance(leaf, Time) or steps[need.by].way != "take":
            continue
        step = steps[need.by]
        days = stay(leaf, step, person=network.person, outlook=network.outlook)
        least, most = step.lasts or (0, 0)
        steps[need.by] = replace(step, lasts=(max(least, days), max(most, days)))
    return replace(network, steps=steps)


def _found(network: Network, wishes: Wishes) -> list[tuple[Found, bool]]:
    """The front, its cheapest route polished and perhaps proven."""
    front = list(pareto(network.graph, network.goal, width=wishes.width))
    if not front:
        return []
    cheapest = polished(network.graph, network.goal, found=front[0])
    is_proven = False
    if wishes.prove:
        proof = prove_cheapest(network.graph, network.goal, found=cheapest)
        cheapest, is_proven = proof.found or cheapest, proof.proven
    surest = min(front, key=lambda f: (f.weight.risk, f.weight.cost))
    others = [*front, polished(network.graph, network.goal, found=surest, by="risk")]
    rest = [f for f in others if f.steps != cheapest.steps and not _is_worse(f, cheapest)]
    return [(cheapest, is_proven), *((found, False) for found in dict.fromkeys(rest))]


def _is_worse(one: Found, other: Found) -> bool:
    a, b = one.weight, other.weight
    return a.cost >= b.cost and a.time >= b.time and a.risk >= b.risk


def _lapsing(timeline: Timeline | Conflict, schedule_of: Agenda) -> Lapsing:
    """Of a conflict, the requirements met by something held whose time runs out."""
    if not isinstance(timeline, Conflict):
        return frozenset()
    needs = (schedule_of.held[bond] for bond in timeline.bonds if bond in schedule_of.held)
    return frozenset(
        (need.asked.opportunity.id, need.asked.literal.leaf) for need in needs if need.asked
    )


def _missed(timeline: Timeline | Conflict, route: Route) -> frozenset[str]:
    """Of a conflict that no limit takes part in, what is over before it can be reached."""
    if not isinstance(timeline, Conflict) or timeline.limits:
        return frozenset()
    steps = by_id(route.steps)
    late = (steps[name].opportunity for name in timeline.sessions)
    return frozenset(opportunity.id for opportunity in late if opportunity is not None)


def _route(network: Network, goal: Goal, found: Found, way: Chosen) -> Route:
    steps = tuple(network.steps[node] for node in way.steps)
    reasons = tuple(
        Reason(
            network.steps[need.step].id,
            "" if need.by is None else network.steps[need.by].id,
            need.asked.literal,
            need.asked.source,
        )
        for need in way.needs
        if need.asked is not None
    )
    cautions = tuple(c for step in steps for c in _cautions(step, network.person))
    return Route(goal, steps, reasons, found.weight, cautions=cautions)


def _cautions(step: Step, person: Person) -> list[Caution]:
    opportunity = step.opportunity
    if opportunity is None:
        return []
    found = []
    if opportunity.irreversible:
        found.append(Caution(step.id, "irreversible", opportunity.irreversible))
    if attempts_left(opportunity, used=sittings(opportunity, person)) == 1:
        found.append(Caution(step.id, "last-attempt"))
    return found


def _dated(route: Route, timeline: Timeline | Conflict, network: Network) -> Route:
    """The route with its dates: fees are those of the planned days, rules are asked again then.

    What is proven of the fees of today is not of others.
    """
    if isinstance(timeline, Conflict):
        return replace(route, timeline=timeline)
    days = {entry.task.id: dict(entry.marks) for entry in timeline.entries}
    planned = {name: {m: d.planned for m, d in marks.items()} for name, marks in days.items()}
    steps = tuple(_priced(step, planned.get(step.id), network) for step in route.steps)
    late = refused(route.steps, planned, person=network.person, outlook=network.outlook)
    cautions = (*route.cautions, *(Caution(name, "not-now") for name in late))
    priced = replace(route, steps=steps, timeline=timeline, cautions=cautions)
    more = float(network.outlook.worth(priced.high) - network.outlook.worth(route.high))
    weight = replace(route.weight, cost=route.weight.cost + more)
    return replace(priced, weight=weight, proven=route.proven and not more)


def _priced(step: Step, days: Mapping[Mark, date] | None, network: Network) -> Step:
    if step.opportunity is None or days is None:
        return step
    outlook = network.outlook
    event = Event(PartialDate.on(days["start"]), PartialDate.on(days["end"]))
    around = replace(
        outlook.circumstances, application=days["apply"], event=event, use=days["result"]
    )
    there = replace(outlook, circumstances=around)
    then = step_of(step.opportunity, step.variant, person=network.person, to=there)
    return replace(step, low=then.low, high=then.high, unpriced=then.unpriced, charges=then.charges)


def _minimal(routes: Sequence[Route]) -> list[Route]:
    """The routes without those that hold all steps of another and end no sooner; of equals one."""
    own = [(frozenset(step.id for step in route.steps), _days(route)) for route in routes]
    return [
        route
        for number, (route, (steps, days)) in enumerate(zip(routes, own, strict=True))
        if not any(less < steps and soon <= days for less, soon in own)
        and not any(less == steps for less, _ in own[:number])
    ]


def _days(route: Route) -> float:
    """How long a route takes: by its dates, which count before a guess at its time."""
    if isinstance(route.timeline, Timeline):
        return (route.timeline.finish[1] - route.timeline.start).days
    return route.weight.time


def _few(routes: Sequence[Route], most: int) -> tuple[Route, ...]:
    """The best in each respect, then those that differ most from the ones before; by cost."""
    marked = _marked(routes)
    kept = sorted((route for route in marked if route.best), key=_rank)[:most]
    rest = [route for route in marked if not route.best]
    while rest and len(kept) < most:
        furthest = max(rest, key=lambda route: min(_distance(route, own) for own in kept))
        kept.append(furthest)
        rest.remove(furthest)
    return tuple(sorted(kept, key=lambda route: (route.weight.cost, route.weight.time)))


def _rank(route: Route) -> int:
    """Which is shown first when few are wanted: what is best in the earliest respect."""
    return min(BESTS.index(name) for name in route.best)


def _distance(one: Route, other: Route) -> int:
    return len({step.id for step in one.steps} ^ {step.id for step in other.steps})


def _marked(routes: Sequence[Route]) -> list[Route]:
    """The routes, each told in what it is the best of all; of equals the first."""
    ways = {
        name: min(range(len(routes)), key=lambda n: _standing(routes[n], name)) for name in BESTS
    }
    return [
        replace(route, best=tuple(name for name, at in ways.items() if at == number))
        for number, route in enumerate(routes)
    ]


def _standing(route: Route, best: Best) -> tuple[float, ...]:
    """What routes are compared by, first in one respect; of equally cheap ones the proven first."""
    own = route.weight
    values = {"cheapest": own.cost, "fastest": _days(route), "surest": own.risk}
    return values[best], not (best == "cheapest" and route.proven), *values.values(), own.time


def barriers(person: Person, pack: Pack, *, goal: Goal, outlook: Outlook) -> tuple[Barrier, ...]:
    """The smallest set of barriers which, all lifted, would open a route to the goal."""
    network = derive(person, pack, goal=goal, outlook=outlook, lifting=True)
    proof = prove_cheapest(network.graph, network.goal)
    steps = proof.found.steps if proof.found else ()
    lifted = (network.steps[node] for node in steps)
    return tuple(_barrier(step, network) for step in lifted if step.way == "lift")


def _barrier(step: Step, network: Network) -> Barrier:
    if step.literal is None:
        reason = step.id.split(" ")[1]
        name = step.opportunity.id if step.opportunity else ""
        return Barrier(name, "rule" if reason == "not-in-force" else "limit", reason=reason)
    return Barrier(step.asked_by, _lifter(step.literal, network), step.literal, step.source)


def _lifter(literal: Literal, network: Network) -> Lifter:
    """Who could lift a barrier: only a change of the rule what it calls final, or what is gone.

    Who has nothing of what is asked for can still set out for it; who has another cannot swap it.
    """
    is_final = literal.note.if_unmet == "never" or literal.negated
    if is_final or isinstance(literal.leaf, Attempts | Judge):
        return "rule"
    if isinstance(literal.leaf, Fact):
        return "person"
    today, known = network.outlook.circumstances.today, network.outlook.vocabulary.types
    types = [name for own in selections_of(literal.leaf) for name in own.types]
    ends = [known[name].ended for name in types if name in known]
    is_gone = bool(ends) and all(end is not None and end < today for end in ends)
    return "rule" if is_gone or network.person.credentials_of(tuple(types)) else "person"
