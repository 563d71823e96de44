"""The workbook itself: which sheets it has, in which order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from salerno.errors import InputError
from salerno.formats.cells import Row
from salerno.formats.shortlists.figures import SHARES, STATISTICS, figure_rows
from salerno.formats.shortlists.fit import FIT, REASONS, fit_rows, reason_rows
from salerno.formats.shortlists.grounds import (
    ABOUT,
    DISPUTES,
    SOURCES,
    about_rows,
    dispute_rows,
    source_rows,
)
from salerno.formats.shortlists.money import AID, MONEY, aid_rows, money_rows
from salerno.formats.shortlists.notes import MARKS, NOTES, note_rows
from salerno.formats.shortlists.shortlist import LEAD, MOST, Case, Shortlist, cases_of
from salerno.formats.shortlists.standing import INTAKES, RECOGNITION, intake_rows, recognition_rows
from salerno.formats.shortlists.teaching import LANGUAGE, PRACTICE, language_rows, practice_rows
from salerno.formats.spreadsheets import Page, book_of
from salerno.programmes.wording.words import tell
from salerno.rules.wording.voices import Voice

_Rows = Callable[[tuple[Case, ...], Shortlist, Voice], Iterator[Row]]


class _Sheet(NamedTuple):
    """A sheet: its name, its columns, what fills them."""

    name: str
    columns: tuple[str, ...]
    rows: _Rows


SHEETS = (
    _Sheet("fit", FIT, fit_rows),
    _Sheet("reasons", REASONS, reason_rows),
    _Sheet("money", MONEY, money_rows),
    _Sheet("aid", AID, aid_rows),
    _Sheet("language", LANGUAGE, language_rows),
    _Sheet("practice", PRACTICE, practice_rows),
    _Sheet("recognition", RECOGNITION, recognition_rows),
    _Sheet("intakes", INTAKES, intake_rows),
    _Sheet("statistics", STATISTICS, figure_rows),
    _Sheet("disputes", DISPUTES, dispute_rows),
    _Sheet("sources", SOURCES, source_rows),
    _Sheet("notes", NOTES, note_rows),
    _Sheet("about", ABOUT, about_rows),
)
_WIDTHS = {
    "id": 30, "school": 30, "programme": 26, "headline": 40, "unmet": 50,
    "requirement": 50, "details": 40,
    "note": 50, "source": 40, "source-whole": 40, "says": 46, "claim": 50, "stated": 40,
    "as-asked": 46, "remark": 34, "page": 30, "routes": 30, "title": 40, "url": 46, "when": 40,
    "told": 110, "read": 12, "year": 10, "currency": 10, "worth-in": 10, "tier": 18,
}  # fmt: skip
_USUAL = 16


def shortlist_workbook(own: Shortlist, voice: Voice) -> bytes:
    """The workbook of some programmes for one person, a sheet for each question.

    Equal shortlists give equal bytes: it bears the day of the verdicts. Notes are found again by
    `notes_in`. Raises InputError for more programmes than a workbook holds.
    """
    if len(own.programmes) > MOST:
        what = f"{len(own.programmes)} programmes are more than one workbook holds"
        raise InputError(what, fix=f"choose at most {MOST}")
    cases = cases_of(own, voice)
    return book_of(
        (_page(sheet, cases, own, voice) for sheet in SHEETS),
        made=own.view.circumstances.today,
        right_to_left=voice.locale.text_direction == "rtl",
        frugal=True,
    )


def _page(sheet: _Sheet, cases: tuple[Case, ...], own: Shortlist, voice: Voice) -> Page:
    heads = tuple(tell(voice, f"head {name}") for name in sheet.columns)
    has_notes = "note" in sheet.columns
    return Page(
        tell(voice, f"sheet {sheet.name}"),
        heads,
        sheet.rows(cases, own, voice),
        tuple(_WIDTHS.get(name, _USUAL) for name in sheet.columns),
        frozen=2 if sheet.columns[:2] == LEAD[:2] else 1,
        marks=tuple(MARKS.get(name, "") for name in sheet.columns) if has_notes else (),
        shares=SHARES if sheet.name == "statistics" else frozenset(),
    )
