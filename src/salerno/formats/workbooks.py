"""Routes as an Excel workbook: routes, steps, timeline, costs, sources, assumptions."""

from __future__ import annotations

from collections.abc import Sequence

from salerno.formats.cells import Cell
from salerno.formats.sheets import Sheet, sheets_of
from salerno.formats.spreadsheets import Page, book_of
from salerno.routes.answers import Answer
from salerno.routes.steps import Outlook
from salerno.routes.wording.words import tell
from salerno.rules.wording.voices import Voice

WIDEST = 36


def workbook_of(answers: Sequence[Answer], voice: Voice, outlook: Outlook) -> bytes:
    """The workbook of some answers; amounts are numbers and days are dates, so that it can be used.

    Equal answers give equal bytes: it bears the day of the plan, not that of writing.
    """
    return book_of(
        (_page(sheet, voice) for sheet in sheets_of(answers, voice, outlook)),
        made=outlook.circumstances.today,
        right_to_left=voice.locale.text_direction == "rtl",
    )


def _page(sheet: Sheet, voice: Voice) -> Page:
    heads = tuple(tell(voice, f"head {name}") for name in sheet.columns)
    widths = tuple(
        min(WIDEST, max(len(head), *(_width(row[column]) for row in sheet.rows), 0) + 3)
        for column, head in enumerate(heads)
    )
    return Page(tell(voice, f"sheet {sheet.name}"), heads, sheet.rows, widths)


def _width(cell: Cell) -> int:
    return max((len(line) for line in str(cell or "").split("\n")), default=0)
