"""Reports of what went wrong over HTTP: told by Trota, read and answered by whom she chose."""

import pytest

from salerno_web.people.models import Event
from salerno_web.placements.models import Incident, Placement
from tests.web.api.test_problems import problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def telling(asking, over, people):
    """Return a function that reports something as Trota."""
    Placement.objects.update(school=people.trota.memberships.get().organisation)
    day = Placement.objects.get().first.isoformat()

    def told(**more):
        content = {"kind": "supervision", "day": day, "words": "Nobody came.", "to": ["school"]}
        return asking(people.trota, "post", f"placements/{over}/reports", content | more)

    return told


def test_report_is_read_and_answered_by_whom_it_is_for(asking, telling, over, people):
    told = telling()
    path = f"placements/{over}/reports"

    def rows(user):
        return asking(user, "get", path).json()["rows"]

    shown, hidden = rows(people.office), rows(people.costanza)
    answered = asking(
        people.office, "post", f"{path}/{told.json()['id']}/answer",
        {"words": "We spoke with them.", "closes": True},
    )  # fmt: skip
    late = asking(people.office, "post", f"{path}/{told.json()['id']}/answer", {"words": "More."})

    assert (told.status_code, [one["words"] for one in shown], hidden) == (
        201, ["Nobody came."], [],
    )  # fmt: skip
    assert (answered.json()["answer"], answered.json()["closed"]) == ("We spoke with them.", True)
    assert problem(late)["status"] == 409
    assert rows(people.trota)[0]["answer"] == "We spoke with them."
    read = Event.objects.filter(subject_kind="incident", verb="read")
    assert [one.actor for one in read] == [str(people.office.pk)]


def test_report_is_answered_by_nobody_else_and_told_by_the_trainee_alone(
    asking, telling, over, people
):
    name = telling().json()["id"]
    path = f"placements/{over}/reports"
    content = {"words": "So what."}
    ways = [
        (people.costanza, "post", f"{path}/{name}/answer", content),
        (people.trota, "post", f"{path}/{name}/answer", content),
        (people.abella, "get", path, None),
        (people.office, "post", path, {
            "kind": "other", "day": "2027-01-04", "words": "x", "to": ["host"],
        }),
    ]  # fmt: skip

    assert [problem(asking(*way))["status"] for way in ways] == [404] * len(ways)


def test_nothing_is_reported_of_patients_or_before_anything_can_have_happened(telling):
    named = telling(words="Mrs Smith fell")
    Placement.objects.update(state="review")

    early = telling()

    assert [problem(named)["status"], problem(early)["status"]] == [422, 409]
    assert not Incident.objects.exists()
