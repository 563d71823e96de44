"""A reader finds a rule wrong; an editor decides; the reader is told."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from salerno_web.people.models import Event, Kind, Membership, Message, Organisation, Role
from salerno_web.people.tasks import send_due
from tests.web.conftest import someone
from tests.web.pages import main_of

pytestmark = pytest.mark.django_db
RULE = "ca/mcc/mccqe"
TOLD = {"wrong": "The fee went up.", "email": "reader@example.org"}


@pytest.fixture
def editor(browsers, db):
    """Return the browser of Garioponto the editor."""
    desk = Organisation.objects.create(kind=Kind.EDITORS, name="Editors of the Atlas")
    user = someone("garioponto")
    Membership.objects.create(user=user, organisation=desk, role=Role.EDITOR)
    return browsers(user)


@pytest.fixture
def report(client, editor):
    """Return the address of a report, found by the editor in the queue."""
    client.post(reverse("atlas_wrong", args=[RULE]), TOLD)
    queue = editor.get(reverse("reports")).content.decode()
    start = queue.index(reverse("reports"), queue.index("<main")) if RULE in queue else None
    assert start is not None
    names = [part for part in queue.split('"') if part.startswith("/editors/reports/")]
    return next(one for one in names if len(one) > len(reverse("reports")) + 30)


def test_editor_reads_the_report_beside_the_rule(editor, report):
    page = main_of(editor.get(report))

    assert "The fee went up." in page
    assert "MCCQE" in page


@pytest.mark.parametrize("decision", ["accepted", "refused", "done"])
def test_reader_is_told_what_became_of_it(editor, report, decision):
    editor.post(report, {"decision": decision, "reason": "We read the page again."})

    mail = Message.objects.get(to="reader@example.org")
    assert "We read the page again." in mail.body
    assert "The fee went up." in mail.body
    assert Event.objects.filter(verb="decided").get().detail == {"state": decision}
    assert send_due() == 1


def test_decision_without_a_reason_comes_back(editor, report):
    response = editor.post(report, {"decision": "accepted"})

    assert response.status_code == 200
    assert not Message.objects.exists()


def test_reader_cannot_see_the_queue(client, report):
    assert client.get(reverse("reports")).status_code == 404
    assert Client().get(report).status_code == 404


def test_worker_sends_the_mail(editor, report):
    editor.post(report, {"decision": "done", "reason": "Put right."})

    call_command("work", "--once")

    assert Message.objects.get().sent_at is not None
