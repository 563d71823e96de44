"""The atlas as JSON."""

import pytest

from salerno_web.atlas.queries import facts, goals
from salerno_web.atlas.rules import sources_used

pytestmark = pytest.mark.django_db

PLAB = "gb/gmc/registration-plab"


def walked(client, address):
    """Return every row of a list, following its links."""
    rows = []
    while address:
        page = client.get(address).json()
        rows += page["rows"]
        address = page["next"]
    assert len(rows) == page["total"]
    return rows


def test_opportunities_are_walked_from_link_to_link(client):
    rows = walked(client, "/api/v1/opportunities?size=100")

    assert [row["id"] for row in rows] == [*facts().opportunities]


def test_links_lead_back_as_well_and_keep_what_was_asked(client):
    second = client.get("/api/v1/opportunities?country=gb&size=5&page=2").json()

    first = client.get(second["prev"]).json()

    assert first["prev"] is None
    assert {row["country"] for row in first["rows"]} == {"GB"}
    assert client.get(first["next"]).json() == second


def test_a_page_after_the_last_leads_back_to_it(client):
    beyond = client.get("/api/v1/countries?size=100&page=99").json()

    assert beyond["rows"] == []
    assert client.get(beyond["prev"]).json()["next"] is None


def test_opportunities_are_sifted(client):
    own = facts().opportunities[PLAB]

    found = client.get(
        "/api/v1/opportunities",
        {"kind": own.kind, "country": "gb", "words": "general medical council plab"},
    ).json()

    assert PLAB in [row["id"] for row in found["rows"]]


def test_an_opportunity_tells_its_rule_with_sources(client):
    told = client.get(f"/api/v1/opportunities/{PLAB}").json()

    assert told["id"] == PLAB
    assert told["versions"][0]["requires-text"]
    assert [source["url"] for source in told["versions"][0]["sources"]] != []
    assert all(source["title"] and source["read"] and source["tier"] for source in told["sources"])


def test_an_opportunity_is_told_in_the_language_asked_for(client):
    by_query = client.get(f"/api/v1/opportunities/{PLAB}", {"language": "es"})
    by_header = client.get(f"/api/v1/opportunities/{PLAB}", headers={"Accept-Language": "es"})

    assert by_query.json() == by_header.json()
    assert by_query.headers["Content-Language"] == "es"


def test_countries_goals_and_sources_are_all_there(client):
    counted = {
        name: len(walked(client, f"/api/v1/{name}?size=100"))
        for name in ("countries", "goals", "sources")
    }

    places = {own.country for own in facts().opportunities.values()}
    assert counted == {
        "countries": len(places),
        "goals": len(goals()),
        "sources": len(sources_used()),
    }


def test_goals_and_sources_are_found_by_words(client):
    found = client.get("/api/v1/goals", {"words": PLAB}).json()["rows"]
    read = client.get("/api/v1/sources", {"words": "gmc-uk.org"}).json()["rows"]

    assert PLAB in [row["id"] for row in found]
    assert all("gmc-uk.org" in row["url"] for row in read)


@pytest.mark.parametrize("made_weak", ["", "W/"])
def test_what_has_not_changed_is_not_sent_again(client, made_weak):
    first = client.get("/api/v1/countries")
    etag = first.headers["ETag"].removeprefix("W/")

    again = client.get("/api/v1/countries", headers={"If-None-Match": made_weak + etag})

    assert again.status_code == 304
    assert again.content == b""


def test_another_language_is_another_state(client):
    etag = client.get("/api/v1/countries").headers["ETag"]

    other = client.get("/api/v1/countries?language=es", headers={"If-None-Match": etag})

    assert other.status_code == 200
