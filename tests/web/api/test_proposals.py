"""Placements that trainees found, over HTTP: nothing is confirmed before the host says so."""

from uuid import uuid4

import pytest

from salerno_web.placements.models import Placement, Proposal
from tests.web.api.conftest import first_monday
from tests.web.api.test_problems import problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposing(asking, published, hospital, people):
    """Return a function that proposes a placement at the hospital as Trota."""
    published()

    def proposed(**more):
        content = {
            "host": str(hospital.pk), "specialty": "surgery", "supervisor": "A Consultant",
            "first": first_monday().isoformat(), "weeks": 2, **more,
        }  # fmt: skip
        return asking(people.trota, "post", "proposals", content)

    return proposed


PLACE = {"rotation": "rotation-1", "window": "window-1"}


def test_host_confirms_what_a_trainee_found(asking, proposing, hospital, people):
    school = str(people.trota.memberships.get().organisation_id)
    made = proposing(school=school)
    path = f"hosts/{hospital.pk}/proposals"

    (row,) = asking(people.costanza, "get", path).json()["rows"]
    confirmed = asking(people.costanza, "post", f"{path}/{row['id']}/confirm", PLACE)
    again = asking(people.costanza, "post", f"{path}/{row['id']}/confirm", PLACE)
    (mine,) = asking(people.trota, "get", "proposals").json()["rows"]

    assert (made.status_code, row["state"], row["trainee"]) == (201, "proposed", "trota")
    assert (confirmed.status_code, problem(again)["status"]) == (200, 409)
    assert (mine["state"], mine["placement"]) == ("confirmed", str(Placement.objects.get().pk))
    assert Placement.objects.get().accepted


def test_host_without_a_free_seat_says_why_it_cannot_confirm(
    asking, proposing, holding, hospital, people
):
    holding(people.abella)
    name = proposing().json()["id"]

    full = asking(people.costanza, "post", f"hosts/{hospital.pk}/proposals/{name}/confirm", PLACE)
    refused = asking(
        people.costanza, "post", f"hosts/{hospital.pk}/proposals/{name}/refuse", {"why": "Full."}
    )

    assert problem(full)["why"] == "full"
    assert (refused.json()["state"], refused.json()["why"]) == ("refused", "Full.")
    assert problem(asking(people.trota, "post", f"proposals/{name}/withdraw"))["status"] == 409


def test_host_that_is_not_on_the_platform_is_named(proposing, asking, people):
    other = {"host": None, "host-name": "Clinic of the Valley", "email": "clinic@example.org"}
    made = proposing(**other)
    nowhere = proposing(host=None, words="Somewhere.")

    withdrawn = asking(people.trota, "post", f"proposals/{made.json()['id']}/withdraw")

    assert (made.json()["host"], made.json()["said"]) == ("Clinic of the Valley", None)
    assert problem(nowhere)["status"] == 422
    assert withdrawn.json()["state"] == "withdrawn"


def test_proposals_are_nobody_elses(asking, proposing, hospital, people):
    name = proposing().json()["id"]
    path = f"hosts/{hospital.pk}/proposals"
    ways = [
        (people.abella, "get", path, None),
        (people.trota, "post", f"{path}/{name}/confirm", PLACE),
        (people.abella, "post", f"proposals/{name}/withdraw", None),
        (people.costanza, "post", f"{path}/{uuid4()}/refuse", {"why": "No."}),
    ]
    strange = [proposing(host=str(uuid4())), proposing(school=str(uuid4()))]

    assert [problem(asking(*way))["status"] for way in ways] == [404] * len(ways)
    assert [problem(one)["status"] for one in strange] == [422, 422]
    assert Proposal.objects.get().state == "proposed"
    assert asking(people.abella, "get", "proposals").json()["rows"] == []
