"""What hosts publish: their places and rotations."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a document describes."""

    LOCATION = "location", _("Place")
    ROTATION = "rotation", _("Rotation")


class Published(models.Model):
    """A place or a rotation of a host, as the document that it is read from.

    Whoever takes a seat of a rotation locks its row first.
    """

    host = models.ForeignKey(
        "people.Organisation", on_delete=models.CASCADE, related_name="published"
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=200, unique=True)
    document = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["kind", "name"]
        indexes: ClassVar = [models.Index(fields=["changed_at", "version"])]

    def __str__(self) -> str:
        return self.name
