"""Routes as an Excel workbook: routes, steps, timeline, costs, sources, assumptions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any as Anything

import xlsxwriter

from salerno.formats.sheets import Cell, Sheet, sheets_of
from salerno.routes.answers import Answer
from salerno.routes.steps import Outlook
from salerno.routes.wording.words import tell
from salerno.rules.wording.voices import Voice

WIDEST = 36


def workbook_of(answers: Sequence[Answer], voice: Voice, outlook: Outlook) -> bytes:
    """The workbook of some answers; amounts are numbers and days are dates, so that it can be used.

    Equal answers give equal bytes: it bears the day of the plan, not that of writing.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    made = datetime.combine(outlook.circumstances.today, time())
    book.set_properties({"title": "Salerno", "created": made})
    formats = {
        "head": book.add_format(
            {"bold": True, "bg_color": "#E8E2D4", "valign": "top", "border": 1}
        ),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "day": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "amount": book.add_format({"num_format": "#,##0.00", "valign": "top"}),
    }
    for sheet in sheets_of(answers, voice, outlook):
        _write(book, sheet, formats, voice)
    book.close()
    return out.getvalue()


def _write(book: Anything, sheet: Sheet, formats: dict[str, Anything], voice: Voice) -> None:  # noqa: ANN401 - XlsxWriter has no types
    page = book.add_worksheet(tell(voice, f"sheet {sheet.name}"))
    heads = [tell(voice, f"head {name}") for name in sheet.columns]
    page.write_row(0, 0, heads, formats["head"])
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(1, len(sheet.rows)), len(heads) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            _put(page, number, column, cell, formats)
    for column, head in enumerate(heads):
        longest = max((_width(row[column]) for row in sheet.rows), default=0)
        page.set_column(column, column, min(WIDEST, max(len(head), longest) + 3))


def _put(page: Anything, row: int, column: int, cell: Cell, formats: dict[str, Anything]) -> None:  # noqa: ANN401 - XlsxWriter has no types
    match cell:
        case None:
            page.write_blank(row, column, None, formats["text"])
        case date():
            page.write_datetime(row, column, datetime.combine(cell, time()), formats["day"])
        case Decimal():
            page.write_number(row, column, float(cell), formats["amount"])
        case str() if cell.startswith("https://") and "\n" not in cell:
            page.write_url(row, column, cell, string=cell)
        case str():
            page.write_string(row, column, cell, formats["text"])
        case _:
            page.write_number(row, column, cell, formats["text"])


def _width(cell: Cell) -> int:
    return max((len(line) for line in str(cell or "").split("\n")), default=0)
