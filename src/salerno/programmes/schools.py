"""Schools: who teaches, under which names and identifiers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from salerno.programmes.statements import Statement

SCHEMES = ("wdoms", "faimer", "ror", "wikidata", "ipeds", "domain")
"""The registers whose identifiers a school may bear; `domain` is that of its site."""

Status = Literal["proposed", "open", "paused", "teach-out", "closed", "unreachable"]
STATUSES: tuple[Status, ...] = (
    "proposed", "open", "paused", "teach-out", "closed", "unreachable",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class School:
    """A school of medicine; `country` is an ISO 3166-1 code, that of its main campus.

    `aliases` are former and other names. `awarded_by` names the school that awards its degrees
    when that is another one. Without `status` nobody said that it is not open.
    """

    id: str
    name: str
    country: str
    city: str = ""
    aliases: tuple[str, ...] = ()
    identifiers: Mapping[str, Statement[str]] = field(default_factory=lambda: MappingProxyType({}))
    awarded_by: str = ""
    status: tuple[Statement[Status], ...] = ()
