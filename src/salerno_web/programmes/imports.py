"""Tables that somebody brought, as values: their columns, and what a dry run says of their rows."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Any as Anything
from uuid import UUID

from django.db.models import QuerySet

from salerno.errors import InputError, Place
from salerno.formats.directories import KINDS, read_table
from salerno.programmes.imports import ColumnMapping, Report, Table, dry_run, guessed
from salerno.rules.sources import Source
from salerno_web.people.permissions import Viewer
from salerno_web.programmes.imported import stamp
from salerno_web.programmes.models import Import, ImportState
from salerno_web.programmes.permissions import may_import
from salerno_web.programmes.queries import directory

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 25_000
MOST_COLUMNS = 120
LISTED = 100
KEPT_REPORTS = 4
NEW, TAKEN = ImportState.NEW, ImportState.TAKEN
TABLE_KINDS = tuple(KINDS)


def imports(*, viewer: Viewer) -> QuerySet[Import] | None:
    """The tables that were brought, the newest first, for who may take them in; 2 statements."""
    if not may_import(viewer=viewer):
        return None
    return Import.objects.select_related("made_by").defer("content", "decisions")[:LISTED]


def import_of(name: UUID, *, viewer: Viewer) -> Import | None:
    """One table that was brought, for who may take it in; 2 statements."""
    if not may_import(viewer=viewer):
        return None
    return Import.objects.select_related("made_by").filter(pk=name).first()


def table_in(content: bytes, *, name: str, kind: str, sheet: str = "") -> Table:
    """The table of a file, if it is not larger than the site takes in; raises InputError."""
    place = Place(name)
    if len(content) > MOST_BYTES:
        fix = "split the file, or import it with the command line"
        raise InputError(f"more than {MOST_BYTES:,} bytes", where=place, fix=fix)
    table = read_table(content, name=name, kind=kind, sheet=sheet)
    if len(table.rows) > MOST_ROWS or len(table.heads) > MOST_COLUMNS:
        what = f"{len(table.rows):,} rows and {len(table.heads)} columns"
        why = f"at most {MOST_ROWS:,} rows and {MOST_COLUMNS} columns are taken in at once"
        raise InputError(what, where=place, why=why, fix="split the file")
    return table


def table_of(row: Import) -> Table:
    """The table of an import; no SQL."""
    return _table(bytes(row.content), row.name, row.kind, row.sheet)


@lru_cache(maxsize=KEPT_REPORTS)
def _table(content: bytes, name: str, kind: str, sheet: str) -> Table:
    return table_in(content, name=name, kind=kind, sheet=sheet)


def source_of(row: Import) -> Source:
    """The source of an import, as its importer told it; no SQL."""
    told = dict(row.source)
    return Source(
        told["url"], date.fromisoformat(told["read"]), told["tier"], told["confidence"],
        told["title"], dated=told["dated"],
    )  # fmt: skip


def mapping_of(row: Import) -> ColumnMapping:
    """What the columns say, as it was confirmed, else as it is guessed; no SQL."""
    if not row.mapping:
        return guessed(table_of(row))
    return ColumnMapping(tuple(row.mapping["fields"]), tuple(row.mapping["usual"].items()))


def report_of(row: Import, *, today: date) -> Report:
    """What a dry run says of an import that is mapped; no SQL. It is kept for the next page."""
    return _report(
        _table(bytes(row.content), row.name, row.kind, row.sheet),
        mapping_of(row), source_of(row), stamp(), today,
    )  # fmt: skip


@lru_cache(maxsize=KEPT_REPORTS)
def _report(
    table: Table, mapping: ColumnMapping, source: Source, _stamp: object, today: date
) -> Report:
    return dry_run(table, mapping, source=source, directory=directory(), today=today)


def columns_of(row: Import) -> list[dict[str, Anything]]:
    """Every column with its heading and sample values; no SQL."""
    table = table_of(row)
    return [
        {"head": head, "samples": table.samples(place)} for place, head in enumerate(table.heads)
    ]
