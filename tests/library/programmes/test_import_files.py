"""Whole files, as people keep them, from the sheet to the statements."""

import pytest

from salerno.programmes.imports import dry_run, guessed
from salerno.programmes.imports.reports import STATES
from tests.library.formats.test_directories import OLDER, RECORDS, SCORECARD, dump, ror
from tests.library.programmes.tables import NOWHERE, SOURCE, TODAY, csv_of, said, xlsx_of


def tried(table, **usual):
    mapping = guessed(table, usual=tuple(usual.items()))
    return dry_run(table, mapping, source=SOURCE, directory=NOWHERE, today=TODAY)


def prices(report):
    return {
        name: [(p.value.group, str(p.value.amount), p.value.first, p.value.per) for p in own.prices]
        for name, own in report.programmes.items()
    }


def counted(report):
    return tuple(report.count(state) for state in STATES)


def test_workbook_with_every_vice_is_taken_in_row_by_row():
    table = xlsx_of(
        [
            ["Invented programmes, collected in 2026"],
            [],
            ["School", "Country", "Tuition\nper year", "", "Duration\n(years)", "Year of entry"],
            ["", "", "Home", "International*", "", ""],
            ["North Medical", "Poland", "PLN 12 000", "\u20ac 9,000\u20139,500", 6, "2026/27"],
            ["", "Poland", "12000", "$ 9000", 6, "2206/07"],
            [],
            ["South Medical", "India", "35\u201340 lakh INR", "USD 5,500", 5.5, "2026/27"],
            ["East Medical", "Indai", "5 lakh INR", "USD 5,500 or EUR 5,000", 20, ""],
            ["* in the first year"],
        ],
        merged=[(2, 2, 2, 3, "Tuition\nper year"), (4, 0, 5, 0, "North Medical"),
                (2, 0, 3, 0, "School"), (2, 1, 3, 1, "Country")],
    )  # fmt: skip

    report = tried(table, title="Medicine")

    assert [own.number for own in report.outcomes] == [5, 6, 8, 9]
    assert counted(report) == (2, 0, 2)
    assert prices(report) == {
        "pl/north/medicine": [
            ("home", "12000 PLN", 0, "year"), ("international", "9000..9500 EUR", 0, "year"),
        ],
        "in/south/medicine": [
            ("home", "3500000..4000000 INR", 0, "year"), ("international", "5500 USD", 0, "year"),
        ],
    }  # fmt: skip
    assert said(report.outcomes[1])[0] == ("Year of entry", "impossible year 2206")
    assert [what for _, what in said(report.outcomes[3])] == [
        "unknown country 'Indai'", "impossible length '20'",
        "'USD 5,500 or EUR 5,000' names EUR and USD",
    ]  # fmt: skip


def test_sheet_with_a_school_in_each_column_keeps_prose_amounts():
    table = csv_of(
        "School;Invented North;Invented South;Invented West\n"
        "Country;Poland;India;Georgia\n"
        "Programme;Medicine;MBBS;MD\n"
        "Language;English;English;English / Georgian\n"
        "Annual tuition;USD 5,500;35\u201340 lakh INR;year 1: USD 6,000 | years 2-6: USD 5,000\n"
        "Living cost per year;3,000\u20134,300 EUR;about 2000 USD;?\n",
        kind="transposed",
    )

    report = tried(table)

    assert counted(report) == (2, 1, 0)
    assert prices(report) == {
        "pl/invented-north/medicine": [
            ("all", "5500 USD", 0, "year"), ("all", "3000..4300 EUR", 0, "year"),
        ],
        "in/invented-south/mbbs": [
            ("all", "3500000..4000000 INR", 0, "year"), ("all", "2000 USD", 0, "year"),
        ],
        "ge/invented-west/md": [
            ("all", "6000 USD", 1, "year"), ("all", "5000 USD", 2, "year"),
        ],
    }  # fmt: skip
    source = report.programmes["in/invented-south/mbbs"].prices[0].source
    assert source.locator == "list.csv, column 3"


@pytest.mark.parametrize("records", [RECORDS[:1], OLDER[:1]])
def test_dump_of_the_registry_becomes_schools_with_identifiers(records):
    report = tried(ror(dump(records)))

    (found,) = report.schools.values()
    assert (counted(report), report.programmes) == ((1, 0, 0), {})
    assert set(found.school.identifiers) == {"ror", "wikidata", "domain"}
    assert found.school.status[0].value in ("open", "closed")


def test_scorecard_becomes_schools_with_the_tuition_of_undergraduates():
    report = tried(csv_of(SCORECARD, kind="scorecard"))

    assert counted(report) == (3, 0, 0)
    assert prices(report) == {
        "us/north/undergraduate-study": [
            ("home", "8000..20000 USD", 0, "year"), ("international", "20000 USD", 0, "year"),
        ],
        "pr/island/undergraduate-study": [
            ("home", "5000 USD", 0, "year"), ("international", "5000 USD", 0, "year"),
        ],
    }  # fmt: skip
    assert report.schools["us/quiet"].school.status[0].value == "closed"
