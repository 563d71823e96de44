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
from salerno.placements.rotations import Rotation
from salerno.placements.seats import Refusal, Wanted, slots_for
from salerno.placements.seats import Slot as Taken
from salerno.placements.windows import bounds
from salerno_web.people.actions import note
from salerno_web.people.models import Organisation, User
from salerno_web.placements.models import Placement, Published, Slot
from salerno_web.placements.queries import taken_for

TRIES = 10
"""Of several who want the last seat at once each is answered after so many attempts at most."""


class Busy(InputError):
    """So many want the same seats at this moment that nothing could be decided."""


@dataclass(frozen=True, slots=True)
class Booking:
    """What a trainee asks for: a stay in a window of a rotation, from a school or from none."""

    wanted: Wanted
    rotation: Rotation
    host: Organisation
    school: Organisation | None = None

    @property
    def digest(self) -> str:
        """What was asked, so that one key is not used for two things."""
        first, end = bounds(self.wanted.stay)
        told = (self.wanted.window.id, str(first), str(end), self.wanted.trainee)
        return hashlib.sha256("\n".join(told).encode()).hexdigest()


T = TypeVar("T")


def hold(trainee: User, booking: Booking, *, key: str, now: datetime) -> Placement | Refusal:
    """Hold a seat for whoever asks, for as long as the host lets it be held; theirs alone.

    A placement, its slots and an event are written, or nothing is. Asked
    again with the same key it answers the same. Raises InputError where the key was used for
    something else, Busy where too many ask at once.
    """
    return attempted(lambda: _hold(trainee, booking, key=key, now=now))


def wait(trainee: User, booking: Booking, *, key: str, now: datetime) -> Placement:
    """Wait for a seat that is taken now; theirs alone. Written and raised is as for `hold`."""
    return attempted(lambda: _wait(trainee, booking, key=key, now=now))


def swap(
    trainee: User, name: UUID, booking: Booking, *, key: str, now: datetime
) -> Placement | Refusal:
    """Give a held seat for another one, both or neither; only who holds it may.

    Written and raised is the same as for `hold`, and Placement.DoesNotExist where nothing is held.
    """
    return attempted(lambda: _swap(trainee, name, booking, key=key, now=now))


def attempted(act: Callable[[], T]) -> T:
    """Do it once more when somebody else was quicker; what was begun is undone each time."""
    for _time in range(TRIES):
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
    earlier = _answered(trainee, key, booking.digest)
    if earlier is not None:
        return earlier
    lock([booking.rotation.id])
    taken, over = taken_for(booking.wanted, now=now)
    slots = slots_for(booking.wanted, taken)
    if isinstance(slots, Refusal):
        return slots
    row = _made(trainee, booking, key=key, now=now)
    take(row, slots, over=over)
    tell("held", row, actor=trainee)
    return row


def _wait(trainee: User, booking: Booking, *, key: str, now: datetime) -> Placement:
    earlier = _answered(trainee, key, booking.digest)
    if earlier is not None:
        return earlier
    if not booking.rotation.terms.waitlist:
        raise InputError(
            _("This rotation has no waiting list."), fix=_("Ask for other days that are free.")
        )
    row = _made(trainee, booking, key=key, now=now)
    row.state, row.held_until = "waitlisted", None
    row.save(update_fields=["state", "held_until"])
    tell("waited", row, actor=trainee)
    return row


def _swap(
    trainee: User, name: UUID, booking: Booking, *, key: str, now: datetime
) -> Placement | Refusal:
    earlier = _answered(trainee, key, booking.digest)
    if earlier is not None:
        return earlier
    mine = Placement.objects.filter(pk=name, trainee=trainee, state="held")
    lock([*mine.values_list("rotation", flat=True), booking.rotation.id])
    held = mine.select_for_update().get()
    taken, over = taken_for(booking.wanted, now=now, beside=name)
    slots = slots_for(booking.wanted, taken)
    if isinstance(slots, Refusal):
        return slots
    leave(held, "withdrawn", now=now)
    row = _made(trainee, booking, key=key, now=now)
    take(row, slots, over=over)
    tell("swapped", row, actor=trainee)
    return row


def _answered(actor: User, key: str, digest: str) -> Placement | None:
    """What was answered under this key before."""
    earlier = Placement.objects.filter(trainee=actor, key=key).first()
    if earlier is not None and earlier.digest != digest:
        raise InputError(
            _("This key was used for another request."), fix=_("Use a new key for a new request.")
        )
    return earlier


def lock(rotations: Iterable[str]) -> None:
    """Let one at a time take seats of these rotations; in order, so that no two wait crosswise."""
    rows = Published.objects.filter(name__in=set(rotations)).order_by("name")
    list(rows.select_for_update().values_list("pk"))


def _made(trainee: User, booking: Booking, *, key: str, now: datetime) -> Placement:
    first, end = bounds(booking.wanted.stay)
    return Placement.objects.create(
        trainee=trainee, school=booking.school, host=booking.host,
        rotation=booking.rotation.id, window=booking.wanted.window.id, first=first, end=end,
        key=key, digest=booking.digest, state="held", booked_at=now, changed_at=now,
        held_until=now + timedelta(hours=booking.rotation.terms.hold),
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


def tell(verb: str, row: Placement, *, actor: User | None = None) -> None:
    """Chain an event of a placement to the log."""
    note(
        verb, actor=actor, subject_kind="placement", subject_id=row.pk, about=row.trainee_id,
        organisation=row.host_id,
    )  # fmt: skip
