"""A record is seen by its owner, and by whom it was shared with, and by nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salerno_web.credentials.models import Credential
from salerno_web.people.actions import give_consent, withdraw_consent
from salerno_web.people.models import Consent, Event
from tests.web.pages import main_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(client, trota, hospital, graduate_file):
    """Return the address of Trota's record, which she shares with the hospital."""
    client.force_login(trota)
    file = SimpleUploadedFile("me.yaml", graduate_file.read_bytes())
    client.post(reverse("interview_file"), {"file": file})
    give_consent(trota, hospital, scope="record")
    client.logout()
    return reverse("person_record", args=[trota.pk])


def test_coordinator_sees_what_is_shared(signed_in, costanza, shared):
    response = signed_in(costanza).get(shared)

    assert "Primary medical degree" in main_of(response)


def test_stranger_finds_nothing(signed_in, abella, shared):
    assert signed_in(abella).get(shared).status_code == 404


def test_visitor_is_asked_to_sign_in(client, shared):
    assert client.get(shared).status_code == 302


def test_coordinator_finds_nothing_once_it_is_taken_back(signed_in, costanza, trota, shared):
    withdraw_consent(trota, Consent.objects.get().pk)

    assert signed_in(costanza).get(shared).status_code == 404


def test_each_look_is_kept_for_the_owner_to_read(signed_in, costanza, trota, hospital, shared):
    signed_in(costanza).get(shared)

    event = Event.objects.get(verb="viewed")
    assert (event.actor, event.about) == (str(costanza.pk), str(trota.pk))
    assert event.organisation == str(hospital.pk)


def test_own_look_is_no_event(signed_in, trota, shared):
    signed_in(trota).get(shared)

    assert not Event.objects.filter(verb="viewed").exists()


def test_coordinator_vouches_for_a_credential(signed_in, costanza, trota, shared):
    client = signed_in(costanza)
    credential = Credential.objects.get(type="degree/primary-medical")

    client.post(
        reverse("credential_vouch", args=[credential.pk]),
        {"assurance": "verified", "note_": "called the registrar"},
    )

    page = main_of(client.get(shared))
    assert page.count("verified at its source") == 1
    assert "costanza – Harbour Hospital" in page


def test_credential_that_changed_is_no_longer_vouched_for(signed_in, costanza, trota, shared):
    credential = Credential.objects.get(type="degree/primary-medical")
    there = reverse("credential_vouch", args=[credential.pk])
    signed_in(costanza).post(there, {"assurance": "verified"})
    credential.told = {**credential.told, "on": "2020-01-01"}
    credential.save()

    page = main_of(signed_in(costanza).get(shared))

    assert "verified at its source" not in page


@pytest.mark.parametrize("who", ["trota", "abella"])
def test_nobody_vouches_for_their_own_or_for_a_strangers(request, signed_in, shared, who):
    credential = Credential.objects.first()
    client = signed_in(request.getfixturevalue(who))

    assert client.get(reverse("credential_vouch", args=[credential.pk])).status_code == 404


def test_vouching_needs_a_choice(signed_in, costanza, shared):
    credential = Credential.objects.first()

    response = signed_in(costanza).post(reverse("credential_vouch", args=[credential.pk]), {})

    assert response.context["form"].errors["assurance"] == ["This field is required."]
