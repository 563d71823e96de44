"""Notes in cells: a long one is parted, and what has no programme any more keeps a sheet."""

from __future__ import annotations

from collections.abc import Iterator

from salerno.formats.cells import Row
from salerno.formats.shortlists.shortlist import Case, Shortlist
from salerno.rules.wording.voices import Voice

LONGEST = 32_767
"""A cell holds so many characters, as spreadsheets count: those beyond the first plane twice."""
NOTES = ("id", "part", "note")
MARKS = {"id": "salerno:id", "note": "salerno:note", "part": "salerno:part"}
"""What the columns are called in the hidden row, whatever their heads become."""
_UNWRITABLE = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd", **dict.fromkeys(range(0xD800, 0xE000), "\ufffd")}


def parts_of(note: str) -> tuple[str, ...]:
    """A note in as few parts as cells can hold; joined they are the note.

    Half a character, which no file can hold, becomes the sign that stands for what is lost.
    """
    found, start, size = [], 0, 0
    note = note.translate(_UNWRITABLE)
    for place, letter in enumerate(note):
        width = 1 + (ord(letter) > 0xFFFF)
        if size + width > LONGEST:
            found.append(note[start:place])
            start, size = place, 0
        size += width
    return (*found, note[start:])


def first_of(note: str) -> str:
    """As much of a note as one cell holds."""
    return parts_of(note)[0]


def is_long(note: str) -> bool:
    """Whether one cell does not hold it."""
    return len(parts_of(note)) > 1


def note_rows(cases: tuple[Case, ...], own: Shortlist, _voice: Voice) -> Iterator[Row]:
    """Notes on what is not listed, whole, and the further parts of those that are too long."""
    listed = {case.programme.id for case in cases}
    for name, note in own.notes.items():
        for number, part in enumerate(parts_of(note), 1):
            if part and (number > 1 or name not in listed):
                yield (name, number, part)
