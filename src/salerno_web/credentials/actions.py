"""What changes a record: in the browser session of a visitor, in rows once it is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any as Anything
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from salerno.credentials.person import ASSURANCES, Assurance
from salerno.errors import InputError
from salerno_web.credentials.models import Credential, Document, LooseFile, Record, Verification
from salerno_web.credentials.permissions import looking_for
from salerno_web.credentials.queries import (
    IN_SESSION,
    digest_of,
    person_of,
    record_of,
    store,
    told_in_session,
    told_of,
)
from salerno_web.credentials.told import ID, Told
from salerno_web.credentials.uploads.cleaning import cleaned, infected
from salerno_web.credentials.uploads.scanners import Verdict, scanned
from salerno_web.people.actions import note
from salerno_web.people.models import User

MOST_CREDENTIALS = 300
LONGEST = 400_000  # characters of JSON; no honest record comes near

STATES = {
    Verdict.CLEAN: Document.State.CLEAN,
    Verdict.INFECTED: Document.State.REFUSED,
    Verdict.UNAVAILABLE: Document.State.WAITING,
}

Edit = Callable[[Told], Told]


def change(request: HttpRequest, edit: Edit) -> Told:
    """Keep what an edit makes of the record of whoever asks; raises InputError and keeps nothing.

    Writes the session, or the record and its credentials and one event in one transaction.
    """
    if request.user.is_authenticated:
        return change_saved(request.user, edit)
    changed = checked(edit(told_of(request)))
    request.session[IN_SESSION] = {**_kept(changed), "skipped": changed.skipped}
    return changed


def _kept(told: Told) -> dict[str, Anything]:
    return {"plain": {**told.plain, "credentials": [dict(own) for own in told.credentials]}}


def change_saved(owner: User, edit: Edit) -> Told:
    """Keep what an edit makes of a saved record; only its owner may."""
    with transaction.atomic():
        record, _made = Record.objects.select_for_update().get_or_create(owner=owner)
        known = record_of(owner, viewer=owner)
        assert known is not None
        changed = checked(edit(known))
        if changed != known:
            _write(record, known, changed)
            note("changed", actor=owner, subject_kind="record", subject_id=record.id, about=owner)
    return replace(changed, is_saved=True, version=record.version)


def checked(told: Told) -> Told:
    """The same when it can be read and is not too long; raises InputError."""
    if len(told.credentials) > MOST_CREDENTIALS or len(told.written) > LONGEST:
        raise InputError(
            _("The record holds more than it can."), fix=_("Remove what no rule asks for.")
        )
    person_of(told)
    return told


def _write(record: Record, known: Told, changed: Told) -> None:
    record.facts = dict(changed.facts)
    record.complete = [*changed.complete]
    record.skipped = [list(skip) for skip in changed.skipped]
    record.version += 1
    record.changed_at = timezone.now()
    record.save()
    before = {str(own[ID]): own for own in known.credentials}
    after = {str(own[ID]): (place, own) for place, own in enumerate(changed.credentials)}
    record.credentials.filter(id__in=before.keys() - after.keys()).delete()
    for name, (place, own) in after.items():
        if before.get(name) != own or known.credentials.index(before[name]) != place:
            _write_credential(record, name, place, own)


def _write_credential(record: Record, name: str, place: int, own: Mapping[str, Anything]) -> None:
    """Keep one credential; how sure it is follows from who vouched for it, not from the telling."""
    told = {key: value for key, value in own.items() if key not in (ID, "type", "assurance")}
    if ASSURANCES.get(str(own.get("assurance"))) == Assurance.SELF_ATTESTED:
        told["assurance"] = Assurance.SELF_ATTESTED.label
    values = {"place": place, "type": own["type"], "told": told}
    Credential.objects.update_or_create(id=name, record=record, defaults=values)


def forget(request: HttpRequest) -> None:
    """Forget what was told in this browser session."""
    request.session.pop(IN_SESSION, None)


def keep_visited(request: HttpRequest) -> bool:
    """Move what was told before signing in to the saved record, when that is still empty.

    Returns whether it was moved; otherwise it stays in the session, for its owner to decide.
    """
    visited = told_in_session(request)
    if visited.is_empty or not told_of(request).is_empty:
        return False
    change(request, lambda _known: visited)
    forget(request)
    return True


def erase_files(user: User) -> None:
    """Have the files of somebody erased that nobody else keeps the same; rows go with the person.

    The files go when the transaction is over, and stay when it is undone.
    """
    loosen(Document.objects.filter(owner=user).values_list("sha256", flat=True))


def record_viewed(owner: User, *, by: User) -> None:
    """Keep that somebody looked at the record of another."""
    if owner != by:
        organisation = looking_for(owner, viewer=by)
        note(
            "viewed", actor=by, subject_kind="record", subject_id=owner.pk, about=owner,
            organisation=organisation,
        )  # fmt: skip


def vouch(name: UUID, *, by: User, assurance: str, note_: str = "") -> None:
    """Keep that somebody vouches for a credential as it is told now; the view asks who may."""
    with transaction.atomic():
        row = Credential.objects.select_related("record__owner").get(pk=name)
        owner = row.record.owner
        organisation = looking_for(owner, viewer=by)
        Verification.objects.create(
            credential=row, by=by, organisation=organisation, assurance=assurance,
            digest=digest_of(row.told), note=note_,
        )  # fmt: skip
        note(
            "vouched", actor=by, subject_kind="credential", subject_id=row.pk, about=owner,
            organisation=organisation, detail={"assurance": assurance},
        )  # fmt: skip


def keep_document(
    owner: User,
    *,
    file: UploadedFile,
    title: str,
    credentials: Iterable[str],
    keep_until: date | None,
    then: Callable[[Document], object] | None = None,
) -> Document:
    """Make an uploaded file harmless and keep it; raises InputError where it cannot be.

    The file is stored before the row is written: a row never names a file that is not there, and
    a file without a row is erased by the worker. What the virus scanner
    does not answer about waits, and nobody can open it. `then` is called with the row in the same
    transaction.
    """
    content = file.read()
    clean = cleaned(file.name or "", content)
    verdict = scanned(content).verdict
    if verdict is Verdict.INFECTED:
        raise infected()
    digest = sha256(clean.content).hexdigest()
    _mark_loose([digest])
    with transaction.atomic():
        mark, _made = LooseFile.objects.select_for_update().get_or_create(sha256=digest)
        store().write(clean.content)
        row = Document.objects.create(
            owner=owner, title=title, media_type=clean.media_type, sha256=digest,
            size=len(clean.content), pages=clean.pages, keep_until=keep_until,
            state=STATES[verdict],
        )  # fmt: skip
        _attach(row, credentials)
        mark.delete()
        note("uploaded", actor=owner, subject_kind="document", subject_id=row.pk, about=owner)
        if then is not None:
            then(row)
    return row


def _attach(row: Document, credentials: Iterable[str]) -> None:
    known = Credential.objects.filter(pk__in=list(credentials), record__owner_id=row.owner_id)
    row.credentials.set(known)
    if row.credentials.exists():
        row.was_attached = True
        row.save(update_fields=["was_attached"])


def relabel_document(
    name: UUID, *, by: User, title: str, credentials: Iterable[str], keep_until: date | None
) -> None:
    """Say anew what a document is and what it proves; only its owner may."""
    with transaction.atomic():
        row = Document.objects.get(pk=name, owner=by)
        row.title, row.keep_until = title, keep_until
        row.save()
        _attach(row, credentials)
        note("changed", actor=by, subject_kind="document", subject_id=row.pk, about=by)


def drop_document(name: UUID, *, by: User) -> None:
    """Erase a document, and its file when nobody else keeps the same; only its owner may."""
    with transaction.atomic():
        row = Document.objects.get(pk=name, owner=by)
        note("erased", actor=by, subject_kind="document", subject_id=row.pk, about=by)
        loosen([row.sha256])
        row.delete()


def loosen(digests: Iterable[str]) -> None:
    """Have files erased that no document names once the transaction is over."""
    loose = list(digests)
    _mark_loose(loose)
    transaction.on_commit(lambda: sweep_files(loose), robust=True)


def _mark_loose(digests: Iterable[str]) -> None:
    rows = [LooseFile(sha256=digest) for digest in digests]
    LooseFile.objects.bulk_create(rows, ignore_conflicts=True)


def sweep_files(digests: Iterable[str] | None = None) -> int:
    """Erase files, or all that are loose, unless a document names them; returns how many went.

    Run at the end of what loosened them, and by the worker for what died in between.
    """
    known = LooseFile.objects.values_list("sha256", flat=True)
    return sum(_sweep(digest) for digest in (list(known) if digests is None else digests))


def _sweep(digest: str) -> bool:
    """Look at one file; whoever uploads the same at this moment waits for it, or is waited for."""
    with transaction.atomic():
        mark = LooseFile.objects.select_for_update().filter(sha256=digest).first()
        if mark is None:
            return False
        is_nobodys = not Document.objects.filter(sha256=digest).exists()
        if is_nobodys:
            store().delete(digest)
        mark.delete()
    return is_nobodys


def document_downloaded(document: Document, *, by: User) -> None:
    """Keep that somebody took the document of another."""
    if document.owner_id != by.pk:
        organisation = looking_for(document.owner, viewer=by)
        note(
            "downloaded", actor=by, subject_kind="document", subject_id=document.pk,
            about=document.owner_id, organisation=organisation,
        )  # fmt: skip


def scan_waiting() -> int:
    """Have the documents scanned that wait for it, and return how many were; run by the worker.

    Stops where the scanner does not answer: they wait on.
    """
    done = 0
    for row in Document.objects.filter(state=Document.State.WAITING).order_by("uploaded_at"):
        if not store().is_whole(row.sha256):
            continue
        verdict = scanned(store().read(row.sha256)).verdict
        if verdict is Verdict.UNAVAILABLE:
            break
        done += _keep_verdict(row, verdict)
    return done


def scan_one(name: UUID) -> bool:
    """Have a document scanned, where it still waits for that; run by the worker.

    Raises InputError where the scanner does not answer.
    """
    row = Document.objects.filter(pk=name, state=Document.State.WAITING).first()
    if row is None or not store().is_whole(row.sha256):
        return False
    verdict = scanned(store().read(row.sha256)).verdict
    if verdict is Verdict.UNAVAILABLE:
        raise InputError("the virus scanner does not answer", fix="see the setting `scanner`")
    return bool(_keep_verdict(row, verdict))


def _keep_verdict(row: Document, verdict: Verdict) -> int:
    """Write what the scanner said, unless the document was erased or judged meanwhile."""
    with transaction.atomic():
        waits = Document.objects.filter(pk=row.pk, state=Document.State.WAITING)
        kept = waits.update(state=STATES[verdict])
        if kept:
            note(
                "scanned", actor=None, subject_kind="document", subject_id=row.pk,
                about=row.owner_id, detail={"verdict": verdict.value},
            )  # fmt: skip
    return kept
