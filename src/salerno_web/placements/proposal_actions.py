"""What is written of placements that trainees found: proposed, confirmed by the host, refused."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any as Anything

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from salerno.errors import InputError
from salerno.periods import Period
from salerno.placements.seats import Refusal
from salerno_web.people.actions import note
from salerno_web.people.models import Message, Organisation, Role, User
from salerno_web.people.outbox import KEY
from salerno_web.people.queries import token_digest
from salerno_web.placements.actions import Booking, attempted, given, lock, tell
from salerno_web.placements.models import Placement, Proposal

MOST_OPEN = 5


def propose_placement(
    trainee: User,
    *,
    host: Organisation | None,
    told: Mapping[str, Anything],
    school: Organisation | None,
    now: datetime,
) -> Proposal:
    """Keep that somebody found a placement, and ask its host; theirs alone.

    `told` has the fields of a proposal. A host on the platform is told by mail; else whoever the
    trainee named gets a link. Raises InputError where too many are open or the address is the
    trainee's own, PermissionError where they are not of the school.
    """
    if school is not None and not trainee.memberships.filter(organisation=school).exists():
        raise PermissionError
    if told["email"].casefold() == trainee.email.casefold():
        raise InputError(_("This is your own address."), fix=_("Give an address of the host."))
    with transaction.atomic():
        User.objects.select_for_update().get(pk=trainee.pk)
        open_ones = Proposal.objects.filter(trainee=trainee, state=Proposal.State.PROPOSED)
        if open_ones.count() >= MOST_OPEN:
            raise InputError(
                _("You have proposed %(number)s placements already.") % {"number": MOST_OPEN},
                fix=_("Wait for an answer, or withdraw one."),
            )
        row = Proposal(trainee=trainee, host=host, school=school, proposed_at=now, **told)
        key = "" if host else secrets.token_urlsafe(32)
        row.digest = token_digest(key) if key else ""
        row.host_name = host.name if host else row.host_name
        row.save()
        _note("proposed", row, actor=trainee)
        if host is not None:
            _tell_host(row, host)
        else:
            _ask_guest(row, key)
    return row


def _note(verb: str, row: Proposal, *, actor: User | None, reason: str = "") -> None:
    note(
        verb, actor=actor, subject_kind="proposal", subject_id=row.pk, about=row.trainee_id,
        organisation=row.host_id, reason=reason,
    )  # fmt: skip


def _tell_host(row: Proposal, host: Organisation) -> None:
    several = User.objects.filter(
        memberships__organisation=host, memberships__role=Role.COORDINATOR, is_active=True
    )
    for user in several.distinct().order_by("pk"):
        with override(user.language):
            link = settings.ORIGIN + reverse("host_proposal", args=[host.pk, row.pk])
            told = {"trainee": row.trainee, "link": link}
            subject = _("%(trainee)s says to have found a placement with you") % told
            body = _(
                "Please confirm or refuse it; until then it counts as unconfirmed:\n\n%(link)s\n"
            )
            _send(user.email, subject, body % told, key=f"proposal {row.pk} told {user.pk}")


def _ask_guest(row: Proposal, key: str) -> None:
    with override(row.language):
        link = settings.ORIGIN + reverse("proposal_asked", args=[key])
        told = {"trainee": row.trainee, "host": row.host_name, "link": link}
        subject = _("Is it true that %(trainee)s comes to %(host)s?") % told
        body = _(
            "%(trainee)s says to have found a placement at %(host)s, and named you. Please say "
            "whether that is so. You need no account, and nothing is confirmed without you:\n\n"
            "%(link)s\n"
        )
        _send(row.email, subject, body % told, key=f"proposal {row.pk} asked")


def _send(to: str, subject: str, body: str, *, key: str) -> None:
    EmailMessage(subject, body, None, [to], headers={KEY: key}).send()


def withdraw_proposal(row: Proposal, *, now: datetime) -> None:
    """Propose it no longer; its trainee may, whom the caller has seen to."""
    with transaction.atomic():
        kept = _open(row)
        _end(kept, Proposal.State.WITHDRAWN, now=now)
        _note("withdrawn", kept, actor=kept.trainee)


def say(row: Proposal, *, yes: bool, name: str, now: datetime) -> None:
    """Keep what somebody at a host says by the link that they were sent, once; a no ends it.

    A yes confirms nothing: it is the word of whoever had the link.
    """
    with transaction.atomic():
        kept = _open(row)
        if kept.said is not None:
            raise InputError(_("This was answered already."))
        kept.said, kept.said_by, kept.digest = yes, name, ""
        if yes:
            kept.save()
        else:
            _end(kept, Proposal.State.REFUSED, now=now)
        _note("said", kept, actor=None)
        _tell_trainee(kept)


def refuse_proposal(row: Proposal, *, why: str, by: User, now: datetime) -> None:
    """Refuse a proposal, with a reason; coordinators of its host may, whom the caller has seen."""
    with transaction.atomic():
        kept = _open(row)
        kept.why = why
        _end(kept, Proposal.State.REFUSED, now=now)
        _note("refused", kept, actor=by, reason=why)
        _tell_trainee(kept)


def confirm_proposal(
    row: Proposal, *, rotation: str, window: str, by: User, now: datetime
) -> Placement | Refusal:
    """Confirm a proposal in a window of the host, which holds a seat for its trainee.

    Coordinators of its host may, whom the caller has seen to. The placement is accepted by the host
    beforehand: the trainee shows what is asked and sends the request. Confirmed again it answers
    the same placement. Raises InputError where it is open no longer, a Refusal says why there is no
    seat, and nothing is written then.
    """
    return attempted(
        lambda: _confirm(row, rotation, window, by=by, now=now), before=lambda: _confirmed(row)
    )


def _confirmed(row: Proposal) -> Placement | None:
    return Placement.objects.filter(proposal=row).first()


def _confirm(
    row: Proposal, rotation: str, window: str, *, by: User, now: datetime
) -> Placement | Refusal:
    booking = Booking(rotation, window, Period(row.first, row.end), row.school)
    locked = lock([rotation])
    kept = _open(row)
    found = given(kept.trainee, booking, key=f"proposal-{kept.pk}", now=now, locked=locked)
    if isinstance(found, Refusal):
        return found
    Placement.objects.filter(pk=found.pk).update(accepted=True)
    found.accepted = True
    kept.placement = found
    _end(kept, Proposal.State.CONFIRMED, now=now)
    _note("confirmed", kept, actor=by)
    tell("held", found, actor=by)
    _tell_trainee(kept)
    return found


def _open(row: Proposal) -> Proposal:
    """The proposal, which nobody else changes meanwhile; raises InputError unless it is open."""
    kept = Proposal.objects.select_for_update(of=["self"]).select_related("trainee").get(pk=row.pk)
    if kept.state != Proposal.State.PROPOSED:
        raise InputError(_("This was answered already."))
    return kept


def _end(row: Proposal, state: Proposal.State, *, now: datetime) -> None:
    """Keep what became of it; the address of whoever was asked is forgotten."""
    row.state, row.decided_at, row.digest, row.email = state, now, "", ""
    row.save()


def _tell_trainee(row: Proposal) -> None:
    trainee = row.trainee
    with override(trainee.language):
        page = reverse("proposal", args=[row.pk])
        told = {
            "host": row.host_name,
            "state": row.get_state_display(),
            "why": row.why,
            "link": settings.ORIGIN + page,
        }
        subject = _("The placement that you found at %(host)s") % told
        body = _("%(state)s\n%(why)s\n\n%(link)s\n") % told
        _send(trainee.email, subject, body, key=f"proposal {row.pk} {row.state} {row.said}")


def erase_mail(user: User) -> None:
    """Erase the mail in which hosts are asked about somebody: it names them."""
    for name in Proposal.objects.filter(trainee=user).values_list("pk", flat=True):
        Message.objects.filter(Q(key__startswith=f"proposal {name} ")).delete()
