"""Workbooks of programmes for tests: made, read back, and saved as a person would."""

import io
from datetime import date
from decimal import Decimal

import xlsxwriter
from python_calamine import CalamineWorkbook

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.formats.shortlists import Shortlist, shortlist_workbook
from salerno.formats.shortlists.writing import SHEETS
from salerno.money import Rates
from salerno.programmes.directory import Directory
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import screen
from salerno.rules.wording.voices import Voice
from tests.library.programmes.written import school_of
from tests.spec.clerk import TODAY, person
from tests.spec.vocabulary import VOCABULARY

ONE, TWO = "xx/school/md", "xx/other/md"
ENGLISH, ARABIC = Voice("en", VOCABULARY), Voice("ar", VOCABULARY)
RATES = Rates("EUR", date(2026, 11, 20), "A Bank", (("USD", Decimal(2)), ("GHS", Decimal(10))))
RULE = """
rule:
  versions: [{in-force: .., source: page, requires: {fact: citizenship, is: [PL]}}]
"""


def shortlist(*programmes, notes=None, facts=None, **told):
    """Return the shortlist of somebody from Ghana, judged by the rules of the programmes."""
    who = person(facts={"citizenship": "GH"} if facts is None else facts)
    view = Standpoint(who, Circumstances(TODAY))
    pack = compile_pack(one.rule for one in programmes if one.rule)
    verdicts = screen(who, pack, circumstances=view.circumstances)
    known = Directory({"xx/school": school_of()}, {one.id: one for one in programmes})
    settled = {"rates": RATES, "currency": "GHS", **told}
    named = {verdict.opportunity.id: verdict for verdict in verdicts}
    return Shortlist(programmes, view, named, known, notes=notes or {}, **settled)


def sheets(content, *, marked=("fit", "notes"), voice=ENGLISH):
    """Return the rows below the heads of each sheet, by its name."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    told = zip(SHEETS, book.sheet_names, strict=True)
    found = {}
    for sheet, title in told:
        rows = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
        found[sheet.name] = [
            dict(zip(sheet.columns, row, strict=True))
            for row in rows[2 if sheet.name in marked else 1 :]
        ]
    return found


def written(*programmes, voice=ENGLISH, **told):
    """Return the sheets of the workbook of some programmes."""
    return sheets(shortlist_workbook(shortlist(*programmes, **told), voice))


def cells(rows, *columns):
    """Return some columns of some rows."""
    return [tuple(row[name] for name in columns) for row in rows]


def grid(content, place=0):
    """Return every row of a sheet as it is."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_index(place).to_python(skip_empty_area=False)


def saved(rows, *more):
    """Return a workbook as a person would save it: these rows on its first sheet, others beside."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    for number, sheet in enumerate((rows, *more)):
        page = book.add_worksheet(f"Mine {number}")
        for row, own in enumerate(sheet):
            for column, cell in enumerate(own):
                if isinstance(cell, str):
                    page.write_string(row, column, cell)
                else:
                    page.write(row, column, cell)
    book.close()
    return out.getvalue()
