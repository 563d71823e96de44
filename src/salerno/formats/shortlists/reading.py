"""Taking the notes out of a workbook that came back, whatever became of its rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from io import BytesIO

from python_calamine import CalamineError, CalamineWorkbook

from salerno.errors import InputError, Place
from salerno.formats.directories.archives import check_archive
from salerno.formats.shortlists.notes import MARKS
from salerno.programmes.wording.words import TABLES

MOST_BYTES = 50_000_000
MOST_PARTS = 10_000
_Rows = Sequence[Sequence[object]]
_Columns = Mapping[str, int]
_HEADS = {name: {str(table[f"head {name}"]) for table in TABLES.values()} for name in MARKS}


def notes_in(content: bytes, *, name: str = "workbook.xlsx") -> dict[str, str]:
    """The notes of a workbook of programmes, by the id that stands in their row.

    Rows may be sorted, filtered, added or copied, columns moved, added or renamed. Notes in rows
    without an id come under an empty one; several in rows of one id stand under each other. An
    empty cell is no note. Raises InputError for what is no workbook of programmes.
    """
    place = Place(name)
    if len(content) > MOST_BYTES:
        fix = "bring back the workbook as it was downloaded, with your notes in it"
        raise InputError(f"more than {MOST_BYTES:,} bytes", where=place, fix=fix)
    check_archive(content, name=name)
    found: dict[str, dict[int, list[str]]] = {}
    is_ours = False
    for rows in _sheets(content, place):
        columns = _columns(rows)
        if columns:
            is_ours = True
            _collect(rows, columns, found)
    if not is_ours:
        raise InputError(
            "it is no workbook of programmes", where=place,
            why="no sheet has a column of ids and one of notes",
            fix="bring back the workbook that you downloaded, with these columns in it",
        )  # fmt: skip
    whole = {own: _whole(parts) for own, parts in found.items()}
    return {own: note for own, note in whole.items() if note.strip()}


def _sheets(content: bytes, place: Place) -> Iterator[_Rows]:
    """The rows of each sheet, one sheet in memory at a time."""
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        for own in book.sheet_names:
            yield book.get_sheet_by_name(own).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        fix = "save it anew as .xlsx, without a password"
        why = str(error)[:200]
        raise InputError("the workbook cannot be read", where=place, why=why, fix=fix) from error


def _columns(rows: _Rows) -> _Columns:
    """Where the columns are: by the hidden row, else by heads in any of the languages."""
    for row in rows:
        marked = {name: row.index(mark) for name, mark in MARKS.items() if mark in row}
        if {"id", "note"} <= {*marked}:
            return marked
    for row in rows:
        headed = {
            name: place
            for name, heads in _HEADS.items()
            for place, cell in enumerate(row)
            if cell in heads
        }
        if {"id", "note"} <= {*headed}:
            return headed
    return {}


def _collect(rows: _Rows, columns: _Columns, found: dict[str, dict[int, list[str]]]) -> None:
    """Add the notes of a sheet to those that were found."""
    was_marked = False
    for row in rows:
        name, note = (_words(row[columns[key]]) for key in ("id", "note"))
        is_marked, name = name == MARKS["id"], name.strip()
        is_head = name in _HEADS["id"] or (was_marked and "/" not in name)
        was_marked = is_marked
        if is_marked or is_head or not note:
            continue
        part = row[columns["part"]] if "part" in columns else 1
        number = int(part) if isinstance(part, int | float) and 1 < part < MOST_PARTS else 1
        told = found.setdefault(name, {}).setdefault(number, [])
        if note not in told:
            told.append(note)


def _whole(parts: Mapping[int, Sequence[str]]) -> str:
    return "".join("\n".join(parts[number]) for number in sorted(parts))


def _words(cell: object) -> str:
    """A cell as a person would write it; text stays as it is."""
    match cell:
        case float() if cell.is_integer():
            return str(int(cell))
        case bool():
            return "yes" if cell else "no"
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
        case _:
            return str(cell)
