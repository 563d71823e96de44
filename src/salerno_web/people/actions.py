"""What changes people, organisations and consents, and the log of what was done."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any as Anything
from uuid import UUID

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import signing
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from structlog.contextvars import get_contextvars

from salerno.errors import InputError
from salerno_web.people.chain import START, digest_of
from salerno_web.people.models import (
    ApiToken,
    ChainEnd,
    Consent,
    Event,
    Membership,
    Message,
    Organisation,
    Role,
    User,
)
from salerno_web.people.permissions import ROLES_IN, STAFF, may_manage_members
from salerno_web.people.queries import INVITED_FOR, SALT, failed_mail, mail_to, token_digest

CONSENT_TEXT = "2026-11"
TOKEN_FOR = timedelta(days=180)
NOBODY = ""


def note(  # noqa: PLR0913 - an event says who did what, to what, about whom, for whom, and why
    verb: str,
    *,
    actor: Anything,
    subject_kind: str,
    subject_id: Anything,
    about: Anything = None,
    organisation: Anything = None,
    reason: str = "",
    detail: Mapping[str, Anything] | None = None,
) -> Event:
    """Chain one event to the log and return it, in the transaction of whatever it tells of.

    People and organisations are rows or ids; nothing that names them may stand in `detail`.
    """
    told: dict[str, Anything] = {
        "at": timezone.now(),
        "verb": verb,
        "actor": _id(actor),
        "subject_kind": subject_kind,
        "subject_id": _id(subject_id),
        "about": _id(about),
        "organisation": _id(organisation),
        "reason": reason,
        "detail": dict(detail or {}),
        "request_id": str(get_contextvars().get("request_id", "")),
    }
    with transaction.atomic(savepoint=False):
        end, _made = ChainEnd.objects.select_for_update().get_or_create(id=1)
        before = end.digest or START
        end.digest = digest_of(told, before=before)
        event = Event.objects.create(**told, before=before, digest=end.digest)
        end.save()
    return event


def _id(thing: Anything) -> str:
    """The id of a row, an id as it is, nothing for nobody."""
    if thing is None or getattr(thing, "is_anonymous", False):
        return NOBODY
    return str(getattr(thing, "pk", thing))


def keep_profile(user: User, *, name: str, language: str, currency: str) -> None:
    """Keep how somebody wants to be called and spoken to; only they may."""
    with transaction.atomic():
        values = {"name": name, "language": language, "currency": currency}
        User.objects.filter(pk=user.pk).update(**values)
        note("changed", actor=user, subject_kind="profile", subject_id=user.pk, about=user)


def give_consent(person: User, organisation: Organisation, *, scope: str) -> None:
    """Let an organisation see something, in the place of what it was let see before."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=person.pk)  # of two at once one waits
        _withdraw(person, Consent.objects.filter(person=person, organisation=organisation))
        row = Consent.objects.create(
            person=person, organisation=organisation, scope=scope, text_version=CONSENT_TEXT
        )
        note(
            "consented", actor=person, subject_kind="consent", subject_id=row.pk, about=person,
            organisation=organisation, detail={"scope": scope},
        )  # fmt: skip


def withdraw_consent(person: User, name: UUID) -> bool:
    """Take back what an organisation was let see; returns whether there was anything."""
    with transaction.atomic():
        return _withdraw(person, Consent.objects.filter(person=person, id=name))


def _withdraw(person: User, rows: Anything) -> bool:
    found = list(rows.filter(withdrawn_at=None))
    for row in found:
        row.withdrawn_at = timezone.now()
        row.save()
        note(
            "withdrew", actor=person, subject_kind="consent", subject_id=row.pk, about=person,
            organisation=row.organisation_id,
        )  # fmt: skip
    return bool(found)


def make_token(user: User, *, name: str, may_write: bool) -> str:
    """Make a key for other software and return it; it is shown once and kept nowhere."""
    key = f"salerno_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        row = ApiToken.objects.create(
            user=user, name=name, digest=token_digest(key), may_write=may_write,
            ends_at=timezone.now() + TOKEN_FOR,
        )  # fmt: skip
        note("made", actor=user, subject_kind="token", subject_id=row.pk, about=user)
    return key


def revoke_token(user: User, name: UUID) -> bool:
    """Make a key useless at once; returns whether there was such a key."""
    with transaction.atomic():
        rows = ApiToken.objects.filter(user=user, id=name, revoked_at=None)
        found = bool(rows.update(revoked_at=timezone.now()))
        if found:
            note("revoked", actor=user, subject_kind="token", subject_id=name, about=user)
    return found


def token_used(token: ApiToken) -> None:
    """Keep the day on which a key was last used."""
    today = timezone.localdate()
    if token.used_on != today:
        ApiToken.objects.filter(pk=token.pk).update(used_on=today)


def invite(organisation: Organisation, *, by: User, email: str, role: str) -> None:
    """Send a link that makes its receiver a member; who may manage members may."""
    _require(may_manage_members(organisation, viewer=by) and role in ROLES_IN[organisation.kind])
    told = {
        "organisation": str(organisation.pk), "email": email.lower(), "role": role,
        "by": str(by.pk),
    }  # fmt: skip
    link = settings.ORIGIN + reverse("invitation", args=[signing.dumps(told, salt=SALT)])
    with transaction.atomic():
        send_mail(
            _("You are invited to %(organisation)s on Salerno") % {"organisation": organisation},
            _("Open this link within seven days to accept:\n\n%(link)s") % {"link": link},
            None,
            [email],
        )
        note(
            "invited", actor=by, subject_kind="membership", subject_id=organisation.pk,
            organisation=organisation, detail={"role": role},
        )  # fmt: skip


def _require(allowed: bool) -> None:
    if not allowed:
        raise InputError(_("You may not do that for this organisation."))


def accept(invitation: str, *, by: User) -> Organisation:
    """Become a member by a link; raises InputError where it is of no use to whoever has it.

    A link is good once, and only while whoever sent it may invite.
    """
    told = _told_in(invitation)
    if told["email"] != by.email.lower():
        fix = _("Sign in with the address that it was sent to.")
        raise InputError(_("This invitation is for somebody else."), fix=fix)
    organisation = Organisation.objects.filter(pk=told["organisation"]).first()
    if organisation is None:
        raise InputError(_("The organisation that invited you is no longer here."))
    sender = User.objects.filter(pk=told["by"]).first()
    if sender is None or not may_manage_members(organisation, viewer=sender):
        raise _useless()
    with transaction.atomic():
        _join(organisation, by, told["role"], token_digest(invitation))
    return organisation


def _told_in(invitation: str) -> dict[str, str]:
    try:
        return dict(signing.loads(invitation, salt=SALT, max_age=INVITED_FOR))
    except signing.BadSignature as error:
        raise _useless() from error


def _useless() -> InputError:
    return InputError(_("This invitation is spoilt or too old."), fix=_("Ask for a new one."))


def _join(organisation: Organisation, user: User, role: str, invitation: str) -> None:
    """Make somebody a member, unless they were by the same invitation and are no more."""
    row, is_new = Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
    if not is_new:
        return
    used = Event.objects.filter(verb="joined", about=str(user.pk), detail__invitation=invitation)
    if used.exists():
        row.delete()
        raise _useless()
    note(
        "joined", actor=user, subject_kind="membership", subject_id=organisation.pk, about=user,
        organisation=organisation, detail={"role": role, "invitation": invitation},
    )  # fmt: skip


def end_membership(name: int, *, by: User) -> Organisation:
    """End a membership: one's own, or that of somebody whom one may manage.

    The last member who could manage an organisation cannot leave it. Raises InputError.
    """
    with transaction.atomic():
        row = _locked_membership(name)
        _require(row.user_id == by.pk or may_manage_members(row.organisation, viewer=by))
        _keep_somebody(row)
        note(
            "left", actor=by, subject_kind="membership", subject_id=row.organisation_id,
            about=row.user_id, organisation=row.organisation, detail={"role": row.role},
        )  # fmt: skip
        row.delete()
    return row.organisation


def change_role(name: int, *, by: User, role: str) -> bool:
    """Let a member do something else; who may manage members may. Raises InputError.

    The last member who could manage an organisation stays one who can. Returns whether anything
    changed.
    """
    with transaction.atomic():
        row = _locked_membership(name)
        organisation = row.organisation
        may = may_manage_members(organisation, viewer=by) and role in ROLES_IN[organisation.kind]
        _require(may)
        if role == row.role:
            return False
        if organisation.memberships.filter(user=row.user_id, role=role).exists():
            raise InputError(
                _("They have that role already, beside this one."), fix=_("End this one instead.")
            )
        if role == Role.TRAINEE:
            _keep_somebody(row)
        was, row.role = row.role, role
        row.save(update_fields=["role"])
        note(
            "changed", actor=by, subject_kind="membership", subject_id=organisation.pk,
            about=row.user_id, organisation=organisation, detail={"role": role, "was": was},
        )  # fmt: skip
    return True


def _locked_membership(name: int) -> Membership:
    """A membership, while nobody else changes those of the same organisation."""
    place = Membership.objects.values_list("organisation_id", flat=True).get(pk=name)
    Organisation.objects.select_for_update().get(pk=place)
    return Membership.objects.select_related("organisation").get(pk=name)


def _keep_somebody(row: Membership) -> None:
    """Raise InputError where nobody could manage an organisation without this member."""
    rest = Membership.objects.filter(organisation=row.organisation).exclude(pk=row.pk)
    if row.role != Role.TRAINEE and not rest.filter(role__in=STAFF).exists():
        raise InputError(
            _("Somebody must stay who can manage this organisation."),
            fix=_("Invite somebody else first."),
        )


def retry_mail(name: int, *, by: User) -> bool:
    """Have a mail that was given up sent anew; operators may. Returns whether there was one."""
    with transaction.atomic():
        row = _failed(name, by)
        if row:
            row.attempts, row.due_at, row.problem = 0, timezone.now(), ""
            row.save(update_fields=["attempts", "due_at", "problem"])
            note("retried", actor=by, subject_kind="message", subject_id=name)
    return row is not None


def drop_mail(name: int, *, by: User) -> bool:
    """Delete a mail that was given up; operators may. Returns whether there was one."""
    with transaction.atomic():
        row = _failed(name, by)
        if row:
            row.delete()
            note("dropped", actor=by, subject_kind="message", subject_id=name)
    return row is not None


def _failed(name: int, operator: User) -> Message | None:
    rows = failed_mail(viewer=operator)
    return None if rows is None else rows.select_for_update().filter(pk=name).first()


def erase(user: User) -> None:
    """Erase somebody and everything of theirs but the log, which names no one; only they may."""
    with transaction.atomic():
        note("erased", actor=user, subject_kind="person", subject_id=user.pk, about=user)
        for eraser in settings.ERASERS:
            import_string(eraser)(user)
        _end_sessions(user)
        user.delete()


def _end_sessions(user: User) -> None:
    """Forget every browser in which somebody is signed in: it holds their address."""
    keys = UserSession.objects.filter(user=user).values_list("session_key", flat=True)
    Session.objects.filter(session_key__in=list(keys)).delete()


def erase_mail(user: User) -> None:
    """Erase every mail to somebody."""
    mail_to(user).delete()
