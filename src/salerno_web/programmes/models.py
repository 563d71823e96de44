"""What somebody put on their shortlist, and the tables that were taken in."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


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


class ImportState(models.TextChoices):
    """Where an import stands."""

    NEW = "new", _("Not taken in yet")
    TAKEN = "taken", _("Taken in")
    BACK = "back", _("Taken back")


class Import(models.Model):
    """A table that somebody brought: from whom, what its columns say, what was decided.

    The file itself is kept only until the table is taken in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=30)
    name = models.CharField(max_length=200)
    sheet = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64)
    content = models.BinaryField()
    source = models.JSONField()
    mapping = models.JSONField(default=dict)
    decisions = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.NEW, db_index=True
    )
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-made_at"]

    def __str__(self) -> str:
        return self.name


class Imported(models.Model):
    """A school or a programme as it was taken in, as the document that it is read from."""

    made_by = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    document = models.JSONField()

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["name"],
                condition=models.Q(kind="programme"),
                name="programmes_imported_once",
            )
        ]
