"""What a degree keeps open, on its page and in short for tables of several programmes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salerno_web.atlas.queries import voice
from salerno_web.credentials.told import Told
from salerno_web.opportunities.queries import case_of
from salerno_web.programmes.queries import directory
from salerno_web.routes.degrees import MOST_GOALS, countries_for, working_countries, working_goals
from salerno_web.routes.kept_open import standings_of
from tests.web.pages import main_of

pytestmark = pytest.mark.django_db
GEORGIA, BRANCH, YALE = "ge/tsmu/md-american", "de/umch/md", "us/yale/md"


def page(client, programme, *countries, **rest):
    return client.get(reverse("programme_routes", args=[programme]), {"country": countries}, **rest)


def goals(answer, code):
    """Return the goals of a country that a page tells, by their id."""
    (place,) = [own for own in answer.context["own"]["places"] if own["code"] == code]
    return {goal["id"]: goal for goal in place["goals"]}


def chosen_for(name, *asked, **told):
    return countries_for(directory().programmes[name], case_of(Told(facts=told)), asked)


def test_degree_of_the_country_keeps_its_residency_open_without_a_certificate(client):
    found = goals(page(client, YALE, "US"), "US")["experience/residency?country=US"]

    assert found["standing"] == "open"
    assert [own["opportunity"] for own in found["way"]["steps"]] == [
        "us/nrmp/main-match", "us/acgme/residency",
    ]  # fmt: skip


def test_degree_from_abroad_needs_the_certificate_and_what_decides_is_told(client):
    answer = page(client, GEORGIA, "US")
    found = goals(answer, "US")["experience/residency?country=US"]

    assert found["standing"] == "cannot-tell"
    assert "us/ecfmg/certification" in [own["opportunity"] for own in found["way"]["steps"]]
    assert [own["opportunity"] for own in found["deciding"]] == ["us/ecfmg/application"]
    assert "Nobody said whether this is so, and it decides:" in main_of(answer)


def test_degree_from_abroad_leads_to_britain_over_plab(client):
    found = goals(page(client, BRANCH, "GB"), "GB")["experience/residency?country=GB"]

    steps = [own["opportunity"] for own in found["way"]["steps"]]
    assert steps.index("gb/gmc/plab-1") < steps.index("gb/gmc/plab-2")


def test_closed_country_says_what_closes_it_and_where_that_stands(client):
    found = goals(page(client, GEORGIA, "CN"), "CN")["licence/medical?country=CN"]

    assert (found["standing"], found["way"]) == ("closed", None)
    assert {own["opportunity"] for own in found["barriers"]} == {
        "cn/nhc/national-examination", "cn/nhc/supervised-practice",
    }  # fmt: skip
    assert all(own["source"]["read"] for own in found["barriers"])


def test_whole_way_is_the_programme_and_what_comes_after_it(client):
    answer = page(client, GEORGIA, "GB")
    way = goals(answer, "GB")["experience/residency?country=GB"]["way"]

    assert "72,000" in answer.context["own"]["cost"]["sum"]
    assert way["sum"] == "1,319 GBP + 72,180 USD"
    assert not way["is_whole"]


def test_recognition_that_ends_before_the_degree_is_told(client):
    answer = page(client, GEORGIA, "DE")

    assert "Recognition that is over by then" in main_of(answer)
    assert answer.context["own"]["degree"]["is_dated"]


def test_branch_is_told_with_the_country_of_its_degree(client):
    degree = page(client, BRANCH, "DE").context["own"]["degree"]

    assert (degree["countries"], degree["taught_in"]) == (["Romania"], "Germany")
    assert degree["shared"]


def test_graduate_is_told_that_a_degree_is_held_already(client, graduate_file):
    file = SimpleUploadedFile("me.yaml", graduate_file.read_bytes())
    client.post(reverse("interview_file"), {"file": file})

    answer = page(client, GEORGIA, "DE")

    assert answer.context["own"]["has_degree"]
    assert "You hold a medical degree already." in main_of(answer)


def test_no_more_goals_are_answered_than_a_page_holds_and_the_others_are_named(client):
    answer = page(client, GEORGIA, "DE", "CN", "SE", "SG", "GB")
    own = answer.context["own"]

    assert sum(len(place["goals"]) for place in own["places"]) <= MOST_GOALS
    assert [code for code, _ in own["left"]] == ["GB"]
    assert "Not answered here:" in main_of(answer)


def test_what_is_no_country_of_the_atlas_is_left_out(client):
    assert (
        page(client, GEORGIA, "XX", "<b>").context["own"]["places"]
        == page(client, GEORGIA).context["own"]["places"]
    )


def test_countries_are_those_of_the_degree_then_home_then_the_most_asked_for():
    assert chosen_for(YALE).answered == ("US", "GB")
    assert chosen_for(BRANCH).answered[0] == "DE"
    assert chosen_for(YALE, citizenship=["IN"]).answered == ("US", "IN")


def test_countries_without_a_rule_are_named_and_others_looked_at():
    found = chosen_for(GEORGIA, citizenship=["GH"])

    assert (found.answered, found.unruled) == (("US", "GB"), ("GE", "GH"))


def test_every_country_that_can_be_chosen_has_a_goal():
    assert {"US", "GB", "DE", "IN"} <= set(working_countries())
    assert all(1 <= len(working_goals(code)) <= 2 for code in working_countries())


def test_standings_of_a_programme_are_told_in_short():
    case, own = case_of(Told(facts={"citizenship": ["GH"]})), directory().programmes[GEORGIA]

    closed, *_ = standings_of(own, case, "CN", voice("en"), currency="EUR")
    opened, *_ = standings_of(own, case, "SE", voice("en"), currency="EUR")

    assert (closed["standing"], closed["cost"], closed["time"]) == ("closed", "", "")
    assert (opened["standing"], opened["cost"]) == ("open", "cost not known")
    assert opened["time"]


def test_page_of_an_unknown_programme_is_not_found(client):
    assert page(client, "xx/none/md").status_code == 404


def test_page_speaks_arabic(client):
    answer = page(client, BRANCH, "DE", HTTP_ACCEPT_LANGUAGE="ar")

    assert 'dir="rtl"' in answer.content.decode()
    assert "ألمانيا" in main_of(answer)


def test_page_of_a_programme_leads_there(client):
    body = client.get(reverse("programme", args=[YALE])).content.decode()

    assert f'href="{reverse("programme_routes", args=[YALE])}"' in body
