"""What this part keeps for a time: documents that prove nothing, or were refused, or have a day."""

from __future__ import annotations

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from salerno_web.credentials.actions import loosen
from salerno_web.credentials.models import Document
from salerno_web.people.keeping import Kept
from salerno_web.people.models import User


def _documents(person: User | None) -> QuerySet[Document]:
    rows = Document.objects.order_by()
    return rows if person is None else rows.filter(owner=person)


def _dated(person: User | None) -> QuerySet[Document]:
    return _documents(person).filter(keep_until__isnull=False).annotate(since=F("keep_until"))


def _refused(person: User | None) -> QuerySet[Document]:
    rows = _documents(person).filter(state=Document.State.REFUSED)
    return rows.annotate(since=F("uploaded_at"))


def _unattached(person: User | None) -> QuerySet[Document]:
    """Documents that never proved anything, and of which nobody said until when to keep them."""
    rows = _documents(person).filter(was_attached=False, keep_until=None)
    return rows.annotate(since=F("uploaded_at"))


def _drop(rows: QuerySet[Document]) -> None:
    loosen(rows.values_list("sha256", flat=True))
    rows.delete()


KEPT = (
    Kept(
        "dated_documents", _("Documents past the day until which they were to be kept"), "document",
        _dated, owner="owner_id", label="title", days=1, drop=_drop,
    ),
    Kept(
        "refused_documents", _("Documents that the virus scan refused"), "document", _refused,
        owner="owner_id", label="title", drop=_drop,
    ),
    Kept(
        "unattached_documents", _("Documents that were never attached to anything"), "document",
        _unattached, owner="owner_id", label="title", drop=_drop,
    ),
)  # fmt: skip
