"""A passkey is made and used in a browser, under the policy that the site sends."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.browser.conftest import PATIENCE
from tests.web.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
KEYRING = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
    "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def window(browser, server):
    """Return a window of a browser that has a keyring, and what its console complained of."""
    there = server.replace("127.0.0.1", "localhost")  # a passkey belongs to a name
    context = browser.new_context(base_url=there)
    page, said = context.new_page(), []
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": KEYRING})
    yield page
    context.close()
    assert said == []


def test_passkey_is_made_and_signs_in(window, trota):
    EmailAddress.objects.create(user=trota, email=trota.email, verified=True, primary=True)
    window.goto(reverse("account_login"))
    window.fill("#id_login", trota.email)
    window.fill("#id_password", PASSWORD)
    window.press("#id_password", "Enter")
    window.wait_for_url("**/record/**")

    window.goto(reverse("mfa_add_webauthn"))
    window.fill("#id_password", PASSWORD)  # asked once more
    window.press("#id_password", "Enter")
    window.fill("#id_name", "my phone")
    window.locator("#id_passwordless").check()
    window.click("#mfa_webauthn_add")
    window.wait_for_url("**/recovery-codes/**")
    window.context.clear_cookies()
    window.goto(reverse("account_login"))
    window.click("#passkey_login")
    window.wait_for_url("**/record/**")

    assert Authenticator.objects.filter(user=trota, type="webauthn").count() == 1
    window.goto(reverse("privacy"))
    assert window.input_value("#id_name") == "trota"
