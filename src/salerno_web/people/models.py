"""People, the organisations they act for, what they allowed, and the log of what was done."""

from __future__ import annotations

import uuid
from typing import Any as Anything
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Users(BaseUserManager["User"]):
    """Makes users; an e-mail address is the name that they sign in by."""

    def create_user(self, email: str, password: str | None = None, **fields: Anything) -> User:
        """Keep a new user; without a password they sign in by passkey or provider."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """Find a user by address, whatever its case."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody with an account; `id` is random, so that it can be shown and never guessed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("full name, as in the passport"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en")
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[Users] = Users()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="people_user_email_once")
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Kind(models.TextChoices):
    """What an organisation is."""

    SCHOOL = "school", _("Medical school")
    HOST = "host", _("Host of rotations")
    AUTHORITY = "authority", _("Authority")
    OFFICE = "office", _("Mobility office")
    ANALYSTS = "analysts", _("Analysts")
    EDITORS = "editors", _("Atlas editors")
    OPERATOR = "operator", _("Operator of this site")


class Role(models.TextChoices):
    """What somebody does for an organisation."""

    TRAINEE = "trainee", _("Trainee")
    ADVISER = "adviser", _("Adviser")
    COORDINATOR = "coordinator", _("Host coordinator")
    SCHOOL_OFFICE = "school-office", _("School office")
    MOBILITY_OFFICE = "mobility-office", _("Mobility office")
    EDITOR = "editor", _("Atlas editor")
    ANALYST = "analyst", _("Analyst")
    OPERATOR = "operator", _("Operator")


class Organisation(models.Model):
    """A school, host, authority or other body that people act for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, blank=True)
    is_demonstration = models.BooleanField(default=False)
    mail_waits = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """Somebody's role in an organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], name="people_membership_once"
            )
        ]


class Event(models.Model):
    """Something that was done; never changed and never removed, each chained to the one before.

    It names people, organisations and things by their ids only, so that erasing a person need not
    touch it.
    """

    at = models.DateTimeField()
    verb = models.CharField(max_length=30)
    actor = models.CharField(max_length=36, blank=True)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.CharField(max_length=64)
    about = models.CharField(max_length=36, blank=True, db_index=True)
    organisation = models.CharField(max_length=36, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["id"]


class ChainEnd(models.Model):
    """The digest of the last event: one row, locked while the next event is written."""

    digest = models.CharField(max_length=64, blank=True)


class Message(models.Model):
    """A mail that waits to be sent, or was; `key` makes that there is one of it at most.

    What is `held`, or was recalled, is not sent. The `organisation` is the one that caused it and
    may do so.
    """

    key = models.CharField(max_length=200, unique=True, null=True, blank=True)
    to = models.EmailField()
    sender = models.CharField(max_length=254)
    subject = models.CharField(max_length=300)
    body = models.TextField()
    made_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="caused_mail"
    )
    held = models.BooleanField(default=False)
    recalled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["due_at", "id"]
        indexes: ClassVar = [models.Index(fields=["sent_at", "due_at"])]


class Timer(models.Model):
    """Something that is to be done from time to time, by its dotted name, and when it is next."""

    name = models.CharField(max_length=200, primary_key=True)
    due_at = models.DateTimeField()


class Lease(models.Model):
    """A task that a worker does now, who moves `until` on while it lives; later it is another's."""

    task = models.OneToOneField(
        "django_tasks_database.DBTaskResult",
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="lease",
    )
    worker = models.CharField(max_length=64)
    until = models.DateTimeField(db_index=True)


class Consent(models.Model):
    """What a person lets an organisation see, by the text they saw, until they take it back."""

    class Scope(models.TextChoices):
        """What is shared."""

        RECORD = "record", _("my record")
        DOCUMENTS = "documents", _("my record and my documents")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="consents"
    )
    scope = models.CharField(_("what"), max_length=20, choices=Scope.choices)
    text_version = models.CharField(max_length=20)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-given_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "organisation"],
                condition=models.Q(withdrawn_at=None),
                name="people_consent_one_open",
            )
        ]


class ApiToken(models.Model):
    """A key by which other software asks for somebody; only its digest is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    may_write = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=timezone.now)
    ends_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    used_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "id"]
