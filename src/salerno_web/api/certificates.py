"""Certificates of placements and their badges: reading, verifying, revoking."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from salerno.errors import InputError
from salerno.formats.badges import Verdict
from salerno.rules.outlines import Plain
from salerno_web.api import certificate_shapes as shapes
from salerno_web.api.answers import answer
from salerno_web.api.keys import Asking, WritingKey
from salerno_web.api.limits import READING
from salerno_web.api.problems import Problem
from salerno_web.api.replies import HELD, SENT, replies
from salerno_web.placements.certificate_actions import completed_plain, revoke
from salerno_web.placements.certificate_queries import (
    address,
    certificate_of,
    revocable,
    verdict_of,
    verdict_on,
)
from salerno_web.placements.models import Certificate

router = Router(tags=["certificates"], by_alias=True)


@router.get(
    "/{uuid:id}",
    response=replies(shapes.Certificate, 404, 422),
    operation_id="certificate",
    summary="A certificate, verified there and then, with its badge",
    url_name="api_certificate",
    throttle=READING,
)
def certificate(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the word of the address
    """For everybody who knows its id, as its page is."""
    row = certificate_of(id)
    if row is None:
        raise Problem(404, "There is no such certificate.")
    return answer(_outline(row))


@router.post(
    "/verify",
    response=replies(shapes.Judged, *SENT),
    operation_id="badge_verify",
    summary="Say whether a badge holds that somebody showed",
    url_name="api_badge_verify",
    throttle=READING,
)
def badge_verify(request: HttpRequest, sent: shapes.ShownBadge) -> HttpResponse:
    """Signed by this installation, unchanged, not expired, not revoked. Nothing of it is kept."""
    try:
        return answer(_judged(verdict_on(sent.badge, now=timezone.now())))
    except InputError as error:
        raise Problem(422, "This is no badge.", where="badge") from error


@router.post(
    "/{uuid:id}/revoke",
    response=replies(shapes.Certificate, *HELD, *SENT, 403, 404, 409),
    operation_id="certificate_revoke",
    summary="Revoke a certificate, with a reason that everybody reads",
    url_name="api_certificate_revoke",
    auth=WritingKey(),
    throttle=READING,
)
def certificate_revoke(request: HttpRequest, id: UUID, sent: shapes.Revocation) -> HttpResponse:  # noqa: A002 - the word of the address
    """Coordinators of the host may. It cannot be taken back."""
    user = cast(Asking, request).user
    row = revocable(id, viewer=user)
    if row is None:
        raise Problem(404, "There is no such certificate of a host of yours.")
    try:
        revoke(row, by=user, why=sent.why, now=timezone.now())
    except InputError as error:
        raise Problem(409, error.what) from error
    row.refresh_from_db()
    return answer(_outline(row))


def _outline(row: Certificate) -> Plain:
    return {
        "id": str(row.pk),
        "url": address("certificate", row.pk),
        "issued-at": row.issued_at.isoformat(),
        "revoked-at": row.revoked_at.isoformat() if row.revoked_at else None,
        "why": row.why,
        "credential": row.credential,
        "token": row.token,
        **_judged(verdict_of(row, now=timezone.now())),
    }


def _judged(found: Verdict) -> Plain:
    return {
        "holds": found.holds,
        "reasons": [str(one) for one in found.reasons],
        "told": completed_plain(found.told) if found.told else None,
    }
