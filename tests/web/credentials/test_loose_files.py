"""Files go with the transaction that loosens them: not before, and not without it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from salerno_web.credentials import actions
from salerno_web.credentials.actions import drop_document, keep_document, sweep_files
from salerno_web.credentials.models import Document, LooseFile
from salerno_web.credentials.queries import store
from salerno_web.people.actions import erase
from salerno_web.people.models import User
from tests.web.conftest import someone
from tests.web.credentials.files import a_pdf

pytestmark = pytest.mark.django_db


class OutOfOrderError(Exception):
    """Something that goes wrong at the worst moment."""


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Return what runs a block as a transaction of its own, and afterwards what waits for its end.

    The log refuses to be emptied, so no test can commit for good.
    """
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.FILES_FOLDER = tmp_path / "files"


def files():
    return [path.name for path in store().folder.rglob("*") if path.is_file()]


def keep(owner, content=None):
    file = SimpleUploadedFile("degree.pdf", content or a_pdf())
    return keep_document(owner, file=file, title="Degree", credentials=[], keep_until=None)


def die(_digests=None):
    """Be a process that dies after its transaction, before it looks at the files."""
    raise OutOfOrderError


def test_account_that_is_erased_leaves_no_file(committed):
    trota = someone("trota")
    keep(trota)

    with committed():
        erase(trota)

    assert (files(), LooseFile.objects.count()) == ([], 0)


def test_account_that_is_erased_in_vain_loses_no_file(settings, committed):
    trota = someone("trota")
    row = keep(trota)
    settings.ERASERS = [*settings.ERASERS, f"{__name__}.die"]

    with pytest.raises(OutOfOrderError), committed():
        erase(trota)

    assert User.objects.filter(pk=trota.pk).exists()
    assert (files(), LooseFile.objects.count()) == ([row.sha256], 0)
    assert sweep_files() == 0
    assert store().read(row.sha256)


def test_process_that_dies_in_between_leaves_the_file_to_the_worker(monkeypatch, committed):
    trota = someone("trota")
    row = keep(trota)
    with monkeypatch.context() as patched, committed():
        patched.setattr(actions, "sweep_files", die)
        erase(trota)
    left = files()

    swept = sweep_files()

    assert (left, swept, files(), LooseFile.objects.count()) == ([row.sha256], 1, [], 0)


def test_document_that_is_dropped_in_vain_keeps_its_file(committed):
    row = keep(someone("trota"))

    with committed(), transaction.atomic():
        drop_document(row.pk, by=row.owner)
        transaction.set_rollback(True)

    assert (files(), Document.objects.count()) == ([row.sha256], 1)


def test_file_that_another_keeps_too_stays(committed):
    trota, abella = someone("trota"), someone("abella")
    content = a_pdf()
    row = keep(trota, content)
    keep(abella, content)

    with committed():
        erase(trota)

    assert (files(), LooseFile.objects.count()) == ([row.sha256], 0)


def test_upload_that_fails_leaves_its_file_to_the_worker(monkeypatch):
    trota = someone("trota")

    def fail(*_told, **_more):
        raise OutOfOrderError

    monkeypatch.setattr(actions, "note", fail)
    with pytest.raises(OutOfOrderError):
        keep(trota)
    left = len(files())

    assert (left, sweep_files(), files(), Document.objects.count()) == (1, 1, [], 0)


def test_file_that_is_kept_again_before_it_is_swept_stays(monkeypatch, committed):
    content, trota, abella = a_pdf(), someone("trota"), someone("abella")
    row = keep(trota, content)
    with monkeypatch.context() as patched, committed():
        patched.setattr(actions, "sweep_files", die)
        erase(trota)
    keep(abella, content)

    assert (sweep_files(), files()) == (0, [row.sha256])


def test_file_that_nobody_marked_is_not_swept():
    row = keep(someone("trota"))

    assert (sweep_files([row.sha256]), files()) == (0, [row.sha256])
