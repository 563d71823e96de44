"""The passport of documents: what each demand of a placement rests on, and what runs out when.

Something is shown once and verified once; every host judges it by its own demand, for its own days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from salerno.credentials.circumstances import Circumstances, Event
from salerno.credentials.person import Assurance, Credential, Person
from salerno.credentials.records import JUDGED
from salerno.periods import ONE_DAY, PartialDate, Period
from salerno.placements.demands import DUES, Asked, Demand, Due
from salerno.placements.locations import Tree
from salerno.placements.rotations import Rotation, asked_by, asking
from salerno.placements.windows import bounds
from salerno.rules.chain import State
from salerno.rules.leaves import Judge
from salerno.rules.packs import compile_pack
from salerno.rules.requirements import walk
from salerno.rules.verdicts import Verdict, screen

WARNINGS = (60, 30, 7)
"""So many days before something expires its owner is told of it, the earliest first."""

REMINDERS = (30, 14, 7, 2)
"""So many days before something must be shown whoever misses it is reminded, the earliest first."""

UNDECIDED: Mapping[str, bool] = MappingProxyType({})

HEALTH = ("immunisation/", "titre/", "screen/")
"""Credentials of these kinds tell of somebody's health."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How a demand stands for a stay: its verdict, the day by which it is due, what it rests on.

    `used` are the credentials that it was judged on; `ends` is the first day after which one of
    them is good no longer, where that is before the last day of the stay. One that `awaits_host` is
    met as soon as the host says yes, which has said nothing of it yet.
    """

    asked: Asked
    verdict: Verdict
    by: date
    used: tuple[Credential, ...] = ()
    ends: date | None = None
    awaits_host: bool = False

    @property
    def is_met(self) -> bool:
        """Whether nothing more is asked."""
        return self.verdict.state is State.ELIGIBLE

    @property
    def is_for_host(self) -> bool:
        """Whether the host alone can judge it, at least in part."""
        return bool(judged_by_host(self.asked.demand))

    @property
    def is_health(self) -> bool:
        """Whether it tells of somebody's health."""
        return any(own.type.startswith(HEALTH) for own in self.used)


def papers_of(  # noqa: PLR0913 - all of it bears on how a demand stands
    person: Person,
    rotation: Rotation,
    tree: Tree,
    *,
    stay: Period,
    circumstances: Circumstances,
    booked: date,
    decided: Mapping[str, bool] = UNDECIDED,
) -> tuple[Paper, ...]:
    """How every demand of a rotation stands for a person and a stay, the host's first.

    What is due at application is due on the day of booking, or when the grace of an instant one is
    over; the rest on the first and on the last day. Validity is judged by the demand itself: with
    `valid: through event` it lasts to the end of the stay. What the host alone can judge is as it
    `decided`, by the id of the demand, and unknown before, whatever the person says of it.
    """
    asked = asked_by(rotation, tree)
    first, end = bounds(stay)
    event = Event(PartialDate.on(first), PartialDate.on(end - ONE_DAY))
    several = [
        replace(
            asking(rotation, tree, [one], stated=circumstances.today),
            id=f"{rotation.id}:{one.demand.id}",
            event=event,
        )
        for one in asked
    ]
    verdicts = screen(person, compile_pack(several), circumstances=circumstances)
    awaited: set[int] = set()
    for place, one in enumerate(asked):
        if names := judged_by_host(one.demand):
            own, said = compile_pack([several[place]]), decided.get(one.demand.id)
            told = _as_decided(person, names, said)
            (verdicts[place],) = screen(told, own, circumstances=circumstances)
            if said is None:
                agreed = _as_decided(person, names, answer=True)
                (then,) = screen(agreed, own, circumstances=circumstances)
                awaited |= {place} if State.ELIGIBLE is then.state else set()
    days = due_days(rotation, stay, booked=booked)
    papers = (
        _paper(one, verdict, by=days[one.demand.due], last=end - ONE_DAY)
        for one, verdict in zip(asked, verdicts, strict=True)
    )
    return tuple(
        replace(one, awaits_host=place in awaited and not one.is_met)
        for place, one in enumerate(papers)
    )


def judged_by_host(demand: Demand) -> tuple[str, ...]:
    """The names of what the host alone can judge in a demand; all of it where it must act."""
    if demand.asks is None:
        return ()
    judges = [part for part in walk(demand.asks) if isinstance(part, Judge)]
    is_own = demand.owner == "host"
    return tuple(one.name for one in judges if is_own or one.note.actor == "host")


def _as_decided(person: Person, names: Iterable[str], answer: bool | None) -> Person:
    """The person with what a host decided in the place of what they say of it themselves."""
    own = {f"{JUDGED}{name}" for name in names}
    facts = {name: values for name, values in person.facts.items() if name not in own}
    if answer is not None:
        facts |= dict.fromkeys(own, (answer,))
    past = {name: told for name, told in person.timelines.items() if name not in own}
    return replace(person, facts=MappingProxyType(facts), timelines=MappingProxyType(past))


def due_days(rotation: Rotation, stay: Period, *, booked: date) -> Mapping[Due, date]:
    """The day by which the demands of each point must be met."""
    first, end = bounds(stay)
    grace = rotation.terms.grace if rotation.terms.booking == "instant" else 0
    days = (booked + timedelta(days=grace), first, end - ONE_DAY)
    return MappingProxyType(dict(zip(DUES, days, strict=True)))


def _paper(asked: Asked, verdict: Verdict, *, by: date, last: date) -> Paper:
    used = _distinct(own for judged in verdict.judged for f in judged.findings for own in f.used)
    ends = [own.until.earliest for own in used if own.until and own.until.earliest < last]
    return Paper(asked, verdict, by, used, min(ends, default=None))


def _distinct(credentials: Iterable[Credential]) -> tuple[Credential, ...]:
    """Each credential once, in order; quadratic, for they are few."""
    found: list[Credential] = []
    for own in credentials:
        if own not in found:
            found.append(own)
    return tuple(found)


def missing_of(papers: Iterable[Paper]) -> Mapping[Due, tuple[str, ...]]:
    """The ids of the demands that are not met, by the point at which they are due.

    What cannot be told is missing too: nobody begins on a guess.
    """
    found: dict[Due, tuple[str, ...]] = {}
    for one in papers:
        if not one.is_met:
            due = one.asked.demand.due
            found[due] = (*found.get(due, ()), one.asked.demand.id)
    return MappingProxyType(found)


def awaited_of(papers: Iterable[Paper]) -> frozenset[str]:
    """The ids of the demands that wait for nothing but the word of the host."""
    return frozenset(one.asked.demand.id for one in papers if one.awaits_host)


@dataclass(frozen=True, slots=True)
class Notice:
    """That a credential expires soon on which placements rest; `key` is the same for the same."""

    credential: Credential
    expires: date
    days: int
    demands: tuple[str, ...]

    @property
    def key(self) -> str:
        """What makes that this is told once; a renewed credential has another."""
        since = self.credential.on or ""
        return f"{self.credential.type}:{since}:{self.expires}:{self.days}"


def notices(papers: Iterable[Paper], *, today: date) -> tuple[Notice, ...]:
    """What to tell somebody today of what expires, the soonest first.

    Of each credential the last warning that is due is told, and none once it has expired or where
    its end is not known to the day. Papers of placements that are over are not to be given.
    """
    kept = tuple(papers)
    found = [
        Notice(own, own.until.earliest, days, _resting_on(own, kept))
        for own in _distinct(own for one in kept for own in one.used)
        if own.until and own.until.exact
        for days in _warning((own.until.earliest - today).days)
    ]
    return tuple(sorted(found, key=lambda notice: notice.expires))


def _resting_on(credential: Credential, papers: Iterable[Paper]) -> tuple[str, ...]:
    ids = (one.asked.demand.id for one in papers if credential in one.used)
    return tuple(dict.fromkeys(ids))


def _warning(left: int) -> tuple[int, ...]:
    """The last warning that is due with so many days left; nothing before the first of them."""
    return _last_due(WARNINGS, left)


def _last_due(steps: tuple[int, ...], left: int) -> tuple[int, ...]:
    due = [days for days in steps if left <= days]
    return (due[-1],) if due and left >= 0 else ()


@dataclass(frozen=True, slots=True)
class Reminder:
    """Papers that are not shown yet and must be soon; `days` is the step that is due today."""

    days: int
    papers: tuple[Paper, ...]


def reminder(papers: Iterable[Paper], *, today: date) -> Reminder | None:
    """What to remind somebody of today: all that is missing, once the first of it is due soon.

    What is due earlier than today is left out: then the placement has gone its way.
    """
    missing = tuple(one for one in papers if not one.is_met and one.by >= today)
    steps = [step for one in missing for step in _last_due(REMINDERS, (one.by - today).days)]
    return Reminder(min(steps), missing) if steps else None


@dataclass(frozen=True, slots=True)
class Shared:
    """What a host gets to see of a demand: files, or only whether it is met and was verified."""

    demand: str
    is_met: bool
    is_verified: bool
    files: tuple[Credential, ...] = ()


def shared(papers: Iterable[Paper], *, yes_or_no: bool) -> tuple[Shared, ...]:
    """What a host gets to see; where a yes or no is enough, nothing verified of health is shown."""
    return tuple(_shared(one, yes_or_no=yes_or_no) for one in papers)


def _shared(one: Paper, *, yes_or_no: bool) -> Shared:
    verified = bool(one.used) and all(own.assurance >= Assurance.VERIFIED for own in one.used)
    hidden = yes_or_no and one.is_health and verified
    return Shared(one.asked.demand.id, one.is_met, verified, () if hidden else one.used)
