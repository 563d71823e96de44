"""Every page in every state: no barrier that axe-core can find, nothing wider than a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error

from tests.browser.conftest import DESK, HEIGHT, PHONE

pytestmark = pytest.mark.slow
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
SEND = """path => {
    const forms = [...document.querySelectorAll('main form[method=post]')];
    const own = form => new URL(form.action, location).pathname === path;
    const form = forms.find(own) || forms[0];
    form.noValidate = true;
    setTimeout(() => form.requestSubmit(), 0);
}"""
WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"


def show(page, state):
    """Go to a page; where an empty form is to be sent, send it."""
    page.goto(state.path)
    if state.send:
        with page.expect_navigation():
            page.evaluate(SEND, state.send)
        page.wait_for_load_state("networkidle")


def faults_of(page, axe, width):
    """Return what is wrong with a page at a width."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    found = [
        (one["id"], one["nodes"][0]["target"], one["nodes"][0].get("failureSummary", "")[:300])
        for one in axe.run(page, options=OPTIONS).response["violations"]
    ]
    wanted, there = page.evaluate(WIDTHS)
    return found + ([("wider than the window", wanted, there)] if wanted > there else [])


def faults_in(page, state, language):
    """Return what is wrong with a page in a state, by width."""
    try:
        show(page, state)
        direction = page.evaluate("document.documentElement.dir")
        found = {width: faults_of(page, Axe(), width) for width in (DESK, PHONE)}
    except Error as error:
        return {"not seen": str(error)}
    found["direction"] = direction != ("rtl" if language == "ar" else "ltr")
    return {where: what for where, what in found.items() if what}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_has_a_barrier_or_scrolls_sideways(opened, everything, language):
    found, clients = everything
    windows = {who: opened(client, language=language) for who, client in clients.items()}

    faults = {state.name: faults_in(windows[state.who], state, language) for state in found}

    assert {name: fault for name, fault in faults.items() if fault} == {}
