"""What changes imports: a table is kept, mapped, decided on, taken in, taken back, dropped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any as Anything

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from salerno.errors import InputError
from salerno.programmes.documents import programme_document, school_document
from salerno.programmes.imports import ColumnMapping
from salerno.programmes.imports.decisions import OTHER, SKIP, settle
from salerno.programmes.imports.reports import STATES
from salerno_web.people.actions import note
from salerno_web.people.models import User
from salerno_web.programmes.imported import refresh
from salerno_web.programmes.imports import report_of, table_in, table_of
from salerno_web.programmes.models import Import, Imported, ImportState
from salerno_web.programmes.queries import directory

AT_ONCE = 500
WIDEST = 200


def keep_table(content: bytes, told: Mapping[str, Anything], *, by: User) -> Import:
    """Keep a table that can be read, and nothing of one that cannot; who may import may.

    Raises InputError with what is wrong with the file.
    """
    name, kind, sheet = str(told["name"])[-WIDEST:], str(told["kind"]), str(told["sheet"])
    table_in(content, name=name, kind=kind, sheet=sheet)
    source = {key: told[key] for key in ("title", "url", "dated", "tier", "confidence")}
    with transaction.atomic():
        row = Import.objects.create(
            made_by=by, kind=kind, name=name, sheet=sheet, content=content,
            digest=sha256(content).hexdigest(),
            source={**source, "read": told["read"].isoformat()},
        )  # fmt: skip
        _tell("uploaded", row, by, {"kind": kind, "digest": row.digest})
    return row


def keep_mapping(row: Import, mapping: ColumnMapping) -> None:
    """Keep what the columns say; what was decided on schools is forgotten. Raises InputError."""
    mapping.check(table_of(row))
    plain = {"fields": list(mapping.fields), "usual": dict(mapping.usual)}
    _new(row).update(mapping=plain, decisions={}, changed_at=timezone.now())


def keep_decisions(row: Import, told: Mapping[str, str]) -> None:
    """Keep what was decided on schools, beside what was decided before."""
    with transaction.atomic():
        own = _new(row).select_for_update().first()
        if own is not None:
            own.decisions = {**own.decisions, **told}
            own.changed_at = timezone.now()
            own.save(update_fields=["decisions", "changed_at"])


def take_in(row: Import, *, by: User, today: date) -> Import:
    """Take in everything that is accepted or flagged and not left out, in one transaction.

    What is written is made before, so that nobody else waits for it; the file is forgotten. Raises
    InputError where there is nothing to take in, where somebody did so or decided otherwise
    meanwhile, and where another import took one of the ids.
    """
    own = _new(row).first()
    if own is None or not own.mapping:
        raise InputError(_("This table is not ready to be taken in."))
    written = _written(own, today=today)
    fix = _("Look at the dry run again, then take it in.")
    try:
        with transaction.atomic():
            same = _new(row).filter(changed_at=own.changed_at).only("pk").order_by()
            if same.select_for_update().first() is None:
                raise InputError(_("Somebody changed this import meanwhile."), fix=fix)
            Imported.objects.bulk_create(written, batch_size=AT_ONCE)
            own.state, own.content, own.changed_at = ImportState.TAKEN, b"", timezone.now()
            own.save()
            _tell("took-in", own, by, own.counts)
    except IntegrityError as error:
        raise InputError(_("Another table took one of the ids meanwhile."), fix=fix) from error
    refresh()
    return own


def _written(row: Import, *, today: date) -> list[Imported]:
    """The rows that an import becomes; its counts are set, and nothing is kept yet."""
    report = report_of(row, today=today)
    schools, programmes = settle(report, row.decisions, directory=directory())
    if not schools:
        fix = _("Mend the refused rows, or decide on the schools.")
        raise InputError(_("Nothing would be taken in."), fix=fix)
    row.counts = {state: report.count(state) for state in STATES}
    row.counts |= {"schools": len(schools), "programmes": len(programmes)}
    return [
        *(
            Imported(made_by=row, kind="school", name=own.id, document=school_document(own))
            for own in schools
        ),
        *(
            Imported(made_by=row, kind="programme", name=own.id, document=programme_document(own))
            for own in programmes
        ),
    ]


def take_back(row: Import, *, by: User) -> bool:
    """Take an import back as a whole; returns whether it was taken in."""
    with transaction.atomic():
        own = Import.objects.filter(pk=row.pk, state=ImportState.TAKEN).select_for_update().first()
        if own is None:
            return False
        own.documents.all().delete()
        own.state, own.changed_at = ImportState.BACK, timezone.now()
        own.save(update_fields=["state", "changed_at"])
        _tell("took-back", own, by, own.counts)
    refresh()
    return True


def drop(row: Import, *, by: User) -> bool:
    """Delete a table that was not taken in; returns whether it was there."""
    with transaction.atomic():
        own = _new(row).select_for_update().first()
        if own is None:
            return False
        _tell("dropped", own, by, {})
        own.delete()
    return True


def _new(row: Import) -> QuerySet[Import]:
    return Import.objects.filter(pk=row.pk, state=ImportState.NEW)


def _tell(verb: str, row: Import, by: User, detail: Mapping[str, Anything]) -> None:
    note(verb, actor=by, subject_kind="import", subject_id=row.pk, detail=dict(detail))


DECISIONS = (OTHER, SKIP)
"""What may be decided beside the known schools that are proposed."""
