"""What is written of incidents: told by a trainee, read, answered, closed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from salerno.errors import InputError
from salerno.periods import Period
from salerno.placements.logs import check_case, check_day
from salerno_web.people.actions import note
from salerno_web.people.models import Role, User
from salerno_web.people.outbox import KEY
from salerno_web.placements.models import Incident, Placement


def tell_incident(
    row: Placement, *, kind: str, day: date, words: str, to: frozenset[str], now: datetime
) -> Incident:
    """Keep what went wrong, and tell those whom the trainee chose; the trainee alone may.

    The caller has seen to that. `to` is of host and school. The mail says that there is something
    to read, and nothing of it. Raises InputError where nobody is told, where the day is not of the
    stay, or where the words may tell who a patient is.
    """
    check_case(words)
    check_day(day, stay=Period(row.first, row.end))
    if row.school_id is None:
        to -= {"school"}
    if not to:
        raise InputError(_("Nobody would read this."), fix=_("Choose who is to read it."))
    with transaction.atomic():
        own = Incident.objects.create(
            placement=row, kind=kind, day=day, words=words, to_host="host" in to,
            to_school="school" in to, told_at=now,
        )  # fmt: skip
        _note("told", own, actor=row.trainee)
        for user in _readers(own):
            _mail(user, own, key=f"incident {own.pk} {user.pk}")
    return own


def _readers(own: Incident) -> Iterator[User]:
    told = (
        (own.to_host, own.placement.host_id, Role.COORDINATOR),
        (own.to_school, own.placement.school_id, Role.SCHOOL_OFFICE),
    )
    for is_told, organisation, role in told:
        if is_told and organisation:
            yield from (
                User.objects.filter(
                    memberships__organisation=organisation, memberships__role=role, is_active=True
                )
                .distinct()
                .order_by("pk")
            )


def _mail(user: User, own: Incident, *, key: str) -> None:
    with override(user.language):
        page = reverse("placement_incidents", args=[own.placement_id])
        link = settings.ORIGIN + page
        subject = _("There is a report on a placement for you to read")
        body = _("Something was reported, or answered, on a placement. Read it here:\n\n%(link)s\n")
        EmailMessage(subject, body % {"link": link}, None, [user.email], headers={KEY: key}).send()


def _note(verb: str, own: Incident, *, actor: User) -> None:
    note(
        verb, actor=actor, subject_kind="incident", subject_id=own.pk,
        about=own.placement.trainee_id,
    )  # fmt: skip


def note_looking(own: Incident, *, by: User) -> None:
    """Keep that somebody else than the trainee read it."""
    _note("read", own, actor=by)


def answer_incident(own: Incident, *, words: str, closes: bool, by: User, now: datetime) -> None:
    """Answer an incident, and close it or not; those whom it was told may.

    The caller has seen to that. The trainee and everybody else who reads it are told by mail.
    Raises InputError where it is closed.
    """
    with transaction.atomic():
        kept = Incident.objects.select_for_update().get(pk=own.pk)
        if kept.closed_at is not None:
            raise InputError(_("This report is closed."))
        kept.answer = "\n\n".join(filter(None, (kept.answer, words)))
        kept.closed_at = now if closes else None
        kept.save()
        _note("closed" if closes else "answered", kept, actor=by)
        for user in (kept.placement.trainee, *_readers(kept)):
            if user != by:
                _mail(user, kept, key=f"incident {own.pk} {user.pk} {now.isoformat()}")
