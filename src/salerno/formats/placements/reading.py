"""Reading rotations, rosters and past placements from a CSV file or a workbook."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from salerno.errors import InputError, Place
from salerno.formats.directories.grids import MOST_BYTES, read_grid
from salerno.placements.imports import Reading, Value, read_rows
from salerno.programmes.imports.reports import Remark

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
) -> Reading:
    """What the bytes of a CSV file or a workbook say; raises InputError without headings."""
    grid = read_grid(content, name=name)
    is_text = not content.startswith(b"PK\x03\x04")
    rows = [
        (number, tuple(_plain(cell) if is_text else cell for cell in cells))
        for number, cells in enumerate(grid.rows, 1)
        if any(cells)
    ]
    if not rows:
        raise InputError("nothing is in it", where=Place(name), fix="is it the right file?")
    doubts = [Remark("", own) for own in grid.doubts]
    if is_text and not content.rstrip(b"\0").endswith((b"\n", b"\r")):
        what, fix = "the last line does not end", "is the file cut short? export it again"
        doubts.append(Remark("", what, fix=fix))
    heads = rows[0][1]
    reading = read_rows(heads, rows[1:], known=known, present=present, expected=expected)
    digest = hashlib.sha256(content).hexdigest()
    return replace(reading, doubts=(*doubts, *reading.doubts), digest=digest)


def _plain(cell: str) -> str:
    """A cell without the sign that keeps it from being a formula."""
    return cell[1:] if ESCAPED.match(cell) else cell
