"""Placements that trainees found themselves: whose they are, and where they would fit."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from salerno.periods import Period
from salerno.placements.networks import Network
from salerno.rules import Voice
from salerno_web.people.models import Kind, Organisation, User
from salerno_web.people.permissions import Viewer
from salerno_web.people.queries import token_digest
from salerno_web.placements.models import Placement, Proposal
from salerno_web.placements.networks import network
from salerno_web.placements.permissions import may_publish

Host = Organisation
Proposed = Proposal
OPEN_FOR = timedelta(days=60)
"""A link that asks somebody at a host is good for so long."""


def proposals_by(viewer: User) -> QuerySet[Proposal]:
    """What somebody proposed, the newest first; 1 statement when it is asked."""
    return Proposal.objects.filter(trainee=viewer).select_related("host", "placement")


def proposal_by(name: UUID, *, viewer: User) -> Proposal | None:
    """A proposal of the viewer's own; 1 statement."""
    return proposals_by(viewer).filter(pk=name).first()


def proposals_to(host: Organisation, *, viewer: Viewer) -> QuerySet[Proposal]:
    """What was proposed to a host, what is open first; 2 statements, nothing for strangers."""
    rows = Proposal.objects.select_related("trainee", "school", "placement")
    if not may_publish(host, viewer=viewer):
        return rows.none()
    return rows.filter(host=host).exclude(state=Proposal.State.WITHDRAWN)


def proposal_asked(key: str, *, now: datetime) -> Proposal | None:
    """The proposal that a secret link asks about, while it is open; 1 statement."""
    rows = Proposal.objects.select_related("trainee").filter(
        digest=token_digest(key), state=Proposal.State.PROPOSED, said=None
    )
    return rows.filter(proposed_at__gt=now - OPEN_FOR).first()


def hosts_listed() -> QuerySet[Organisation]:
    """The hosts that are on the platform, by name; 1 statement when it is asked."""
    return Organisation.objects.filter(kind=Kind.HOST).order_by("name", "pk")


def clashes_of(row: Proposal) -> QuerySet[Placement]:
    """The placements of its trainee with a seat on the same days; 1 statement when it is asked."""
    rows = Placement.objects.filter(trainee=row.trainee_id, slots__of__startswith="trainee:")
    rows = rows.filter(slots__day__gte=row.first, slots__day__lt=row.end)
    if row.placement_id is not None:
        rows = rows.exclude(pk=row.placement_id)
    return rows.select_related("host").distinct()


def fitting(row: Proposal, voice: Voice) -> list[tuple[str, str]]:
    """The windows of the host that are open on the days of a proposal, in words; 1 statement."""
    assert row.host is not None  # only a host on the platform confirms
    known = network()
    names = row.host.published.filter(kind="rotation").values_list("name", flat=True)
    return [choice for name in names for choice in _windows(name, row, known, voice)]


def _windows(name: str, row: Proposal, known: Network, voice: Voice) -> list[tuple[str, str]]:
    own = known.rotations.get(name)
    if own is None or own.status != "public":
        return []
    title = voice.text(own.offer.title) or name
    days = (row.first, row.end - timedelta(days=1))
    return [
        (f"{name} {one.id}", f"{title}: {voice.period(one.open)}")
        for one in known.windows_of(name)
        if one.first <= days[0] and days[1] <= one.last
    ]


def is_open(row: Proposal) -> bool:
    """Whether nothing has become of a proposal yet; no SQL."""
    return row.state == Proposal.State.PROPOSED


def days_of(row: Proposal, voice: Voice) -> str:
    """The days of a proposal, in words; no SQL."""
    return voice.period(Period(row.first, row.end))
