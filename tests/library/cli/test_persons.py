"""`salerno person new`: the interview, and the file that it writes."""

import pytest

from tests.library.cli.office import DAY, atlas_in, cases, rule, run, sat

WHERE = "score: '>= 350', grade: '>= B', passed: yes, country: PE, topics: a, remark: x"
HELD = f"{{has: exam/oet, where: {{{WHERE}}}}}"


@pytest.fixture
def interview(atlas, tmp_path):
    """Return an interview on the small atlas: what is answered, then the output and the file."""

    def asked(*answers, words=(), within=atlas):
        out = tmp_path / "new.yaml"
        said = "".join(f"{answer}\n" for answer in answers)
        found = run("person", "new", out, *words, "--atlas", within, *DAY, said=said)
        assert found.exit_code == 0, found.exception
        return found.output, out.read_text("utf-8")

    return asked


def questions(output):
    """Return what was asked, without its prompts."""
    lines = output.partition("so far.\n")[2].partition("\nWritten to")[0].splitlines()
    return [line for line in lines if line and not line.startswith(" ")]


def test_interview_begins_with_what_a_stranger_expects_and_ends_with_decisions(interview):
    output, _ = interview(*[""] * 20)

    assert questions(output) == [
        "Which citizenships?",
        "Status?",
        "Have you sat OET?",
        "Vaccinated?",
        "Has this been decided in your favour? The chair must agree.",
    ]


def test_interview_writes_nothing_that_is_not_known(interview):
    _, written = interview("?", "", "?", "", "?")

    assert written == "person: new\n"


def test_interview_asks_so_many_questions_at_most(interview):
    output, _ = interview("eg", words=["--most", "1"])

    assert questions(output) == ["Which citizenships?"]


def test_interview_asks_again_until_a_country_exists(interview):
    output, written = interview("Egypt", "XQ", "eg, PE", "q")

    assert "citizenship: unknown country 'Egypt'" in output
    assert "citizenship: unknown country 'XQ'" in output
    assert written == "person: new\nfacts:\n  citizenship: [EG, PE]\n"


def test_interview_asks_again_until_a_code_is_one_of_its_values(interview):
    output, written = interview("", "doctor", "graduate", "q")

    assert "'doctor' is not one of its values" in output
    assert written == "person: new\nfacts:\n  status: graduate\n"


def test_interview_tells_none_from_not_known(interview):
    _, written = interview("none", "graduate", "none", "no", "q")

    assert written == (
        "person: new\nfacts:\n  citizenship: none\n  status: graduate\n  judged/chair: no\n"
        "complete: [exam/oet]\n"
    )


def test_interview_takes_a_decision_as_yes_or_no(interview):
    _, written = interview("", "", "", "none", "perhaps", "Y")

    assert written == "person: new\nfacts:\n  vaccinated: none\n  judged/chair: yes\n"


def test_interview_in_spanish_takes_spanish_answers(interview):
    output, written = interview("", "", "", "sí", "q", words=["-l", "es"])

    assert "Con vacuna (sí, no): " in output
    assert written == "person: new\nfacts:\n  vaccinated: yes\n"


@pytest.fixture
def tests_only(tmp_path):
    """Return an atlas that asks for everything that a test can say."""
    asks = rule("us/a/test", HELD)
    met = sat(350, "B").replace("passed: yes", "passed: yes, country: PE, topics: a, remark: x")
    return atlas_in(tmp_path / "atlas", (asks, cases(met, sat(340))))


def test_interview_takes_every_kind_of_value(interview, tests_only):
    answers = ["yes", "2026-02-03", "2026-01", "none", "350", "B", "y", "pe", "a,b", "x", "no"]

    output, written = interview(*answers, within=tests_only)

    assert "2026-01 is before 2026-02-03; check both dates" in output
    assert "Score (0–500): " in output
    assert written == (
        "person: new\ncomplete: [exam/oet]\ncredentials:\n"
        "  - {type: exam/oet, on: 2026-02-03, until: none, score: 350, grade: B, passed: yes,"
        " country: PE, topics: [a, b], remark: x}\n"
    )


def test_interview_takes_the_validity_of_the_type_when_no_end_is_told(interview, tests_only):
    _, written = interview("yes", "2026-02-03", *[""] * 7, "?", within=tests_only)

    assert written == "person: new\ncredentials:\n  - {type: exam/oet, on: 2026-02-03}\n"


def test_interview_takes_an_end_that_is_told(interview, tests_only):
    _, written = interview("yes", "", "2027", *[""] * 6, "?", within=tests_only)

    assert written == "person: new\ncredentials:\n  - {type: exam/oet, until: 2027}\n"


def test_interview_that_is_stopped_keeps_what_was_told_to_its_end(interview, tests_only):
    first = ["yes", "2025", *[""] * 7]

    _, written = interview(*first, "yes", "2026", "q", within=tests_only)

    assert written == "person: new\ncredentials:\n  - {type: exam/oet, on: 2025}\n"


def test_interview_asks_whether_what_was_told_is_all(interview, tests_only):
    told = ["yes", "2025", "", "340", *[""] * 5, "?"]

    _, written = interview(*told, "none", within=tests_only)

    assert written == (
        "person: new\ncomplete: [exam/oet]\n"
        "credentials:\n  - {type: exam/oet, on: 2025, score: 340}\n"
    )


def test_interview_hears_the_others_when_it_was_not_all(interview, tests_only):
    told = ["yes", "2025", "", "340", *[""] * 5, "?"]

    _, written = interview(*told, "no", "2026", "", "330", *[""] * 5, "n", within=tests_only)

    assert written == (
        "person: new\ncomplete: [exam/oet]\ncredentials:\n"
        "  - {type: exam/oet, on: 2025, score: 340}\n  - {type: exam/oet, on: 2026, score: 330}\n"
    )


def test_interview_does_not_mind_not_knowing_whether_it_was_all(interview, tests_only):
    told = ["yes", "2025", "", "340", *[""] * 5, "?"]

    _, written = interview(*told, "?", within=tests_only)

    assert written == "person: new\ncredentials:\n  - {type: exam/oet, on: 2025, score: 340}\n"


def test_interview_asks_for_the_days_of_an_activity(interview, tmp_path):
    work = rule("us/a/work", "{has: work/clinical}")
    held = "{credentials: [{type: work/clinical, on: 2020-01-01}]}"
    folder = atlas_in(tmp_path / "atlas", (work, cases(held, "{complete: [work/clinical]}")))

    output, _ = interview("y", "2020", "none", "n", within=folder)

    assert "  First day: " in output
    assert "  Last day (none if it goes on): " in output


def test_interview_does_not_touch_a_file_that_is_there(atlas, trota):
    before = trota.read_text("utf-8")

    found = run("person", "new", trota, "--atlas", atlas)

    assert str(found.exception) == (
        f"'{trota}' is there already; choose another name, or move it away"
    )
    assert trota.read_text("utf-8") == before


def test_interview_says_at_once_that_the_folder_is_not_there(atlas, tmp_path):
    out = tmp_path / "nowhere" / "new.yaml"

    found = run("person", "new", out, "--atlas", atlas)

    assert str(found.exception) == f"there is no folder '{out.parent}'; make it first"


def test_interview_says_why_the_file_cannot_be_written(atlas, tmp_path):
    out = tmp_path / f"{'n' * 247}.yaml"

    found = run("person", "new", out, "--atlas", atlas, said="q\n")

    assert str(found.exception) == f"'{out}' cannot be written: File name too long"


def test_an_interrupt_writes_nothing(atlas, tmp_path, monkeypatch):
    def interrupt(_prompt):
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.input", interrupt)

    found = run("person", "new", tmp_path / "new.yaml", "--atlas", atlas)

    assert found.exit_code != 0
    assert list(tmp_path.iterdir()) == []
