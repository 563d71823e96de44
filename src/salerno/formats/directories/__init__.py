"""Tables of schools and programmes as others publish them, read as headings and rows."""

from salerno.formats.directories.kinds import KINDS, read_table
from salerno.formats.directories.writing import write_directory

__all__ = ["KINDS", "read_table", "write_directory"]
