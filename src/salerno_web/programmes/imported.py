"""What was taken in beside the programmes that are shipped, and how every worker hears of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TypeVar
from uuid import UUID

import structlog
from django.db.models import Count, Max
from django.http import HttpRequest, HttpResponse

from salerno.errors import Place, SalernoError
from salerno.programmes.language import programme, school
from salerno.programmes.programmes import Programme
from salerno.programmes.schools import School
from salerno.strict_yaml import Node, node_of
from salerno_web.atlas.queries import facts
from salerno_web.programmes.models import Import, Imported, ImportState

READERS = ("/programmes/", "/api/v1/programmes")
"""Below these addresses pages read the directory."""
REMEMBERING = ("salerno_web.programmes.", "salerno_web.routes.", "salerno_web.api.programmes")
"""What these modules remember hangs on the directory."""
SHIPPED = "_shipped"
KEPT_IMPORTS = 100
log = structlog.get_logger(__name__)

T = TypeVar("T")
Taken = tuple[tuple[School, ...], tuple[Programme, ...]]


@dataclass(slots=True)
class _Known:
    """What this process read last, and the stamp that it was read under."""

    stamp: tuple[object, ...] = (0, None)
    taken: Taken = ((), ())


_KNOWN = _Known()


def imported() -> Taken:
    """The schools and programmes that were taken in, as this process read them last; no SQL."""
    return _KNOWN.taken


def stamp() -> object:
    """What tells the state of what was taken in, as this process knows it; no SQL."""
    return _KNOWN.stamp


def refresh() -> bool:
    """Read what was taken in or taken back since; whether anything was.

    1 statement, and where something changed 1 more, and 1 for each import that is new to this
    process.
    """
    rows = Import.objects.filter(state=ImportState.TAKEN).order_by()
    found = rows.aggregate(number=Count("pk"), last=Max("changed_at"))
    stamp = (found["number"], found["last"])
    if stamp == _KNOWN.stamp:
        return False
    known = rows.order_by("changed_at").values_list("pk", "changed_at")
    parts = [_documents_of(*row) for row in known]
    _KNOWN.stamp = stamp
    _KNOWN.taken = (
        tuple(own for schools, _ in parts for own in schools),
        tuple(own for _, programmes in parts for own in programmes),
    )
    forget()
    return True


@lru_cache(maxsize=KEPT_IMPORTS)
def _documents_of(name: UUID, _changed_at: datetime) -> Taken:
    """The documents of an import, read as values; 1 statement."""
    rows = Imported.objects.filter(made_by=name).values_list("kind", "name", "document")
    told = list(rows)
    return (
        tuple(_read((row for row in told if row[0] == "school"), school)),
        tuple(
            _read(
                (row for row in told if row[0] == "programme"),
                lambda node: programme(node, facts().vocabulary),
            )
        ),
    )


def _read(rows: Iterable[tuple[str, str, object]], read: Callable[[Node], T]) -> Iterator[T]:
    """Each document as a value; one that a later release cannot read is left out, and logged."""
    for _, name, document in rows:
        try:
            yield read(node_of(document, place=Place(name)))
        except SalernoError as error:
            log.warning("imported document unreadable", document=name, problem=str(error))


def forget() -> None:
    """Forget everything of this process that was reckoned from the directory as it was.

    What is shipped stays: it is the same until the next start.
    """
    for name, module in list(sys.modules.items()):
        if name.startswith(REMEMBERING) and name != __name__:
            for own in list(vars(module).values()):
                is_ours = getattr(own, "__module__", "") == name and hasattr(own, "cache_clear")
                if is_ours and own.__name__ != SHIPPED:
                    own.cache_clear()


def fresh(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Let pages of programmes see what another worker took in; 1 statement more for each."""

    def answered(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(READERS):
            refresh()
        return respond(request)

    return answered
