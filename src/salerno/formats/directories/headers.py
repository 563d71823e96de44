"""Finding the headings of a sheet among titles, merged cells, empty lines and footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from salerno.errors import InputError, Place
from salerno.formats.directories.grids import Grid, Rows, Span, filled, widened
from salerno.programmes.imports.mappings import guessed
from salerno.programmes.imports.tables import Table

SEARCHED = 25
"""The headings are among so many first lines."""
_NOTE = re.compile(
    r"\s*(?:[*\u2020\u2021\u00b9\u00b2\u00b3]|\[?\(?\d{1,2}[\]).]|(?:foot)?notes?\b|source)", re.I
)


def table_of(grid: Grid) -> Table:
    """The table of a grid: the headings are in the line that says most fields of ours.

    A line of headings under merged ones is read together with it. Empty lines are left out; lines
    above the headings and footnotes under the table become notes. Raises InputError without rows.
    """
    rows = widened(filled(grid))
    first = _heading_line(rows, grid.name)
    depth = 2 if _has_groups(rows, first, grid.merged) else 1
    heads = _heads(rows, first, depth, grid.merged)
    notes = [(number, _line(row)) for number, row in enumerate(rows[:first], 1) if any(row)]
    found = []
    for number, row in enumerate(rows[first + depth :], first + depth + 1):
        if _is_note(row):
            notes.append((number, _line(row)))
        elif any(row):
            found.append((number, tuple(row)))
    if not found:
        fix = "is there a line of headings with rows under it?"
        raise InputError("a table without rows", where=Place(grid.name, first + 1), fix=fix)
    return Table(grid.name, heads, tuple(found), tuple(notes), doubts=grid.doubts)


def turned_table_of(grid: Grid) -> Table:
    """The table of a sheet with a question in each line and a school in each column.

    The column of the questions is the one that says most fields of ours; a line without answers
    is a heading of a section. Rows of the table bear the number of their column.
    """
    rows = widened(_spread(grid))
    columns = [list(column) for column in zip(*rows, strict=True)]
    asked = max(range(min(3, len(columns))), key=lambda own: _known(columns[own]), default=0)
    if not columns or not _known(columns[asked]):
        fix = "write the questions in the first column, one of them the school"
        raise InputError("no column of questions is found", where=Place(grid.name), fix=fix)
    answered = [place for place, row in enumerate(rows) if row[asked] and any(row[asked + 1 :])]
    notes = tuple(
        (place + 1, _line(row))
        for place, row in enumerate(rows)
        if place not in set(answered) and any(row)
    )
    heads = tuple(_unbroken(columns[asked][place]) for place in answered)
    found = tuple(
        (number, tuple(column[place] for place in answered))
        for number, column in enumerate(columns[asked + 1 :], asked + 2)
        if any(column[place] for place in answered)
    )
    if not found:
        fix = "write one school in each further column"
        raise InputError("a table without schools", where=Place(grid.name), fix=fix)
    return Table(grid.name, heads, found, notes, is_turned=True, doubts=grid.doubts)


def _heading_line(rows: Rows, name: str) -> int:
    """The first of the lines that say most fields of ours; it says two at least."""
    scores = [_known(row) for row in rows[:SEARCHED]]
    best = max(scores, default=0)
    if best < 1:
        fix = "write a line of headings, one of them 'school'"
        raise InputError("no line of headings is found", where=Place(name, 1), fix=fix)
    return scores.index(best)


def _known(cells: Sequence[str]) -> int:
    """How many fields of ours headings say; sentences are no headings."""
    short = tuple(_unbroken(cell) if len(cell) <= 80 else "" for cell in cells)
    return sum(map(bool, guessed(Table("", short, ())).fields))


def _has_groups(rows: Rows, first: int, merged: Sequence[Span]) -> bool:
    """Whether headings are merged over several columns, with one for each in the next line."""
    is_wide = any(top == first and right > left for top, left, _, right in merged)
    return is_wide and first + 1 < len(rows)


def _heads(rows: Rows, first: int, depth: int, merged: Sequence[Span]) -> tuple[str, ...]:
    above = list(rows[first])
    for top, left, _, right in merged:
        if top == first:
            end = min(right, len(above) - 1)
            above[left : end + 1] = [above[left]] * (end + 1 - left)
    lines = [above, *rows[first + 1 : first + depth]]
    return tuple(
        " ".join(dict.fromkeys(_unbroken(cell) for cell in column if cell))
        for column in zip(*lines, strict=True)
    )


def _spread(grid: Grid) -> Rows:
    """The rows with what is merged sideways said in each of its columns."""
    rows = [list(row) for row in grid.rows]
    for top, left, _, right in grid.merged:
        if top < len(rows) and left < len(rows[top]):
            end = min(right, len(rows[top]) - 1)
            rows[top][left : end + 1] = [rows[top][left]] * (end + 1 - left)
    return rows


def _is_note(row: Sequence[str]) -> bool:
    """Whether a line is a footnote: one cell that begins like one."""
    told = [cell for cell in row if cell]
    return len(told) == 1 and bool(_NOTE.match(told[0]))


def _line(row: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(_unbroken(cell) for cell in row if cell))


def _unbroken(cell: str) -> str:
    return " ".join(cell.split())
