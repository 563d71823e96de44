"""Who is told of placements beside people: calendars and other software."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salerno_web.placements.models.placements import Placement


class Feed(models.Model):
    """A calendar that somebody subscribes to by its secret address, of which the digest is kept.

    `at` is the place whose placements it shows, or the supervisor by the name that the host gave.
    """

    class Of(models.TextChoices):
        """Whose placements it shows."""

        TRAINEE = "trainee", _("My placements")
        HOST = "host", _("Placements at a host, department or unit")
        SUPERVISOR = "supervisor", _("Placements with a supervisor of a host")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feeds"
    )
    of = models.CharField(max_length=10, choices=Of.choices)
    organisation = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.CASCADE, related_name="+"
    )
    at = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["made_at", "id"]


class Subscription(models.Model):
    """An address of other software that an organisation wants to be told at."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="subscriptions"
    )
    url = models.URLField(max_length=500)
    secret = models.CharField(max_length=100)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["made_at", "id"]


class Delivery(models.Model):
    """An event that a subscription is to be told, or was; `key` makes that it is told once.

    It goes with its placement; what only tries an address is about none.
    """

    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="deliveries"
    )
    placement = models.ForeignKey(
        Placement, null=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    key = models.CharField(max_length=200)
    body = models.JSONField()
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["due_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subscription", "key"], name="placements_told_once")
        ]
        indexes: ClassVar = [models.Index(fields=["sent_at", "due_at"])]
