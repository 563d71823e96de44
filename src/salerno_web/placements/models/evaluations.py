"""Evaluations and logs: what is written of a placement while it goes on."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salerno_web.placements.models.placements import Placement


class Evaluation(models.Model):
    """What a host, or a trainee, says of a placement, at its middle or its end.

    Somebody without an account files it by a link, of which only the digest is kept.
    """

    class Side(models.TextChoices):
        """Who evaluates: the host the trainee, or the trainee the site."""

        HOST = "host", _("By the host")
        TRAINEE = "trainee", _("By the trainee")

    class Stage(models.TextChoices):
        """When of a placement it is."""

        MIDDLE = "middle", _("At the middle")
        FINAL = "final", _("At the end")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="evaluations")
    side = models.CharField(max_length=10, choices=Side.choices)
    stage = models.CharField(max_length=10, choices=Stage.choices)
    due = models.DateField()
    evaluator = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    reminded = models.PositiveIntegerField(default=0)
    answers = models.JSONField(default=dict)
    filed_at = models.DateTimeField(null=True, blank=True)
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["due", "side", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["placement", "side", "stage"], name="placements_evaluated_once"
            )
        ]


class Entry(models.Model):
    """A line of the log of a trainee: hours of a day, or a case without anything of the patient."""

    class Kind(models.TextChoices):
        """What is logged."""

        HOURS = "hours", _("Hours")
        CASE = "case", _("Case")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    day = models.DateField()
    told = models.JSONField(default=dict)
    written_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering: ClassVar = ["day", "written_at", "id"]
