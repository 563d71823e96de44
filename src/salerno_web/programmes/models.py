"""What somebody put on their shortlist."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone


class SavedProgramme(models.Model):
    """A programme on the shortlist of an account, with a note of theirs."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_programmes"
    )
    programme = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["saved_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner", "programme"], name="programmes_saved_once")
        ]
