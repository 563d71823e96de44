"""What an opportunity gives and asks afterwards: grants, obligations, outcomes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from salerno.credentials.person import Credential, Person
from salerno.credentials.tri import Tri, every, tri
from salerno.credentials.vocabulary import Texts
from salerno.periods import ONE_DAY, Span, add, longest_gap, working_days_after
from salerno.rules.leaves import Actor
from salerno.rules.sources import Source


@dataclass(frozen=True, slots=True)
class Grant:
    """A credential that is given, for how long, within which scope, and while what is held.

    `lasts` None is unknown. `scope` restricts it: (what, to what) pairs such as ("employer",
    "named sponsor"); pairs of the same name are alternatives. It lapses when a credential of a type
    in `while_holding` lapses. `renewable` None is unknown. `tier` orders successive licences from 1
    on; `leads_to` is the opportunity of the next one.
    """

    type: str
    lasts: Span | Literal["unlimited"] | None = None
    scope: tuple[tuple[str, str], ...] = ()
    while_holding: tuple[str, ...] = ()
    renewable: bool | None = None
    tier: int = 0
    leads_to: str = ""
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty that comes with a grant or an application, and what follows when it is not kept.

    It `lasts` so long, or must be done `within` a time or so many `working_days`. `on` is who must
    act. The sanction waits for `grace`: a span, or until the next month, quarter or year begins.
    `blocks` are the opportunities that stay closed until it is kept.
    """

    id: str
    says: Texts
    source: Source
    on: Actor = "applicant"
    lasts: Span | None = None
    within: Span | None = None
    working_days: int | None = None
    sanction: Texts = ()
    grace: Span | Literal["next month", "next quarter", "next year"] | None = None
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """One way a step may end: the types it grants, and the opportunities that may follow.

    A step whose ends are all listed has no other; exactly one of them happens. After a `final` one
    the step is not open again.
    """

    id: str
    says: Texts
    grants: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    final: bool = False
    source: Source | None = None


def last_day(grant: Grant, *, given: date) -> date | None:
    """The last day on which a grant given then can hold; None when unknown or without end."""
    return add(given, grant.lasts) if isinstance(grant.lasts, Span) else None


def holds_on(grant: Grant, *, given: date, on: date, person: Person) -> Tri:
    """Whether a grant given then still holds on that day: not expired, all it hangs on held."""
    if on < given:
        return Tri.NO
    lasting = Tri.UNKNOWN if grant.lasts is None else Tri.YES
    ends = last_day(grant, given=given)
    if ends is not None and on > ends:
        return Tri.NO
    kept = (_kept(type_, person, given, on) for type_ in grant.while_holding)
    return min(lasting, every(kept))


def _kept(type_: str, person: Person, given: date, on: date) -> Tri:
    """Whether credentials of that type were held on every day of the stretch."""
    own = [c for c in person.credentials if c.type == type_]
    sure, possible = (
        longest_gap((_held(c, sure=s) for c in own), start=given, end=on + ONE_DAY) == 0
        for s in (True, False)
    )
    return tri(surely=sure, possibly=possible or not person.is_complete((type_,)))


def _held(credential: Credential, *, sure: bool) -> tuple[date, date]:
    """The days, end excluded, on which a credential is surely or possibly held."""
    on, until = credential.on, credential.until
    if sure:
        return (on.latest if on else date.max, until.earliest + ONE_DAY if until else date.max)
    return (on.earliest if on else date.min, until.latest + ONE_DAY if until else date.max)


def is_held_already(grants: Iterable[Grant], person: Person) -> bool:
    """Whether the person told that they hold all that is granted, each within its scope.

    A part of the scope that the credential says nothing of does not count against it.
    """
    wanted = tuple(grants)
    return bool(wanted) and all(any(_fits(g, c) for c in person.credentials) for g in wanted)


def _fits(grant: Grant, credential: Credential) -> bool:
    told = ((value, credential.values(name)) for name, value in grant.scope)
    return credential.type == grant.type and all(v is None or value in v for value, v in told)


def covers(grant: Grant, *, use: Mapping[str, str]) -> Tri:
    """Whether a use lies within the scope of a grant; what is not said of the use is unknown."""
    allowed: dict[str, set[str]] = {}
    for name, value in grant.scope:
        allowed.setdefault(name, set()).add(value)
    return every(
        Tri.UNKNOWN if name not in use else tri(surely=use[name] in values, possibly=False)
        for name, values in allowed.items()
    )


def licence_tiers(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """The grants that are steps of one ladder, lowest first."""
    return tuple(sorted((g for g in grants if g.tier), key=lambda grant: grant.tier))


def due_day(
    obligation: Obligation, *, since: date, holidays: frozenset[date] = frozenset()
) -> date | None:
    """The last day to act, or of a lasting duty; None when there is no time to it."""
    if obligation.working_days is not None:
        return working_days_after(since, obligation.working_days, holidays=holidays)
    length = obligation.within or obligation.lasts
    return add(since, length) if length else None


def sanction_day(
    obligation: Obligation, *, since: date, holidays: frozenset[date] = frozenset()
) -> date | None:
    """The first day on which the sanction applies to a duty not kept; None when unknown."""
    due = due_day(obligation, since=since, holidays=holidays)
    if due is None or not obligation.sanction:
        return None
    if isinstance(obligation.grace, Span):
        return add(due, obligation.grace) + ONE_DAY
    return due + ONE_DAY if obligation.grace is None else _next_start(due, obligation.grace)


def _next_start(day: date, stretch: str) -> date:
    """The first day of the next month, quarter or year."""
    months = {"next month": 1, "next quarter": 3, "next year": 12}[stretch]
    ahead = months - (day.month - 1) % months
    return add(day.replace(day=1), Span(months=ahead))


def blocking(obligations: Iterable[Obligation], *, opportunity: str) -> tuple[Obligation, ...]:
    """The duties that keep an opportunity closed until they are kept."""
    return tuple(o for o in obligations if opportunity in o.blocks)
