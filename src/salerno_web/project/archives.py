"""Archives of an installation: one tar file with a list of what is in it and of every digest."""

from __future__ import annotations

import json
import sqlite3
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path
from typing import Any as Anything

from salerno.errors import InputError, Place

LIST = "backup.json"
FORMAT = 1
DATABASE = "database.sqlite3"
DUMP = "database.dump"


@dataclass(frozen=True, slots=True)
class Contents:
    """What the list of an archive says: when it was made, of what, and the digest of each file."""

    made_at: str
    rows: Mapping[str, int]
    files: Mapping[str, str]

    def __str__(self) -> str:
        rows, files = sum(self.rows.values()), len(self.files)
        return f"Backup of {self.made_at}: {rows:,} rows, {files:,} files, all as they were."


def digest_of(file: Path) -> str:
    """The SHA-256 digest of a file."""
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


def pack_folder(folder: Path, out: Path, *, made_at: str, rows: Mapping[str, int]) -> Contents:
    """Write everything in a folder into an archive, whole or not at all; the list comes first."""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    files = {path.relative_to(folder).as_posix(): digest_of(path) for path in found}
    contents = Contents(made_at, rows, files)
    listed = {"format": FORMAT, "made-at": made_at, "rows": dict(rows), "files": files}
    (folder / LIST).write_text(json.dumps(listed, indent=1), encoding="utf-8")
    draft = out.with_name(f"{out.name}.part")
    try:
        draft.touch(mode=0o600)
        with tarfile.open(draft, "w:gz", compresslevel=6) as archive:
            for name in (LIST, *files):
                archive.add(folder / name, arcname=name, recursive=False)
        draft.replace(out)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise InputError(
            "cannot be written", where=Place(str(out)), why=str(error.strerror)
        ) from error
    return contents


def unpack(archive: Path, folder: Path) -> Contents:
    """Write the files of an archive into an empty folder, each checked; nothing is left if not."""
    if folder.exists() and any(folder.iterdir()):
        raise InputError(
            "not empty", where=Place(str(folder)), fix="name a folder that is not there yet"
        )
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with tarfile.open(archive, "r:gz") as packed:
            packed.extractall(folder, filter="data")
    except (OSError, tarfile.TarError, EOFError) as error:
        raise InputError(
            "no backup that can be read", where=Place(str(archive)), why=str(error)
        ) from error
    return _checked(folder, archive)


def _checked(folder: Path, archive: Path) -> Contents:
    place = Place(str(archive))
    try:
        listed: Anything = json.loads((folder / LIST).read_text("utf-8"))
        contents = Contents(listed["made-at"], dict(listed["rows"]), dict(listed["files"]))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InputError("no list of what is in it", where=place) from error
    if listed.get("format") != FORMAT:
        raise InputError("written by another version", where=place)
    for name, digest in contents.files.items():
        file = folder / name
        if not file.is_file() or digest_of(file) != digest:
            raise InputError(f"'{name}' is missing or changed", where=place, fix="use another one")
    return contents


def verified(archive: Path) -> Contents:
    """Unpack an archive elsewhere and check it, and the database in it; raises InputError."""
    with tempfile.TemporaryDirectory() as folder:
        contents = unpack(archive, Path(folder))
        database = Path(folder) / DATABASE
        if database.is_file():
            _check_sqlite(database, contents, archive)
        return contents


def _check_sqlite(database: Path, contents: Contents, archive: Path) -> None:
    place = Place(str(archive))
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        if connection.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise InputError("the database in it is damaged", where=place)
        for table, count in contents.rows.items():
            found = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            if found != count:
                raise InputError(f"'{table}' has {found} rows and not {count}", where=place)
    except sqlite3.DatabaseError as error:
        raise InputError("the database in it is damaged", where=place, why=str(error)) from error
    finally:
        connection.close()
