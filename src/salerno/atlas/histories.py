"""The exchange rates of an atlas: those that sums are compared by, and those of earlier years."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from importlib.resources.abc import Traversable

from salerno.atlas.folders import Sheet, atlas_files, default_folders, gathered, sheet_of
from salerno.documents import telling
from salerno.errors import AtlasError, SalernoError
from salerno.money import Rates
from salerno.rates import RateHistory, history_of
from salerno.rules.language.rates import published_of, rates_of
from salerno.strict_yaml import Node

USUAL_BASE = "EUR"
ROLES = ("rates", "yearly-rates")


def read_history(folders: Iterable[Traversable] | None = None) -> RateHistory:
    """Every rate of the folders, by day and by year; raises AtlasError with the place."""
    chosen = default_folders() if folders is None else tuple(folders)
    files = [file for folder in chosen for file in atlas_files(folder) if file.role in ROLES]
    found, problems = _history([sheet_of(file) for file in files])
    if problems:
        raise problems[0]
    return found


def rates_in(sheets: Iterable[Sheet]) -> tuple[Rates | None, tuple[SalernoError, ...]]:
    """The newest rate of every currency; of several tables of one day the latest holds."""
    history, problems = _history(sheets)
    return (history.on(history.last) if history.last else None), problems


def _history(sheets: Iterable[Sheet]) -> tuple[RateHistory, tuple[SalernoError, ...]]:
    known = tuple(sheets)
    tables, wrong = gathered(_nodes(known, "rates"), telling(AtlasError)(rates_of))
    latest = max(tables, key=lambda rates: rates.as_of, default=None)
    base = latest.base if latest else USUAL_BASE
    read = telling(AtlasError)(partial(published_of, base=base))
    published, unfit = gathered(_nodes(known, "yearly-rates"), read)
    history = history_of(latest) if latest else RateHistory(base)
    for own in published:
        history += own
    return history, (*wrong, *unfit)


def _nodes(sheets: Iterable[Sheet], role: str) -> list[Node]:
    return [node for sheet in sheets if sheet.file.role == role for node in sheet.documents]
