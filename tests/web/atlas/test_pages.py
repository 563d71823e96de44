import re
from datetime import date

import pytest
from django.urls import reverse

from salerno_web.atlas.countries import by_country
from salerno_web.atlas.queries import facts
from salerno_web.atlas.rules import nested, sources_used
from salerno_web.credentials.told import Told
from salerno_web.opportunities.queries import case_of, screened

pytestmark = pytest.mark.django_db
KNOWN = facts().opportunities


def page(client, address, status=200, **rest):
    response = client.get(address, **rest)
    assert response.status_code == status
    return response.content.decode()


def test_atlas_shows_every_jurisdiction_on_the_map_and_in_the_table(client):
    html = page(client, "/atlas/")

    codes = [code.lower() for code in by_country() if code]
    for code in [*codes, "int"]:
        assert f'<th scope="row"><a href="/atlas/countries/{code}/">' in html
    assert html.count('class="tiles"') == 1


def test_atlas_finds_words_in_everything(client):
    html = page(client, "/atlas/?q=PRUFUNG")

    assert 'href="/atlas/opportunities/de/federal/kenntnispruefung/"' in html
    assert "Nothing in a title" not in html


def test_atlas_finds_sources_by_their_titles(client):
    html = page(client, "/atlas/?q=eligibility mccqe")

    assert "sources found" in html
    assert "Eligibility and application for the MCCQE" in html


def test_atlas_says_when_nothing_is_found(client):
    html = page(client, "/atlas/?q=zzzz")

    assert "0 rules found" in html
    assert "Nothing in a title, an authority or a country is called so." in html


def test_every_country_lists_all_of_its_rules(client):
    for code, own in by_country().items():
        html = page(client, reverse("atlas_country", args=[code.lower() or "int"]))

        linked = set(re.findall(r'href="/atlas/opportunities/([^"]+)/"', html))
        assert linked == {one.id for one in own}


def test_country_that_the_atlas_does_not_know_is_not_found(client):
    page(client, "/atlas/countries/zz/", status=404)
    page(client, "/atlas/countries/CA/", status=200)


def test_every_rule_can_be_shown_in_every_language(client):
    for number, name in enumerate(KNOWN):
        language = ("en", "es", "ru", "ar")[number % 4]
        html = page(
            client, reverse("atlas_opportunity", args=[name]), headers={"Accept-Language": language}
        )
        assert html.count("<h1") == 1
        assert html.count('<article class="card wide"') == len(KNOWN[name].versions)


def test_rule_tells_versions_that_are_not_in_force(client):
    html = page(client, "/atlas/opportunities/de/federal/kenntnispruefung/")

    assert "Proposed, not in force" in html
    assert html.count("holds today") == 1


def test_rule_read_too_long_ago_says_so(client, settings):
    before = page(client, "/atlas/opportunities/ca/mcc/mccqe/")
    settings.AS_OF = "2028-01-01"

    after = page(client, "/atlas/opportunities/ca/mcc/mccqe/")

    assert "Read too long ago" not in before
    assert "Read too long ago" in after


def test_rule_that_is_unknown_says_what_may_be_meant(client):
    html = page(client, "/atlas/opportunities/ca/mcc/mcqe/", status=404)

    assert 'href="/atlas/opportunities/ca/mcc/mccqe/"' in html


def test_rule_under_a_former_name_is_found(client):
    response = client.get("/atlas/opportunities/MCCQE Part I/")

    assert (response.status_code, response.url) == (302, "/atlas/opportunities/ca/mcc/mccqe/")


def test_sources_are_all_listed_over_pages(client):
    shown = 0
    for number in range(1, len(sources_used()) // 50 + 2):
        html = page(client, f"/atlas/sources/?page={number}")
        shown += html.count('class="citation"')

    assert shown == len(sources_used())


def test_stale_sources_are_counted(client, settings):
    settings.AS_OF = "2028-01-01"

    html = page(client, "/atlas/sources/")

    assert f"{len(sources_used())} were read more than a year ago." in html


def test_changes_tell_what_waits_and_when_rules_turn(client):
    html = page(client, "/atlas/changes/")

    waiting = [v for own in KNOWN.values() for v in own.versions if v.status == "proposed"]
    assert html.count("Proposed, not in force") >= len(waiting)
    assert "Coming" in html


def test_disputes_show_claims_side_by_side(client):
    html = page(client, "/atlas/disputes/")

    disputes = [dispute for own in KNOWN.values() for dispute in own.disputes]
    assert html.count("Our reading") == sum(c.chosen for d in disputes for c in d.claims)


@pytest.mark.parametrize(
    "address",
    ["/atlas/", "/atlas/changes/", "/atlas/sources/", "/atlas/opportunities/ca/mcc/mccqe/"],
)
def test_page_is_sent_again_only_when_something_changed(client, address):
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    spanish = client.get(
        address, headers={"If-None-Match": first.headers["ETag"], "Accept-Language": "es"}
    )

    read = max(source.read for source in sources_used())
    assert first.headers["Last-Modified"] == f"{read:%a, %d %b %Y} 00:00:00 GMT"
    assert (again.status_code, again.content) == (304, b"")
    assert spanish.status_code == 200


def test_page_speaks_the_language_of_the_request(client):
    html = page(client, "/atlas/countries/de/", headers={"Accept-Language": "es"})

    assert "Alemania" in html


def test_pages_ask_the_database_nothing_for_a_visitor(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/atlas/")
        client.get("/atlas/opportunities/ca/mcc/mccqe/")


def test_indented_rows_become_a_tree():
    found = nested(["all:", "  one", "  any:", "    two", "three"])

    assert found == [
        {
            "text": "all:",
            "kids": [
                {"text": "one", "kids": []},
                {"text": "any:", "kids": [{"text": "two", "kids": []}]},
            ],
        },
        {"text": "three", "kids": []},
    ]


def test_atlas_of_the_site_is_the_one_that_verdicts_are_made_by():
    verdicts = list(screened(case_of(Told())).verdicts())

    assert [own.opportunity.id for own in verdicts] == list(KNOWN)
    assert {own.circumstances.today for own in verdicts} == {date(2026, 11, 23)}
