"""Who may see a plan."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from salerno_web.people.models import User


def owned_by(viewer: User | AnonymousUser, visitor: str) -> Q:
    """The plans of whoever looks: of the account, or of the browser session."""
    if viewer.is_authenticated:
        return Q(owner=viewer)
    return Q(owner=None, visitor=visitor) if visitor else Q(pk=None)
