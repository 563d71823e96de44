"""What is kept to be told to other software, and who is told it no more."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime
from typing import Any as Anything
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string

from salerno_web.people.actions import note
from salerno_web.people.leases import LENGTH, extended
from salerno_web.people.models import Event, Organisation, User
from salerno_web.placements.models import Delivery, Placement, Subscription
from salerno_web.placements.webhook_queries import is_private, may_subscribe
from salerno_web.placements.webhooks import MOST_ATTEMPTS, Reply, body_of, next_attempt, signed

LEASE = LENGTH
AT_ONCE = 50
MOST_SUBSCRIPTIONS = 10


class TooMany(Exception):
    """An organisation has as many addresses as it may."""


def subscribe(organisation: Organisation, *, url: str, by: User) -> str:
    """Tell an address of every event of an organisation; return the secret, shown once.

    Coordinators and school offices may; raises PermissionError for others, TooMany for the 11th.
    """
    _require(organisation, by)
    secret = f"whsec_{secrets.token_urlsafe(32)}"
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        if organisation.subscriptions.filter(ended_at=None).count() >= MOST_SUBSCRIPTIONS:
            raise TooMany
        row = Subscription.objects.create(
            organisation=organisation, url=url, secret=secret, made_by=by
        )
        note(
            "made", actor=by, subject_kind="subscription", subject_id=row.pk,
            organisation=organisation,
        )  # fmt: skip
    return secret


def end_subscription(name: UUID, organisation: Organisation, *, by: User, now: datetime) -> bool:
    """Tell an address nothing more, not even what waits; returns whether there was one."""
    _require(organisation, by)
    with transaction.atomic():
        rows = Subscription.objects.filter(pk=name, organisation=organisation, ended_at=None)
        found = bool(rows.update(ended_at=now))
        if found:
            note(
                "ended", actor=by, subject_kind="subscription", subject_id=name,
                organisation=organisation,
            )  # fmt: skip
    return found


def send_test(name: UUID, organisation: Organisation, *, by: User, now: datetime) -> bool:
    """Keep an event to be told that is none, to try an address; returns whether there is one."""
    _require(organisation, by)
    rows = Subscription.objects.filter(pk=name, organisation=organisation, ended_at=None)
    row = rows.first()
    if row is not None:
        key = f"test-{uuid4()}"
        told = {"id": key, "event": "test", "at": now.isoformat()}
        Delivery.objects.create(subscription=row, key=key, body=told)
    return row is not None


def _require(organisation: Organisation, viewer: User) -> None:
    if not may_subscribe(organisation, viewer=viewer):
        raise PermissionError


def announce(event: Event, row: Placement) -> None:
    """Keep an event of a placement for all whom its host or school has told, in its transaction.

    Ids and states only, no names; nothing of what was only ever held, which is its trainee's
    business alone. 1 statement where nobody is to be told, else 2.
    """
    if is_private(row):
        return
    wanted = Q(organisation=row.host_id) | Q(organisation=row.school_id)
    several = Subscription.objects.filter(wanted, ended_at=None)
    key = f"event-{event.pk}"
    told = _told(event, row, key)
    Delivery.objects.bulk_create(
        [Delivery(subscription=one, key=key, placement=row, body=told) for one in several],
        ignore_conflicts=True,
    )


def _told(event: Event, row: Placement, key: str) -> dict[str, Anything]:
    return {
        "id": key,
        "event": event.verb,
        "at": event.at.isoformat(),
        "placement": str(row.pk),
        "state": row.state,
        "version": row.version,
        "rotation": row.rotation,
        "host": str(row.host_id),
        "school": str(row.school_id) if row.school_id else None,
    }


def deliver_due(now: datetime) -> int:
    """Send what is due, and return how much arrived.

    Each is leased while it is sent, so that no two workers send it; one whose worker was killed
    is due again half a minute later. An address that fails is left alone for this time, so that
    it keeps nobody else waiting.
    """
    arrived, failed = 0, set[UUID]()
    for _time in range(AT_ONCE):
        row = _leased(now, without=failed)
        if row is None:
            break
        if _sent(row, now):
            arrived += 1
        else:
            failed.add(row.subscription_id)
    return arrived


def _leased(now: datetime, *, without: Collection[UUID]) -> Delivery | None:
    free = Q(leased_until=None) | Q(leased_until__lte=now)
    with transaction.atomic():
        due = Delivery.objects.filter(
            free, sent_at=None, due_at__lte=now, attempts__lt=MOST_ATTEMPTS,
            subscription__ended_at=None,
        ).exclude(subscription__in=without).select_related("subscription")  # fmt: skip
        found = due.select_for_update(of=("self",)).first()
        if found:
            # From the moment it is taken: those before it in the same round took their time.
            found.leased_until = max(now, timezone.now()) + LEASE
            found.save(update_fields=["leased_until"])
    return found


def _sent(row: Delivery, now: datetime) -> bool:
    body = body_of(row.body)
    headers = signed(row.key, body, secret=row.subscription.secret, now=now)
    send = import_string(settings.WEBHOOK_SENDER)
    kept = Delivery.objects.filter(pk=row.pk)
    with extended(lambda until: kept.update(leased_until=until)):
        reply: Reply = send(
            row.subscription.url, body, headers, anywhere=settings.WEBHOOKS_ANYWHERE
        )
    attempts = row.attempts + 1
    told: dict[str, Anything] = {"sent_at": now, "problem": ""}
    if not reply.is_good:
        problem = " ".join(str(part) for part in (reply.status or "", reply.problem) if part)
        told = {"problem": problem[:300], "due_at": next_attempt(attempts, now=now)}
    # An update: what was erased while it was sent stays erased.
    kept.update(**told, attempts=attempts, leased_until=None)
    return reply.is_good
