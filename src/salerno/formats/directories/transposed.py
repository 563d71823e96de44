"""A sheet with one column for each school and a question in each line."""

from __future__ import annotations

from salerno.formats.directories.grids import read_grid
from salerno.formats.directories.headers import turned_table_of
from salerno.programmes.imports.tables import Table


def read_transposed(content: bytes, *, name: str, sheet: str = "") -> Table:
    """The table of a CSV file or workbook, turned; raises InputError for what cannot be read."""
    return turned_table_of(read_grid(content, name=name, sheet=sheet))
