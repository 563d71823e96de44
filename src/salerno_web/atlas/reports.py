"""Reports as values."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any as Anything
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from salerno_web.atlas.models import Report, State
from salerno_web.atlas.permissions import may_edit
from salerno_web.people.models import User
from salerno_web.people.permissions import Viewer

STATES = State.choices


def reports(*, viewer: Viewer, state: str = "") -> QuerySet[Report] | None:
    """What readers said, the newest first, if the viewer looks after the atlas; 1 statement."""
    if not may_edit(viewer=viewer):
        return None
    rows = Report.objects.select_related("reporter", "decided_by")
    return rows.filter(state=state) if state in State.values else rows


def report_of(name: UUID, *, viewer: Viewer) -> Report | None:
    """One report, if the viewer looks after the atlas; 2 statements."""
    if not may_edit(viewer=viewer):
        return None
    return Report.objects.select_related("reporter", "decided_by").filter(id=name).first()


def counts() -> dict[str, int]:
    """How many reports there are in each state; 1 statement."""
    found = dict(Report.objects.order_by().values_list("state").annotate(Count("id")))
    return {state: found.get(state, 0) for state in State.values}


def rows_about(user: User) -> Iterator[tuple[str, list[Anything]]]:
    """Every report of somebody, told when signed in or under their address; 1 statement."""
    yield "report", list(theirs(user).values())


def theirs(user: User) -> QuerySet[Report]:
    """The reports of somebody."""
    return Report.objects.filter(Q(reporter=user) | Q(email__iexact=user.email))
