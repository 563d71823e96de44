"""Records, the credentials in them, who verified what, and documents."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from salerno.credentials.person import ASSURANCES


class Record(models.Model):
    """What one person told of themselves; `version` counts its changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="record"
    )
    facts = models.JSONField(default=dict)
    complete = models.JSONField(default=list)
    skipped = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)


class Credential(models.Model):
    """One credential as told; dates may be known in part, so they are texts such as 2026-05."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="credentials")
    place = models.PositiveIntegerField()
    type = models.CharField(_("kind"), max_length=100)
    told = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["place", "id"]
        indexes: ClassVar = [models.Index(fields=["record", "place"])]


class Verification(models.Model):
    """Who vouched for a credential, how surely, and when; never changed, only followed by another.

    `digest` names what was told when it was verified: a credential that changed afterwards is not
    verified any longer.
    """

    credential = models.ForeignKey(
        Credential, on_delete=models.CASCADE, related_name="verifications"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    organisation = models.ForeignKey(
        "people.Organisation", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    assurance = models.CharField(max_length=20, choices=[(label, label) for label in ASSURANCES])
    digest = models.CharField(max_length=64)
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "id"]


class Document(models.Model):
    """A file that proves something; its content lies in the store under its digest."""

    class State(models.TextChoices):
        """Whether it may be opened."""

        WAITING = "waiting", _("waiting for the virus scan")
        CLEAN = "clean", _("ready")
        REFUSED = "refused", _("refused by the virus scan")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="documents"
    )
    credentials = models.ManyToManyField(Credential, related_name="documents", blank=True)
    title = models.CharField(_("title"), max_length=200)
    media_type = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    uploaded_at = models.DateTimeField(default=timezone.now)
    keep_until = models.DateField(null=True, blank=True)
    was_attached = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-uploaded_at", "id"]
        indexes: ClassVar = [models.Index(fields=["sha256"])]

    @property
    def is_clean(self) -> bool:
        """Whether it may be opened."""
        return self.state == self.State.CLEAN


class LooseFile(models.Model):
    """A file in the store that may be nobody's; it is erased unless a document names it.

    The row is written with whatever loosens the file, and stays until the file is looked at: a
    process that dies in between leaves it to the worker.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(default=timezone.now)
