"""What takes seats and gives them back: each write is one transaction, and bears a key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from salerno.errors import InputError
from salerno.periods import Period
from salerno.placements.networks import Network
from salerno.placements.rotations import Rotation
from salerno.placements.seats import Refusal, Wanted, joins_of, refusals, slots_for
from salerno.placements.seats import Slot as Taken
from salerno.placements.windows import bounds
from salerno_web.people.actions import note
from salerno_web.people.models import Organisation, User
from salerno_web.placements.mails import mail_event
from salerno_web.placements.models import Placement, Published, Slot
from salerno_web.placements.networks import Stamp, network_with
from salerno_web.placements.queries import at_host, parties_in, taken_for
from salerno_web.placements.webhook_actions import announce

TRIES = 10
"""Of several who want the last seat at once each is answered after so many attempts at most."""


class Busy(InputError):
    """So many want the same seats at this moment that nothing could be decided."""


@dataclass(frozen=True, slots=True)
class Booking:
    """What a trainee asks for: a stay in a window of a rotation, from a school or from none."""

    rotation: str
    window: str
    stay: Period
    school: Organisation | None = None

    @property
    def digest(self) -> str:
        """What was asked, so that one key is not used for two things."""
        school = self.school.pk if self.school else ""
        told = (self.rotation, self.window, str(self.stay), str(school))
        return hashlib.sha256("\n".join(told).encode()).hexdigest()


T = TypeVar("T")


def hold(trainee: User, booking: Booking, *, key: str, now: datetime) -> Placement | Refusal:
    """Hold a seat for whoever asks, for as long as the host lets it be held; theirs alone.

    A placement, its slots and an event are written, or nothing is. Asked again with the same key it
    answers the same. Raises InputError where the key was used for
    something else, Busy where too many ask at once.
    """
    return attempted(
        lambda: _hold(trainee, booking, key=key, now=now),
        before=lambda: answered(trainee, booking, key=key),
    )


def wait(trainee: User, booking: Booking, *, key: str, now: datetime) -> Placement | Refusal:
    """Wait for a seat that is taken now; theirs alone. Written and raised is as for `hold`."""
    return attempted(
        lambda: _wait(trainee, booking, key=key, now=now),
        before=lambda: answered(trainee, booking, key=key),
    )


def attempted(act: Callable[[], T], *, before: Callable[[], T | None] = lambda: None) -> T:
    """Do it once more when somebody else was quicker; what was begun is undone each time.

    What was done `before` is not done again; it is asked outside of the transaction, since only a
    constraint of the database can tell of somebody who does the same at this moment.
    """
    for _time in range(TRIES):
        earlier = before()
        if earlier is not None:
            return earlier
        try:
            with transaction.atomic():
                return act()
        except IntegrityError:  # somebody else took one of the slots
            continue
        except OperationalError as error:
            if not _is_passing(error):
                raise
    raise Busy(
        _("Very many people want these seats at this moment."), fix=_("Try again in a minute.")
    )


def _is_passing(error: OperationalError) -> bool:
    """Whether two transactions merely waited for one another, so that one was given up."""
    return getattr(error.__cause__, "sqlstate", "") in ("40001", "40P01")


def _hold(trainee: User, booking: Booking, *, key: str, now: datetime) -> Placement | Refusal:
    locked = lock([booking.rotation])
    found = given(trainee, booking, key=key, now=now, locked=locked)
    if not isinstance(found, Refusal):
        tell("held", found, actor=trainee)
    return found


def _wait(trainee: User, booking: Booking, *, key: str, now: datetime) -> Placement | Refusal:
    known, host = locked_for(booking, lock([booking.rotation]))
    rotation, wanted = wanted_by(trainee, booking, known=known)
    if not rotation.terms.waitlist:
        raise InputError(
            _("This rotation has no waiting list."), fix=_("Ask for other days that are free.")
        )
    outright = refusals(wanted, today=at_host(rotation.id, now, known=known).date())
    if outright:
        return outright[0]
    row = _made(trainee, booking, host=host, key=key, now=now, state="waitlisted")
    tell("waited", row, actor=trainee)
    return row


def answered(trainee: User, booking: Booking, *, key: str) -> Placement | None:
    """What was answered under this key before; raises InputError where something else was asked."""
    earlier = Placement.objects.filter(trainee=trainee, key=key).first()
    if earlier is not None and earlier.digest != booking.digest:
        raise InputError(
            _("This key was used for another request."), fix=_("Use a new key for a new request.")
        )
    return earlier


def given(
    trainee: User,
    booking: Booking,
    *,
    key: str,
    now: datetime,
    locked: Iterable[Locked],
    beside: UUID | None = None,
) -> Placement | Refusal:
    """A placement with the seat that is asked for, which is held, or why there is none.

    The rotation is `locked`. The seats of the placement `beside` count as free.
    """
    known, host = locked_for(booking, locked)
    rotation, wanted = wanted_by(trainee, booking, known=known)
    outright = refusals(wanted, today=at_host(rotation.id, now, known=known).date())
    if outright:
        return outright[0]
    slots, over = found_for(wanted, now=now, beside=beside)
    if isinstance(slots, Refusal):
        return slots
    if beside is not None:
        Slot.objects.filter(placement=beside).delete()
    until = now + timedelta(hours=rotation.terms.hold)
    row = _made(trainee, booking, host=host, key=key, now=now, until=until)
    take(row, slots, over=over)
    return row


def found_for(
    wanted: Wanted, *, now: datetime, beside: UUID | None = None
) -> tuple[tuple[Taken, ...] | Refusal, tuple[int, ...]]:
    """The slots that a stay takes as things are, or why there are none; 1 statement, 2 of a group.

    The seats of the placement `beside` count as free. Beside the slots are the ids of those that
    are held no longer.
    """
    taken, over = taken_for(wanted, now=now, beside=beside)
    joins = joins_of(wanted, parties_in([wanted.window], now=now, beside=beside))
    return slots_for(wanted, taken, joins=joins), over


def wanted_by(trainee: User, booking: Booking, *, known: Network) -> tuple[Rotation, Wanted]:
    """The rotation and the stay that are asked for, as they are published; 1 statement or none.

    Raises InputError where it is not public or has no such window, PermissionError where somebody
    is not of the school.
    """
    school = booking.school
    if school is not None and not trainee.memberships.filter(organisation=school).exists():
        raise PermissionError
    rotation = known.rotation(booking.rotation)
    windows = {one.id: one for one in known.windows_of(rotation.id)}
    if rotation.status != "public" or booking.window not in windows:
        raise _not_offered()
    from_school = str(school.pk) if school else ""
    window = windows[booking.window]
    return rotation, Wanted(window, booking.stay, str(trainee.pk), from_school)


@dataclass(frozen=True, slots=True)
class Locked:
    """A rotation that nobody else takes seats of meanwhile: as it is published, and by whom."""

    rotation: str
    host: UUID
    stamp: Stamp


def lock(rotations: Iterable[str]) -> tuple[Locked, ...]:
    """Let one at a time take seats of these rotations; in order, so that no two wait crosswise."""
    rows = Published.objects.filter(name__in=set(rotations)).order_by("name").select_for_update()
    told = rows.values_list("name", "host", "version", "changed_at")
    return tuple(Locked(name, host, (version, at)) for name, host, version, at in told)


def locked_for(booking: Booking, locked: Iterable[Locked]) -> tuple[Network, UUID]:
    """The network in which the rotation that is asked for stands as it is locked, and its host.

    Raises InputError where nobody publishes it any longer.
    """
    own = next((one for one in locked if one.rotation == booking.rotation), None)
    if own is None:
        raise _not_offered()
    return network_with(own.rotation, own.stamp), own.host


def _not_offered() -> InputError:
    return InputError(_("This rotation is not offered any longer."), fix=_("Look for another one."))


def _made(  # noqa: PLR0913 - a placement has so many parts
    trainee: User,
    booking: Booking,
    *,
    host: UUID,
    key: str,
    now: datetime,
    until: datetime | None = None,
    state: str = "held",
) -> Placement:
    first, end = bounds(booking.stay)
    return Placement.objects.create(
        trainee=trainee, school=booking.school, host_id=host, rotation=booking.rotation,
        window=booking.window, first=first, end=end, key=key, digest=booking.digest,
        state=state, booked_at=now, changed_at=now, held_until=until,
    )  # fmt: skip


def take(row: Placement, slots: Iterable[Taken], *, over: Sequence[int]) -> None:
    """Write the slots of a placement in the place of those that are held no longer."""
    if over:
        Slot.objects.filter(pk__in=over).delete()
    Slot.objects.bulk_create(
        [
            Slot(of=one.of, day=one.day, number=one.number, placement=row, until=row.held_until)
            for one in sorted(slots)  # so that no two wait for one another crosswise
        ]
    )


def leave(row: Placement, state: str, *, now: datetime, since: date | None = None) -> None:
    """Put a placement into a state without a seat; days before `since` stay used."""
    slots = row.slots.all() if since is None else row.slots.filter(day__gte=since)
    slots.delete()
    row.state, row.held_until = state, None
    row.version, row.changed_at = row.version + 1, now
    row.save(update_fields=["state", "held_until", "version", "changed_at"])


def tell(verb: str, row: Placement, *, actor: User | None = None, reason: str = "") -> None:
    """Chain an event of a placement to the log, and keep it for people and software to be told."""
    event = note(
        verb, actor=actor, subject_kind="placement", subject_id=row.pk, about=row.trainee_id,
        organisation=row.host_id, reason=reason,
    )  # fmt: skip
    announce(event, row)
    mail_event(event, row)
