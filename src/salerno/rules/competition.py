"""What stands between eligible and admitted: quotas, priority, pools, queues, odds, deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from salerno.credentials.conditions import Day, Standpoint, precedes
from salerno.credentials.tri import Tri
from salerno.credentials.vocabulary import Texts
from salerno.periods import PartialDate, Period, Span, add
from salerno.rules.requirements import Requirement
from salerno.rules.sources import Source
from salerno.rules.truths import falls_on, holds

Places = int | Literal["unknown", "unlimited"]
"""A number of places; 0 is none, which is neither unknown nor unlimited."""

Stage = Literal["", "screening", "interview", "offer", "match"]
When = Literal["before", "after", "aside"]


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
    """How long one waits for a place or an answer: a range, never one number; None is unknown.

    `when`: "before" the step itself (for a seat, an appointment), "after" it (for the result or the
    decision), or "aside", where it does not hold up everybody. Waits of one step follow each other.
    """

    what: str
    shortest: Span | None
    longest: Span | None
    source: Source
    when: When = "after"


def remaining(quota: Quota, *, taken: int, name: str = "") -> Places:
    """The places left once so many are taken, of the named part of the quota if it has one."""
    places = dict(quota.table).get(name, quota.capacity)
    return places if isinstance(places, str) else max(0, places - taken)


def balance(quota: Quota, *, sent: int, received: int) -> int | None:
    """How many more have come than gone under a bilateral contract; None under any other."""
    return received - sent if quota.contract == "bilateral" else None


def selection_on(selective: Iterable[Selective], *, on: date) -> tuple[Selective, ...]:
    """The ways of choosing that are in force on that day."""
    return tuple(way for way in selective if way.in_force.contains(on))


def priority_class(selective: Selective, *, view: Standpoint) -> tuple[PriorityClass | None, ...]:
    """The classes that the person may stand in, first served first; one when it is certain.

    None stands for everybody who is in no class, served last.
    """
    found: list[PriorityClass | None] = []
    for group in selective.classes:
        truth = holds(group.who, view)
        if truth is not Tri.NO:
            found.append(group)
        if truth is Tri.YES:
            return tuple(found)
    return (*found, None)


def pools_of(selective: Selective, *, view: Standpoint) -> tuple[PriorityClass, ...]:
    """The pools in which the person competes, or may compete."""
    return tuple(pool for pool in selective.pools if holds(pool.who, view) is not Tri.NO)


def odds_for(odds: Iterable[Odds], *, what: str, segment: Mapping[str, str]) -> Odds | None:
    """The stated figure for the narrowest group that the segment lies in, the latest of equals.

    Figures are picked, never multiplied: two rates of one group are not independent.
    """
    own = set(segment.items())
    fitting = [o for o in odds if o.what == what and own.issuperset(o.segment)]
    return max(fitting, key=lambda o: (len(o.segment), o.year), default=None)


def deadline_day(deadline: Deadline, *, view: Standpoint) -> PartialDate | None:
    """When a deadline falls, its one-off override for the cohort year applied; None is unknown."""
    year = view.circumstances.cohort.get(deadline.on.cohort)
    moved = dict(deadline.override).get(year) if year is not None else None
    return PartialDate.on(moved) if moved else falls_on(deadline.on, view)


def in_time(deadline: Deadline, *, done: date, view: Standpoint) -> Tri:
    """Whether something done on that day keeps the deadline; the day itself is in time."""
    order: Literal["<=", ">="] = ">=" if deadline.opens else "<="
    return precedes(order, PartialDate.on(done), deadline_day(deadline, view=view))


def answer_expected(waiting: Waiting, *, asked: date) -> PartialDate | None:
    """The days between which an answer comes; None when nobody says how long it takes at most."""
    if waiting.longest is None:
        return None
    return PartialDate(add(asked, waiting.shortest or Span()), add(asked, waiting.longest))
