"""The OpenAPI document, and the page that lists it."""

import re

import pytest
from django.urls import reverse

from salerno_web.api.versions import ROUTERS, description, patterns
from tests.web.pages import main_of

pytestmark = pytest.mark.django_db


def operations():
    return [
        (path, method, told)
        for path, methods in description()["paths"].items()
        for method, told in methods.items()
    ]


def references(part):
    """Yield every name that a part of the document refers to."""
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for value in part.values():
            yield from references(value)
    elif isinstance(part, list):
        for value in part:
            yield from references(value)


def test_document_is_openapi_3_1_and_served(client):
    told = client.get("/api/v1/openapi.json").json()

    assert told["openapi"].startswith("3.1.")
    assert told == description()


def test_document_follows_the_meta_schema_of_its_shapes():
    schemathesis = pytest.importorskip("schemathesis")

    loaded = schemathesis.openapi.from_dict(dict(description()))

    assert loaded.validate() is None


def test_everything_that_is_referred_to_is_there():
    shapes = {f"#/components/schemas/{name}" for name in description()["components"]["schemas"]}

    assert set(references(dict(description()))) - shapes == set()


def test_every_operation_has_an_id_a_summary_and_problems():
    for path, _method, told in operations():
        assert told["summary"], path
        assert told["description"], path
        assert {"429", "500"} <= {str(status) for status in told["responses"]}, path

    ids = [told["operationId"] for _path, _method, told in operations()]
    assert len(set(ids)) == len(ids)


def test_every_problem_has_its_media_type():
    found = {
        (media, int(status) >= 400)
        for _path, _method, told in operations()
        for status, reply in told["responses"].items()
        for media in reply.get("content", ())
    }

    assert found == {("application/json", False), ("application/problem+json", True)}


def test_what_is_about_people_says_that_it_needs_a_key():
    open_to_all = {
        path.split("/")[3] for path, _method, told in operations() if "security" not in told
    }

    assert set(ROUTERS) - open_to_all == {
        "me", "record", "plans", "placements", "hosts", "proposals",
    }  # fmt: skip


def test_every_address_is_described():
    def plain(path):
        return re.sub(r"<\w+:(\w+)>", r"{\1}", path)

    assert {f"/api/v1/{plain(str(one.pattern))}" for one in patterns()} == set(
        description()["paths"]
    )


def test_page_lists_every_operation(client):
    page = main_of(client.get(reverse("api")))

    for path, method, _told in operations():
        assert f"{method.upper()} {path}" in page


def test_page_of_problems_is_where_their_type_leads(client):
    kind = client.get("/api/v1/nothing").json()["type"]

    page = client.get(reverse("api")).content.decode()
    assert f'id="{kind.partition("#")[2]}"' in page
