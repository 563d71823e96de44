"""Reading the rows of a CSV file: UTF-8, parted by comma, semicolon or tab."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from salerno.errors import InputError, Place
from salerno.formats.tables import Row

DELIMITERS = (",", ";", "\t")
LONGEST_LINE = 1_000_000  # bytes
MARK = b"\xef\xbb\xbf"


def csv_rows(path: Path) -> Iterator[Row]:
    """The rows of the file as they are read, the header first, blank ones left out.

    Raises InputError with the row for bytes that are not UTF-8, for quotes that do not close, and
    for cells or lines beyond measure.
    """
    with path.open("rb") as file:
        lines = _lines(file, name=str(path))
        header = next(lines, "")
        delimiter = max(DELIMITERS, key=header.count)
        rows = csv.reader(_again(header, lines), delimiter=delimiter, strict=True)
        number = 0
        try:
            for number, cells in enumerate(rows, 1):
                if any(cells):
                    yield number, cells
        except csv.Error as error:
            raise InputError(
                "cannot be read",
                where=Place(str(path), number + 1),
                why=str(error),
                fix="close every quote, and write a quote inside a cell twice",
            ) from error


def _again(header: str, lines: Iterator[str]) -> Iterator[str]:
    yield header
    yield from lines


def _lines(file: BinaryIO, *, name: str) -> Iterator[str]:
    """The lines of the file, decoded one by one so that a wrong byte knows its line."""
    number = 0
    while line := file.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise InputError(
                f"a line longer than {LONGEST_LINE:,} bytes",
                where=Place(name, number),
                fix="is it a table with one person a line?",
            )
        yield _decoded(line.removeprefix(MARK if number == 1 else b""), Place(name, number))


def _decoded(line: bytes, where: Place) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte 0x{line[error.start]:02x} is not UTF-8",
            where=where,
            fix="save the file as UTF-8",
        ) from error
