"""Programmes as JSON."""

import pytest

from salerno_web.programmes.queries import directory, programmes

pytestmark = pytest.mark.django_db

YALE, GHANA = "us/yale/md", {"facts": {"citizenship": "GH"}}


def walked(client, address):
    rows = []
    while address:
        page = client.get(address).json()
        rows += page["rows"]
        address = page["next"]
    return [row["id"] for row in rows]


def asked(client, **body):
    address = "/api/v1/programmes/verdicts"
    return client.post(address, body, content_type="application/json")


def test_every_programme_is_walked_from_link_to_link(client):
    assert walked(client, "/api/v1/programmes?size=100") == [own.id for own in programmes()]


def test_programmes_are_sifted_by_country_acceptance_and_words(client):
    found = walked(client, "/api/v1/programmes?country=us&acceptance=no&size=100")
    named = walked(client, "/api/v1/programmes?words=yale")

    assert found == [
        own.id
        for own in programmes()
        if own.country == "US"
        and [told.value for told in own.acceptance if not told.over][:1] == ["no"]
    ]
    assert named == [YALE]


def test_programme_is_told_with_its_documents_and_its_rule(client):
    told = client.get(f"/api/v1/programmes/{YALE}").json()

    own = directory().programme(YALE)
    assert told["programme"]["programme"] == YALE
    assert len(told["programme"]["accepts"]) == len(own.acceptance)
    assert told["school-document"]["school"] == own.school
    assert told["rule"]["id"] == YALE


def test_shares_stand_beside_their_numbers(client):
    rates = client.get("/api/v1/programmes/us/emory/md").json()["rates"]

    assert {
        "cycle": "2021/22",
        "low": "0.0160",
        "high": "0.0160",
        "part": {"what": "matriculated", "group": "international", "low": "10", "high": "10"},
        "whole": {"what": "applied", "group": "international", "low": "626", "high": "626"},
    } in rates


def test_programme_that_is_not_there_is_guessed(client):
    problem = client.get("/api/v1/programmes/us/yale/mdd")

    assert problem.status_code == 404
    assert YALE in problem.json()["fix"]


def test_person_who_is_sent_is_judged_and_told_what_it_costs(client):
    rows = asked(client, record=GHANA, programmes=[YALE, "hu/szeged/md", YALE]).json()["rows"]

    assert [row["id"] for row in rows] == [YALE, "hu/szeged/md"]
    assert {row["verdict"]["state"] for row in rows} <= {
        "eligible", "cannot-tell", "not-yet", "never",
    }  # fmt: skip
    assert [row["cost"]["low"] for row in rows] == [[], ["16100 EUR"]]


def test_programme_without_a_rule_has_no_verdict(client):
    bare = next(own.id for own in programmes() if own.rule is None)

    (row,) = asked(client, record=GHANA, programmes=[bare]).json()["rows"]

    assert row["verdict"] is None


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"record": GHANA, "programmes": []}, 422),
        ({"record": GHANA, "programmes": ["no/such"]}, 422),
        ({"record": {"facts": {"nonsense": "x"}}, "programmes": [YALE]}, 422),
    ],
)
def test_what_is_not_understood_is_a_problem(client, body, status):
    assert asked(client, **body).status_code == status
