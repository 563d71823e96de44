"""What is asked without an account: verdicts, questions, routes."""

import json

import pytest
from typer.testing import CliRunner

from salerno.cli import app
from tests.web.api.conftest import NAMES, record_named
from tests.web.conftest import PERSONS

pytestmark = pytest.mark.django_db

DAY = "2026-11-23"
PLAB = "gb/gmc/registration-plab"


def typed(*words):
    """Return what a command of salerno prints as JSON."""
    run = CliRunner().invoke(app, [*words, "--json", "--as-of", DAY])
    assert run.exit_code == 0, run.output
    return json.loads(run.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_verdicts_are_those_of_the_command(send, name):
    asked = {"record": record_named(name), "as_of": DAY, "country": ["GB"], "size": 100}
    expected = typed("check", str(PERSONS / f"{name}.yaml"), "--country", "GB")

    answer = send("api_verdicts", asked).json()

    assert answer["rows"] == expected
    assert answer["total"] == len(expected)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_every_state_is_that_of_the_command(send, name):
    asked = {"record": record_named(name), "as_of": DAY, "explain": False, "size": 100}
    expected = typed("check", str(PERSONS / f"{name}.yaml"))
    pages = range(1, -(-len(expected) // 100) + 1)

    rows = [
        row
        for page in pages
        for row in send("api_verdicts", {**asked, "page": page}).json()["rows"]
    ]

    assert rows == [{key: row[key] for key in rows[0]} for row in expected]


def test_verdicts_speak_the_language_that_is_asked_for(send, graduate):
    asked = {"record": graduate, "opportunities": [PLAB]}

    english, spanish = (
        send("api_verdicts", {**asked, "language": language}).json()["rows"][0]
        for language in ("en", "es")
    )

    assert english["proviso-text"] != spanish["proviso-text"]
    assert english["state"] == spanish["state"]


def test_verdicts_are_counted_by_state(send, graduate):
    answer = send("api_verdicts", {"record": graduate, "explain": False, "size": 1}).json()

    assert sum(answer["counts"].values()) == answer["total"]
    assert len(answer["rows"]) == 1


def test_nothing_told_is_a_record_too(send):
    answer = send("api_verdicts", {"record": {}, "opportunities": [PLAB]}).json()

    assert [row["state"] for row in answer["rows"]] == ["cannot-tell"]


def test_questions_are_those_of_the_command(send):
    asked = {"record": record_named("student"), "as_of": DAY, "country": ["gb"], "most": 5}
    expected = typed("ask", str(PERSONS / "student.yaml"), "--country", "GB")

    answer = send("api_questions", asked).json()

    assert answer["rows"] == expected[:5]
    assert answer["total"] == len(expected)


@pytest.mark.slow
def test_routes_are_those_of_the_command(send, graduate):
    asked = {"record": graduate, "as_of": DAY, "goals": [PLAB], "currency": "GBP"}
    person = str(PERSONS / "graduate.yaml")
    expected = typed(
        "plan", person, "--goal", PLAB, "--currency", "GBP", "--most", "5", "--lives", "2000"
    )

    answer = send("api_routes", asked).json()

    assert answer["rows"] == expected


def test_what_if_tells_the_difference(send, graduate):
    asked = {"record": graduate, "goals": [PLAB], "what_if": ["refused GB"]}

    (row,) = send("api_routes", asked).json()["rows"]

    assert row["what-if"] is not None


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({"facts": {"citizenshp": "NG"}}, "record.facts.citizenshp"),
        ({"credentials": [{"type": "degree/nothing"}]}, "record.credentials[0].type"),
        ({"complete": ["degree/nothing"]}, "record.complete[0]"),
    ],
)
def test_a_record_that_cannot_be_read_says_where_and_what_to_do(send, changed, where):
    response = send("api_verdicts", {"record": changed})

    told = response.json()
    assert response.status_code == 422
    assert told["where"] == where
    assert told["fix"]
    assert told["request_id"]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"goals": ["gb/gmc/nothing"]}, "gb/gmc/nothing"),
        ({"without": ["gb/gmc/nothing"]}, "without"),
        ({"refused": ["XQ"]}, "XQ"),
        ({"currency": "12!"}, "12!"),
        ({"by": "2020-01-01"}, "by"),
        ({"what_if": ["pigs fly"]}, "pigs fly"),
    ],
)
def test_a_wish_that_is_not_understood_is_told(send, changed, says):
    response = send("api_routes", {"record": {}, "goals": [PLAB], **changed})

    assert response.status_code == 422
    assert says in response.json()["detail"]


@pytest.mark.parametrize("field", ["opportunities", "kind", "country"])
def test_an_unknown_choice_is_told(send, field):
    response = send("api_verdicts", {"record": {}, field: ["nothing-like-it"]})

    assert response.status_code == 422
    assert response.json()["detail"].startswith(f"{field}: the atlas has no")
