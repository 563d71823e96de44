"""What is kept for a time and by which timer, told by every part of the site; never the log.

Each part names its own in a table `KEPT`; the setting KEPT names the tables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any as Anything

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from salerno_web.people.models import User
from salerno_web.people.permissions import Viewer
from salerno_web.people.retention import Aged, Going, due, schedule

Rows = Callable[[User | None], QuerySet[Anything]]


def delete_rows(rows: QuerySet[Anything]) -> None:
    """Delete rows, whatever they are."""
    rows.delete()


def lock_rows(rows: QuerySet[Anything]) -> None:
    """Let nobody change rows until the transaction is over."""
    locked = rows.model._default_manager.filter(pk__in=rows.values("pk"))
    list(locked.select_for_update(of=("self",)).values_list("pk"))


@dataclass(frozen=True, slots=True)
class Kept:
    """One sort of thing that is kept for a time.

    `rows` gives those of somebody, or of everybody for None, each with `since`. `owner` and `label`
    are columns: whom it is about, what its owner calls it. `days` is there where nobody may choose.
    The id of what `is_secret` is never written down.
    """

    timer: str
    title: Anything
    subject: str
    rows: Rows
    owner: str = ""
    label: str = ""
    days: int | None = None
    is_secret: bool = False
    drop: Callable[[QuerySet[Anything]], None] = delete_rows
    lock: Callable[[QuerySet[Anything]], None] = lock_rows


def kept() -> tuple[Kept, ...]:
    """Every sort of thing that is kept for a time."""
    return tuple(one for path in settings.KEPT for one in import_string(path))


def periods() -> Mapping[str, int]:
    """For how many days each is kept."""
    chosen = settings.KEEP_DAYS
    return {one.timer: chosen[one.timer] if one.days is None else one.days for one in kept()}


def aged(one: Kept, rows: QuerySet[Anything]) -> Iterator[Aged]:
    """Rows of one sort as things with an age; 1 statement."""
    columns = [name for name in (one.owner, one.label) if name]
    for pk, since, *more in rows.values_list("pk", "since", *columns):
        told = dict(zip(columns, more, strict=True))
        about, label = told.get(one.owner), told.get(one.label)
        yield Aged(one.timer, one.subject, str(pk), _day(since), str(about or ""), str(label or ""))


def _day(moment: date | datetime) -> date:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


def due_on(as_of: date) -> tuple[Going, ...]:
    """Everything that goes on a day; 1 statement for each sort."""
    things = (thing for one in kept() for thing in aged(one, one.rows(None)))
    return due(things, days=periods(), as_of=as_of)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What of somebody goes on a day, in words."""

    on: date
    title: Anything
    labels: tuple[str, ...]
    number: int


def leaving_of(person: User, *, viewer: Viewer) -> tuple[Leaving, ...]:
    """What of somebody goes and when, the soonest first, for themselves; 1 statement a sort."""
    if person != viewer:
        return ()
    things = (thing for one in kept() for thing in aged(one, one.rows(person)))
    titles = {one.timer: one.title for one in kept()}
    return tuple(_together(schedule(things, days=periods()), titles))


def _together(going: Iterable[Going], titles: Mapping[str, Anything]) -> Iterator[Leaving]:
    found: dict[tuple[date, str], list[str]] = {}
    for one in going:
        found.setdefault((one.on, one.thing.timer), []).append(one.thing.label)
    for (day, timer), labels in found.items():
        named = tuple(label for label in labels if label)
        yield Leaving(day, titles[timer], named, len(labels))
