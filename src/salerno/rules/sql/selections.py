"""Selections as SQL: how many held credentials of each person are meant, and how surely."""

from __future__ import annotations

from salerno.credentials.selection import Selection, SpanBound, Validity, Where
from salerno.periods import PartialDate, add, subtract
from salerno.rules.sql.conditions import Columns, Wrap, Writer, meeting
from salerno.rules.sql.dialects import (
    NO,
    UNKNOWN,
    YES,
    elapsed,
    listed,
    preceding,
    quoted,
)

RECORDED = ("c.on_first", "c.on_last")
OWN = {
    name: Columns(*parts, person="c.person", recorded=RECORDED)
    for name, parts in {
        "on": ("NULL", "NULL", *RECORDED),
        "until": ("NULL", "NULL", "c.until_first", "c.until_last"),
        "issuer": ("c.issuer", "NULL", "NULL", "NULL"),
        "type": ("c.type", "NULL", "NULL", "NULL"),
    }.items()
}
COUNTS = (
    ("sure", f"count(CASE WHEN truth = {YES} THEN 1 END)"),
    ("possible", f"count(CASE WHEN truth <> {NO} THEN 1 END)"),
    ("best", "max(truth)"),
    ("low", f"round(sum(CASE WHEN truth = {YES} THEN least_amount END), 6)"),
    ("high", f"round(sum(CASE WHEN truth <> {NO} THEN most_amount END), 6)"),
    ("gaps", f"count(CASE WHEN truth <> {NO} AND most_amount IS NULL THEN 1 END)"),
)


def counting(
    selection: Selection, writer: Writer, *, amounts: tuple[str, str] = ("0", "0"), limit: str = YES
) -> str:
    """The name of a table that counts and sums the credentials held, by person (see `COUNTS`).

    With `latest`, only the candidates for the latest are counted, each unknown at best where their
    truths differ. No truth is above `limit`. `amounts` are the least and the most that each can
    add. Whoever holds none has no row.
    """
    at = writer.anchor(selection.at)
    held = _held(at)
    truths = [held, qualifying(selection, at, writer), limit]
    if writer.circumstances.assurance:
        seen = int(writer.circumstances.assurance)
        truths.append(f"CASE WHEN c.assurance < {seen} THEN {UNKNOWN} ELSE {YES} END")
    rows = (
        f"SELECT c.person, {writer.dialect.every(truths)} AS truth, c.on_first, c.on_last,"
        f" {amounts[0]} AS least_amount, {amounts[1]} AS most_amount"
        f" FROM credentials c WHERE c.type IN {listed(selection.types)}"
        + ("" if held == YES else f" AND {held} <> {NO}")
    )
    counts = ", ".join(f"{text} AS {name}" for name, text in COUNTS)
    source = _latest(rows, writer) if selection.latest else rows
    return writer.table(f"SELECT person, {counts} FROM ({source}) matching GROUP BY person")


def _held(at: PartialDate | None) -> str:
    if at is None:
        return YES
    before = preceding("<=", *RECORDED, at)
    return f"CASE WHEN c.on_first IS NULL THEN {YES} ELSE {before} END"


def _latest(rows: str, writer: Writer) -> str:
    """Of the rows, those that may be the latest; several that differ are each unknown at best."""
    over = "OVER (PARTITION BY person)"
    floored = f"SELECT *, max(on_first) {over} AS newest FROM ({rows}) held"
    last = f"SELECT * FROM ({floored}) floored WHERE newest IS NULL OR on_last >= newest"
    spread = f"SELECT *, min(truth) {over} AS worst, max(truth) {over} AS best FROM ({last}) late"
    unsure = f"{writer.dialect.least}(truth, {UNKNOWN})"
    blurred = f"CASE WHEN newest IS NULL OR worst = best THEN truth ELSE {unsure} END AS truth"
    return f"SELECT person, {blurred}, least_amount, most_amount FROM ({spread}) spread"


def qualifying(selection: Selection, at: PartialDate | None, writer: Writer) -> str:
    """The truth of a credential meeting the conditions, its age and its validity."""
    truths = [satisfying(selection.where, writer)]
    if selection.rows:
        rows = [satisfying(row, writer) for row in selection.rows]
        truths.append(writer.dialect.some(rows))
    if selection.age:
        truths.append(ageing(selection.age, at))
    if selection.validity:
        truths.append(_valid(selection.validity, writer))
    return writer.dialect.every(truths)


def satisfying(where: Where, writer: Writer) -> str:
    """The truth of a credential `c` meeting every condition."""
    truths = []
    for name, condition in where:
        columns, told = Columns(recorded=RECORDED), _attribute_rows(name)
        if name in OWN:
            columns = OWN[name]
            truths.append(meeting(condition, columns, _own_values(columns), writer))
        else:
            truths.append(meeting(condition, columns, _rows_of(told), writer))
    return writer.dialect.every(truths)


def _attribute_rows(name: str) -> str:
    return (
        "FROM attributes v WHERE v.person = c.person AND v.credential = c.credential"
        f" AND v.name = {quoted(name)}"
    )


def _rows_of(told: str) -> Wrap:
    return lambda truth: f"(SELECT COALESCE(max({truth}), {UNKNOWN}) {told})"


def _own_values(columns: Columns) -> Wrap:
    return lambda truth: f"CASE WHEN {columns.empty} THEN {UNKNOWN} ELSE {truth} END"


def ageing(bound: SpanBound, at: PartialDate | None) -> str:
    """The truth of the time from a credential's day to the anchor respecting the bound."""
    if at is None:
        return UNKNOWN
    order = MIRRORED[bound.order]
    late = order in (">=", ">")
    sure = (RECORDED[not late], at.latest if late else at.earliest)
    open_ = (RECORDED[late], at.earliest if late else at.latest)
    return (
        f"CASE WHEN c.on_first IS NULL THEN {UNKNOWN}"
        f" WHEN {elapsed(order, bound.span, *sure)} THEN {YES}"
        f" WHEN {elapsed(order, bound.span, *open_)} THEN {UNKNOWN} ELSE {NO} END"
    )


MIRRORED = {"<=": ">=", "<": ">", ">=": "<=", ">": "<"}


def _valid(validity: Validity, writer: Writer) -> str:
    at = writer.anchor(validity.anchor)
    if at is None:
        valid = UNKNOWN
    else:
        move = subtract if validity.before else add
        needed = PartialDate(move(at.earliest, validity.shift), move(at.latest, validity.shift))
        valid = preceding(">=", "c.until_first", "c.until_last", needed)
    return f"CASE WHEN c.until_first IS NULL THEN {YES} ELSE {valid} END"


def completeness(types: tuple[str, ...], writer: Writer) -> str:
    """Whether the person said that nothing of any of these types is missing."""
    told = writer.table(
        "SELECT person, count(DISTINCT type) AS types FROM complete"
        f" WHERE type IN {listed(sorted(set(types)))} GROUP BY person"
    )
    return f"COALESCE({told}.types, 0) = {len(set(types))}"
