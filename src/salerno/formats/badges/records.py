"""What a badge tells: a placement that was completed, and under which names that is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any as Anything

Plain = Mapping[str, Anything]


@dataclass(frozen=True, slots=True)
class Completed:
    """A completed placement; `hours` are those that were logged, None where none were."""

    trainee: str
    host: str
    rotation: str
    specialty: str
    kind: str
    first: date
    last: date
    weeks: int
    hours: int | None = None


@dataclass(frozen=True, slots=True)
class Issuance:
    """Who says it, when and where: `url` names the badge, `list_url` and `number` its status.

    `issuer` is a did:web, `name` and `site` how people know it. Moments are whole seconds of UTC.
    """

    url: str
    issuer: str
    name: str
    site: str
    issued: datetime
    list_url: str
    number: int
    until: datetime | None = None


def moment(at: datetime) -> str:
    """A moment as credentials write it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_in(written: str) -> datetime:
    """The moment that a credential writes; raises ValueError."""
    return datetime.strptime(written, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
