"""A coordinator goes through the queue by keys, and turns them off."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from salerno_web.placements.actions import hold
from salerno_web.placements.moves import move
from tests.web.conftest import someone
from tests.web.placements.conftest import NOW, asked, offered, school  # noqa: F401 - fixtures

pytestmark = pytest.mark.slow
FOCUSED = "document.activeElement.textContent"


@pytest.fixture
def queue(offered, asked, trota, costanza, hospital):  # noqa: F811 - fixtures are parameters
    """Return the address of a queue in which two wait, and the browser of who sees it."""
    offered()
    for user, week in ((trota, 0), (someone("rebecca"), 2)):
        now = NOW + timedelta(hours=week)
        row = hold(user, asked(user, week=week), key="a", now=now)
        move(row.pk, "request", by="trainee", actor=user, now=now)
    client = Client()
    client.force_login(costanza)
    return reverse("host_queue", args=[hospital.pk]), client


def test_keys_lead_through_the_queue_until_they_are_turned_off(opened, queue):
    address, client = queue
    page = opened(client)
    page.goto(address)

    page.keyboard.press("j")
    first = page.evaluate(FOCUSED)
    page.keyboard.press("j")
    second = page.evaluate(FOCUSED)
    page.keyboard.press("k")
    again = page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue/*/")
    one = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != one)
    other = page.url
    page.locator("[data-shortcuts]").uncheck()
    page.keyboard.press("k")
    page.goto(address)
    page.keyboard.press("j")

    assert (first, second, again) == ("trota", "rebecca", "trota")
    assert other != one
    assert page.evaluate(FOCUSED) not in ("trota", "rebecca")
    assert not page.locator("[data-shortcuts]").is_checked()
