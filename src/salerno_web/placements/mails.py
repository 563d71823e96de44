"""Mail about placements: to whom an event is told, and what is missing or runs out soon.

Every mail is a row that is written with what it tells of, and bears a key: it is sent once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from salerno.periods import Period
from salerno.placements.passports import Notice, Paper, Reminder
from salerno.rules.wording.leaves import requirement_words
from salerno.rules.wording.reports import held
from salerno_web.atlas.queries import voice
from salerno_web.people.models import Event, Role, User
from salerno_web.people.outbox import BY, KEY
from salerno_web.placements.models import Placement
from salerno_web.placements.networks import network
from salerno_web.placements.words import TOLD
from salerno_web.programmes.words import word

TO_TRAINEE = frozenset(
    {
        "release", "decline", "accept", "refuse", "waitlist", "refill", "begin", "finish",
        "certify", "pause", "resume", "lapse", "cancel", "miss", "charge", "receive", "pay-back",
    }
)  # fmt: skip
TO_HOST = frozenset({"request", "release", "withdraw", "lapse", "say-paid"})
TO_SCHOOL = frozenset({"request", "accept", "refuse", "withdraw", "cancel", "miss", "certify"})


def mail_event(event: Event, row: Placement) -> None:
    """Write to everybody whom an event of a placement concerns, in their language; once each.

    Whoever did it is not told of it. The organisation that did it may hold and recall the mail.
    """
    by = _caused(event, row)
    for user, subject, body in mails_of(event.verb, row, actor=event.actor, why=event.reason):
        key = f"placement event {event.digest}"
        headers = {KEY: key, **({BY: str(by)} if by else {})}
        EmailMessage(subject, body, None, [user.email], headers=headers).send()


def mails_of(verb: str, row: Placement, *, actor: str, why: str) -> Iterator[tuple[User, str, str]]:
    """Whom a move would be told to, with the subject and the words of each mail; nothing is kept.

    `actor` is the id of whoever makes the move.
    """
    for user in _concerned(verb, row):
        if str(user.pk) != actor:
            with override(user.language):
                words = word(TOLD, verb)
                text = "\n\n".join(filter(None, (words, why)))
                yield user, words, _body(row, text)


def _caused(event: Event, row: Placement) -> UUID | None:
    """The organisation that made a move; none where its trainee did, or time."""
    if event.actor in ("", str(row.trainee_id)):
        return None
    return row.school_id if event.verb in ("release", "decline") else row.host_id


def _concerned(verb: str, row: Placement) -> Iterator[User]:
    if verb in TO_TRAINEE:
        yield row.trainee
    if verb in TO_HOST and _is_for_host(verb, row):
        yield from _acting_for(row.host_id, Role.COORDINATOR)
    if verb in TO_SCHOOL and row.school_id:
        yield from _acting_for(row.school_id, Role.SCHOOL_OFFICE)


def _is_for_host(verb: str, row: Placement) -> bool:
    """A host hears of a request once its school has released the trainee, if it must."""
    return verb != "request" or row.state != "release"


def _acting_for(organisation: UUID, role: Role) -> Iterable[User]:
    found = User.objects.filter(
        memberships__organisation=organisation, memberships__role=role, is_active=True
    )
    return found.distinct().order_by("pk")


def mail_missing(row: Placement, found: Reminder, *, key: str) -> None:
    """Remind a trainee of what a placement misses; once for each key."""
    with override(row.trainee.language):
        lines = "\n".join(_missing_line(one) for one in found.papers)
        subject = _("Something is still missing for your placement")
        text = _("These things are not shown yet:\n\n%(lines)s") % {"lines": lines}
        _write(row.trainee, row, subject=subject, text=text, key=key)


def _missing_line(one: Paper) -> str:
    speaker, asks = voice(), one.asked.demand.asks
    assert asks is not None  # what is waived is not asked
    return _("- %(what)s (by %(day)s)") % {
        "what": requirement_words(asks, speaker),
        "day": speaker.day(one.by),
    }


def mail_expiry(row: Placement, notice: Notice) -> None:
    """Tell a trainee that something on which a placement rests expires soon; once for each step."""
    with override(row.trainee.language):
        speaker = voice()
        told = {
            "what": held(notice.credential, speaker),
            "day": speaker.day(notice.expires),
        }
        subject = _("Something of yours expires soon: %(what)s") % told
        text = _("%(what)s expires on %(day)s. Your placement rests on it.") % told
        _write(row.trainee, row, subject=subject, text=text, key=f"expiry {notice.key}")


def _write(user: User, row: Placement, *, subject: str, text: str, key: str) -> None:
    headers = {KEY: f"placement {key}"}
    EmailMessage(subject, _body(row, text), None, [user.email], headers=headers).send()


def _body(row: Placement, text: str) -> str:
    speaker, own = voice(), network().rotations.get(row.rotation)
    told = {
        "text": text,
        "title": (speaker.text(own.offer.title) if own else "") or row.rotation,
        "host": row.host,
        "days": speaker.period(Period(row.first, row.end)),
        "link": settings.ORIGIN + reverse("placement", args=[row.pk]),
    }
    return _("%(text)s\n\n%(title)s, %(host)s\n%(days)s\n\n%(link)s\n") % told
