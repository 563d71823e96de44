"""The cast, and a site to walk through."""

import pathlib

import pytest
from django.core.cache import cache
from django.utils import translation

from salerno_web.people.models import Kind, Membership, Organisation, Role, User

PERSONS = pathlib.Path(__file__).resolve().parents[2] / "examples" / "persons"
PASSWORD = "a long pass phrase"


@pytest.fixture(autouse=True)
def _empty_cache():
    """Forget how often something was done in the test before."""
    cache.clear()


@pytest.fixture(autouse=True)
def _usual_language():
    """Speak the usual language, whichever the request before was answered in."""
    translation.deactivate()


def someone(name, **told):
    """Return somebody with an account, called by the first word of their address."""
    return User.objects.create_user(f"{name}@example.org", PASSWORD, name=name, **told)


@pytest.fixture
def trota(db):
    """Return Trota the trainee."""
    return someone("trota")


@pytest.fixture
def abella(db):
    """Return Abella the stranger."""
    return someone("abella")


@pytest.fixture
def hospital(db):
    """Return the hospital for which Costanza acts."""
    return Organisation.objects.create(kind=Kind.HOST, name="Harbour Hospital", country="GB")


@pytest.fixture
def costanza(hospital):
    """Return Costanza the coordinator."""
    user = someone("costanza")
    Membership.objects.create(user=user, organisation=hospital, role=Role.COORDINATOR)
    return user


@pytest.fixture
def signed_in(client):
    """Return a function that signs somebody in and returns the browser."""

    def entered(user):
        client.force_login(user)
        return client

    return entered


@pytest.fixture
def graduate_file():
    """Return the person file of an invented graduate."""
    return PERSONS / "graduate.yaml"


@pytest.fixture
def student_file():
    """Return the person file of an invented student."""
    return PERSONS / "student.yaml"
