"""What this part keeps for a time: what others were told, calendars taken back, tables."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from salerno_web.people.keeping import Kept
from salerno_web.people.models import User
from salerno_web.placements.models import Delivery, Feed, Import, ImportState


def _deliveries(person: User | None) -> QuerySet[Delivery]:
    rows = Delivery.objects.order_by().annotate(since=F("made_at"))
    return rows if person is None else rows.filter(placement__trainee=person)


def _closed_feeds(person: User | None) -> QuerySet[Feed]:
    rows = Feed.objects.order_by().filter(revoked_at__isnull=False)
    rows = rows.annotate(since=F("revoked_at"))
    return rows if person is None else rows.filter(owner=person)


def _unfinished(person: User | None) -> QuerySet[Import]:
    rows = Import.objects.filter(state=ImportState.NEW).order_by().annotate(since=F("changed_at"))
    return rows if person is None else rows.filter(made_by=person)


KEPT = (
    Kept(
        "deliveries", _("What other software was told of placements"), "delivery", _deliveries,
        owner="placement__trainee_id",
    ),
    Kept(
        "closed_feeds", _("Calendars that were taken back"), "feed", _closed_feeds,
        owner="owner_id",
    ),
    Kept(
        "unfinished_tables", _("Tables that were brought to a host and not taken in"), "table",
        _unfinished, owner="made_by_id", label="name",
    ),
)  # fmt: skip
