"""`salerno placements check`, `find` and `show`: problems, rows, reasons, whole rotations."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from salerno.cli.placements import app
from salerno.errors import UnknownName
from tests.library.cli.office import run

ROOT = Path(__file__).parents[3]
HOSTS = ROOT / "examples" / "hosts"
STUDENT = ROOT / "examples" / "persons" / "student.yaml"
GRADUATE = ROOT / "examples" / "persons" / "graduate.yaml"
DAY = ("--as-of", "2026-11-23")
EVERY = {
    "gh/harmattan/medicine-elective", "gh/harmattan/fevers-observership",
    "gh/harmattan/surgery-sub-internship", "ie/saint-alda/cardiology-hands-on",
    "ie/saint-alda/research-term", "ie/saint-alda/echo-by-screen",
}  # fmt: skip


def asked(*words):
    """Return what the command answers."""
    return CliRunner().invoke(app, [str(word) for word in words])


def told(*words):
    """Return what the command says, in one line."""
    found = asked(*words)
    if not isinstance(found.exception, SystemExit | None):
        raise found.exception
    return " ".join(found.output.split())


def plain(*words):
    """Return what the command answers for other software."""
    return json.loads(asked(*words, "--json").stdout)


def found(*words, person=STUDENT):
    """Return the rows that are found, by id."""
    rows = plain("find", person, HOSTS, *DAY, *words)["rows"]
    return {row["id"]: row for row in rows}


# Check


def test_examples_are_sound():
    answer = asked("check", HOSTS)

    assert answer.exit_code == 0
    assert answer.stdout == "Locations: 9. Rotations: 6, public: 6. Windows: 7. No problems.\n"
    assert plain("check", HOSTS) == {
        "locations": 9, "rotations": 6, "public": 6, "windows": 7, "problems": [],
    }  # fmt: skip


def test_every_problem_is_told_with_its_place(tmp_path):
    path = tmp_path / "host.yaml"
    path.write_text("host: xx\nname: A\ncity: [b]\n---\nrotation: a\n", "utf-8")

    answer = asked("check", path)

    assert (answer.exit_code, "Problems: 2." in answer.stdout) == (1, True)
    assert f"{path}:3:7: city: expected a text" in " ".join(answer.stdout.split())
    assert [own.rpartition(":")[2] for own in plain("check", path)["problems"]] == [
        " expected a text, got a list", " 'rotation' needs the key 'title'",
    ]  # fmt: skip


def test_command_has_its_place_among_the_others():
    assert "find a rotation" in run("placements", "--help").output


# Find


def test_everything_public_is_found_what_is_open_first():
    rows = plain("find", STUDENT, HOSTS, *DAY)["rows"]

    order = ["eligible", "not-yet", "cannot-tell", "never"]
    ranks = [order.index(row["state"]) for row in rows]
    assert (ranks, {row["id"] for row in rows}) == (sorted(ranks), EVERY)
    assert rows[0]["state"] == "eligible"


def test_rotation_is_told_with_verdicts_days_and_seats():
    row = found()["gh/harmattan/fevers-observership"]

    assert row == {
        "id": "gh/harmattan/fevers-observership",
        "title-text": "Observership in tropical fevers",
        "host": "gh/harmattan",
        "country": "GH",
        "kind": "observership",
        "specialty": "infectious-diseases",
        "state": "eligible",
        "state-at-onboarding": "cannot-tell",
        "reason-texts": row["reason-texts"],
        "judged-for": "2027-01-11..2027-01-17",
        "stays": [
            {"days": "2027-01-11..2027-01-17", "window": "year", "seats": 4},
            {"days": "2027-01-18..2027-01-24", "window": "year", "seats": 4},
            {"days": "2027-01-25..2027-01-31", "window": "year", "seats": 4},
        ],
        "refused": [],
    }
    assert row["reason-texts"][-1] == "and 1 more"


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (("--country", "ie"), {name for name in EVERY if name.startswith("ie/")}),
        (("--kind", "research"), {"ie/saint-alda/research-term"}),
        (("--specialty", "surgery"), {"gh/harmattan/surgery-sub-internship"}),
        (("--specialty", "surgery", "--country", "IE"), set()),
    ],
)
def test_wishes_narrow_what_is_found(words, names):
    assert set(found(*words)) == names


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--kind", "elctive"), "--kind: no public rotation has 'elctive'; did you mean"),
        (("--country", "zz"), "--country: no public rotation has 'ZZ'; it can be GH, IE"),
    ],
)
def test_wish_that_nothing_has_is_refused_with_what_there_is(words, what):
    with pytest.raises(UnknownName) as caught:
        told("find", STUDENT, HOSTS, *words)

    assert str(caught.value).startswith(what)


def test_weeks_alone_look_for_stays_that_long():
    rows = found("--weeks", "6")

    assert {name: len(row["stays"]) for name, row in rows.items() if row["stays"]} == {
        "gh/harmattan/medicine-elective": 3, "ie/saint-alda/echo-by-screen": 3,
    }  # fmt: skip
    assert rows["gh/harmattan/medicine-elective"]["judged-for"] == "2027-02-01..2027-03-14"


def test_first_day_alone_looks_from_then_on():
    rows = found("--from", "2027-09-01")

    assert rows["gh/harmattan/medicine-elective"]["stays"][0]["days"] == "2027-09-06..2027-10-03"
    assert rows["ie/saint-alda/cardiology-hands-on"]["stays"] == []


def test_first_day_and_weeks_are_the_stay_of_every_verdict():
    rows = found("--from", "2027-02-08", "--weeks", "4", person=GRADUATE)

    row = rows["ie/saint-alda/cardiology-hands-on"]
    assert {own["judged-for"] for own in rows.values()} == {"2027-02-08..2027-03-07"}
    assert (row["stays"][0]["days"], row["refused"]) == ("2027-02-08..2027-03-07", [])
    assert rows["ie/saint-alda/research-term"]["refused"] == ["too-short"]


def test_rows_are_read_by_people_too():
    words = told(
        "find", STUDENT, HOSTS, *DAY, "--limit", "1", "--from", "2027-07-12", "--weeks", "1"
    )

    assert words.startswith(
        "Observership in tropical fevers · Harmattan Teaching Hospital ·"
        " gh/harmattan/fevers-observership Accra, Ghana · Observership · infectious-diseases"
        " Open to you Due before you begin: Not known yet: "
    )
    assert words.endswith("and 5 more: --limit 6")
    assert "Free: from 12 July 2027 to 18 July 2027 (seats left: 4)" in words


def test_stay_that_cannot_be_had_says_why():
    words = told(
        "find", STUDENT, HOSTS, *DAY, "--kind", "hands-on", "--from", "2028-07-13", "--weeks", "3"
    )  # fmt: skip

    assert "cannot be had: there is no window for these days, stays do not begin on" in words
    assert "No stay is open." in words


def test_nothing_found_is_said():
    words = told("find", STUDENT, HOSTS, *DAY, "--specialty", "surgery", "--country", "IE")

    assert words == "No public rotation is like that."


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "Abierto para usted"), ("fr", "Observation · infectious"), ("ru", "Наблюдение")],
)
def test_other_languages_are_spoken(language, words):
    assert words in told("find", STUDENT, HOSTS, *DAY, "--language", language)


# Show


def test_rotation_is_shown_with_all_that_is_asked_by_whom():
    words = told("show", "gh/harmattan/medicine-elective", HOSTS)

    for part in (
        "Supervised by Consultant of the week Languages with patients: English, Akan",
        "You may: Take histories and examine patients. Present cases on the ward round.",
        "You are in the fourth year or later. trainee, asked by gh/harmattan/medicine-elective",
        "Letter of the dean school, asked by gh/harmattan/medicine-elective",
        "Due when you leave a decision: Everything that was lent has been returned. host, asked by",
        "no training: 6 March 2027; from 26 March 2027 to 29 March 2027",
        "seats 3 a week, weeks 4–8, ask 42 days ahead",
        "deposit: 100 USD · 100 % back until 8 weeks before the first day · 50 % back until 4",
        "placement · week: 90 USD · nothing back",
        "The host decides on every request. Your school must release you.",
    ):
        assert part in words


def test_rotation_is_shown_for_a_person_with_both_verdicts():
    words = told("show", "gh/harmattan/fevers-observership", HOSTS, "--person", STUDENT, *DAY)

    assert "For from 11 January 2027 to 17 January 2027 Due when you apply" in words
    assert words.index("Due when you apply") < words.index("Due before you begin")
    assert "Notes: An observership; licences" in words
    assert "Booked at once; what is due at application is shown within 10 days." in words


def test_rotation_is_answered_whole_for_other_software():
    found = plain("show", "gh/harmattan/surgery-sub-internship", HOSTS, "--person", STUDENT, *DAY)

    assert found["rotation"]["windows"][0]["window"] == "terms"
    assert found["rotation"]["terms"] == {
        "booking": "request", "release": "yes", "agreement": "yes",
    }  # fmt: skip
    assert {own["id"]: own["by"] for own in found["asked"]}["hepatitis-b"] == "gh/harmattan/surgery"
    assert set(found["verdicts"]) == {"application", "onboarding"}


def test_rotation_of_few_words_is_shown(tmp_path):
    path = tmp_path / "host.yaml"
    path.write_text(
        "host: xx\nname: A\n---\nrotation: xx/a\nat: xx\ntitle: Few words\nkind: core\n"
        "specialty: surgery\nstated: 2026-11-01\nterms: {agreement: yes}\n"
        "fees: [{for: stay, amount: unknown, source: host}]\n",
        "utf-8",
    )

    words = told("show", "xx/a", path)
    seen = told("show", "xx/a", path, "--person", STUDENT, *DAY)

    assert words == (
        "Few words · A · xx/a Core rotation · surgery Fees stay: not said How one books"
        " The host decides on every request. Your school needs an affiliation agreement with the"
        " host."
    )
    assert "No stay is open." in seen


def test_unknown_rotation_is_told_with_the_likely_one():
    with pytest.raises(UnknownName, match="unknown rotation 'ie/saint-alda/research'; did you"):
        told("show", "ie/saint-alda/research", HOSTS)
