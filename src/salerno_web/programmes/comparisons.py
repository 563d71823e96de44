"""Programmes side by side, in words."""

from __future__ import annotations

from collections.abc import Sequence

from salerno.programmes.comparison import Cell, ComparisonRow, compare
from salerno.programmes.programmes import Programme
from salerno.rules import Voice
from salerno.rules.outlines import Plain
from salerno_web.opportunities.queries import Case
from salerno_web.programmes.expenses import converted, purses
from salerno_web.programmes.lists import row
from salerno_web.programmes.queries import cost_for, directory
from salerno_web.programmes.stated import told
from salerno_web.programmes.words import ROWS


def comparison(
    chosen: Sequence[Programme], case: Case, voice: Voice, *, currency: str, only: bool
) -> Plain:
    """The head, the verdicts, the costs and the rows; `only` those that tell them apart. No SQL.

    Raises InputError for one alone, or for too many.
    """
    rows = compare(chosen)
    shown = [own for own in rows if own.differs or not only]
    return {
        "heads": [row(own, case, voice) for own in chosen],
        "costs": [_cost(own, case, voice, currency) for own in chosen],
        "rows": [_row(own, chosen, voice) for own in shown],
        "hidden": len(rows) - len(shown),
    }


def _row(own: ComparisonRow, chosen: Sequence[Programme], voice: Voice) -> Plain:
    pairs = zip(chosen, own.cells, strict=True)
    cells = [{"of": _school(of), **_cell(cell, own.name, voice)} for of, cell in pairs]
    return {"title": ROWS[own.name], "cells": cells}


def _school(own: Programme) -> str:
    """Whose cell it is, for screens on which they stand below each other."""
    return directory().schools[own.school].name


def _cell(cell: Cell, name: str, voice: Voice) -> Plain:
    return {
        "told": [told(stated, name, voice) for stated in cell.stated],
        "applies": cell.applies,
        "disputed": cell.disputed,
    }


def _cost(own: Programme, case: Case, voice: Voice, currency: str) -> Plain:
    cost = cost_for(own, case)
    return {
        "of": _school(own),
        "sum": purses(cost.low, cost.high, voice),
        "about": converted(cost.low, cost.high, voice, currency=currency),
        "is_whole": cost.is_whole,
    }
