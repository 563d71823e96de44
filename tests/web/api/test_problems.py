"""Everything that goes wrong is told as a problem."""

import pytest
from django.urls import reverse

from salerno_web.api.limits import PLANNING

pytestmark = pytest.mark.django_db

KEYS = {"type", "title", "status", "detail", "request_id"}


def problem(response):
    """Return what a problem says, once it is one."""
    assert response.headers["Content-Type"] == "application/problem+json"
    told = response.json()
    assert set(told) >= KEYS
    assert told["status"] == response.status_code
    return told


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ('{"record": NaN}', 400),
        ('{"record": {}, "record": {}}', 400),
        (b"\xff", 400),
        ("[" * 100_000, 400),
        ("[]", 422),
        ("null", 422),
        ("{}", 422),
        ('{"record": {"nothing": 1}}', 422),
        ('{"record": {}, "size": 101}', 422),
        ('{"record": {}, "as_of": "0001-01-01"}', 422),
        ('{"record": {}, "language": "xx"}', 422),
        ('{"record": {"facts": {"citizenship": "\\ud800"}}}', 422),
        (" " * 1_000_001, 413),
    ],
)
def test_a_body_that_cannot_be_used_is_a_problem(send, body, status):
    assert problem(send("api_verdicts", body))["status"] == status


def test_a_field_that_is_wrong_is_pointed_to(send):
    told = problem(send("api_verdicts", {"record": {}, "kind": ["a", ""]}))

    assert [(one["in"], one["pointer"]) for one in told["errors"]] == [("body", "#/kind/1")]


def test_only_json_is_read(client):
    response = client.post(reverse("api_verdicts"), {"record": "{}"})

    assert problem(response)["status"] == 415


def test_an_address_without_anything_is_a_problem(client):
    assert problem(client.get("/api/v1/nothing"))["status"] == 404
    assert problem(client.post("/api/v1/nothing", {"a": "b"}))["status"] == 404


def test_another_method_is_a_problem_that_says_which_there_are(client):
    response = client.delete(reverse("api_record"))

    assert problem(response)["status"] == 405
    assert response.headers["Allow"] == "GET, PUT"


def test_an_unknown_opportunity_is_not_there_and_the_likely_one_is_named(client):
    told = problem(client.get("/api/v1/opportunities/gb/gmc/registration-plabb"))

    assert told["status"] == 404
    assert "gb/gmc/registration-plab" in told["fix"]


@pytest.mark.parametrize("query", ["page=0", "size=101", "page=x", "language=xx"])
def test_a_query_that_cannot_be_used_is_a_problem(client, query):
    told = problem(client.get(f"/api/v1/countries?{query}"))

    assert told["status"] == 422
    assert told["errors"][0]["pointer"] == f"#/{query.partition('=')[0]}"


def test_too_many_requests_are_told_when_to_ask_again(send):
    asked = {"record": {}, "goals": ["nothing"]}
    for _ in range(PLANNING.times):
        assert send("api_routes", asked).status_code == 422

    response = send("api_routes", asked)

    assert problem(response)["status"] == 429
    assert response.headers["Retry-After"] == "60"


def test_what_breaks_here_is_a_problem_that_tells_nothing_of_the_inside(client, monkeypatch):
    monkeypatch.setattr("salerno_web.api.countries.jurisdiction_outlines", lambda _voice: 1 / 0)

    told = problem(client.get("/api/v1/countries"))

    assert told["status"] == 500
    assert "division" not in str(told)
