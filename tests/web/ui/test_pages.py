"""The pages that belong to no part: front door, components, about, and what went wrong."""

import re

import html5lib
import pytest
from django.test import RequestFactory
from django.urls import reverse

from salerno_web.ui import views
from tests.web.pseudo import raw_strings

PAGES = ("/", "/styles/", "/styles/?wrong=1", "/about/", "/about/accessibility/", "/about/privacy/")
LANGUAGES = ("en", "ar", "ru", "en-xa", "ar-xb")
WRONG = {
    400: views.bad_request,
    403: views.permission_denied,
    404: views.not_found,
    429: views.too_many,
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client):
    """Return a function that gives the HTML of a page in a language."""

    def shown(address, language="en"):
        client.cookies["language"] = language
        return client.get(address).content.decode()

    return shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_page_is_well_formed_with_one_heading(page, address, language):
    html = page(address, language)
    parser = html5lib.HTMLParser(strict=True)

    parser.parse(html)

    assert len(re.findall(r"<h1[ >]", html)) == 1


@pytest.mark.parametrize("address", PAGES)
def test_page_holds_no_inline_style_or_script(page, address):
    html = page(address)

    found = re.findall(r'\sstyle=|<style|\son[a-z]+="|<script(?![^>]* src=)', html)

    assert found == []


@pytest.mark.parametrize("address", PAGES)
def test_page_has_no_id_twice(page, address):
    ids = re.findall(r'\sid="([^"]+)"', page(address))

    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("address", PAGES)
def test_page_asks_for_six_files_at_most_and_none_from_elsewhere(page, address):
    html = page(address)

    asked = re.findall(r'<(?:link|script|img)[^>]+(?:href|src)="([^"]+)"', html)

    assert len(asked) <= 5
    assert [one for one in asked if not one.startswith("/static/")] == []


@pytest.mark.parametrize("language", ["en-xa", "ar-xb"])
@pytest.mark.parametrize("address", PAGES)
def test_page_says_nothing_that_is_not_translatable(page, address, language):
    html = page(address, language)

    assert raw_strings(html) == []


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_frame_tells_language_and_direction(page, language, direction):
    html = page("/", language)

    assert f'<html lang="{language}" dir="{direction}">' in html


def test_choosing_a_language_needs_no_script_and_comes_back(client):
    answer = client.post(reverse("set_language"), {"language": "ar", "next": "/about/"})

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/about/"
    assert client.cookies["language"].value == "ar"


def test_frame_marks_the_door_that_stands_open(page):
    html = page("/routes/")

    assert re.findall(r'<a href="([^"]+)" aria-current="page">', html) == ["/routes/"]


def test_account_menu_is_for_whoever_is_signed_in(signed_in, trota):
    html = signed_in(trota).get("/").content.decode()

    assert reverse("account_logout") in html
    assert reverse("account_login") not in html


def test_demonstration_is_told(client, settings):
    settings.DEMONSTRATION = True

    html = client.get("/").content.decode()

    assert 'class="demonstration"' in html


@pytest.mark.parametrize("status", WRONG)
def test_page_of_what_went_wrong_has_its_status(rf_visitor, status):
    answer = WRONG[status](rf_visitor, Exception())

    assert answer.status_code == status
    assert answer.content.count(b"<h1>") == 1


@pytest.fixture
def rf_visitor(client):
    """Return a request of somebody unknown."""
    return client.get("/").wsgi_request


def test_page_of_an_old_form_says_how_to_go_on(rf_visitor):
    answer = views.csrf_failure(rf_visitor, "no cookie")

    assert answer.status_code == 403
    assert b"load the page again" in answer.content


def test_page_of_a_failure_needs_no_database(django_assert_num_queries):
    request = RequestFactory().get("/")

    with django_assert_num_queries(0):
        answer = views.server_error(request)

    assert answer.status_code == 500
    assert b"salerno.css" in answer.content


def test_page_of_a_failure_needs_no_static_files(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "salerno_web.ui.statics.HashedStorage"},
    }

    answer = views.server_error(RequestFactory().get("/"))

    assert answer.status_code == 500
    assert b"stylesheet" not in answer.content
