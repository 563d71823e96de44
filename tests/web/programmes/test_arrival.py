"""What a visitor saved comes along when they sign in."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from salerno_web.people.models import Event
from salerno_web.programmes.models import SavedProgramme
from salerno_web.programmes.queries import saved_by

pytestmark = pytest.mark.django_db
SECRET = "a-long-enough-secret-phrase"


@pytest.fixture
def member(trota):
    trota.set_password(SECRET)
    trota.save()
    EmailAddress.objects.create(user=trota, email=trota.email, verified=True, primary=True)
    return trota


def save(client, name, note=""):
    return client.post(reverse("shortlist_change"), {"programme": name, "note": note})


def sign_in(client, member):
    return client.post(reverse("account_login"), {"login": member.email, "password": SECRET})


def test_shortlist_of_a_visitor_moves_into_the_account(client, member):
    save(client, "us/yale/md", "ask about aid")
    save(client, "ca/calgary/md")

    assert sign_in(client, member).status_code == 302

    assert saved_by(member) == {"us/yale/md": "ask about aid", "ca/calgary/md": ""}
    assert "shortlist" not in client.session
    assert Event.objects.filter(verb="saved", subject_kind="saved_programme").count() == 2


def test_note_of_the_account_stays_as_it_is(client, member):
    SavedProgramme.objects.create(owner=member, programme="us/yale/md", note="mine")
    save(client, "us/yale/md", "of the visitor")

    sign_in(client, member)

    assert saved_by(member) == {"us/yale/md": "mine"}


def test_visitor_who_saved_nothing_arrives_with_nothing(client, member):
    sign_in(client, member)

    assert saved_by(member) == {}
