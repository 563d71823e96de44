"""`salerno programmes import`: a dry run by rows, and folders that can be read back."""

import json

import pytest
import typer
from typer.testing import CliRunner

from salerno.atlas import load_atlas
from salerno.atlas.directories import default_folders, load_directory
from salerno.cli.imports import import_programmes
from salerno.errors import InputError
from tests.library.programmes.tables import workbook

app = typer.Typer()
app.command()(import_programmes)
SHEET = (
    "School,Country,Programme,Fees per year,Remarks\n"
    "Invented North,Poland,Medicine,EUR 9000,none\n"
    "Invented South,Polnd,Medicine,9000,\n"
    "University of Zagreb School of Medicine,Croatia,Medicine in French,about 12 000 EUR,\n"
)
SOURCE = ("--source-title", "An invented list", "--as-of", "2026-11-23")


@pytest.fixture
def sheet(tmp_path):
    """Return the file of an invented table."""
    path = tmp_path / "list.csv"
    path.write_text(SHEET, "utf-8")
    return path


def tried(*words, errors=False):
    found = CliRunner().invoke(app, [str(word) for word in words])
    if not errors and not isinstance(found.exception, SystemExit | None):
        raise found.exception
    return found


def test_dry_run_tells_every_row_and_writes_nothing(sheet, tmp_path):
    found = tried(sheet, *SOURCE)

    lines = " ".join(found.output.split())
    assert found.exit_code == 1
    assert "Fees per year → tuition" in lines
    assert "Remarks → left out" in lines
    assert "accepted: 1, flagged: 1, refused: 1" in lines
    assert "refused: list.csv, row 3, Country: unknown country 'Polnd'; did you mean" in lines
    assert "flagged: list.csv, row 4, Fees per year: about; check the amount" in lines
    assert (
        "--same hr/zagreb-2=hr/zagreb University of Zagreb School of Medicine, HR (name, 1.0)"
        in lines
    )
    assert "--other hr/zagreb-2" in lines
    assert "Nothing is written." in lines
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_what_is_decided_is_written_and_read_back(sheet, tmp_path):
    out = tmp_path / "mine"

    found = tried(sheet, *SOURCE, "--same", "hr/zagreb-2=hr/zagreb", "--out", out)

    known = load_directory([*default_folders(), out], vocabulary=load_atlas().vocabulary)
    assert found.exit_code == 1
    assert (
        known.programmes["pl/invented-north/medicine"].prices[0].source.title == "An invented list"
    )
    assert known.programmes["hr/zagreb/medicine-in-french"].school == "hr/zagreb"
    assert sorted(path.name for path in out.iterdir()) == ["hr.yaml", "pl.yaml"]


def test_school_of_its_own_is_written_and_nothing_is_left_to_say(sheet, tmp_path):
    sheet.write_text(SHEET.replace("Polnd", "Poland").replace(",9000,", ",EUR 9000,"), "utf-8")

    found = tried(sheet, *SOURCE, "--other", "hr/zagreb-2", "--out", tmp_path / "mine", "--json")

    told = json.loads(found.stdout)
    assert (found.exit_code, told["accepted"], told["flagged"], told["refused"]) == (0, 2, 1, 0)
    assert (told["rows"], told["undecided"], len(told["written"])) == (3, [], 2)
    assert told["mapping"]["Fees per year"] == "tuition"
    assert told["outcomes"][2]["remarks"][0] == {
        "column": "Fees per year", "what": "about", "why": "", "fix": "check the amount",
    }  # fmt: skip
    assert told["schools"][2]["may_be"][0]["id"] == "hr/zagreb"


def test_columns_and_usual_values_are_told(sheet):
    found = tried(
        sheet, *SOURCE, "--json", "--map", "fees per year=none", "--map", "5=entrance",
        "--usual", "language=English",
    )  # fmt: skip

    assert json.loads(found.stdout)["mapping"] == {
        "School": "school", "Country": "country", "Programme": "title", "Fees per year": "",
        "Remarks": "entrance",
    }  # fmt: skip


def test_field_given_to_a_column_is_taken_from_the_other(sheet):
    found = tried(sheet, *SOURCE, "--json", "--map", "Remarks=title")

    told = json.loads(found.stdout)["mapping"]
    assert (told["Programme"], told["Remarks"]) == ("", "title")


def test_doubts_and_notes_of_the_file_are_told(tmp_path):
    path = tmp_path / "list.xlsx"
    rows = [["A title"], ["School", "Country"], ["Invented North", "PL"]]
    path.write_bytes(workbook(rows, sheets=("A", "B")))

    shown, told = tried(path, *SOURCE), json.loads(tried(path, *SOURCE, "--json").stdout)

    assert "only the sheet 'A' was read" in shown.output
    assert (shown.exit_code, told["notes"]) == (0, [{"line": 1, "text": "A title"}])


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--as-of", "2026-11-23"), "a table without a source is not taken in"),
        (("--source-title", "A", "--tier", "official"), "a table without a source"),
        ((*SOURCE, "--tier", "law"), "--tier: 'law' is not known"),
        ((*SOURCE, "--confidence", "E"), "--confidence: 'E' is not known"),
        ((*SOURCE, "--source-read", "soon"), "--source-read: 'soon' is not a date"),
        ((*SOURCE, "--source-read", "2026-12-01"), "the source was read on 2026-12-01"),
        ((*SOURCE, "--map", "Feees per year=tuition"), "did you mean 'Fees per year'"),
        ((*SOURCE, "--map", "9=tuition"), "no column '9'; it has School, Country"),
    ],
)
def test_what_cannot_be_done_is_told(sheet, words, what):
    found = tried(sheet, *words, errors=True)

    assert isinstance(found.exception, InputError)
    assert what in str(found.exception)


def test_missing_file_is_told(tmp_path):
    found = tried(tmp_path / "none.csv", *SOURCE, errors=True)

    assert "cannot be opened" in str(found.exception)
