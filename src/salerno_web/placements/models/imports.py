"""Tables that coordinators bring: tried out, taken in, taken back."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ImportState(models.TextChoices):
    """How far a table is."""

    NEW = "new", _("Not taken in")
    TAKEN = "taken", _("Taken in")
    BACK = "back", _("Taken back")


class Import(models.Model):
    """A table that a coordinator brought to a host; `content` is forgotten once it is taken in.

    `columns` says what each column is called, and is empty where its headings say so. `digest` is
    of the file. `before` keeps the documents that were replaced, so that they can come back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    host = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="tables_brought"
    )
    school = models.ForeignKey(
        "people.Organisation", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    subject = models.CharField(max_length=20, blank=True)
    columns = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.NEW)
    counts = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["-made_at", "id"]

    def __str__(self) -> str:
        return self.name


class Rostered(models.Model):
    """Under which id a roster knows a trainee with an account, so that later tables find them."""

    made_by = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rostered")
    trainee = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+"
    )
    code = models.CharField(max_length=100)

    class Meta:
        ordering: ClassVar = ["code", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["made_by", "code"], name="placements_rostered_once")
        ]
