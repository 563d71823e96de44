"""What this part keeps for a time: mail, browser sessions, keys, consents, idle accounts."""

from __future__ import annotations

from typing import Any as Anything

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from salerno_web.people.keeping import Kept, lock_rows
from salerno_web.people.models import ApiToken, Consent, Membership, Message, User
from salerno_web.people.queries import given_up, mail_to


def _mail(person: User | None) -> QuerySet[Message]:
    return (Message.objects.all() if person is None else mail_to(person)).order_by()


def _sent_mail(person: User | None) -> QuerySet[Message]:
    return _mail(person).filter(sent_at__isnull=False).annotate(since=F("sent_at"))


def _failed_mail(person: User | None) -> QuerySet[Message]:
    return given_up(_mail(person)).annotate(since=F("made_at"))


def _sessions(person: User | None) -> QuerySet[Session]:
    """Browser sessions; those of somebody are told by where they signed in."""
    rows = Session.objects.annotate(since=F("expire_date"))
    return rows if person is None else rows.none()


def _sign_ins(person: User | None) -> QuerySet[Anything]:
    """Where somebody signed in; it goes with the browser session, or after it if that is gone."""
    ends = Session.objects.filter(session_key=OuterRef("session_key")).values("expire_date")
    rows: QuerySet[Anything] = UserSession.objects.annotate(
        since=Coalesce(Subquery(ends), F("last_seen_at"))
    )
    return rows if person is None else rows.filter(user=person)


def _keys(person: User | None) -> QuerySet[ApiToken]:
    rows = ApiToken.objects.order_by().annotate(since=Coalesce("revoked_at", "ends_at"))
    return rows if person is None else rows.filter(user=person)


def _consents(person: User | None) -> QuerySet[Consent]:
    rows = Consent.objects.order_by().filter(withdrawn_at__isnull=False)
    rows = rows.annotate(since=F("withdrawn_at"))
    return rows if person is None else rows.filter(person=person)


def _finished_tasks(person: User | None) -> QuerySet[DBTaskResult]:
    """Tasks that are over; they name what they are about by ids, and nobody by name."""
    rows = DBTaskResult.objects.finished().order_by().annotate(since=F("finished_at"))
    return rows if person is None else rows.none()


def _idle_accounts(person: User | None) -> QuerySet[User]:
    """Accounts whose address nobody ever confirmed, and in which nobody ever was.

    An account that was made otherwise, as operators make one, has no address to confirm and stays.
    """
    addresses = EmailAddress.objects.filter(user=OuterRef("pk"))
    rows = User.objects.filter(
        Exists(addresses),
        ~Exists(addresses.filter(verified=True)),
        ~Exists(SocialAccount.objects.filter(user=OuterRef("pk"))),
        ~Exists(Membership.objects.filter(user=OuterRef("pk"))),
        last_login=None,
        is_demonstration=False,
    ).annotate(since=F("joined_at"))
    return rows if person is None else rows.filter(pk=person.pk)


def _lock_accounts(rows: QuerySet[User]) -> None:
    """Whoever confirms their address at this moment waits, or is waited for."""
    lock_rows(rows)
    lock_rows(EmailAddress.objects.filter(user__in=rows.values("pk")))


KEPT = (
    Kept("sent_mail", _("Mail that was sent"), "message", _sent_mail, label="subject"),
    Kept("failed_mail", _("Mail that could not be sent"), "message", _failed_mail, label="subject"),
    Kept("sessions", _("Browser sessions that are over"), "session", _sessions, is_secret=True),
    Kept("sign_ins", _("Places of signing in"), "sign-in", _sign_ins, owner="user_id"),
    Kept(
        "closed_keys", _("Keys for other software, once useless"), "token", _keys,
        owner="user_id", label="name",
    ),
    Kept(
        "withdrawn_consents", _("Consents that were taken back"), "consent", _consents,
        owner="person_id", label="organisation__name",
    ),
    Kept(
        "finished_tasks", _("Background work that is over"), "task", _finished_tasks,
        is_secret=True,
    ),
    Kept(
        "idle_accounts", _("Accounts whose address was never confirmed"), "person", _idle_accounts,
        owner="pk", lock=_lock_accounts,
    ),
)  # fmt: skip
