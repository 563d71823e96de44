"""Trota is a graduate, Costanza coordinates an office, Abella is a stranger with broken files."""

import json
import subprocess

import pytest

from tools.make_crowd import write

GRADUATE = "examples/persons/graduate.yaml"
STUDENT = "examples/persons/student.yaml"
BARRED = "examples/persons/barred.yaml"
DAY = ("--as-of", "2026-11-22")


def states(found):
    """Return the verdict of each opportunity that was asked for."""
    return {one["opportunity"]: one["state"] for one in json.loads(found.stdout)}


def test_trota_learns_what_is_open_what_is_missing_and_what_cannot_be_told(salerno):
    found = salerno("check", GRADUATE, "--json", *DAY)

    told = states(found)
    assert {"eligible", "not-yet", "cannot-tell"} == set(told.values())
    assert told["us/ecfmg/certification"] == "not-yet"


def test_trota_sees_a_source_for_every_line_that_decides(salerno):
    found = salerno("check", GRADUATE, "--json", *DAY)

    lines = [line for one in json.loads(found.stdout) for line in one["lines"]]
    assert [line for line in lines if not line["sources"]] == []


@pytest.mark.parametrize("words", [("--country", "GB"), ("--kind", "rotation", "--full")])
@pytest.mark.parametrize("language", ["en", "es"])
def test_trota_reads_whole_sentences_in_her_language(salerno, words, language):
    found = salerno("check", STUDENT, *words, "-l", language, *DAY)

    assert found.exit_code == 0
    rows = found.output.splitlines()
    wrong = (".?", "..", " ;", "{", "}", ".:", "None")
    assert [row for row in rows if "http" not in row and any(w in row for w in wrong)] == []


def test_trota_reads_why_she_is_not_certified_yet(salerno):
    found = salerno("explain", GRADUATE, "us/ecfmg/certification", *DAY)

    assert found.output.splitlines()[:2] == [
        "ECFMG certification",
        "Not yet: 3 requirements are not met.",
    ]


def test_somebody_barred_reads_the_official_source_of_the_bar(salerno):
    found = salerno("check", BARRED, "--opportunity", "us/usmle/step-1", "--json", *DAY)

    (told,) = json.loads(found.stdout)
    barred = [line for line in told["lines"] if line["standing"] == "barred"]
    assert told["state"] == "never"
    assert [source["tier"] for line in barred for source in line["sources"]] == ["official"]


def test_somebody_barred_is_not_sent_to_what_is_closed_to_her(salerno):
    found = salerno("check", BARRED, "--opportunity", "us/visa/h-1b", *DAY)

    lines = found.output.splitlines()
    at = lines.index("    What would mend it:")
    assert lines[at + 1] == "    - “us/usmle/step-3”, which is closed to you or not in the atlas"


def test_a_student_is_asked_whole_questions(salerno):
    found = salerno("ask", STUDENT, "--most", "100", *DAY)

    questions = [row for row in found.output.splitlines() if row[:1].isdigit()]
    assert len(questions) == 100
    assert [row for row in questions if ".?" in row or ".:" in row] == []


def test_a_stranger_is_interviewed_and_asks_at_once(salerno, tmp_path):
    out = tmp_path / "me.yaml"
    answers = "graduate\nyes\n2023-12\nnone\n" + "?\n" * 12 + "q\n"

    told = salerno("person", "new", out, "--country", "US", *DAY, said=answers)
    found = salerno("check", out, "--kind", "visa", *DAY)

    assert (told.exit_code, found.exit_code) == (0, 0)
    assert out.read_text("utf-8").startswith("person: me\nfacts:\n  student.status: graduate\n")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Return a table of forty invented people, of whom an office keeps the list."""
    path = tmp_path_factory.mktemp("office") / "people.csv"
    with path.open("w", encoding="utf-8") as out:
        write(out, 40, seed=1231)
    return path


def test_costanza_sees_what_keeps_her_people_out(salerno, office):
    found = salerno("barriers", office, "--country", "US", "--kind", "examination", *DAY, "--json")

    told = json.loads(found.stdout)
    assert told["persons"] == 40
    assert [one["requirement"] for one in told["barriers"]] == [
        "Application for ECFMG certification (Status: approved)"
    ]


def test_costanza_is_told_every_broken_row_and_no_count(salerno, office, tmp_path):
    rows = office.read_text("utf-8").splitlines()
    broken = tmp_path / "broken.csv"
    broken.write_text("\n".join([*rows, "abella,Egypt", "abella-2,PERU"]) + "\n", "utf-8")

    found = salerno("barriers", broken, *DAY)

    assert found.stdout == ""
    told = str(found.exception).splitlines()
    assert [line.partition(": ")[0] for line in told] == [f"{broken}:42:2", f"{broken}:43:2"]


def test_same_question_gets_the_same_answer(salerno):
    first, second = (salerno("check", GRADUATE, *DAY).output for _ in range(2))

    assert first == second


@pytest.mark.slow
def test_demonstration_runs_to_its_end(root):
    run = subprocess.run(
        ["bash", "tools/tour.sh"], cwd=root, capture_output=True, text=True, check=True
    )

    assert run.stderr == ""
    assert run.stdout.count("\n$ salerno ") == 10
    assert "\nNot open to you (3)\n" in run.stdout


PLAN = ("plan", GRADUATE, "--goal", "licence/medical?country=DE", "--lives", "100")


@pytest.mark.parametrize("language", ["en", "es"])
def test_trota_reads_a_route_in_whole_sentences(salerno, language):
    found = salerno(*PLAN, "-l", language, *DAY)

    assert found.exit_code == 0
    rows = [row for row in found.output.splitlines() if "http" not in row]
    wrong = (".?", "..", " ;", "{", "}", ".:", "None", "between between", "entre entre")
    assert [row for row in rows if any(words in row for words in wrong)] == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--goal", "licence/medical?country=DF"), "licence/medical?country=DE"),
        (("--by", "2026-02-30"), "is not a date"),
        (("--out", "routes.docx"), "is no format that routes are written in"),
        (("--out", "nowhere/routes.ics"), "there is no folder"),
        (("--budget", "many"), "is no amount"),
        (("--count", "programme=x"), "is no number"),
        (("--case", "late=perhaps"), "is neither yes nor no"),
        (("--what-if", "rain"), "That is not understood"),
    ],
)
def test_abella_is_told_what_is_wrong_with_a_plan_on_one_line(salerno, words, told):
    found = salerno(*PLAN, *words, *DAY)

    assert (found.exit_code, found.stdout) == (1, "")
    lines = str(found.exception).splitlines()
    assert [told in line for line in lines] == [True]
