"""A visitor in a real browser: on a phone without script, by keyboard alone, in Arabic."""

import zipfile
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.browser.conftest import PHONE, TABLET

pytestmark = pytest.mark.slow
PLAB = "gb/gmc/registration-plab"
FOCUSED = """() => {
    const now = document.activeElement;
    const style = getComputedStyle(now);
    const visible = parseFloat(style.outlineWidth) > 0 && style.outlineStyle !== 'none';
    const name = now.textContent.trim() || now.getAttribute('aria-label') || now.name || '';
    return {tag: now.tagName, name: name.slice(0, 60), visible, value: now.value || ''};
}"""
WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
MOST_STEPS = 120


def question(subject, name):
    return reverse("interview_question", args=[subject, name])


def pathname(page):
    return urlsplit(page.url).path


def test_visitor_with_a_small_phone_and_no_script_gets_a_plan(opened, tmp_path):
    page = opened(width=PHONE, javascript=False)

    page.goto(reverse("home"))
    page.locator(f'main a[href="{reverse("interview")}"]').first.click()
    page.locator("main form button.button").first.click()
    assert pathname(page).startswith("/interview/")
    page.goto(question("fact", "student.status"))
    page.locator('input[name=value][value="graduate"]').check()
    page.locator("main form button.button").first.click()
    assert pathname(page) != question("fact", "student.status")
    page.locator("button[name=unknown]").click()
    page.goto(question("fact", "citizenship"))
    page.locator("select[name=value_0]").select_option("IN")
    page.locator("main form button.button").first.click()
    page.goto(question("credential", "degree/primary-medical"))
    page.locator('input[name=answer][value="yes"]').check()
    page.locator("main form button.button").first.click()
    page.locator("select[name=a-country]").select_option("IN")
    page.locator("input[name=on_year]").fill("2022")
    page.locator("main form button.button").first.click()
    assert pathname(page) == question("complete", "degree/primary-medical")
    page.goto(reverse("opportunities"))
    page.locator("main h3 a").first.click()
    assert page.locator("main .verdict").count() >= 1
    page.goto(f"{reverse('route_new')}?goal={PLAB}")
    page.locator("main form button.button").last.click()
    assert page.locator("#what-if").count() == 1
    with page.expect_download() as told:
        page.locator('main a[href$="routes.xlsx"]').click()

    told.value.save_as(tmp_path / "routes.xlsx")
    assert zipfile.is_zipfile(tmp_path / "routes.xlsx")


def test_school_leaver_with_a_phone_compares_four_and_takes_the_workbook(opened, tmp_path):
    names = ["pl/jumc/md", "hu/szeged/md", "uz/cau/md", "us/yale/md"]
    page = opened(width=PHONE, javascript=False)

    page.goto(reverse("programmes"))
    page.locator('main a[href*="/interview/fact/citizenship/"]').first.click()
    page.locator("select[name=value_0]").select_option("GH")
    page.locator("main form button.button").first.click()
    assert pathname(page) == reverse("programmes")
    for name in names:
        page.goto(reverse("programme", args=[name]))
        page.locator("textarea[name=note]").fill(f"about {name}")
        page.locator(
            "#save + form button.button, section[aria-labelledby=save] button"
        ).first.click()
        assert pathname(page) == reverse("shortlist")
    page.goto(reverse("programme", args=[names[0]]))
    assert "GHS" in page.locator("main").inner_text()
    page.locator(f'main a[href="{reverse("programme_routes", args=[names[0]])}"]').click()
    assert page.locator("main h2").count() > 1
    page.goto(reverse("shortlist"))
    page.locator(f'main a[href^="{reverse("programmes_compare")}"]').click()

    assert page.locator("main thead th a").count() == len(names)
    assert not page.evaluate(WIDE)
    box = page.locator("main tbody td").last.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE

    page.goto(reverse("shortlist"))
    with page.expect_download() as told:
        page.locator(f'main a[href^="{reverse("shortlist_workbook")}"]').first.click()
    told.value.save_as(tmp_path / "shortlist.xlsx")
    sheets = CalamineWorkbook.from_path(tmp_path / "shortlist.xlsx")
    cells = [
        cell
        for name in sheets.sheet_names
        for row in sheets.get_sheet_by_name(name).to_python()
        for cell in row
    ]
    assert {name for name in names if name in cells} == set(names)
    assert f"about {names[0]}" in cells


def tab_to(page, wanted):
    """Press Tab until something is focused that is wanted; each stop must be seen to be focused."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        assert now["visible"], f"nothing shows where the focus is: {now}"
        if wanted(now):
            return now
    raise AssertionError("the keyboard does not reach it")


def test_keyboard_alone_answers_a_question_and_reaches_the_list(opened):
    page = opened()
    page.goto(reverse("home"))

    first = tab_to(page, lambda now: now["tag"] == "A")
    page.keyboard.press("Enter")
    assert first["name"] == "Skip to the content"
    assert page.evaluate("document.activeElement.id") == "main"
    tab_to(page, lambda now: now["name"] == "Answer a few questions")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert pathname(page) == reverse("interview")
    page.goto(question("fact", "student.status"))
    tab_to(page, lambda now: now["tag"] == "INPUT")
    page.keyboard.press("Space")
    tab_to(page, lambda now: now["name"] == "Continue")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert pathname(page) != question("fact", "student.status")
    tab_to(page, lambda now: now["name"] == "I don't know")
    with page.expect_navigation():
        page.keyboard.press("Space")
    tab_to(page, lambda now: now["name"] == "See what is open to me")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert pathname(page) == reverse("opportunities")
    assert page.locator("main h1").count() == 1


def test_menu_of_languages_opens_and_closes_by_keyboard(opened):
    page = opened()
    page.goto(reverse("home"))

    page.locator("header details.menu summary").first.focus()
    page.keyboard.press("Enter")
    is_open = page.locator("header details.menu[open]").count()
    page.keyboard.press("Escape")

    assert is_open == 1
    assert page.locator("header details.menu[open]").count() == 0
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_arabic_runs_from_right_to_left_on_a_phone(opened):
    page = opened(width=TABLET, language="ar")

    for there in (
        reverse("home"), reverse("interview"), question("fact", "citizenship"),
        reverse("opportunities"), reverse("opportunity", args=[PLAB]), reverse("routes"),
        f"{reverse('route_new')}?goal={PLAB}", reverse("atlas"),
    ):  # fmt: skip
        page.goto(there)
        brand = page.locator("header .brand").bounding_box()
        title = page.evaluate("getComputedStyle(document.querySelector('h1')).direction")
        assert page.evaluate("document.documentElement.dir") == "rtl", there
        assert title == "rtl", there
        assert brand["x"] > TABLET / 2 - brand["width"], there
        assert not page.evaluate(WIDE), there
