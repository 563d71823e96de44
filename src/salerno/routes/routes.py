"""A route: steps in order, what each rests on, what it costs, takes and risks, and its dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal as Word

from salerno.credentials.vocabulary import Texts
from salerno.money import Purse
from salerno.routes.goals import Goal
from salerno.routes.graphs import Weight
from salerno.routes.steps import Step
from salerno.routes.tasks import Conflict, Timeline
from salerno.rules.circuits import Literal
from salerno.rules.opportunities import Opportunity
from salerno.rules.sources import Source

Best = Word["cheapest", "fastest", "surest"]
Lifter = Word["person", "rule", "limit"]
Danger = Word["irreversible", "last-attempt", "not-now"]


@dataclass(frozen=True, slots=True)
class Reason:
    """What a step asks and which other step of the route brings it; empty when it is held.

    Steps are named by their ids.
    """

    step: str
    by: str
    literal: Literal
    source: Source


@dataclass(frozen=True, slots=True)
class Caution:
    """A step to think about before it is taken: it cannot be undone, or is the last attempt.

    "not-now" is said of a step whose own rule, asked again on its planned day, is not met.
    """

    step: str
    danger: Danger
    says: Texts = ()


@dataclass(frozen=True, slots=True)
class Route:
    """One way to the goal; `steps` stand in an order in which they can be taken.

    `weight` is what the search compared: cost in the person's currency, days, and minus the
    logarithm of the chance, with everything unknown guessed at: it orders routes and is no sum.
    `proven` tells that no route is cheaper, compared like that. Money already spent is in no sum.
    `timeline` is None when none was asked for.
    """

    goal: Goal
    steps: tuple[Step, ...]
    reasons: tuple[Reason, ...]
    weight: Weight
    best: tuple[Best, ...] = ()
    proven: bool = False
    timeline: Timeline | Conflict | None = None
    cautions: tuple[Caution, ...] = ()

    @property
    def low(self) -> Purse:
        """The least that the applicant pays, as far as it is known."""
        return sum((step.low for step in self.steps), Purse())

    @property
    def high(self) -> Purse:
        """The most that the applicant pays, as far as it is known."""
        return sum((step.high for step in self.steps), Purse())

    @property
    def unpriced(self) -> tuple[Step, ...]:
        """The steps of whose cost something is unknown: the sums are "at least"."""
        return tuple(step for step in self.steps if not step.is_priced)

    @property
    def untimed(self) -> tuple[Step, ...]:
        """The steps of whose time nothing is known: the days are "at least"."""
        return tuple(s for s in self.steps if s.way in ("take", "obtain") and not s.is_timed)

    @property
    def unknown(self) -> tuple[Step, ...]:
        """What the route stands on without knowing it: what is supposed, and what others decide."""
        return tuple(step for step in self.steps if step.way in ("suppose", "decision"))

    @property
    def unrated(self) -> tuple[Step, ...]:
        """The steps that may fail, and of which nobody has counted how often they do."""
        return tuple(step for step in self.steps if step.chance is None)

    @property
    def taken(self) -> tuple[Opportunity, ...]:
        """The opportunities of the route, in order, each once."""
        return tuple(dict.fromkeys(s.opportunity for s in self.steps if s.opportunity is not None))


@dataclass(frozen=True, slots=True)
class Barrier:
    """One thing that closes every route; with the other barriers of its set lifted, one opens.

    `lifter` is who could lift it: the person, only a change of the rule, or a limit that was set.
    `reason` is empty for a requirement, else why the opportunity cannot be taken at all: it is
    "unwanted", "refused" (no entry to where it is held) or "not-in-force".
    """

    opportunity: str
    lifter: Lifter
    literal: Literal | None = None
    source: Source | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The answer to one goal: routes, cheapest first; or why there is none.

    `held` tells that the goal is reached already. Without any route, `barriers` is the smallest
    set that closes them all; where only the calendar and the limits stand in the way, `failed` is
    the route that comes nearest, with their conflict as its timeline; where only the budget does,
    `least` is what the cheapest route costs at least.
    """

    goal: Goal
    routes: tuple[Route, ...] = ()
    held: bool = False
    barriers: tuple[Barrier, ...] = ()
    failed: Route | None = None
    least: Decimal | None = None


def by_id(steps: Iterable[Step]) -> dict[str, Step]:
    """Steps by their ids."""
    return {step.id: step for step in steps}
