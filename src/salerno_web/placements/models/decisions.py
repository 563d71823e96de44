"""What hosts decide about a placement, and what binds hosts and schools."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salerno_web.placements.models.placements import Placement


class Decision(models.Model):
    """What a host decided about one demand of a placement, and why."""

    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="decisions")
    demand = models.CharField(max_length=200)
    met = models.BooleanField()
    why = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["placement", "demand"], name="placements_decided_once")
        ]


class Agreement(models.Model):
    """An affiliation agreement of a host and a school; in force once both have signed.

    `first` is its first day, `end` the day after its last, and none is without end.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    host = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="agreements_as_host"
    )
    school = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="agreements_as_school"
    )
    first = models.DateField(_("first day"))
    end = models.DateField(_("day after the last"), null=True, blank=True)
    text = models.TextField(_("what is agreed"), blank=True)
    host_signed_at = models.DateTimeField(null=True, blank=True)
    school_signed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-first", "id"]
