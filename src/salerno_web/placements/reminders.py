"""What trainees are reminded of: papers that a placement misses, and those that run out soon."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from salerno.placements.networks import Network
from salerno.placements.passports import Reminder, notices, reminder
from salerno.placements.states import OVER
from salerno_web.people.actions import note
from salerno_web.people.models import User
from salerno_web.placements.mails import mail_expiry, mail_missing
from salerno_web.placements.models import Placement
from salerno_web.placements.networks import network
from salerno_web.placements.queries import at_host, papers_for

AHEAD = timedelta(days=90)
"""Placements that begin later are not looked at yet: nobody is reminded so early."""


def remind_all(*, now: datetime) -> int:
    """Remind trainees of what is missing and what expires; of how many placements. By the worker.

    Each reminder bears a key, so that it is written once however often this is run.
    """
    known = network()
    return sum(
        _remind(row, known, now=now) for row in _ahead(now) if row.rotation in known.rotations
    )


def _ahead(now: datetime) -> QuerySet[Placement]:
    rows = Placement.objects.exclude(state__in=[*OVER, "waitlisted", "certified"])
    rows = rows.filter(first__lte=(now + AHEAD).date())
    return rows.select_related("trainee", "host")


def _remind(row: Placement, known: Network, *, now: datetime) -> bool:
    papers, today = papers_for(row, known=known), at_host(row.rotation, now).date()
    due, ending = reminder(papers, today=today), notices(papers, today=today)
    with transaction.atomic():
        if due is not None:
            mail_missing(row, due, key=f"missing {row.pk} {due.days}")
        for one in ending:
            mail_expiry(row, one)
    return bool(due or ending)


def remind_now(row: Placement, *, by: User, now: datetime) -> bool:
    """Remind a trainee of all that is missing, because somebody asks for it; once a day.

    The host or the school of the placement may, which the caller has seen to. Whether anything is
    missing.
    """
    missing = tuple(one for one in papers_for(row, known=network()) if not one.is_met)
    if not missing:
        return False
    today = at_host(row.rotation, now).date()
    with transaction.atomic():
        mail_missing(row, Reminder(0, missing), key=f"asked {row.pk} {today}")
        note(
            "reminded", actor=by, subject_kind="placement", subject_id=row.pk,
            about=row.trainee_id, organisation=row.host_id,
        )  # fmt: skip
    return True
