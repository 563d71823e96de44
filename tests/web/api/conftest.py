"""Keys, records and a way to ask; a hospital that publishes, and those who have to do with it."""

import datetime
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone

from benchmarks.bookings import rotation
from salerno.formats import plain_record, read_person
from salerno.periods import Period
from salerno.placements.documents import document_text, host_document, rotation_document
from salerno.placements.locations import Location
from salerno.placements.rotations import Terms
from salerno.placements.windows import Window, monday
from salerno_web.atlas.queries import facts
from salerno_web.people.actions import make_token
from salerno_web.people.models import Kind, Membership, Organisation, Role
from salerno_web.placements.moves import settle
from tests.library.placements.hosts import location_of
from tests.web.conftest import PERSONS, someone

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


WEEK = datetime.timedelta(days=7)
(BLS,) = location_of("asks: [{id: bls, has: training/bls, due: onboarding}]").demands


def first_monday():
    """Return the Monday of the week after the next."""
    return monday(timezone.localdate()) + 2 * WEEK


def written(*, seats=1, asks=(), **terms):
    """Return a hospital and a rotation of it as a coordinator would write them."""
    known = facts().vocabulary
    place = Location(
        "harbour", "host", (("en", "Harbour"),), country="IT", city="Genoa", zone="Europe/Rome",
        demands=asks, confirmed=True,
    )  # fmt: skip
    own = replace(rotation(1), at="harbour", terms=Terms(**terms))
    ahead = Period(first_monday(), first_monday() + 20 * WEEK)
    opened = Window("window-1", "rotation-1", ahead, seats)
    return document_text([host_document(place, known), rotation_document(own, [opened], known)])


@pytest.fixture
def asking(client):
    """Return a function that asks the API as somebody."""

    def asked(user, method, path, body=None, **headers):
        key = make_token(user, name="a program", may_write=True)
        headers = {"Authorization": f"Bearer {key}", **headers}
        more = {} if body is None else {"data": body, "content_type": "application/json"}
        return getattr(client, method)(f"/api/v1/{path}", headers=headers, **more)

    return asked


@pytest.fixture
def published(asking, costanza, hospital):
    """Return a function that publishes a rotation on some terms, over HTTP."""

    def publishing(**told):
        path = f"hosts/{hospital.pk}/published"
        response = asking(costanza, "put", path, {"content": written(**told)})
        assert response.status_code == 200, response.content
        return response

    return publishing


def wanted(**more):
    """Return the stay of two weeks that is asked for."""
    first = first_monday().isoformat()
    return {"rotation": "rotation-1", "window": "window-1", "first": first, "weeks": 2, **more}


@pytest.fixture
def holding(asking, published):
    """Return a function that holds the only seat for somebody."""

    def held(user, *, key="a", **more):
        return asking(user, "post", "placements", wanted(**more), **{"Idempotency-Key": key})

    return held


@pytest.fixture
def moving(asking):
    """Return a function that makes a move as somebody."""

    def moved(user, name, verb):
        return asking(user, "post", f"placements/{name}/moves", {"verb": verb})

    return moved


@pytest.fixture
def people(trota, abella, costanza, office):
    """Return who has, or has not, to do with a placement."""
    return SimpleNamespace(trota=trota, abella=abella, costanza=costanza, office=office)


@pytest.fixture
def school(trota):
    """Return the school of Trota."""
    found = Organisation.objects.create(kind=Kind.SCHOOL, name="Salerno School")
    Membership.objects.create(user=trota, organisation=found, role=Role.TRAINEE)
    return found


@pytest.fixture
def office(school):
    """Return Matthaeus, who acts for the school."""
    user = someone("matthaeus")
    Membership.objects.create(user=user, organisation=school, role=Role.SCHOOL_OFFICE)
    return user


def at_noon(day):
    """Return the middle of a day."""
    return datetime.datetime.combine(day, datetime.time(12), datetime.UTC)


@pytest.fixture
def over(published, holding, moving, people):
    """Return the id of a placement of Trota whose days are over, and that is being evaluated."""
    published()
    name = holding(people.trota).json()["id"]
    moving(people.trota, name, "request")
    moving(people.costanza, name, "accept")
    for day in (first_monday(), first_monday() + 2 * WEEK):
        settle(name, now=at_noon(day))
    return name
