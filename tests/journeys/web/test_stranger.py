"""Abella the stranger: with an account and a great many addresses, she finds nothing of Trota's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salerno_web.credentials.models import Credential, Document
from salerno_web.people.models import Consent, Event
from salerno_web.routes.models import Plan
from tests.web.credentials.files import a_pdf

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]
ASKED = {
    "goals": ["gb/gmc/registration-plab"], "currency": "EUR", "examinations": "1", "study": "0",
}  # fmt: skip


@pytest.fixture
def belongings(browsers, trota, hospital, costanza, graduate_file):
    """Return the addresses of what is Trota's: those to look at, and those to send to."""
    client = browsers(trota)
    record = SimpleUploadedFile("me.yaml", graduate_file.read_bytes())
    client.post(reverse("interview_file"), {"file": record})
    degree = Credential.objects.get(type="degree/primary-medical")
    document = SimpleUploadedFile("degree.pdf", a_pdf())
    told = {"file": document, "title": "My degree", "credentials": [str(degree.pk)]}
    client.post(reverse("documents"), told)
    client.post(reverse("route_new"), ASKED)
    client.post(reverse("sharing"), {"organisation": str(hospital.pk), "scope": "documents"})
    paper, plan = Document.objects.get().pk, Plan.objects.get().pk
    looked = [
        reverse("person_record", args=[trota.pk]),
        reverse("credential", args=[degree.pk]),
        reverse("credential_vouch", args=[degree.pk]),
        reverse("document", args=[paper]),
        reverse("document_file", args=[paper]),
        reverse("route_plan", args=[plan]),
        reverse("route_file", args=[plan, "xlsx"]),
        reverse("organisation", args=[hospital.pk]),
    ]
    sent = [
        reverse("credential_remove", args=[degree.pk]),
        reverse("document_remove", args=[paper]),
        reverse("route_drop", args=[plan]),
        reverse("route_share", args=[plan]),
        reverse("consent_withdraw", args=[Consent.objects.get().pk]),
    ]
    return looked, sent


def test_stranger_finds_nothing(browsers, abella, belongings):
    client = browsers(abella)
    looked, sent = belongings

    answers = {there: client.get(there).status_code for there in looked}
    answers |= {there: client.post(there).status_code for there in looked + sent}

    assert set(answers.values()) == {404}, answers


def test_stranger_changes_nothing(browsers, abella, belongings):
    client = browsers(abella)
    looked, sent = belongings
    before = Event.objects.count()

    for there in looked + sent:
        client.post(there)

    assert Event.objects.count() == before
    assert Document.objects.count() == Plan.objects.count() == 1
    assert Consent.objects.get().withdrawn_at is None


def test_visitor_without_an_account_is_asked_to_sign_in_or_finds_nothing(client, belongings):
    looked, _sent = belongings

    answers = {there: client.get(there).status_code for there in looked}

    assert set(answers.values()) == {302, 404}
