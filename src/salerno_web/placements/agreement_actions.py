"""What writes affiliation agreements: one side proposes, the other signs, either ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any as Anything
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from salerno.errors import InputError
from salerno_web.people.actions import note
from salerno_web.people.models import Organisation, User
from salerno_web.placements.agreement_queries import Side, acting_side
from salerno_web.placements.models import Agreement


def propose(
    own: Organisation, side: Side, told: Mapping[str, Anything], *, by: User, now: datetime
) -> Agreement:
    """Propose an agreement to the `other` of what is told; it bears the signature of its own side.

    Who acts for that side may; the agreement and an event are written. Raises PermissionError.
    """
    sides = {side: own, _other(side): told["other"], f"{side}_signed_at": now}
    with transaction.atomic():
        _checked(own.pk, side, by)
        row = Agreement.objects.create(
            first=told["first"], end=told["end"], text=told["text"], made_at=now, **sides
        )
        _tell("propose", row, side, by)
    return row


def sign(name: UUID, side: Side, *, by: User, now: datetime) -> bool:
    """Sign what the other side proposed, as it stands; whether there was anything to sign.

    Who acts for that side may; the row and an event are written. Raises PermissionError.
    """
    with transaction.atomic():
        row = _locked(name, side, by)
        if row.ended_at or getattr(row, f"{side}_signed_at"):
            return False
        setattr(row, f"{side}_signed_at", now)
        row.save(update_fields=[f"{side}_signed_at"])
        _tell("sign", row, side, by)
    return True


def end_agreement(name: UUID, side: Side, *, why: str, by: User, now: datetime) -> bool:
    """End an agreement or a proposal of it, for good; whether it was not ended before.

    Who acts for either side may, and says why; the row and an event are written. Placements that
    are under way go on. Raises PermissionError, or InputError without a reason.
    """
    if not why.strip():
        raise InputError(_("Say why: the other side will read it."))
    with transaction.atomic():
        row = _locked(name, side, by)
        if row.ended_at:
            return False
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        _tell("end", row, side, by, reason=why.strip())
    return True


def _other(side: Side) -> Side:
    return "school" if side == "host" else "host"


def _locked(name: UUID, side: Side, by: User) -> Agreement:
    row = Agreement.objects.select_for_update().get(pk=name)
    _checked(row.host_id if side == "host" else row.school_id, side, by)
    return row


def _checked(organisation: UUID, side: Side, by: User) -> None:
    if acting_side(organisation, side, viewer=by) is None:
        raise PermissionError


def _tell(verb: str, row: Agreement, side: Side, by: User, *, reason: str = "") -> None:
    """Chain what was done to the log: who did it, for which side."""
    note(
        verb, actor=by, subject_kind="agreement", subject_id=row.pk, reason=reason,
        organisation=row.host_id if side == "host" else row.school_id, detail={"side": side},
    )  # fmt: skip
