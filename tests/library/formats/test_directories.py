"""Tables of schools as others publish them: titles above, merged headings, footnotes, bombs."""

import io
import json
import zipfile
from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.errors import InputError, UnknownName
from salerno.formats.directories import KINDS, read_table
from salerno.formats.directories.grids import read_grid
from tests.library.programmes.tables import csv_of, workbook, xlsx_of

PLAIN = "School,Country\nNorth,PL\n"
RECORDS = [
    {
        "id": "https://ror.org/02aaaaa11",
        "names": [
            {"value": "NM", "types": ["acronym"], "lang": None},
            {"value": "North Medical", "types": ["label", "ror_display"], "lang": "en"},
        ],
        "types": ["education", "funder"],
        "status": "active",
        "locations": [{"geonames_details": {"country_code": "PL", "name": "Łódź"}}],
        "external_ids": [
            {"type": "grid", "preferred": "grid.1", "all": ["grid.1"]},
            {"type": "wikidata", "preferred": None, "all": ["Q7"]},
        ],
        "links": [
            {"type": "wikipedia", "value": "https://w.example"},
            {"type": "website", "value": "https://www.north.example"},
        ],
        "domains": [],
    },
    {"id": "https://ror.org/02bbbbb22", "names": [], "types": ["company"]},
    {
        "id": "x",
        "names": [{"value": "Bare", "types": []}],
        "types": ["education"],
        "domains": ["b.example"],
    },
]
OLDER = [
    {
        "id": "https://ror.org/02ccccc33",
        "name": "South Medical",
        "aliases": ["SM"],
        "acronyms": ["S"],
        "labels": [{"label": "Süd", "iso639": "de"}],
        "types": ["Education"],
        "status": "inactive",
        "country": {"country_code": "DE"},
        "addresses": [{"city": "Ulm"}],
        "external_ids": {"Wikidata": {"preferred": None, "all": ["Q8", "Q9"]}},
        "links": ["http://south.example"],
    },
    {"id": "y", "name": "Bare", "types": ["Education"]},
]
NORTH = (
    "North Medical", "PL", "Łódź", "NM", "active", "https://ror.org/02aaaaa11", "Q7",
    "https://www.north.example",
)  # fmt: skip
SOUTH = (
    "South Medical", "DE", "Ulm", "SM; Süd; S", "inactive", "https://ror.org/02ccccc33", "Q8",
    "http://south.example",
)  # fmt: skip


def dump(records):
    return json.dumps(records).encode()


def zipped(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_DOT_", "."), content)
    return out.getvalue()


def ror(content):
    return read_table(content, name="dump", kind="ror")


def told(error):
    return error.value.what, str(error.value.where), bool(error.value.fix)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_csv_is_read_in_any_delimiter_and_marked_encoding(delimiter, encoding):
    found = csv_of(
        f"School{delimiter}Country{delimiter}City\nÉcole{delimiter}FR{delimiter}Aix\n",
        encoding=encoding,
    )

    assert (found.heads, found.rows, found.doubts) == (
        ("School", "Country", "City"), ((2, ("École", "FR", "Aix")),), (),
    )  # fmt: skip


def test_western_text_of_windows_is_read_with_a_doubt():
    found = csv_of("School,Country\nÉcole,FR\n", encoding="cp1252")

    assert found.rows[0][1][0] == "École"
    assert found.doubts == ("it is not UTF-8 and was read as Windows-1252: look at the accents",)


def test_titles_above_empty_lines_and_footnotes_are_no_rows():
    found = csv_of(
        "Invented schools 2026\n\n"
        'School,Country,"Tuition\nper year (USD)"\n'
        "North,PL,5500*\n,,\nSouth,DE,6000\n* for citizens\n1) see the page\nNote: invented\n"
    )

    assert found.heads == ("School", "Country", "Tuition per year (USD)")
    assert [number for number, _ in found.rows] == [4, 6]
    assert found.notes == (
        (1, "Invented schools 2026"), (7, "* for citizens"), (8, "1) see the page"),
        (9, "Note: invented"),
    )  # fmt: skip


def test_workbook_with_merged_headings_and_merged_schools_is_read():
    found = xlsx_of(
        [
            ["Invented schools"],
            ["School", "Country", "Tuition per year", "", "Apply by", "Accepts international"],
            ["", "", "Home (EUR)", "International (EUR)", "", ""],
            ["North", "PL", 5500.0, 7000.5, date(2027, 3, 1), True],
            ["", "PL", 1, 2, "", False],
        ],
        merged=[(1, 2, 1, 3, "Tuition per year"), (1, 0, 2, 0, "School"), (3, 0, 4, 0, "North")],
    )

    assert found.heads == (
        "School", "Country", "Tuition per year Home (EUR)", "Tuition per year International (EUR)",
        "Apply by", "Accepts international",
    )  # fmt: skip
    assert found.rows == (
        (4, ("North", "PL", "5500", "7000.5", "2027-03-01", "yes")),
        (5, ("North", "PL", "1", "2", "", "no")),
    )


def test_title_merged_over_the_table_is_no_heading():
    found = xlsx_of(
        [[""], ["School", "Country"], ["North", "PL"]], merged=[(0, 0, 0, 1, "A list of schools")]
    )

    assert found.heads == ("School", "Country")
    assert found.notes == ((1, "A list of schools"),)


def test_transposed_sheet_is_turned_and_bears_the_numbers_of_its_columns():
    found = csv_of(
        "Invented comparison,,,\n"
        "School,North,,South\n"
        "Country,PL,,DE\n"
        "Costs,,,\n"
        '"Tuition\n(per year)","USD 5,500",,"year 1: 10 EUR; year 2: 9 EUR"\n',
        kind="transposed",
    )

    assert found.is_turned
    assert found.heads == ("School", "Country", "Tuition (per year)")
    assert found.rows == (
        (2, ("North", "PL", "USD 5,500")),
        (4, ("South", "DE", "year 1: 10 EUR; year 2: 9 EUR")),
    )
    assert found.notes == ((1, "Invented comparison"), (4, "Costs"))
    assert found.place_of(4) == "list.csv, column 4"


def test_questions_may_stand_behind_a_number_and_schools_be_merged():
    found = xlsx_of(
        [["1", "School", "North", ""], ["2", "Country", "PL", "PL"], ["3", "Programme", "A", "B"]],
        kind="transposed",
        merged=[(0, 2, 0, 3, "North")],
    )

    assert found.rows == ((3, ("North", "PL", "A")), (4, ("North", "PL", "B")))


@pytest.mark.parametrize(
    ("text", "kind", "what"),
    [
        ("", "template", "no line of headings is found"),
        ("a,b\n1,2\n", "template", "no line of headings is found"),
        ("School,Country\n", "template", "a table without rows"),
        ("", "transposed", "no column of questions is found"),
        ("a,b\n", "transposed", "no column of questions is found"),
        ("School\nCountry\n", "transposed", "a table without schools"),
        ('School,Country\nNorth,"PL\n', "template", "cannot be read"),
        ("School\0,Country\n", "template", "it is neither a table nor text"),
        ("School,Country\n" + "N" * 20_001 + ",PL\n", "template",
         "a cell of more than 20,000 characters"),
    ],
)  # fmt: skip
def test_table_that_cannot_be_read_is_told(text, kind, what):
    with pytest.raises(InputError) as error:
        csv_of(text, kind=kind)

    assert (error.value.what, bool(error.value.fix)) == (what, True)


def test_mark_of_an_encoding_that_is_not_kept_is_told():
    with pytest.raises(InputError, match="it is not utf-8-sig"):
        read_grid(b"\xef\xbb\xbf\xff", name="list.csv")


def test_sheet_is_chosen_by_name_and_others_are_told_of():
    rows = [["School", "Country"], ["North", "PL"]]

    first = xlsx_of(rows, sheets=("A", "B"))
    chosen = xlsx_of(rows, sheets=("A",), sheet="A")

    assert first.doubts == ("only the sheet 'A' was read, not 1 more",)
    assert chosen.doubts == ()
    with pytest.raises(InputError, match="no sheet 'Aa'; did you mean 'A'"):
        xlsx_of(rows, sheets=("A",), sheet="Aa")


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {part: archive.read(part) for part in archive.namelist()}


def changed(part, *change):
    """Return a workbook in which something is written otherwise in a part."""
    parts = parts_of(workbook([["School", "Country"], ["North", "PL"]]))
    parts[part] = parts[part].replace(*change)
    return zipped(**parts)


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04nothing",
        changed(SHEET, b'r="B2"', b'r="B2C3"'),
        changed(SHEET, b"</sheetData>", b""),
        changed(SHEET, b"<worksheet", b"<!DOCTYPE x><worksheet"),
        changed("xl/_rels/workbook.xml.rels", b"sheet1", b"sheet9"),
    ],
)
def test_workbook_that_is_broken_is_told(content):
    with pytest.raises(InputError, match="the workbook cannot be read") as error:
        read_grid(content, name="list.xlsx")

    assert error.value.fix == "save it anew as .xlsx, without a password"


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (zipped(a="b"), "it is no workbook of Excel"),
        (zipped(a_DOT_xml=b"\0" * 30_000_000), "1 parts unpack to 30,000,000 bytes"),
        (zipped(**{str(part): "" for part in range(2_001)}), "2001 parts unpack to 0 bytes"),
        (changed(SHEET, b'r="B2"', b'r="XFD1048576"'), "a sheet of 1,048,576 rows and 16,384"),
        (changed(SHEET, b'r="B2"', b'r="B1&#48;48576"'), None),
        (changed(SHEET, b"</worksheet>", b'<mergeCells>' + b'<mergeCell ref="A1:A2"/>' * 20_001
                 + b"</mergeCells></worksheet>"), "a sheet of 2 rows and 2 columns"),
    ],
)  # fmt: skip
def test_bomb_is_refused_before_it_is_unpacked(content, what):
    with pytest.raises(InputError, match=what):
        read_grid(content, name="list.xlsx")


def test_parts_that_are_no_sheets_are_left_alone():
    parts = parts_of(workbook([["School", "Country"], ["North", "PL"]]))

    grid = read_grid(zipped(**parts, **{"xl/media/a.png": b"\x89", "xl/": b""}), name="list.xlsx")

    assert grid.rows == [["School", "Country"], ["North", "PL"]]


def test_file_beyond_measure_is_told(monkeypatch):
    grids = "salerno.formats.directories.grids"
    monkeypatch.setattr(f"{grids}.MOST_ROWS", 3)

    with pytest.raises(InputError, match="more than 3 rows"):
        read_grid(b"a\nb\nc\nd\n", name="list.csv")
    monkeypatch.setattr(f"{grids}.MOST_BYTES", 3)
    with pytest.raises(InputError, match="more than 3 bytes"):
        read_grid(b"a\nb\n", name="list.csv")


def test_merged_cells_beyond_the_table_change_nothing():
    own = changed(SHEET, b"</worksheet>", b'<mergeCells count="2"><mergeCell ref="B1:XFD1"/>'
                  b'<mergeCell ref="C1:C9"/></mergeCells></worksheet>')  # fmt: skip

    turned = read_table(own, name="list.xlsx", kind="transposed")

    assert turned.heads == ("School", "North")
    assert read_grid(own, name="list.xlsx").rows[0] == ["School", "Country"]


def test_times_and_spans_are_written_out():
    moment = datetime(2026, 1, 2, 3, 4)  # noqa: DTZ001 - a sheet knows no zones

    found = xlsx_of([["School", "Country", "City"], ["North", "PL", moment]])

    assert found.rows[0][1][2] == "2026-01-02 03:04:00"


def test_unknown_kind_is_told_with_the_known_ones():
    with pytest.raises(UnknownName, match="did you mean 'template'"):
        read_table(b"", name="x", kind="templat")
    with pytest.raises(UnknownName, match=f"it is one of {', '.join(KINDS)}"):
        read_table(b"", name="x", kind="zzz")


def test_dump_of_the_newer_schema_is_read():
    found = ror(dump(RECORDS))

    assert found.rows == ((1, NORTH), (3, ("Bare", "", "", "", "", "x", "", "b.example")))


def test_dump_of_the_older_schema_is_read():
    assert ror(dump(OLDER)).rows == (
        (1, SOUTH), (2, ("Bare", "", "", "", "", "y", "", "")),
    )  # fmt: skip


def test_answer_of_the_interface_and_archives_are_read():
    assert ror(dump({"items": RECORDS[:1]})).rows == ((1, NORTH),)
    both = zipped(old_DOT_json=dump(OLDER), new_v2_DOT_json=dump(RECORDS[:1]), b_DOT_csv=b"")
    assert ror(both).rows == ((1, NORTH),)


def test_dump_as_csv_is_read_in_both_schemas():
    newer = (
        "id,names.types.ror_display,names.types.alias,names.types.acronym,types,status,"
        "locations.geonames_details.country_code,locations.geonames_details.name,"
        "external_ids.type.wikidata.preferred,external_ids.type.wikidata.all,links.type.website\n"
        "https://ror.org/02aaaaa11,North Medical,,no_lang_code: NM,education; funder,active,PL,Łódź"
        ",,Q7,https://www.north.example\n"
        "y,A company,,,company,active,PL,,,,\nshort\n"
    )
    older = (
        "id,name,types,status,aliases,labels,acronyms,addresses[0].city,country.country_code,"
        "external_ids.Wikidata.preferred,links\n"
        "https://ror.org/02ccccc33,South Medical,Education,inactive,SM,de: Süd,S,Ulm,DE,Q8,"
        "http://south.example\n"
    )

    assert ror(newer.encode()).rows == ((2, NORTH),)
    assert ror(older.encode()).rows == ((2, SOUTH),)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"[]", "no organisation of education is found"),
        (b"[1]", "it cannot be read as JSON"),
        (b"[{", "it cannot be read as JSON"),
        (b"[\xff", "it cannot be read as JSON"),
        (b'{"items": [7]}', "it cannot be read as JSON"),
        (b'{"items": 7}', "it cannot be read as JSON"),
        (b"[" * 100_000, "it cannot be read as JSON"),
        (b"a,b\n1,2\n", "it has no columns 'id' and 'types'"),
        (b"", "it has no columns 'id' and 'types'"),
        (b"PK\x03\x04", "no dump is in the archive"),
        (zipped(a="b"), "no dump is in the archive"),
    ],
)
def test_what_is_no_dump_is_told(content, what):
    with pytest.raises(InputError) as error:
        ror(content)

    assert told(error)[::2] == (what, True)


def test_dump_beyond_measure_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("salerno.formats.directories.ror.MOST_BYTES", 3)

    with pytest.raises(InputError, match="more than 3 bytes"):
        ror(zipped(a_DOT_json=b"[1, 2]"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.just("wikidata"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["names", "types", "value", "all", "type", "links", "country", "Wikidata",
                         "external_ids", "locations", "geonames_details", "addresses", "labels"]),
        inner, max_size=4,
    ),
    max_leaves=12,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(sorted({*RECORDS[0], *OLDER[0]})), JSON), st.booleans())
def test_record_of_any_shape_is_read_as_far_as_it_is_one(told, is_newer):
    own = {**told, "types": ["education"]} | ({"names": told.get("names")} if is_newer else {})

    (row,) = ror(dump([own])).rows

    assert [type(cell) for cell in row[1]] == [str] * 8


@given(
    st.sampled_from(sorted(KINDS)),
    st.binary(max_size=80) | st.text(max_size=80).map(str.encode),
    st.sampled_from(
        [b"", b"School,Country\n", b"[", b"{", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf"]
    ),
)
def test_any_bytes_are_a_table_or_told_why_not(kind, content, start):
    found = None

    with suppress(InputError):
        found = read_table(start + content, name="list", kind=kind)

    assert found is None or {len(cells) for _, cells in found.rows} == {len(found.heads)}


SCORECARD = (
    "UNITID,INSTNM,CITY,STABBR,INSTURL,CURROPER,PCIP51,TUITIONFEE_IN,TUITIONFEE_OUT\n"
    "100001,North College,Springfield,IL,www.north.example,1,0.25,8000,20000\n"
    "100002,Island College,San Juan,PR,NULL,1,0,5000,5000\n"
    "100003,Quiet College,Salem,OR,,0,PrivacySuppressed,NULL,NULL\n"
    ",,,,,,,,\n"
)


def test_institutions_of_the_scorecard_are_read():
    found = csv_of(SCORECARD, kind="scorecard")

    assert found.rows == (
        (2, ("North College", "US", "Springfield", "100001", "www.north.example", "1",
             "Undergraduate study", "school", "8000 - 20000", "20000")),
        (3, ("Island College", "PR", "San Juan", "100002", "", "1", "Undergraduate study",
             "school", "5000", "5000")),
        (4, ("Quiet College", "US", "Salem", "100003", "", "0", "", "", "", "")),
    )  # fmt: skip
    assert found.doubts[-1].startswith("tuition is that of undergraduates")


def test_institutions_that_teach_health_alone_are_read():
    found = csv_of(SCORECARD, kind="scorecard-health")

    assert [cells[0] for _, cells in found.rows] == ["North College"]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("a,b\n", "no column UNITID, INSTNM, STABBR"),
        ("", "no column UNITID, INSTNM, STABBR"),
        (SCORECARD.replace("0.25", "0"), "no institution is left"),
    ],
)
def test_what_is_no_scorecard_is_told(text, what):
    with pytest.raises(InputError) as error:
        csv_of(text, kind="scorecard-health")

    assert told(error) == (what, f"list.csv{':1' if 'column' in what else ''}", True)
