import json
import re

import pytest
from django.urls import reverse

from salerno.rules.chain import State
from salerno_web.atlas.queries import voice
from salerno_web.credentials.told import Told
from salerno_web.opportunities.queries import case_of
from salerno_web.people.models import Event
from salerno_web.programmes.details import programme_detail
from salerno_web.programmes.models import SavedProgramme
from salerno_web.programmes.queries import directory, programmes, rows_about, surveyed

pytestmark = pytest.mark.django_db
GHANA = {"citizenship": ["GH"], "residence.country": ["GH"]}


def told(**facts):
    return case_of(Told(facts=facts))


def first(count):
    return [own.id for own in programmes()][:count]


def page(client, name, *args, **query):
    return client.get(reverse(name, args=args), query)


def test_finder_shows_every_programme_once_across_its_pages(client):
    found = []
    for number in range(1, len(programmes()) // 25 + 2):
        body = page(client, "programmes", page=number)
        found += [row["id"] for row in body.context["found"].rows]

    assert sorted(found) == sorted(directory().programmes)


def test_finder_says_how_many_come_back_without_a_filter(client):
    found = page(client, "programmes", country="US", words="no such words").context["found"]

    assert found.rows == ()
    assert {chip.hides for chip in found.chips} == {
        sum(own.country == "US" for own in programmes()) * 0,
        len([own for own in programmes() if own.country == "US"]),
    }


@pytest.mark.parametrize("sort", ["nearest", "tuition", "name"])
def test_finder_loses_nothing_in_any_order(client, sort):
    found = page(client, "programmes", sort=sort).context["found"]

    assert sorted(found.sifted.places) == list(range(len(programmes())))


def test_finder_orders_by_tuition_and_tells_the_unknown_last(client):
    found = page(client, "programmes", sort="tuition", tuition="1000000", sure="on")

    assert all(row["tuition"][0] for row in found.context["found"].rows)


def test_finder_tells_last_of_what_it_cannot_that_of_which_nothing_was_found(client):
    found = page(client, "programmes", state="cannot-tell").context["found"]

    unruled = [programmes()[place].rule is None for place in found.sifted.places]
    assert unruled == sorted(unruled)
    assert any(unruled)


def test_finder_takes_a_mistake_as_no_filter_and_says_so(client):
    body = page(client, "programmes", tuition="much", currency="EUR")

    assert body.context["found"].form.errors.keys() == {"tuition"}
    assert len(body.context["found"].sifted.places) == len(programmes())


def test_verdicts_follow_the_record():
    closed = "us/buffalo/md"

    abroad = surveyed(told(**{**GHANA, "us.permanent-resident": "no"})).verdict(closed)
    home = surveyed(told(citizenship=["US"])).verdict(closed)

    assert abroad.state is State.NEVER
    assert home.state is not State.NEVER


def test_every_programme_has_a_page_that_says_what_it_knows(client):
    for own in programmes():
        body = page(client, "programme", own.id)

        assert body.status_code == 200
        assert body.context["own"]["id"] == own.id


def test_page_bears_data_that_cannot_end_its_block(client):
    body = page(client, "programme", first(1)[0]).content.decode()

    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', body)[1]
    assert json.loads(block)["@type"] == "EducationalOccupationalProgram"
    assert "<" not in block


def test_page_of_no_programme_is_not_found(client):
    assert page(client, "programme", "no/such").status_code == 404


def test_comparison_shows_what_differs_and_all_on_demand(client):
    names = first(5)

    only = page(client, "programmes_compare", **{"with": names}).context["table"]
    every = page(client, "programmes_compare", **{"with": names, "all": "yes"}).context["table"]

    assert [head["id"] for head in every["heads"]] == names
    assert len(only["rows"]) + only["hidden"] == len(every["rows"])
    assert every["hidden"] == 0


@pytest.mark.parametrize("count", [0, 1, 6])
def test_comparison_of_too_few_or_too_many_asks_to_choose(client, count):
    assert page(client, "programmes_compare", **{"with": first(count)}).context["table"] is None


def test_visitor_keeps_a_shortlist_in_the_session(client):
    [name] = first(1)

    client.post(reverse("shortlist_change"), {"programme": name, "note": "Ask for aid"})
    kept = page(client, "shortlist").context["rows"]
    client.post(reverse("shortlist_change"), {"programme": name, "drop": "yes"})

    assert [(own["name"], own["form"].initial["note"]) for own in kept] == [(name, "Ask for aid")]
    assert page(client, "shortlist").context["rows"] == []
    assert not SavedProgramme.objects.exists()


def test_account_keeps_a_shortlist_in_rows_that_are_noted_and_exported(client, trota, abella):
    [name] = first(1)
    client.force_login(trota)

    client.post(reverse("shortlist_change"), {"programme": name, "note": "One"})
    client.post(reverse("shortlist_change"), {"programme": name, "note": "Two"})

    [row] = SavedProgramme.objects.all()
    assert (row.owner, row.note) == (trota, "Two")
    assert Event.objects.filter(verb="saved", subject_kind="saved_programme").count() == 2
    assert [len(rows) for _, rows in rows_about(trota)] == [1]
    assert [len(rows) for _, rows in rows_about(abella)] == [0]


def test_nobody_takes_off_the_shortlist_of_another(client, trota, abella):
    [name] = first(1)
    SavedProgramme.objects.create(owner=trota, programme=name)
    client.force_login(abella)

    client.post(reverse("shortlist_change"), {"programme": name, "drop": "yes"})

    assert SavedProgramme.objects.filter(owner=trota).count() == 1


def test_owner_takes_a_programme_off(client, trota):
    [name] = first(1)
    SavedProgramme.objects.create(owner=trota, programme=name)
    client.force_login(trota)

    client.post(reverse("shortlist_change"), {"programme": name, "drop": "yes"})

    assert not SavedProgramme.objects.exists()
    assert Event.objects.filter(verb="removed", subject_kind="saved_programme").count() == 1


def test_full_shortlist_and_a_note_too_long_come_back_with_what_was_typed(
    client, trota, monkeypatch
):
    monkeypatch.setattr("salerno_web.programmes.actions.MOST_SAVED", 1)
    one, two = first(2)
    client.force_login(trota)
    client.post(reverse("shortlist_change"), {"programme": one, "note": ""})

    full = client.post(reverse("shortlist_change"), {"programme": two, "note": "Mine"})
    long = client.post(reverse("shortlist_change"), {"programme": one, "note": "n" * 2001})

    assert (full.status_code, long.status_code) == (422, 422)
    assert "Mine" in full.content.decode()
    assert "n" * 2001 in long.content.decode()


def test_number_of_statements_does_not_grow_with_the_shortlist(
    client, trota, django_assert_max_num_queries
):
    for name in first(10):
        SavedProgramme.objects.create(owner=trota, programme=name)
    client.force_login(trota)

    with django_assert_max_num_queries(6):
        page(client, "shortlist")


@pytest.mark.parametrize("country", ["GH", "BR"])
def test_somebody_finds_understands_compares_and_saves(client, country):
    address = reverse("interview_question", args=["fact", "citizenship"])
    client.post(address, {"answer": [country], "value": [country]})
    found = page(client, "programmes", words="md").context["found"].rows

    chosen = [row["id"] for row in found[:4]]
    pages = [page(client, "programme", name).context["own"] for name in chosen]
    for name in chosen:
        client.post(reverse("shortlist_change"), {"programme": name, "note": ""})
    link = page(client, "shortlist").context["compare_query"]
    table = client.get(f"{reverse('programmes_compare')}?{link}").context["table"]

    assert [own["verdict"]["state"] for own in pages] == [head["state"] for head in table["heads"]]
    assert [head["id"] for head in table["heads"]] == chosen
    assert all(own["verdict"]["headline"] or not own["verdict"]["lines"] for own in pages)


def test_a_no_is_told_in_words_with_its_source(client):
    case = told(**{**GHANA, "us.permanent-resident": "no"})

    own = programme_detail(
        directory().programme("us/buffalo/md"), case, voice("en"), currency="EUR"
    )

    assert own["verdict"]["state"] == "never"
    assert own["verdict"]["lines"][0]["text"]
    assert own["verdict"]["lines"][0]["sources"]


def test_page_of_every_programme_names_what_is_missing_of_its_cost(client):
    for own in programmes():
        cost = page(client, "programme", own.id).context["own"]["cost"]

        assert cost["is_whole"] == (cost["gaps"] == [] and cost["has_length"])
