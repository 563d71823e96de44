"""Reading a sheet as a grid of texts: CSV in any delimiter and encoding, or a workbook."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO

from python_calamine import CalamineError, CalamineWorkbook

from salerno.errors import InputError, Place, did_you_mean
from salerno.formats.directories.archives import check_archive

DELIMITERS = (",", ";", "\t", "|")
MOST_BYTES = 400_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 5_000
LONGEST_CELL = 20_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Rows = list[list[str]]
Span = tuple[int, int, int, int]
"""Merged cells: the first row and column, the last row and column, counted from 0."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet, every row from the first on; merged cells, and what was guessed."""

    name: str
    rows: Rows
    merged: tuple[Span, ...] = ()
    doubts: tuple[str, ...] = ()


def read_grid(content: bytes, *, name: str, sheet: str = "") -> Grid:
    """The grid of a file; raises InputError for one that cannot be read, or beyond measure."""
    place = Place(name)
    if len(content) > MOST_BYTES:
        raise InputError(f"more than {MOST_BYTES:,} bytes", where=place, fix="split the file")
    if content.startswith(b"PK\x03\x04"):
        grid = _workbook(content, name, sheet)
    else:
        grid = _csv(content, name)
    widest = max((len(row) for row in grid.rows), default=0)
    if len(grid.rows) > MOST_ROWS or widest > MOST_COLUMNS:
        what = f"more than {MOST_ROWS:,} rows or {MOST_COLUMNS:,} columns"
        raise InputError(what, where=place, fix="split the file, or clear what is empty in it")
    for number, row in enumerate(grid.rows, 1):
        if any(len(cell) > LONGEST_CELL for cell in row):
            what = f"a cell of more than {LONGEST_CELL:,} characters"
            raise InputError(what, where=Place(name, number), fix="close every quote")
    return grid


def _csv(content: bytes, name: str) -> Grid:
    text, doubts = _decoded(content, name)
    if "\0" in text:
        fix = "save it as CSV or as .xlsx"
        raise InputError("it is neither a table nor text", where=Place(name), fix=fix)
    rows = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    found: Rows = []
    try:
        found.extend([cell.strip() for cell in cells] for cells in rows)
    except csv.Error as error:
        raise InputError(
            "cannot be read",
            where=Place(name, len(found) + 1),
            why=str(error),
            fix="close every quote, and write a quote inside a cell twice",
        ) from error
    return Grid(name, found, doubts=doubts)


def _decoded(content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """The text, by its mark, else as UTF-8, else as Windows writes western text."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), ()
            except UnicodeDecodeError as error:
                fix = "save the file as UTF-8"
                raise InputError(f"it is not {encoding}", where=Place(name), fix=fix) from error
    try:
        return content.decode(), ()
    except UnicodeDecodeError:
        doubt = "it is not UTF-8 and was read as Windows-1252: look at the accents"
        return content.decode("cp1252", errors="replace"), (doubt,)


def _delimiter(text: str) -> str:
    """The delimiter that parts most of the first lines alike."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    return max(DELIMITERS, key=lambda own: sum(line.count(own) > 0 for line in lines) * 1000
               + sum(line.count(own) for line in lines))  # fmt: skip


def _workbook(content: bytes, name: str, sheet: str) -> Grid:
    """A sheet of a workbook, the first unless one is named."""
    place = Place(name)
    check_archive(content, name=name)
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        names = book.sheet_names
        if sheet and sheet not in names:
            fix = did_you_mean(sheet, names) or f"it has {', '.join(names)}"
            raise InputError(f"no sheet '{sheet[:60]}'", where=place, fix=fix)
        chosen = book.get_sheet_by_name(sheet) if sheet else book.get_sheet_by_index(0)
        rows = chosen.to_python(skip_empty_area=False)
        merged = tuple((a, b, c, d) for (a, b), (c, d) in chosen.merged_cell_ranges or ())
    except (CalamineError, OSError) as error:
        raise InputError(
            "the workbook cannot be read", where=place, why=str(error)[:200],
            fix="save it anew as .xlsx, without a password",
        ) from error  # fmt: skip
    others = len(names) - 1
    doubts = (f"only the sheet '{chosen.name}' was read, not {others} more",) if others else ()
    return Grid(name, [[_written(cell) for cell in row] for row in rows], merged, doubts)


def _written(cell: object) -> str:
    """A cell as a person would write it."""
    match cell:
        case bool():
            return "yes" if cell else "no"
        case float():
            return str(int(cell)) if cell.is_integer() else repr(round(cell, 10))
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
        case date() | time() | timedelta():
            return str(cell)
        case _:
            return str(cell).strip()


def filled(grid: Grid) -> Rows:
    """The rows with what is merged downwards said in each of its rows."""
    rows = [list(row) for row in grid.rows]
    for top, left, bottom, right in grid.merged:
        if left == right and top < len(rows) and left < len(rows[top]):
            for row in rows[top + 1 : bottom + 1]:
                row[left] = rows[top][left]
    return rows


def widened(rows: Iterable[Sequence[str]]) -> Rows:
    """The rows, all as wide as the widest."""
    found = [list(row) for row in rows]
    widest = max((len(row) for row in found), default=0)
    return [row + [""] * (widest - len(row)) for row in found]
