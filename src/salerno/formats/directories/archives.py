"""Looking at a workbook before it is unpacked: one that fills the memory is refused.

A reader of workbooks reserves room for every cell up to the last one, so that two cells far apart
are enough to end the process; every part is therefore measured first.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from io import BytesIO
from xml.parsers import expat

from salerno.errors import InputError, Place

LARGEST_UNPACKED = 100_000_000
MOST_PARTS = 2_000
HIGHEST_RATIO = 200
"""An archive that unpacks to more times its size is a bomb, unless it stays small."""
SMALL = 10_000_000
MOST_CELLS = 5_000_000
MOST_MERGED = 20_000
_CELL = re.compile(r"([A-Za-z]{0,3})(\d{0,7})")
_MEDIA = ("xl/media/", "docProps/", "xl/printerSettings/")


def check_archive(content: bytes, *, name: str) -> None:
    """Raise InputError for a workbook that is broken, no .xlsx, or unpacks beyond measure."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_size(parts, name)
            if "xl/workbook.xml" not in archive.namelist():
                fix = "save it as .xlsx or as CSV"
                raise InputError("it is no workbook of Excel", where=Place(name), fix=fix)
            for part in parts:
                _check_part(part.filename, archive.read(part), name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _unreadable(name, error) from error


def _unreadable(name: str, error: Exception) -> InputError:
    fix = "save it anew as .xlsx, without a password"
    why = str(error)[:200]
    return InputError("the workbook cannot be read", where=Place(name), why=why, fix=fix)


def _check_size(parts: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    ratio = max((p.file_size // max(1, p.compress_size) for p in parts), default=0)
    is_bomb = unpacked > LARGEST_UNPACKED or (ratio > HIGHEST_RATIO and unpacked > SMALL)
    if is_bomb or len(parts) > MOST_PARTS:
        what = f"{len(parts)} parts unpack to {unpacked:,} bytes, {ratio} times their size"
        raise InputError(what, where=Place(name), fix="save only the sheet that is needed")


@dataclass(slots=True)
class _Extent:
    """How far the cells of a sheet reach, and how many of them are merged."""

    rows: int = 0
    columns: int = 0
    merged: int = 0

    def see(self, tag: str, attributes: dict[str, str]) -> None:
        """Look at an element."""
        kind = tag.rpartition(":")[2]
        if kind == "mergeCell":
            self.merged += 1
        elif kind in ("c", "row"):
            letters, digits = _reference(attributes.get("r", ""))
            self.columns = max(self.columns, _column(letters))
            self.rows = max(self.rows, int(digits or 0))


def _reference(written: str) -> tuple[str, str]:
    found = _CELL.fullmatch(written)
    if found is None:
        raise ValueError(f"no cell is called '{written[:20]}'")
    return found[1], found[2]


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _refuse_doctype(*_: object) -> None:
    raise ValueError("a workbook declares no document type")


def _check_part(part: str, content: bytes, name: str) -> None:
    if part.startswith(_MEDIA) or part.endswith("/"):
        return
    extent, parser = _Extent(), expat.ParserCreate()
    parser.StartElementHandler = extent.see
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise _unreadable(name, error) from error
    if extent.rows * max(1, extent.columns) > MOST_CELLS or extent.merged > MOST_MERGED:
        what = f"a sheet of {extent.rows:,} rows and {extent.columns:,} columns"
        raise InputError(what, where=Place(name), fix="clear what is empty in it, or split it")
