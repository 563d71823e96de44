"""Mail that an organisation caused, for those who act for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from salerno_web.people.models import Membership, Message, Organisation, Role, User
from salerno_web.people.permissions import Viewer
from salerno_web.people.queries import PAST

Standing = Literal["waits", "held", "leaving", "sent", "recalled", "failed"]
Own = Organisation
ACTING = (Role.COORDINATOR, Role.SCHOOL_OFFICE)
WAITS = (0, 5, 15, 60)
"""So many minutes the mail of an organisation may wait before it leaves."""


@dataclass(frozen=True, slots=True)
class Posted:
    """A mail, to whom it goes by name, and how it stands."""

    row: Message
    to: str
    standing: Standing


def acting(name: UUID, *, viewer: Viewer) -> Organisation | None:
    """An organisation for which the viewer decides; 1 statement, none for a visitor."""
    if not viewer.is_authenticated:
        return None
    mine = Membership.objects.filter(user=viewer, role__in=ACTING)
    return Organisation.objects.filter(pk=name, pk__in=mine.values("organisation")).first()


def caused_by(organisation: Organisation) -> QuerySet[Message]:
    """The mail that an organisation caused, the newest first; 1 statement when it is asked."""
    return Message.objects.filter(organisation=organisation).order_by("-made_at", "-pk")


def posted_by(rows: Iterable[Message], *, now: datetime) -> list[Posted]:
    """Each mail as it stands; receivers by their names, for addresses are theirs; 1 statement."""
    several = list(rows)
    addresses = {row.to.lower() for row in several}
    users = User.objects.alias(address=Lower("email")).filter(address__in=addresses)
    names = {user.email.lower(): str(user) for user in users}
    return [Posted(row, names.get(row.to.lower(), ""), standing_of(row, now)) for row in several]


def standing_of(row: Message, now: datetime) -> Standing:
    """How a mail stands; no SQL."""
    if row.sent_at:
        return "sent"
    if row.recalled_at:
        return "recalled"
    if row.held:
        return "held"
    if row.attempts >= PAST:
        return "failed"
    return "leaving" if row.leased_until and row.leased_until > now else "waits"


def recallable(rows: QuerySet[Message], *, now: datetime) -> QuerySet[Message]:
    """Those of mails that have not left, and that no worker sends at this moment."""
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    return rows.filter(free, sent_at=None, recalled_at=None)
