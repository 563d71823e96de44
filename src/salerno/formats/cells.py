"""What a cell of a table may hold."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

Cell = str | int | float | Decimal | date | None
Row = tuple[Cell, ...]
