"""The kinds of table that can be taken in, and who reads each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Protocol

from salerno.errors import UnknownName, did_you_mean
from salerno.formats.directories.ror import read_ror
from salerno.formats.directories.scorecard import read_scorecard
from salerno.formats.directories.template import read_template
from salerno.formats.directories.transposed import read_transposed
from salerno.programmes.imports.tables import Table


class Reader(Protocol):
    """What reads a kind of file."""

    def __call__(self, content: bytes, *, name: str, sheet: str = "") -> Table:
        """The table of a file."""


KINDS: Mapping[str, Reader] = MappingProxyType(
    {
        "template": read_template,
        "transposed": read_transposed,
        "ror": read_ror,
        "scorecard": read_scorecard,
        "scorecard-health": partial(read_scorecard, only_health=True),
    }
)
"""Every kind by its name."""


def read_table(content: bytes, *, name: str, kind: str, sheet: str = "") -> Table:
    """The table of a file of that kind; raises InputError for what cannot be read."""
    if kind not in KINDS:
        fix = did_you_mean(kind, KINDS) or f"it is one of {', '.join(KINDS)}"
        raise UnknownName(f"unknown kind of table '{kind[:40]}'", fix=fix)
    return KINDS[kind](content, name=name, sheet=sheet)
