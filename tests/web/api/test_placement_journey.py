"""A rotation over HTTP alone: published, booked, a titre chased, accepted, evaluated, certified."""

import json
import re

import pytest
from django.utils import timezone

from salerno.placements.evaluations import COMPETENCES, SITE
from salerno_web.placements.models import Entry, Evaluation, Placement
from salerno_web.placements.moves import settle
from tests.library.formats.badges.independent import accepts, accepts_token
from tests.library.placements.hosts import location_of
from tests.web.api.conftest import WEEK, at_noon, first_monday
from tests.web.api.test_problems import problem

pytestmark = pytest.mark.django_db

(TITRE,) = location_of("asks: [{id: titre, has: titre/hepatitis-b, due: onboarding}]").demands
(JUDGED,) = location_of(
    "asks: [{id: interview, judge: interview, text: {en: The talk}, actor: host}]"
).demands
HOST = {"marks": {**dict.fromkeys(COMPETENCES, 4), "handover": None}, "words": "Careful."}
TRAINEE = {"marks": dict.fromkeys(SITE, 5), "words": "Go there.", "public": True}
GUEST = {"name": "Dr Platearius", "email": "platearius@example.org"}


@pytest.fixture
def keep_record(asking, trota):
    """Return a function that keeps one more credential of Trota's, over HTTP."""

    def kept(**credential):
        before = asking(trota, "get", "record")
        told = {key: value for key, value in before.json().items() if key != "version"}
        told["credentials"] = [*told.get("credentials", []), credential]
        return asking(trota, "put", "record", told, **{"If-Match": before.headers["ETag"]})

    return kept


def paper(told, demand):
    return next(one for one in told["papers"] if one["demand"] == demand)


def test_whole_way_of_a_placement_over_http_to_a_badge_that_a_second_reader_accepts(  # noqa: PLR0917 - so many take part
    client, asking, published, holding, moving, people, school, keep_record, mailoutbox
):
    trota, costanza = people.trota, people.costanza
    published(asks=(TITRE,), release=True)
    name = holding(trota, school=str(school.pk)).json()["id"]
    moving(trota, name, "request")
    moving(people.office, name, "release")
    accepted = moving(costanza, name, "accept").json()

    # The titre is missing: it says by when, and nothing begins without it.
    assert (accepted["state"], paper(accepted, "titre")["met"]) == ("onboarding", False)
    assert paper(accepted, "titre")["by"] <= first_monday().isoformat()
    settle(name, now=at_noon(first_monday()))
    assert Placement.objects.get().state == "onboarding"
    kept = keep_record(type="titre/hepatitis-b", on="2026-02-02", value="120 mIU/mL")
    assert kept.status_code == 200, kept.content
    assert paper(asking(trota, "get", f"placements/{name}").json(), "titre")["met"]

    # It begins, is logged and confirmed, ends, and is evaluated by a guest and by Trota.
    settle(name, now=at_noon(first_monday()))
    day = first_monday().isoformat()
    line = asking(trota, "post", f"placements/{name}/log/hours", {"day": day, "hours": 7.5})
    seen = {"seen": line.json()["written-at"]}
    confirmed = asking(costanza, "post", f"placements/{name}/log/confirm", seen)
    settle(name, now=at_noon(first_monday() + 2 * WEEK))
    for side, who, content, more in (
        ("host", costanza, GUEST, "/guest"), ("trainee", trota, TRAINEE, ""),
    ):  # fmt: skip
        own = Evaluation.objects.get(side=side, stage="final").pk
        asking(who, "post", f"placements/{name}/evaluations/{own}{more}", content)
    body = next(mail.body for mail in mailoutbox if mail.to == [GUEST["email"]])
    (key,) = re.findall(r"/([\w-]{40,})/", body)
    client.post(f"/api/v1/evaluations/{key}", HOST, content_type="application/json")
    closed = moving(costanza, name, "certify").json()

    # Its certificate holds, and a reader that shares nothing with this one accepts its badge.
    told = client.get(f"/api/v1/certificates/{closed['certificate']}").json()
    issuer = client.get("/.well-known/did.json").json()
    listed = client.get("/certificates/status/").json()
    now = timezone.now()
    assert confirmed.json() == {"lines": 1}
    assert (told["holds"], told["told"]["hours"], told["told"]["host"]) == (
        True,
        8,
        "Harbour Hospital",
    )
    assert accepts(told["credential"], issuer, listed, now)
    assert accepts_token(told["token"], issuer, listed, now)


@pytest.fixture
def certificate(asking, moving, over, people):
    """Return the id of the certificate of a placement that is over."""
    own = Evaluation.objects.get(side="host", stage="final").pk
    asking(people.costanza, "post", f"placements/{over}/evaluations/{own}", HOST)
    return moving(people.costanza, over, "certify").json()["certificate"]


def test_badge_is_verified_for_everybody_until_it_is_revoked(client, asking, certificate, people):
    path = f"certificates/{certificate}"
    told = client.get(f"/api/v1/{path}").json()
    shown = {"badge": json.dumps(told["credential"])}

    def verdict(content):
        return client.post("/api/v1/certificates/verify", content, content_type="application/json")

    before = verdict(shown).json()
    spoilt = verdict({"badge": shown["badge"].replace("Harbour", "Hill")}).json()
    why = {"why": "It was another trainee."}
    revoked = asking(people.costanza, "post", f"{path}/revoke", why).json()
    again = asking(people.costanza, "post", f"{path}/revoke", why)
    after = verdict(shown).json()

    assert (before["holds"], before["reasons"]) == (True, [])
    assert (spoilt["holds"], spoilt["told"]) == (False, None)
    assert (revoked["holds"], revoked["reasons"], revoked["why"]) == (
        False,
        ["revoked"],
        why["why"],
    )
    assert (after["holds"], after["reasons"]) == (False, ["revoked"])
    assert problem(again)["status"] == 409
    assert problem(verdict({"badge": "hello"}))["status"] == 422


def test_nobody_else_revokes_and_no_certificate_is_invented(client, asking, certificate, people):
    why = {"why": "Spite."}
    found = [
        asking(user, "post", f"certificates/{certificate}/revoke", why).status_code
        for user in (people.trota, people.abella)
    ]
    nothing = client.get("/api/v1/certificates/0b0a2a1e-6f0e-4c76-9d8e-3a3b7f6c1d11")

    assert found == [404, 404]
    assert problem(nothing)["status"] == 404


def test_host_judges_a_demand_and_the_trainee_reads_why(asking, published, holding, moving, people):
    published(asks=(JUDGED,))
    name = holding(people.trota).json()["id"]
    moving(people.trota, name, "request")
    path = f"placements/{name}/decisions"

    before = asking(people.costanza, "get", path).json()
    silent = asking(people.costanza, "post", path, {"demand": "interview", "met": False})
    theirs = asking(people.trota, "post", path, {"demand": "interview", "met": True})
    told = {"demand": "interview", "met": False, "why": "It is not of this year."}
    asking(people.costanza, "post", path, told)
    (read,) = asking(people.trota, "get", path).json()["rows"]

    assert before == {"rows": [], "open": ["interview"]}
    assert (problem(silent)["status"], problem(theirs)["status"]) == (422, 404)
    assert {key: read[key] for key in told} == told
    assert asking(people.abella, "get", path).status_code == 404


def test_log_is_written_dropped_and_confirmed_by_whose_it_is(
    asking, published, holding, moving, people
):
    published()
    name = holding(people.trota).json()["id"]
    moving(people.trota, name, "request")
    path, day = f"placements/{name}/log", first_monday().isoformat()
    hours = {"day": day, "hours": 8}
    case = {
        "day": day,
        "problem": "A fall",
        "done": "Closed a wound",
        "supervision": "near",
    }
    early = asking(people.trota, "post", f"{path}/hours", hours)
    moving(people.costanza, name, "accept")
    settle(name, now=at_noon(first_monday()))

    sent = (("hours", hours), ("cases", case))
    made = [asking(people.trota, "post", f"{path}/{kind}", one) for kind, one in sent]
    assert [one.status_code for one in made] == [201, 201], made[1].content
    named = asking(people.trota, "post", f"{path}/cases", {**case, "done": "Sewed up Mrs Smith"})
    dropped = asking(people.trota, "delete", f"{path}/{made[1].json()['id']}")
    naive = asking(people.costanza, "post", f"{path}/confirm", {"seen": "2026-11-23T09:00"})
    vague = asking(people.costanza, "post", f"{path}/confirm", {"seen": "soon"})
    seen = {"seen": made[0].json()["written-at"]}
    others = [
        asking(user, "post", f"{path}/confirm", seen) for user in (people.trota, people.abella)
    ]
    confirmed = asking(people.costanza, "post", f"{path}/confirm", seen).json()
    kept = asking(people.trota, "delete", f"{path}/{made[0].json()['id']}")
    (read,) = asking(people.costanza, "get", path).json()["rows"]

    assert problem(early)["status"] == 409
    assert [one.status_code for one in made] == [201, 201]
    assert "a name" in json.dumps(problem(named))
    assert [one["kind"] for one in dropped.json()["rows"]] == ["hours"]
    assert [problem(one)["status"] for one in (naive, vague, *others)] == [422, 422, 404, 404]
    assert (confirmed, kept.status_code) == ({"lines": 1}, 404)
    assert (read["told"], read["confirmed"]) == ({"hours": 8.0}, True)
    assert Entry.objects.count() == 1
