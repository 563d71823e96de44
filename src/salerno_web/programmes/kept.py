"""What this part keeps for a time: tables that were brought and never taken in."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from salerno_web.people.keeping import Kept
from salerno_web.people.models import User
from salerno_web.programmes.models import Import, ImportState


def _unfinished(person: User | None) -> QuerySet[Import]:
    rows = Import.objects.filter(state=ImportState.NEW).order_by()
    if person is not None:
        rows = rows.filter(made_by=person)
    return rows.annotate(since=F("changed_at"))


KEPT = (
    Kept(
        "unfinished_imports", _("Tables that were brought and not taken in"), "import",
        _unfinished, owner="made_by_id", label="name",
    ),
)  # fmt: skip
