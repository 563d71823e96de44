"""Records as values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any as Anything
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Person
from salerno.credentials.records import person_of as record_person
from salerno.errors import InputError
from salerno.rules import Voice
from salerno.rules.wording.reports import held
from salerno.strict_yaml import Plain, read
from salerno_web.atlas.queries import facts
from salerno_web.credentials import told
from salerno_web.credentials.models import Credential, Document, Record, Verification
from salerno_web.credentials.permissions import may_see_documents, may_see_record
from salerno_web.credentials.shown import ShownRecord, Voucher, ids_of, shown_credential, shown_fact
from salerno_web.credentials.told import Told, told_in
from salerno_web.credentials.uploads.stores import Store
from salerno_web.people.models import User
from salerno_web.ui.calendar import today

IN_SESSION = "told"
LARGEST_FILE = 500_000  # bytes


def told_of(request: HttpRequest) -> Told:
    """What whoever looks told of themselves: saved when signed in, else in the session.

    At most 3 statements when signed in, else none.
    """
    if request.user.is_authenticated:
        return record_of(request.user, viewer=request.user) or Told(is_saved=True)
    return told_in_session(request)


def told_in_session(request: HttpRequest) -> Told:
    """What was told in this browser session and is not saved; no statement but the session's."""
    kept = request.session.get(IN_SESSION) or {}
    return told_in(kept.get("plain") or {}, kept.get("skipped") or ())


def record_of(owner: User, *, viewer: User) -> Told | None:
    """The saved record of a person, if the viewer may see it; 3 statements."""
    if not may_see_record(owner, viewer=viewer):
        return None
    rows = Record.objects.filter(owner=owner).prefetch_related("credentials__verifications")
    record = rows.first()
    if record is None:
        return None
    return replace(_told_by(record), is_saved=True, version=record.version)


def everybody(*, most: int) -> Iterator[Person]:
    """The people with a record, those first that changed last, to count them; 3 statements.

    For figures in which small groups are rounded away: nothing of it may be shown of anybody.
    """
    rows = Record.objects.order_by("-changed_at", "pk")[:most]
    for record in rows.prefetch_related("credentials__verifications"):
        yield replace(person_of(_told_by(record)), id="")


def _told_by(record: Record) -> Told:
    return told_in(
        {
            "facts": record.facts,
            "complete": record.complete,
            "credentials": [_credential(row) for row in record.credentials.all()],
        },
        record.skipped,
    )


def vouchers_of(owner: User, *, viewer: User) -> Mapping[str, tuple[Voucher, ...]]:
    """Who vouched for each credential as it is now told, by its id; at most 3 statements."""
    if not may_see_record(owner, viewer=viewer):
        return {}
    rows = Verification.objects.filter(credential__record__owner=owner)
    found: dict[str, tuple[Voucher, ...]] = {}
    for row in rows.select_related("credential", "by", "organisation"):
        if row.digest == digest_of(row.credential.told):
            who = " – ".join(str(one) for one in (row.by, row.organisation) if one)
            name = str(row.credential_id)
            found[name] = (*found.get(name, ()), Voucher(who, row.at))
    return found


def _credential(row: Credential) -> dict[str, Anything]:
    """A credential as told, with the assurance that others gave it as it now stands."""
    now = digest_of(row.told)
    given = [one.assurance for one in row.verifications.all() if one.digest == now]
    assured = {"assurance": given[-1]} if given else {}
    return {told.ID: str(row.id), "type": row.type, **row.told, **assured}


def digest_of(credential: Mapping[str, Plain]) -> str:
    """What names the content of a credential as told."""
    return sha256(json.dumps(credential, sort_keys=True).encode()).hexdigest()


def person_of(known: Told) -> Person:
    """The person who told it; no SQL."""
    return told.person_of(known, vocabulary=facts().vocabulary)


def circumstances() -> Circumstances:
    """The circumstances in which pages are asked: today; no SQL."""
    return Circumstances(today=today())


def file_in(content: UploadedFile) -> Told:
    """What a person file tells; raises InputError with the line where it cannot be read."""
    if content.size is None or content.size > LARGEST_FILE:
        raise InputError(_("The file is too large for a person file."))
    vocabulary = facts().vocabulary
    node = read(content.read(), name=content.name or _("the file"))
    return told.told_by(record_person(node, vocabulary=vocabulary), vocabulary=vocabulary)


def shown_record(
    known: Told,
    voice: Voice,
    *,
    documents: Iterable[Document] = (),
    vouchers: Mapping[str, tuple[Voucher, ...]] | None = None,
) -> ShownRecord:
    """A record in words, with the documents and vouchers given; no SQL."""
    person, day = person_of(known), today()
    proofs = [(document, {str(c.id) for c in document.credentials.all()}) for document in documents]
    credentials = [
        replace(
            shown_credential(name, own, voice, today=day),
            documents=tuple(document for document, ids in proofs if name in ids),
            verified=(vouchers or {}).get(name, ()),
        )
        for name, own in zip(ids_of(known), person.credentials, strict=True)
    ]
    return ShownRecord(
        tuple(shown_fact(name, person.fact_at(name, None) or (), voice) for name in known.facts),
        tuple(sorted(credentials, key=lambda one: one.title)),
        tuple((name, voice.type_name(name)) for name in known.complete),
        tuple((subject, name, _asked(subject, name, voice)) for subject, name in known.skipped),
    )


def _asked(subject: str, name: str, voice: Voice) -> str:
    """What a question that was left open is about."""
    if subject == "fact":
        return voice.fact_name(name)
    if subject == "judgement":
        return name.replace("-", " ").capitalize()
    return voice.type_name(name)


def documents_of(owner: User, *, viewer: User) -> tuple[Document, ...]:
    """The documents of a person, newest first, if the viewer may see them; 2 statements."""
    if not may_see_documents(owner, viewer=viewer):
        return ()
    return tuple(Document.objects.filter(owner=owner).prefetch_related("credentials"))


def document_of(name: UUID, *, viewer: User) -> Document | None:
    """A document, if the viewer may see it; at most 3 statements."""
    rows = Document.objects.select_related("owner").prefetch_related("credentials")
    found = rows.filter(pk=name).first()
    return found if found and may_see_documents(found.owner, viewer=viewer) else None


def file_of(document: Document) -> bytes:
    """The content of a document that was asked for; raises InputError where it is damaged."""
    return store().read(document.sha256)


def credential_choices(known: Told, voice: Voice) -> list[tuple[str, str]]:
    """The credentials of a record by id and name, to attach documents to; no SQL."""
    held_now = zip(ids_of(known), person_of(known).credentials, strict=True)
    return [(name, held(own, voice)) for name, own in held_now]


def own_documents(request: HttpRequest) -> tuple[Document, ...]:
    """The documents of whoever looks, newest first; 2 statements, none without an account."""
    if not request.user.is_authenticated:
        return ()
    return documents_of(request.user, viewer=request.user)


def shared_person(name: UUID, *, viewer: User) -> User | None:
    """Somebody whose record the viewer may see; 2 statements."""
    person = User.objects.filter(pk=name).first()
    return person if person and may_see_record(person, viewer=viewer) else None


def owner_of(credential: UUID, *, viewer: User) -> User | None:
    """Whose credential it is, if the viewer may see their record; 2 statements."""
    row = Credential.objects.filter(pk=credential).select_related("record__owner").first()
    owner = row.record.owner if row else None
    return owner if owner and may_see_record(owner, viewer=viewer) else None


def store() -> Store:
    """Where uploaded files are kept."""
    return Store(settings.FILES_FOLDER)


def rows_about(user: User) -> Iterator[tuple[str, Anything]]:
    """Every row of this part that is about somebody, and their files."""
    yield "record", list(Record.objects.filter(owner=user).values())
    yield "credential", list(Credential.objects.filter(record__owner=user).values())
    about = Verification.objects.filter(credential__record__owner=user)
    yield "verification", list(about.values())
    documents = Document.objects.filter(owner=user).prefetch_related("credentials")
    proves = {one.pk: [proven.pk for proven in one.credentials.all()] for one in documents}
    rows = documents.values()
    yield "document", [{**row, "credentials": proves[row["id"]]} for row in rows]
    for document in documents:
        yield (
            f"files/{document.id}.{document.media_type.rpartition('/')[2]}",
            store().read(document.sha256),
        )
