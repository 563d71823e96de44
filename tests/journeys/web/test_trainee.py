"""A trainee with an account: saves, proves, shares, takes back, takes along, leaves."""

import io
import re
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salerno_web.credentials.models import Credential, Document, Record
from salerno_web.people.models import Consent, Event, Message
from salerno_web.routes.models import Plan
from tests.journeys.web.interviews import ABOUT_BRITAIN, GRADUATE, answer
from tests.web.credentials.files import a_pdf
from tests.web.pages import main_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files_apart")]
DEGREE = "degree/primary-medical"
SECRET = "scuola-medica-1140"
ASKED = {
    "goals": ["gb/gmc/registration-plab"], "currency": "EUR", "examinations": "1", "study": "0",
}  # fmt: skip


@pytest.fixture
def trainee(client):
    """Return the browser of a visitor who answered, signed up and confirmed the address."""
    answer(client, ABOUT_BRITAIN, GRADUATE)
    client.post(reverse("account_signup"), {"email": "mercuriade@example.org", "password1": SECRET})
    mail = Message.objects.get(to="mercuriade@example.org")
    link = re.search(r"https?://[^/]+(/account/confirm-email/\S+)", mail.body)[1]
    client.post(link)
    return client


@pytest.fixture
def owner(trainee):
    """Return the trainee's account, signed in."""
    user = get_user_model().objects.get(email="mercuriade@example.org")
    if "_auth_user_id" not in trainee.session:
        told = {"login": user.email, "password": SECRET}
        assert trainee.post(reverse("account_login"), told).status_code == 302
    return user


def upload(client, credential):
    """Upload a document that proves a credential."""
    file = SimpleUploadedFile("degree.pdf", a_pdf())
    told = {"file": file, "title": "My degree", "credentials": [str(credential.pk)]}
    assert client.post(reverse("documents"), told).status_code == 302
    return Document.objects.get()


def sure(client, name):
    """Prove once more who one is, and return the page that wanted it."""
    asked = client.get(reverse(name)).headers["Location"]
    client.post(asked, {"password": SECRET})
    return client.get(reverse(name))


def test_what_a_visitor_told_is_saved_on_signing_up(trainee, owner):
    page = main_of(trainee.get(reverse("record_arrive"), follow=True))

    assert Record.objects.get(owner=owner).facts["citizenship"] == "IN"
    assert [one.type for one in Credential.objects.filter(record__owner=owner)] == [DEGREE]
    assert "India" in page


def test_document_is_uploaded_once_and_stands_with_its_credential(trainee, owner):
    trainee.get(reverse("record_arrive"))
    document = upload(trainee, Credential.objects.get(type=DEGREE))

    page = trainee.get(reverse("record")).content.decode()
    file = trainee.get(reverse("document_file", args=[document.pk]))

    assert reverse("document", args=[document.pk]) in page
    assert file.headers["Content-Disposition"].startswith("attachment")
    assert file.content.startswith(b"%PDF")


def test_record_is_shared_looked_at_and_taken_back(trainee, owner, hospital, costanza, browsers):
    trainee.get(reverse("record_arrive"))
    record = reverse("person_record", args=[owner.pk])
    hers = browsers(costanza)
    before = hers.get(record).status_code

    trainee.post(reverse("sharing"), {"organisation": str(hospital.pk), "scope": "record"})
    during = hers.get(record).status_code
    told = main_of(trainee.get(reverse("sharing")))
    trainee.post(reverse("consent_withdraw", args=[Consent.objects.get().pk]))

    assert (before, during, hers.get(record).status_code) == (404, 200, 404)
    assert "costanza" in told
    assert "Harbour Hospital" in told


def test_everything_is_taken_along_as_one_file(trainee, owner):
    trainee.get(reverse("record_arrive"))
    upload(trainee, Credential.objects.get(type=DEGREE))
    trainee.post(reverse("route_new"), ASKED)

    response = sure(trainee, "export")

    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        words = "".join(archive.read(one).decode("utf-8", "replace") for one in archive.namelist())
    assert response.headers["Content-Type"] == "application/zip"
    for kept in ("mercuriade@example.org", "citizenship", "My degree", ASKED["goals"][0]):
        assert kept in words


def test_erasing_leaves_nothing_but_a_log_that_names_nobody(trainee, owner):
    trainee.get(reverse("record_arrive"))
    upload(trainee, Credential.objects.get(type=DEGREE))
    trainee.post(reverse("route_new"), ASKED)

    sure(trainee, "erase")
    trainee.post(reverse("erase"), {"sure": "on"})

    for model in (get_user_model(), Record, Credential, Document, Plan, Message):
        assert not model.objects.exists(), model
    assert Event.objects.filter(verb="erased").count() == 1
    assert "mercuriade" not in "".join(str(row) for row in Event.objects.values_list())
    assert trainee.get(reverse("privacy")).status_code == 302


def test_erasing_needs_a_word_that_one_is_sure(trainee, owner):
    sure(trainee, "erase")

    response = trainee.post(reverse("erase"), {})

    assert response.status_code == 200
    assert get_user_model().objects.filter(pk=owner.pk).exists()
