"""Letters of recommendation that trainees ask for."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salerno_web.placements.models.placements import Placement


class Letter(models.Model):
    """A letter of recommendation that a trainee asked somebody for, who writes it by a link.

    Of the link only the digest is kept. Where the trainee `waived` it, they never read the letter.
    """

    class State(models.TextChoices):
        """What became of it."""

        ASKED = "asked", _("Asked for")
        WRITTEN = "written", _("Written")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("No longer asked for")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="letters")
    writer = models.CharField(max_length=200)
    email = models.EmailField()
    language = models.CharField(max_length=10)
    purpose = models.TextField(blank=True)
    due = models.DateField()
    waived = models.BooleanField(default=False)
    digest = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    reminded = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]


class Incident(models.Model):
    """Something that went wrong on a placement, as its trainee told it, without the patient.

    The host reads it only where the trainee said so: some of what goes wrong is done by hosts.
    """

    class Kind(models.TextChoices):
        """What happened."""

        EXPOSURE = "exposure", _("Needlestick, or contact with blood or infection")
        INJURY = "injury", _("Injury or illness of mine")
        PATIENT = "patient", _("Harm, or nearly harm, to a patient")
        MISTREATMENT = "mistreatment", _("Mistreatment, harassment or discrimination")
        SUPERVISION = "supervision", _("I was left without supervision")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.ForeignKey(Placement, on_delete=models.CASCADE, related_name="incidents")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    day = models.DateField()
    words = models.TextField()
    to_host = models.BooleanField(default=False)
    to_school = models.BooleanField(default=False)
    told_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-told_at", "id"]
