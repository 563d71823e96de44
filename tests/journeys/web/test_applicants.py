"""Applicants abroad: a school leaver from Ghana and a graduate from Brazil choose and fund."""

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from salerno_web.programmes.queries import directory
from tests.journeys.web.interviews import day
from tests.web.pages import main_of

pytestmark = pytest.mark.django_db
GHANA = {
    "fact/citizenship": {"value_0": "GH"},
    "fact/residence.country": {"value": "GH"},
    "fact/birth.date": day("value", 2008, 3, 14),
    "fact/us.permanent-resident": {"value": "no"},
    "fact/us.protected-status": {"value": "none"},
    "fact/ca.permanent-resident": {"value": "no"},
}
BRAZIL = {
    **GHANA,
    "fact/citizenship": {"value_0": "BR"},
    "fact/residence.country": {"value": "BR"},
    "fact/birth.date": day("value", 2002, 5, 23),
}
DEGREE = {**day("on", 2024, 12, 15), "a-country": "BR", "a-accredited": "yes"}
MCAT = {**day("on", 2026, 4, 11), "a-score": "512"}
MOST = 25


def applicant(client, answers, **credentials):
    """Answer what is known, each time back to the finder, and tell the credentials."""
    back = reverse("programmes")
    for name, answer in answers.items():
        subject, _, own = name.partition("/")
        path = reverse("interview_question", args=[subject, own])
        assert client.post(f"{path}?from={back}", answer).headers["Location"] == back
    for type_, told in credentials.items():
        answered = client.post(reverse("credential_add", args=[type_.replace("_", "/")]), told)
        assert answered.status_code == 302, answered.context["form"].errors
    return client


def found(client, **query):
    """Return every row that the finder shows, page after page."""
    rows, number = [], 1
    while True:
        page = client.get(reverse("programmes"), {**query, "page": number})
        rows += page.context["found"].rows
        if not page.context["found"].page.has_next():
            return rows
        number += 1


def choose_four(client, names):
    for name in names:
        told = {"programme": name, "note": f"about {name}"}
        assert client.post(reverse("shortlist_change"), told).status_code == 302


def workbook_of(client):
    """Return the sheets of the workbook that the shortlist is downloaded as."""
    answer = client.get(reverse("shortlist_workbook"))
    assert answer.status_code == 200
    content = b"".join(answer) if answer.streaming else answer.content
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def every_cell(sheets):
    return [cell for rows in sheets.values() for row in rows for cell in row]


@pytest.fixture
def school_leaver(client):
    return applicant(client, GHANA)


@pytest.fixture
def graduate(client):
    return applicant(client, BRAZIL, degree_bachelor=DEGREE, exam_mcat=MCAT)


def test_school_leaver_finds_what_may_be_and_understands_every_no(school_leaver):
    closed = found(school_leaver, state="never")
    later = found(school_leaver, state="not-yet")

    assert closed, "somebody from Ghana meets schools that take nobody from abroad"
    for row in [*closed, *later]:
        assert row["reason"], row["id"]
        assert row["source"]["tier"], row["id"]
    counted = {own["id"] for own in found(school_leaver)}
    assert counted == set(directory().programmes)
    for row in closed:
        assert row["source"]["tier"] in ("law", "official"), row["id"]


def test_school_leaver_reads_the_whole_cost_in_cedis(school_leaver):
    page = main_of(school_leaver.get(reverse("programme", args=["pl/jumc/md"])))
    budget = school_leaver.get(reverse("programme_budget", args=["pl/jumc/md"]), {"own": 4000})

    assert "GHS" in page
    assert "16,000" in page
    assert budget.context["own"]["currency"] == "GHS"
    assert "GHS" in budget.context["own"]["gap"]


def test_school_leaver_sees_what_the_degree_keeps_open(school_leaver):
    page = school_leaver.get(
        reverse("programme_routes", args=["pl/jumc/md"]), {"country": ["GB", "US"]}
    )

    places = {own["code"]: own["goals"] for own in page.context["own"]["places"]}
    assert set(places) == {"GB", "US"}
    assert all(
        goal["standing"] in ("open", "closed", "cannot-tell")
        for goals in places.values()
        for goal in goals
    )
    assert "GHS" in main_of(page)


def test_school_leaver_compares_four_and_takes_the_workbook_along(school_leaver):
    names = ["pl/jumc/md", "hu/szeged/md", "uz/cau/md", "us/yale/md"]
    choose_four(school_leaver, names)

    table = school_leaver.get(reverse("programmes_compare"), {"with": names}).context["table"]
    sheets = workbook_of(school_leaver)

    assert [head["id"] for head in table["heads"]] == names
    cells = every_cell(sheets)
    for name in names:
        assert name in cells
        assert f"about {name}" in cells
    assert "GHS" in cells


def test_graduate_finds_where_a_first_degree_is_wanted_and_understands_every_no(graduate):
    open_ = {row["id"] for row in found(graduate, state="eligible")}
    rows = [*found(graduate, state="never"), *found(graduate, state="not-yet")]

    assert "ca/western/md" in open_
    assert rows
    for row in rows:
        assert row["reason"], row["id"]
        assert row["source"]["tier"], row["id"]


def test_graduate_reads_costs_in_reais_and_finds_who_may_help(graduate):
    page = main_of(graduate.get(reverse("programme", args=["us/georgetown/md"])))
    funds = graduate.get(reverse("funds"))

    assert "BRL" in page
    assert funds.status_code == 200
    assert "MPOWER" in main_of(graduate.get(reverse("funds"), {"words": "mpower"}))


def test_graduate_sees_that_a_degree_of_the_country_keeps_its_residency_open(graduate):
    page = graduate.get(reverse("programme_routes", args=["us/washu/md"]), {"country": "US"})

    [place] = [own for own in page.context["own"]["places"] if own["code"] == "US"]
    standings = {goal["id"]: goal["standing"] for goal in place["goals"]}
    assert standings["experience/residency?country=US"] == "open"
    assert "BRL" in main_of(page)


def test_graduate_takes_four_along_in_a_workbook_and_brings_the_notes_back(graduate):
    names = ["us/vanderbilt/md", "ca/western/md", "us/harvard/md", "lt/vilnius/md"]
    choose_four(graduate, names)

    sheets = workbook_of(graduate)

    assert {name for name in names if name in every_cell(sheets)} == set(names)
    assert "BRL" in every_cell(sheets)
