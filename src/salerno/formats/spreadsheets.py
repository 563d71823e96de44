"""Writing the sheets of a workbook: plain cells under a head that stays in sight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from types import MappingProxyType
from typing import Any as Anything

from salerno.formats.cells import Cell, Row

LONGEST_LINK = 2_000
MOST_LINKS = 60_000
"""A sheet holds so many links; what comes after is text."""
FIRST_YEAR = 1900
"""Spreadsheets know no day before."""

_STYLES: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "head": {
            "bold": True,
            "bg_color": "#E8E2D4",
            "valign": "top",
            "border": 1,
            "text_wrap": True,
        },
        "text": {"text_wrap": True, "valign": "top"},
        "day": {"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"},
        "amount": {"num_format": "#,##0.00", "valign": "top"},
        "share": {"num_format": "0.0%", "valign": "top"},
    }
)


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: its title, the heads of its columns, its rows, and how wide the columns are.

    The first `frozen` columns stay in sight. `marks` name the columns in a hidden row above the
    heads, where a reader finds them again; `shares` are the columns of parts of a whole.
    """

    title: str
    heads: tuple[str, ...]
    rows: Iterable[Row]
    widths: tuple[int, ...]
    frozen: int = 1
    marks: tuple[str, ...] = ()
    shares: frozenset[int] = frozenset()


def book_of(
    pages: Iterable[Page], *, made: date, right_to_left: bool, frugal: bool = False
) -> bytes:
    """A workbook of some pages; equal pages give equal bytes, for it bears the day `made`.

    A `frugal` one keeps no more than a row in memory, and leaves the rest to temporary files.
    """
    import xlsxwriter  # noqa: PLC0415 - slow to load

    out = BytesIO()
    memory = {"constant_memory": True} if frugal else {"in_memory": True}
    book = xlsxwriter.Workbook(out, {**memory, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": "Salerno", "created": datetime.combine(made, time())})
    styles = {name: book.add_format(dict(own)) for name, own in _STYLES.items()}
    for page in pages:
        _write(book, page, styles, right_to_left=right_to_left)
    book.close()
    return out.getvalue()


def _write(book: Anything, page: Page, styles: dict[str, Anything], *, right_to_left: bool) -> None:  # noqa: ANN401 - XlsxWriter has no types
    sheet, top = book.add_worksheet(page.title), 1 if page.marks else 0
    if right_to_left:
        sheet.right_to_left()
    for column, width in enumerate(page.widths):
        sheet.set_column(column, column, width, styles["text"])
    if page.marks:
        sheet.set_row(0, None, None, {"hidden": True})
        _write_row(sheet, 0, page.marks, styles["text"])
    _write_row(sheet, top, page.heads, styles["head"])
    parts, last = {**styles, "amount": styles["share"]}, top + 1
    for last, row in enumerate(page.rows, top + 1):
        for column, cell in enumerate(row):
            put(sheet, (last, column), cell, parts if column in page.shares else styles)
    sheet.freeze_panes(top + 1, page.frozen)
    sheet.autofilter(top, 0, last, len(page.heads) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(top)


def _write_row(sheet: Anything, number: int, words: Sequence[str], style: Anything) -> None:  # noqa: ANN401 - XlsxWriter has no types
    for column, own in enumerate(words):
        sheet.write_string(number, column, own, style)


def put(
    sheet: Anything,  # noqa: ANN401 - XlsxWriter has no types
    place: tuple[int, int],
    cell: Cell,
    styles: Mapping[str, Anything],
    *,
    links: int = MOST_LINKS,
) -> None:
    """Write a cell as what it is, if it is anything; text never becomes a formula."""
    match cell:
        case None | "":
            pass
        case date() if cell.year >= FIRST_YEAR:
            sheet.write_datetime(*place, datetime.combine(cell, time()), styles["day"])
        case date():
            sheet.write_string(*place, cell.isoformat(), styles["text"])
        case Decimal():
            sheet.write_number(*place, float(cell), styles["amount"])
        case str() if _is_link(cell) and sheet.hlink_count < links:
            sheet.write_url(*place, cell, string=cell)
        case str():
            sheet.write_string(*place, cell, styles["text"])
        case _:
            sheet.write_number(*place, cell, styles["text"])


def _is_link(words: str) -> bool:
    return (
        words.startswith("https://") and len(words) <= LONGEST_LINK and not {"\n", " "} & {*words}
    )
