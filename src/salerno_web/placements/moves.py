"""What takes placements from state to state, and gives seats that became free to who waits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from salerno.errors import InputError
from salerno.periods import Period
from salerno.placements.networks import Network
from salerno.placements.seats import Refusal, Wanted
from salerno.placements.states import (
    SEATED,
    Offer,
    Progress,
    Reason,
    Verb,
    Who,
    moved,
    offers,
    settled,
)
from salerno_web.people.models import User
from salerno_web.placements.actions import (
    Booking,
    answered,
    attempted,
    found_for,
    given,
    leave,
    lock,
    take,
    tell,
)
from salerno_web.placements.agreement_queries import in_force
from salerno_web.placements.certificate_actions import issue
from salerno_web.placements.evaluation_actions import plan
from salerno_web.placements.models import Placement
from salerno_web.placements.networks import network
from salerno_web.placements.payment_actions import charge, repay
from salerno_web.placements.queries import at_host, due, papers_for, progress_of
from salerno_web.placements.submissions import submission_of

Read = Callable[[Placement], Progress]
"""What tells of a placement how far it is: its row, and whatever else its moves ask."""

MOST_ASKED = 50
"""So many of those who wait are asked for each seat that becomes free."""


LONGEST_WHY = 300


@dataclass(frozen=True, slots=True)
class Act:
    """A move that somebody makes: which, as whom, who, and why."""

    verb: Verb
    by: Who
    actor: User
    why: str


class Unready(InputError):
    """A move that cannot be made yet, with every reason."""

    def __init__(self, what: str, reasons: tuple[Reason, ...] = ()) -> None:
        super().__init__(what)
        self.reasons = reasons


def as_known(row: Placement) -> Progress:
    """How far a placement is, by its row, its rotation and the record of its trainee."""
    return progress_of(row, known=network())


def move(  # noqa: PLR0913 - a move says who makes it, as whom, when and why
    name: UUID,
    verb: Verb,
    *,
    by: Who,
    actor: User,
    now: datetime,
    why: str = "",
    read: Read = as_known,
) -> Placement:
    """Take a placement on, after all that time does by itself; `by` says as whom, and is checked.

    `why` is read by everybody who has part in it. Its row, its slots and an event for each step are
    written, and seats that become free are given to who waits for them. Raises Unready where the
    move is not offered, or must wait, InputError where the reason is too long.
    """
    settle(name, now=now, read=read)
    if len(why) > LONGEST_WHY:
        raise InputError(
            _("This reason is too long."),
            fix=_("Write %(number)s letters at most.") % {"number": LONGEST_WHY},
        )
    act = Act(verb, by, actor, why.strip())
    return attempted(lambda: _move(name, act, now=now, read=read))


def swap(
    trainee: User, name: UUID, booking: Booking, *, key: str, now: datetime
) -> Placement | Refusal:
    """Give a held seat for another one, both or neither; only who holds it may.

    Written and raised is the same as for `hold`, and Placement.DoesNotExist where nothing is held.
    """
    return attempted(
        lambda: _swap(trainee, name, booking, key=key, now=now),
        before=lambda: answered(trainee, booking, key=key),
    )


def settle(name: UUID, *, now: datetime, read: Read = as_known) -> bool:
    """Do with a placement what time does by itself; whether there was anything."""
    return attempted(lambda: _settle(name, now=now, read=read))


def settle_all(*, now: datetime, read: Read = as_known) -> int:
    """Do with every placement what time does by itself; how many were moved. Run by the worker."""
    known = network().rotations
    rows = due(now=now).order_by("booked_at").values_list("pk", "rotation")
    return sum(settle(pk, now=now, read=read) for pk, rotation in rows if rotation in known)


def _move(name: UUID, act: Act, *, now: datetime, read: Read) -> Placement:
    row = _locked(name)
    progress, now = read(row), at_host(row.rotation, now)
    offer = next((o for o in offers(progress, by=act.by, now=now) if o.verb == act.verb), None)
    if offer is None:
        raise Unready(_("This cannot be done with the placement as it is now."))
    if offer.reasons:
        raise Unready(_("This cannot be done yet."), offer.reasons)
    _keep(row, progress, offer, now=now, act=act)
    return row


def _swap(
    trainee: User, name: UUID, booking: Booking, *, key: str, now: datetime
) -> Placement | Refusal:
    mine = Placement.objects.filter(pk=name, trainee=trainee, state="held")
    locked = lock([*mine.values_list("rotation", flat=True), booking.rotation])
    held = mine.select_for_update().get()
    found = given(trainee, booking, key=key, now=now, locked=locked, beside=name)
    if isinstance(found, Refusal):
        return found
    leave(held, "withdrawn", now=now)
    tell("swapped", found, actor=trainee)
    refill(held.rotation, known=network(), now=now)
    return found


def _settle(name: UUID, *, now: datetime, read: Read) -> bool:
    row = _locked(name)
    progress, now = read(row), at_host(row.rotation, now)
    _after, made = settled(progress, now=now)
    for offer in made:
        _keep(row, progress, offer, now=now)
        progress = moved(progress, offer)
    return bool(made)


def _locked(name: UUID) -> Placement:
    """A placement that nobody else moves meanwhile: its rotation is locked before it, as always."""
    lock(Placement.objects.filter(pk=name).values_list("rotation", flat=True))
    return Placement.objects.select_for_update().get(pk=name)


def _keep(
    row: Placement, progress: Progress, offer: Offer, *, now: datetime, act: Act | None = None
) -> None:
    """Write a move: the row, its slots, an event, and what the seat that it gives up allows."""
    after = moved(progress, offer)
    row.released, row.accepted = after.released, after.accepted
    row.before_pause = after.before_pause if after.state == "paused" else ""
    if offer.verb == "request":
        own = network().rotation(row.rotation)
        row.submitted = submission_of(papers_for(row, known=network()), own, now=now)
    freed = offer.target not in SEATED and progress.state in SEATED
    since = now.date() if progress.state in ("active", "paused", "evaluation") else None
    if freed:
        leave(row, offer.target, now=now, since=since)
    else:
        row.slots.update(until=None)
        row.state, row.held_until, row.changed_at = offer.target, None, now
        row.version += 1
    row.save()
    tell(offer.verb, row, actor=act.actor if act else None, reason=act.why if act else "")
    if offer.verb in ("request", "refill") and offer.target in SEATED:
        charge(row, now=now)
    if offer.verb == "begin":
        plan(row)
    if offer.verb == "certify":
        issue(row, now=now)
    repay(row)
    if freed and offer.target != "waitlisted":
        refill(row.rotation, known=network(), now=now)


def refill(rotation: str, *, known: Network, now: datetime) -> int:
    """Give free seats to those who wait for them, the longest first; how many got one.

    To be called in the transaction that freed the seats, with the rotation locked. Whoever wants
    days that are still full, or is elsewhere on them, waits on.
    """
    waiting = Placement.objects.select_for_update().filter(rotation=rotation, state="waitlisted")
    windows = {one.id: one for one in known.windows_of(rotation)}
    given = 0
    for row in waiting.order_by("booked_at")[:MOST_ASKED]:
        progress = Progress(
            "waitlisted", Period(row.first, row.end), known.rotation(rotation).terms, now.date(),
            released=row.released, accepted=row.accepted,
            has_agreement=in_force(row.host_id, row.school_id, row.first),
        )  # fmt: skip
        (offer,) = [o for o in offers(progress, by="time", now=now) if o.verb == "refill"]
        if offer.reasons or row.window not in windows:
            continue
        school = str(row.school_id or "")
        wanted = Wanted(windows[row.window], progress.stay, str(row.trainee_id), school)
        slots, over = found_for(wanted, now=now)
        if isinstance(slots, Refusal):
            continue
        take(row, slots, over=over)
        row.booked_at = now  # what is due with the booking is due from now on
        _keep(row, progress, offer, now=now)
        given += 1
    return given
