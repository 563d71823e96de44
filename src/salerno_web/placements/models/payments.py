"""What placements cost: charges, and what became of them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from salerno_web.placements.models.placements import Placement


class Payment(models.Model):
    """A charge of a placement: what is owed, by when, and what became of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="payments")
    charge = models.CharField(max_length=100)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    currency = models.CharField(max_length=3)
    due = models.DateField(null=True, blank=True)
    way = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=100, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    paid_at = models.DateTimeField(null=True, blank=True)
    refund = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    refunded_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "charge"], name="placements_charged_once")
        ]
