"""What hosts published, what is taken, and placements as the library sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any as Anything
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog
from django.db.models import Count, Max, Q, QuerySet, Sum

from salerno.credentials.person import Person
from salerno.errors import Place, SalernoError
from salerno.periods import ONE_DAY, Period
from salerno.placements.language import location, rotation
from salerno.placements.locations import Location, zone_of
from salerno.placements.networks import Network, checked
from salerno.placements.passports import Paper, missing_of, papers_of
from salerno.placements.rotations import Rotation
from salerno.placements.seats import Taken, Wanted, quota_key, seat_key, trainee_key
from salerno.placements.states import SEATED, Progress, State
from salerno.placements.windows import Window, bounds, monday
from salerno.strict_yaml import node_of
from salerno_web.atlas.queries import facts
from salerno_web.credentials.queries import circumstances, person_of, record_of
from salerno_web.people.models import User
from salerno_web.placements.models import Kind, Placement, Published, Slot

log = structlog.get_logger(__name__)


def keys_of(wanted: Wanted) -> tuple[str, ...]:
    """What a stay takes numbers of."""
    seats, own = seat_key(wanted.window), trainee_key(wanted.trainee)
    quota = quota_key(wanted.window, wanted.school)
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


def at_host(rotation: str, now: datetime) -> datetime:
    """A moment as the clocks where a rotation is show it, by which days begin and end there."""
    known = network()
    return now.astimezone(ZoneInfo(zone_of(known.tree, known.rotation(rotation).at)))


def due(*, now: datetime) -> QuerySet[Placement]:
    """The placements with which time may have something to do."""
    today = now.date() + ONE_DAY  # somewhere it is tomorrow
    return Placement.objects.filter(
        Q(state="held", held_until__lte=now)
        | Q(state__in=("release", "review", "onboarding"))
        | Q(state__in=("held", "waitlisted", "paused"), end__lte=today)
        | Q(state="active", end__lte=today)
        | Q(state="certified")
    )


def progress_of(row: Placement, *, known: Network) -> Progress:
    """A placement as far as its moves ask; 4 statements.

    Whether a school has an agreement is not known to the site yet, and so it has none.
    """
    return Progress(
        state=cast(State, row.state),
        stay=Period(row.first, row.end),
        terms=known.rotation(row.rotation).terms,
        booked=row.booked_at.date(),
        held_until=row.held_until,
        has_seat=row.state in SEATED,
        released=row.released,
        accepted=row.accepted,
        missing=missing_of(papers_for(row, known=known)),
        before_pause=cast(State, row.before_pause or "onboarding"),
    )


def papers_for(row: Placement, *, known: Network) -> tuple[Paper, ...]:
    """How every demand of a placement stands for its trainee, by their record; 4 statements."""
    trainee = row.trainee
    told = record_of(trainee, viewer=trainee)
    return papers_of(
        Person(str(trainee.pk)) if told is None else person_of(told),
        known.rotation(row.rotation),
        known.tree,
        stay=Period(row.first, row.end),
        circumstances=circumstances(),
        booked=row.booked_at.date(),
    )


def rows_about(user: User) -> Iterator[tuple[str, list[Anything]]]:
    """Every row of this part that is about somebody, by the name of its table."""
    yield "placement", list(Placement.objects.filter(trainee=user).values())
    yield "slot", list(Slot.objects.filter(placement__trainee=user).values())


@dataclass(slots=True)
class _Known:
    """The network as this process read it last, and the stamp that it was read under."""

    stamp: tuple[object, ...] = ()
    network: Network = field(default_factory=Network)


_KNOWN = _Known()


def network() -> Network:
    """What all hosts published; 1 statement, and 1 more where anything changed.

    What a later release cannot read, or what no longer fits, is left out and logged.
    """
    found = Published.objects.aggregate(
        number=Count("pk"), versions=Sum("version"), last=Max("changed_at")
    )
    stamp = tuple(found.values())
    if stamp != _KNOWN.stamp:
        told = Published.objects.values_list("kind", "name", "document")
        parts = _read(told)
        _KNOWN.network, faults = checked(*parts)
        for fault in faults:
            log.warning("published document left out", document=fault.id, problem=str(fault.error))
        _KNOWN.stamp = stamp
    return _KNOWN.network


def _read(
    rows: Iterable[tuple[str, str, Anything]],
) -> tuple[list[Location], list[Rotation], list[Window]]:
    locations: list[Location] = []
    rotations: list[Rotation] = []
    windows: list[Window] = []
    for kind, name, document in rows:
        try:
            node = node_of(document, place=Place(name))
            if kind == Kind.LOCATION:
                locations.append(location(node, facts().vocabulary))
            else:
                own, several = rotation(node, facts().vocabulary)
                rotations.append(own)
                windows += several
        except SalernoError as error:
            log.warning("published document unreadable", document=name, problem=str(error))
    return locations, rotations, windows
