"""Writing values as SQL, and the few words on which databases differ.

Inside a leaf, truth is a number: 0 no, 1 unknown, 2 yes; the least is "and", the greatest "or".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from salerno.credentials.tri import Tri
from salerno.errors import NotExpressible
from salerno.periods import ONE_DAY, PartialDate, Span, add

NO, UNKNOWN, YES = (str(int(truth)) for truth in Tri)


@dataclass(frozen=True, slots=True)
class Dialect:
    """The functions for the least and the greatest of several values on one row."""

    name: str
    least: str
    greatest: str

    def every(self, truths: Sequence[str]) -> str:
        """The least of the truths; yes when there is none."""
        return _joined(self.least, [t for t in truths if t != YES], YES)

    def some(self, truths: Sequence[str]) -> str:
        """The greatest of the truths; no when there is none."""
        return _joined(self.greatest, [t for t in truths if t != NO], NO)


def _joined(function: str, truths: Sequence[str], otherwise: str) -> str:
    if len(truths) > 1:
        return f"{function}({', '.join(truths)})"
    return truths[0] if truths else otherwise


DIALECTS = {
    "sqlite": Dialect("sqlite", "min", "max"),
    "duckdb": Dialect("duckdb", "least", "greatest"),
}


def quoted(text: str) -> str:
    """A text as SQL; raises NotExpressible for one that holds a NUL character."""
    if "\0" in text:
        raise NotExpressible("a text with a NUL character cannot be written in SQL")
    return "'" + text.replace("'", "''") + "'"


def day(value: date) -> str:
    """A day as SQL; databases without dates compare the text."""
    return quoted(value.isoformat())


def number(value: Decimal) -> str:
    """A number as SQL, in full."""
    return format(value, "f")


def listed(texts: Sequence[str]) -> str:
    """Texts as an SQL list."""
    return "(" + ", ".join(quoted(text) for text in texts) + ")"


def preceding(order: str, first: str, last: str, bound: PartialDate | None) -> str:
    """The truth of a date between two columns lying on that side of a bound."""
    if bound is None:
        return UNKNOWN
    if order in (">=", ">"):
        sure, open_ = (first, bound.latest), (last, bound.earliest)
    else:
        sure, open_ = (last, bound.earliest), (first, bound.latest)
    return (
        f"CASE WHEN {sure[0]} {order} {day(sure[1])} THEN {YES}"
        f" WHEN {open_[0]} {order} {day(open_[1])} THEN {UNKNOWN} ELSE {NO} END"
    )


def elapsed(order: str, span: Span, column: str, at: date) -> str:
    """Whether a span after the day in a column is on that side of another day.

    No database adds months as our calendar does; so the first day that is late enough is found
    here, and the database only compares days.
    """
    floor = at if order in (">=", "<") else _after(at)
    first = None if floor is None else first_reaching(floor, span)
    reaching = "FALSE" if first is None else f"{column} >= {day(first)}"
    return reaching if order in (">=", ">") else f"NOT ({reaching})"


def _after(at: date) -> date | None:
    return None if at == date.max else at + ONE_DAY


def first_reaching(floor: date, span: Span) -> date:
    """The first day from which the span leads to `floor` or beyond; found by halving."""
    low, high = date.min.toordinal(), date.max.toordinal()
    while low < high:
        middle = (low + high) // 2
        if add(date.fromordinal(middle), span) >= floor:
            high = middle
        else:
            low = middle + 1
    return date.fromordinal(low)
