"""Whom organisations have told of their placements, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from salerno_web.people.models import Kind, Membership, Organisation, Role
from salerno_web.people.permissions import Viewer
from salerno_web.placements.models import Delivery, Placement, Subscription
from salerno_web.placements.webhooks import MOST_ATTEMPTS

UNSENT = ("held", "lapsed", "withdrawn")
"""A placement that was never requested is in one of these."""
ROLES = {Kind.HOST.value: Role.COORDINATOR, Kind.SCHOOL.value: Role.SCHOOL_OFFICE}
SHOWN = 20


def is_private(row: Placement) -> bool:
    """Whether a seat was only ever held, and never requested."""
    return row.state in UNSENT and not row.submitted


def may_subscribe(organisation: Organisation, *, viewer: Viewer) -> bool:
    """Whether the viewer acts for the organisation in its placements; 1 statement."""
    role = ROLES.get(organisation.kind)
    rows = Membership.objects.filter(organisation=organisation, role=role)
    return role is not None and viewer.is_authenticated and rows.filter(user=viewer).exists()


def subscriber(name: UUID, *, viewer: Viewer) -> Organisation | None:
    """An organisation, if the viewer may have others told of its placements; 2 statements."""
    found = Organisation.objects.filter(pk=name).first()
    return found if found and may_subscribe(found, viewer=viewer) else None


@dataclass(frozen=True, slots=True)
class Told:
    """An event that an address was told, or is to be: `state` is sent, waits or given-up."""

    key: str
    event: str
    made_at: datetime
    state: str
    attempts: int
    due_at: datetime
    sent_at: datetime | None
    problem: str


@dataclass(frozen=True, slots=True)
class Subscribed:
    """An address that is told, and what it was told last."""

    id: UUID
    url: str
    made_at: datetime
    deliveries: Sequence[Told]


def subscriptions_of(organisation: Organisation, *, viewer: Viewer) -> list[Subscribed]:
    """The addresses that an organisation has told, for who acts for it; 2 statements and 1 each."""
    if not may_subscribe(organisation, viewer=viewer):
        return []
    rows = Subscription.objects.filter(organisation=organisation, ended_at=None)
    return [Subscribed(row.pk, row.url, row.made_at, _last(row)) for row in rows]


def _last(row: Subscription) -> list[Told]:
    return [
        Told(
            one.key, str(one.body.get("event", "")), one.made_at, _state(one), one.attempts,
            one.due_at, one.sent_at, one.problem,
        )
        for one in Delivery.objects.filter(subscription=row).order_by("-made_at", "-pk")[:SHOWN]
    ]  # fmt: skip


def _state(one: Delivery) -> str:
    if one.sent_at:
        return "sent"
    return "given-up" if one.attempts >= MOST_ATTEMPTS else "waits"
