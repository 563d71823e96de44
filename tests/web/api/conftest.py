"""Keys, records and a way to ask."""

import json

import pytest
from django.urls import reverse

from salerno.formats import plain_record, read_person
from salerno_web.atlas.queries import facts
from salerno_web.people.actions import make_token
from tests.web.conftest import PERSONS

NAMES = sorted(path.stem for path in PERSONS.glob("*.yaml"))


def record_named(name):
    """Return the record of an example person as it is sent."""
    vocabulary = facts().vocabulary
    person = read_person(PERSONS / f"{name}.yaml", vocabulary=vocabulary)
    return plain_record(person, vocabulary=vocabulary)


@pytest.fixture
def graduate():
    """Return the record of an invented graduate."""
    return record_named("graduate")


@pytest.fixture
def send(client):
    """Return a function that sends JSON to an address by its name."""

    def sent(name, content, *, method="post", key="", **headers):
        ask = getattr(client, method)
        body = content if isinstance(content, bytes | str) else json.dumps(content)
        headers |= {"Authorization": f"Bearer {key}"} if key else {}
        return ask(reverse(name), body, content_type="application/json", headers=headers)

    return sent


@pytest.fixture
def fetch(client):
    """Return a function that gets an address by its name."""

    def got(name, *args, key="", headers=None, **query):
        headers = {**(headers or {}), **({"Authorization": f"Bearer {key}"} if key else {})}
        return client.get(reverse(name, args=args), query, headers=headers)

    return got


@pytest.fixture
def reading(trota):
    """Return a key of Trota's that may only read."""
    return make_token(trota, name="a spreadsheet", may_write=False)


@pytest.fixture
def writing(trota):
    """Return a key of Trota's that may write."""
    return make_token(trota, name="a telephone", may_write=True)


@pytest.fixture
def strange(abella):
    """Return a key of Abella the stranger that may write."""
    return make_token(abella, name="a curious thing", may_write=True)
