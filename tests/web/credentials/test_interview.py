"""The interview: one question a page, nothing lost, only what can change an answer."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salerno_web.credentials import actions
from salerno_web.credentials.actions import MOST_CREDENTIALS
from salerno_web.credentials.models import Record
from salerno_web.people.models import Event
from tests.web.pages import errors_of, main_of

pytestmark = pytest.mark.django_db


def question(subject, name):
    return reverse("interview_question", args=[subject, name])


def told(client):
    return client.session["told"]["plain"]


def test_interview_starts_without_an_account(client):
    response = client.post(reverse("interview"), {"kinds": ["rotation"], "countries": ["US"]})

    assert response.headers["Location"] == reverse("interview_next")
    assert client.session["focus"] == {"kinds": ["rotation"], "countries": ["US"]}


def test_next_question_is_what_a_stranger_expects_first(client):
    response = client.get(reverse("interview_next"))

    assert response.headers["Location"] == question("fact", "citizenship")


def test_answer_is_kept_in_the_session_and_leads_on(client):
    response = client.post(question("fact", "citizenship"), {"value_0": "NG"})

    assert response.headers["Location"] == reverse("interview_next")
    assert told(client)["facts"] == {"citizenship": "NG"}


def test_several_values_are_kept_in_their_order(client):
    client.post(question("fact", "citizenship"), {"value_0": "NG", "value_2": "GB"})

    assert told(client)["facts"] == {"citizenship": ["NG", "GB"]}


def test_none_is_an_answer(client):
    client.post(question("fact", "citizenship"), {"none": "on"})

    assert told(client)["facts"] == {"citizenship": "none"}


def test_empty_answer_is_asked_again_and_says_why(client):
    response = client.post(question("fact", "citizenship"), {})

    assert errors_of(response) == ["Give an answer, or say that you do not know."]


def test_wrong_answer_comes_back_with_what_was_typed(client):
    response = client.post(question("fact", "placement.weeks"), {"value": "900"})

    assert "900 is outside its scale" in errors_of(response)[0]
    assert b'value="900"' in response.content


def test_not_knowing_is_an_answer_and_is_not_asked_again(client):
    first = client.get(reverse("interview_next")).headers["Location"]

    client.post(first, {"unknown": "1"})

    assert client.session["told"]["skipped"] == [["fact", "citizenship"]]
    assert client.get(reverse("interview_next")).headers["Location"] != first


def test_not_knowing_takes_an_earlier_answer_back(client):
    client.post(question("fact", "citizenship"), {"value_0": "NG"})

    client.post(question("fact", "citizenship"), {"unknown": "1"})

    assert told(client)["facts"] == {}


def test_changed_answer_leads_back_to_the_record(client):
    response = client.post(question("fact", "citizenship") + "?from=record", {"value_0": "IN"})

    assert response.headers["Location"] == reverse("record")


def test_earlier_answer_stands_in_the_question(client):
    client.post(question("fact", "student.status"), {"value": "graduate"})

    page = client.get(question("fact", "student.status")).content.decode()

    assert page.count("checked") == 1


def test_saying_that_there_is_none_completes_the_list(client):
    client.post(question("credential", "immunisation/mmr"), {"answer": "no"})

    assert told(client)["complete"] == ["immunisation/mmr"]


def test_saying_that_there_is_one_leads_to_its_page(client):
    response = client.post(question("credential", "immunisation/mmr"), {"answer": "yes"})

    there = reverse("credential_add", args=["immunisation/mmr"])
    assert response.headers["Location"] == f"{there}?from=interview"


def test_credential_told_in_the_interview_is_followed_by_are_these_all(client):
    there = reverse("credential_add", args=["language/level"]) + "?from=interview"
    day = {"on_day": "1", "on_month": "9", "on_year": "2021"}

    response = client.post(there, {**day, "a-language": "en", "a-cefr": "C1"})

    assert response.headers["Location"] == question("complete", "language/level")
    kept = told(client)["credentials"][0]
    assert {k: v for k, v in kept.items() if k != "id"} == {
        "type": "language/level",
        "on": "2021-09-01",
        "language": "en",
        "cefr": "C1",
    }


def test_these_are_all_completes_the_list(client):
    client.post(question("complete", "immunisation/mmr"), {"answer": "yes"})

    assert told(client)["complete"] == ["immunisation/mmr"]


def test_judgement_is_kept_as_a_fact_of_its_own(client):
    client.post(question("judgement", "gb-gmc-cpd-scope"), {"answer": "yes"})

    assert told(client)["facts"] == {"judged/gb-gmc-cpd-scope": "yes"}


@pytest.mark.parametrize("name", ["nobody-asks-this", "x\x00y"])
def test_judgement_that_no_rule_asks_for_is_not_found(client, name):
    assert client.post(question("judgement", name), {"unknown": "1"}).status_code == 404


def test_judgement_told_before_can_be_changed_though_no_rule_asks_for_it_any_more(client):
    session = client.session
    session["told"] = {"plain": {"facts": {"judged/former": "yes"}, "complete": []}}
    session.save()

    client.post(question("judgement", "former"), {"unknown": "1"})

    assert told(client)["facts"] == {}


def full(client, *, more=0):
    """Put a record into the session that holds as much as it can, or more than that."""
    session = client.session
    own = {"type": "document/passport"}
    credentials = [own] * (MOST_CREDENTIALS + more)
    session["told"] = {"plain": {"facts": {}, "credentials": credentials}}
    session.save()


def test_credential_that_is_one_too_many_comes_back_with_what_was_typed(client):
    full(client)
    path = reverse("credential_add", args=["document/passport"])

    response = client.post(path, {"issuer": "Lagos"})

    assert "The record holds more than it can." in main_of(response)
    assert 'value="Lagos"' in response.content.decode()
    assert len(told(client)["credentials"]) == MOST_CREDENTIALS


def test_answer_that_would_make_the_record_too_long_comes_back(client, monkeypatch):
    monkeypatch.setattr(actions, "LONGEST", 60)

    response = client.post(question("fact", "citizenship"), {"value_0": "NG"})

    assert "The record holds more than it can." in main_of(response)


def test_two_records_that_are_too_many_together_both_stay(signed_in, trota):
    record = Record.objects.create(owner=trota, facts={"residence.country": "GH"})
    client = signed_in(trota)
    full(client, more=1)

    response = client.post(reverse("record_arrive"), {"choice": "add"})

    assert "The record holds more than it can." in main_of(response)
    record.refresh_from_db()
    assert record.facts == {"residence.country": "GH"}
    assert len(told(client)["credentials"]) == MOST_CREDENTIALS + 1


def test_yes_or_no_must_be_said(client):
    response = client.post(question("judgement", "gb-gmc-cpd-scope"), {})

    assert errors_of(response) == ["Choose yes or no, or say that you do not know."]


@pytest.mark.parametrize(
    ("subject", "name"), [("fact", "no.such"), ("credential", "no/such"), ("nonsense", "x")]
)
def test_question_that_nobody_asks_is_not_found(client, subject, name):
    response = client.get(question(subject, name))

    assert response.status_code == 404


def test_question_says_why_it_is_asked(client):
    page = main_of(client.get(reverse("interview_next"), follow=True))

    assert "Why do we ask?" in page
    assert "rules look at it, for example" in page


def test_interview_about_one_thing_comes_to_an_end(client):
    client.post(reverse("interview"), {"kinds": ["exchange"]})

    for _ in range(40):
        there = client.get(reverse("interview_next")).headers["Location"]
        if there == reverse("record"):
            break
        client.post(there, {"unknown": "1"})

    assert there == reverse("record")


def test_person_file_takes_the_place_of_what_was_told(client, graduate_file):
    client.post(question("fact", "citizenship"), {"value_0": "NG"})

    response = client.post(
        reverse("interview_file"),
        {"file": SimpleUploadedFile("me.yaml", graduate_file.read_bytes())},
    )

    assert response.headers["Location"] == reverse("record")
    assert told(client)["facts"]["citizenship"] == "EG"


def test_broken_person_file_changes_nothing_and_names_the_line(client):
    client.post(question("fact", "citizenship"), {"value_0": "NG"})

    response = client.post(
        reverse("interview_file"),
        {"file": SimpleUploadedFile("me.yaml", b"person: x\nfacts:\n  citizenshp: EG\n")},
    )

    assert "me.yaml:3" in errors_of(response)[0]
    assert "did you mean 'citizenship'?" in errors_of(response)[0]
    assert told(client)["facts"] == {"citizenship": "NG"}


def test_person_file_that_is_too_large_is_refused(client):
    large = SimpleUploadedFile("me.yaml", b"#" * 500_001)

    response = client.post(reverse("interview_file"), {"file": large})

    assert errors_of(response) == ["The file is too large for a person file."]


def test_forgetting_forgets_everything(client):
    client.post(question("fact", "citizenship"), {"value_0": "NG"})

    client.post(reverse("interview_forget"))

    assert "told" not in client.session


def test_same_pages_change_the_saved_record(signed_in, trota):
    client = signed_in(trota)

    client.post(question("fact", "citizenship"), {"value_0": "NG"})

    assert Record.objects.get(owner=trota).facts == {"citizenship": "NG"}
    assert [e.verb for e in Event.objects.filter(about=str(trota.pk))] == ["changed"]


def test_answer_that_changes_nothing_is_no_event(signed_in, trota):
    client = signed_in(trota)
    client.post(question("fact", "citizenship"), {"value_0": "NG"})

    client.post(question("fact", "citizenship"), {"value_0": "NG"})

    assert Event.objects.filter(about=str(trota.pk)).count() == 1
    assert Record.objects.get(owner=trota).version == 1
