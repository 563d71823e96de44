"""Signing up, in and out: allauth's pages stand in the frame, run nothing inline, and lead on."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.urls import reverse

from salerno_web.people.models import Message
from tests.web.conftest import PASSWORD
from tests.web.pages import main_of
from tests.web.world import just_signed_in

pytestmark = pytest.mark.django_db

FOR_VISITORS = (
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "account_inactive",
    "socialaccount_login_cancelled",
)
FOR_MEMBERS = (
    "account_logout",
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "mfa_index",
    "mfa_activate_totp",
    "mfa_generate_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "socialaccount_connections",
    "usersessions_list",
)
WITH_CODES = (
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_reauthenticate",
    "mfa_index",
)
RUNS = re.compile(r"<script(?![^>]*(?:\bsrc=|application/json))[^>]*>|\son\w+=|\sstyle=|<style")


def code_of(secret):
    """Return what an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def in_the_frame(response):
    """Whether a page stands in the frame, has one heading and runs nothing inline."""
    markup = response.content.decode()
    assert response.status_code == 200
    assert markup.count("<h1>") == 1
    assert '<header class="site">' in markup
    assert RUNS.findall(markup) == []
    return markup


def with_totp(client):
    """Turn on codes by an app; return the secret of the app."""
    there = reverse("mfa_activate_totp")
    secret = client.get(there).context["form"].secret
    client.post(there, {"code": code_of(secret)})
    return secret


def enter(client, password=PASSWORD):
    return client.post(
        reverse("account_login"), {"login": "trota@example.org", "password": password}
    )


@pytest.mark.parametrize("name", FOR_VISITORS)
def test_page_for_visitors_stands_in_the_frame(client, name):
    in_the_frame(client.get(reverse(name)))


@pytest.mark.parametrize("name", FOR_MEMBERS)
def test_page_for_members_stands_in_the_frame(trota, name):
    in_the_frame(just_signed_in(trota).get(reverse(name)))


def test_pages_of_somebody_with_codes_stand_in_the_frame(trota):
    client = just_signed_in(trota)
    with_totp(client)

    pages = [client.get(reverse(name)) for name in WITH_CODES]

    assert all(in_the_frame(page) for page in pages)


@pytest.mark.parametrize("name", ["account_login", "mfa_add_webauthn"])
def test_passkeys_say_that_they_need_javascript(trota, name):
    client = Client() if name == "account_login" else just_signed_in(trota)

    assert "<noscript>" in client.get(reverse(name)).content.decode()


def test_secret_of_an_app_is_a_picture_and_words(trota):
    page = just_signed_in(trota).get(reverse("mfa_activate_totp"))

    markup = page.content.decode()
    assert 'src="data:image/svg+xml;' in markup
    assert page.context["form"].secret in markup
    assert "img-src 'self' data:" in page.headers["Content-Security-Policy"]


def test_wrong_password_is_told_beside_the_form(client, trota):
    page = enter(client, "not the pass phrase")

    assert "There is a problem" in main_of(page)
    assert 'value="trota@example.org"' in page.content.decode()


def test_way_from_signing_up_to_signing_out(client, db):
    client.post(
        reverse("account_signup"), {"email": "Trota@Example.org", "password1": PASSWORD},
    )  # fmt: skip
    mail = Message.objects.get()
    link = re.search(r"https?://[^/]+(/\S+)", mail.body)[1]

    assert "Verify" in main_of(enter(client).client.get(reverse("account_email_verification_sent")))
    assert mail.to == "trota@example.org"

    in_the_frame(client.get(link))
    client.post(link)
    arrived = client.get(reverse("privacy"))
    if arrived.status_code == 302:
        enter(client)
        arrived = client.get(reverse("privacy"))
    assert arrived.status_code == 200

    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    secret = with_totp(client)
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}

    client.post(reverse("account_logout"))
    assert client.get(reverse("privacy")).status_code == 302

    asked = enter(client)
    assert asked.headers["Location"] == reverse("mfa_authenticate")
    in_the_frame(client.get(asked.headers["Location"]))
    recovery = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[0]
    client.post(reverse("mfa_authenticate"), {"code": recovery})
    assert client.get(reverse("privacy")).status_code == 200
    assert secret


def test_forgotten_password_is_made_anew_by_mail(client, trota):
    just_signed_in(trota)
    client.post(reverse("account_reset_password"), {"email": "trota@example.org"})
    link = re.search(r"https?://[^/]+(/\S+)", Message.objects.get(to=trota.email).body)[1]

    form = client.get(link, follow=True)
    in_the_frame(form)
    client.post(
        form.redirect_chain[-1][0], {"password1": "another phrase", "password2": "another phrase"}
    )

    enter(client, "another phrase")
    assert client.get(reverse("privacy")).status_code == 200


def test_reset_for_nobody_tells_nothing(client, db):
    page = client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})

    assert page.headers["Location"] == reverse("account_reset_password_done")


def test_new_account_speaks_the_language_of_the_page(client, db, django_user_model):
    client.post(
        reverse("account_signup"),
        {"email": "trota@example.org", "password1": PASSWORD},
        headers={"accept-language": "es"},
    )

    assert django_user_model.objects.get().language == "es"
