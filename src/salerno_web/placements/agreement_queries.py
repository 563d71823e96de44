"""Affiliation agreements of hosts and schools: which are there, and whether one is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from django.db.models import Q, QuerySet

from salerno.periods import ONE_DAY
from salerno_web.people.models import Kind, Membership, Organisation, Role
from salerno_web.people.permissions import Viewer
from salerno_web.placements.models import Agreement

Own = Organisation
"""For views, which do not import models."""
Side = Literal["host", "school"]
ROLES = {"host": Role.COORDINATOR, "school": Role.SCHOOL_OFFICE}
KINDS = {"host": Kind.HOST, "school": Kind.SCHOOL}
Standing = Literal["yours", "theirs", "ahead", "in-force", "over", "ended"]


@dataclass(frozen=True, slots=True)
class Line:
    """An agreement as one side of it sees it: with whom, until when, and how it stands."""

    row: Agreement
    other: Organisation
    last: date | None
    standing: Standing

    @property
    def is_open(self) -> bool:
        """Whether something can still be done with it."""
        return self.standing not in ("over", "ended")


def in_force(host: UUID | None, school: UUID | None, day: date) -> bool:
    """Whether a host and a school have an agreement on that day; 1 statement, none without both."""
    if host is None or school is None:
        return False
    rows = Agreement.objects.filter(host=host, school=school, first__lte=day, ended_at=None)
    rows = rows.filter(Q(end=None) | Q(end__gt=day))
    return rows.exclude(host_signed_at=None).exclude(school_signed_at=None).exists()


def acting_side(name: UUID, side: Side, *, viewer: Viewer) -> Organisation | None:
    """The host or school that the viewer acts for; 1 statement, none without an account."""
    if not viewer.is_authenticated:
        return None
    acts = Membership.objects.filter(user=viewer, role=ROLES[side])
    rows = Organisation.objects.filter(pk=name, kind=KINDS[side])
    return rows.filter(pk__in=acts.values("organisation")).first()


def agreements_of(own: Organisation, side: Side) -> QuerySet[Agreement]:
    """The agreements of a host or a school, the latest first; 1 statement."""
    rows = Agreement.objects.filter(**{side: own})
    return rows.select_related("host", "school")


def as_seen(row: Agreement, side: Side, *, today: date) -> Line:
    """An agreement as one side of it sees it; no SQL where both are read already."""
    other = row.school if side == "host" else row.host
    last = row.end - ONE_DAY if row.end else None
    return Line(row, other, last, _standing(row, side, today))


def _standing(row: Agreement, side: Side, today: date) -> Standing:
    mine = row.host_signed_at if side == "host" else row.school_signed_at
    if row.ended_at is not None:
        return "ended"
    if row.end is not None and row.end <= today:
        return "over"
    if not (row.host_signed_at and row.school_signed_at):
        return "theirs" if mine else "yours"
    return "in-force" if row.first <= today else "ahead"


def others_of(side: Side) -> QuerySet[Organisation]:
    """The organisations of the other side, to propose something to; 1 statement."""
    other: Side = "school" if side == "host" else "host"
    return Organisation.objects.filter(kind=KINDS[other]).order_by("name", "pk")
