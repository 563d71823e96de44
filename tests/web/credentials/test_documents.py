"""Documents: uploaded once, attached, taken by whom they are shared with, erased."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salerno_web.credentials.models import Credential, Document, LooseFile
from salerno_web.credentials.queries import store
from salerno_web.people.actions import give_consent
from salerno_web.people.models import Event
from salerno_web.people.tidying import tidy
from tests.web.credentials.files import a_pdf
from tests.web.pages import errors_of, main_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path / "files"


def upload(client, name="degree.pdf", content=None, **told):
    file = SimpleUploadedFile(name, a_pdf() if content is None else content)
    return client.post(reverse("documents"), {"file": file, "title": "My degree", **told})


@pytest.fixture
def document(signed_in, trota):
    """Return a document of Trota's."""
    upload(signed_in(trota))
    return Document.objects.get()


def test_document_is_kept_and_listed(signed_in, trota):
    client = signed_in(trota)

    upload(client)

    assert "My degree" in main_of(client.get(reverse("documents")))
    assert [e.verb for e in Event.objects.filter(subject_kind="document")] == ["uploaded"]


def test_document_is_attached_to_what_it_proves(signed_in, trota, graduate_file):
    client = signed_in(trota)
    file = SimpleUploadedFile("me.yaml", graduate_file.read_bytes())
    client.post(reverse("interview_file"), {"file": file})
    degree = Credential.objects.get(type="degree/primary-medical")

    upload(client, credentials=[str(degree.pk)])

    assert [d.title for d in degree.documents.all()] == ["My degree"]
    assert "My degree" in main_of(client.get(reverse("record")))


def test_refused_document_is_told_and_nothing_is_kept(signed_in, trota):
    response = upload(signed_in(trota), name="degree.docx", content=b"PK\x03\x04")

    assert errors_of(response) == [
        "Files of this kind are not kept.; Send a PDF, JPEG or PNG; print other files to PDF first."
    ]
    assert b'value="My degree"' in response.content
    assert not Document.objects.exists()
    assert not Event.objects.filter(verb="uploaded").exists()


def test_document_is_downloaded_as_an_attachment(signed_in, trota, document):
    response = signed_in(trota).get(reverse("document_file", args=[document.pk]))

    assert response.content.startswith(b"%PDF-")
    assert response.headers["Content-Disposition"] == f'attachment; filename="{document.pk}.pdf"'
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_document_that_waits_for_a_scan_is_not_given(signed_in, trota, document):
    Document.objects.update(state=Document.State.WAITING)

    response = signed_in(trota).get(reverse("document_file", args=[document.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize("name", ["document", "document_file", "document_remove"])
def test_stranger_finds_no_document(signed_in, abella, document, name):
    client = signed_in(abella)
    there = reverse(name, args=[document.pk])

    assert client.post(there).status_code == 404
    assert client.get(there).status_code in (404, 405)


def test_coordinator_takes_a_shared_document_and_that_is_kept(
    signed_in, trota, costanza, hospital, document
):
    give_consent(trota, hospital, scope="documents")
    client = signed_in(costanza)

    response = client.get(reverse("document_file", args=[document.pk]))

    assert response.status_code == 200
    event = Event.objects.get(verb="downloaded")
    assert (event.actor, event.about) == (str(costanza.pk), str(trota.pk))
    assert "Download" in main_of(client.get(reverse("document", args=[document.pk])))


def test_sharing_the_record_alone_shares_no_document(
    signed_in, trota, costanza, hospital, document
):
    give_consent(trota, hospital, scope="record")

    response = signed_in(costanza).get(reverse("document", args=[document.pk]))

    assert response.status_code == 404


def test_coordinator_cannot_change_or_erase(signed_in, trota, costanza, hospital, document):
    give_consent(trota, hospital, scope="documents")
    client = signed_in(costanza)

    client.post(reverse("document", args=[document.pk]), {"title": "Mine"})
    response = client.post(reverse("document_remove", args=[document.pk]))

    assert response.status_code == 404
    assert Document.objects.get().title == "My degree"


def test_document_is_called_something_else(signed_in, trota, document):
    client = signed_in(trota)

    client.post(
        reverse("document", args=[document.pk]), {"title": "Diploma", "keep_until": "2030-01-01"}
    )

    kept = Document.objects.get()
    assert (kept.title, kept.keep_until) == ("Diploma", date(2030, 1, 1))


def test_erased_document_leaves_no_file(
    signed_in, trota, document, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(trota).post(reverse("document_remove", args=[document.pk]))

    assert not Document.objects.exists()
    assert not [path for path in store().folder.rglob("*") if path.is_file()]


def test_same_file_of_another_is_left(
    signed_in, trota, abella, document, django_capture_on_commit_callbacks
):
    content = store().read(document.sha256)
    Document.objects.create(
        owner=abella, title="The same", media_type="application/pdf", sha256=document.sha256, size=1
    )

    with django_capture_on_commit_callbacks(execute=True):
        signed_in(trota).post(reverse("document_remove", args=[document.pk]))

    assert LooseFile.objects.count() == 0
    assert store().read(document.sha256) == content


def test_document_is_erased_when_its_time_is_over(document):
    Document.objects.update(keep_until=date(2026, 11, 22))

    on_the_day, after = tidy(date(2026, 11, 22)), tidy(date(2026, 11, 23))

    assert (on_the_day, [(one.timer, one.number) for one in after]) == (
        (),
        [("dated_documents", 1)],
    )
    assert not Document.objects.exists()


def test_too_many_uploads_are_told_to_wait(signed_in, trota):
    client = signed_in(trota)
    for _ in range(60):
        client.post(reverse("documents"), {})

    response = client.post(reverse("documents"), {})

    assert response.status_code == 429
    assert response.headers["Retry-After"] == "3600"


@pytest.mark.parametrize("number", [1, 3])
def test_documents_are_listed_in_few_statements(
    signed_in, trota, number, django_assert_num_queries
):
    client = signed_in(trota)
    for index in range(number):
        Document.objects.create(
            owner=trota, title=f"{index}", media_type="image/png", sha256="0" * 64, size=1
        )

    with django_assert_num_queries(5):
        client.get(reverse("documents"))
