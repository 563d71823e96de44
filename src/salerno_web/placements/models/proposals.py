"""Placements that trainees found themselves, until their host confirms them."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salerno_web.placements.models.placements import Placement


class Proposal(models.Model):
    """A placement that a trainee says to have found; nothing is confirmed before its host says so.

    `end` is the day after the last. A host that is not on the platform has no organisation; whom
    the trainee knows there is asked by a link, of which only the digest is kept, and what they
    `said` is the word of whoever had the link, not of the host.
    """

    class State(models.TextChoices):
        """What became of it."""

        PROPOSED = "proposed", _("Waits for the host")
        CONFIRMED = "confirmed", _("Confirmed by the host")
        REFUSED = "refused", _("Refused by the host")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="proposals"
    )
    school = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    host = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.SET_NULL, related_name="proposals"
    )
    host_name = models.CharField(max_length=200)
    specialty = models.CharField(max_length=100)
    first = models.DateField()
    end = models.DateField()
    supervisor = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, blank=True)
    words = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    said = models.BooleanField(null=True)
    said_by = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    proposed_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, blank=True)
    placement = models.OneToOneField(
        Placement, null=True, on_delete=models.SET_NULL, related_name="proposal"
    )

    class Meta:
        ordering: ClassVar = ["-proposed_at", "id"]
