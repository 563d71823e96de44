"""Reading the rows of a Parquet file, with the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any as Anything

from salerno.credentials.vocabulary import NO, YES
from salerno.errors import InputError, Place
from salerno.formats.tables import Cell, Row

BATCH = 1000


def parquet_rows(path: Path) -> Iterator[Row]:
    """The rows of the file, batch by batch, the names of the columns first.

    Raises InputError when the extra `parquet` is not installed, or the file is no Parquet file.
    """
    parquet, arrow_error = _reader(path)
    try:
        with parquet.ParquetFile(path) as file:
            yield 1, tuple(file.schema_arrow.names)
            number = 1
            for batch in file.iter_batches(batch_size=BATCH):
                for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                    number += 1
                    yield number, tuple(cell_of(value) for value in row)
    except arrow_error as error:
        raise InputError(
            "cannot be read",
            where=Place(str(path)),
            why=str(error).split("\n", 1)[0],
            fix="is it a Parquet file?",
        ) from error


def _reader(path: Path) -> tuple[Anything, type[Exception]]:
    try:
        from pyarrow import ArrowException, parquet  # noqa: PLC0415 - the extra may be absent
    except ImportError as error:
        raise InputError(
            "a Parquet table needs the extra 'parquet'",
            where=Place(str(path)),
            fix="install it with: pip install 'salerno[parquet]'",
        ) from error
    return parquet, ArrowException


def cell_of(value: object) -> Cell:
    """A value of a column as it would be written in a cell; nothing for a missing one."""
    if isinstance(value, list):
        return tuple(str(cell_of(member)) for member in value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return format(Decimal(repr(value)), "f") if isinstance(value, float) else str(value)
