"""A coordinator of a host: sees what is shared with the hospital, and no more."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salerno_web.credentials.models import Credential
from salerno_web.people.actions import give_consent
from salerno_web.people.models import Membership, Message, Role
from tests.web.pages import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(browsers, trota, hospital, graduate_file):
    """Return Trota's browser; her record is shared with the hospital."""
    client = browsers(trota)
    file = SimpleUploadedFile("me.yaml", graduate_file.read_bytes())
    client.post(reverse("interview_file"), {"file": file})
    give_consent(trota, hospital, scope="record")
    return client


def test_coordinator_finds_the_people_who_share_and_looks_at_a_record(
    browsers, costanza, hospital, trota, shared
):
    client = browsers(costanza)

    organisations = client.get(reverse("organisations")).content.decode()
    page = client.get(reverse("organisation", args=[hospital.pk])).content.decode()
    record = main_of(client.get(reverse("person_record", args=[trota.pk])))

    assert reverse("organisation", args=[hospital.pk]) in organisations
    assert reverse("person_record", args=[trota.pk]) in page
    assert "Primary medical degree" in record


def test_trainee_reads_that_the_coordinator_looked(browsers, costanza, trota, shared):
    browsers(costanza).get(reverse("person_record", args=[trota.pk]))

    assert "costanza" in main_of(shared.get(reverse("sharing")))


def test_coordinator_cannot_change_what_is_shared(browsers, costanza, shared):
    client = browsers(costanza)
    degree = Credential.objects.get(type="degree/primary-medical")

    for name in ("credential", "credential_remove"):
        assert client.post(reverse(name, args=[degree.pk])).status_code == 404
    assert Credential.objects.filter(pk=degree.pk).exists()


def test_coordinator_invites_a_colleague_who_accepts(browsers, costanza, hospital, abella):
    told = {"email": abella.email, "role": Role.COORDINATOR}
    browsers(costanza).post(reverse("organisation", args=[hospital.pk]), told)
    link = Message.objects.get(to=abella.email).body.split()[-1]
    there = link[link.index("/invitations/") :]
    hers = browsers(abella)

    asked = main_of(hers.get(there))
    response = hers.post(there)

    assert "You are invited" in asked
    assert response.headers["Location"] == reverse("organisation", args=[hospital.pk])
    roles = Membership.objects.filter(organisation=hospital).values_list("user__name", "role")
    assert sorted(roles) == [("abella", Role.COORDINATOR), ("costanza", Role.COORDINATOR)]


def test_last_coordinator_cannot_leave_the_hospital_alone(browsers, costanza, hospital):
    own = Membership.objects.get(user=costanza)

    browsers(costanza).post(reverse("membership_end", args=[hospital.pk, own.pk]))

    assert Membership.objects.filter(pk=own.pk).exists()
