"""Who may see a plan."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q

from salerno_web.people.models import User


def owned_by(viewer: User | AnonymousUser, visitor: str) -> Q:
    """The plans of whoever looks: of the account, and of the browser session."""
    of_session = Q(owner=None, visitor=visitor) if visitor else Q(pk=None)
    return of_session | Q(owner=viewer) if viewer.is_authenticated else of_session
