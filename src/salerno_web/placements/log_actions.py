"""The log of a placement: what its trainee writes and its host confirms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any as Anything
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from salerno.errors import InputError
from salerno.periods import Period
from salerno.placements.logs import Hours, check_case, check_day, check_hours, weekly
from salerno_web.people.actions import note
from salerno_web.people.models import User
from salerno_web.placements.models import Entry, Placement

RUNNING = frozenset({"active", "paused", "evaluation"})
"""In these states of a placement its log is written."""


def entries_of(row: Placement) -> QuerySet[Entry]:
    """The log of a placement, by day; 1 statement when it is asked."""
    return Entry.objects.filter(placement=row).select_related("confirmed_by")


def weeks_of(entries: QuerySet[Entry]) -> dict[date, float]:
    """The hours of each week by its Monday; no SQL once the entries were read."""
    logged = (one for one in entries if one.kind == Entry.Kind.HOURS)
    return weekly(Hours(one.day, float(one.told["hours"])) for one in logged)


def write_hours(row: Placement, *, day: date, hours: float, now: datetime) -> Entry:
    """Keep the hours of a day, in the place of what was told of it; its trainee alone.

    Raises InputError where it is no day of the stay, or where the host confirmed its hours: those
    are not changed, unless the same are told again.
    """
    check_hours(Hours(day, hours), stay=Period(row.first, row.end))
    with transaction.atomic():
        Placement.objects.select_for_update().get(pk=row.pk)
        kept = Entry.objects.filter(placement=row, kind=Entry.Kind.HOURS, day=day).first()
        if kept and kept.confirmed_at:
            if kept.told["hours"] != hours:
                raise InputError(_("The hours of this day are confirmed, and not changed."))
            return kept
        own = kept or Entry(placement=row, kind=Entry.Kind.HOURS, day=day)
        own.told, own.written_at = {"hours": hours}, now
        own.save()
        return own


CASE = ("problem", "done", "supervision")
"""What is told of a case beside its day."""


def write_case(row: Placement, told: Mapping[str, Anything], *, now: datetime) -> Entry:
    """Keep a case; its trainee alone. Raises InputError where it may tell who the patient is."""
    check_case(f"{told['problem']} {told['done']}")
    check_day(told["day"], stay=Period(row.first, row.end))
    return Entry.objects.create(
        placement=row, kind=Entry.Kind.CASE, day=told["day"], written_at=now,
        told={name: told[name] for name in CASE},
    )  # fmt: skip


def drop_entry(row: Placement, name: UUID) -> bool:
    """Drop a line of the log that is not confirmed; its trainee alone, while the log is written.

    Whether there was one.
    """
    if row.state not in RUNNING:
        return False
    dropped, _each = Entry.objects.filter(placement=row, pk=name, confirmed_at=None).delete()
    return bool(dropped)


def confirm_log(row: Placement, *, by: User, now: datetime, seen: datetime | None = None) -> int:
    """Confirm everything in the log that is not confirmed; the host alone. How many lines.

    Nothing that was written after what they have `seen`.
    """
    with transaction.atomic():
        waiting = Entry.objects.filter(
            placement=row, confirmed_at=None, written_at__lte=seen or now
        )
        count = waiting.update(confirmed_at=now, confirmed_by=by)
        if count:
            note(
                "log confirmed", actor=by, subject_kind="placement", subject_id=row.pk,
                about=row.trainee_id, organisation=row.host_id, detail={"lines": count},
            )  # fmt: skip
    return count
