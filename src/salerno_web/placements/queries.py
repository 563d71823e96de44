"""What is taken, and placements as the library sees them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any as Anything
from typing import cast
from uuid import UUID

from salerno.periods import Period
from salerno.placements.rotations import Terms
from salerno.placements.seats import Taken, Wanted, quota_key, seat_key, trainee_key
from salerno.placements.states import SEATED, Progress, State
from salerno.placements.windows import bounds, monday
from salerno_web.people.models import User
from salerno_web.placements.models import Placement, Slot


def keys_of(wanted: Wanted) -> tuple[str, ...]:
    """What a stay takes numbers of."""
    seats, own = seat_key(wanted.window.id), trainee_key(wanted.trainee)
    quota = quota_key(wanted.window.id, wanted.school)
    return (seats, own, quota) if wanted.school else (seats, own)


def taken_for(
    wanted: Wanted, *, now: datetime, beside: UUID | None = None
) -> tuple[Taken, tuple[int, ...]]:
    """What is taken of all that a stay needs, but by the placement `beside`; 1 statement.

    Beside it the ids of the slots that are held no longer.
    """
    first, end = bounds(wanted.stay)
    rows = Slot.objects.filter(of__in=keys_of(wanted), day__gte=monday(first), day__lt=end)
    found: dict[tuple[str, date], set[int]] = {}
    over: list[int] = []
    for pk, of, day, number, placement, until in rows.values_list(
        "pk", "of", "day", "number", "placement_id", "until"
    ):
        if until is not None and until <= now:
            over.append(pk)
        elif placement != beside:
            found.setdefault((of, day), set()).add(number)
    return found, tuple(over)


def progress_of(row: Placement, *, terms: Terms) -> Progress:
    """A placement as far as its moves ask; no statement."""
    return Progress(
        state=cast(State, row.state),
        stay=Period(row.first, row.end),
        terms=terms,
        booked=row.booked_at.date(),
        held_until=row.held_until,
        has_seat=row.state in SEATED,
        released=row.released,
        accepted=row.accepted,
        before_pause=cast(State, row.before_pause or "onboarding"),
    )


def rows_about(user: User) -> Iterator[tuple[str, list[Anything]]]:
    """Every row of this part that is about somebody, by the name of its table."""
    yield "placement", list(Placement.objects.filter(trainee=user).values())
    yield "slot", list(Slot.objects.filter(placement__trainee=user).values())
