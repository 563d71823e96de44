"""Reading rotations, rosters and past placements from a CSV file or a workbook."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from salerno.errors import InputError, Place
from salerno.formats.directories.grids import MOST_BYTES, read_grid
from salerno.placements.imports import Reading, Value, read_rows
from salerno.programmes.imports.reports import Remark
from salerno.programmes.imports.tables import Numbered

ESCAPED = re.compile(r"'+[=+\-@\t\r]")
_NO_WORDS: Mapping[str, frozenset[str]] = MappingProxyType({})
_NO_VALUES: Mapping[str, Value] = MappingProxyType({})


def read_placement_file(
    path: Path,
    *,
    known: Mapping[str, frozenset[str]] = _NO_WORDS,
    present: Mapping[str, Value] = _NO_VALUES,
    expected: int | None = None,
) -> Reading:
    """What a file says; raises InputError for one that cannot be opened or read."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        why, fix = str(error.strerror), "check the name of the file"
        raise InputError("cannot be opened", where=Place(str(path)), why=why, fix=fix) from error
    return read_placements(content, name=path.name, known=known, present=present, expected=expected)


def read_placements(
    content: bytes,
    *,
    name: str,
    known: Mapping[str, frozenset[str]] = _NO_WORDS,
    present: Mapping[str, Value] = _NO_VALUES,
    expected: int | None = None,
    columns: Sequence[str] = (),
) -> Reading:
    """What the bytes of a CSV file or a workbook say; raises InputError without headings.

    `columns` says what each column is called instead of its heading; one called nothing is left
    out.
    """
    rows, told = rows_in(content, name=name)
    doubts = [Remark("", own) for own in told]
    if _is_text(content) and not content.rstrip(b"\0").endswith((b"\n", b"\r")):
        what, fix = "the last line does not end", "is the file cut short? export it again"
        doubts.append(Remark("", what, fix=fix))
    if columns:
        rows = [(number, _chosen(cells, columns)) for number, cells in rows]
    heads = tuple(filter(None, columns)) or rows[0][1]
    reading = read_rows(
        heads, rows[1:], known=known, present=present, expected=expected, renamed=bool(columns)
    )
    digest = hashlib.sha256(content).hexdigest()
    return replace(reading, doubts=(*doubts, *reading.doubts), digest=digest)


def rows_in(content: bytes, *, name: str) -> tuple[list[Numbered], tuple[str, ...]]:
    """The rows of a table that are not empty, the headings first, and what is doubted of it.

    Raises InputError for what is no table, or an empty one.
    """
    grid = read_grid(content, name=name)
    read = _plain if _is_text(content) else str
    rows = [
        (number, tuple(read(cell) for cell in cells))
        for number, cells in enumerate(grid.rows, 1)
        if any(cells)
    ]
    if not rows:
        raise InputError("nothing is in it", where=Place(name), fix="is it the right file?")
    return rows, tuple(grid.doubts)


def _is_text(content: bytes) -> bool:
    return not content.startswith(b"PK\x03\x04")


def _chosen(cells: tuple[str, ...], columns: Sequence[str]) -> tuple[str, ...]:
    """The cells of the columns that are not left out; a row of another length keeps another one."""
    if len(cells) != len(columns):
        return cells if all(columns) else (*cells, *columns)
    return tuple(cell for cell, own in zip(cells, columns, strict=True) if own)


def _plain(cell: str) -> str:
    """A cell without the sign that keeps it from being a formula."""
    return cell[1:] if ESCAPED.match(cell) else cell
