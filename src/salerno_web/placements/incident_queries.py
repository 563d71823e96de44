"""Incidents that trainees told of, for those whom they told."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from salerno.placements.states import Who
from salerno_web.placements.models import Incident, Placement

Told = Incident
RUNNING = frozenset(
    {"onboarding", "active", "paused", "evaluation", "certified", "closed", "no-show", "cancelled"}
)
"""In these states of a placement something can have gone wrong there."""


def may_tell(row: Placement, part: Who) -> bool:
    """Whether somebody may report something of a placement: its trainee, once it runs; no SQL."""
    return part == "trainee" and row.state in RUNNING


def incidents_of(row: Placement, part: Who) -> QuerySet[Incident]:
    """The incidents of a placement that its trainee told somebody; 1 statement when it is asked.

    A host or a school has no way to see that there is one that it was not told.
    """
    rows = Incident.objects.filter(placement=row)
    if part == "trainee":
        return rows
    return rows.filter(to_host=True) if part == "host" else rows.filter(to_school=True)


def incident_named(name: UUID, row: Placement, part: Who) -> Incident | None:
    """An incident of a placement, for those whom it was told; 1 statement."""
    return incidents_of(row, part).filter(pk=name).first()
