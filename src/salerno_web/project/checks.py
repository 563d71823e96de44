"""What is wrong with an installation, and what to do about it."""

from __future__ import annotations

import sqlite3
from typing import Any as Anything

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as Warned
from django.db import connections

from salerno.errors import InputError
from salerno_web.credentials.uploads.scanners import scanner_of
from salerno_web.placements.paying import way_of
from salerno_web.project.sqlite import is_safe


def check_sqlite(**_asked: Anything) -> list[CheckMessage]:
    """A SQLite that can lose what it acknowledged is refused; PostgreSQL needs none."""
    uses_it = any(connection.vendor == "sqlite" for connection in connections.all())
    version = sqlite3.sqlite_version_info
    if not uses_it or is_safe(version[:3]):
        return []
    return [
        Error(
            f"SQLite {sqlite3.sqlite_version} can lose acknowledged writes (the WAL-reset bug).",
            hint="pip install 'salerno[web]' brings a good one (pysqlite3); or use PostgreSQL.",
            id="salerno.E001",
        )
    ]


def check_origin(**_asked: Anything) -> list[CheckMessage]:
    """A site that others reach must be served over HTTPS, and keep its secret key."""
    found: list[CheckMessage] = []
    if not settings.IS_SECURE:
        hint = "set origin to the https address that browsers use"
        found.append(Warned("The site is not served over HTTPS.", hint=hint, id="salerno.W001"))
    if not settings.SITE.says("secret_key"):
        said = "The secret key is made anew at each start."
        found.append(Warned(said, hint="make one: salerno init FOLDER", id="salerno.W002"))
    return found


def check_scanner(**_asked: Anything) -> list[CheckMessage]:
    """A virus scanner that the settings name must be one that is known."""
    try:
        if settings.SCANNER:
            scanner_of(settings.SCANNER)
    except InputError as error:
        return [Error(f"{error.what}.", hint=error.fix, id="salerno.E002")]
    return []


def check_payments(**_asked: Anything) -> list[CheckMessage]:
    """The way in which trainees pay must be one that is known."""
    try:
        way_of(settings.PAYMENTS)
    except InputError as error:
        return [Error(f"{error.what}.", hint=error.fix, id="salerno.E003")]
    return []
