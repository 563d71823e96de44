"""How likely a route is to end at its goal: many lives lived, with retakes and other routes.

A product of pass rates is the chance of nobody: who fails tries again, and who has no try left
takes another route. So lives are drawn: each step is tried until it is passed or no try is left,
then the next route is taken that does without it, keeping all that was reached before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal as Word

import numpy as np

from salerno.credentials.person import Person
from salerno.nesting import inside
from salerno.routes.graphs import Flags, Numbers
from salerno.routes.routes import Route
from salerno.routes.steps import UNCERTAIN, Outlook, Step
from salerno.rules.leaves import Wait
from salerno.rules.opportunities import Opportunity, attempts_left

LIVES = 10_000
LEAST = 1e-6  # a chance of nothing at all cannot be drawn
TRIES = 3
"""How often a step is tried at most when nobody says how often it may be."""

Assumption = Word["supposed", "rates", "uncounted", "tries", "independent", "retakes", "order"]
ASSUMPTIONS: tuple[Assumption, ...] = (
    "supposed", "rates", "uncounted", "tries", "independent", "retakes", "order",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spread:
    """The values below which a tenth, a half and nine tenths of the lives lie."""

    tenth: float
    half: float
    ninth: float


@dataclass(frozen=True, slots=True)
class Prospect:
    """What became of the lives; every pair is (with the least rates, with the most).

    `reached` is the part that reached the goal, `first` the part that did so by the first route,
    `in_time` the part that did so within the days allowed, when a limit was given. `days` and
    `cost`, in the person's currency, are of the lives that reached it with the least rates; None
    when none did. `assumed` names what the range stands on, `uncounted` the steps of whose rates
    nothing is known.
    """

    reached: tuple[float, float]
    first: tuple[float, float]
    in_time: tuple[float, float] | None
    days: Spread | None
    cost: Spread | None
    uncounted: tuple[str, ...]
    assumed: tuple[Assumption, ...] = ASSUMPTIONS
    lives: int = LIVES


@dataclass(frozen=True, slots=True)
class _Try:
    """A step as it is tried: its chance, how often, the days of the first and of further tries."""

    chance: float
    tries: int
    days: float
    again: float
    cost: float


@dataclass(frozen=True, slots=True, eq=False)
class _Lived:
    """What became of the lives: who reached the goal, and by the first route; days and cost."""

    reached: Flags
    first: Flags
    days: Numbers
    cost: Numbers


def prospect(
    routes: Sequence[Route],
    *,
    person: Person,
    outlook: Outlook,
    random: np.random.Generator,
    within: int | None = None,
    lives: int = LIVES,
) -> Prospect:
    """What to expect of the first route, with the others to fall back on in their order.

    `within` is how many days there are. What nobody has counted is as likely as the outlook's
    doubt at the least, and certain at the most; what a route supposes is taken to be so. Both ends
    of the range are lived with the same luck, so that with more chance the goal is
    never reached less often. O(lives × steps).
    """
    names = dict.fromkeys(step.id for route in routes for step in route.steps)
    luck = {name: random.random(lives) for name in names}
    low, high = (
        _lives(routes, [_tried(route, person, outlook, hopeful) for route in routes], luck, lives)
        for hopeful in (False, True)
    )
    return Prospect(
        reached=(_share(low.reached), _share(high.reached)),
        first=(_share(low.first), _share(high.first)),
        in_time=None if within is None else (_in_time(low, within), _in_time(high, within)),
        days=_spread(low.days[low.reached]),
        cost=_spread(low.cost[low.reached]),
        uncounted=tuple(dict.fromkeys(s.id for r in routes for s in r.steps if _is_uncounted(s))),
        lives=lives,
    )


def _in_time(lived: _Lived, within: int) -> float:
    return _share(lived.reached & (lived.days <= within))


def _share(flags: Flags) -> float:
    return float(flags.mean())


def _spread(values: Numbers) -> Spread | None:
    if not len(values):
        return None
    tenth, half, ninth = np.quantile(values, (0.1, 0.5, 0.9))
    return Spread(float(tenth), float(half), float(ninth))


def _is_uncounted(step: Step) -> bool:
    return step.chance is None or step.way == "decision"


@dataclass(slots=True, eq=False)
class _State:
    """The lives under way: what each has reached and when, what it can no longer reach, its cost.

    `clock` is the day on which a life turns to its present route.
    """

    luck: Mapping[str, Numbers]
    clock: Numbers
    spent: Numbers
    at: dict[str, Numbers]
    lost: dict[str, Flags]

    def day_of(self, step: str) -> Numbers:
        """The day on which each life reached a step; infinite where it has not."""
        return self.at.get(step, np.full(len(self.clock), np.inf))

    def is_lost(self, step: str) -> Flags:
        """The lives that have no try left at a step."""
        return self.lost.get(step, np.zeros(len(self.clock), dtype=np.bool_))


def _lives(
    routes: Sequence[Route],
    tries: Sequence[Mapping[str, _Try]],
    luck: Mapping[str, Numbers],
    lives: int,
) -> _Lived:
    """Live so many lives, route by route; what is reached on one stays reached on the next."""
    state = _State(luck, np.zeros(lives), np.zeros(lives), {}, {})
    arrived = np.zeros(lives, dtype=np.bool_)
    first = arrived
    days = np.full(lives, np.inf)
    for number, (route, own) in enumerate(zip(routes, tries, strict=True)):
        here, on = _walk(route, own, state, ~arrived)
        days = np.where(here, on, days)
        arrived = arrived | here
        first = here if number == 0 else first
    return _Lived(arrived, first, days, state.spent)


def _walk(
    route: Route, tries: Mapping[str, _Try], state: _State, going: Flags
) -> tuple[Flags, Numbers]:
    """Walk one route: the lives that reach its end, and the day of each."""
    rests_on: dict[str, list[str]] = {step.id: [] for step in route.steps}
    for reason in route.reasons:
        if reason.by:
            rests_on[reason.step].append(reason.by)
    for step in route.steps:
        going = going & ~state.is_lost(step.id)
    ends = state.clock
    for step in route.steps:
        _attempt(step.id, tries[step.id], rests_on[step.id], state, going)
        reached = state.day_of(step.id)
        going = going & np.isfinite(reached)
        ends = np.where(going, np.maximum(ends, reached), ends)
    return going, ends


def _attempt(name: str, own: _Try, rests_on: Sequence[str], state: _State, going: Flags) -> None:
    """Try a step in all lives that go on and have not reached it, as often as it may be tried."""
    reached = state.day_of(name)
    trying = going & np.isinf(reached)
    start = state.clock
    for other in rests_on:
        start = np.maximum(start, np.where(trying, state.day_of(other), 0.0))
    drawn = _drawn(state.luck[name], own.chance)
    count = np.minimum(drawn, own.tries)
    ends = start + own.days + (count - 1) * own.again
    passed, failed = trying & (drawn <= own.tries), trying & (drawn > own.tries)
    state.at[name] = np.where(passed, ends, reached)
    state.lost[name] = state.is_lost(name) | failed
    state.spent = state.spent + np.where(trying, count * own.cost, 0.0)
    state.clock = np.where(failed, ends, state.clock)


def _drawn(luck: Numbers, chance: float) -> Numbers:
    """The number of tries until the first that succeeds: a geometric draw for each life."""
    if chance == 1:
        return np.ones(len(luck))
    drawn: Numbers = np.ceil(np.log1p(-luck) / np.log1p(-chance))
    return np.maximum(drawn, 1.0)


def _tried(route: Route, person: Person, outlook: Outlook, hopeful: bool) -> dict[str, _Try]:
    return {s.id: _try(s, person=person, outlook=outlook, hopeful=hopeful) for s in route.steps}


def _try(step: Step, *, person: Person, outlook: Outlook, hopeful: bool) -> _Try:
    """How a step is tried: the days of a try and of each further one, and its price."""
    days = float(step.days[1])
    chance = 1.0 if hopeful else float(outlook.doubt)
    if not _is_uncounted(step):
        chance = float(step.chance[int(hopeful)]) if step.chance else 1.0
    tries, again = 1, 0.0
    if step.opportunity is not None:
        tries = _tries(step.opportunity, person)
        again = max(days, _cooling(step.opportunity))
    return _Try(max(chance, LEAST), tries, days, again, float(outlook.worth(step.high)))


def _tries(opportunity: Opportunity, person: Person) -> int:
    """How many tries are left; a few where nobody says how many, or any number is allowed."""
    if opportunity.kind not in UNCERTAIN:
        return 1
    left = attempts_left(opportunity, used=sittings(opportunity, person))
    return TRIES if isinstance(left, str) else left


def sittings(opportunity: Opportunity, person: Person) -> int:
    """How often a person has sat for an opportunity: for what it grants, all of it at once."""
    types = {grant.type for grant in opportunity.grants}
    return max((len(person.credentials_of((name,))) for name in types), default=0)


def _cooling(opportunity: Opportunity) -> float:
    """The longest time that its own rule makes one wait between two tries."""
    own = {grant.type for grant in opportunity.grants}
    waits = (
        wait.span
        for version in opportunity.versions
        for wait in inside(version.requires, Wait)
        if own.intersection(wait.selection.types)
    )
    return float(max((span.floor_days for span in waits), default=0))
