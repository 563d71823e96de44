"""The finder by its facets, on the map, and the figures of applicants and places."""

import pytest
from django.urls import reverse

from salerno.programmes.answers import practice_from, taught_in
from salerno.rules import asks_of
from salerno_web.atlas.queries import facts, voice
from salerno_web.credentials.told import Told
from salerno_web.opportunities.queries import case_of
from salerno_web.programmes.figures import figures_of
from salerno_web.programmes.queries import directory, programmes, surveyed

pytestmark = pytest.mark.django_db
HERE = "%2Fprogrammes%2F%3Fcountry%3DHU"


def found(client, name="programmes", **query):
    return client.get(reverse(name), query)


def facet(page, name):
    return next(own for own in page.context["found"].facets if own.name == name)


def counts(page, name):
    return {choice.value: choice.count for choice in facet(page, name).choices}


def test_facet_of_english_counts_yes_no_and_unclear(client):
    page = found(client)

    answers = [taught_in(own, "en").answer for own in programmes()]
    assert counts(page, "english") == {answer: answers.count(answer) for answer in set(answers)}


def test_facet_that_is_chosen_is_open_and_says_what_it_hides(client):
    page = found(client, english="yes")

    chip = next(own for own in page.context["found"].chips if own.words == "Yes")
    assert facet(page, "english").chosen == ("yes",)
    assert chip.hides == len(programmes()) - len(page.context["found"].sifted.places)


def test_facet_of_examinations_follows_the_rules(client):
    page = found(client, examination="exam/mcat", country="US")

    ids = [programmes()[place].id for place in page.context["found"].sifted.places]
    assert "us/columbia/md" in ids
    assert all(name.startswith("us/") for name in ids)


def test_facet_of_practice_tells_the_year_and_the_unknown_last(client):
    page = found(client)

    told = [practice_from(own) for own in programmes()]
    assert counts(page, "start")["unknown"] == told.count(None)
    assert facet(page, "start").choices[-1].value == "unknown"


def test_map_counts_every_programme_once(client):
    page = found(client, "programmes_map")

    rows = page.context["map"].rows
    assert sum(int(value) for _, value, _ in rows) == len(programmes())
    assert len(rows) == len({own.country for own in programmes()})


def test_map_keeps_the_filters_and_leads_to_the_list(client):
    page = found(client, "programmes_map", acceptance="yes", country="HU")

    [(name, value, address)] = page.context["map"].rows
    listed = client.get(address).context["found"]
    assert name == "Hungary"
    assert len(listed.sifted.places) == int(value)
    assert listed.sieve.values("acceptance") == ("yes",)


def test_map_of_nothing_says_so(client):
    page = found(client, "programmes_map", words="no such words")

    assert page.context["map"].rows == ()
    assert "Nothing fits all of this." in page.content.decode()


def test_share_stands_beside_both_its_numbers():
    own = figures_of(directory().programme("us/emory/md"), voice("en"))

    shown = [(rate["share"], rate["part"]["text"], rate["whole"]["text"]) for rate in own["rates"]]
    assert (
        "1.6 %",
        "Began their studies · for international students: 10",
        "Applied · for international students: 626",
    ) in shown
    assert all(rate["sources"] for rate in own["rates"])


def test_statistics_of_a_country_are_those_of_its_programmes(client):
    page = found(client, "programmes_statistics", country="CZ")

    assert [own["id"].partition("/")[0] for own in page.context["page"]] == ["cz"] * len(
        page.context["page"]
    )
    assert len(page.context["page"]) > 1


def test_statistics_of_an_unknown_country_are_those_of_all(client):
    page = found(client, "programmes_statistics", country="XX")

    assert page.context["country"] == ""
    assert page.context["page"].paginator.count == sum(bool(own.counts) for own in programmes())


def test_question_that_settles_most_leads_back_to_the_same_list(client):
    page = found(client, country="HU")
    ask = page.context["asks"][0]
    address = f"{reverse('interview_question', args=[ask.subject, ask.name])}?from={HERE}"

    assert address in page.content.decode().replace("&amp;", "&")
    answered = client.post(address, {"value_0": "GH"})

    assert ask.name == "citizenship"
    assert answered.headers["Location"] == "/programmes/?country=HU"
    assert found(client, country="HU").context["asks"][0].name != "citizenship"


@pytest.mark.parametrize(
    "elsewhere", ["//evil.example/", "https://evil.example/", "/\\evil.example"]
)
def test_question_never_leads_to_another_site(client, elsewhere):
    address = f"{reverse('interview_question', args=['fact', 'citizenship'])}?from={elsewhere}"

    answered = client.post(address, {"value_0": "GH"})

    assert "evil" not in answered.headers["Location"]


def test_every_question_that_programmes_ask_has_a_page(client):
    case = case_of(Told(facts={"citizenship": ["GH"]}))
    every = asks_of(map(surveyed(case).survey.verdict, range(len(programmes()))),
                    vocabulary=facts().vocabulary)  # fmt: skip

    shown = [ask for ask in every if ask.subject in ("fact", "credential", "complete", "judgement")]
    answers = {
        (ask.subject, ask.name): client.get(
            reverse("interview_question", args=[ask.subject, ask.name])
        ).status_code
        for ask in shown
    }
    assert len(shown) > 10
    assert {name: status for name, status in answers.items() if status != 200} == {}
