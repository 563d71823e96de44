"""What is written of evaluations: their plan, who is asked by a link, what they file."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from salerno.errors import InputError
from salerno.periods import Period
from salerno.placements.evaluations import Answers, planned, reminders_due
from salerno_web.atlas.queries import voice
from salerno_web.people.actions import note
from salerno_web.people.models import Message, User
from salerno_web.people.outbox import KEY
from salerno_web.people.queries import token_digest
from salerno_web.placements.evaluation_queries import CLOSED, OPEN_FOR, opens_on, owed
from salerno_web.placements.models import Evaluation, Placement
from salerno_web.placements.networks import network


def plan(row: Placement) -> None:
    """Plan the evaluations that a stay needs; those that are planned stay. In the transaction."""
    for one in planned(Period(row.first, row.end)):
        Evaluation.objects.get_or_create(
            placement=row, side=one.side, stage=one.stage, defaults={"due": one.due}
        )


def ask_guest(
    row: Evaluation, *, name: str, email: str, language: str, by: User, now: datetime
) -> Evaluation:
    """Ask somebody without an account to evaluate, by a link of theirs; the row as it then is.

    The caller has seen to that `by` acts for the host. An earlier link opens nothing any more, and
    whoever is asked late is not reminded of what was due before.
    Raises InputError where it is filed already, and where the address is the trainee's own.
    """
    with transaction.atomic():
        kept = Evaluation.objects.select_for_update().get(pk=row.pk)
        if kept.filed_at is not None:
            raise InputError(_("This evaluation is filed already."))
        if email.casefold() == kept.placement.trainee.email.casefold():
            raise InputError(
                _("This is the trainee's own address."), fix=_("Ask somebody who taught them.")
            )
        key = secrets.token_urlsafe(32)
        kept.evaluator, kept.email, kept.language = name, email, language
        kept.digest, kept.invited_at = token_digest(key), now
        kept.reminded = reminders_due(kept.due, today=now.date())
        kept.save()
        _invite(kept, key)
        note(
            "evaluator asked", actor=by, subject_kind="placement", subject_id=row.placement_id,
            about=row.placement.trainee_id, organisation=row.placement.host_id,
        )  # fmt: skip
    return kept


def _invite(row: Evaluation, key: str) -> None:
    with override(row.language):
        told = _told(row) | {"link": settings.ORIGIN + reverse("evaluate", args=[key])}
        subject = _("Please evaluate %(trainee)s") % told
        body = _(
            "%(name)s, you are asked by %(host)s to evaluate %(trainee)s:\n\n"
            "%(title)s\n%(days)s\n\nYou need no account. This link is for you alone:\n\n"
            "%(link)s\n\nPlease answer by %(due)s.\n"
        )
        _send(row.email, subject, body % told, key=f"evaluate {row.pk} {row.digest}")


def _told(row: Evaluation) -> dict[str, str]:
    speaker, placement = voice(), row.placement
    own = network().rotations.get(placement.rotation)
    return {
        "name": row.evaluator,
        "host": str(placement.host),
        "trainee": str(placement.trainee),
        "title": (speaker.text(own.offer.title) if own else "") or placement.rotation,
        "days": speaker.period(Period(placement.first, placement.end)),
        "due": speaker.day(row.due),
    }


def _send(to: str, subject: str, body: str, *, key: str) -> None:
    EmailMessage(subject, body, None, [to], headers={KEY: key}).send()


def file(row: Evaluation, answers: Answers, *, by: User | None, now: datetime) -> None:
    """Keep what somebody says; whoever holds the link, the host, or the trainee of their side.

    The caller has seen to who files. The link opens nothing any more, and the address that it was
    sent to is forgotten. Raises InputError where it is filed already, for what was said is not
    changed; where somebody else was asked meanwhile; before it opens; and where the placement
    came to nothing.
    """
    with transaction.atomic():
        kept = Evaluation.objects.select_for_update().get(pk=row.pk)
        _check_open(kept, digest=row.digest if by is None else kept.digest, today=now.date())
        kept.answers = {
            "marks": dict(answers.marks), "words": answers.words, "public": answers.is_public,
        }  # fmt: skip
        kept.filed_at, kept.filed_by, kept.digest, kept.email = now, by, "", ""
        kept.save()
        note(
            "evaluated", actor=by, subject_kind="placement", subject_id=row.placement_id,
            about=row.placement.trainee_id, organisation=row.placement.host_id,
            detail={"side": kept.side, "stage": kept.stage},
        )  # fmt: skip


def _check_open(row: Evaluation, *, digest: str, today: date) -> None:
    if row.filed_at is not None:
        raise InputError(_("This evaluation is filed already."))
    if row.digest != digest:
        raise InputError(_("Somebody else was asked meanwhile: this link opens nothing any more."))
    if row.placement.state in CLOSED:
        raise InputError(_("This placement came to nothing: there is nothing to evaluate."))
    opens = opens_on(row)
    if opens and today < opens:
        raise InputError(_("This can be evaluated from %(day)s on.") % {"day": voice().day(opens)})


def remind_owed(*, now: datetime) -> int:
    """Remind whoever owes an evaluation, twice at most; how many were reminded. By the worker."""
    reminded = 0
    for row in owed(now=now):
        count = reminders_due(row.due, today=now.date())
        if count > row.reminded:
            with transaction.atomic():
                _remind(row, count)
                Evaluation.objects.filter(pk=row.pk).update(reminded=count)
            reminded += 1
    return reminded


def _remind(row: Evaluation, count: int) -> None:
    """Write to the guest, whose link stays theirs, or else to the trainee or the coordinators."""
    for email, language in _owing(row):
        with override(language):
            told = _told(row) | {"days_open": OPEN_FOR.days}
            subject = _("An evaluation is still missing: %(title)s") % told
            body = _("The evaluation of %(trainee)s, %(days)s, was due on %(due)s.\n%(where)s\n")
            told["where"] = _where(row)
            _send(email, subject, body % told, key=f"evaluation {row.pk} {count} {email}")


def _where(row: Evaluation) -> str:
    if row.side == Evaluation.Side.HOST and row.email:
        return _("Please open the link that you were sent.")
    return settings.ORIGIN + reverse("placement_evaluations", args=[row.placement_id])


def _owing(row: Evaluation) -> list[tuple[str, str]]:
    if row.side == Evaluation.Side.TRAINEE:
        return [(row.placement.trainee.email, row.placement.trainee.language)]
    if row.email:
        return [(row.email, row.language)]
    users = User.objects.filter(
        memberships__organisation=row.placement.host_id, memberships__role="coordinator"
    )
    return [(user.email, user.language) for user in users.distinct()]


def erase_mail(user: User) -> None:
    """Erase the mail in which others are asked to evaluate somebody: it names them."""
    for name in Evaluation.objects.filter(placement__trainee=user).values_list("pk", flat=True):
        asked = Q(key__startswith=f"evaluate {name} ") | Q(key__startswith=f"evaluation {name} ")
        Message.objects.filter(asked).delete()
