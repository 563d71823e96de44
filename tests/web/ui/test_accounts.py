"""The pages of accounts stand in the frame and use its components."""

import html5lib
import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_page_for_visitors_stands_in_the_frame(client, name):
    html = client.get(reverse(name)).content.decode()

    html5lib.HTMLParser(strict=True).parse(html)
    assert html.count("<h1>") == 1
    assert 'class="field' in html
    assert '<header class="site">' in html


def test_errors_of_signing_in_are_told_at_the_top(client):
    answer = client.post(reverse("account_login"), {"login": "", "password": ""})

    assert 'class="notice errors"' in answer.content.decode()


@pytest.mark.parametrize("name", ["account_email", "mfa_index", "account_change_password"])
def test_page_of_one_s_own_account_stands_in_the_frame(signed_in, trota, name):
    html = signed_in(trota).get(reverse(name), follow=True).content.decode()

    assert html.count("<h1>") == 1
    assert '<header class="site">' in html
