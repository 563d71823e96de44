"""A rotation from its offer to its badge: coordinator, graduate, school office, guest evaluator."""

import json
import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from salerno.placements.evaluations import COMPETENCES, SITE
from salerno_web.people.models import Kind, Membership, Message, Organisation, Role
from salerno_web.placements.models import Placement, Published
from salerno_web.placements.moves import settle_all
from salerno_web.placements.reminders import remind_all
from tests.web.conftest import someone
from tests.web.pages import main_of, text_of

pytestmark = pytest.mark.django_db

TODAY = date.today()  # noqa: DTZ011 - a journey takes place today, wherever the machine is
MONDAY = TODAY + timedelta(days=7 - TODAY.weekday(), weeks=4)
HOST = {
    "name": "Harbour General Hospital", "level": "host", "country": "GB", "city": "Bristol",
    "zone": "Europe/London", "templates": ["passport"], "confirmed": "on",
}  # fmt: skip
OFFER = {
    "title": "Hands-on internal medicine", "kind": "hands-on", "specialty": "internal medicine",
    "setting": "inpatient", "languages": "en", "seats": "1", "per": "week", "least": "4",
    "most": "4", "lead": "7", "booking": "request", "grace": "7", "hold": "48", "waitlist": "on",
    "release": "on", "currency": "GBP", "templates": ["graduate", "hepatitis-b"],
    "status": "public", "first": str(MONDAY), "last": str(MONDAY + timedelta(weeks=20)),
}  # fmt: skip
ASKED = {"window": f"from-{MONDAY}", "first": str(MONDAY), "weeks": "4", "key": "a-key"}


@pytest.fixture
def school(db, trota):
    """Return the school that Trota comes from."""
    found = Organisation.objects.create(kind=Kind.SCHOOL, name="School of the Delta", country="EG")
    Membership.objects.create(user=trota, organisation=found, role=Role.TRAINEE)
    return found


@pytest.fixture
def office(browsers, school):
    """Return the browser of Rebecca, who acts for the school."""
    user = someone("rebecca")
    Membership.objects.create(user=user, organisation=school, role=Role.SCHOOL_OFFICE)
    return browsers(user)


@pytest.fixture
def coordinator(browsers, costanza, hospital):
    """Return the browser of Costanza, who has published a rotation by the forms."""
    client = browsers(costanza)
    client.post(reverse("host_place_new", args=[hospital.pk]), HOST)
    place = Published.objects.get().name
    client.post(reverse("host_rotation_new", args=[hospital.pk]), {**OFFER, "at": place})
    return client


@pytest.fixture
def rotation(coordinator):
    """Return the id of what is offered."""
    return Published.objects.get(kind="rotation").name


@pytest.fixture
def trainee(browsers, trota, graduate_file):
    """Return the browser of Trota, who has told what she holds."""
    client = browsers(trota)
    with graduate_file.open("rb") as file:
        client.post(reverse("interview_file"), {"file": file})
    return client


def place_of(client, rotation, school):
    """Book a stay, and return the address of the placement."""
    told = {**ASKED, "school": str(school.pk)}
    return client.post(reverse("rotation", args=[rotation]), told).headers["Location"]


def move(client, address, verb):
    return client.post(f"{address}move/", {"verb": verb}, follow=True)


def mail_to(address, words):
    """Return the newest mail to somebody in whose subject some words stand."""
    return Message.objects.filter(to=address, subject__contains=words).latest("pk")


def test_a_rotation_goes_from_its_offer_to_a_badge_that_validates(
    coordinator, trainee, office, rotation, school
):
    found = main_of(trainee.get(reverse("rotations"), {"words": "hands-on"}))
    address = place_of(trainee, rotation, school)
    sent = move(trainee, address, "request")
    released = move(office, address, "release")
    taken = move(coordinator, address, "accept")

    assert "Hands-on internal medicine" in found
    assert "Waits for the school" in text_of(sent)
    assert "Waits for the host" in text_of(released)
    assert "Onboarding" in text_of(taken)
    assert mail_to("costanza@example.org", "released")

    # A titre is missing: Costanza chases it, and by itself it is reminded of; nothing begins.
    coordinator.post(f"{address}remind/")
    remind_all(now=at(MONDAY - timedelta(days=7)))
    assert "Hepatitis B" in mail_to("trota@example.org", "missing").body
    settle_all(now=at(MONDAY))
    assert Placement.objects.get().state == "onboarding"

    # Trota shows it, and the placement begins, is logged, ends and is evaluated.
    add_titre(trainee)
    settle_all(now=at(MONDAY))
    assert Placement.objects.get().state == "active"
    log = {"hours-day": str(MONDAY), "hours-hours": "7.5"}
    trainee.post(f"{address}log/", log)
    coordinator.post(f"{address}log/confirm/")
    settle_all(now=at(MONDAY + timedelta(weeks=4)))
    evaluated_by_guest(coordinator, address)
    evaluated_by_trainee(trainee, address)

    certified = move(coordinator, address, "certify")

    assert "The host certified it" in text_of(certified)
    verified(trainee, address)


def at(day):
    """Return noon of a day."""
    return timezone.now().replace(year=day.year, month=day.month, day=day.day, hour=12)


def add_titre(trainee):
    """Tell of the titre as the link on the placement asks for it."""
    day = {"on_day": "2", "on_month": "2", "on_year": str(TODAY.year)}
    told = {**day, "endless": "on", "a-value": "120 mIU/mL"}
    trainee.post(reverse("credential_add", args=["titre/hepatitis-b"]), told)


def evaluated_by_guest(coordinator, address):
    """Costanza asks a registrar by mail, who files by the link, without an account."""
    page = coordinator.get(f"{address}evaluations/")
    own = next(one.row for one in page.context["evaluations"] if one.row.stage == "final")
    guest = {"name": "A Registrar", "email": "registrar@example.org", "language": "en"}
    coordinator.post(f"{address}evaluations/{own.pk}/evaluator/", guest)
    mail = mail_to("registrar@example.org", "evaluate")
    link = re.search(r"/evaluate/[\w-]+/", mail.body)[0]
    done = Client().post(link, {**dict.fromkeys(COMPETENCES, "4"), "words": "Careful."})
    assert "Thank you" in main_of(done)


def evaluated_by_trainee(trainee, address):
    page = trainee.get(f"{address}evaluations/")
    own = next(one.row for one in page.context["evaluations"] if one.is_ours)
    trainee.post(f"{address}evaluations/{own.pk}/", dict.fromkeys(SITE, "5"))


def verified(trainee, address):
    """Whoever follows the code on the certificate sees that it holds, and so does its badge."""
    page = trainee.get(address)
    link = re.search(r"/certificates/[0-9a-f-]{36}/", page.content.decode())[0]
    stranger = Client()
    shown = main_of(stranger.get(link))
    badge = stranger.get(f"{link}badge.json")
    pdf = stranger.get(f"{link}certificate.pdf")
    again = stranger.post(reverse("certificate_verify"), {"badge": badge.content.decode()})

    assert "Hands-on internal medicine" in shown
    assert json.loads(badge.content)["credentialSubject"]
    assert pdf.content.startswith(b"%PDF")
    assert again.context["verdict"].holds
    assert page.context["state"] in ("Certified", "Closed")
