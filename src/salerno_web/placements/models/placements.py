"""The placements of trainees, and the slots that they take."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

STATES: tuple[tuple[str, object], ...] = (
    ("held", _("Held")),
    ("release", _("Waits for the school")),
    ("review", _("Waits for the host")),
    ("waitlisted", _("On the waiting list")),
    ("onboarding", _("Onboarding")),
    ("active", _("Under way")),
    ("evaluation", _("Being evaluated")),
    ("certified", _("Certified")),
    ("closed", _("Closed")),
    ("paused", _("Paused")),
    ("lapsed", _("Lapsed")),
    ("withdrawn", _("Withdrawn")),
    ("refused", _("Refused")),
    ("cancelled", _("Cancelled by the host")),
    ("no-show", _("Did not come")),
)


class Placement(models.Model):
    """One trainee on one rotation for some days; `end` is the day after the last.

    `submitted` is what was shown when it was requested, and never changed after. Whoever asks gives
    a `key`: asked again with it, they are answered with the same placement; `digest` is what they
    asked.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="placements"
    )
    school = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    host = models.ForeignKey(
        "people.Organisation", on_delete=models.PROTECT, related_name="placements"
    )
    rotation = models.CharField(max_length=200)
    window = models.CharField(max_length=200)
    first = models.DateField()
    end = models.DateField()
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=STATES)
    booked_at = models.DateTimeField(default=timezone.now)
    held_until = models.DateTimeField(null=True, blank=True)
    released = models.BooleanField(null=True, blank=True)
    accepted = models.BooleanField(null=True, blank=True)
    before_pause = models.CharField(max_length=12, blank=True)
    submitted = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["first", "id"]
        indexes: ClassVar = [
            models.Index(fields=["trainee", "state"]),
            models.Index(fields=["rotation", "state"]),
            models.Index(fields=["changed_at"]),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trainee", "key"], name="placements_asked_once"),
            models.CheckConstraint(
                condition=models.Q(end__gt=models.F("first")), name="placements_ends_after_it_began"
            ),
        ]


class Slot(models.Model):
    """One number of something that can be had once a day: a seat, a trainee, a place of a quota.

    No slot is there twice: so no window is oversold, nobody is in two places, no quota passed. One
    with `until` is held, and free again after that moment.
    """

    of = models.CharField(max_length=500)
    day = models.DateField()
    number = models.PositiveIntegerField(default=0)
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="slots")
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["of", "day", "number"], name="placements_slot_once")
        ]
