"""Who may see and manage what of organisations and people."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.contrib.auth.models import AnonymousUser

from salerno_web.people.models import Consent, Kind, Membership, Organisation, Role, User

Viewer = User | AnonymousUser
STAFF = tuple(role for role in Role if role is not Role.TRAINEE)
ROLES_IN: Mapping[str, tuple[Role, ...]] = MappingProxyType(
    {
        Kind.SCHOOL: (Role.TRAINEE, Role.ADVISER, Role.SCHOOL_OFFICE),
        Kind.HOST: (Role.TRAINEE, Role.ADVISER, Role.COORDINATOR),
        Kind.AUTHORITY: (Role.ADVISER, Role.ANALYST),
        Kind.OFFICE: (Role.TRAINEE, Role.ADVISER, Role.MOBILITY_OFFICE),
        Kind.ANALYSTS: (Role.ANALYST,),
        Kind.EDITORS: (Role.EDITOR,),
        Kind.OPERATOR: (Role.OPERATOR,),
    }
)
"""What people may be for each kind of organisation: no hospital makes editors or operators."""


def has_role(viewer: Viewer, *roles: Role) -> bool:
    """Whether somebody has one of the roles, in whatever organisation; 1 statement."""
    if not viewer.is_authenticated:
        return False
    return Membership.objects.filter(user=viewer, role__in=roles).exists()


def may_see_organisation(organisation: Organisation, *, viewer: Viewer) -> bool:
    """Whether the viewer is a member; 1 statement."""
    return (
        viewer.is_authenticated
        and Membership.objects.filter(user=viewer, organisation=organisation).exists()
    )


def may_manage_members(organisation: Organisation, *, viewer: Viewer) -> bool:
    """Whether the viewer acts for the organisation, and is no mere trainee of it; 1 statement."""
    rows = Membership.objects.filter(organisation=organisation, role__in=STAFF)
    return viewer.is_authenticated and rows.filter(user=viewer).exists()


def has_consent(person: User, *, viewer: Viewer, scopes: tuple[str, ...]) -> bool:
    """Whether a person lets an organisation see one of the scopes for which the viewer acts."""
    if not viewer.is_authenticated:
        return False
    return Consent.objects.filter(
        person=person,
        withdrawn_at=None,
        scope__in=scopes,
        organisation__memberships__user=viewer,
        organisation__memberships__role__in=STAFF,
    ).exists()
