"""Two people without an account: the same questions, other doors, other reasons, a plan to keep."""

import io
import re
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from tests.journeys.web.interviews import (
    ABOUT_BRITAIN,
    GRADUATE,
    STUDENT,
    answer,
    day,
    doors,
    verdict,
)
from tests.web.pages import main_of, text_of

pytestmark = pytest.mark.django_db
REGISTRATION = "gb/gmc/registration-plab"
ASKED = {"goals": [REGISTRATION], "currency": "EUR", "examinations": "1", "study": "0"}
LANGUAGES = ("en", "ar")


def visitor(language):
    """Return the browser of somebody who reads that language."""
    return Client(headers={"accept-language": language})


def plan(client):
    """Ask for a plan and return its address."""
    return client.post(reverse("route_new"), ASKED).headers["Location"]


def sheets(content):
    """Return the words of a workbook and the number of its sheets."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        words = book.read("xl/sharedStrings.xml").decode()
        count = sum(name.startswith("xl/worksheets/sheet") for name in book.namelist())
    return re.findall(r"<t[^>]*>([^<]*)</t>", words), count


@pytest.mark.parametrize("language", LANGUAGES)
def test_student_and_graduate_are_asked_only_what_matters_to_them(language):
    student = answer(visitor(language), ABOUT_BRITAIN, STUDENT)
    graduate = answer(visitor(language), ABOUT_BRITAIN, GRADUATE)

    assert student[0] == graduate[0] == "fact/student.status"
    assert "credential/experience/internship" in graduate
    assert "credential/experience/internship" not in student
    assert len(student) < len(graduate) < 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_student_and_graduate_find_different_doors_open(language):
    student, graduate = visitor(language), visitor(language)
    answer(student, ABOUT_BRITAIN, STUDENT)
    answer(graduate, ABOUT_BRITAIN, GRADUATE)

    before, after = doors(student), doors(graduate)

    assert before["all"] == after["all"]
    assert before["eligible"] < after["eligible"]
    assert before["not-yet"] > after["not-yet"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_student_and_graduate_hear_different_reasons(language):
    student, graduate = visitor(language), visitor(language)
    answer(student, ABOUT_BRITAIN, STUDENT)
    answer(graduate, ABOUT_BRITAIN, GRADUATE)

    state, why = verdict(student, REGISTRATION)
    other_state, other_why = verdict(graduate, REGISTRATION)

    assert (state, other_state) == ("not-yet", "cannot-tell")
    assert why != other_why


def test_doors_do_not_hang_on_the_language():
    first, second = (visitor(language) for language in LANGUAGES)
    for client in (first, second):
        answer(client, ABOUT_BRITAIN, GRADUATE)

    assert doors(first) == doors(second)


@pytest.mark.parametrize("language", LANGUAGES)
def test_student_learns_what_stands_in_the_way_then_plans_from_the_expected_degree(language):
    client = visitor(language)
    answer(client, ABOUT_BRITAIN, STUDENT)
    barred = client.get(plan(client)).content.decode()
    told = {**day("on", 2027, 7), "a-country": "NG", "a-in-wdoms": "yes"}

    client.post(reverse("credential_add", args=["degree/expected"]), told)
    client.post(reverse("record_reopen", args=["complete", "degree/primary-medical"]))

    assert 'class="timeline"' not in barred
    kept = client.session["told"]["plain"]["credentials"]
    assert [one["type"] for one in kept] == ["degree/expected"]
    assert client.get(plan(client)).status_code == 200


@pytest.mark.parametrize("language", LANGUAGES)
def test_graduate_plans_a_route_and_takes_the_workbook(language):
    client = visitor(language)
    answer(client, ABOUT_BRITAIN, GRADUATE)
    there = plan(client)

    page = client.get(there).content.decode()
    workbook = client.get(reverse("route_file", args=[there.split("/")[-2], "xlsx"]))

    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in page
    assert reverse("route_picture", args=[there.split("/")[-2]]) in page
    words, count = sheets(workbook.content)
    assert count >= 5
    assert any("PLAB" in word for word in words)


def test_reasons_are_told_in_arabic_to_who_reads_arabic():
    client = visitor("ar")
    answer(client, ABOUT_BRITAIN, STUDENT)

    page = client.get(reverse("opportunity", args=[REGISTRATION])).content.decode()
    title = re.search(r"<h1.*?</h1>", page, re.S)[0]

    assert 'lang="ar" dir="rtl"' in page
    assert len(re.findall(r"[\u0600-\u06ff]", title)) > 10


def test_answers_can_be_checked_changed_taken_along_and_forgotten():
    client = visitor("en")
    answer(client, ABOUT_BRITAIN, GRADUATE)

    shown = main_of(client.get(reverse("record")))
    there = reverse("interview_question", args=["fact", "citizenship"])
    client.post(f"{there}?from=record", {"value_0": "BD"})
    file = client.get(reverse("record_file")).content.decode()
    client.post(reverse("interview_forget"))

    assert "India" in shown
    assert "citizenship: BD" in file
    assert "Nothing is told yet." in main_of(client.get(reverse("record")))


def test_visitor_is_shown_how_to_keep_the_answers():
    client = visitor("en")
    answer(client, ABOUT_BRITAIN, GRADUATE)

    assert "Save to an account" in text_of(client.get(reverse("record")))
