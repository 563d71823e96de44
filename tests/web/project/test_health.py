"""Whether the site says that it lives, that it is ready, and what every answer carries."""

import pytest

from salerno_web.project.logs import logging_of
from salerno_web.ui.middleware import POLICY


def test_site_lives_without_a_database(client):
    assert client.get("/livez").json() == {"alive": True}


@pytest.mark.django_db
def test_site_is_ready(client):
    response = client.get("/readyz")

    assert (response.status_code, response.json()) == (
        200,
        {"database": True, "migrations": True},
    )


@pytest.mark.django_db
def test_every_answer_forbids_what_is_foreign(client):
    headers = client.get("/").headers

    assert headers["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_log_is_for_machines_or_for_people():
    kinds = {
        type(logging_of(form)["formatters"]["lines"]["processor"]) for form in ("json", "text")
    }

    assert {kind.__name__ for kind in kinds} == {"JSONRenderer", "ConsoleRenderer"}
