"""Opportunities, the dated versions of their rules, and where every rule comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from salerno.credentials.circumstances import CohortYear, Event
from salerno.credentials.vocabulary import Texts
from salerno.periods import Period, Span
from salerno.rules.competition import Deadline, Odds, Quota, Selective, Waiting
from salerno.rules.fees import Fee
from salerno.rules.grants import Grant, Obligation, Outcome
from salerno.rules.requirements import Requirement
from salerno.rules.sessions import Presence, Sessions
from salerno.rules.sources import Source

Status = Literal[
    "in-force", "proposed", "enacted", "stayed", "deferred", "repealed", "informational"
]

IN_FORCE: frozenset[Status] = frozenset({"in-force", "enacted"})


@dataclass(frozen=True, slots=True)
class RuleException:
    """A named case in which the rule is changed: decided, or with parts lifted or replaced."""

    when: Requirement
    because: Texts
    then: Literal["met", "never", ""] = ""
    drop: tuple[str, ...] = ()
    replace: tuple[tuple[str, Requirement], ...] = ()


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """The date that picks the version: an anchor, a date fact, the day of a credential.

    With `cohort`, it is the first of January of that cohort year.
    """

    axis: str = "application"
    fact: str = ""
    credential: str = ""
    cohort: str = ""


@dataclass(frozen=True, slots=True)
class RuleVersion:
    """A rule as it stands for deciding dates within `in_force`; never changed, only superseded."""

    in_force: Period
    sources: tuple[Source, ...]
    requires: Requirement
    exceptions: tuple[RuleException, ...] = ()
    status: Status = "in-force"

    cohort: tuple[CohortYear, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """One of several contradicting statements of the same thing, and why it is believed or not."""

    says: Texts
    source: Source
    chosen: bool = False
    why: Texts = ()
    in_force: Period = Period(None, None)


@dataclass(frozen=True, slots=True)
class Dispute:
    """Claims that contradict each other, kept side by side.

    Of a "chosen" outcome exactly one claim is chosen, our reading and no ruling; of "unknown" none
    is; "by-date" claims held one after the other, each `in_force` in its own time.
    """

    id: str
    subject: Texts
    claims: tuple[Claim, ...]
    outcome: Literal["chosen", "unknown", "by-date"] = "chosen"


@dataclass(frozen=True, slots=True)
class Value:
    """A sourced statement that no verdict hangs on: a format, a rate, a duration, a count."""

    id: str
    says: Texts
    source: Source
    amount: str = ""
    unit: str = ""
    in_force: Period = Period(None, None)


@dataclass(frozen=True, slots=True)
class Opportunity:
    """Something a person may be let into; it has requirements, costs money and time, and grants.

    `country` is an ISO 3166-1 code or empty; `region` names a part of it. `attempts` is a number,
    "unlimited" or "unknown". `duration` is (shortest, longest). `aliases` are former names and when
    they were in use; `supersedes` are ids whose meaning this one replaced. Without `sessions` it is
    not known when it can be taken, without `presence` where one must be.
    """

    id: str
    kind: str
    title: Texts
    versions: tuple[RuleVersion, ...]
    decided_by: DecidedBy = DecidedBy()
    country: str = ""
    region: str = ""
    authority: str = ""
    event: Event | None = None
    fees: tuple[Fee, ...] = ()
    duration: tuple[Span, Span] | None = None
    grants: tuple[Grant, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    quotas: tuple[Quota, ...] = ()
    selective: tuple[Selective, ...] = ()
    odds: tuple[Odds, ...] = ()
    waits: tuple[Waiting, ...] = ()
    attempts: int | Literal["unlimited", "unknown"] = "unknown"
    attempts_source: Source | None = None
    irreversible: Texts = ()
    values: tuple[Value, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    aliases: tuple[tuple[str, Period], ...] = ()
    supersedes: tuple[str, ...] = ()
    sessions: tuple[Sessions, ...] = ()
    presence: Presence | None = None


def believed(dispute: Dispute, *, on: date) -> Claim | None:
    """The claim that is shown as true on that day, the others beside it; None when nobody knows."""
    if dispute.outcome == "by-date":
        return next((claim for claim in dispute.claims if claim.in_force.contains(on)), None)
    return next((claim for claim in dispute.claims if claim.chosen), None)


def values_on(opportunity: Opportunity, *, on: date) -> tuple[Value, ...]:
    """The statements that hold on that day."""
    return tuple(value for value in opportunity.values if value.in_force.contains(on))


def aliases_on(opportunity: Opportunity, *, on: date) -> tuple[str, ...]:
    """The names other than its id that were in use on that day."""
    return tuple(name for name, period in opportunity.aliases if period.contains(on))


def attempts_left(opportunity: Opportunity, *, used: int) -> int | Literal["unlimited", "unknown"]:
    """How many attempts are left after so many that counted."""
    limit = opportunity.attempts
    return limit if isinstance(limit, str) else max(0, limit - used)


def needs_warning(opportunity: Opportunity, *, used: int = 0) -> bool:
    """Whether a person should be warned: it cannot be undone, or it is the last attempt."""
    return bool(opportunity.irreversible) or attempts_left(opportunity, used=used) == 1
