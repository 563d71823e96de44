"""Deleting what was kept long enough, each deletion noted in the log."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from salerno_web.people.actions import note
from salerno_web.people.keeping import Kept, aged, due_on, kept, periods
from salerno_web.people.models import Event
from salerno_web.people.retention import Aged, Going, Total, due, totals

AT_ONCE = 200  # rows in a transaction


def tidy(as_of: date) -> tuple[Total, ...]:
    """Delete what is due on a day and return how much of what; the worker and operators may.

    Each sort goes in transactions of its own, so that one which fails undoes no other. What is no
    longer due when its turn comes stays.
    """
    found, gone = due_on(as_of), list[Going]()
    for one in kept():
        names = [going.thing.id for going in found if going.thing.timer == one.timer]
        for start in range(0, len(names), AT_ONCE):
            gone += _drop(one, names[start : start + AT_ONCE], as_of)
    told = totals(gone)
    note(
        "tidied", actor=None, subject_kind="site", subject_id=as_of.isoformat(),
        detail={total.timer: total.number for total in told},
    )  # fmt: skip
    return told


def _drop(one: Kept, names: list[str], as_of: date) -> tuple[Going, ...]:
    with transaction.atomic():
        rows = one.rows(None).filter(pk__in=names)
        one.lock(rows)
        going = due(aged(one, rows), days=periods(), as_of=as_of)
        _note(one, [each.thing for each in going])
        one.drop(one.rows(None).filter(pk__in=[each.thing.id for each in going]))
    return going


def _note(one: Kept, things: Iterable[Aged]) -> None:
    """One event for each person whose things go; names of what is secret stay unwritten."""
    by_person = sorted(things, key=lambda thing: (thing.about, thing.id))
    for about, group in groupby(by_person, key=lambda thing: thing.about):
        names = [thing.id for thing in group]
        detail = {"timer": one.timer, "number": len(names)}
        note(
            "erased", actor=None, subject_kind=one.subject,
            subject_id=names[0] if len(names) == 1 and not one.is_secret else one.timer,
            about=about, detail=detail if one.is_secret else {**detail, "ids": names},
        )  # fmt: skip


def tidy_daily() -> int:
    """Tidy, unless that was done today; run by the worker. Returns how many things went."""
    today = timezone.localdate()
    last = Event.objects.filter(verb="tidied").order_by("-id").values_list("subject_id", flat=True)
    if last.first() == today.isoformat():
        return 0
    return sum(total.number for total in tidy(today))
