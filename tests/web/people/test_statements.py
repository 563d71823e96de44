"""Lists take as many statements for three rows as for one."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from salerno_web.credentials.actions import keep_document
from salerno_web.credentials.models import Credential
from salerno_web.people.actions import give_consent, make_token, note, withdraw_consent
from salerno_web.people.models import (
    Consent,
    Kind,
    Membership,
    Message,
    Organisation,
    Role,
)
from tests.web.conftest import someone
from tests.web.credentials.files import a_pdf

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path / "files"


def place(number, kind=Kind.HOST):
    return Organisation.objects.create(kind=kind, name=f"Place {number}")


def give_membership(number, *, trota, **_cast):
    Membership.objects.create(user=trota, organisation=place(number), role=Role.ADVISER)


def give_member(number, *, hospital, **_cast):
    Membership.objects.create(user=someone(f"m{number}"), organisation=hospital, role=Role.ADVISER)


def give_sharer(number, *, hospital, **_cast):
    give_consent(someone(f"s{number}"), hospital, scope="record")


def give_own_consent(number, *, trota, **_cast):
    there = place(number)
    Membership.objects.create(user=someone(f"c{number}"), organisation=there, role=Role.ADVISER)
    give_consent(trota, there, scope="record")
    if number == 0:
        withdraw_consent(trota, Consent.objects.get(organisation=there).pk)


def give_look(number, *, trota, **_cast):
    note("viewed", actor=someone(f"l{number}"), subject_kind="record", subject_id=trota.pk,
         about=trota, organisation=place(number))  # fmt: skip


def give_key(number, *, trota, **_cast):
    make_token(trota, name=f"key {number}", may_write=False)


def give_document(number, *, trota, **_cast):
    names = [str(one) for one in Credential.objects.values_list("pk", flat=True)[:2]]
    file = SimpleUploadedFile("x.pdf", a_pdf(pages=number + 1))
    keep_document(trota, file=file, title=f"File {number}", credentials=names, keep_until=None)


def give_failed_mail(number, **_cast):
    Message.objects.create(to=f"m{number}@example.org", sender="s@example.org", subject="A letter",
                           body="x", attempts=3)  # fmt: skip


def give_mail(number, *, trota, **_cast):
    Message.objects.create(to=trota.email, sender="s@example.org", subject=f"Letter {number}",
                           body="x", sent_at=timezone.now() - timedelta(days=number))  # fmt: skip


LISTS = {
    "organisations": ("trota", "organisations", give_membership, 3),
    "members": ("costanza", "organisation", give_member, 9),
    "people who share": ("costanza", "organisation", give_sharer, 9),
    "consents": ("trota", "sharing", give_own_consent, 5),
    "disclosures": ("trota", "sharing", give_look, 7),
    "keys": ("trota", "tokens", give_key, 3),
    "documents": ("trota", "documents", give_document, 7),
    "failed mail": ("operator", "failed_mail", give_failed_mail, 5),
    "what will be deleted": ("trota", "privacy", give_mail, 19),
}


@pytest.fixture
def people(signed_in, trota, costanza, graduate_file):
    """Return whoever looks, by name; Trota has a record."""
    operator = someone("operator")
    there = place(9, Kind.OPERATOR)
    Membership.objects.create(user=operator, organisation=there, role=Role.OPERATOR)
    file = SimpleUploadedFile("me.yaml", graduate_file.read_bytes())
    signed_in(trota).post(reverse("interview_file"), {"file": file})
    return {"trota": trota, "costanza": costanza, "operator": operator}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", LISTS)
def test_list_takes_as_many_statements_for_many_as_for_one(
    name, number, signed_in, people, hospital
):
    who, page, give, expected = LISTS[name]
    for row in range(number):
        give(row, trota=people["trota"], hospital=hospital)
    client = signed_in(people[who])
    there = reverse(page, args=[hospital.pk] if page == "organisation" else [])
    client.get(there)

    with CaptureQueriesContext(connection) as asked:
        response = client.get(there)

    assert response.status_code == 200
    assert len(asked) == expected, "\n".join(one["sql"][:200] for one in asked)
