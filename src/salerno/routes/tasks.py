"""The steps of one route as tasks with times: what the timeline is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from salerno.periods import Span
from salerno.rules.sessions import Session

Mark = Literal["apply", "start", "end", "result"]
"""The four days of a task, in this order: applied for, begun, over, and its result known."""

Days = tuple[int, int]
"""The shortest and the longest number of days."""


@dataclass(frozen=True, slots=True)
class Task:
    """One step of a route, with what is known of its times.

    `ahead` is from applying to the start, at least; `lasts` from the start to the end; `after` from
    there to the result, which comes later only where a bond makes it wait. None is unknown, and
    counts as no time at all. With `sessions` it starts on one of these days only: where only the
    month is known, on its last day, applied for in time for its first. `cost` is what the applicant
    pays on applying, in hundredths of the person's currency, as far as it is known.
    """

    id: str
    ahead: Days | None = None
    lasts: Days | None = None
    after: Days | None = None
    sessions: tuple[Session, ...] | None = None
    is_examination: bool = False
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A mark of a task, or a fixed day."""

    task: str = ""
    mark: Mark = "result"
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Bond:
    """How far apart two points lie: the later one at least and at most so long after the earlier.

    Calendar arithmetic: at most 2 years after 2024-03-01 is up to and including 2026-03-01. With
    `over`, more than `least`; with `under`, less than `most`. `most` None is without end; `least`
    None leaves open which comes first. `why` is the requirement or fact that says so.
    """

    earlier: Point
    later: Point
    least: Span | None = Span()
    most: Span | None = None
    over: bool = False
    under: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """What the person can bear: a last day, money a year, examinations at a time, days of study.

    `yearly` is in hundredths of the person's currency, paid on applying; `study` is how many days
    before each examination are kept free for it, none of them in the past. None is no limit.
    """

    by: date | None = None
    yearly: int | None = None
    examinations: int | None = 1
    study: int = 0


@dataclass(frozen=True, slots=True)
class Dates:
    """One mark of a task: when it is planned, and how early and how late it can be.

    `earliest` is reached when everything takes as short as it can, and a session known by its month
    is on its first day; `latest` is the last day that keeps the planned end though everything takes
    the longest. Both keep the examinations in their order, and payments in their year where money
    is short.
    """

    planned: date
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class Entry:
    """A task on the timeline; `slack` days late, the end stays the same."""

    task: Task
    marks: tuple[tuple[Mark, Dates], ...]
    session: Session | None
    slack: int

    @property
    def is_critical(self) -> bool:
        """Whether a day lost here is a day lost at the end."""
        return self.slack == 0


@dataclass(frozen=True, slots=True)
class Expiry:
    """What lapses if one is late: the last day on which the bond still holds."""

    bond: Bond
    last_day: date


@dataclass(frozen=True, slots=True)
class Timeline:
    """A dated route: entries in the order of their planned start, the end at best and safely.

    `finish` is (when all takes the shortest time, when all takes the longest). `untimed` are the
    tasks of whose times something is unknown: the end is "at least" then.
    """

    entries: tuple[Entry, ...]
    start: date
    finish: tuple[date, date]
    expiries: tuple[Expiry, ...]
    untimed: tuple[str, ...]
    proven: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why there is no timeline: what cannot hold together, though it can without any one of these.

    `limits` names those of `Limits` that take part: "by", "yearly", "examinations", "study".
    `sessions` names the tasks whose sessions or closing days do.
    """

    bonds: tuple[Bond, ...]
    limits: tuple[str, ...]
    sessions: tuple[str, ...] = ()
