"""An adviser at a school: invited, sees a shared record, vouches for what the school knows."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salerno_web.credentials.models import Credential
from salerno_web.people.models import Kind, Membership, Message, Organisation, Role
from tests.web.conftest import someone
from tests.web.pages import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def school(db):
    """Return a school."""
    return Organisation.objects.create(kind=Kind.SCHOOL, name="School at Palm River", country="NG")


@pytest.fixture
def office(school):
    """Return Rebecca of the school office."""
    user = someone("rebecca")
    Membership.objects.create(user=user, organisation=school, role=Role.SCHOOL_OFFICE)
    return user


@pytest.fixture
def adviser(browsers, office, school):
    """Return the browser of an adviser whom the office invited and who accepted."""
    user = someone("francesca")
    told = {"email": user.email, "role": Role.ADVISER}
    browsers(office).post(reverse("organisation", args=[school.pk]), told)
    link = Message.objects.get(to=user.email).body.split()[-1]
    client = browsers(user)
    client.post(link[link.index("/invitations/") :])
    return client


@pytest.fixture
def student(browsers, trota, school, student_file):
    """Return Trota's browser; she shares her record with her school, by the page for it."""
    client = browsers(trota)
    file = SimpleUploadedFile("me.yaml", student_file.read_bytes())
    client.post(reverse("interview_file"), {"file": file})
    client.post(reverse("sharing"), {"organisation": str(school.pk), "scope": "record"})
    return client


def test_invited_adviser_acts_for_the_school(adviser, school):
    page = main_of(adviser.get(reverse("organisations")))

    assert "School at Palm River" in page
    assert Membership.objects.filter(organisation=school, role=Role.ADVISER).count() == 1


def test_invitation_is_of_no_use_to_anybody_else(browsers, adviser, abella):
    link = Message.objects.get(to="francesca@example.org").body.split()[-1]

    response = browsers(abella).post(link[link.index("/invitations/") :])

    assert response.status_code == 400
    assert not Membership.objects.filter(user=abella).exists()


def test_adviser_sees_the_shared_record_and_vouches(adviser, student, trota):
    record = reverse("person_record", args=[trota.pk])
    course = Credential.objects.get(type="training/bls")

    before = main_of(adviser.get(record))
    told = {"assurance": "verified", "note_": "seen at the office"}
    adviser.post(reverse("credential_vouch", args=[course.pk]), told)

    assert "verified at its source" not in before
    assert main_of(adviser.get(record)).count("verified at its source") == 1


def test_student_sees_who_vouched_and_who_looked(adviser, student, trota):
    course = Credential.objects.get(type="training/bls")
    adviser.get(reverse("person_record", args=[trota.pk]))
    adviser.post(reverse("credential_vouch", args=[course.pk]), {"assurance": "verified"})

    assert "francesca – School at Palm River" in main_of(student.get(reverse("record")))
    assert "francesca" in main_of(student.get(reverse("sharing")))


def test_adviser_sees_nothing_of_a_student_who_shares_nothing(adviser, abella):
    assert adviser.get(reverse("person_record", args=[abella.pk])).status_code == 404
