"""People, organisations, consents and events as values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any as Anything
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from salerno_web.people.chain import FIELDS, first_broken
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
from salerno_web.people.permissions import (
    STAFF,
    Viewer,
    has_role,
    may_manage_members,
    may_see_organisation,
)

SALT = "invitation"
INVITED_FOR = timedelta(days=7)
DISCLOSING = ("viewed", "downloaded", "shared")
PAST = 3  # how often a mail is tried before it is given up


def token_digest(key: str) -> str:
    """What is kept of a key."""
    return sha256(key.encode()).hexdigest()


def token_of(key: str) -> ApiToken | None:
    """The key's row while it is good; 1 statement."""
    rows = ApiToken.objects.filter(
        digest=token_digest(key), revoked_at=None, ends_at__gt=timezone.now()
    )
    return rows.select_related("user").filter(user__is_active=True).first()


def tokens_of(user: User, *, viewer: Viewer) -> QuerySet[ApiToken]:
    """Somebody's own keys, newest first; 1 statement."""
    return ApiToken.objects.filter(user=user if user == viewer else None)


def memberships_of(user: User, *, viewer: Viewer) -> QuerySet[Membership]:
    """Somebody's own memberships; 1 statement."""
    rows = Membership.objects.filter(user=user if user == viewer else None)
    return rows.select_related("organisation").order_by("organisation__name", "role")


def organisation_of(name: UUID, *, viewer: Viewer) -> Organisation | None:
    """An organisation, if the viewer is a member; 2 statements."""
    found = Organisation.objects.filter(pk=name).first()
    return found if found and may_see_organisation(found, viewer=viewer) else None


def members_of(organisation: Organisation, *, viewer: Viewer) -> QuerySet[Membership]:
    """Who does what for an organisation, if the viewer is a member; 3 statements at most.

    Trainees are seen by those who act for it, and each by themselves.
    """
    rows = Membership.objects.filter(organisation=organisation)
    if not may_see_organisation(organisation, viewer=viewer):
        return rows.none()
    if not may_manage_members(organisation, viewer=viewer):
        rows = rows.filter(Q(role__in=STAFF) | Q(user=viewer))
    return rows.select_related("user").order_by("role", "user__name", "pk")


def membership_of(name: int, *, organisation: UUID, viewer: Viewer) -> Membership | None:
    """A membership of an organisation whose members the viewer may manage; 2 statements."""
    rows = Membership.objects.filter(pk=name, organisation=organisation)
    row = rows.select_related("organisation", "user").first()
    return row if row and may_manage_members(row.organisation, viewer=viewer) else None


def sharing_people(organisation: Organisation, *, viewer: Viewer) -> QuerySet[Consent]:
    """Whoever shares something with an organisation for which the viewer acts; 1 statement."""
    rows = Consent.objects.filter(
        organisation=organisation,
        withdrawn_at=None,
        organisation__memberships__user=viewer if viewer.is_authenticated else None,
        organisation__memberships__role__in=STAFF,
    )
    return rows.select_related("person").order_by("person__name", "pk").distinct()


def organisations_to_share_with() -> QuerySet[Organisation]:
    """Every organisation that somebody acts for, by name; 1 statement."""
    rows = Organisation.objects.filter(memberships__role__in=STAFF)
    return rows.distinct().order_by("name", "pk")


def consents_of(person: User, *, viewer: Viewer) -> QuerySet[Consent]:
    """What a person shares or shared, newest first, for themselves; 1 statement."""
    rows = Consent.objects.filter(person=person if person == viewer else None)
    return rows.select_related("organisation")


def disclosures_of(person: User, *, viewer: Viewer) -> list[dict[str, Anything]]:
    """Who looked at what of a person and when, newest first, for themselves; 3 statements."""
    if person != viewer:
        return []
    events = Event.objects.filter(about=str(person.pk), verb__in=DISCLOSING).order_by("-id")[:200]
    people = User.objects.in_bulk({UUID(e.actor) for e in events if e.actor})
    places = Organisation.objects.in_bulk({UUID(e.organisation) for e in events if e.organisation})
    return [
        {
            "at": event.at,
            "verb": event.verb,
            "kind": event.subject_kind,
            "actor": people.get(UUID(event.actor)) if event.actor else None,
            "organisation": places.get(UUID(event.organisation)) if event.organisation else None,
            "is_own": event.actor == str(person.pk),
        }
        for event in events
    ]


def broken_event() -> int | None:
    """The first event of the log that is not as it was written, if any; 2 statements."""
    rows = Event.objects.order_by("id").values("id", "before", "digest", *FIELDS)
    end = ChainEnd.objects.first()
    return first_broken(rows.iterator(), end=end.digest if end else "")


def counts() -> dict[str, Anything]:
    """How much there is of everything, for operators; no names. 7 statements."""
    waiting = to_send(Message.objects.all())
    kinds = Organisation.objects.values_list("kind").annotate(n=Count("pk")).order_by("kind")
    return {
        "people": User.objects.count(),
        "organisations": dict(kinds),
        "events": Event.objects.count(),
        "mail_waiting": waiting.count(),
        "mail_failed": given_up(Message.objects.all()).count(),
        "broken_event": broken_event(),
    }


def operates(viewer: Viewer) -> bool:
    """Whether the viewer operates this site; 1 statement."""
    return has_role(viewer, Role.OPERATOR)


def failed_mail(*, viewer: Viewer) -> QuerySet[Message] | None:
    """Mail that was given up, the newest first, if the viewer operates this site; 2 statements."""
    if not operates(viewer):
        return None
    return given_up(Message.objects.order_by("-made_at", "-pk")).defer("body")


def to_send(rows: QuerySet[Message]) -> QuerySet[Message]:
    """Those of mails that go out by themselves once they are due."""
    return rows.filter(sent_at=None, recalled_at=None, held=False, attempts__lt=PAST)


def given_up(rows: QuerySet[Message]) -> QuerySet[Message]:
    """Those of mails that were tried as often as any is, and never sent."""
    return rows.filter(sent_at=None, recalled_at=None, attempts__gte=PAST)


def mail_to(user: User) -> QuerySet[Message]:
    """Every mail to somebody, at whichever of their addresses; 2 statements."""
    others = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    addresses = {one.lower() for one in (user.email, *others)}
    return Message.objects.alias(receiver=Lower("to")).filter(receiver__in=addresses)


def rows_about(user: User) -> Iterator[tuple[str, list[Anything]]]:
    """Every row of this part that is about somebody, by the name of its table; no secrets."""
    yield "person", list(User.objects.filter(pk=user.pk).values())
    for model in (Membership, ApiToken, EmailAddress, SocialAccount):
        yield model._meta.model_name or "", list(model.objects.filter(user=user).values())
    keys = Authenticator.objects.filter(user=user)
    yield "authenticator", list(keys.values("id", "type", "created_at", "last_used_at"))
    sessions = UserSession.objects.filter(user=user)
    yield "usersession", list(sessions.values("id", "created_at", "ip", "user_agent"))
    yield "consent", list(Consent.objects.filter(person=user).values())
    yield "message", list(mail_to(user).values())
    yield "event", list(Event.objects.filter(about=str(user.pk)).values())
