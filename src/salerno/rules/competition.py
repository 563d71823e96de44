"""What stands between eligible and admitted: quotas, priority, pools, queues, odds, deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from salerno.credentials.conditions import Day
from salerno.credentials.vocabulary import Texts
from salerno.periods import Period, Span
from salerno.rules.requirements import Requirement
from salerno.rules.sources import Source

Places = int | Literal["unknown", "unlimited"]
"""A number of places; 0 is none, which is neither unknown nor unlimited."""

Stage = Literal["", "screening", "interview", "offer", "match"]


@dataclass(frozen=True, slots=True)
class Quota:
    """A number of places for each `per` (state, year, host ...), or by name in `table`.

    `contract` "bilateral" means one comes for each that goes. An empty `fill` is unknown.
    """

    id: str
    source: Source
    capacity: Places = "unknown"
    per: tuple[str, ...] = ()
    table: tuple[tuple[str, Places], ...] = ()
    fill: Literal["", "first-come", "ranked", "lottery", "negotiated"] = ""
    contract: Literal["", "bilateral", "unilateral"] = ""
    in_force: Period = Period(None, None)
    says: Texts = ()


@dataclass(frozen=True, slots=True)
class PriorityClass:
    """Persons who are treated alike; the requirement says who they are."""

    id: str
    says: Texts
    who: Requirement


@dataclass(frozen=True, slots=True)
class Selective:
    """How the eligible are chosen from: in which stage and round, in classes, pools, by ranking.

    `classes` are served one after the other; `pools` compete apart, each for its own places.
    """

    source: Source
    stage: Stage = ""
    round: str = ""
    classes: tuple[PriorityClass, ...] = ()
    pools: tuple[PriorityClass, ...] = ()
    ranking: Texts = ()
    in_force: Period = Period(None, None)


@dataclass(frozen=True, slots=True)
class Odds:
    """How many of whom got through, once: never a forecast for one person.

    `rate` is a part, 0 to 1; `passed` and `sat` are its numerator and denominator when known.
    `segment` says of whom, as (attribute, value) pairs.
    """

    what: str
    rate: Decimal
    year: str
    source: Source
    passed: int | None = None
    sat: int | None = None
    segment: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A latest day; with `opens`, an earliest one. `lapse` says what is lost when it is missed.

    `override` replaces it in single cohort years: (year, day) pairs.
    """

    id: str
    says: Texts
    source: Source
    on: Day
    opens: bool = False
    lapse: Texts = ()
    override: tuple[tuple[int, date], ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long one waits for a place or an answer: a range, never one number; None is unknown."""

    what: str
    shortest: Span | None
    longest: Span | None
    source: Source
