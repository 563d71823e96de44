"""Letters of recommendation as they are read: by who asked, who writes, and whom they are sent."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core import signing
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from salerno.placements.letters import OPEN_FOR, SENT_FOR
from salerno_web.people.models import Event
from salerno_web.people.queries import token_digest
from salerno_web.placements.models import Letter, Placement

SALT = "salerno.letters"
Asked = Letter
Row = Placement


def letters_of(row: Placement) -> QuerySet[Letter]:
    """The letters that were asked for, for a placement; 1 statement when it is asked."""
    return Letter.objects.filter(placement=row)


def letter_named(name: UUID, row: Placement) -> Letter | None:
    """A letter of a placement, if it is one of it; 1 statement."""
    return letters_of(row).filter(pk=name).first()


def letter_to_write(key: str, *, now: datetime) -> Letter | None:
    """The letter that a secret link asks for, while it is open; 1 statement."""
    rows = Letter.objects.select_related("placement__trainee", "placement__host")
    found = rows.filter(digest=token_digest(key), state=Letter.State.ASKED).first()
    return found if found and now.date() <= found.due + OPEN_FOR else None


def sent_key(row: Letter, *, to: str) -> str:
    """The key of a link by which somebody reads a letter that was sent to them; no SQL."""
    return signing.dumps({"letter": str(row.pk), "to": to}, salt=SALT)


def letter_sent(key: str) -> tuple[Letter, str] | None:
    """The letter of such a link and to whom it was sent, while it is open; 1 statement or none."""
    try:
        told = signing.loads(key, salt=SALT, max_age=SENT_FOR)
    except signing.BadSignature:
        return None
    rows = Letter.objects.select_related("placement__trainee", "placement__host")
    found = rows.filter(pk=told["letter"], state=Letter.State.WRITTEN).first()
    return (found, told["to"]) if found else None


def happened(row: Letter) -> list[tuple[datetime, str]]:
    """When a letter was sent to somebody, and when it was read by them; 1 statement."""
    words = {"sent": _("Sent to somebody"), "read": _("Read by the link")}
    rows = Event.objects.filter(subject_kind="letter", subject_id=str(row.pk), verb__in=words)
    return [(one.at, words[one.verb]) for one in rows.order_by("id")]


def letters_owed(*, now: datetime) -> QuerySet[Letter]:
    """The letters that are asked for and still open; 1 statement when it is asked."""
    rows = Letter.objects.filter(state=Letter.State.ASKED, due__gte=now.date() - OPEN_FOR)
    return rows.select_related("placement__trainee", "placement__host").order_by("due", "pk")
