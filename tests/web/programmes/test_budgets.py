"""The money of a programme: everybody reads it in their own currency, and who pays what."""

from decimal import Decimal

import pytest
from django.urls import reverse

from salerno.money import Money
from salerno_web.atlas.queries import facts
from salerno_web.credentials.told import Told
from salerno_web.opportunities.queries import case_of
from salerno_web.people.currencies import currency_choices
from salerno_web.programmes.budgets import rate_history
from salerno_web.programmes.queries import cost_for, directory, programmes
from tests.web.pages import main_of

pytestmark = pytest.mark.django_db
WHOLE = "ge/bau/md"  # in dollars: tuition and living of six years are known
HELD = "cy/nicosia/md6"
BARE = "us/yale/md"
FREE, FUND = "us/cclcm/md", "us/cclcm"


@pytest.fixture
def living_in(client):
    """Return a browser in which a visitor told where they live, and of which country they are."""

    def told(country, *, asked="residence.country"):
        path = reverse("interview_question", args=["fact", asked])
        client.post(path, {"value": country, "value_0": country})
        assert client.session["told"]["plain"]["facts"][asked] == country
        return client

    return told


def budget(client, name=WHOLE, **query):
    return client.get(reverse("programme_budget", args=[name]), query)


def own_of(page):
    assert page.status_code == 200
    return page.context["own"]


@pytest.mark.parametrize(("country", "currency"), [("GH", "GHS"), ("BR", "BRL"), ("PL", "PLN")])
@pytest.mark.parametrize("asked", ["residence.country", "citizenship"])
def test_visitor_reads_everything_in_the_currency_of_their_country(
    living_in, country, currency, asked
):
    client = living_in(country, asked=asked)

    plan = own_of(budget(client))
    page = main_of(client.get(reverse("programme", args=[WHOLE])))

    assert plan["currency"] == currency
    assert f"{currency}" in plan["cost"]
    assert f"\xa0{currency}" in page or f" {currency}" in page


def test_visitor_from_a_country_without_a_rate_reads_euros(living_in):
    assert own_of(budget(living_in("VE")))["currency"] == "EUR"


def test_visitor_who_told_nothing_reads_euros(client):
    assert own_of(budget(client))["currency"] == "EUR"


def test_whoever_has_an_account_reads_the_currency_of_it(signed_in, trota):
    trota.currency = "GHS"
    trota.save()

    assert own_of(budget(signed_in(trota)))["currency"] == "GHS"


def test_cost_in_another_currency_is_that_by_the_rates_of_the_atlas(client):
    cost = cost_for(next(own for own in programmes() if own.id == WHOLE), case_of(Told()))
    expected = facts().rates.total(cost.low, to="GHS")

    (one,) = own_of(budget(client, currency="GHS"))["currencies"]

    assert one["code"] == "USD"
    low = one["worth"].partition("–")[0].replace(",", "")
    assert abs(Decimal(low) - expected.amount) < 1


def test_years_begin_when_asked_and_add_up(client):
    own = own_of(budget(client, begins="2030", currency="USD"))

    assert [year["begins"] for year in own["years"]] == [str(2030 + n) for n in range(6)]
    assert own["all_cost"] == own["all_gap"]
    assert (own["is_whole"], own["rates"], own["scenarios"]) == (True, [], [])


def test_payers_stand_in_the_order_in_which_they_are_used(client):
    own = own_of(
        budget(
            client,
            currency="USD", own="3000", family="2000", amount1="1000", percent1="5", term1="10",
            name1="Bank", name2="Aunt", amount2="9000", per2="once", amount3="10",
        )
    )  # fmt: skip

    assert own["names"] == ["Aunt", "Payer 3", "You", "Your family", "Bank"]
    assert own["years"][1]["shares"] == [
        "0\xa0USD", "10\xa0USD", "3,000\xa0USD", "2,000\xa0USD", "1,000\xa0USD",
    ]  # fmt: skip
    assert [debt["payer"] for debt in own["debts"]] == ["Bank"]
    names = [series.name for series in own["chart"].series]
    assert names == ["You", "Your family", "Other payers", "Gap"]


def test_everything_that_was_asked_for_comes_back_in_the_fields(client):
    query = {"own": "3000", "currency": "GHS", "begins": "2031", "name2": "Aunt", "amount2": "9"}

    form = budget(client, **query).context["form"]

    assert {name: form[name].value() for name in query} == query


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ({"own": "much"}, {"own"}),
        ({"own": "-5"}, {"own"}),
        ({"own": "NaN"}, {"own"}),
        ({"family": "1" * 30}, {"family"}),
        ({"begins": "1200"}, {"begins"}),
        ({"currency": "XXX"}, {"currency"}),
        ({"amount1": "5", "currency1": "??"}, {"currency1"}),
        ({"amount1": "5", "per1": "daily"}, {"per1"}),
        ({"amount1": "5", "percent1": "5"}, {"term1"}),
        ({"amount1": "5", "term1": "5"}, {"percent1"}),
        ({"amount1": "5", "percent1": "500", "term1": "5"}, {"percent1"}),
        ({"amount1": "5", "percent1": "5", "term1": "5000"}, {"term1"}),
        ({"name1": "x" * 100}, {"name1"}),
    ],
)
def test_mistake_counts_for_nothing_and_loses_nothing(client, query, wrong):
    page = budget(client, **query)

    assert set(page.context["form"].errors) == wrong
    assert all(page.context["form"][name].value() == value for name, value in query.items())
    assert own_of(page)["years"]


def test_fund_that_may_be_open_can_be_ticked_and_pays_first(living_in):
    page = budget(living_in("IN"), FREE, own="10", currency="USD")
    offered = dict(page.context["form"].fields["fund"].choices)

    paid = own_of(budget(page.client, FREE, own="10", currency="USD", fund=[FUND]))

    assert "(Open to you): Tuition: all of it" in offered[FUND]
    assert paid["names"][-1] == "You"
    assert len(paid["names"]) == 2


def test_fund_may_give_one_part_and_lend_another(living_in):
    page = budget(living_in("SE"), currency="SEK", fund=["se/csn"], own="10")

    names = own_of(page)["names"]
    assert names[0].startswith("CSN")
    assert names[1] == "You"
    assert all(name.endswith("(loan)") for name in names[2:])
    assert "Other payers" in [series.name for series in page.context["own"]["chart"].series]


def test_fund_that_cannot_be_had_is_a_mistake(client):
    page = budget(client, fund=["no/such"])

    assert set(page.context["form"].errors) == {"fund"}
    assert own_of(page)["names"] == []


def test_money_to_show_for_the_visa_stands_apart(client):
    country = next(iter(directory().proofs.values())).country
    name = next(own.id for own in programmes() if own.country == country and own.prices)

    assert own_of(budget(client, name))["proofs"]
    assert "Money to show for the visa" in main_of(budget(client, name))


def test_line_of_a_payer_stands_open_where_something_was_written_or_is_wrong(client):
    page = budget(client, currency1="USD", name2="Aunt", per3="daily")

    assert [is_open for _, is_open in page.context["form"].lines] == [False, True, True]


def test_gap_is_told_by_other_rates(client):
    own = own_of(budget(client, currency="GHS"))

    words = [one["words"] for one in own["scenarios"]]
    assert words == [
        "If your currency is worth 20 % less",
        "If your currency is worth 10 % less",
        "If your currency is worth 10 % more",
        "If your currency is worth 20 % more",
        "At the worst rates of the last five years",
        "At the best rates of the last five years",
    ]


def test_rates_are_told_with_their_days_and_sources(client):
    own = own_of(budget(client, currency="GHS"))

    european, british = own["rates"]
    assert european.endswith("rates of 30 October 2026")
    assert british.startswith("GHS: HM Revenue & Customs")
    assert british.endswith("rates of 21 October 2026")


def test_what_is_not_known_is_said(client):
    body = main_of(budget(client, BARE))

    assert "No price was found" in body
    assert "one year is reckoned" in body


def test_sum_of_a_part_says_at_least(client):
    own = own_of(budget(client, "au/melbourne/md"))

    assert (own["is_whole"], own["gaps"]) == (False, [("Living", "")])
    assert "at least" in main_of(budget(client, "au/melbourne/md"))


def test_nothing_is_left_to_find_for_who_has_enough(client):
    body = main_of(budget(client, own="1000000"))

    assert "Nothing is left to find." in body
    assert "as far as prices are known" in main_of(budget(client, "au/melbourne/md", own="999999"))


def test_every_programme_has_a_budget(client):
    for own in programmes():
        assert own_of(budget(client, own.id, currency="GHS"))["id"] == own.id


def test_budget_of_no_programme_is_not_found(client):
    assert budget(client, "no/such").status_code == 404


def test_page_of_a_programme_leads_to_its_budget(client):
    page = client.get(reverse("programme", args=[WHOLE])).content.decode()

    assert f'href="{reverse("programme_budget", args=[WHOLE])}"' in page


def test_each_currency_with_a_rate_can_be_chosen(client, signed_in, trota):
    codes = facts().rates.codes
    form = budget(client).context["form"]

    assert {code for code, _ in currency_choices()} == codes
    assert {code for code, _ in form.fields["currency"].choices} == codes
    assert {"GHS", "NGN", "KES", "PKR", "BRL", "INR", "AED"} <= codes
    assert "Ghanaian Cedi" in signed_in(trota).get(reverse("privacy")).content.decode()


def test_history_goes_back_five_years_for_daily_and_yearly_rates():
    history, rates = rate_history(), facts().rates

    for code in ("BRL", "GHS"):
        low, high = history.span(
            "USD", code, since=rates.as_of.replace(year=2021), until=rates.as_of
        )
        today = rates.convert(Money(Decimal(1), "USD"), to=code).amount
        assert low < today < high


@pytest.mark.parametrize(("country", "currency"), [("GH", "GHS"), ("BR", "BRL")])
def test_finder_comparison_and_shortlist_tell_tuition_in_that_currency_too(
    living_in, country, currency
):
    client = living_in(country)
    client.post(reverse("shortlist_change"), {"programme": WHOLE, "note": ""})

    found = client.get(reverse("programmes"), {"country": "GE"}).context["found"]
    (saved,) = client.get(reverse("shortlist")).context["rows"]
    link = f"{reverse('programmes_compare')}?with={WHOLE}&with={HELD}"
    costs = client.get(link).context["table"]["costs"]

    told = [row["tuition"][2] for row in (*found.rows, saved["row"]) if row["tuition"][0]]
    assert told
    assert all(words.endswith(currency) for words in told)
    assert all(cost["about"].endswith(currency) for cost in costs)
