"""Who may see and change a record."""

from __future__ import annotations

from salerno_web.people.models import User


def may_see_record(owner: User, *, viewer: User) -> bool:
    """Whether the viewer may see the record: its owner."""
    return owner == viewer
