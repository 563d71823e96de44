"""Verdicts inside a database: one query for an opportunity, equal to screening each person."""

from salerno.rules.sql.dialects import DIALECTS, Dialect
from salerno.rules.sql.queries import TABLES, screening_query

__all__ = ["DIALECTS", "TABLES", "Dialect", "screening_query"]
