"""Files of exchange rates: one dated table in YAML or JSON."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

from salerno.formats.persons import content_of
from salerno.money import Rates
from salerno.rules.language.rates import rates_of
from salerno.strict_yaml import read


def read_rates(path: str | PathLike[str]) -> Rates:
    """The exchange rates of a file; raises InputError with the place.

    Keys: `base`, `as-of`, `source`, and `per-base`, what one unit of the base bought.
    """
    return rates_of(read(content_of(Path(path)), name=str(path)))
