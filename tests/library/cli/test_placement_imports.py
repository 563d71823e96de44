"""`salerno placements import`: what a table would change, and nothing written unless asked."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from salerno.atlas import load_atlas
from salerno.atlas.hosts import load_hosts
from salerno.cli.placements import app
from salerno.errors import InputError
from salerno.placements.imports.differences import plainly

HOSTS = Path(__file__).parents[3] / "examples" / "hosts"
DAY = ("--as-of", "2026-11-23")
HEADS = "id,title,location,kind,specialty,weeks,seats,first,last,fee,languages"
OPEN = "2027-01-11,2027-03-26"
SAME = (
    "cardiology-hands-on,{title},heart-failure,hands-on,cardiology,4 weeks,{seats}," + OPEN + ",,"
)
NEW = (
    "ward-rounds,Ward rounds,cardiology,observership,Cardiology,2-4 weeks,2,"
    + OPEN
    + ",EUR 300.00,en"
)
MEDLEARN = (
    "Agency,Rotation,Start Date,End Date,Specialty,CID,Description\r\n"
    "Saint Alda,Cardiology,05/01/2026,30/01/2026,cardiology,T1001,ward\r\n"
)
ROSTER = "id,name,email,school,programme,year\r\nT1,Trota,trota@example.org,Salerno,Medicine,4\r\n"


def asked(*words):
    """Return what the command answers."""
    return CliRunner().invoke(app, ["import", *map(str, words)])


def plain(*words):
    """Return what the command answers for other software."""
    return json.loads(asked(*words, "--json").stdout)


@pytest.fixture
def table(tmp_path):
    """Return a function that writes a table, closed as ours are, and returns its path."""

    def written(*rows, heads=HEADS, end=True):
        last = [f"# end,{len(rows)}" + "," * (heads.count(",") - 1)] if end else []
        path = tmp_path / "table.csv"
        path.write_bytes("".join(f"{row}\r\n" for row in (heads, *rows, *last)).encode())
        return path

    return written


def file_of(tmp_path, text):
    path = tmp_path / "other.csv"
    path.write_bytes(text.encode())
    return path


def title():
    network = load_hosts([HOSTS], vocabulary=load_atlas().vocabulary)
    return network.rotation("ie/saint-alda/cardiology-hands-on").offer.title[0][1]


def test_difference_with_the_hosts_is_told_and_nothing_written(table):
    path = table(SAME.format(title=title(), seats=3), NEW)

    answer, told = asked(path, HOSTS, *DAY), plain(path, HOSTS, *DAY)

    assert answer.exit_code == 0
    assert "Rotations on offer. accepted: 2, flagged: 0, refused: 0" in answer.stdout
    assert "new: ward-rounds" in answer.stdout
    assert "changed: cardiology-hands-on: seats 2 → 3" in answer.stdout
    assert "Nothing is written. Rows that would be: 2." in answer.stdout
    assert (told["kind"], told["added"], told["written"]) == ("rotations", ["ward-rounds"], "")
    assert told["changed"] == {
        "cardiology-hands-on": [{"field": "seats", "old": "2", "new": "3"}]
    }  # fmt: skip


def test_what_is_written_is_read_by_the_hosts(table, tmp_path):
    out = tmp_path / "out.yaml"

    answer = asked(table(SAME.format(title=title(), seats=3), NEW), HOSTS, "--write", out, *DAY)

    assert answer.exit_code == 0
    text = out.read_text("utf-8")
    assert "rotation: ie/saint-alda/ward-rounds" in text
    assert "status: draft" in text
    places = tmp_path / "hosts"
    places.mkdir()
    kept = (HOSTS / "saint-alda.yaml").read_text("utf-8").partition("---\nrotation:")[0]
    (places / "host.yaml").write_text(kept + "---\n" + text, "utf-8")
    assert CliRunner().invoke(app, ["check", str(places)]).exit_code == 0


def test_new_rotation_is_public_when_that_is_asked_for(table, tmp_path):
    out = tmp_path / "out.yaml"

    asked(table(NEW), HOSTS, "--write", out, "--public", *DAY)

    assert "status: public" in out.read_text("utf-8")


def test_refused_row_is_told_with_its_number_and_the_rest_written(table, tmp_path):
    out, path = tmp_path / "out.yaml", table(NEW, NEW.replace("observership", "lecture"))

    answer = asked(path, HOSTS, "--write", out, *DAY)

    assert answer.exit_code == 1
    assert "table.csv:3, kind" in " ".join(answer.stdout.split())
    assert "lecture" not in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "–"), ((), "–"), (3, "3"), ((2, 4), "2-4"), (("it", "en"), "it-en"),
        (("EUR", Decimal("1.50")), "EUR 1.50"),
    ],
)  # fmt: skip
def test_values_are_told_in_a_line(value, words):
    assert plainly(value) == words


def test_remarks_are_told_to_other_software(table):
    told = plain(table(NEW.replace("2-4 weeks", "2-4"), end=False), HOSTS, *DAY)

    assert [own["what"] for own in told["outcomes"][0]["remarks"]] == ["'2-4' has no unit"]
    assert told["doubts"][0]["what"] == "no row '# end' closes the table"


def test_row_that_fits_no_place_is_not_possible(table):
    told = plain(table(NEW.replace("cardiology,obs", "nowhere,obs")), HOSTS, *DAY)
    answer = asked(table(NEW.replace("cardiology,obs", "nowhere,obs")), HOSTS, *DAY)

    assert "there is no place 'nowhere'" in told["not-possible"]["ward-rounds"]
    assert answer.exit_code == 1
    assert "refused: ward-rounds" in answer.stdout


def test_table_that_may_be_cut_short_is_written_only_when_told(table, tmp_path):
    out, path = tmp_path / "out.yaml", table(NEW, end=False)

    doubted = asked(path, HOSTS, "--write", out, *DAY)
    was_written = out.exists()
    told = asked(path, HOSTS, "--write", out, "--doubted", *DAY)

    assert (doubted.exit_code, was_written) == (1, False)
    assert "the file may be cut short" in " ".join(doubted.stdout.split())
    assert (told.exit_code, out.exists()) == (0, True)


def test_doubted_row_is_left_out_unless_told(table, tmp_path):
    out, path = tmp_path / "out.yaml", table(NEW.replace("2-4 weeks", "2-4"))

    answer = asked(path, HOSTS, "--write", out, *DAY)

    assert answer.exit_code == 1
    assert "has no unit" in answer.stdout
    assert not out.exists()


def test_rotations_need_a_host(table):
    answer = asked(table(NEW), *DAY)

    assert isinstance(answer.exception, InputError)
    assert "none is given" in str(answer.exception)


def test_placements_of_medlearn_are_compared_with_an_earlier_table(tmp_path):
    path = file_of(tmp_path, MEDLEARN)
    again = asked(path, "--against", path, "--rows", "1", *DAY)

    told = plain(path, *DAY)

    assert told["added"] == ["T1001/Cardiology/2026-01-05"]
    assert "Past placements." in again.stdout
    assert "The same: 1." in again.stdout


@pytest.mark.parametrize(("name", "start"), [("out.csv", b"id,name"), ("out.xlsx", b"PK")])
def test_roster_is_written_as_the_file_is_called(tmp_path, name, start):
    out = tmp_path / name

    answer = asked(file_of(tmp_path, ROSTER), "--write", out, "--doubted", *DAY)

    assert answer.exit_code == 0
    assert out.read_bytes().startswith(start)


def test_file_that_cannot_be_written_is_told(tmp_path):
    answer = asked(file_of(tmp_path, ROSTER), "--write", tmp_path / "no" / "x.csv", "--doubted")

    assert "cannot be written" in str(answer.exception)


def test_fees_and_languages_that_change_are_told_in_one_line(table):
    row = SAME.format(title=title(), seats=2)[:-1].replace(",,", ",") + "EUR 100.00,it/en"

    answer = asked(table(row), HOSTS, *DAY)

    words = " ".join(answer.stdout.split())
    assert "fee EUR 1200.00 → EUR 100.00" in words
    assert "→ it-en" in words


@pytest.mark.parametrize(
    ("language", "words"), [("fr", "nouveau : ward-rounds"), ("es", "nuevo: ward-rounds")]
)
def test_other_languages_are_spoken(table, language, words):
    assert words in asked(table(NEW), HOSTS, "--language", language, *DAY).stdout
