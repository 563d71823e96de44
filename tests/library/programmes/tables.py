"""Invented tables of invented schools, as CSV and as workbooks, for tests."""

from datetime import date
from io import BytesIO

import xlsxwriter

from salerno.formats.directories import read_table
from salerno.programmes.directory import Directory
from salerno.programmes.imports import dry_run, guessed
from salerno.programmes.imports.tables import Table
from salerno.programmes.schools import School
from salerno.programmes.statements import Statement
from salerno.rules.sources import Source

TODAY = date(2026, 11, 23)
SOURCE = Source("https://example.org/list", date(2026, 11, 1), "secondary", "C", "An invented list")
NOWHERE = Directory()


def table(heads, *rows, name="list.csv"):
    """Return a table of headings and rows, each written with bars between the cells."""
    parts = [[cell.strip() for cell in row.split("|")] for row in (heads, *rows)]
    return Table(name, tuple(parts[0]), tuple((n, tuple(r)) for n, r in enumerate(parts[1:], 2)))


def tried(heads, *rows, directory=NOWHERE, usual=(), source=SOURCE):
    """Return the report of a dry run of a table with a guessed mapping."""
    own = table(heads, *rows)
    mapping = guessed(own, usual=tuple(usual))
    return dry_run(own, mapping, source=source, directory=directory, today=TODAY)


def one(heads, row, **told):
    """Return the outcome of the only row, and its programme if it has one."""
    report = tried(heads, row, **told)
    return report.outcomes[0], next(iter(report.programmes.values()), None)


def said(outcome):
    """Return the columns and what is said of them."""
    return [(remark.column, remark.what) for remark in outcome.remarks]


def csv_of(text, kind="template", encoding="utf-8", **told):
    """Return the table of a CSV file."""
    return read_table(text.encode(encoding), name="list.csv", kind=kind, **told)


def workbook(rows, *, merged=(), sheets=("Programmes",)):
    """Return the bytes of a workbook with the rows in its first sheet."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    pages = [book.add_worksheet(name) for name in sheets]
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                pages[0].write_datetime(number, column, cell, day)
            else:
                pages[0].write(number, column, cell)
    for *span, words in merged:
        pages[0].merge_range(*span, words)
    book.close()
    return out.getvalue()


def xlsx_of(rows, kind="template", sheet="", **told):
    """Return the table of a workbook."""
    return read_table(workbook(rows, **told), name="list.xlsx", kind=kind, sheet=sheet)


def school(name, country="PL", *, of="pl/known", city="", aliases=(), **identifiers):
    """Return a school."""
    stated = {scheme: Statement(own, SOURCE) for scheme, own in identifiers.items()}
    return School(of, name, country, city, tuple(aliases), stated)


def directory_of(*schools):
    """Return the directory of some schools."""
    return Directory({own.id: own for own in schools})
