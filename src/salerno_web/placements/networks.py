"""What all hosts published, as the library sees it: read once, and only what changed read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any as Anything

import structlog
from django.db.models import Count, Max, Sum

from salerno.errors import Place, SalernoError
from salerno.placements.language import location, rotation
from salerno.placements.locations import Location
from salerno.placements.networks import Network, checked
from salerno.placements.rotations import Rotation
from salerno.placements.windows import Window
from salerno.strict_yaml import node_of
from salerno_web.atlas.queries import facts
from salerno_web.placements.models import Kind, Published

log = structlog.get_logger(__name__)
AT_ONCE = 500  # documents that are asked for by name in one statement

Stamp = tuple[int, datetime]
Read = Location | tuple[Rotation, tuple[Window, ...]] | None
"""A document as it was read; None is one that cannot be."""


@dataclass(slots=True)
class _Known:
    """The network as this process read it last, its stamp, and each document with its own."""

    stamp: tuple[object, ...] = ()
    network: Network = field(default_factory=Network)
    read: dict[str, tuple[Stamp, Read]] = field(default_factory=dict)


_KNOWN = _Known()


def network() -> Network:
    """What all hosts published; 1 statement, and 2 or more where anything changed.

    What a later release cannot read, or what no longer fits, is left out and logged.
    """
    found = Published.objects.aggregate(
        number=Count("pk"), versions=Sum("version"), last=Max("changed_at")
    )
    stamp = tuple(found.values())
    if stamp != _KNOWN.stamp:
        _KNOWN.read = _reread(_KNOWN.read)
        _KNOWN.network, faults = checked(*_parts(one for _stamp, one in _KNOWN.read.values()))
        for fault in faults:
            log.warning("published document left out", document=fault.id, problem=str(fault.error))
        _KNOWN.stamp = stamp
    return _KNOWN.network


def network_with(name: str, stamp: Stamp) -> Network:
    """The network in which a document is as it stands now; no SQL where this process knows it so.

    `stamp` is its version and when it changed last, as they were just read.
    """
    known = _KNOWN.read.get(name)
    return _KNOWN.network if known is not None and known[0] == stamp else network()


def _reread(before: dict[str, tuple[Stamp, Read]]) -> dict[str, tuple[Stamp, Read]]:
    """Every document, those read anew that changed, in the order of their kinds and names."""
    rows = Published.objects.values_list("name", "version", "changed_at")
    stamps = {name: (version, at) for name, version, at in rows}
    changed = [name for name, at in stamps.items() if before.get(name, ((), None))[0] != at]
    anew: dict[str, Read] = {}
    for start in range(0, len(changed), AT_ONCE):
        names = changed[start : start + AT_ONCE]
        told = Published.objects.filter(name__in=names).values_list("name", "kind", "document")
        anew |= {name: _read(kind, name, document) for name, kind, document in told}
    return {
        name: (at, anew[name] if name in anew else before[name][1])
        for name, at in stamps.items()
        if name in anew or name in before
    }


def _read(kind: str, name: str, document: Anything) -> Read:
    try:
        node = node_of(document, place=Place(name))
        if kind == Kind.LOCATION:
            return location(node, facts().vocabulary)
        return rotation(node, facts().vocabulary)
    except SalernoError as error:
        log.warning("published document unreadable", document=name, problem=str(error))
        return None


def _parts(
    documents: Iterable[Read],
) -> tuple[list[Location], list[Rotation], list[Window]]:
    kept = [one for one in documents if one is not None]
    offered = [one for one in kept if isinstance(one, tuple)]
    return (
        [one for one in kept if isinstance(one, Location)],
        [own for own, _windows in offered],
        [window for _own, windows in offered for window in windows],
    )
