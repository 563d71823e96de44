"""What is written of letters of recommendation: asked, written, declined, sent, withdrawn."""

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
from salerno.placements.letters import ASKED_IN, MOST_OPEN, reminders_due
from salerno_web.atlas.queries import voice
from salerno_web.people.actions import note
from salerno_web.people.models import Message, User
from salerno_web.people.outbox import KEY
from salerno_web.people.queries import token_digest
from salerno_web.placements.letter_queries import letters_of, letters_owed, sent_key
from salerno_web.placements.models import Letter, Placement


def ask_letter(  # noqa: PLR0913 - a letter is asked of somebody, for something, by a day
    row: Placement,
    *,
    writer: str,
    email: str,
    language: str,
    purpose: str,
    due: date,
    waived: bool,
    now: datetime,
) -> Letter:
    """Ask somebody for a letter by a link of theirs; the trainee of the placement alone may.

    The caller has seen to that. Raises InputError where nobody can have seen them work yet, where
    the address is their own, where it is due already, or where too many are open.
    """
    with transaction.atomic():
        kept = Placement.objects.select_for_update(of=["self"]).select_related("trainee")
        placement = kept.get(pk=row.pk)
        _check_asked(placement, email=email, due=due, today=now.date())
        key = secrets.token_urlsafe(32)
        letter = Letter.objects.create(
            placement=placement, writer=writer, email=email, language=language, purpose=purpose,
            due=due, waived=waived, digest=token_digest(key), asked_at=now,
            reminded=reminders_due(due, today=now.date()),
        )  # fmt: skip
        with override(language):
            told = _told(letter) | {"link": settings.ORIGIN + reverse("letter_write", args=[key])}
            body = _(
                "%(writer)s, %(trainee)s asks you for a letter of recommendation, after a "
                "placement at %(host)s.\n\nYou need no account. This link is for you alone; there "
                "you write it, or say that you will not:\n\n%(link)s\n\nPlease answer by %(due)s.\n"
            )
            subject = _("A letter of recommendation for %(trainee)s") % told
            _send(email, subject, body % told, key=f"letter {letter.pk} asked")
        _note("asked", letter, actor=placement.trainee)
        return letter


def _check_asked(row: Placement, *, email: str, due: date, today: date) -> None:
    if row.state not in ASKED_IN:
        raise InputError(
            _("Nobody there can have seen you work yet."),
            fix=_("Ask once the placement has begun."),
        )
    if email.casefold() == row.trainee.email.casefold():
        raise InputError(_("This is your own address."), fix=_("Give the address of who writes."))
    if due <= today:
        raise InputError(_("This day is over."), fix=_("Give whoever writes some time."))
    if letters_of(row).filter(state=Letter.State.ASKED).count() >= MOST_OPEN:
        raise InputError(
            _("You have asked for %(number)s letters already.") % {"number": MOST_OPEN},
            fix=_("Wait for one of them, or withdraw one."),
        )


def _told(row: Letter) -> dict[str, str]:
    return {
        "writer": row.writer,
        "trainee": str(row.placement.trainee),
        "host": str(row.placement.host),
        "due": voice().day(row.due),
    }


def _send(to: str, subject: str, body: str, *, key: str) -> None:
    EmailMessage(subject, body, None, [to], headers={KEY: key}).send()


def _note(verb: str, row: Letter, *, actor: User | None) -> None:
    note(
        verb, actor=actor, subject_kind="letter", subject_id=row.pk,
        about=row.placement.trainee_id,
    )  # fmt: skip


def write_letter(row: Letter, *, title: str, words: str, now: datetime) -> None:
    """Keep a letter; whoever has its link may. The link opens nothing any more."""
    _answer(row, Letter.State.WRITTEN, now=now, title=title, words=words)


def decline_letter(row: Letter, *, now: datetime) -> None:
    """Keep that somebody does not write; whoever has the link may."""
    _answer(row, Letter.State.DECLINED, now=now)


def withdraw_letter(row: Letter, *, now: datetime) -> None:
    """Ask for a letter no longer; the trainee may, whom the caller has seen to."""
    _answer(row, Letter.State.WITHDRAWN, now=now)


def _answer(
    row: Letter, state: Letter.State, *, now: datetime, title: str = "", words: str = ""
) -> None:
    """Keep what became of a letter, once; raises InputError where something became of it before.

    The trainee is told, and the address of the writer is forgotten.
    """
    with transaction.atomic():
        kept = Letter.objects.select_for_update().get(pk=row.pk)
        if kept.state != Letter.State.ASKED or kept.digest != row.digest:
            raise InputError(_("Nothing is asked of you any longer: this was answered already."))
        kept.state, kept.answered_at, kept.title, kept.words = state, now, title, words
        kept.digest, kept.email = "", ""
        kept.save()
        is_own = state == Letter.State.WITHDRAWN
        _note(str(state), kept, actor=kept.placement.trainee if is_own else None)
        if not is_own:
            _tell_trainee(kept)


def _tell_trainee(row: Letter) -> None:
    trainee = row.placement.trainee
    with override(trainee.language):
        page = reverse("placement_letters", args=[row.placement_id])
        told = _told(row) | {"state": row.get_state_display(), "link": settings.ORIGIN + page}
        subject = _("Your letter of recommendation: %(state)s") % told
        body = _("%(writer)s answered: %(state)s\n\n%(link)s\n") % told
        _send(trainee.email, subject, body, key=f"letter {row.pk} {row.state}")


def send_letter(row: Letter, *, to: str, by: User, now: datetime) -> None:
    """Send somebody a link to read a letter that is written; its trainee alone may.

    The trainee sends it unread where they waived reading it. Raises InputError where it is not
    written, and where a waived one would be sent to the trainee.
    """
    if row.state != Letter.State.WRITTEN:
        raise InputError(_("This letter is not written."))
    if row.waived and to.casefold() == by.email.casefold():
        raise InputError(
            _("You waived reading this letter."), fix=_("Give the address of who asks for it.")
        )
    with transaction.atomic(), override(row.language):
        page = reverse("letter_read", args=[sent_key(row, to=to)])
        told = _told(row) | {"link": settings.ORIGIN + page}
        subject = _("A letter of recommendation for %(trainee)s") % told
        body = _(
            "%(trainee)s sends you a letter of recommendation by %(writer)s. Read it within thirty "
            "days:\n\n%(link)s\n"
        )
        _send(to, subject, body % told, key=f"letter {row.pk} sent {now.isoformat()}")
        _note("sent", row, actor=by)


def note_reading(row: Letter) -> None:
    """Keep that somebody read a letter by the link that they were sent; the trainee sees it."""
    _note("read", row, actor=None)


def remind_writers(*, now: datetime) -> int:
    """Remind whoever has not written a letter, twice at most; how many were. By the worker."""
    reminded = 0
    for row in letters_owed(now=now):
        count = reminders_due(row.due, today=now.date())
        if count > row.reminded:
            with transaction.atomic(), override(row.language):
                told = _told(row)
                subject = _("A letter of recommendation for %(trainee)s is due on %(due)s") % told
                body = _(
                    "%(writer)s, %(trainee)s waits for your letter.\nPlease open the link that you "
                    "were sent.\n"
                )
                _send(row.email, subject, body % told, key=f"letter {row.pk} reminded {count}")
                Letter.objects.filter(pk=row.pk).update(reminded=count)
            reminded += 1
    return reminded


def erase_mail(user: User) -> None:
    """Erase the mail in which others are asked for letters about somebody: it names them."""
    asked = Letter.objects.filter(placement__trainee=user).values_list("pk", flat=True)
    for name in asked:
        Message.objects.filter(Q(key__startswith=f"letter {name} ")).delete()
