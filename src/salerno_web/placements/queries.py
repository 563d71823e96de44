"""What hosts published, what is taken, and placements as the library sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any as Anything
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from salerno.credentials.person import Person
from salerno.periods import ONE_DAY, Period
from salerno.placements.locations import zone_of
from salerno.placements.networks import Network
from salerno.placements.passports import Paper, awaited_of, missing_of, papers_of
from salerno.placements.seats import Party, Taken, Wanted, quota_key, seat_key, trainee_key
from salerno.placements.states import SEATED, Progress, State
from salerno.placements.windows import Window, bounds, monday
from salerno_web.credentials.queries import circumstances, person_of, record_of
from salerno_web.people.models import Kind as OrganisationKind
from salerno_web.people.models import Organisation, User
from salerno_web.people.permissions import Viewer
from salerno_web.placements.agreement_queries import in_force
from salerno_web.placements.decision_queries import decided
from salerno_web.placements.evaluation_queries import evaluated_by
from salerno_web.placements.models import (
    Certificate,
    Decision,
    Delivery,
    Entry,
    Evaluation,
    Feed,
    Import,
    Incident,
    Letter,
    Payment,
    Placement,
    Proposal,
    Rostered,
    Slot,
)
from salerno_web.placements.networks import network
from salerno_web.placements.payment_queries import owed
from salerno_web.ui.calendar import today


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


def taken_in(windows: Iterable[Window], *, now: datetime) -> Taken:
    """The seats of windows that are taken from this week on; 1 statement."""
    keys = [seat_key(window) for window in windows]
    return numbers_in(Slot.objects.filter(of__in=keys, day__gte=monday(today())), now=now)


def parties_in(
    windows: Iterable[Window], *, now: datetime, beside: UUID | None = None
) -> tuple[Party, ...]:
    """Who comes together in windows of groups, but for the placement `beside`.

    Who asked first comes first. 1 statement, none where no window is for groups.
    """
    keys = {seat_key(window): window.id for window in windows if window.party > 1}
    if not keys:
        return ()
    rows = Slot.objects.filter(Q(until=None) | Q(until__gt=now), of__in=keys)
    rows = rows.exclude(placement=beside).order_by("placement__booked_at", "day")
    told: Iterable[tuple[Anything, ...]] = rows.values_list(
        "of", "placement__first", "placement__end", "placement__school_id", "placement_id",
        "day", "number",
    )  # fmt: skip
    found: dict[tuple[str, Period, str], dict[UUID, dict[date, int]]] = {}
    for of, first, end, school, placement, day, number in told:
        own = (keys[of], Period(first, end), str(school or ""))
        found.setdefault(own, {}).setdefault(placement, {})[day] = number
    return tuple(
        Party(window, stay, school, tuple(members.values()))
        for (window, stay, school), members in found.items()
    )


def parties_for(viewer: Viewer, windows: Iterable[Window], *, now: datetime) -> tuple[Party, ...]:
    """The parties that the viewer might join, as if all came from no school; 2 statements at most.

    Stays are listed before anybody has said from which of their schools they come.
    """
    found = parties_in(windows, now=now)
    if not found:
        return ()
    mine = {"", *map(str, schools_of(viewer).values_list("pk", flat=True))}
    return tuple(replace(one, school="") for one in found if one.school in mine)


def numbers_in(rows: QuerySet[Slot], *, now: datetime) -> Taken:
    """The numbers that are taken by some slots, but those that are held no longer; 1 statement."""
    found: dict[tuple[str, date], set[int]] = {}
    for of, day, number, until in rows.values_list("of", "day", "number", "until"):
        if until is None or until > now:
            found.setdefault((of, day), set()).add(number)
    return found


def schools_of(viewer: Viewer) -> QuerySet[Organisation]:
    """The schools that somebody belongs to; 1 statement when it is asked."""
    rows = Organisation.objects.filter(kind=OrganisationKind.SCHOOL)
    if not viewer.is_authenticated:
        return rows.none()
    return rows.filter(memberships__user=viewer).distinct()


def at_host(rotation: str, now: datetime, *, known: Network | None = None) -> datetime:
    """A moment as the clocks where a rotation is show it, by which days begin and end there."""
    known = known or network()
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


def progress_of(
    row: Placement, *, known: Network, papers: Sequence[Paper] | None = None
) -> Progress:
    """A placement as far as its moves ask; 8 statements, 3 where its `papers` are given."""
    shown = papers_for(row, known=known) if papers is None else papers
    return Progress(
        state=cast(State, row.state),
        stay=Period(row.first, row.end),
        terms=known.rotation(row.rotation).terms,
        booked=row.booked_at.date(),
        held_until=row.held_until,
        has_seat=row.state in SEATED,
        has_agreement=in_force(row.host_id, row.school_id, row.first),
        released=row.released,
        accepted=row.accepted,
        missing=missing_of(shown),
        awaited=awaited_of(shown),
        unpaid=owed(row, today()),
        evaluated=evaluated_by(row),
        before_pause=cast(State, row.before_pause or "onboarding"),
    )


def papers_for(row: Placement, *, known: Network) -> tuple[Paper, ...]:
    """How every demand of a placement stands for its trainee, by their record; 5 statements."""
    trainee = row.trainee
    told = record_of(trainee, viewer=trainee)
    return papers_of(
        Person(str(trainee.pk)) if told is None else person_of(told),
        known.rotation(row.rotation),
        known.tree,
        stay=Period(row.first, row.end),
        circumstances=circumstances(),
        booked=row.booked_at.date(),
        decided=decided(row),
    )


_SAID = ("id", "placement", "side", "stage", "due", "evaluator", "answers", "filed_at")
"""What of an evaluation goes with its trainee: nothing of the link that its evaluator has."""
_PROPOSED = (
    "id", "host", "host_name", "specialty", "first", "end", "supervisor", "words", "state",
    "proposed_at", "decided_at", "why",
)  # fmt: skip
_ASKED = (
    "id", "placement", "writer", "purpose", "due", "waived", "state", "asked_at", "answered_at",
)  # fmt: skip


def rows_about(user: User) -> Iterator[tuple[str, list[Anything]]]:
    """Every row of this part that is about somebody, by the name of its table."""
    yield "placement", list(Placement.objects.filter(trainee=user).values())
    yield "slot", list(Slot.objects.filter(placement__trainee=user).values())
    yield "payment", list(Payment.objects.filter(placement__trainee=user).values())
    judged = Decision.objects.filter(placement__trainee=user)
    yield "decision", list(judged.values("id", "placement", "demand", "met", "why", "at"))
    yield "rostered", list(Rostered.objects.filter(trainee=user).values())
    mine = Import.objects.filter(made_by=user)
    yield "table_brought", list(mine.values("id", "name", "subject", "state", "made_at"))
    yield "certificate", list(Certificate.objects.filter(placement__trainee=user).values())
    yield "feed", list(Feed.objects.filter(owner=user).values())
    told = Delivery.objects.filter(placement__trainee=user)
    shown = told.values("id", "subscription__organisation", "body", "made_at", "sent_at")
    yield "delivery", list(shown)
    yield "entry", list(Entry.objects.filter(placement__trainee=user).values())
    yield "evaluation", list(Evaluation.objects.filter(placement__trainee=user).values(*_SAID))
    yield "proposal", list(Proposal.objects.filter(trainee=user).values(*_PROPOSED))
    asked = Letter.objects.filter(placement__trainee=user)
    read = asked.filter(waived=False).values(*_ASKED, "title", "words")
    yield "letter", [*read, *asked.filter(waived=True).values(*_ASKED)]
    yield "incident", list(Incident.objects.filter(placement__trainee=user).values())
