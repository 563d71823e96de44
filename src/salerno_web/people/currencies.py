"""The currencies that one can reckon in: those that the facts have a rate of."""

from __future__ import annotations

from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path

from django.conf import settings

from salerno.atlas.histories import read_history
from salerno_web.people.requests import USUAL_CURRENCY
from salerno_web.ui.localities import locale


def currency_choices() -> list[tuple[str, str]]:
    """Each currency with its name, the usual one first; no SQL."""
    names = locale().currencies
    return [(code, f"{code} – {names.get(code, code)}") for code in _codes()]


@cache
def _codes() -> tuple[str, ...]:
    """Read apart from the other facts, which this floor does not know."""
    folders: list[Traversable] | None = [Path(f) for f in settings.ATLAS_FOLDERS] or None
    history = read_history(folders)
    known = history.on(history.last).codes if history.last else frozenset[str]()
    return (USUAL_CURRENCY, *sorted(known - {USUAL_CURRENCY}))
