"""What a rotation asks is counted while a coordinator fills it in."""

import pytest
from django.test import Client
from django.urls import reverse

from salerno_web.placements.models import Published
from tests.web.placements.conftest import offered  # noqa: F401 - fixtures

pytestmark = pytest.mark.slow


def test_figures_follow_what_is_filled_in(opened, offered, costanza, hospital):  # noqa: F811 - fixtures are parameters
    offered()
    client = Client()
    client.force_login(costanza)
    page = opened(client)
    page.goto(
        reverse("host_rotation", args=[hospital.pk, Published.objects.get(kind="rotation").name])
    )
    kept = page.locator("[name=title]").input_value()
    page.locator("[name=title]").fill("")

    page.locator("[name=line-0-of]").select_option("fact student.year")
    page.locator("#figures li").first.wait_for()
    asked = page.locator("#reach").inner_text()
    page.locator("[name=title]").fill(kept)
    page.locator("[name=line-0-condition]").fill(">= 4")
    page.locator("[name=line-0-condition]").press("Tab")
    page.get_by_text("people on this platform").wait_for()

    assert "Title" in asked
    assert page.locator("[name=line-0-condition]").input_value() == ">= 4"
    assert page.locator("[name=line-0-of]").input_value() == "fact student.year"
