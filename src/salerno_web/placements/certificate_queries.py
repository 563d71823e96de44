"""Certificates as they were given out, which of them were revoked, and what is said of a badge."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any as Anything
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from salerno.formats.badges import Verdict, did_document, judged, sealed, status_list_of
from salerno_web.people.permissions import Viewer
from salerno_web.placements.certificate_keys import signer
from salerno_web.placements.models import Certificate
from salerno_web.placements.permissions import part_in

LIST_FOR = timedelta(days=7)
"""A status list holds for so long, so that an old one cannot hide what was revoked since."""


def address(name: str, *args: object) -> str:
    """The whole address of a page, as it is written into badges."""
    return f"{settings.ORIGIN}{reverse(name, args=args)}"


def certificate_of(name: UUID) -> Certificate | None:
    """A certificate, for everybody who knows its address; 1 statement."""
    rows = Certificate.objects.select_related("placement__trainee", "placement__host")
    return rows.filter(pk=name).first()


def revocable(name: UUID, *, viewer: Viewer) -> Certificate | None:
    """A certificate, for who may revoke it: the coordinators of its host; 2 statements."""
    row = certificate_of(name)
    return row if row and part_in(row.placement, viewer=viewer) == "host" else None


def may_revoke(row: Certificate, *, viewer: Viewer) -> bool:
    """Whether the viewer may revoke a certificate that holds; 1 statement, none for strangers."""
    return row.revoked_at is None and part_in(row.placement, viewer=viewer) == "host"


def issuer_told() -> Anything:
    """The document of the issuer, with its public key; no SQL."""
    return did_document(signer())


def status_list(*, now: datetime) -> dict[str, Anything]:
    """The signed list of all that was revoked; 1 statement."""
    rows = Certificate.objects.filter(revoked_at__isnull=False)
    own = signer()
    listed = status_list_of(
        rows.values_list("number", flat=True), issuer=own.did, url=address("certificate_status"),
        issued=now, until=now + LIST_FOR,
    )  # fmt: skip
    return sealed(listed, signer=own, at=now)


def verdict_on(text: str, *, now: datetime) -> Verdict:
    """What is to be said of a badge that somebody shows; 1 statement. Raises InputError."""
    own = signer()
    lists = {address("certificate_status"): status_list(now=now)}
    return judged(text, known={own.did: did_document(own)}, lists=lists, now=now)


def verdict_of(row: Certificate, *, now: datetime) -> Verdict:
    """What is to be said of a certificate, by what was signed; 1 statement."""
    return verdict_on(json.dumps(row.credential), now=now)
