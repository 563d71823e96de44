"""What changes tables that were brought: kept, mapped, taken in, taken back, dropped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any as Anything
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from salerno.errors import InputError
from salerno.periods import ONE_DAY
from salerno.placements.documents import document_text, rotation_document
from salerno.placements.imports import OfferedRotation, Value
from salerno.placements.imports.differences import check_confirmed
from salerno.placements.imports.offers import WINDOW, offers_of
from salerno.placements.imports.readings import Reading
from salerno.placements.rotations import Status
from salerno.programmes.imports.reports import STATES
from salerno.rules.language.writing import Document
from salerno_web.atlas.queries import facts
from salerno_web.people.actions import note
from salerno_web.people.models import Organisation, User
from salerno_web.placements.actions import tell
from salerno_web.placements.import_queries import (
    Tried,
    check_table,
    network_of_host,
    tried,
    values_to_take,
)
from salerno_web.placements.models import (
    Import,
    ImportState,
    Kind,
    Placement,
    Published,
    Rostered,
)
from salerno_web.placements.permissions import may_publish
from salerno_web.placements.publishing import publish

WIDEST = 200
RELATED = (
    "evaluations", "entries", "payments", "decisions", "certificate",
)  # fmt: skip
"""What may hang on a placement; where anything does, its import is not taken back."""


def bring(
    content: bytes, *, name: str, host: Organisation, school: Organisation | None, by: User
) -> Import:
    """Keep a table that can be read, and nothing of one that cannot; coordinators may.

    A row and an event are written. Raises PermissionError, and InputError with what is wrong.
    """
    if not may_publish(host, viewer=by):
        raise PermissionError
    name = name[-WIDEST:]
    check_table(content, name=name)
    with transaction.atomic():
        row = Import.objects.create(
            host=host, school=school, made_by=by, name=name, content=content,
            digest=hashlib.sha256(content).hexdigest(),
        )  # fmt: skip
        _note("uploaded", row, by)
    return row


def keep_columns(
    row: Import, columns: Sequence[str], school: Organisation | None, *, now: datetime
) -> None:
    """Keep what the columns of a new table are called, and from which school it is."""
    Import.objects.filter(pk=row.pk, state=ImportState.NEW).update(
        columns=list(columns), school=school, changed_at=now
    )


def take_in(  # noqa: PLR0913 - what was shown, what is wanted, who, and when
    row: Import, *, shown: str, doubted: bool, public: bool, by: User, now: datetime, today: date
) -> Import:
    """Take in what was shown, in one transaction; coordinators of the host may.

    Rotations are published, known trainees of a roster kept under its ids, past placements written
    as closed; the file is forgotten. Raises InputError where there is nothing to take in, or where
    the file or what is there is not what was shown, and Problems for what cannot be published.
    """
    if not may_publish(row.host, viewer=by):
        raise PermissionError
    with transaction.atomic():
        own = Import.objects.select_for_update(of=("self",)).get(pk=row.pk)
        if own.state != ImportState.NEW:
            raise InputError(_("This table is not there to be taken in any longer."))
        found = tried(own, today=today)
        check_confirmed(shown, found.told)
        values = values_to_take(found, doubted=doubted)
        if not values:
            fix = _("Mend the rows, or say that doubted ones are right.")
            raise InputError(_("Nothing would be taken in."), fix=fix)
        reading = found.reading
        if reading.subject == "rotations":
            status: Status = "public" if public else "draft"
            own.before = _publish(own, values, by=by, today=today, status=status)
        elif reading.subject == "rosters":
            _roster(own, found, values)
        else:
            _close(own, found, values, by=by, now=now)
        own.subject, own.state, own.content = reading.subject, ImportState.TAKEN, b""
        own.counts, own.changed_at = _counts(reading, values), now
        own.save()
        _note("took-in", own, by)
    return own


def _counts(reading: Reading, values: Sequence[Value]) -> dict[str, int]:
    return {**{state: reading.count(state) for state in STATES}, "taken": len(values)}


def _publish(
    row: Import, values: Iterable[Value], *, by: User, today: date, status: Status
) -> dict[str, Anything]:
    """Publish rotations; what was published before, and the version that now stands."""
    offered = [own for own in values if isinstance(own, OfferedRotation)]
    offers = offers_of(offered, network_of_host(row.host), stated=today, status=status)
    known = facts().vocabulary
    names = [own.id for own, _windows in offers.rotations]
    earlier = dict(
        Published.objects.filter(host=row.host, name__in=names).values_list("name", "document")
    )
    documents = [rotation_document(*own, known) for own in offers.rotations]
    publish(document_text(documents), name=row.name, host=row.host, viewer=by)
    after = Published.objects.filter(name__in=names).values_list("name", "version")
    return {name: {"document": earlier.get(name), "version": version} for name, version in after}


def _roster(row: Import, found: Tried, values: Iterable[Value]) -> None:
    Rostered.objects.bulk_create(
        [Rostered(made_by=row, code=own.id, trainee_id=found.trainees[own.id]) for own in values]
    )


def _close(row: Import, found: Tried, values: Iterable[Value], *, by: User, now: datetime) -> None:
    wanted = {own.id for own in values}
    for number, one in enumerate(own for own in found.known if own.value.id in wanted):
        key = f"{_key(row.pk)}{number}"
        made = Placement.objects.create(
            trainee_id=one.trainee, school=row.school, host=row.host, rotation=one.rotation,
            window=WINDOW, first=one.value.first, end=one.value.last + ONE_DAY, key=key,
            digest=hashlib.sha256(key.encode()).hexdigest(), state="closed", released=True,
            accepted=True, booked_at=now, changed_at=now,
        )  # fmt: skip
        tell("import", made, actor=by)


def _key(name: UUID) -> str:
    return f"import {name} "


def take_back(row: Import, *, by: User, now: datetime) -> bool:
    """Take an import back as a whole, as long as nothing depends on it; whether it was there.

    Raises InputError where something depends on it, Problems where seats are taken.
    """
    if not may_publish(row.host, viewer=by):
        raise PermissionError
    with transaction.atomic():
        own = (
            Import.objects.select_for_update(of=("self",))
            .filter(pk=row.pk, state=ImportState.TAKEN)
            .first()
        )
        if own is None:
            return False
        if own.subject == "rotations":
            _restore(own, by=by)
        elif own.subject == "rosters":
            own.rostered.all().delete()
        else:
            _reopen(own)
        own.state, own.before, own.changed_at = ImportState.BACK, {}, now
        own.save(update_fields=["state", "before", "changed_at"])
        _note("took-back", own, by)
    return True


def _restore(row: Import, *, by: User) -> None:
    """Publish what was there before, and no longer what was new."""
    names = list(row.before)
    rows = {one.name: one for one in Published.objects.select_for_update().filter(name__in=names)}
    changed = [
        name for name in names
        if name not in rows or rows[name].version != row.before[name]["version"]
    ]  # fmt: skip
    new = [name for name in names if row.before[name]["document"] is None]
    used = Placement.objects.filter(rotation__in=new).exists()
    if changed or used:
        why = ", ".join(changed) or _("there are placements on what was new")
        raise InputError(_("Something depends on this import by now: %(why)s.") % {"why": why})
    documents = [cast(Document, row.before[name]["document"]) for name in names if name not in new]
    if documents:
        publish(document_text(documents), name=row.name, host=row.host, viewer=by)
    Published.objects.filter(host=row.host, kind=Kind.ROTATION, name__in=new).delete()


def _reopen(row: Import) -> None:
    """Delete the placements that an import wrote, unless something was written of one since."""
    rows = Placement.objects.filter(host=row.host, key__startswith=_key(row.pk))
    for name in RELATED:
        if rows.filter(**{f"{name}__isnull": False}).exists():
            why = _("something was written of its placements")
            raise InputError(_("Something depends on this import by now: %(why)s.") % {"why": why})
    rows.delete()


def drop(row: Import, *, by: User) -> bool:
    """Delete a table that was not taken in; whether it was there. Coordinators of the host may."""
    if not may_publish(row.host, viewer=by):
        raise PermissionError
    with transaction.atomic():
        gone, _each = Import.objects.filter(pk=row.pk, state=ImportState.NEW).delete()
        if gone:
            _note("dropped", row, by)
    return bool(gone)


def _note(verb: str, row: Import, by: User) -> None:
    detail = {"digest": row.digest, **row.counts}
    note(
        verb, actor=by, subject_kind="table", subject_id=row.pk, organisation=row.host_id,
        detail=detail,
    )  # fmt: skip
