"""Every page of the atlas and of opportunities, in made-up languages."""

import re

import pytest

from tests.web.pseudo import raw_strings

CODE = re.compile(r"[A-Z]{3}")
PAGES = (
    "/opportunities/",
    "/opportunities/?country=US&kind=visa&by=x&cost=5&state=never",
    "/opportunities/?words=zzz",
    "/opportunities/gb/gmc/plab-1/",
    "/opportunities/ca/carms/r1/",
    "/opportunities/ca/mcc/mcqe/",
    "/atlas/?q=visa",
    "/atlas/countries/ca/",
    "/atlas/opportunities/ca/mcc/mccqe/",
    "/atlas/opportunities/de/federal/kenntnispruefung/",
    "/atlas/sources/",
    "/atlas/changes/",
    "/atlas/disputes/",
    "/atlas/wrong/ca/mcc/mccqe/",
)

pytestmark = pytest.mark.django_db


def unmarked(html):
    """Return what is not translatable and is neither a title of the atlas nor a currency."""
    title = re.search(r"<title>(.*?) - Salerno</title>", html, re.S)[1].strip()
    found = (line.removesuffix(" -") for line in raw_strings(html))
    return [line for line in found if line != title and not CODE.fullmatch(line)]


@pytest.mark.parametrize("language", ["en-xa", "ar-xb"])
@pytest.mark.parametrize("address", PAGES)
def test_page_says_nothing_that_is_not_translatable(client, address, language):
    html = client.get(address, headers={"Accept-Language": language}).content.decode()

    assert "⟦" in html
    assert unmarked(html) == []
