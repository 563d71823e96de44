"""Tables of rotations, rosters and past placements, in and out, as CSV and as workbooks."""

from salerno.formats.placements.reading import read_placement_file, read_placements, rows_in
from salerno.formats.placements.writing import csv_of, workbook_of

__all__ = ["csv_of", "read_placement_file", "read_placements", "rows_in", "workbook_of"]
