"""Giving out certificates, once for each placement, and revoking them."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from salerno.errors import InputError
from salerno.formats.badges import Completed, Issuance, credential_of, sealed, token_of
from salerno.periods import ONE_DAY
from salerno_web.atlas.queries import voice
from salerno_web.people.actions import note
from salerno_web.people.models import User
from salerno_web.placements.certificate_keys import signer
from salerno_web.placements.certificate_queries import address
from salerno_web.placements.models import Certificate, Entry, Placement
from salerno_web.placements.networks import network

BLOCK = 131_072
"""Numbers are drawn from a list of so many, or of twice as many as are given, so none is told."""


def issue(row: Placement, *, now: datetime) -> Certificate:
    """Give out the certificate of a placement; what was given out is returned as it is.

    To be called in the transaction that certifies the placement, which is locked. One row is
    written, with the badge as it was signed.
    """
    earlier = Certificate.objects.filter(placement=row).first()
    if earlier is not None:
        return earlier
    name, own, number = uuid4(), signer(), _free_number()
    told, issued = _completed(row), now.replace(microsecond=0)
    of = Issuance(
        url=address("certificate", name), issuer=own.did, name="Salerno",
        site=f"{settings.ORIGIN}/", issued=issued, list_url=address("certificate_status"),
        number=number,
    )  # fmt: skip
    credential = credential_of(told, of)
    return Certificate.objects.create(
        pk=name, placement=row, number=number, told=completed_plain(told), issued_at=issued,
        credential=sealed(credential, signer=own, at=issued),
        token=token_of(credential, signer=own),
    )  # fmt: skip


def revoke(row: Certificate, *, by: User, why: str, now: datetime) -> None:
    """Revoke a certificate, for a reason that its page tells; the coordinators of its host may.

    The caller has seen to that. Raises InputError where it was revoked before.
    """
    with transaction.atomic():
        kept = Certificate.objects.select_for_update().get(pk=row.pk)
        if kept.revoked_at is not None:
            raise InputError(_("This certificate was revoked already."))
        kept.revoked_at, kept.why = now, why
        kept.save(update_fields=["revoked_at", "why"])
        note(
            "certificate revoked", actor=by, subject_kind="placement",
            subject_id=row.placement_id, about=row.placement.trainee_id,
            organisation=row.placement.host_id, reason=why,
        )  # fmt: skip


def _free_number() -> int:
    """A number of the status list that no certificate has, drawn by chance."""
    room = BLOCK
    while room < 2 * Certificate.objects.count():
        room *= 2
    while Certificate.objects.filter(number=(drawn := secrets.randbelow(room))).exists():
        continue
    return drawn


def _completed(row: Placement) -> Completed:
    """What a certificate says of a placement, in the language of its trainee."""
    own = network().rotation(row.rotation)
    with override(row.trainee.language):
        title = voice().text(own.offer.title)
        trainee = row.trainee.name or _("Name not told")
    return Completed(
        trainee=trainee,
        host=row.host.name,
        rotation=title or row.rotation,
        specialty=own.specialty,
        kind=own.kind,
        first=row.first,
        last=row.end - ONE_DAY,
        weeks=(row.end - row.first).days // 7,
        hours=_hours(row),
    )


def _hours(row: Placement) -> int | None:
    """The hours that were logged and confirmed, or None where there are none."""
    entries = row.entries.filter(kind=Entry.Kind.HOURS, confirmed_at__isnull=False)
    logged = [one.told.get("hours", 0) for one in entries]
    return round(sum(float(one) for one in logged)) if logged else None


def completed_plain(told: Completed) -> dict[str, object]:
    """What a certificate says, as plain values."""
    return {
        "trainee": told.trainee,
        "host": told.host,
        "rotation": told.rotation,
        "specialty": told.specialty,
        "kind": told.kind,
        "first": told.first.isoformat(),
        "last": told.last.isoformat(),
        "weeks": told.weeks,
        "hours": told.hours,
    }
