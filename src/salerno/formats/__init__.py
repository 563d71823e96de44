"""Outside formats, in and out: person files, tables of people."""

from salerno.formats.people import read_people
from salerno.formats.persons import read_person, write_person

__all__ = ["read_people", "read_person", "write_person"]
