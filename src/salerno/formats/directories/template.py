"""A plain table with one programme a row: our own template, and any sheet that is like it."""

from __future__ import annotations

from salerno.formats.directories.grids import read_grid
from salerno.formats.directories.headers import table_of
from salerno.programmes.imports.tables import Table


def read_template(content: bytes, *, name: str, sheet: str = "") -> Table:
    """The table of a CSV file or workbook; raises InputError for what cannot be read."""
    return table_of(read_grid(content, name=name, sheet=sheet))
