"""Notes in the personal workbook: they come back whatever a person did to it."""

import io
import zipfile
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from salerno.errors import InputError
from salerno.formats.shortlists import notes_in, shortlist_workbook
from salerno.formats.shortlists.notes import LONGEST, first_of, is_long, parts_of
from tests.library.formats.listed import (
    ARABIC,
    ENGLISH,
    ONE,
    TWO,
    cells,
    grid,
    saved,
    shortlist,
    written,
)
from tests.library.programmes.written import programme_of

NOTES = st.dictionaries(
    st.sampled_from([ONE, TWO, "zz/gone/md", "ZZ gone"]),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).filter(str.strip),
)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(NOTES)
@example({ONE: "=1+1", TWO: "@SUM(A1)\r\n\tline two\x01", "zz/gone/md": "_x0041_"})
@example({ONE: "مرحبا \u202bnote\u202c 👩‍⚕️", "zz/gone/md": "👩‍⚕️" * 8_000})
@example({ONE: " " * LONGEST + "the end", TWO: "\u2028 a \x85"})
def test_notes_come_back_as_they_were_written(notes):
    own = shortlist(programme_of(), programme_of(name=TWO), notes=notes)

    found = notes_in(shortlist_workbook(own, ENGLISH))

    assert found == {name: "".join(parts_of(note)) for name, note in notes.items()}


def test_note_is_never_a_formula():
    content = shortlist_workbook(shortlist(programme_of(), notes={ONE: "=1+1"}), ENGLISH)

    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_long_note_goes_on_in_its_own_sheet_and_is_said():
    note = "🙂" * LONGEST

    found = written(programme_of(), notes={ONE: note})

    (fit,) = found["fit"]
    assert fit["note"] == first_of(note) == "🙂" * (LONGEST // 2)
    assert cells(found["notes"], "id", "part") == [(ONE, 2), (ONE, 3)]
    assert found["about"][-1]["told"].startswith(f"The note on {ONE} is longer than a cell holds")
    assert is_long(note)


def test_half_a_character_becomes_the_sign_of_what_is_lost():
    own = shortlist(programme_of(), notes={ONE: "a\ud800b\uffff"})

    assert notes_in(shortlist_workbook(own, ENGLISH)) == {ONE: "a\ufffdb\ufffd"}


def edited(rows, edit):
    """Return the rows of the first sheet of a workbook after what a person did to them."""
    marks, heads, *own = [list(row) for row in rows]
    match edit:
        case "sorted":
            return [marks, heads, *reversed(own)]
        case "sorted with its heads":
            return [*reversed(own), heads, marks]
        case "column added":
            return [["", *row[:1], "mine", *row[1:]] for row in (marks, heads, *own)]
        case "heads renamed":
            return [marks, ["Which", *heads[1:-1], "What I think"], *own]
        case "first row deleted":
            return [heads, *own]
        case "heads deleted":
            return [marks, *own]
        case "rows added":
            empty = [""] * len(heads)
            return [marks, heads, empty, *own, empty, own[0]]
    return [marks, heads, *own]


@pytest.mark.parametrize(
    "edit",
    [
        "nothing", "sorted", "sorted with its heads", "column added", "heads renamed",
        "first row deleted", "heads deleted", "rows added",
    ],
)  # fmt: skip
@pytest.mark.parametrize("voice", [ENGLISH, ARABIC])
def test_notes_survive_what_a_person_does_to_the_sheet(edit, voice):
    notes = {ONE: "first\nline", TWO: "=second"}
    own = shortlist(programme_of(), programme_of(name=TWO), notes=notes)

    rows = edited(grid(shortlist_workbook(own, voice)), edit)

    assert notes_in(saved([["nothing here"]], rows)) == notes


def test_rows_that_a_person_adds_keep_what_they_wrote():
    rows = [
        ["Id", "My notes"],
        [ONE, "one"],
        [ONE, "two"],
        ["", "a thought"],
        ["", "another"],
        ["my own idea", "kept"],
        [f" {TWO} ", 42],
        [1234, "number"],
        ["xx/a/md", 1.5],
        ["xx/b/md", True],
        ["xx/c/md", date(2027, 1, 2)],
        ["xx/d/md", datetime.combine(date(2027, 1, 2), time(3, 4))],
        ["xx/e/md", timedelta(hours=3)],
        ["xx/f/md", time(3, 4)],
        ["xx/g/md", "  "],
        ["xx/h/md", ""],
    ]

    found = notes_in(saved(rows))

    assert {key: note for key, note in found.items() if key < "xx/c" or key > "xx/g"} == {
        ONE: "one\ntwo",
        "": "a thought\nanother",
        "my own idea": "kept",
        TWO: "42",
        "1234": "number",
        "xx/a/md": "1.5",
        "xx/b/md": "yes",
    }
    assert found["xx/c/md"] == "2027-01-02"
    assert found["xx/d/md"] == "2027-01-02 03:04:00"
    assert "3:00" in found["xx/e/md"]
    assert "3:04" in found["xx/f/md"]


def test_part_that_is_no_number_is_the_first():
    rows = [["Id", "Part", "My notes"], [ONE, "x", "a"], [ONE, 2, "b"], [TWO, 1e300, "c"]]

    assert notes_in(saved(rows)) == {ONE: "ab", TWO: "c"}


def broken(content, part, text):
    """Return a workbook with one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, text if name == part else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no workbook", "mine.xlsx: the workbook cannot be read: File is not a zip file"),
        (saved([["a", "b"]]), "mine.xlsx: it is no workbook of programmes: no sheet has a column"),
        (b"x" * 50_000_001, "mine.xlsx: more than 50,000,000 bytes; bring back the workbook as"),
        (
            broken(saved([["a"]]), "xl/workbook.xml", "<workbook/>"),
            "mine.xlsx: it is no workbook of programmes",
        ),
        (
            broken(saved([["a"]]), "xl/worksheets/sheet1.xml", "<worksheet"),
            "mine.xlsx: the workbook cannot be read",
        ),
        (
            broken(saved([["a"]]), "xl/_rels/workbook.xml.rels", "<a/>"),
            "mine.xlsx: the workbook cannot be read",
        ),
    ],
    ids=["text", "other columns", "too large", "no sheets", "broken sheet", "no list of parts"],
)
def test_what_is_no_workbook_of_ours_is_refused(content, words):
    with pytest.raises(InputError) as error:
        notes_in(content, name="mine.xlsx")

    assert str(error.value).startswith(words)
    assert error.value.fix
