from dataclasses import replace
from datetime import date
from io import BytesIO
from random import Random
from zipfile import ZipFile

import pytest

from salerno.errors import InputError
from salerno.formats.placements import csv_of, read_placement_file, read_placements, workbook_of
from salerno.formats.spreadsheets import Page
from salerno.placements.imports import PastPlacement
from tests.library.placements.imports.tables import KNOWN, MAKERS

MADE = date(2026, 11, 23)
IMPERIAL = (
    "Agency,Rotation,Start Date,End Date,Specialty,CID,Description\r\n"
    "site-1,Rotation 1,05/01/2026,06/02/2026,surgery,T1001,ward\r\n"
)


@pytest.mark.parametrize("subject", MAKERS)
def test_what_is_written_is_read_back_as_the_same(subject):
    values = MAKERS[subject](Random(6))

    text = read_placements(
        csv_of(subject, values.values()).encode(), name="a", known=KNOWN[subject]
    )
    book = read_placements(workbook_of(subject, values.values(), made=MADE), name="a")

    assert (text.values, book.values) == (values, values)
    assert (text.is_clean, book.is_clean) == (True, True)


def test_a_rotation_without_a_fee_is_read_back_without_one():
    value = replace(next(iter(MAKERS["rotations"](Random(6)).values())), fee=None)

    reading = read_placements(csv_of("rotations", [value]).encode(), name="a")

    assert reading.values == {value.id: value}


def test_a_template_has_headings_and_no_rows():
    reading = read_placements(csv_of("rosters").encode(), name="a")

    assert [own.what for own in reading.doubts] == ["no rows are there"]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@a", "'=1", "'quoted'"])
def test_text_never_becomes_a_formula_and_comes_back(words):
    value = PastPlacement("T1", "r", "site", date(2026, 1, 5), date(2026, 1, 9), "surgery", words)

    text, book = csv_of("placements", [value]), workbook_of("placements", [value], made=MADE)

    assert read_placements(text.encode(), name="a").values == {value.id: value}
    assert read_placements(book, name="a").values == {value.id: value}
    assert words.startswith("'quoted") or f",'{words}" in text
    assert b"<f>" not in ZipFile(BytesIO(book)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("delimiter", ",;\t|")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_imperial_placements_are_read_in_any_encoding_and_delimiter(delimiter, encoding):
    content = IMPERIAL.replace(",", delimiter).encode(encoding)

    reading = read_placements(content, name="a")

    assert reading.is_clean
    assert reading.values["T1001/Rotation 1/2026-01-05"].last == date(2026, 2, 6)


def test_other_encodings_and_a_last_line_that_does_not_end_are_doubted():
    content = IMPERIAL.replace("ward", "pédiatrie").rstrip().encode("cp1252")

    reading = read_placements(content, name="a")

    assert [own.what for own in reading.doubts] == [
        "it is not UTF-8 and was read as Windows-1252: look at the accents",
        "the last line does not end",
    ]


def test_nothing_is_refused_and_a_missing_file_is_told():
    with pytest.raises(InputError, match="nothing is in it"):
        read_placements(b"\n", name="a")


def test_a_file_is_read_from_its_path(tmp_path):
    path = tmp_path / "placements.csv"
    path.write_text(IMPERIAL, newline="")

    assert read_placement_file(path).is_clean
    with pytest.raises(InputError, match="cannot be opened"):
        read_placement_file(tmp_path / "none.csv")


OTHERS = (
    "Where,Rota,From,Until,Field,Who,Remarks,Colour\r\n"
    "site-1,Rotation 1,2026-01-05,2026-02-06,surgery,T1001,ward,red\r\n"
)
NAMES = ("agency", "rotation", "first", "last", "specialty", "trainee", "description", "")


def test_columns_are_called_as_somebody_says():
    reading = read_placements(OTHERS.encode(), name="a", columns=NAMES)

    assert reading.is_clean
    assert list(reading.values) == ["T1001/Rotation 1/2026-01-05"]


@pytest.mark.parametrize("row", ["a,b,c,d\r\n", "a,b,c,d,e,f,g\r\n", "a,b,c,d,e,f,g,h,i\r\n"])
@pytest.mark.parametrize("names", [NAMES, (*NAMES[:-1], "trainee")[:7]])
def test_row_of_another_length_is_refused_however_columns_are_called(row, names):
    text = OTHERS if len(names) == 8 else OTHERS.replace(",Colour", "").replace(",red", "")
    row = row if len(names) == 8 or row.count(",") != 6 else "a\r\n"

    reading = read_placements((text + row).encode(), name="a", columns=names)

    assert [own.state for own in reading.outcomes] == ["accepted", "refused"]


def test_pages_beside_are_not_read_back():
    values = MAKERS["placements"](Random(6))
    beside = Page("States", ("Trainee", "State"), [("Trota", "Closed")], (18, 18))

    book = workbook_of("placements", values.values(), made=MADE, beside=[beside])

    assert read_placements(book, name="a").values == values
    assert b"States" in ZipFile(BytesIO(book)).read("xl/workbook.xml")
