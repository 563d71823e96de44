"""What is done with documents in the background: the virus scan of those that wait for it."""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from salerno_web.credentials.actions import scan_one
from salerno_web.credentials.models import Document


def scan_if_it_waits(row: Document) -> None:
    """Keep, with a document that the scanner did not answer about, that it is to be asked again."""
    if row.state == Document.State.WAITING:
        scan_document.enqueue(str(row.pk))


@task
def scan_document(name: str) -> bool:
    """Have a document scanned; whether it was. Raises InputError where there is no answer."""
    return scan_one(UUID(name))
