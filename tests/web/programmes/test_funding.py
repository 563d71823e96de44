"""Funds on the site: by verdict, by facet, each on a page of its own, and beside a programme."""

import pytest
from django.urls import reverse

from salerno.rules.chain import State
from salerno_web.atlas.queries import voice
from salerno_web.credentials.told import Told
from salerno_web.opportunities.queries import case_of
from salerno_web.programmes.details import programme_detail
from salerno_web.programmes.fund_words import fund_told
from salerno_web.programmes.funding import funds, funds_for, proofs_for, surveyed
from salerno_web.programmes.queries import directory
from tests.web.programmes.test_programmes import GHANA

pytestmark = pytest.mark.django_db
YALE, LERNER = "us/yale/md", "us/cclcm/md"


def found(client, **query):
    return client.get(reverse("funds"), query).context["found"]


def facet(page, name):
    own = next(one for one in page.facets if one.name == name)
    return {choice.value: choice.count for choice in own.choices}


def told(**facts):
    return case_of(Told(facts=facts))


def named(rows):
    return {row["id"]: row["state"] for row in rows}


def page_of(client, name, **query):
    return client.get(reverse("fund", args=[name]), query)


def test_list_shows_every_fund_once_across_its_pages(client):
    shown = [row["id"] for number in (1, 2) for row in found(client, page=number).rows]

    assert sorted(shown) == sorted(directory().funds)


def test_tabs_add_up_and_nothing_is_closed_or_open_to_whoever_told_nothing(client):
    tabs = {state: count for state, count, _, _ in found(client).tabs}

    assert tabs == {
        "": len(funds()), "eligible": 0, "cannot-tell": len(funds()), "not-yet": 0, "never": 0,
    }  # fmt: skip


def test_question_that_settles_most_funds_is_put_and_leads_back(client):
    body = client.get(reverse("funds"), {"kind": "loan"})

    ask = body.context["asks"][0]
    assert len(body.context["asks"]) == 3
    path = reverse("interview_question", args=[ask.subject, ask.name])
    assert f'href="{path}?from=%2Fprogrammes%2Ffunding%2F%3Fkind%3Dloan"' in body.content.decode()
    assert client.get(path).status_code == 200


def test_tab_shows_the_verdicts_of_its_state_alone(client):
    client.post(reverse("interview_question", args=["fact", "citizenship"]), {"value_0": "GH"})

    counts = {state: count for state, count, _, _ in found(client).tabs}
    for state in ("cannot-tell", "not-yet"):
        rows = found(client, state=state).rows
        assert {row["state"] for row in rows} == {state}
        assert len(found(client, state=state).sifted.places) == counts[state] > 0


def test_facets_count_kinds_and_countries_and_the_unknown_stays(client):
    kinds, countries = (facet(found(client), name) for name in ("kind", "study"))

    unknown = sum(not own.countries for own in funds())
    assert sum(kinds.values()) == len(funds())
    assert countries["unknown"] == unknown > 0
    assert countries["HU"] == unknown + sum("HU" in own.countries for own in funds())


def test_facets_and_words_narrow_and_say_what_comes_back(client):
    one = found(client, kind="scholarship", study="HU", words="hungaricum")
    none = found(client, words="no such words", study="HU")

    assert [row["id"] for row in one.rows] == ["hu/stipendium-hungaricum"]
    assert [chip.words for chip in one.chips] == ["Scholarship", "“hungaricum”", "Hungary"]
    assert none.rows == ()
    assert none.best_chip.words == "“no such words”"


def test_list_without_anything_left_offers_everything(client):
    body = client.get(reverse("funds"), {"words": "no such words"}).content.decode()

    assert f"{len(funds())} funds come back." in body


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("own", [one.id for one in funds()])
def test_page_of_every_fund_answers(client, own, language):
    body = client.get(reverse("fund", args=[own]), headers={"accept-language": language})

    assert body.status_code == 200
    assert f'lang="{language}"' in body.content.decode()


def test_fund_that_is_not_there_is_not_found(client):
    assert page_of(client, "us/none").status_code == 404


def test_rates_stand_with_their_pages_side_by_side(client):
    sections = {
        own["id"]: own["told"] for own in page_of(client, "int/mpower").context["own"]["sections"]
    }

    rates = [one["text"] for one in sections["rates"] if "Median" in one["text"]]
    assert rates == [
        "Median rate of interest: 14.24 % · fixed",
        "Median rate of interest: 15.57 % · fixed · with all fees (APR)",
        "Median rate of interest: 13.99 % · fixed",
        "Median rate of interest: 15.01 % · fixed · with all fees (APR)",
    ]
    assert sections["rates"][-1]["over"]
    assert sections["deadlines"] == []


@pytest.mark.parametrize(
    ("name", "section", "expected"),
    [
        (
            "int/mpower", "covers",
            "Costs of any kind: between 1,800 USD and 25,000 USD for each loan · has to be paid "
            "back",
        ),
        ("us/cclcm", "covers", "Tuition: all of it · need not be paid back"),
        ("tr/koc", "covers", "Tuition: 50 % · need not be paid back"),
        ("it/ucbm", "covers", "Tuition: up to 50 % · need not be paid back"),
        (
            "us/geisel-loan", "covers",
            "Costs of any kind: how much was not found · has to be paid back",
        ),
        (
            "in/india-mbbs-abroad", "covers",
            "Costs of any kind: up to 15,000,000 INR for each loan · has to be paid back",
        ),
        ("in/sbi-global-ed-vantage", "rates", "Rate of interest: from 9.15 % · published: 2025"),
        ("us/sofi-med", "rates", "Rate of interest: 3.18–14.83 % · fixed · published: 2026-01-12"),
        ("in/sbi-global-ed-vantage", "securities", "Collateral: asked for"),
        ("it/maeci", "deadlines", "Apply by: in spring"),
        ("kg/jasu", "notes", "More than 100,000 USD for more than 2,000 students, all together"),
    ],
)  # fmt: skip
def test_what_is_stated_of_a_fund_is_told_in_words(name, section, expected):
    stated = getattr(directory().funds[name], section)[0]

    assert fund_told(stated, section, voice())["text"] == expected


def test_what_a_visa_asks_for_is_told_with_what_was_asked_once():
    (rule,) = proofs_for("GB", voice())

    assert rule["told"][0]["text"] == (
        "To be shown, not spent: 1,529 GBP a month · London · from 2025-11-11 · for 9 months at "
        "most · held for 28 days"
    )
    assert [one["over"] for one in rule["told"]] == [False] * 4 + [True] * 5
    assert len(rule["disputes"]) == 2
    assert proofs_for("KG", voice()) == []


def test_page_of_visas_tells_every_country(client):
    rules = client.get(reverse("funds_visas")).context["rules"]

    assert [own["country"] for own in rules] == sorted(own["country"] for own in rules)
    assert len(rules) == len(directory().proofs)


def test_fund_of_a_school_is_beside_its_own_programmes_only():
    known = directory().programmes
    bound = {own.id: own.schools for own in funds() if own.schools}

    for name in (YALE, LERNER, "eg/mansoura/manchester", "eg/mansoura/mbbch", "hu/pecs/md"):
        own = known[name]
        rows = named(funds_for(own, told(**GHANA), voice()))
        assert set(rows) & set(bound) == {
            one for one, schools in bound.items() if {own.school, own.id} & set(schools)
        }


def test_with_a_place_full_tuition_for_all_is_open_and_first():
    rows = funds_for(directory().programmes[LERNER], told(**GHANA), voice())

    assert (rows[0]["id"], rows[0]["state"]) == ("us/cclcm", str(State.ELIGIBLE))
    assert surveyed(told(**GHANA)).verdict("us/cclcm").state is State.CANNOT_TELL


def test_what_asks_for_something_else_is_folded_away_behind_the_rest(client):
    client.post(reverse("interview_question", args=["fact", "citizenship"]), {"value_0": "GH"})

    body = client.get(reverse("programme", args=["hu/pecs/md"]))

    rows = body.context["own"]["funds"]
    closed = [row for row in rows if not row["is_open"]]
    assert rows[-len(closed) :] == closed
    assert {row["state"] for row in closed} <= {"not-yet", "never"}
    words = f"{len(closed)} ask for something that you told you do not have"
    assert body.content.decode().count(words) == 1


def test_programme_shows_its_funds_and_the_money_of_the_visa(client):
    own = client.get(reverse("programme", args=[LERNER])).context["own"]

    assert "us/cclcm" in named(own["funds"])
    assert [rule["id"] for rule in own["proofs"]] == ["us/f-1"]


def test_programme_of_a_country_without_funds_shows_those_of_unknown_countries():
    own = next(one for one in directory().programmes.values() if one.country == "GE")

    detail = programme_detail(own, told(**GHANA), voice(), currency="EUR")

    assert "int/prodigy" in named(detail["funds"])
    assert "us/sofi-med" not in named(detail["funds"])


def test_fund_is_judged_with_a_place_on_the_programme_that_is_asked_about(client):
    alone = page_of(client, "us/cclcm").context["own"]
    placed = page_of(client, "us/cclcm", **{"for": LERNER})
    elsewhere = page_of(client, "us/cclcm", **{"for": "hu/pecs/md"}).context["own"]

    assert alone["verdict"]["state"] == elsewhere["verdict"]["state"] == "cannot-tell"
    assert placed.context["own"]["verdict"]["state"] == "eligible"
    assert placed.context["place"]["id"] == LERNER
    assert page_of(client, "us/cclcm", **{"for": "no/such"}).context["place"] is None


def test_question_of_a_fund_can_be_answered_and_settles_it(client):
    ask = next(
        one
        for one in page_of(client, "us/cclcm").context["own"]["verdict"]["asks"]
        if one.subject == "judgement"
    )
    path = reverse("interview_question", args=[ask.subject, ask.name])

    assert client.get(path).status_code == 200
    client.post(path, {"answer": "yes"})
    assert page_of(client, "us/cclcm").context["own"]["verdict"]["state"] == "eligible"


def test_bound_fund_links_its_programmes_or_names_its_school(client):
    linked = page_of(client, "us/yale-intl-loan").context["own"]
    bare = page_of(client, "kg/jasu").context["own"]

    assert [name for name, _ in linked["bound"]] == [YALE]
    assert (bare["bound"], bare["schools"]) == ([], ["Jalal-Abad State University"])


def test_finder_and_fund_list_lead_to_each_other(client):
    assert reverse("funds") in client.get(reverse("programmes")).content.decode()
    assert reverse("programmes") in client.get(reverse("funds")).content.decode()


def test_words_are_searched_in_the_language_of_the_page(client):
    body = client.get(reverse("funds"), {"words": "hungría"}, headers={"accept-language": "es"})

    rows = body.context["found"].rows
    assert "hu/stipendium-hungaricum" in [row["id"] for row in rows]
