import re

import pytest
from django.urls import reverse

from salerno_web.atlas.queries import facts

pytestmark = pytest.mark.django_db
CANADIAN = {"type": "degree/primary-medical", "on": "2024-06-01", "accreditor": "cacms"}


def told(client, *credentials, complete=(), **facts_told):
    session = client.session
    plain = {"facts": facts_told, "complete": [*complete], "credentials": [*credentials]}
    session["told"] = {"plain": plain}
    session.save()


def page(client, name, status=200, **rest):
    response = client.get(reverse("opportunity", args=[name]), **rest)
    assert response.status_code == status
    return response.content.decode()


def verdicts(html):
    return re.findall(r'class="verdict ([a-z-]+)"', html)


def test_detail_asks_a_visitor_what_would_settle_it(client):
    html = page(client, "ca/mcc/mccqe")

    assert verdicts(html) == ["cannot-tell"]
    assert "These answers would settle it" in html
    assert 'href="/interview/credential/degree/primary-medical/?from=ca/mcc/mccqe"' in html
    assert "This cannot be undone" in html


def test_detail_tells_the_least_that_would_change_a_verdict(client):
    told(client, CANADIAN, complete=["*"], citizenship="CA")

    html = page(client, "ca/mcc/mccqe")

    assert verdicts(html) == ["not-yet"]
    assert "What would change it with the least" in html
    assert 'href="/opportunities/ca/mcc/account/"' in html
    assert "298 CAD" in html


def test_detail_never_folds_chances_into_the_verdict(client):
    known = next(own.id for own in facts().opportunities.values() if own.odds)

    html = page(client, known)

    assert "Eligible is not admitted" in html
    assert html.index("Eligible is not admitted") > html.index('id="why"')


def test_detail_links_a_route_only_to_what_one_may_set_out_for(client):
    licence = next(own.id for own in facts().opportunities.values() if own.kind == "licence")

    assert f'href="/routes/new/?goal={licence}"' in page(client, licence)
    assert "/routes/new/" not in page(client, "ca/mcc/mccqe")


def test_every_detail_can_be_shown_in_every_language(client):
    told(client, CANADIAN, citizenship="NG")

    for number, name in enumerate(facts().opportunities):
        language = ("en", "es", "ru", "ar")[number % 4]
        html = page(client, name, headers={"Accept-Language": language})
        assert html.count("<h1") == 1
        assert html.count('id="why"') == 1


def test_detail_speaks_the_language_of_the_request(client):
    html = page(client, "ca/mcc/mccqe", headers={"Accept-Language": "es"})

    assert "Canadá" in html
    assert '<html lang="es"' in html


def test_unknown_opportunity_says_what_may_be_meant(client):
    html = page(client, "ca/mcc/mcqe", status=404)

    assert 'href="/opportunities/ca/mcc/mccqe/"' in html


def test_former_name_leads_to_the_present_one(client):
    response = client.get("/opportunities/mccqe-part-i/")

    assert (response.status_code, response.url) == (302, "/opportunities/ca/mcc/mccqe/")


def test_detail_asks_the_database_nothing_for_a_visitor(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        page(client, "ca/mcc/mccqe")


def test_detail_tells_the_cost_in_the_currency_of_the_person(client, signed_in, trota):
    visitor = page(client, "ca/mcc/mccqe")
    trota.currency = "CAD"
    trota.save()

    own = page(signed_in(trota), "ca/mcc/mccqe")

    assert re.findall(r"about [\d,]+ ([A-Z]{3}), by the rates of", visitor) == ["EUR"]
    assert "by the rates of" not in own


def test_currency_without_a_rate_is_left_out(signed_in, trota):
    trota.currency = "XAU"
    trota.save()

    assert "by the rates of" not in page(signed_in(trota), "ca/mcc/mccqe")


@pytest.mark.parametrize(
    ("came", "there"),
    [("ca/mcc/mccqe", "/opportunities/ca/mcc/mccqe/"), ("opportunities", "/opportunities/")],
)
def test_answer_leads_back_to_the_page_of_the_question(client, came, there):
    question = f"/interview/fact/citizenship/?from={came}"

    answered, skipped = (
        client.post(question, told) for told in ({"value_0": "CA"}, {"unknown": 1})
    )

    assert [answered.url, skipped.url] == [there, there]
