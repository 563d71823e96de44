"""Who may see what readers said."""

from __future__ import annotations

from salerno_web.people.models import Role
from salerno_web.people.permissions import Viewer, has_role


def may_edit(*, viewer: Viewer) -> bool:
    """Whether somebody looks after the atlas; 1 statement."""
    return has_role(viewer, Role.EDITOR)
