"""Documents are opened only once the virus scanner, where there is one, said they are clean."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from salerno.errors import InputError
from salerno_web.credentials.actions import scan_waiting
from salerno_web.credentials.models import Document
from salerno_web.credentials.queries import store
from salerno_web.credentials.tasks import scan_document
from salerno_web.credentials.uploads.scanners import Scan, Verdict, scanned
from salerno_web.people.leases import run_due
from salerno_web.people.models import Event
from salerno_web.project.checks import check_scanner
from tests.web.credentials.files import a_pdf
from tests.web.pages import errors_of, main_of

pytestmark = pytest.mark.django_db


def says_clean(_content, _address):
    return Scan(Verdict.CLEAN)


def says_infected(_content, _address):
    return Scan(Verdict.INFECTED, "Eicar-Test")


def says_nothing(_content, _address):
    return Scan(Verdict.UNAVAILABLE, "timed out")


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path / "files"
    settings.SCANNERS = {
        "clean": f"{__name__}.says_clean",
        "infected": f"{__name__}.says_infected",
        "nothing": f"{__name__}.says_nothing",
    }


def upload(client):
    file = SimpleUploadedFile("degree.pdf", a_pdf())
    return client.post(reverse("documents"), {"file": file, "title": "My degree"})


@pytest.fixture
def waiting(settings, signed_in, trota):
    """Return a document that was uploaded while the scanner did not answer."""
    settings.SCANNER = "nothing://"
    upload(signed_in(trota))
    return Document.objects.get()


def test_clean_document_can_be_opened(settings, signed_in, trota):
    settings.SCANNER = "clean://"

    upload(signed_in(trota))

    assert Document.objects.get().is_clean


def test_infected_document_is_refused(settings, signed_in, trota):
    settings.SCANNER = "infected://"

    response = upload(signed_in(trota))

    assert errors_of(response) == ["The file carries a virus.; Check your computer."]
    assert not Document.objects.exists()
    assert not list(settings.FILES_FOLDER.glob("*/*"))


def test_document_waits_while_the_scanner_does_not_answer(client, waiting):
    listed = main_of(client.get(reverse("documents")))
    file = client.get(reverse("document_file", args=[waiting.pk]))

    assert "waiting for the virus scan" in listed
    assert file.status_code == 404


@pytest.mark.parametrize(
    ("scanner", "state", "done", "told"),
    [
        ("clean://", Document.State.CLEAN, 1, [{"verdict": "clean"}]),
        ("infected://", Document.State.REFUSED, 1, [{"verdict": "infected"}]),
        ("nothing://", Document.State.WAITING, 0, []),
    ],
)
def test_waiting_document_is_scanned_later(settings, waiting, scanner, state, done, told):
    settings.SCANNER = scanner

    assert scan_waiting() == done

    waiting.refresh_from_db()
    assert waiting.state == state
    assert [event.detail for event in Event.objects.filter(verb="scanned")] == told


@pytest.mark.parametrize(
    ("scanner", "state", "status"),
    [
        ("clean://", Document.State.CLEAN, "SUCCESSFUL"),
        ("infected://", Document.State.REFUSED, "SUCCESSFUL"),
        ("nothing://", Document.State.WAITING, "READY"),
    ],
)
def test_waiting_document_brings_a_task_that_asks_again(settings, waiting, scanner, state, status):
    settings.SCANNER = scanner

    assert run_due("me") == 1

    waiting.refresh_from_db()
    assert (waiting.state, DBTaskResult.objects.get().status) == (state, status)


def test_document_that_was_scanned_brings_no_task(settings, signed_in, trota):
    settings.SCANNER = "clean://"

    upload(signed_in(trota))

    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("gone", ["row", "file", "judged"])
def test_document_that_waits_no_longer_is_not_scanned(settings, waiting, gone):
    settings.SCANNER = "clean://"
    if gone == "row":
        Document.objects.all().delete()
    elif gone == "file":
        store().delete(waiting.sha256)
    else:
        Document.objects.update(state=Document.State.REFUSED)

    assert scan_document.call(str(waiting.pk)) is False
    assert not Event.objects.filter(verb="scanned").exists()


def test_document_whose_file_is_missing_waits_on(settings, waiting):
    settings.SCANNER = "clean://"
    store().delete(waiting.sha256)

    assert scan_waiting() == 0


def test_document_erased_during_the_scan_stays_erased(settings, waiting, monkeypatch):
    settings.SCANNER = "clean://"

    def erase_and_say(_content):
        Document.objects.all().delete()
        return Scan(Verdict.CLEAN)

    monkeypatch.setattr("salerno_web.credentials.actions.scanned", erase_and_say)

    assert scan_waiting() == 0
    assert not Event.objects.filter(verb="scanned").exists()


def test_unknown_scanner_is_told_before_the_site_starts(settings):
    settings.SCANNER = "norton://"

    assert [(one.msg, one.id) for one in check_scanner()] == [
        ("scanner: 'norton' is not known.", "salerno.E002")
    ]
    with pytest.raises(InputError, match="'norton' is not known"):
        scanned(b"a degree")


@pytest.mark.parametrize("scanner", ["", "clean://"])
def test_known_scanner_and_none_are_fine(settings, scanner):
    settings.SCANNER = scanner

    assert check_scanner() == []
