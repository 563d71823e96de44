"""What this part keeps for a time: plans of visitors, and links that no longer work."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from salerno_web.people.keeping import Kept
from salerno_web.people.models import User
from salerno_web.routes.models import Plan, Share


def _visitor_plans(person: User | None) -> QuerySet[Plan]:
    rows = Plan.objects.order_by().filter(owner=None).annotate(since=F("made_at"))
    return rows if person is None else rows.none()


def _links(person: User | None) -> QuerySet[Share]:
    rows = Share.objects.order_by().annotate(since=Coalesce("revoked_at", "ends_at"))
    return rows if person is None else rows.filter(plan__owner=person)


KEPT = (
    Kept("visitor_plans", _("Plans of visitors"), "plan", _visitor_plans),
    Kept(
        "closed_links", _("Links to plans, once they no longer work"), "share", _links,
        owner="plan__owner_id", label="plan__title",
    ),
)  # fmt: skip
