"""Sources that should be read again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from salerno.atlas.contents import Atlas
from salerno.atlas.coverage import uses_of
from salerno.periods import Span, add
from salerno.rules.sources import Source


@dataclass(frozen=True, slots=True)
class Stale:
    """A source read too long ago, and what refers to it."""

    source: Source
    used_by: tuple[str, ...]


def stale(atlas: Atlas, *, older_than: Span, today: date) -> tuple[Stale, ...]:
    """The sources read more than so long before `today`, the oldest first.

    A source is still fresh on the day on which it becomes so old.
    """
    owners: dict[Source, list[str]] = {}
    for use in uses_of(atlas):
        if add(use.source.read, older_than) < today:
            owners.setdefault(use.source, []).append(use.owner)
    oldest_first = sorted(owners, key=lambda source: (source.read, source.url, source.title))
    return tuple(Stale(source, tuple(owners[source])) for source in oldest_first)
