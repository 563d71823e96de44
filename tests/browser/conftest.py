"""A browser, and a site on the loopback for it to look at.

The browser is Debian's chromium. Where there is none these tests are skipped, and say so.
"""

import shutil
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.db import connection
from playwright.sync_api import sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.web.conftest import (  # noqa: F401 - pytest finds fixtures by their names here
    _empty_cache,
    abella,
    costanza,
    graduate_file,
    hospital,
    signed_in,
    trota,
)
from tests.web.states import states

NOT_CHECKED = "NOT CHECKED: there is no chromium on this computer to look at the pages with"
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE, TABLET, DESK = 320, 390, 1280
HEIGHT = 900
PATIENCE = 20_000  # milliseconds


@pytest.fixture(scope="module")
def browser():
    """Return the browser; Django is let be called although the browser's loop runs."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip(NOT_CHECKED)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as play:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        running = play.chromium.launch(executable_path=program, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def server(browser, db):
    """Return the address of the site; it sees what the test has put into the database.

    It starts after the browser: then both speak to the database over one connection.
    """
    running = LiveServer("127.0.0.1")
    connection.inc_thread_sharing()  # a thread of the server may end after it
    yield running.url
    running.stop()


@dataclass
class Seen:
    """What a page did besides showing itself."""

    said: list = field(default_factory=list)
    asked: list = field(default_factory=list)
    answers: list = field(default_factory=list)


@pytest.fixture
def opened(browser, server):
    """Return a function that opens a window; in the end nothing may have been complained of.

    A violation of the policy of the page is said in its console, as are errors of its script.
    """
    contexts, seen = [], Seen()

    def window(client=None, *, width=DESK, language="en", javascript=True):
        context = browser.new_context(
            base_url=server, locale=language, java_script_enabled=javascript,
            viewport={"width": width, "height": HEIGHT}, reduced_motion="reduce",
        )  # fmt: skip
        contexts.append(context)
        if client and client.cookies:
            context.add_cookies(
                [{"name": k, "value": v.value, "url": server} for k, v in client.cookies.items()]
            )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda told: _hear(seen, told))
        page.on("pageerror", lambda error: seen.said.append(str(error)))
        page.on("request", lambda request: seen.asked.append(request.url))
        page.on("response", lambda answer: seen.answers.append(answer))  # noqa: PLW0108 - Playwright wants a function of ours
        page.seen = seen
        return page

    yield window
    for context in contexts:
        context.close()
    assert seen.said == []
    assert {urlsplit(url).netloc for url in seen.asked} <= {urlsplit(server).netloc, ""}


def _hear(seen, told):
    """Keep errors and warnings, but not that a page is missing or refuses where it is to."""
    is_meant = "Failed to load resource" in told.text and {"404", "422"} & {*told.text.split()}
    if told.type in ("error", "warning") and not is_meant:
        seen.said.append(f"{told.text} {told.location}")


@pytest.fixture
def cast(trota, abella, costanza, hospital):  # noqa: F811 - fixtures are parameters
    """Return those of whom something is to be seen."""
    return {"trota": trota, "abella": abella, "costanza": costanza, "hospital": hospital}


@pytest.fixture
def everything(settings, tmp_path, cast, graduate_file):  # noqa: F811 - fixtures are parameters
    """Return every state of every page, and the browsers of those who see them."""
    settings.FILES_FOLDER = tmp_path / "files"
    return states(**cast, graduate_file=graduate_file)
