"""Backups of the running site: its database as of one moment, its settings and its files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from salerno.errors import InputError
from salerno_web.project.archives import DATABASE, DUMP, LIST, Contents, pack_folder
from salerno_web.project.installation import FILE


def write_backup(out: Path) -> Contents:
    """Write the database, the settings, the key of badges and every uploaded file into one archive.

    The database is read in one transaction; files are never changed once they are stored, so those
    that the database names are in the archive. Raises InputError where it cannot be written.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _copy_database(folder)
        shutil.copy2(settings.SITE.folder / FILE, folder / FILE)
        if settings.BADGES_KEY.is_file():
            shutil.copy2(settings.BADGES_KEY, folder / "badges.pem")
        if settings.FILES_FOLDER.is_dir():
            shutil.copytree(settings.FILES_FOLDER, folder / "files", dirs_exist_ok=True)
        made_at = timezone.now().isoformat(timespec="seconds")
        return pack_folder(folder, out, made_at=made_at, rows=_rows())


def _copy_database(folder: Path) -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(folder / DATABASE)])
        return
    _run(["pg_dump", "--format=custom", f"--file={folder / DUMP}", *_postgresql()])


def _postgresql() -> list[str]:
    """The options by which PostgreSQL's programs find the database; the password goes apart."""
    known = connection.settings_dict
    found = {"--host": known["HOST"], "--port": known["PORT"], "--username": known["USER"]}
    return [*(f"{key}={value}" for key, value in found.items() if value), str(known["NAME"])]


def _run(command: list[str]) -> None:
    password = str(connection.settings_dict.get("PASSWORD") or "")
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    try:
        ran = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    except FileNotFoundError as error:
        raise InputError(f"'{command[0]}' is not installed") from error
    if ran.returncode:
        raise InputError(f"'{command[0]}' failed", why=ran.stderr.strip()[-500:])


def _rows() -> Mapping[str, int]:
    """How many rows each table has."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            found[table] = int(cursor.fetchone()[0])
    return found


def load_backup(folder: Path) -> str:
    """Put the database of an unpacked archive in its place and bring it up to date."""
    if (folder / DATABASE).is_file():
        (folder / DATABASE).replace(Path(str(connection.settings_dict["NAME"])))
    else:
        dump = str(folder / DUMP)
        _run(
            ["pg_restore", "--no-owner", f"--dbname={_postgresql()[-1]}", *_postgresql()[:-1], dump]
        )
        (folder / DUMP).unlink()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False)
    made_at = json.loads((folder / LIST).read_text("utf-8"))["made-at"]
    (folder / LIST).unlink()
    return f"Restored to {folder} as of {made_at}. Serve it with: salerno serve {folder}"
