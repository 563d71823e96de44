"""What belongs to whoever asks: placements that they have part in, hosts that they publish for."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest

from salerno.placements.states import Who
from salerno_web.api.keys import Asking
from salerno_web.api.problems import Problem
from salerno_web.people.models import Organisation
from salerno_web.placements.placement_outlines import hosts_for
from salerno_web.placements.standings import Found, placement_of


def placement_for(request: HttpRequest, name: UUID, *parts: Who) -> Found:
    """A placement, and as whom whoever asks has part in it: as one of `parts`, or as any.

    Raises Problem for everybody else, who are not told that it is there.
    """
    found = placement_of(name, viewer=cast(Asking, request).user)
    if found is None or (parts and found[1] not in parts):
        raise Problem(404, "There is no such placement of yours.")
    return found


def host_for(request: HttpRequest, name: UUID) -> Organisation:
    """A host that whoever asks publishes for; raises Problem for everybody else."""
    found = hosts_for(cast(Asking, request).user).filter(pk=name).first()
    if found is None:
        raise Problem(404, "You publish for no such host.")
    return found
