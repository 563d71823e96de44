"""Letters of recommendation over HTTP: asked for, written or declined by a link, sent on."""

import datetime
import re

import pytest
from django.utils import timezone

from salerno_web.people.models import Message
from salerno_web.placements.models import Letter
from tests.web.api.test_problems import problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept_mail(settings):
    """Keep mail as the site does."""
    settings.EMAIL_BACKEND = "salerno_web.people.outbox.OutboxBackend"


def wish(**more):
    """Return what is asked of somebody who saw Trota work."""
    due = timezone.localdate() + datetime.timedelta(days=400)
    return {
        "writer": "A Consultant", "email": "consultant@example.org", "purpose": "Residency",
        "due": due.isoformat(), **more,
    }  # fmt: skip


@pytest.fixture
def sending(client):
    """Return a function that asks the API without a key."""

    def sent(method, path, body=None):
        more = {} if body is None else {"data": body, "content_type": "application/json"}
        return getattr(client, method)(f"/api/v1/{path}", **more)

    return sent


@pytest.fixture
def wanted(asking, over, people):
    """Return a function that asks for a letter and returns it with the key of its link."""

    def asked(**more):
        answer = asking(people.trota, "post", f"placements/{over}/letters", wish(**more))
        assert answer.status_code == 201, answer.content
        mail = Message.objects.filter(to="consultant@example.org").latest("pk")
        return answer.json(), re.search(r"/letters/write/([^/]+)/", mail.body)[1]

    return asked


def test_letter_is_written_by_a_link_read_and_sent_on(asking, sending, wanted, over, people):
    asked, key = wanted()
    path = f"placements/{over}/letters"

    seen = sending("get", f"letters/{key}").json()
    early = asking(people.trota, "post", f"{path}/{asked['id']}/send", {"to": "dean@example.org"})
    written = sending("post", f"letters/{key}", {"title": "Consultant", "words": "She is good."})
    again = sending("post", f"letters/{key}", {"title": "Consultant", "words": "She is not."})
    (row,) = asking(people.trota, "get", path).json()["rows"]
    sent = asking(people.trota, "post", f"{path}/{asked['id']}/send", {"to": "dean@example.org"})

    assert (seen["trainee"], seen["purpose"], seen["state"]) == ("trota", "Residency", "asked")
    assert (problem(early)["status"], written.json()["state"]) == (409, "written")
    assert problem(again)["status"] == 404
    assert (row["words"], row["title"]) == ("She is good.", "Consultant")
    assert sent.status_code == 200
    assert Message.objects.filter(to="dean@example.org").exists()


def test_letter_that_was_waived_is_not_read_by_its_trainee(asking, sending, wanted, over, people):
    asked, key = wanted(waived=True)
    sending("post", f"letters/{key}", {"title": "Consultant", "words": "She is good."})
    path = f"placements/{over}/letters"

    (row,) = asking(people.trota, "get", path).json()["rows"]
    own = asking(people.trota, "post", f"{path}/{asked['id']}/send", {"to": people.trota.email})

    assert (row["state"], row["words"]) == ("written", None)
    assert problem(own)["status"] == 422


def test_letter_is_declined_or_withdrawn_once(asking, sending, wanted, over, people):
    first, key = wanted()
    declined = sending("post", f"letters/{key}/decline")
    second, _key = wanted(writer="Another")
    path = f"placements/{over}/letters"

    gone = asking(people.trota, "post", f"{path}/{second['id']}/withdraw")
    again = asking(people.trota, "post", f"{path}/{first['id']}/withdraw")

    assert (declined.json()["state"], gone.json()["state"]) == ("declined", "withdrawn")
    assert problem(again)["status"] == 409
    assert problem(sending("post", f"letters/{key}/decline"))["status"] == 404


def test_letters_are_the_business_of_their_trainee_alone(asking, wanted, over, people):
    asked, _key = wanted()
    path = f"placements/{over}/letters"
    ways = [
        (people.costanza, "get", path, None),
        (people.abella, "post", path, wish()),
        (people.costanza, "post", f"{path}/{asked['id']}/withdraw", None),
        (people.trota, "post", f"{path}/{over}/withdraw", None),
    ]

    assert [problem(asking(*way))["status"] for way in ways] == [404] * len(ways)
    assert Letter.objects.get().state == "asked"
