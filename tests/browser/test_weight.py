"""What a first view costs whoever pays for every byte, and whom the browser speaks to."""

import gzip
from urllib.parse import urlsplit

import pytest
from django.urls import reverse

pytestmark = pytest.mark.slow
MOST, MOST_SCRIPT = 60_000, 30_000  # bytes, compressed
PLAB = "gb/gmc/registration-plab"


def weighed(answers):
    """Return how much came, and how much of it script, as the server compresses it at least."""
    sizes = {answer.url: (len(gzip.compress(answer.body())), kind(answer)) for answer in answers}
    script = sum(size for size, what in sizes.values() if what == "script")
    return sum(size for size, _what in sizes.values()), script


def kind(answer):
    return answer.request.resource_type


@pytest.mark.parametrize(
    "there",
    [
        reverse("home"),
        reverse("interview"),
        reverse("interview_question", args=["fact", "citizenship"]),
        reverse("opportunities"),
        reverse("opportunity", args=[PLAB]),
        reverse("routes"),
        reverse("atlas"),
        reverse("record"),
    ],
)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_first_view_is_light_and_asks_nobody_else(opened, server, there, language):
    page = opened(language=language)

    page.goto(there, wait_until="networkidle")

    whole, script = weighed(page.seen.answers)
    assert script <= MOST_SCRIPT, script
    assert whole <= MOST, whole
    assert {urlsplit(url).netloc for url in page.seen.asked} == {urlsplit(server).netloc}
