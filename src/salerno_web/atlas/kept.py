"""What this part keeps for a time: the addresses under reports that were decided."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from salerno_web.atlas.models import Report, State
from salerno_web.atlas.reports import theirs
from salerno_web.people.keeping import Kept
from salerno_web.people.models import User


def _addresses(person: User | None) -> QuerySet[Report]:
    rows = Report.objects.all() if person is None else theirs(person)
    rows = rows.order_by().exclude(state=State.NEW).exclude(email="")
    return rows.filter(decided_at__isnull=False).annotate(since=F("decided_at"))


def _forget(rows: QuerySet[Report]) -> None:
    rows.update(email="")


KEPT = (
    Kept(
        "reporter_addresses", _("Addresses under reports that were decided"), "report", _addresses,
        owner="reporter_id", label="opportunity", drop=_forget,
    ),
)  # fmt: skip
