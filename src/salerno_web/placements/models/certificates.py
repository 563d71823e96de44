"""Certificates of placements, and the badges that say the same to machines."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from salerno_web.placements.models.placements import Placement


class Certificate(models.Model):
    """That a placement was completed, as it was signed; `number` is its bit of the status list."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.OneToOneField(
        Placement, on_delete=models.CASCADE, related_name="certificate"
    )
    number = models.PositiveIntegerField(unique=True)
    told = models.JSONField()
    credential = models.JSONField()
    token = models.TextField()
    issued_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["issued_at", "id"]
