"""A table as it was found in a file: headings, rows with their numbers, lines beside it."""

from __future__ import annotations

from dataclasses import dataclass

Numbered = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and the rows under them, each with its number in the file, counted from 1.

    `notes` are lines beside the table, such as footnotes; they are no rows. In a table that
    `is_turned` each row was a column of the sheet. `doubts` say what had to be guessed in reading.
    """

    name: str
    heads: tuple[str, ...]
    rows: tuple[Numbered, ...]
    notes: tuple[tuple[int, str], ...] = ()
    is_turned: bool = False
    doubts: tuple[str, ...] = ()

    def place_of(self, number: int) -> str:
        """Where a row stands, in words."""
        return f"{self.name}, {'column' if self.is_turned else 'row'} {number}"

    def samples(self, column: int, *, most: int = 3) -> tuple[str, ...]:
        """The first different values of a column that are not empty."""
        found = (cells[column] for _, cells in self.rows if len(cells) > column and cells[column])
        return tuple(list(dict.fromkeys(found))[:most])
