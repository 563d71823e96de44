"""What a degree keeps open: every goal as it stands once the degree is held."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Literal

from salerno.credentials.person import Person
from salerno.errors import InputError
from salerno.routes.degrees import DEGREE, Degree, graduate
from salerno.routes.goals import Goal
from salerno.routes.graphs import times
from salerno.routes.networks import Network, derive_each
from salerno.routes.planning import Wishes, plan
from salerno.routes.routes import Plan, Route
from salerno.routes.steps import Outlook, Step
from salerno.routes.tasks import Days
from salerno.rules.circuits import IfNot
from salerno.rules.leaves import Attempts, Fact, Wait
from salerno.rules.opportunities import Opportunity
from salerno.rules.packs import Pack
from salerno.rules.shortfalls import selections_of

Standing = Literal["open", "closed", "cannot-tell"]

MOST = 8
"""So many goals are answered at once."""

WISHES = Wishes(most=4, width=3, dated=False)
WORKING = ("licence", "registration")
TRAINING = ("training-post", "match")


@dataclass(frozen=True, slots=True)
class Kept:
    """How a goal stands once a degree is held.

    Open: `route` is the cheapest that supposes nothing which would close it; None where the goal is
    held already. It cannot be told: every route does, and the `deciding` are those of the one with
    the fewest. Closed: the plan names the barriers.
    """

    plan: Plan
    standing: Standing
    route: Route | None = None
    deciding: tuple[Step, ...] = ()

    @property
    def days(self) -> Days:
        """The fewest and the most days from the degree on; at least, where steps are untimed."""
        return span_of(self.route) if self.route else (0, 0)


def kept_open(
    person: Person, pack: Pack, *, degree: Degree, goals: Sequence[Goal], outlook: Outlook
) -> tuple[Kept, ...]:
    """What becomes of each goal for a person who holds the degree on its day.

    Rules are those of that day as far as they are known today, prices those of today; no dates are
    planned. What can be done while studying is not counted. One graph is drawn for all goals, then
    each is searched, a quarter of a second or so. Raises InputError for more goals than `MOST`.
    """
    if len(goals) > MOST:
        raise InputError(f"{len(goals)} goals are too many at once", fix=f"ask for {MOST} at most")
    around = replace(outlook.circumstances, application=degree.on)
    there = replace(outlook, circumstances=around)
    own = graduate(person, degree, known=outlook.vocabulary)
    networks = derive_each(own, pack, goals=goals, outlook=there)
    pairs = zip(goals, networks, strict=True)
    return tuple(_kept(own, pack, there, goal, network) for goal, network in pairs)


def _kept(person: Person, pack: Pack, outlook: Outlook, goal: Goal, network: Network) -> Kept:
    """How one goal stands: first without what would decide, then with all that is not known."""

    def planned(within: Network) -> Plan:
        return plan(person, pack, goal=goal, outlook=outlook, wishes=WISHES, network=within)

    sure = _sure(network)
    if times(sure.graph)[sure.goal] < inf:
        found = planned(sure)
        return Kept(found, "open", next(iter(found.routes), None))
    found = planned(network)
    if found.routes:
        route = min(found.routes, key=lambda own: len(deciding(own)))
        return Kept(found, "cannot-tell", route, deciding(route))
    return Kept(found, "closed" if found.barriers else "cannot-tell")


def _sure(network: Network) -> Network:
    """The network in which nothing is supposed that would decide."""
    graph = network.graph
    doubtful = [node for node, step in network.steps.items() if _is_deciding(step)]
    is_any = graph.is_any.copy()
    is_any[doubtful] = True  # of no kids, so that it is never reached
    return replace(network, graph=replace(graph, is_any=is_any))


def deciding(route: Route) -> tuple[Step, ...]:
    """What a route supposes that would close it if it were not so.

    That is what is not known of the degree and its school, and whatever is final when it is unmet.
    That nothing has gone wrong so far is taken as so.
    """
    return tuple(step for step in route.steps if _is_deciding(step))


def _is_deciding(step: Step) -> bool:
    literal = step.literal if step.way == "suppose" else None
    if literal is None or literal.negated or isinstance(literal.leaf, Attempts | Wait):
        return False
    if isinstance(literal.leaf, Fact):
        is_school = literal.leaf.name.startswith("school.")
        return is_school or literal.if_not is IfNot.NEVER
    types = {name for own in selections_of(literal.leaf) for name in own.types}
    return DEGREE in types or literal.if_not is IfNot.NEVER


def span_of(route: Route) -> Days:
    """The fewest and the most days that a route takes, each step waiting for those it rests on."""
    ends: dict[str, Days] = {}
    for step in route.steps:
        before = [ends[r.by] for r in route.reasons if r.step == step.id and r.by in ends]
        low, high = step.days
        ends[step.id] = (
            low + max((end[0] for end in before), default=0),
            high + max((end[1] for end in before), default=0),
        )
    return (
        max((low for low, _ in ends.values()), default=0),
        max((high for _, high in ends.values()), default=0),
    )


def goals_in(
    country: str, goals: Iterable[Goal], *, opportunities: Mapping[str, Opportunity]
) -> tuple[Goal, ...]:
    """To practise in a country and to train there: one goal of each sort, where there is one.

    What is granted for the whole country comes before what is for a part of it.
    """
    own = [goal for goal in goals if dict(goal.scope).get("country") == country]
    own.sort(key=lambda goal: len(goal.scope))
    kinds = _kinds_by_grant(opportunities.values())
    firsts = (
        next((goal for goal in own if kinds.get(goal.id, "") in sort), None)
        for sort in (WORKING, TRAINING)
    )
    return tuple(goal for goal in firsts if goal is not None)


def _kinds_by_grant(opportunities: Iterable[Opportunity]) -> dict[str, str]:
    """The kind of the first opportunity that grants something at a place, by the id of the goal."""
    found: dict[str, str] = {}
    for opportunity in opportunities:
        for grant in opportunity.grants:
            scope = "&".join(f"{n}={v}" for n, v in grant.scope if n in ("country", "region"))
            found.setdefault(f"{grant.type}?{scope}", opportunity.kind)
    return found
