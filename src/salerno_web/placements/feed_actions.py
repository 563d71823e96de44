"""Calendars that are made, and those that are shown no longer."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from salerno.errors import InputError
from salerno_web.people.actions import note
from salerno_web.people.models import User
from salerno_web.placements.feed_queries import feed_choices, feed_digest
from salerno_web.placements.models import Feed

MOST_FEEDS = 20


def make_feed(owner: User, *, of: str) -> str:
    """Make a calendar and return its key, which is kept nowhere; of their own, or their host's.

    Raises PermissionError for another's placements, InputError for too many calendars.
    """
    if of not in dict(feed_choices(owner)):
        raise PermissionError
    kind = Feed.Of.SUPERVISOR if "@" in of.partition(":")[0] else Feed.Of.HOST
    host, _mark, at = of.partition("@" if kind == Feed.Of.SUPERVISOR else ":")
    key = secrets.token_urlsafe(24)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=owner.pk)
        if owner.feeds.filter(revoked_at=None).count() >= MOST_FEEDS:
            raise InputError(
                _("You have %(number)s calendars already.") % {"number": MOST_FEEDS},
                fix=_("Take one of them back first."),
            )
        row = Feed.objects.create(
            owner=owner, of=kind if host else Feed.Of.TRAINEE,
            organisation_id=host or None, at=at, digest=feed_digest(key),
        )  # fmt: skip
        note(
            "made", actor=owner, subject_kind="feed", subject_id=row.pk, about=owner,
            organisation=host or None,
        )  # fmt: skip
    return key


def revoke_feed(owner: User, name: UUID, *, now: datetime) -> bool:
    """Show a calendar to nobody any longer; returns whether there was one of theirs."""
    with transaction.atomic():
        rows = Feed.objects.filter(pk=name, owner=owner, revoked_at=None)
        found = bool(rows.update(revoked_at=now))
        if found:
            note("revoked", actor=owner, subject_kind="feed", subject_id=name, about=owner)
    return found
