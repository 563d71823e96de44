"""What writes decisions of hosts about demands that they alone can judge."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from salerno.errors import InputError
from salerno.placements.passports import judged_by_host
from salerno.placements.rotations import asked_by
from salerno.placements.states import OVER
from salerno_web.people.actions import note
from salerno_web.people.models import User
from salerno_web.placements.models import Decision, Placement
from salerno_web.placements.moves import settle
from salerno_web.placements.networks import network
from salerno_web.placements.permissions import part_in


def decide(
    name: UUID, demand: str, *, met: bool, why: str = "", by: User, now: datetime
) -> Decision:
    """Keep whether a demand is met that the host alone can judge; a coordinator of it may.

    The decision and an event are written, and then time does with the placement what it can.
    Raises PermissionError for anybody else, InputError where there is nothing to judge, or where
    an earlier decision is changed, or the answer is no, without saying why.
    """
    with transaction.atomic():
        row = Placement.objects.select_for_update().get(pk=name)
        if part_in(row, viewer=by) != "host":
            raise PermissionError
        _checked(row, demand)
        earlier = Decision.objects.filter(placement=row, demand=demand).first()
        if earlier is not None and earlier.met == met:
            return earlier
        if not why.strip() and (earlier is not None or not met):
            raise InputError(_("Say why: the trainee will read it."))
        kept = {"met": met, "why": why.strip(), "by": by, "at": now}
        found, _new = Decision.objects.update_or_create(placement=row, demand=demand, defaults=kept)
        note(
            "decide", actor=by, subject_kind="placement", subject_id=row.pk, about=row.trainee_id,
            organisation=row.host_id, reason=found.why, detail={"demand": demand, "met": met},
        )  # fmt: skip
    settle(row.pk, now=now)
    return found


def _checked(row: Placement, demand: str) -> None:
    """Raise InputError unless the host still has to judge this demand of the placement."""
    known = network()
    own = known.rotations.get(row.rotation)
    asked = asked_by(own, known.tree) if own else ()
    is_judged = any(one.demand.id == demand and judged_by_host(one.demand) for one in asked)
    if row.state in OVER or not is_judged:
        raise InputError(_("There is nothing to decide here any longer."))
