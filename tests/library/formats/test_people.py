"""Folders and tables of people are read person by person, and no slip costs anybody else."""

import sys
from datetime import date, datetime
from decimal import Decimal

import pyarrow
import pyarrow.parquet
import pytest

from salerno.credentials.person import Credential, Person
from salerno.errors import PersonError, Problems
from salerno.formats import read_people
from salerno.formats.streams import each_person
from salerno.periods import PartialDate
from tests.library.wording import VOCABULARY

WHOLE = """\
id,fact:citizenship,fact:final-year,fact:judged/board,exam/oet.on,exam/oet.score,exam/oet#2.on,exam/oet#2.score,work/clinical,degree/primary-medical.of,complete
trota,EG|NO,yes,no,2024-05-10,340,2026-01,350,yes,medicine,exam/*|degree/*
costanza,none,,,,,,,,,
"""


def day(text):
    """Return the date that is written so."""
    return PartialDate.parse(text)


PEOPLE = [
    Person(
        "trota",
        {"citizenship": ("EG", "NO"), "final-year": (True,), "judged/board": (False,)},
        (
            Credential(
                "exam/oet", day("2024-05-10"), day("2026-05-10"), {"score": (Decimal(340),)}
            ),
            Credential(
                "exam/oet",
                day("2026-01"),
                day("2028-01-01..2028-01-31"),
                {"score": (Decimal(350),)},
            ),
            Credential("work/clinical"),
            Credential("degree/primary-medical", attributes={"of": ("medicine",)}),
        ),
        ("exam/*", "degree/*"),
    ),
    Person("costanza", {"citizenship": ()}),
]


def people(path):
    """Return everybody in a file or folder."""
    return list(read_people(path, vocabulary=VOCABULARY))


def table(folder, content, name="people.csv"):
    """Return the path of a new table."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def told(path):
    """Return the ids of those that can be read, and the problems with all others."""
    ids = []
    with pytest.raises(Problems) as caught:
        ids.extend(person.id for person in read_people(path, vocabulary=VOCABULARY))
    problems = caught.value.problems
    assert {type(problem) for problem in problems} == {PersonError}
    return ids, [str(problem).replace(str(path), path.name) for problem in problems]


@pytest.mark.parametrize("parting", [",", ";", "\t"])
def test_people_are_read_from_a_table(tmp_path, parting):
    assert people(table(tmp_path, WHOLE.replace(",", parting))) == PEOPLE


def test_table_may_have_a_mark_blank_rows_and_other_line_ends(tmp_path):
    content = "\ufeff" + WHOLE.replace("\n", "\r\n") + "\r\n,,,,\r\n"

    assert people(table(tmp_path, content)) == PEOPLE


def test_cells_may_be_quoted_and_rows_short(tmp_path):
    content = 'id , fact:nickname\n"abella"," the ""stranger"", a|b "\ntrota\n'

    assert people(table(tmp_path, content)) == [
        Person("abella", {"nickname": ('the "stranger", a|b',)}),
        Person("trota"),
    ]


def test_good_rows_are_read_and_every_bad_one_is_told(tmp_path):
    content = (
        "id,fact:citizenship,exam/oet.on,exam/oet.score\n"
        "trota,EG,2024-05-10,355\n"
        "costanza,NO,,\n"
        "abella,Egypt,2024-05-10,350\n"
        ",EG,,\n"
        "costanza,EG,,\n"
        "trota,EG,,,too much\n"
        "calenda,EG\x07,,\n"
    )

    assert told(table(tmp_path, content)) == (
        ["costanza"],
        [
            "people.csv:2:4: score: 355 is outside its scale: the scale runs from 0 to 500"
            " in steps of 10",
            "people.csv:4:2: citizenship: unknown country 'Egypt': not an ISO 3166-1 code of two"
            " letters; write 'EG'",
            "people.csv:5: a row without an id; give each person an id",
            "people.csv:6: the person 'costanza' comes twice: already at people.csv:3;"
            " give each person an id of their own, and one place",
            "people.csv:7: 5 cells under 4 columns;"
            " put a cell that holds the parting sign in quotes",
            "people.csv:8:2: U+0007 is no text; remove it",
        ],
    )


def test_type_alone_is_held_or_not_told_of(tmp_path):
    content = "id,work/clinical\ntrota,yes\nabella,\ncostanza,no\n"

    assert told(table(tmp_path, content)) == (
        ["trota", "abella"],
        [
            "people.csv:4:2: work/clinical: expected 'yes' or nothing;"
            " say in 'complete' that somebody does not hold a type"
        ],
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "people.csv: an empty file; begin with a line of column names"),
        (b"\n\n", "people.csv: an empty file; begin with a line of column names"),
        (b"name\ntrota\n", "people.csv:1: no column 'id';"
         " begin the table with a line of column names"),
        (b"id,fact:citizensip\n", "people.csv:1:2: column: unknown fact 'citizensip';"
         " did you mean 'citizenship'?"),
        (b"id,citizenship\n", "people.csv:1:2: unknown column 'citizenship';"
         " did you mean 'fact:citizenship'?"),
        (b"id,q\n", "people.csv:1:2: unknown column 'q'; a fact begins with 'fact:'"),
        (b"id,exam/oett.on\n", "people.csv:1:2: column: unknown credential type 'exam/oett';"
         " did you mean 'exam/oet'?"),
        (b"id,exam/oet.scor\n", "people.csv:1:2: 'exam/oet' has no attribute 'scor';"
         " did you mean 'score'?"),
        (b"id,exam/oet.q\n", "people.csv:1:2: 'exam/oet' has no attribute 'q'; it has score,"
         " result, on, until, issuer, assurance, evidence, of"),
        (b"id,exam/oet.on,exam/oet.on\n", "people.csv:1:3: the column 'exam/oet.on' comes twice;"
         " remove one, or write '#2' after the type of a second credential"),
        (b"id\n\xe9\n", "people.csv:2: byte 0xe9 is not UTF-8; save the file as UTF-8"),
        (b"id\n" + b"x" * 1_000_001, "people.csv:2: a line longer than 1,000,000 bytes;"
         " is it a table with one person a line?"),
        (b'id\n"trota', "people.csv:2: cannot be read: unexpected end of data;"
         " close every quote, and write a quote inside a cell twice"),
        (b"[" * 10_000_000, "people.csv:1: a line longer than 1,000,000 bytes;"
         " is it a table with one person a line?"),
    ],
    ids=["empty", "blank", "no id", "fact", "fact without mark", "column", "type", "attribute",
         "no attribute", "twice", "not UTF-8", "long line", "open quote", "10 MB of nesting"],
)  # fmt: skip
def test_wrong_table_gives_one_error(tmp_path, content, message):
    assert told(table(tmp_path, content)) == ([], [message])


def test_rows_before_a_wrong_byte_are_read(tmp_path):
    ids, problems = told(table(tmp_path, b"id\ntrota\n\xe9\nabella\n"))

    assert ids == ["trota"]
    assert problems == ["people.csv:3: byte 0xe9 is not UTF-8; save the file as UTF-8"]


def test_no_more_than_a_hundred_problems_are_told(tmp_path):
    content = "id,fact:citizenship\n" + "".join(f"p{n},Egypt\n" for n in range(103))

    ids, problems = told(table(tmp_path, content))

    assert ids == []
    assert len(problems) == 101
    assert problems[-1] == "and 3 more; mend these first"


def test_people_are_read_from_a_folder(tmp_path):
    table(tmp_path, "person: abella\n", "a.yaml")
    table(tmp_path, '{"person": "trota"}', "b.json")
    table(tmp_path, "person: trota\n", "c.yml")
    table(tmp_path, "person: [", "d.yaml")
    table(tmp_path, "nobody", "notes.txt")

    ids, (twice, unreadable) = told(tmp_path)

    assert ids == ["abella", "trota"]
    assert twice.startswith(f"{tmp_path.name}/c.yml: the person 'trota' comes twice")
    assert unreadable.startswith(f"{tmp_path.name}/d.yaml:2:1: cannot be read")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("people.csv", "there is no such file or folder"),
        ("people.xlsx", "neither a folder nor a table"),
    ],
)
def test_what_is_no_table_gives_one_error(tmp_path, name, message):
    if name.endswith("xlsx"):
        table(tmp_path, b"PK", name)

    assert told(tmp_path / name) == (
        [],
        [f"{name}: {message}; name a folder of person files, a .csv or a .parquet table"],
    )


def parquet(folder, columns):
    """Return the path of a new Parquet table of these columns."""
    path = folder / "people.parquet"
    pyarrow.parquet.write_table(pyarrow.table(columns), path)
    return path


def test_people_are_read_from_a_parquet_table(tmp_path):
    path = parquet(
        tmp_path,
        {
            "id": ["trota", "costanza", "abella"],
            "fact:citizenship": [["EG", "NO"], [], None],
            "fact:final-year": [True, False, None],
            "exam/oet.on": [date(2024, 5, 10), None, None],
            "exam/oet.score": [340.0, None, 350.0],
            "exam/german.sat-on": [None, datetime(2024, 5, 10, 8), None],  # noqa: DTZ001 - a table knows no zones
            "work/clinical.hours": [None, None, 7],
        },
    )

    assert people(path) == [
        Person(
            "trota",
            {"citizenship": ("EG", "NO"), "final-year": (True,)},
            (
                Credential(
                    "exam/oet", day("2024-05-10"), day("2026-05-10"), {"score": (Decimal(340),)}
                ),
            ),
        ),
        Person(
            "costanza",
            {"final-year": (False,)},
            (Credential("exam/german", attributes={"sat-on": (day("2024-05-10"),)}),),
        ),
        Person(
            "abella",
            {},
            (
                Credential("exam/oet", attributes={"score": (Decimal(350),)}),
                Credential("work/clinical", attributes={"hours": (Decimal(7),)}),
            ),
        ),
    ]


def test_slip_in_a_parquet_table_is_told_with_its_row(tmp_path):
    path = parquet(tmp_path, {"id": ["trota", "abella"], "fact:citizenship": [["Egypt"], ["EG"]]})

    assert told(path) == (
        ["abella"],
        [
            "people.parquet:2:2: citizenship: unknown country 'Egypt': not an ISO 3166-1 code of"
            " two letters; write 'EG'"
        ],
    )


def test_file_that_is_no_parquet_table_gives_one_error(tmp_path):
    ids, (problem,) = told(table(tmp_path, b"id\ntrota\n", "people.parquet"))

    assert ids == []
    assert problem.startswith("people.parquet: cannot be read: Parquet magic bytes not found")
    assert problem.endswith("; is it a Parquet file?")


def test_parquet_without_its_extra_says_what_to_install(tmp_path, monkeypatch):
    path = parquet(tmp_path, {"id": ["trota"]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    assert told(path) == (
        [],
        [
            "people.parquet: a Parquet table needs the extra 'parquet';"
            " install it with: pip install 'salerno[parquet]'"
        ],
    )


def test_nobody_is_read_from_nothing():
    assert list(each_person([])) == []
