"""Good files of each format, and the ways in which files come to be wrong."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from io import StringIO
from random import Random

from salerno.formats.placements import csv_of
from salerno.formats.spreadsheets import Page, book_of
from tests.library.placements.imports.tables import MAKERS

Grid = list[list[str]]
FORMATS = (
    "rotations.csv", "rosters.csv", "placements.csv", "imperial.csv", "rotations.xlsx",
    "rosters.xlsx", "placements.xlsx",
)  # fmt: skip
HEADS = ["Agency", "Rotation", "Start Date", "End Date", "Specialty", "CID", "Description"]
IDS = {"rotations": 0, "rosters": 0}
DATES = {"rotations": (7, 8), "placements": (2, 3)}
AMOUNTS = {"rotations": (6, 9), "rosters": (5,)}


def subject_of(kind: str) -> str:
    """Which rows a format holds."""
    return "placements" if kind.startswith("imperial") else kind.partition(".")[0]


def good(kind: str, chance: Random) -> Grid:
    """The cells of a good file, the headings first."""
    subject = subject_of(kind)
    rows = list(csv.reader(StringIO(csv_of(subject, MAKERS[subject](chance).values()))))
    if not kind.startswith("imperial"):
        return rows
    told = [[*own[:2], *map(_slashed, own[2:4]), *own[4:]] for own in rows[1:-1]]
    return [HEADS, *told]


def _slashed(day: str) -> str:
    return date.fromisoformat(day).strftime("%d/%m/%Y")


def packed(kind: str, grid: Grid) -> bytes:
    """The bytes of a file of these cells."""
    if kind.endswith("csv"):
        out = StringIO()
        csv.writer(out).writerows(grid)
        return out.getvalue().encode()
    rows = [tuple(map(_cell, row)) for row in grid[1:]]
    page = Page("sheet", tuple(grid[0]), rows, (9,) * len(grid[0]))
    return book_of([page], made=date(2026, 11, 23), right_to_left=False)


def _cell(written: str) -> str | date | int:
    try:
        return int(written) if written.isdigit() else date.fromisoformat(written)
    except ValueError:
        return written


def _row(grid: Grid, chance: Random) -> list[str]:
    return grid[chance.randrange(1, len(grid) - 1)]


def swapped_columns(kind: str, grid: Grid, chance: Random) -> None:
    """The cells of two columns, not their headings, change places."""
    one, other = chance.sample(range(len(grid[0])), 2)
    for row in grid[1:]:
        if row[0] != "# end":
            row[one], row[other] = row[other], row[one]


def shifted_row(kind: str, grid: Grid, chance: Random) -> None:
    """The cells of a row move by one, to the left or the right."""
    row = _row(grid, chance)
    row[:] = ["", *row[:-1]] if chance.random() < 0.5 else [*row[1:], ""]


def shifted_column(kind: str, grid: Grid, chance: Random) -> None:
    """The cells of a column move down by one from some row on."""
    column, top = chance.randrange(len(grid[0])), chance.randrange(1, len(grid) - 1)
    is_ended = grid[-1][0] == "# end"
    end = grid.pop() if is_ended else []
    grid.append([""] * len(grid[0]))
    for number in range(len(grid) - 1, top, -1):
        grid[number][column] = grid[number - 1][column]
    grid[top][column] = ""
    grid.extend([end] if end else [])


def wrong_decimals(kind: str, grid: Grid, chance: Random) -> None:
    """An amount has its point elsewhere, a comma for it, or one that it should not have."""
    row, column = _row(grid, chance), chance.choice(AMOUNTS[subject_of(kind)])
    code, _, own = row[column].rpartition(" ")
    ways = (own.replace(".", ","), own.replace(".", ""), f"{own}0", f"{float(own) * 10:.2f}",
            f"{float(own) / 10:.2f}", f"{float(own) / 100:.2f}")  # fmt: skip
    changed = chance.choice([way for way in ways if way != own])
    row[column] = f"{code} {changed}".strip()


def swapped_day(kind: str, grid: Grid, chance: Random) -> None:
    """Day and month of one date change places, where that is a day as well."""
    told = [(row, c) for row in grid[1:] if row[0] != "# end" for c in DATES[subject_of(kind)]]
    while True:
        row, column = chance.choice(told)
        sign = "/" if "/" in row[column] else "-"
        parts = row[column].split(sign)
        day, month = (parts[0], parts[1]) if sign == "/" else (parts[2], parts[1])
        if day != month and int(day) <= 12:
            break
    swapped = [month, day, parts[2]] if sign == "/" else [parts[0], day, month]
    row[column] = sign.join(swapped)


def duplicated_id(kind: str, grid: Grid, chance: Random) -> None:
    """A row bears the id of another, or is there twice where rows have no id of their own."""
    one, other = chance.sample(range(1, len(grid) - 1), 2)
    if subject_of(kind) in IDS:
        grid[one][0] = grid[other][0]
    else:
        grid[one] = list(grid[other])


def lost_header(kind: str, grid: Grid, chance: Random) -> None:
    """The headings are gone."""
    del grid[0]


def cut_rows(kind: str, grid: Grid, chance: Random) -> None:
    """The last rows are gone, cut exactly at the end of a row."""
    del grid[chance.randrange(2, len(grid) - 1) :]


def cut_bytes(kind: str, content: bytes, chance: Random) -> bytes:
    """The file ends at some byte, mid-file or mid-row."""
    return content[: chance.randrange(len(content) // 10, len(content) - 2)]


def changed_delimiter(kind: str, content: bytes, chance: Random) -> bytes:
    """Some line, or every line, is parted by another sign than the file says or we know."""
    lines = content.split(b"\n")
    if chance.random() < 0.5:
        return content.replace(b",", chance.choice((b"~", b":", b" ")))
    number = chance.randrange(1, len(lines) - 2)
    lines[number] = lines[number].replace(b",", chance.choice((b";", b"\t", b"|", b"~")))
    return b"\n".join(lines)


OF_CELLS: tuple[Callable[[str, Grid, Random], None], ...] = (
    swapped_columns, shifted_row, shifted_column, wrong_decimals, swapped_day, duplicated_id,
    lost_header, cut_rows,
)  # fmt: skip
OF_BYTES: tuple[Callable[[str, bytes, Random], bytes], ...] = (cut_bytes, changed_delimiter)


def is_possible(kind: str, name: str) -> bool:
    """Whether files of that format have what the mutation changes, so that it can be told.

    A file without a count that is cut at the end of a row is a good file of fewer rows.
    """
    subject = subject_of(kind)
    without = {
        "wrong_decimals": subject not in AMOUNTS,
        "swapped_day": subject not in DATES,
        "cut_rows": kind == "imperial.csv",
        "changed_delimiter": kind.endswith("xlsx"),
    }
    return not without.get(name, False)
