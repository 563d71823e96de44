"""Invented tables, and the way of one through the pages of an import."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salerno_web.people.models import Kind, Membership, Organisation, Role
from salerno_web.programmes.models import Import
from tests.web.conftest import someone

SHEET = (
    "School,Country,City,Programme,Language,Tuition per year,Remarks\n"
    "Invented North College,Poland,Gniezno,Medicine in English,English,EUR 9000,\n"
    "Invented South College,Polnd,,Medicine,,9000,\n"
    "Invented East College,PL,,Medicine,,about 8000 EUR,\n"
    "University of Zagreb School of Medicine,Croatia,,Medicine in French,French,,\n"
)
TOLD = {
    "kind": "template", "title": "An invented list", "read": "2026-11-01", "tier": "secondary",
    "confidence": "C",
}  # fmt: skip
FIELDS = ("school", "country", "city", "title", "language", "tuition", "")


def editor(name="editor", role=Role.EDITOR, kind=Kind.EDITORS):
    """Return somebody who looks after the facts."""
    user = someone(name)
    place = Organisation.objects.create(kind=kind, name="The office")
    Membership.objects.create(user=user, organisation=place, role=role)
    return user


def brought(client, content=SHEET, *, name="list.csv", **told):
    """Bring a table; return the answer."""
    file = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    return client.post(reverse("programmes_import"), {**TOLD, **told, "file": file})


def mapped(client, row, fields=FIELDS, **usual):
    """Say what the columns of a table are; return the answer."""
    told = {f"column-{place}": field for place, field in enumerate(fields)}
    told |= {f"usual-{name}": written for name, written in usual.items()}
    return client.post(reverse("programmes_import_columns", args=[row.pk]), told)


def tried(client, content=SHEET, fields=FIELDS, **told):
    """Bring and map a table; return its row."""
    brought(client, content, **told)
    row = Import.objects.first()
    mapped(client, row, fields)
    return Import.objects.get(pk=row.pk)


def taken(client, content=SHEET, fields=FIELDS, **decided):
    """Take a table in; return its row."""
    row = tried(client, content, fields)
    told = {f"school-{name}": decision for name, decision in decided.items()}
    client.post(reverse("programmes_import_rows", args=[row.pk]), {**told, "take": "yes"})
    return Import.objects.get(pk=row.pk)
