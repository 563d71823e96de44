"""Evaluations over HTTP: by the host, by the trainee, and by a guest with a link."""

import re

import pytest

from salerno.placements.evaluations import COMPETENCES, SITE
from salerno_web.placements.models import Evaluation, Placement
from tests.web.api.test_problems import problem

pytestmark = pytest.mark.django_db

HOST = {"marks": {**dict.fromkeys(COMPETENCES, 4), "handover": None}, "words": "Careful."}
TRAINEE = {"marks": dict.fromkeys(SITE, 5), "words": "Go there.", "public": True}


@pytest.fixture
def filing(asking, over):
    """Return a function that files the final evaluation of a side as somebody."""

    def filed(user, side, content, *, more=""):
        name = Evaluation.objects.get(placement=over, side=side, stage="final").pk
        return asking(user, "post", f"placements/{over}/evaluations/{name}{more}", content)

    return filed


def test_evaluations_are_filed_and_the_placement_is_certified_and_closed(
    asking, moving, filing, over, people
):
    trota, costanza = people.trota, people.costanza
    filed = filing(costanza, "host", HOST)
    certified = moving(costanza, over, "certify").json()["state"]
    written = filing(trota, "trainee", TRAINEE)

    assert (filed.status_code, written.status_code) == (200, 200)
    assert filed.json()["answers"] == {**HOST, "public": False}
    assert written.json()["answers"] == TRAINEE
    assert (certified, Placement.objects.get().state) == ("certified", "closed")


def test_each_side_sees_what_it_may_and_what_is_its_own(asking, filing, over, people):
    filing(people.trota, "trainee", TRAINEE)

    def seen(user):
        rows = asking(user, "get", f"placements/{over}/evaluations").json()["rows"]
        return {row["side"]: (row["ours"], row["answers"] is not None) for row in rows}

    assert seen(people.trota) == {"host": (False, False), "trainee": (False, True)}
    assert seen(people.costanza) == {"host": (True, False), "trainee": (False, False)}


def test_evaluation_is_filed_once(filing, people):
    filing(people.costanza, "host", HOST)

    again = filing(people.costanza, "host", {**HOST, "words": "Careless."})

    assert problem(again)["status"] == 409
    assert Evaluation.objects.get(side="host").answers["words"] == "Careful."


def test_evaluation_without_a_mark_is_not_filed_and_says_which(filing, people):
    marks = {"marks": {"history": 4}}

    refused = problem(filing(people.costanza, "host", marks))

    assert (refused["status"], len(refused["errors"])) == (422, len(COMPETENCES) - 1)
    assert Evaluation.objects.get(side="host").filed_at is None


def test_nobody_files_for_the_other_side(asking, filing, over, people):
    found = [
        filing(people.trota, "host", HOST), filing(people.costanza, "trainee", TRAINEE),
        filing(people.abella, "host", HOST),
        asking(people.abella, "get", f"placements/{over}/evaluations"),
        filing(people.trota, "host", {"name": "A", "email": "a@example.org"}, more="/guest"),
    ]  # fmt: skip

    assert [one.status_code for one in found] == [404] * 5


def test_guest_files_by_the_key_of_the_link_that_they_were_sent(client, filing, people, mailoutbox):
    guest = {"name": "Dr Platearius", "email": "platearius@example.org"}
    asked = filing(people.costanza, "host", guest, more="/guest")
    (mail,) = [one for one in mailoutbox if one.to == [guest["email"]]]
    (key,) = re.findall(r"http://localhost:8000/[\w/]*/([\w-]{40,})/", mail.body)
    address = f"/api/v1/evaluations/{key}"

    filed = client.post(address, HOST, content_type="application/json")
    again = client.post(address, HOST, content_type="application/json")

    assert asked.json()["evaluator"] == "Dr Platearius"
    assert (filed.status_code, filed.json()["answers"]["words"]) == (200, "Careful.")
    assert problem(again)["status"] == 404


def test_guest_is_not_asked_for_what_is_filed(filing, people):
    filing(people.costanza, "host", HOST)

    again = filing(people.costanza, "host", {"name": "A", "email": "a@example.org"}, more="/guest")

    assert problem(again)["status"] == 409
