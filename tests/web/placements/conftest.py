"""A hospital that publishes a rotation, and those who want it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from benchmarks.bookings import WEEK, rotation, window
from salerno.placements.documents import document_text, host_document, rotation_document
from salerno.placements.locations import Location
from salerno.placements.rotations import Terms
from salerno.placements.windows import stay_of
from salerno_web.atlas.queries import facts
from salerno_web.people.models import Kind, Membership, Organisation, Role
from salerno_web.placements.actions import Booking, hold
from salerno_web.placements.publishing import publish
from tests.web.conftest import someone

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
FIRST = date(2027, 1, 4)


@pytest.fixture
def school(db):
    """Return the school of Trota."""
    return Organisation.objects.create(kind=Kind.SCHOOL, name="Salerno School", country="IT")


@pytest.fixture
def office(school):
    """Return Matthaeus, who acts for the school."""
    user = someone("matthaeus")
    Membership.objects.create(user=user, organisation=school, role=Role.SCHOOL_OFFICE)
    return user


def written(*, number=1, seats=4, zone="Europe/Rome", name="hospital", asks=(), **told):
    """Return a hospital and a rotation as a coordinator would write them."""
    known = facts().vocabulary
    place = Location(
        name, "host", (("en", "H"),), country="IT", zone=zone, confirmed=True, demands=asks
    )
    more = told.pop("window", {})
    own = replace(rotation(number), at=name, terms=Terms(**told))
    opened = replace(window(number), seats=seats, **more)
    documents = [host_document(place, known), rotation_document(own, [opened], known)]
    return document_text(documents)


@pytest.fixture
def offered(hospital, costanza):
    """Return a function that publishes a rotation on some terms."""

    def published(**told):
        return publish(written(**told), name="told", host=hospital, viewer=costanza)

    return published


@pytest.fixture
def asked(school):
    """Return a function that says what somebody asks for: weeks of a rotation from a week on."""

    def booking(user, *, number=1, week=0, weeks=2):
        Membership.objects.get_or_create(user=user, organisation=school, role=Role.TRAINEE)
        stay = stay_of(FIRST + week * WEEK, weeks)
        return Booking(f"rotation-{number}", f"window-{number}", stay, school)

    return booking


@pytest.fixture
def held(trota, offered, asked):
    """Return the placement that Trota holds for two weeks from the first Monday on."""
    offered()
    return hold(trota, asked(trota), key="a", now=NOW)
