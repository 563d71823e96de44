import re

import pytest

from salerno.rules.chain import State
from salerno.rules.openings import specialties_of
from salerno_web.atlas.queries import facts, pack
from salerno_web.credentials.models import Record
from salerno_web.credentials.told import Told, with_fact
from salerno_web.credentials.words import WORDS
from salerno_web.opportunities.queries import case_of, screened

pytestmark = pytest.mark.django_db
WHOLE = len(facts().opportunities)


def told(client, **facts_told):
    """Put what was told into the session of a visitor."""
    session = client.session
    session["told"] = {"plain": {"facts": facts_told, "complete": [], "credentials": []}}
    session.save()


TAB = re.compile(r'<li><a href="[^"]*"[^>]*>([^<]+) <strong>(\d+)</strong></a></li>')
CHIP = re.compile(
    r'<span dir="auto">([^<]*)</span> <span aria-hidden="true">×</span>'
    r"(?: <strong>brings back (\d+))?"
)
MORE = re.compile(r"and \d+ more</span>")
CHIP_ES = re.compile(r'<span dir="auto">([^<]*)</span> <span aria-hidden="true">×</span>')


def counts(response):
    return {name.strip(): int(count) for name, count in TAB.findall(page(response))}


def page(response):
    assert response.status_code == 200
    return response.content.decode()


def chips(response):
    return CHIP.findall(page(response))


def test_list_tells_a_visitor_who_told_nothing_how_to_begin(client):
    response = client.get("/opportunities/")

    assert counts(response)["All"] == WHOLE
    assert page(response).count("<h3>") == 25
    assert "Answer these to settle most" in page(response)
    assert 'href="/interview/fact/citizenship/?from=opportunities"' in page(response)


def test_list_counts_the_verdicts_on_what_was_told(client):
    told(client, citizenship="NG")
    known = with_fact(Told(), name="citizenship", value="NG")
    states = [str(verdict.state) for verdict in screened(case_of(known)).verdicts()]

    response = client.get("/opportunities/")

    assert counts(response) == {
        "All": WHOLE,
        "Open to you": states.count(State.ELIGIBLE),
        "Cannot tell yet": states.count(State.CANNOT_TELL),
        "Not yet": states.count(State.NOT_YET),
        "Not open to you": states.count(State.NEVER),
    }


def test_list_shows_one_state_alone_and_goes_on_over_pages(client):
    response = client.get("/opportunities/?state=cannot-tell&page=2")

    assert page(response).count("<h3>") == 25
    assert 'name="state" value="cannot-tell"' in page(response)
    assert "?state=cannot-tell&amp;page=3" in page(response)
    assert page(response).count('class="verdict cannot-tell"') == 25


def test_list_says_what_each_filter_hides(client):
    known = facts().opportunities.values()
    visas = [own for own in known if own.kind == "visa"]
    american = [own for own in known if own.country == "US"]
    both = [own for own in visas if own.country == "US"]

    response = client.get("/opportunities/?kind=visa&country=US")

    assert counts(response)["All"] == len(both)
    assert chips(response) == [
        ("Visas", str(len(american) - len(both))),
        ("United States", str(len(visas) - len(both))),
    ]
    assert 'href="?country=US"' in page(response)


def test_empty_list_says_which_filter_to_drop_and_for_how_many(client):
    response = client.get("/opportunities/?kind=visa&words=zzz")

    visas = sum(own.kind == "visa" for own in facts().opportunities.values())
    assert "Nothing fits all of this." in page(response)
    assert f"{visas} opportunities come back." in page(response)
    assert 'href="?kind=visa">Remove “zzz”</a>' in page(response)


def test_list_finds_words_whatever_their_case_and_marks(client):
    plain, marked = (client.get(f"/opportunities/?words={w}") for w in ("PRUFUNG", "prüfung"))

    assert counts(plain) == counts(marked)
    assert counts(plain)["All"] > 0


def test_list_keeps_what_has_no_known_cost_unless_told_not_to(client):
    loose = client.get("/opportunities/?cost=100&currency=USD")
    strict = client.get("/opportunities/?cost=100&currency=USD&sure=on")

    assert "the day or the cost is not known" in page(loose)
    assert chips(loose)[0][0] == "≤ 100 USD"
    assert counts(strict)["All"] < counts(loose)["All"]


def test_list_tells_of_a_mistake_and_keeps_what_was_typed(client):
    response = client.get("/opportunities/?by=31-12-2026&words=visa")

    assert "There is a problem" in page(response)
    assert 'value="31-12-2026"' in page(response)
    assert [words for words, _ in chips(response)] == ["“visa”"]


def test_list_speaks_the_language_of_the_request(client):
    response = client.get("/opportunities/?country=DE", headers={"Accept-Language": "es"})

    german = sum(own.country == "DE" for own in facts().opportunities.values())
    assert CHIP_ES.findall(page(response)) == ["Alemania"]
    assert f"<strong>{german}</strong>" in page(response)
    assert '<html lang="es" dir="ltr">' in page(response)


def test_list_asks_the_database_nothing_for_a_visitor(client, django_assert_num_queries):
    client.get("/opportunities/")

    with django_assert_num_queries(0):
        client.get("/opportunities/")


def test_every_specialty_has_a_name_that_is_translated():
    known = {name for own in facts().opportunities.values() for name in specialties_of(own)}

    assert known <= set(WORDS)


def test_list_survives_addresses_that_nobody_wrote(client):
    response = client.get("/opportunities/?state=maybe&country=XX&page=999&cost=nan&currency=XXX")

    assert "Nothing fits all of this." in page(response)
    assert pack().rules_of


def test_list_begins_with_what_is_nearest(client):
    told(client, citizenship="NG")

    first, last = (
        page(client.get(f"/opportunities/?state=cannot-tell&page={n}")) for n in (1, 999)
    )

    assert len(MORE.findall(first)) < first.count("<h3>") / 2
    assert len(MORE.findall(last)) == last.count("<h3>")


@pytest.mark.parametrize("number", [1, 3])
def test_list_asks_alike_for_one_credential_and_for_three(
    signed_in, trota, number, django_assert_num_queries
):
    record = Record.objects.create(owner=trota, facts={"citizenship": "NG"})
    for place in range(number):
        told_of = {"type": "degree/primary-medical", "told": {"on": "2024"}, "place": place}
        record.credentials.create(**told_of)
    browser = signed_in(trota)
    browser.get("/opportunities/")

    with django_assert_num_queries(5):
        response = browser.get("/opportunities/")

    assert "Judged by what you told us" in page(response)


def test_large_cost_hides_nothing_and_an_unknown_currency_is_told(client):
    response = client.get("/opportunities/?cost=99999999999&currency=EUR")
    unknown = client.get("/opportunities/?cost=5&currency=ZZZ")

    assert counts(response)["All"] == WHOLE
    assert "There is a problem" in page(unknown)
