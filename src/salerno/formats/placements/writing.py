"""Writing rotations, rosters and past placements so that they are read back as the same."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from datetime import date
from io import StringIO

from salerno.formats.cells import Cell, Row
from salerno.formats.spreadsheets import Page, book_of
from salerno.placements.imports import Value
from salerno.placements.imports.columns import COLUMNS
from salerno.placements.imports.readings import END
from salerno.placements.imports.values import Subject

WIDTH = 18
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def workbook_of(
    subject: Subject,
    values: Iterable[Value] = (),
    *,
    made: date,
    beside: Iterable[Page] = (),
    right_to_left: bool = False,
) -> bytes:
    """A workbook of some values, the template where there are none; it is read back as the same.

    Pages `beside` are for people alone and come after.
    """
    heads = _heads(subject)
    page = Page(subject, heads, _rows(subject, values), (WIDTH,) * len(heads))
    return book_of([page, *beside], made=made, right_to_left=right_to_left)


def csv_of(subject: Subject, values: Iterable[Value] = ()) -> str:
    """Some values as CSV, the template where there are none; text never becomes a formula."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_heads(subject))
    for row in _rows(subject, values):
        writer.writerow(_guarded(str(cell)) for cell in row)
    return out.getvalue()


def _heads(subject: Subject) -> tuple[str, ...]:
    return tuple(column.name for column in COLUMNS[subject])


def _rows(subject: Subject, values: Iterable[Value]) -> list[Row]:
    """A row for each value, and a last one that says how many there are."""
    heads = _heads(subject)
    rows = [tuple(_cell(head, getattr(value, head)) for head in heads) for value in values]
    return [*rows, (END, len(rows), *([""] * (len(heads) - 2)))]


def _cell(head: str, own: object) -> Cell:
    match own:
        case None:
            return ""
        case (least, most) if head == "weeks":
            return f"{least} weeks" if least == most else f"{least}-{most} weeks"
        case (currency, amount) if head == "fee":
            return f"{currency} {amount:.2f}"
        case tuple():
            return "/".join(own)
        case date() | int():
            return own
        case _:
            return str(own)


def _guarded(words: str) -> str:
    return f"'{words}" if _FORMULA.match(words) else words
