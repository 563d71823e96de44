"""The institutions of the College Scorecard of the United States, a CSV with a row each.

Source: the documentation of the institution-level files: UNITID is the identifier of IPEDS, PCIP51
the share of degrees in the health professions, TUITIONFEE_IN and _OUT what undergraduates of the
state and all others are asked for a year, CURROPER whether it operates.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from salerno.errors import InputError, Place
from salerno.formats.directories.grids import read_grid
from salerno.programmes.imports.tables import Table

HEADS = (
    "school", "country", "city", "ipeds", "domain", "status", "title", "entry",
    "tuition-home (USD, a year)", "tuition-international (USD, a year)",
)  # fmt: skip
NEEDED = ("UNITID", "INSTNM", "STABBR")
ABROAD = {
    "PR": "PR", "GU": "GU", "VI": "VI", "AS": "AS", "MP": "MP", "FM": "FM", "MH": "MH", "PW": "PW",
}  # fmt: skip
"""Postal codes of places that have a country code of their own."""
TITLE = "Undergraduate study"
DOUBT = (
    "tuition is that of undergraduates: for citizens from that of the state to that of others, for"
    " students from abroad that of others"
)
_ABSENT = ("", "NULL", "PrivacySuppressed", "NA")


def read_scorecard(
    content: bytes, *, name: str, sheet: str = "", only_health: bool = False
) -> Table:
    """The institutions of a file, or those alone that give degrees in the health professions.

    Raises InputError for what is no such file.
    """
    grid = read_grid(content, name=name, sheet=sheet)
    heads = {head: place for place, head in enumerate(grid.rows[0])} if grid.rows else {}
    missing = [own for own in NEEDED if own not in heads]
    if missing:
        fix = "use a file of institutions as it was published"
        what = f"no column {', '.join(missing)}"
        raise InputError(what, where=Place(name, 1), fix=fix)
    rows = []
    for number, row in enumerate(grid.rows[1:], 2):
        own = _reading(row, heads)
        if any(row) and (not only_health or _teaches_health(own)):
            rows.append((number, _row(own)))
    if not rows:
        raise InputError("no institution is left", where=Place(name), fix="take all of them")
    return Table(name, HEADS, tuple(rows), doubts=(*grid.doubts, DOUBT))


def _reading(row: list[str], heads: Mapping[str, int]) -> Callable[[str], str]:
    """What a column says; what is not told is empty."""

    def told(head: str) -> str:
        place = heads.get(head, len(row))
        written = row[place] if place < len(row) else ""
        return "" if written in _ABSENT else written

    return told


def _teaches_health(own: Callable[[str], str]) -> bool:
    share = own("PCIP51")
    digits = share.replace(".", "", 1)
    return digits.isascii() and digits.isdigit() and float(share) > 0


def _row(own: Callable[[str], str]) -> tuple[str, ...]:
    inside, outside = own("TUITIONFEE_IN"), own("TUITIONFEE_OUT")
    is_priced = bool(inside or outside)
    home = f"{inside} - {outside}" if inside and outside and inside != outside else inside
    return (
        own("INSTNM"),
        ABROAD.get(own("STABBR"), "US"),
        own("CITY"),
        own("UNITID"),
        own("INSTURL"),
        own("CURROPER"),
        TITLE if is_priced else "",
        "school" if is_priced else "",
        home,
        outside,
    )
