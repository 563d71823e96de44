"""What stands between eligible and admitted: quotas, priority, pools, queues, odds, deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from salerno.credentials.vocabulary import Texts
from salerno.periods import Period, Span
from salerno.rules.requirements import Requirement
from salerno.rules.sources import Source


@dataclass(frozen=True, slots=True)
class Quota:
    """A number of places per `per` (state, year, host ...); `capacity` None means unknown.

    `contract` "bilateral" means one comes for each that goes.
    """

    id: str
    source: Source
    capacity: int | None = None
    per: tuple[str, ...] = ()
    table: tuple[tuple[str, int], ...] = ()
    fill: Literal["first-come", "ranked", "lottery", "negotiated"] = "ranked"
    contract: Literal["", "bilateral", "unilateral"] = ""


@dataclass(frozen=True, slots=True)
class PriorityClass:
    """Persons who are served before those of later classes; the requirement says who they are."""

    id: str
    says: Texts
    who: Requirement


@dataclass(frozen=True, slots=True)
class Selective:
    """How the eligible are chosen from: by stage, in classes, from separate pools, by ranking."""

    source: Source
    stage: Literal["", "screening", "interview", "offer", "match"] = ""
    classes: tuple[PriorityClass, ...] = ()
    pools: tuple[tuple[str, str], ...] = ()
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
    """A latest day: a day of a cohort year, or so long before or after an anchor.

    Exactly one of `month_day` (of cohort year `cohort`) and `anchor` is set. `opens` deadlines are
    earliest days. `lapse` says what is lost when it is missed.
    """

    id: str
    says: Texts
    source: Source
    anchor: str = ""
    span: Span = Span()
    after: bool = False
    cohort: str = ""
    month_day: tuple[int, int] | None = None
    opens: bool = False
    lapse: Texts = ()
    override: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long one waits for a place or an answer: (shortest, longest), never one number."""

    what: str
    shortest: Span
    longest: Span
    source: Source
