"""Who may take in tables of schools and programmes."""

from __future__ import annotations

from salerno_web.people.models import Role
from salerno_web.people.permissions import Viewer, has_role


def may_import(*, viewer: Viewer) -> bool:
    """Whether somebody looks after the facts or runs the site; 1 statement."""
    return has_role(viewer, Role.EDITOR, Role.OPERATOR)
