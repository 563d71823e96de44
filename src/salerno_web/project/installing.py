"""Bringing an installation up to date: database, cache, facts, static files."""

from __future__ import annotations

from django.conf import settings
from django.core.management import call_command

from salerno_web.atlas.queries import facts, pack
from salerno_web.placements.certificate_keys import signer


def install() -> None:
    """Migrate the database, read the facts once, gather static files, make the key; repeatable."""
    for folder in (settings.FILES_FOLDER, settings.BACKUPS_FOLDER):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    facts()
    pack()
    signer()
