"""The cast of the site, for journeys."""

import pytest
from django.test import Client

from tests.web.conftest import (  # noqa: F401 - pytest finds fixtures by their names here
    _empty_cache,
    abella,
    costanza,
    graduate_file,
    hospital,
    signed_in,
    student_file,
    trota,
)


@pytest.fixture
def browsers():
    """Return a function that gives somebody a browser of their own, signed in."""

    def opened(user):
        client = Client()
        client.force_login(user)
        return client

    return opened


@pytest.fixture
def files_apart(settings, tmp_path):
    """Keep what is uploaded in a folder of this test."""
    settings.FILES_FOLDER = tmp_path / "files"


@pytest.fixture(autouse=True)
def _outbox(settings):
    """Let mail wait in the outbox, as it does outside of tests."""
    settings.EMAIL_BACKEND = "salerno_web.people.outbox.OutboxBackend"
