"""Many persons at once: a folder of person files, a CSV or a Parquet table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from os import PathLike
from pathlib import Path

from salerno.credentials.person import Person
from salerno.credentials.vocabulary import Vocabulary
from salerno.documents import telling
from salerno.errors import InputError, PersonError, Place
from salerno.formats.csv import csv_rows
from salerno.formats.parquet import parquet_rows
from salerno.formats.persons import read_person
from salerno.formats.streams import Reading, each_person
from salerno.formats.tables import Row, readings_of

FILES = (".yaml", ".yml", ".json")
TABLES: dict[str, Callable[[Path], Iterator[Row]]] = {".csv": csv_rows, ".parquet": parquet_rows}


def read_people(path: str | PathLike[str], *, vocabulary: Vocabulary) -> Iterator[Person]:
    """Each person of a folder of person files, a .csv or a .parquet table, in order.

    Persons that cannot be read are left out and told in Problems after the last good one, each
    with its file or row; the columns are those of `salerno.formats.tables`. Parquet needs the
    extra `parquet`. Memory grows with the number of ids only.
    """
    return each_person(_readings(Path(path), vocabulary))


def _readings(path: Path, vocabulary: Vocabulary) -> Iterator[Reading]:
    with telling(PersonError):
        _check_kind(path)
        if path.is_dir():
            yield from _folder(path, vocabulary)
        else:
            yield from _table(path, vocabulary)


def _check_kind(path: Path) -> None:
    if not path.is_dir() and (path.suffix not in TABLES or not path.is_file()):
        raise InputError(
            "neither a folder nor a table" if path.exists() else "there is no such file or folder",
            where=Place(str(path)),
            fix="name a folder of person files, a .csv or a .parquet table",
        )


def _folder(path: Path, vocabulary: Vocabulary) -> Iterator[Reading]:
    for file in sorted(path.iterdir()):
        if file.suffix in FILES:
            yield Place(str(file)), partial(read_person, file, vocabulary=vocabulary)


def _table(path: Path, vocabulary: Vocabulary) -> Iterator[Reading]:
    rows = TABLES[path.suffix](path)
    first = next(rows, None)
    if first is None:
        raise InputError(
            "an empty file", where=Place(str(path)), fix="begin with a line of column names"
        )
    header = [str(title).strip() for title in first[1]]
    yield from readings_of(header, rows, name=str(path), vocabulary=vocabulary)
