"""One installation of the site: its folder, and the settings file in it.

The folder holds `site.toml`, the database of a small installation, uploaded files and backups. Its
name is the environment variable SALERNO_HOME.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any as Anything
from urllib.parse import unquote, urlsplit

from salerno.errors import InputError, Place, did_you_mean

HOME = "SALERNO_HOME"
FILE = "site.toml"
KEPT_FOR: Mapping[str, int] = MappingProxyType(
    {
        "keep_sent_mail": 30,
        "keep_failed_mail": 90,
        "keep_sessions": 1,
        "keep_sign_ins": 1,
        "keep_closed_keys": 90,
        "keep_withdrawn_consents": 1095,
        "keep_idle_accounts": 30,
        "keep_refused_documents": 30,
        "keep_unattached_documents": 365,
        "keep_visitor_plans": 30,
        "keep_closed_links": 90,
        "keep_reporter_addresses": 90,
        "keep_unfinished_imports": 30,
        "keep_unfinished_tables": 30,
        "keep_finished_tasks": 7,
        "keep_deliveries": 30,
        "keep_closed_feeds": 90,
    }
)
"""For how many days things are kept, unless the installation says otherwise; never the log."""
LONGEST = 36_500  # days: a century

KNOWN: Mapping[str, type | tuple[type, ...]] = MappingProxyType(
    {
        "secret_key": str,
        "former_secret_keys": list,
        "hosts": list,
        "origin": str,
        "database": str,
        "files": str,
        "backups": str,
        "badges_key": str,
        "atlas": list,
        "programmes": list,
        "mail": str,
        "mail_from": str,
        "tasks": str,
        "scanner": str,
        "payments": str,
        "webhooks_anywhere": bool,
        "debug": bool,
        "demonstration": bool,
        "as_of": str,
        "behind_https": bool,
        "trusts_proxy": bool,
        "providers": list,
        "log_format": str,
        **dict.fromkeys(KEPT_FOR, int),
    }
)


@dataclass(frozen=True, slots=True)
class Installation:
    """The folder of an installation and what its settings file says."""

    folder: Path
    written: Mapping[str, Anything]

    def says(self, name: str, default: Anything = None) -> Anything:
        """The value of a setting: the environment (SALERNO_NAME) first, then the file."""
        assert name in KNOWN, name
        given = os.environ.get(f"SALERNO_{name.upper()}")
        if given is None:
            return self.written.get(name, default)
        return _from_environment(name, given)

    def days(self, name: str) -> int:
        """For how many days something is kept, from one day to a century; raises InputError."""
        value = self.says(name, KEPT_FOR[name])
        if isinstance(value, bool) or not 1 <= value <= LONGEST:
            raise InputError(
                f"'{name}' is {value}", where=Place(str(self.folder / FILE)),
                fix=f"give a number of days from 1 to {LONGEST}",
            )  # fmt: skip
        return int(value)

    def path(self, name: str, default: str) -> Path:
        """A folder or file of the installation; relative ones lie in its folder."""
        return self.folder / str(self.says(name, default))


def installation() -> Installation:
    """The installation that SALERNO_HOME names; without one, a folder `site` where one stands."""
    folder = Path(os.environ.get(HOME, "site")).absolute()
    file = folder / FILE
    if not file.is_file():
        return Installation(folder, MappingProxyType({}))
    try:
        written = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError("cannot be read", where=Place(str(file)), why=str(error)) from error
    for name, value in written.items():
        _check(name, value, file)
    return Installation(folder, MappingProxyType(written))


def _check(name: str, value: object, file: Path) -> None:
    if name not in KNOWN:
        fix = did_you_mean(name, KNOWN) or f"it knows {', '.join(KNOWN)}"
        raise InputError(f"unknown setting '{name}'", where=Place(str(file)), fix=fix)
    if not isinstance(value, KNOWN[name]):
        kind = getattr(KNOWN[name], "__name__", "value")
        raise InputError(f"'{name}' is no {kind}", where=Place(str(file)), fix="see the reference")


def _from_environment(name: str, given: str) -> Anything:
    kind = KNOWN[name]
    if kind is int:
        try:
            return int(given)
        except ValueError as error:
            said = f"SALERNO_{name.upper()} is '{given}'"
            raise InputError(said, fix="give a number of days") from error
    if kind is bool:
        return given.casefold() in ("1", "yes", "true", "on")
    if kind is list:
        return [part.strip() for part in given.split(",") if part.strip()]
    return given


BY_ROWS = "salerno_web.people.leases.run_due"
BY_CELERY = "salerno_web.connectors.celery.sending.announce_due"


def tasks_of(setting: str) -> tuple[dict[str, Anything], str, str]:
    """Django's settings of tasks, who advances them, and the address of the broker, if any.

    Tasks are always rows of the database. `database` has them done by `salerno work`;
    `celery+redis://HOST:PORT/0` and `celery+amqp://HOST` by the workers of Celery.
    """
    if setting == "database":
        return {"BACKEND": "django_tasks_db.DatabaseBackend"}, BY_ROWS, ""
    scheme, _, broker = setting.partition("+")
    if scheme != "celery" or urlsplit(broker).scheme not in BROKERS:
        fix = "database, celery+redis://HOST:6379/0 or celery+amqp://HOST"
        raise InputError(f"tasks: '{setting}' is not known", fix=fix)
    backend = "salerno_web.connectors.celery.sending.CeleryBackend"
    return {"BACKEND": backend}, BY_CELERY, broker


BROKERS = ("redis", "rediss", "amqp", "amqps", "memory")
"""What Celery may speak to; `memory` reaches no other process and is for tests."""


def database_of(address: str, *, folder: Path) -> dict[str, Anything]:
    """Django's settings of a database named by an address.

    `sqlite:///site.sqlite3` is a file in the folder (or absolute, with four slashes),
    `postgresql://user:password@host:port/name` a server; `?host=/run/postgresql` a socket.
    """
    parts = urlsplit(address)
    if parts.scheme == "sqlite":
        return _sqlite(folder / unquote(parts.path.removeprefix("/")))
    if parts.scheme in ("postgresql", "postgres"):
        return _postgresql(address)
    raise InputError(
        f"database: '{parts.scheme}' is not known", fix="sqlite:///FILE or postgresql://HOST/NAME"
    )


SQLITE_START = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA busy_timeout=20000;"
    "PRAGMA foreign_keys=ON;PRAGMA cache_size=-16000;PRAGMA journal_size_limit=67108864;"
)
"""FULL, for what was acknowledged must survive a power cut."""


def _sqlite(file: Path) -> dict[str, Anything]:
    return {
        "ENGINE": "salerno_web.project.turns",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
    }


def _postgresql(address: str) -> dict[str, Anything]:
    parts = urlsplit(address)
    asked = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.removeprefix("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(asked.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
