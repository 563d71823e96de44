"""Rotations and placements as JSON: from what a host publishes to what becomes of a placement."""

import pytest
from django.urls import reverse

from salerno_web.people.actions import make_token
from salerno_web.placements.models import Placement, Published, Slot
from salerno_web.placements.moves import settle
from tests.web.api.conftest import BLS, WEEK, at_noon, first_monday, wanted, written
from tests.web.api.test_problems import problem

pytestmark = pytest.mark.django_db


def test_a_placement_goes_from_what_is_published_to_its_evaluation(
    asking, published, holding, moving, people, school
):
    trota, costanza, office = people.trota, people.costanza, people.office
    told = published(release=True)
    held = holding(trota, school=str(school.pk))
    name = held.json()["id"]
    ways = [(trota, "request"), (office, "release"), (costanza, "accept")]
    states = [moving(user, name, verb).json()["state"] for user, verb in ways]
    began = settle(name, now=at_noon(first_monday()))
    ended = settle(name, now=at_noon(first_monday() + 2 * WEEK))
    seen = asking(costanza, "get", f"placements/{name}").json()

    assert told.json() == {"published": ["harbour", "rotation-1"]}
    assert (held.status_code, held.headers["Location"]) == (201, f"/api/v1/placements/{name}")
    assert states == ["release", "review", "onboarding"]
    assert (began, ended, seen["state"], seen["part"]) == (True, True, "evaluation", "host")
    assert [(one["verb"], one["by"]) for one in seen["events"]] == [
        ("held", "trainee"), ("request", "trainee"), ("release", "school"), ("accept", "host"),
        ("begin", "time"), ("finish", "time"),
    ]  # fmt: skip
    (certify,) = [one for one in seen["offers"] if one["verb"] == "certify"]
    assert certify["reasons"] == [{"why": "not-evaluated", "about": ["host"]}]


def test_rotation_is_found_by_what_it_is_and_when_it_is(client, published, hospital):
    published()
    first = first_monday()
    queries = [
        {"words": "genoa"}, {"words": "nowhere"}, {"kind": "elective"}, {"kind": "core"},
        {"specialty": "surgery"}, {"country": "it"}, {"country": "GB"}, {"weeks": 20},
        {"weeks": 21}, {"first": first, "weeks": 2}, {"first": first + WEEK / 7, "weeks": 2},
        {"first": first + 19 * WEEK}, {"first": first + 20 * WEEK},
    ]  # fmt: skip

    found = [client.get(reverse("api_rotations"), query).json() for query in queries]

    assert [page["total"] for page in found] == [1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0]
    (row,) = found[0]["rows"]
    assert (row["id"], row["host"], row["confirmed"]) == ("rotation-1", str(hospital.pk), True)
    assert [one["seats"] for one in row["stays"]] == [1, 1, 1]


def test_rotation_is_told_with_its_document_and_what_it_asks(client, published):
    published(asks=(BLS,))

    told = client.get(reverse("api_rotation", args=["rotation-1"])).json()

    assert told["rotation"]["rotation"] == "rotation-1"
    assert [one["id"] for one in told["windows"]] == ["window-1"]
    assert [(one["id"], one["due"], one["by"]) for one in told["asked"]] == [
        ("bls", "onboarding", "harbour")
    ]


def test_rotation_that_is_no_longer_offered_is_not_there(client, published):
    published()
    row = Published.objects.get(name="rotation-1")
    Published.objects.filter(pk=row.pk).update(
        document={**row.document, "status": "draft"}, version=9
    )

    found = client.get(reverse("api_rotation", args=["rotation-1"]))

    assert problem(found)["status"] == 404
    assert client.get(reverse("api_rotations")).json()["total"] == 0


def test_rotation_with_no_seat_left_has_no_stays_and_says_so(
    client, asking, published, holding, trota, abella
):
    published()
    holding(trota)
    first = first_monday()
    query = f"first={first}&weeks=2"

    (listed,) = client.get(f"{reverse('api_rotations')}?{query}").json()["rows"]
    (judged,) = asking(abella, "get", f"record/rotations?{query}").json()["rows"]

    assert [one["first"] for one in listed["stays"]] == [
        (first + n * WEEK).isoformat() for n in (2, 3, 4)
    ]
    assert [one["why"] for one in judged["refused"]] == ["full"]
    assert judged["judged-for"]["first"] == first.isoformat()


def test_rotations_are_judged_for_who_is_sent_and_for_the_holder(client, asking, published, trota):
    published(asks=(BLS,))
    held = {"credentials": [{"type": "training/bls", "on": "2026-01-01"}]}
    bodies = [{"record": {}}, {"record": held}, {"record": {"complete": ["training/bls"]}}]

    sent = [
        client.post(reverse("api_rotation_verdicts"), body, content_type="application/json").json()
        for body in bodies
    ]
    own = asking(trota, "get", "record/rotations").json()

    states = [one["rows"][0]["verdicts"]["onboarding"]["state"] for one in (*sent, own)]
    assert states == ["cannot-tell", "eligible", "not-yet", "cannot-tell"]


def test_seat_is_held_once_for_one_key(holding, published, trota):
    published()

    first, again = holding(trota), holding(trota)

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["id"] == again.json()["id"]
    assert Placement.objects.count() == 1


def test_key_is_not_used_for_something_else(holding, published, trota):
    published()
    holding(trota)

    other = holding(trota, weeks=3)

    assert "another request" in problem(other)["detail"]
    assert other.status_code == 422


@pytest.mark.parametrize("key", [None, " ", "a b", "x" * 101])
def test_seat_is_not_held_without_a_key(asking, published, trota, key):
    published()
    headers = {} if key is None else {"Idempotency-Key": key}

    refused = asking(trota, "post", "placements", wanted(), **headers)

    assert problem(refused)["errors"][0]["in"] == "header"
    assert (refused.status_code, Slot.objects.count()) == (422, 0)


def test_seat_that_is_taken_is_refused_with_the_reason(holding, published, trota, abella):
    published()
    holding(trota)

    refused = problem(holding(abella))

    days = [(first_monday() + n * WEEK).isoformat() for n in range(2)]
    assert (refused["status"], refused["why"], refused["days"]) == (409, "full", days)
    assert refused["detail"] == "Every seat is taken on some of these days."


def test_who_waits_gets_the_seat_that_is_given_up(
    asking, holding, moving, published, trota, abella
):
    published(booking="instant")
    mine = holding(trota).json()["id"]
    key = {"Idempotency-Key": "b"}
    waiting = asking(abella, "post", "placements/wait", wanted(), **key).json()

    moved = moving(trota, mine, "withdraw").json()

    after = asking(abella, "get", f"placements/{waiting['id']}").json()
    assert (waiting["state"], moved["state"], after["state"]) == (
        "waitlisted", "withdrawn", "onboarding",
    )  # fmt: skip


def test_held_seat_is_changed_for_another(asking, holding, published, trota):
    published()
    mine, later = holding(trota).json()["id"], (first_monday() + WEEK).isoformat()
    key = {"Idempotency-Key": "b"}

    changed = asking(trota, "post", f"placements/{mine}/swap", wanted(first=later), **key)

    assert (changed.status_code, changed.json()["first"]) == (201, later)
    states = dict(Placement.objects.values_list("key", "state"))
    assert states == {"a": "withdrawn", "b": "held"}


def test_seat_of_another_is_neither_seen_nor_changed_nor_moved(
    asking, holding, moving, published, people
):
    trota, abella, costanza = people.trota, people.abella, people.costanza
    published()
    name, key = holding(trota).json()["id"], {"Idempotency-Key": "b"}

    found = [
        asking(abella, "get", f"placements/{name}"),
        moving(abella, name, "withdraw"),
        asking(abella, "post", f"placements/{name}/swap", wanted(), **key),
        asking(costanza, "post", f"placements/{name}/swap", wanted(), **key),
    ]

    assert [one.status_code for one in found] == [404, 404, 404, 404]
    assert Placement.objects.get().state == "held"


def test_move_that_must_wait_says_for_what(holding, moving, published, trota, school):
    published(agreement=True)
    name = holding(trota, school=str(school.pk)).json()["id"]

    early = problem(moving(trota, name, "request"))
    wrong = problem(moving(trota, name, "accept"))

    assert (early["status"], early["reasons"]) == (409, [{"why": "no-agreement", "about": []}])
    assert (wrong["status"], wrong["reasons"]) == (409, [])


def test_seat_is_not_asked_for_from_the_school_of_others(holding, published, school, abella):
    published()

    refused = problem(holding(abella, school=str(school.pk)))

    assert (refused["status"], refused["where"]) == (422, "school")


def test_key_that_may_only_read_holds_nothing(client, published, trota):
    published()
    key = make_token(trota, name="a spreadsheet", may_write=False)
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": "a"}

    refused = client.post(
        reverse("api_placements"), wanted(), content_type="application/json", headers=headers
    )

    assert (problem(refused)["status"], Placement.objects.count()) == (403, 0)


def test_placements_are_listed_for_trainee_host_and_school(
    asking, holding, moving, published, people, school
):
    trota, abella, costanza, office = vars(people).values()
    published()
    name = holding(trota, school=str(school.pk)).json()["id"]

    def listed(user, **query):
        words = "&".join(f"{key}={value}" for key, value in query.items())
        return asking(user, "get", f"placements?{words}").json()["total"]

    unseen = [listed(user, role=role) for user, role in ((costanza, "host"), (office, "school"))]
    moving(trota, name, "request")

    assert unseen == [0, 0]
    assert [listed(user) for user in (trota, costanza, office, abella)] == [1, 0, 0, 0]
    assert [listed(user, role="host") for user in (trota, costanza, office)] == [0, 1, 0]
    assert [listed(user, role="school") for user in (trota, costanza, office)] == [0, 0, 1]
    assert [listed(trota, state=state) for state in ("review", "active")] == [1, 0]


def test_papers_rest_on_what_the_trainee_sees_and_hosts_see_what_was_submitted(
    asking, holding, moving, published, people, school
):
    trota, costanza, office = people.trota, people.costanza, people.office
    published(asks=(BLS,))
    record = {"credentials": [{"type": "training/bls", "on": "2026-01-01"}]}
    asking(trota, "put", "record", record, **{"If-Match": '"0"'})
    name = holding(trota, school=str(school.pk)).json()["id"]
    moving(trota, name, "request")

    own, host, office = (
        asking(user, "get", f"placements/{name}").json() for user in (trota, costanza, office)
    )

    (paper,) = own["papers"]
    assert (paper["met"], paper["verified"]) == (True, False)
    assert [one["type"] for one in paper["evidence"]] == ["training/bls"]
    assert [told["papers"] for told in (host, office)] == [[{**paper, "evidence": []}]] * 2
    assert host["submitted"]["papers"][0]["credentials"][0]["type"] == "training/bls"
    assert (own["submitted"], office["submitted"]) == (host["submitted"], None)


def test_host_publishes_and_lists_what_is_published(asking, published, costanza, hospital):
    published()

    hosts = asking(costanza, "get", "hosts").json()
    listed = asking(costanza, "get", f"hosts/{hospital.pk}/published").json()

    assert hosts == {"rows": [{"id": str(hospital.pk), "name": "Harbour Hospital"}]}
    assert [(row["id"], row["kind"], row["version"]) for row in listed["rows"]] == [
        ("harbour", "location", 1), ("rotation-1", "rotation", 1),
    ]  # fmt: skip


def test_nobody_else_publishes_for_a_host(asking, abella, hospital):
    path = f"hosts/{hospital.pk}/published"

    found = [
        asking(abella, "get", path), asking(abella, "put", path, {"content": written()}),
    ]  # fmt: skip

    assert [one.status_code for one in found] == [404, 404]
    assert asking(abella, "get", "hosts").json() == {"rows": []}


def test_text_that_is_wrong_publishes_nothing_and_says_where(asking, costanza, hospital):
    content = f"{written()}---\nrotation: other\nat: nowhere\n"

    refused = asking(costanza, "put", f"hosts/{hospital.pk}/published", {"content": content})

    assert problem(refused)["status"] == 422
    assert problem(refused)["where"].startswith("content:")
    assert Published.objects.count() == 0


def test_placement_of_a_rotation_that_is_gone_is_still_told(
    asking, holding, published, trota, hospital
):
    published()
    name = holding(trota).json()["id"]
    Published.objects.all().delete()

    told = asking(trota, "get", f"placements/{name}").json()

    assert (told["title-text"], told["offers"], told["papers"]) == (None, [], [])
