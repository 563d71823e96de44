"""One's own account: profile, sharing, keys."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone

from salerno_web.people.actions import give_consent, make_token, token_used, withdraw_consent
from salerno_web.people.models import ApiToken, Consent, Event, Membership, Role
from salerno_web.people.permissions import has_consent, has_role, may_see_organisation
from salerno_web.people.queries import (
    consents_of,
    disclosures_of,
    sharing_people,
    token_of,
    tokens_of,
)
from tests.web.pages import errors_of, main_of

pytestmark = pytest.mark.django_db


def test_profile_is_kept(signed_in, trota):
    told = {"name": "Trota of Salerno", "language": "fr", "currency": "USD"}

    signed_in(trota).post(reverse("privacy"), told)

    trota.refresh_from_db()
    assert (trota.name, trota.language, trota.currency) == ("Trota of Salerno", "fr", "USD")
    assert [event.subject_kind for event in Event.objects.all()] == ["profile"]


def test_profile_that_cannot_be_comes_back_as_it_was_typed(signed_in, trota):
    told = {"name": "Trota of Salerno", "language": "xx", "currency": "EUR"}

    page = signed_in(trota).post(reverse("privacy"), told)

    assert len(errors_of(page)) == 1
    assert 'value="Trota of Salerno"' in page.content.decode()


def test_consent_is_given_shown_and_taken_back(signed_in, trota, costanza, hospital):
    client = signed_in(trota)
    client.post(reverse("sharing"), {"organisation": hospital.pk, "scope": "record"})
    row = Consent.objects.get()

    assert "Harbour Hospital" in main_of(client.get(reverse("sharing")))
    assert has_consent(trota, viewer=costanza, scopes=("record",))

    client.post(reverse("consent_withdraw", args=[row.pk]))

    assert not has_consent(trota, viewer=costanza, scopes=("record",))
    assert [event.verb for event in Event.objects.order_by("id")] == ["consented", "withdrew"]
    assert "until" in main_of(client.get(reverse("sharing")))


def test_consent_with_nobody_is_told(signed_in, trota):
    page = signed_in(trota).post(reverse("sharing"), {})

    assert len(errors_of(page)) == 2


def test_new_consent_takes_the_place_of_the_old(trota, hospital, costanza):
    give_consent(trota, hospital, scope="documents")
    give_consent(trota, hospital, scope="record")

    open_ones = Consent.objects.filter(withdrawn_at=None)
    assert [row.scope for row in open_ones] == ["record"]
    assert not has_consent(trota, viewer=costanza, scopes=("documents",))


def test_consent_is_taken_back_once(trota, hospital):
    give_consent(trota, hospital, scope="record")
    name = Consent.objects.get().pk

    assert (withdraw_consent(trota, name), withdraw_consent(trota, name)) == (True, False)


def test_consent_of_another_cannot_be_taken_back(signed_in, trota, abella, hospital):
    give_consent(trota, hospital, scope="record")
    there = reverse("consent_withdraw", args=[Consent.objects.get().pk])

    assert signed_in(abella).post(there).status_code == 404
    assert Consent.objects.get().withdrawn_at is None


def test_trainee_of_an_organisation_sees_nobody_who_shares(trota, abella, hospital):
    Membership.objects.create(user=abella, organisation=hospital, role=Role.TRAINEE)
    give_consent(trota, hospital, scope="record")

    assert not has_consent(trota, viewer=abella, scopes=("record",))
    assert list(sharing_people(hospital, viewer=abella)) == []


def test_questions_about_another_find_nothing(trota, abella, hospital):
    give_consent(trota, hospital, scope="record")
    make_token(trota, name="a spreadsheet", may_write=False)

    assert list(consents_of(trota, viewer=abella)) == []
    assert list(tokens_of(trota, viewer=abella)) == []
    assert disclosures_of(trota, viewer=abella) == []


def test_nobody_is_nothing(hospital, trota):
    nobody = AnonymousUser()

    assert not has_role(nobody, Role.EDITOR)
    assert not may_see_organisation(hospital, viewer=nobody)
    assert not has_consent(trota, viewer=nobody, scopes=("record",))
    assert list(sharing_people(hospital, viewer=nobody)) == []


def test_looks_of_others_are_listed(signed_in, trota, costanza, hospital):
    signed_in(trota).post(reverse("record_reopen", args=["fact", "citizenship"]))
    give_consent(trota, hospital, scope="record")
    signed_in(costanza).get(reverse("person_record", args=[trota.pk]))

    (look,) = disclosures_of(trota, viewer=trota)
    page = main_of(signed_in(trota).get(reverse("sharing")))

    assert (look["actor"], look["organisation"], look["is_own"]) == (costanza, hospital, False)
    assert "costanza Harbour Hospital looked at: the record" in page


def test_key_is_shown_once_and_is_good_until_it_is_revoked(signed_in, trota):
    client = signed_in(trota)
    page = client.post(reverse("tokens"), {"name": "a spreadsheet", "may_write": "on"})
    key = page.context["key"]
    row = ApiToken.objects.get()

    assert key in main_of(page)
    assert key not in main_of(client.get(reverse("tokens")))
    assert key not in row.digest
    assert (token_of(key), row.may_write) == (row, True)

    client.post(reverse("token_revoke", args=[row.pk]))

    assert token_of(key) is None
    assert [event.verb for event in Event.objects.order_by("id")] == ["made", "revoked"]
    assert client.post(reverse("token_revoke", args=[row.pk])).status_code == 404


def test_key_without_a_name_is_told(signed_in, trota):
    assert len(errors_of(signed_in(trota).post(reverse("tokens"), {}))) == 1


def test_key_of_another_cannot_be_revoked(signed_in, trota, abella):
    key = make_token(trota, name="a spreadsheet", may_write=False)
    there = reverse("token_revoke", args=[ApiToken.objects.get().pk])

    assert signed_in(abella).post(there).status_code == 404
    assert token_of(key) is not None


def test_key_ends_by_itself(trota):
    key = make_token(trota, name="a spreadsheet", may_write=False)
    ApiToken.objects.update(ends_at=timezone.now() - timedelta(seconds=1))

    assert token_of(key) is None


def test_key_of_somebody_who_was_shut_out_is_useless(trota):
    key = make_token(trota, name="a spreadsheet", may_write=False)
    trota.is_active = False
    trota.save()

    assert token_of(key) is None


def test_day_of_the_last_use_is_kept_once(trota, django_assert_num_queries):
    key = make_token(trota, name="a spreadsheet", may_write=False)

    token_used(token_of(key))
    again = token_of(key)

    assert again.used_on == timezone.localdate()
    with django_assert_num_queries(0):
        token_used(again)
