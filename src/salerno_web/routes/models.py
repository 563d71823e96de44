"""Plans as asked for, how they read in each language, and the links by which they are shared."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Plan(models.Model):
    """What was asked: with it, equal facts give the same answer again.

    It belongs to an account, or to a browser session by a key kept there and nowhere else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="plans",
    )
    visitor = models.CharField(max_length=64, blank=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    asked = models.JSONField()
    told = models.JSONField()
    as_of = models.DateField()
    facts = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-made_at", "id"]
        indexes: ClassVar = [models.Index(fields=["owner", "-made_at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(visitor=""), name="routes_plan_is_somebodys"
            )
        ]


class Reading(models.Model):
    """A plan in the words of one language."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="readings")
    language = models.CharField(max_length=10)
    shown = models.JSONField()
    picture = models.TextField()
    facts = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "language"], name="routes_reading_once")
        ]


class Share(models.Model):
    """A link by which anybody who has it may see a plan, until it is revoked or ends.

    Only the digest of its key is kept: who reads the database cannot open the link.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="shares")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    seen = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-made_at", "id"]
