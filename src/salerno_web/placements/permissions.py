"""Who may publish rotations of a host, and who acts for whom in a placement."""

from __future__ import annotations

from salerno.placements.states import Who
from salerno_web.people.models import Membership, Organisation, Role
from salerno_web.people.permissions import Viewer
from salerno_web.placements.models import Placement


def may_publish(host: Organisation, *, viewer: Viewer) -> bool:
    """Whether the viewer is a coordinator of the host; 1 statement."""
    return viewer.is_authenticated and (
        Membership.objects.filter(user=viewer, organisation=host, role=Role.COORDINATOR).exists()
    )


def part_in(row: Placement, *, viewer: Viewer) -> Who | None:
    """As whom the viewer moves a placement: its trainee, its host, its school; None is nobody.

    1 statement, none for its trainee.
    """
    if not viewer.is_authenticated:
        return None
    if row.trainee_id == viewer.pk:
        return "trainee"
    roles: tuple[tuple[Who, object, Role], ...] = (
        ("host", row.host_id, Role.COORDINATOR),
        ("school", row.school_id, Role.SCHOOL_OFFICE),
    )
    held = set(
        Membership.objects.filter(
            user=viewer, organisation__in=[row.host_id, row.school_id]
        ).values_list("organisation", "role")
    )
    return next((who for who, where, role in roles if (where, role) in held), None)
