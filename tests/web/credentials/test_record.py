"""The record: shown, changed, taken along, kept in an account."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from salerno.formats import read_person
from salerno_web.atlas.queries import facts
from salerno_web.credentials.models import Credential, Record
from salerno_web.credentials.queries import record_of, told_of
from salerno_web.credentials.told import ID
from tests.web.pages import errors_of, main_of, text_of

pytestmark = pytest.mark.django_db


def bring(client, path):
    file = SimpleUploadedFile(path.name, path.read_bytes())
    return client.post(reverse("interview_file"), {"file": file})


def ids(client):
    return [own[ID] for own in client.session["told"]["plain"]["credentials"]]


def test_empty_record_says_what_to_do(client):
    page = main_of(client.get(reverse("record")))

    assert "Nothing is told yet." in page
    assert "Answer questions" in page


def test_record_shows_everything_that_was_told(client, graduate_file):
    bring(client, graduate_file)

    page = main_of(client.get(reverse("record")))

    assert "Primary medical degree" in page
    assert "20 December 2023" in page
    assert "Citizenships Egypt" in page
    assert "the document was seen" in page


def test_record_speaks_the_language_of_the_reader(client, graduate_file):
    bring(client, graduate_file)

    page = main_of(client.get(reverse("record"), headers={"accept-language": "es"}))

    assert "Título de médico" in page


def test_record_says_what_has_ended_and_what_ends_soon(client):
    there = reverse("credential_add", args=["document/passport"])
    for year, month in (("2020", "1"), ("2026", "12")):
        client.post(there, {"until_day": "1", "until_month": month, "until_year": year})

    page = main_of(client.get(reverse("record")))

    assert page.count("has ended") == 1
    assert page.count("ends soon") == 1


def test_person_file_reads_back_as_the_same_record(client, graduate_file, tmp_path):
    bring(client, graduate_file)

    response = client.get(reverse("record_file"))

    copy = tmp_path / "copy.yaml"
    copy.write_bytes(response.content)
    was = read_person(graduate_file, vocabulary=facts().vocabulary)
    now = read_person(copy, vocabulary=facts().vocabulary)
    assert (now.facts, now.credentials, now.complete) == (was.facts, was.credentials, was.complete)


def test_credential_is_changed_in_its_place(client, graduate_file):
    bring(client, graduate_file)
    before = ids(client)
    there = reverse("credential", args=[before[0]])
    form = client.get(there).context["form"]

    client.post(
        there,
        {
            "on_day": "1",
            "on_month": "2",
            "on_year": "2024",
            "a-country": "EG",
            "issuer": "Elsewhere",
        },
    )

    assert form.initial["on"] == "2023-12-20"
    assert ids(client) == before
    kept = client.session["told"]["plain"]["credentials"][0]
    assert (kept["on"], kept["issuer"]) == ("2024-02-01", "Elsewhere")


def test_credential_is_removed(client, graduate_file):
    bring(client, graduate_file)
    first, *rest = ids(client)

    client.post(reverse("credential_remove", args=[first]))

    assert ids(client) == rest


@pytest.mark.parametrize("name", ["credential", "credential_remove"])
def test_credential_of_nobody_is_not_found(client, name):
    there = reverse(name, args=["00000000-0000-4000-8000-000000000000"])

    assert client.post(there).status_code == 404


def test_kind_of_credential_that_is_not_known_is_not_found(client):
    assert client.get(reverse("credential_add", args=["no/such"])).status_code == 404


@pytest.mark.parametrize(
    ("told", "message"),
    [
        (
            {"on_day": "31", "on_month": "2", "on_year": "2024"},
            "There is no such date: 2024-02-31.",
        ),
        ({"on_month": "2"}, "Give the year, with the month, or with the month and the day."),
        (
            {"on_day": "2", "on_year": "2024"},
            "Give the year, with the month, or with the month and the day.",
        ),
        ({"on_year": "2024", "until_year": "2023"}, "2023 is before 2024."),
        (
            {"on_year": "2024", "on_month": "13"},
            "Select a valid choice. 13 is not one of the available choices.",
        ),
    ],
)
def test_impossible_dates_are_told_and_nothing_is_lost(client, told, message):
    there = reverse("credential_add", args=["document/passport"])

    response = client.post(there, {**told, "issuer": "The office"})

    assert errors_of(response)[0].startswith(message)
    assert b'value="The office"' in response.content
    assert "told" not in client.session


def test_credential_without_end_is_told_so(client):
    there = reverse("credential_add", args=["document/passport"])

    client.post(there, {"on_year": "2024", "endless": "on"})

    assert client.session["told"]["plain"]["credentials"][0]["until"] == "none"


def test_kind_is_chosen_from_a_list(client):
    response = client.post(reverse("credential_choose"), {"type": "document/passport"})

    assert response.headers["Location"] == reverse("credential_add", args=["document/passport"])
    assert client.get(reverse("credential_choose")).status_code == 200


@pytest.mark.parametrize(
    ("kind", "name", "left"),
    [("fact", "citizenship", "facts"), ("complete", "exam/*", "complete")],
)
def test_answers_are_taken_back(client, graduate_file, kind, name, left):
    bring(client, graduate_file)

    client.post(reverse("record_reopen", args=[kind, name]))

    assert name not in client.session["told"]["plain"][left]


def test_question_left_open_is_put_again(client):
    there = reverse("interview_question", args=["fact", "citizenship"])
    client.post(there, {"unknown": "1"})

    client.post(reverse("record_reopen", args=["skipped", "fact citizenship"]))

    assert client.session["told"]["skipped"] == []


def test_taking_back_something_else_is_not_found(client):
    assert client.post(reverse("record_reopen", args=["nonsense", "x"])).status_code == 404


def test_what_was_told_is_kept_when_somebody_signs_in(client, trota, graduate_file):
    bring(client, graduate_file)
    client.force_login(trota)

    response = client.get(reverse("record_arrive"), follow=True)

    assert "now saved in your account" in text_of(response)
    assert Credential.objects.filter(record__owner=trota).count() == 11
    assert "told" not in client.session


@pytest.fixture
def two_records(client, trota, graduate_file, student_file):
    """Let Trota, whose record is saved, tell another before she signs in."""
    client.force_login(trota)
    bring(client, graduate_file)
    client.logout()
    bring(client, student_file)
    told = client.session["told"]
    client.force_login(trota)
    store = client.session
    store["told"] = told
    store.save()


@pytest.mark.usefixtures("two_records")
def test_two_records_are_not_mixed_without_asking(client, trota):
    response = client.get(reverse("record_arrive"))

    assert "What should become of it?" in main_of(response)
    assert Record.objects.get(owner=trota).facts["citizenship"] == "EG"
    assert "before you signed in" in main_of(client.get(reverse("record")))


@pytest.mark.parametrize(
    ("choice", "citizenship", "credentials"),
    [("add", "IN", 11 + 13), ("replace", "IN", 13), ("drop", "EG", 11)],
)
@pytest.mark.usefixtures("two_records")
def test_owner_decides_between_two_records(client, trota, choice, citizenship, credentials):
    response = client.post(reverse("record_arrive"), {"choice": choice})

    told = record_of(trota, viewer=trota)
    assert response.headers["Location"] == reverse("record")
    assert told.facts["citizenship"] == citizenship
    assert len(told.credentials) == credentials
    assert "told" not in client.session


def test_arriving_with_nothing_leads_to_the_record(signed_in, trota):
    response = signed_in(trota).get(reverse("record_arrive"))

    assert response.headers["Location"] == reverse("record")


def test_saved_record_cannot_vouch_for_itself(signed_in, trota, graduate_file):
    bring(signed_in(trota), graduate_file)

    told = record_of(trota, viewer=trota)

    assert {own.get("assurance") for own in told.credentials} == {None}


def test_record_is_shown_in_few_statements(
    signed_in, trota, graduate_file, django_assert_num_queries
):
    client = signed_in(trota)
    bring(client, graduate_file)

    with django_assert_num_queries(7):
        client.get(reverse("record"))


def test_told_of_nobody_is_nothing(rf, db):
    request = rf.get("/")
    request.user, request.session = AnonymousUser(), SessionStore()

    assert told_of(request).is_empty
