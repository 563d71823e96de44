"""The dates, cohort years and assurance for which a verdict is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from salerno.credentials.person import Assurance
from salerno.periods import PartialDate, Span, add, next_month_day

ANCHORS = ("today", "application", "event", "event-end", "use")

_on = lru_cache(maxsize=1024)(PartialDate.on)  # the same few days are asked for again and again

_NO_COHORT: Mapping[str, int] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Event:
    """When the opportunity itself takes place; `end` is its last day."""

    start: PartialDate
    end: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class CohortYear:
    """How a cohort year (such as the Match year) follows from a date when nobody gave it.

    `ends`: the year of the next such month and day on or after the anchor.
    `starts`: the year of the last such month and day on or before it.
    """

    name: str
    month: int
    day: int
    side: Literal["ends", "starts"] = "ends"
    at: str = "application"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What surrounds a verdict: as of when, for which application and event, how surely known.

    `application` falls to `today` when it is not given. Credentials below `assurance` count as
    possible only. A barrier read longer than `stale_after` before `today` is never called final.
    `statuses` overrides the status of rule versions, for what-if questions: by the id of a version,
    or, as rules that are alike share one, by "OPPORTUNITY VERSION" for one opportunity only.
    """

    today: date
    application: date | None = None
    event: Event | None = None
    use: date | None = None
    cohort: Mapping[str, int] = field(default_factory=lambda: _NO_COHORT)
    assurance: Assurance = Assurance.CLAIMED
    stale_after: Span = Span(years=2)
    statuses: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def anchor(self, name: str) -> PartialDate | None:
        """The date that an anchor stands for; None when it is not known."""
        applied = _on(self.application or self.today)
        match name:
            case "today":
                return _on(self.today)
            case "application":
                return applied
            case "event":
                return self.event.start if self.event else None
            case "event-end":
                return (self.event.end or self.event.start) if self.event else None
            case _:
                return _on(self.use) if self.use else applied

    def at_event(self, event: Event | None) -> Circumstances:
        """The same circumstances for an opportunity that takes place then."""
        return replace(self, event=event) if event else self

    def with_cohort(self, years: tuple[CohortYear, ...]) -> Circumstances:
        """The same circumstances with each cohort year filled in where nobody gave it."""
        found = {y.name: year for y in years if (year := self._cohort_year(y)) is not None}
        return replace(self, cohort=MappingProxyType({**found, **self.cohort})) if found else self

    def _cohort_year(self, rule: CohortYear) -> int | None:
        anchor = self.anchor(rule.at)
        if anchor is None or not anchor.exact:
            return None
        upcoming = next_month_day(anchor.earliest, month=rule.month, month_day=rule.day)
        if rule.side == "ends" or upcoming == anchor.earliest:
            return upcoming.year
        return upcoming.year - 1


def last_day_of(start: PartialDate, length: Span) -> PartialDate:
    """The last day of something that starts then and lasts so long."""
    one_day = timedelta(days=1)
    return PartialDate(add(start.earliest, length) - one_day, add(start.latest, length) - one_day)
