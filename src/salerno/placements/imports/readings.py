"""Reading a table: every row accepted, flagged or refused, and nothing written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from salerno.errors import InputError, did_you_mean
from salerno.placements.imports import dates
from salerno.placements.imports.columns import COLUMNS, IMPERIAL, Column, columns_of
from salerno.placements.imports.doubts import doubt
from salerno.placements.imports.values import (
    OfferedRotation,
    PastPlacement,
    RosterTrainee,
    Subject,
    Value,
)
from salerno.placements.windows import LONGEST
from salerno.programmes.imports.reports import Remark, State
from salerno.programmes.imports.tables import Numbered
from salerno.programmes.matching import folded

END = "# end"
"""The first cell of the last row of our own files; the second says how many rows there are."""
MAKERS: Mapping[Subject, Callable[..., Value]] = MappingProxyType(
    {"rotations": OfferedRotation, "rosters": RosterTrainee, "placements": PastPlacement}
)
_SHORT = "the file may be cut short"
_COUNT = f"export it again, or write '{END}' and the number of rows in the last row"
_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row; `id` is that of its value, and is empty where it is refused."""

    number: int
    state: State
    remarks: tuple[Remark, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Every row of a table with what became of it, and the values of those not refused.

    `doubts` are of the file as a whole, such as that it may be cut short. `digest` is of the file.
    """

    subject: Subject
    outcomes: tuple[Outcome, ...]
    values: Mapping[str, Value]
    doubts: tuple[Remark, ...] = ()
    digest: str = ""

    def count(self, state: State) -> int:
        """How many rows are in a state; the counts of all states add up to the rows."""
        return sum(outcome.state == state for outcome in self.outcomes)

    @property
    def is_clean(self) -> bool:
        """Whether nothing at all was remarked."""
        return not self.doubts and self.count("accepted") == len(self.outcomes)


@dataclass(slots=True)
class Draft:
    """A row as it is read: its cells, its value if there is one, and what is remarked."""

    number: int
    value: Value | None = None
    remarks: list[Remark] = field(default_factory=list)
    is_refused: bool = False

    def refuse(self, column: str, what: str, *, why: str = "", fix: str = "") -> None:
        """Say why the row is not taken in."""
        self.is_refused, self.value = True, None
        self.flag(column, what, why=why, fix=fix)

    def flag(self, column: str, what: str, *, why: str = "", fix: str = "") -> None:
        """Say what somebody should look at."""
        self.remarks.append(Remark(column, what, why, fix))

    @property
    def outcome(self) -> Outcome:
        """What became of the row."""
        state: State = "refused" if self.is_refused else "flagged" if self.remarks else "accepted"
        return Outcome(self.number, state, tuple(self.remarks), self.value.id if self.value else "")


def read_rows(
    heads: Sequence[str],
    rows: Sequence[Numbered],
    *,
    known: Mapping[str, frozenset[str]] = _NOTHING,
    present: Mapping[str, Value] = _NOTHING,
    expected: int | None = None,
    renamed: bool = False,
) -> Reading:
    """Every row read and compared with the others; raises InputError for unknown headings.

    With `renamed` headings the table was called otherwise, and need not be closed as ours. `known`
    are the words of a column beyond which a cell is flagged, by its name; `present` are the
    values that are there already. `expected` is how many rows there should be.
    """
    subject, columns = columns_of(heads)
    is_own = not renamed and tuple(heads) == tuple(own.name for own in COLUMNS[subject])
    rows, doubts = _ended(rows, expected, is_own=is_own)
    is_imperial = tuple(map(folded, heads)) == IMPERIAL
    orders = {
        column.name: "dmy" if is_imperial else dates.order_of(_cells(rows, place))
        for place, column in enumerate(columns)
        if column.read is None
    }
    drafts = [_draft(subject, columns, row, orders, known) for row in rows]
    doubt([draft for draft in drafts if draft.value], present)
    values = {draft.value.id: draft.value for draft in drafts if draft.value}
    outcomes = tuple(draft.outcome for draft in drafts)
    return Reading(subject, outcomes, MappingProxyType(values), doubts)


def _cells(rows: Sequence[Numbered], place: int) -> tuple[str, ...]:
    return tuple(cells[place] for _, cells in rows if len(cells) > place)


def _ended(
    rows: Sequence[Numbered], expected: int | None, *, is_own: bool
) -> tuple[Sequence[Numbered], tuple[Remark, ...]]:
    """The rows without the last one that counts them, and a doubt where the count is another.

    A table under our own headings has such a row; in one of others it may be missing.
    """
    told = [cells[1] if len(cells) > 1 else "" for _, cells in rows if cells[0] == END]
    kept = [row for row in rows if row[1][0] != END]
    wanted = {*told, *(() if expected is None else (str(expected),))}
    is_last = not told or rows[-1][1][0] == END
    if wanted - {str(len(kept))} or not is_last:
        what = f"{len(kept)} rows are there, not {', '.join(sorted(wanted))}"
        return kept, (Remark("", what, _SHORT, _COUNT),)
    if is_own and not told and expected is None:
        return kept, (Remark("", f"no row '{END}' closes the table", _SHORT, _COUNT),)
    if not kept:
        return kept, (Remark("", "no rows are there", fix="is it the right file?"),)
    return kept, ()


def _draft(
    subject: Subject,
    columns: Sequence[Column],
    row: Numbered,
    orders: Mapping[str, dates.Order],
    known: Mapping[str, frozenset[str]],
) -> Draft:
    draft, cells = Draft(row[0]), row[1]
    if len(cells) != len(columns):
        what = f"{len(cells)} cells under {len(columns)} headings"
        draft.refuse("", what, fix="is a cell shifted, or a quote missing?")
        return draft
    said: dict[str, object] = {}
    for column, cell in zip(columns, cells, strict=True):
        if cell:
            said |= _read(draft, column, cell, orders)
            _check_known(draft, column, cell, known)
        elif column.needed:
            draft.refuse(column.name, f"nothing says the {column.name}", fix="fill in the cell")
    if not draft.is_refused:
        draft.value = MAKERS[subject](**said)
        _check_stay(draft, said.get("first"), said.get("last"))
    return draft


def _read(
    draft: Draft, column: Column, cell: str, orders: Mapping[str, dates.Order]
) -> Mapping[str, object]:
    try:
        if column.read is not None:
            return {column.name: column.read(cell)}
        found = dates.day_of(cell, orders[column.name])
    except InputError as error:
        draft.refuse(column.name, error.what, why=error.why, fix=error.fix)
        return {}
    if dates.is_doubtful(cell, orders[column.name]):
        why = "nothing settles whether the day or the month comes first"
        draft.flag(column.name, f"'{cell}' was read as {found}", why=why, fix="write YYYY-MM-DD")
    return {column.name: found}


def _check_known(
    draft: Draft, column: Column, cell: str, known: Mapping[str, frozenset[str]]
) -> None:
    words = known.get(column.name)
    if words is not None and cell not in words:
        fix = did_you_mean(cell, sorted(words)) or "is it in the right column?"
        draft.flag(column.name, f"unknown {column.name} '{cell[:40]}'", fix=fix)
    if column.name == "weeks" and cell[-1].isdigit():
        draft.flag(column.name, f"'{cell}' has no unit", fix="write it like '4 weeks'")


def _check_stay(draft: Draft, first: object, last: object) -> None:
    if isinstance(first, date) and isinstance(last, date):
        if last < first:
            fix = "are they swapped, or is the order of day and month another?"
            draft.refuse("last", f"the last day {last} is before the first {first}", fix=fix)
        elif isinstance(draft.value, PastPlacement) and (last - first).days >= LONGEST:
            draft.refuse("last", f"{first} to {last} is over two years", fix="write it in parts")
