"""The way of a placement: its states, who moves it between them, and what a move waits for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Literal

from salerno.periods import ONE_DAY, Period
from salerno.placements.demands import Due
from salerno.placements.rotations import Terms
from salerno.placements.windows import bounds

State = Literal[
    "held", "release", "review", "waitlisted", "onboarding", "active", "evaluation", "certified",
    "closed", "paused", "lapsed", "withdrawn", "refused", "cancelled", "no-show",
]  # fmt: skip
STATES: tuple[State, ...] = (
    "held", "release", "review", "waitlisted", "onboarding", "active", "evaluation", "certified",
    "closed", "paused", "lapsed", "withdrawn", "refused", "cancelled", "no-show",
)  # fmt: skip
OVER: frozenset[State] = frozenset(
    {"closed", "lapsed", "withdrawn", "refused", "cancelled", "no-show"}
)
"""A placement stays in these."""
SEATED: frozenset[State] = frozenset(
    {"held", "release", "review", "onboarding", "active", "paused", "evaluation", "certified"}
)
"""A placement has its seat in these; what is over keeps the days that it used."""

Who = Literal["trainee", "school", "host", "time"]
"""Who moves a placement; time moves it by itself, once the steps are complete."""

Verb = Literal[
    "request", "release", "decline", "accept", "refuse", "waitlist", "refill", "begin", "finish",
    "certify", "close", "pause", "resume", "lapse", "withdraw", "cancel", "miss",
]  # fmt: skip

Why = Literal[
    "no-agreement", "no-seat", "not-released", "missing", "unpaid", "not-begun", "not-over",
    "not-evaluated", "not-lapsed", "lapsed", "over",
]  # fmt: skip

AFTERWARDS = 30
"""A placement that is certified closes after so many days, whether or not the trainee wrote."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a move cannot be made yet, and what it is about: demands, charges, a day."""

    why: Why
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """A placement as far as its moves ask: where it is, and which steps are complete.

    `booked` is when it was held or requested, `held_until` the end of a hold. `missing` are the ids
    of unmet demands by the point at which they are due, `awaited` those of them that wait for the
    word of the host alone, `unpaid` what is owed and due. `released`
    and `accepted` tell what school and host decided, None nothing yet. `evaluated` names who filed
    a final evaluation: host, trainee. `before_pause` is where a paused one goes on.
    """

    state: State
    stay: Period
    terms: Terms
    booked: date
    held_until: datetime | None = None
    has_seat: bool = True
    has_agreement: bool = False
    released: bool | None = None
    accepted: bool | None = None
    missing: Mapping[Due, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    awaited: frozenset[str] = frozenset()
    unpaid: tuple[str, ...] = ()
    evaluated: frozenset[str] = frozenset()
    before_pause: State = "onboarding"


@dataclass(frozen=True, slots=True)
class Move:
    """A row of the table: who may take a placement from where to where, and what it waits for."""

    verb: Verb
    by: frozenset[Who]
    sources: frozenset[State]
    target: Callable[[Progress], State]
    guards: tuple[Callable[[Progress, datetime], Reason | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """A move that somebody may make from here; with `reasons` it cannot be made yet."""

    verb: Verb
    target: State
    reasons: tuple[Reason, ...] = ()


def offers(progress: Progress, *, by: Who, now: datetime) -> tuple[Offer, ...]:
    """The moves that somebody may make, in the order of the table; `now` is at the host."""
    return tuple(
        Offer(move.verb, move.target(progress), _reasons(move, progress, now))
        for move in MOVES
        if by in move.by and progress.state in move.sources
    )


def settled(progress: Progress, *, now: datetime) -> tuple[Progress, tuple[Offer, ...]]:
    """The placement after everything that time does by itself, and the moves that it made.

    No move leads back to where a placement was, so that there are fewer of them than states.
    """
    made: list[Offer] = []
    while found := next((o for o in offers(progress, by="time", now=now) if not o.reasons), None):
        made.append(found)
        progress = moved(progress, found)
    return progress, tuple(made)


def moved(progress: Progress, offer: Offer) -> Progress:
    """The placement after a move; who decided what is kept with it."""
    kept: dict[Verb, Callable[[Progress], Progress]] = {
        "release": lambda p: replace(p, released=True),
        "decline": lambda p: replace(p, released=False),
        "accept": lambda p: replace(p, accepted=True),
        "refuse": lambda p: replace(p, accepted=False),
        "waitlist": lambda p: replace(p, has_seat=False),
        "refill": lambda p: replace(p, has_seat=True),
        "pause": lambda p: replace(p, before_pause=p.state),
    }
    changed = kept[offer.verb](progress) if offer.verb in kept else progress
    return replace(changed, state=offer.target)


def _reasons(move: Move, progress: Progress, now: datetime) -> tuple[Reason, ...]:
    found = (guard(progress, now) for guard in move.guards)
    return tuple(reason for reason in found if reason)


def after_request(progress: Progress) -> State:
    """Where a request goes: to the school, to the host, to the list, or straight to onboarding."""
    if not progress.has_seat:
        return "waitlisted"
    if progress.terms.release and not progress.released:
        return "release"
    if progress.terms.booking == "instant" or progress.accepted:
        return "onboarding"
    return "review"


def grace_ends(progress: Progress) -> date:
    """The last day on which an instant booking may still show what is due at application."""
    return progress.booked + timedelta(days=progress.terms.grace)


def _agreement(progress: Progress, now: datetime) -> Reason | None:
    is_asked = progress.terms.agreement and not progress.has_agreement
    return Reason("no-agreement") if is_asked else None


def _applied(progress: Progress, now: datetime) -> Reason | None:
    """What is due at application is there; an instant booking has some days of grace.

    What the host has to judge it judges after the request.
    """
    if progress.terms.booking == "instant" and now.date() <= grace_ends(progress):
        return None
    ids = _of_the_trainee(progress)
    return Reason("missing", ids) if ids else None


def _of_the_trainee(progress: Progress) -> tuple[str, ...]:
    """What was due at application, is not shown, and does not wait for the host alone."""
    missing = progress.missing.get("application", ())
    return tuple(name for name in missing if name not in progress.awaited)


def _shown(progress: Progress, now: datetime) -> Reason | None:
    return _missing(progress, "application")


def _onboarded(progress: Progress, now: datetime) -> Reason | None:
    return _missing(progress, "application", "onboarding")


def _offboarded(progress: Progress, now: datetime) -> Reason | None:
    return _missing(progress, "offboarding")


def _missing(progress: Progress, *dues: Due) -> Reason | None:
    ids = tuple(name for due in dues for name in progress.missing.get(due, ()))
    return Reason("missing", ids) if ids else None


def _seat(progress: Progress, now: datetime) -> Reason | None:
    return None if progress.has_seat else Reason("no-seat")


def _room(progress: Progress, now: datetime) -> Reason | None:
    """There is a seat, or a list to wait on for one."""
    return None if progress.terms.waitlist else _seat(progress, now)


def _released(progress: Progress, now: datetime) -> Reason | None:
    is_asked = progress.terms.release and not progress.released
    return Reason("not-released") if is_asked else None


def _paid(progress: Progress, now: datetime) -> Reason | None:
    return Reason("unpaid", progress.unpaid) if progress.unpaid else None


def _begun(progress: Progress, now: datetime) -> Reason | None:
    first = bounds(progress.stay)[0]
    return None if now.date() >= first else Reason("not-begun", (first.isoformat(),))


def _over(progress: Progress, now: datetime) -> Reason | None:
    end = bounds(progress.stay)[1]
    return None if now.date() >= end else Reason("not-over", ((end - ONE_DAY).isoformat(),))


def _judged(progress: Progress, now: datetime) -> Reason | None:
    return None if "host" in progress.evaluated else Reason("not-evaluated", ("host",))


def _answered(progress: Progress, now: datetime) -> Reason | None:
    """The trainee has written as well, or has had time enough to."""
    is_late = now.date() >= bounds(progress.stay)[1] + timedelta(days=AFTERWARDS)
    return (
        None
        if is_late or "trainee" in progress.evaluated
        else Reason("not-evaluated", ("trainee",))
    )


def _lapsed(progress: Progress, now: datetime) -> Reason | None:
    """The stay or a hold is over, or an instant booking is still without what was due with it."""
    if _over(progress, now) is None:
        has_lapsed = progress.state != "paused" or progress.before_pause == "onboarding"
    elif progress.state == "held":
        has_lapsed = _held(progress, now) is not None
    else:
        is_late = now.date() > grace_ends(progress) and progress.state != "paused"
        is_instant = progress.terms.booking == "instant" and progress.has_seat
        has_lapsed = is_instant and is_late and bool(_of_the_trainee(progress))
    return None if has_lapsed else Reason("not-lapsed")


def _held(progress: Progress, now: datetime) -> Reason | None:
    until = progress.held_until
    return Reason("lapsed", (until.isoformat(),)) if until is not None and now >= until else None


def _ahead(progress: Progress, now: datetime) -> Reason | None:
    """The stay is not over, so that something can still come of it."""
    return Reason("over") if _over(progress, now) is None else None


def _to(state: State) -> Callable[[Progress], State]:
    return lambda progress: state


def _back(progress: Progress) -> State:
    return progress.before_pause


def _move(
    verb: Verb,
    by: str,
    sources: str,
    target: Callable[[Progress], State],
    *guards: Callable[[Progress, datetime], Reason | None],
) -> Move:
    who: frozenset[Who] = frozenset(by.split())  # type: ignore[arg-type]  # words of this module
    found: frozenset[State] = frozenset(sources.split())  # type: ignore[arg-type]  # the same
    return Move(verb, who, found, target, guards)


_BEFORE = "held release review waitlisted onboarding"

MOVES: tuple[Move, ...] = (
    _move("request", "trainee", "held", after_request, _held, _ahead, _room, _agreement, _applied),
    _move(
        "release", "school", "release", lambda p: after_request(replace(p, released=True)), _ahead
    ),
    _move("decline", "school", "release waitlisted", _to("refused")),
    _move(
        "accept",
        "host",
        "review",
        _to("onboarding"),
        *(_ahead, _seat, _released, _agreement, _shown),
    ),
    _move("refuse", "host", "release review waitlisted", _to("refused")),
    _move("waitlist", "host", "review", _to("waitlisted")),
    _move("refill", "time", "waitlisted", after_request, _seat, _ahead, _agreement),
    _move("begin", "time", "onboarding", _to("active"), _begun, _agreement, _onboarded, _paid),
    _move("lapse", "time", f"{_BEFORE} paused", _to("lapsed"), _lapsed),
    _move("finish", "time", "active", _to("evaluation"), _over),
    _move("certify", "host", "evaluation", _to("certified"), _judged, _offboarded),
    _move("close", "time", "certified", _to("closed"), _answered),
    _move("pause", "school host", "onboarding active", _to("paused")),
    _move("resume", "school host", "paused", _back),
    _move("miss", "host", "onboarding active", _to("no-show"), _begun),
    _move("withdraw", "trainee school", f"{_BEFORE} active paused", _to("withdrawn")),
    _move("cancel", "host", "onboarding active paused", _to("cancelled")),
)
"""The table of moves; a verb that is not in it for a state cannot be made from there."""
