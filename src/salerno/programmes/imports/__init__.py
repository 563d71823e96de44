"""Taking in schools and programmes from tables that people bring: mapped, tried out, then kept."""

from salerno.programmes.imports.dry_runs import dry_run
from salerno.programmes.imports.mappings import ColumnMapping, guessed
from salerno.programmes.imports.reports import Found, Outcome, Remark, Report
from salerno.programmes.imports.tables import Table

__all__ = ["ColumnMapping", "Found", "Outcome", "Remark", "Report", "Table", "dry_run", "guessed"]
