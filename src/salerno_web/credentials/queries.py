"""Records as values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any as Anything

from django.http import HttpRequest

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Person
from salerno.strict_yaml import Plain
from salerno_web.atlas.queries import facts
from salerno_web.credentials import told
from salerno_web.credentials.models import Credential, Record
from salerno_web.credentials.permissions import may_see_record
from salerno_web.credentials.told import Told, told_in
from salerno_web.people.models import User
from salerno_web.ui.calendar import today

IN_SESSION = "told"


def told_of(request: HttpRequest) -> Told:
    """What whoever looks told of themselves: saved when signed in, else in the session.

    At most 3 statements when signed in, else none.
    """
    if request.user.is_authenticated:
        return record_of(request.user, viewer=request.user) or Told(is_saved=True)
    kept = request.session.get(IN_SESSION) or {}
    return told_in(kept.get("plain") or {}, kept.get("skipped") or ())


def record_of(owner: User, *, viewer: User) -> Told | None:
    """The saved record of a person, if the viewer may see it; 3 statements."""
    if not may_see_record(owner, viewer=viewer):
        return None
    record = Record.objects.filter(owner=owner).first()
    if record is None:
        return None
    rows = record.credentials.prefetch_related("verifications")
    known = told_in(
        {
            "facts": record.facts,
            "complete": record.complete,
            "credentials": [_credential(row) for row in rows],
        },
        record.skipped,
    )
    return replace(known, is_saved=True, version=record.version)


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
