"""The personal workbook: programmes for one person, one sheet for each question, with notes."""

from salerno.formats.shortlists.reading import notes_in
from salerno.formats.shortlists.shortlist import MOST, Shortlist
from salerno.formats.shortlists.writing import shortlist_workbook

__all__ = ["MOST", "Shortlist", "notes_in", "shortlist_workbook"]
