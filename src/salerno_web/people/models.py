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
