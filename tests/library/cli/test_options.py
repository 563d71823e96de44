# ruff: noqa: E501 - a message is compared whole, on one line
"""What cannot be asked, and what is said then; the exit codes are those of the real command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from salerno.cli import main
from salerno.rules import LANGUAGES
from tests.library.cli.office import DAY, run

SALERNO = Path(sys.executable).with_name("salerno")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--as-of", "soon"], "--as-of: 'soon' is not a date; write it like 2026-11-22"),
        (["--application", "2026-13-01"], "--application: '2026-13-01' is not a date; write it like 2026-11-22"),
        (["--cohort", "match-year"], "--cohort: 'match-year' has no value; write it like name=value"),
        (["--cohort", "match-year=next"], "--cohort: 'next' is not a year; write it like match-year=2027"),
        (["--suppose", "=stayed"], "--suppose: '' has no value; write it like name=value"),
        (["--assurance", "verifid"], "--assurance: 'verifid' is not known; did you mean 'verified'?"),
        (["--assurance", "?"], "--assurance: '?' is not known; it can be claimed, self-attested, document-seen, verified"),
        (["--kind", "licenze"], "--kind: the atlas has no 'licenze'; did you mean 'licence'?"),
        (["--country", "zz"], "--country: the atlas has no 'ZZ'; it can be GB, US"),
        (["--kind", "visa", "--country", "US"], "the atlas has nothing of that kind in that country"),
        (["--opportunity", "us/a/opeen"], "unknown opportunity 'us/a/opeen'; did you mean 'us/a/open'?"),
        (["-l", "zz"], f"no words in the language 'zz'; there is {', '.join(LANGUAGES)}"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_in_one_line(atlas, trota, words, said):
    found = run("check", trota, *words, "--atlas", atlas)

    assert (found.stdout, str(found.exception)) == ("", said)


def test_an_atlas_that_is_not_there_is_said(trota):
    found = run("check", trota, "--atlas", "nowhere")

    assert str(found.exception) == "there is no folder 'nowhere'; name a folder with an atlas"


def test_version_is_printed_alone():
    found = run("--version")

    assert (found.exit_code, found.output.split()[0]) == (0, "salerno")


def real(*words, said=b""):
    """Run the command as it is installed and return its exit code, standard output and errors."""
    around = {**os.environ, "COLUMNS": "80"}
    run = subprocess.run(
        [SALERNO, *map(str, words)], input=said, capture_output=True, check=False, env=around
    )
    return run.returncode, run.stdout.decode(), run.stderr.decode()


@pytest.fixture
def command(monkeypatch, capsys):
    """Return the command, run in this process: its exit code, standard output and errors."""

    def run_main(*words):
        monkeypatch.setattr(sys, "argv", ["salerno", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        return left.value.code, *capsys.readouterr()

    return run_main


def test_an_answer_has_exit_code_zero_and_says_nothing_on_the_error_stream(atlas, trota):
    code, output, errors = real("check", trota, "--atlas", atlas, *DAY)

    assert (code, errors) == (0, "")
    assert "\x1b" not in output


def test_problems_of_an_atlas_have_exit_code_one(tmp_path):
    (tmp_path / "types.yaml").write_text("typs: {}\n", "utf-8")

    code, _, errors = real("atlas", "check", "--atlas", tmp_path)

    assert (code, errors) == (1, "")


def test_a_command_that_does_not_exist_has_exit_code_two():
    code, output, _ = real("chexk")

    assert (code, output) == (2, "")


BROKEN = {
    "unknown key": (b"person: abella\nfactz: {}\n", ":2:1: unknown key 'factz' in 'person'; did you mean 'facts'?"),
    "impossible date": (b"person: abella\ncredentials: [{type: exam/oet, on: 2026-02-30}]\n", ":2:36: on: impossible date '2026-02-30': 2026-02 has 28 days; check it in a calendar"),
    "unknown type": (b"person: abella\ncredentials: [{type: exam/otc}]\n", ":2:22: type: unknown credential type 'exam/otc'; did you mean 'exam/oet'?"),
    "score off its scale": (b"person: abella\ncredentials: [{type: exam/oet, score: 510}]\n", ":2:39: score: 510 is outside its scale: the scale runs from 0 to 500 in steps of 10"),
    "nesting": (b"person: abella\nfacts: " + b"[" * 9_000_000, ":2:47: more than 40 levels; flatten it"),
    "not UTF-8": (b"person: \xff\n", ":1: byte 8 (0xff) is not UTF-8; save the file as UTF-8"),
    "empty": (b"", ": expected one document, found 0; write something"),
    "no country": (b"person: abella\nfacts: {citizenship: EGY}\n", ":2:22: citizenship: unknown country 'EGY': not an ISO 3166-1 code of two letters; write 'EG'"),
}  # fmt: skip


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_person_file_has_exit_code_two_and_one_line(command, atlas, tmp_path, fault):
    content, said = BROKEN[fault]
    path = tmp_path / "abella.yaml"
    path.write_bytes(content)

    code, output, errors = command("check", path, "--atlas", atlas, *DAY)

    assert (code, output, errors) == (2, "", f"salerno: {path}{said}\n")


def test_a_currency_that_does_not_exist_is_named(command, tmp_path):
    path = tmp_path / "abella.yaml"
    path.write_text("person: abella\nfacts: {income.worldwide: 100 XQX}\n", "utf-8")

    code, output, errors = command("check", path, *DAY)

    assert (code, output) == (2, "")
    assert errors.startswith(f"salerno: {path}:2:27: income.worldwide: unknown currency 'XQX'")


@pytest.mark.parametrize(("name", "why"), [("missing.yaml", "No such file or directory"), ("", "Is a directory")])  # fmt: skip
def test_a_person_file_that_is_none_is_said(command, atlas, tmp_path, name, why):
    path = tmp_path / name

    code, output, errors = command("check", path, "--atlas", atlas)

    said = f"salerno: {path}: cannot be opened: {why}; check the name of the file\n"
    assert (code, output, errors) == (2, "", said)


def test_an_answer_is_given_to_a_terminal_that_lacks_its_signs(atlas, trota, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")

    code, output, errors = real("check", trota, "--atlas", atlas, *DAY)

    assert (code, errors) == (0, "")
    assert "  The open one ? us/a/open" in output.splitlines()


def test_standard_input_is_named_where_it_cannot_be_read(atlas):
    code, output, errors = real("check", "-", "--atlas", atlas, said=b"person: [abella")

    assert (code, output) == (2, "")
    assert errors.startswith("salerno: standard input:2:1: cannot be read")
