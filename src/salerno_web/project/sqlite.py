"""A SQLite without the WAL-reset bug, under the name that Django looks for.

Source: https://www.sqlite.org/wal.html#walresetbug, fixed in 3.51.3 and in 3.50.7 and 3.44.6.
"""

from __future__ import annotations

import importlib
import sys

GOOD_FROM = (3, 51, 3)
BACKPORTS = ((3, 50, 7), (3, 44, 6))
MODULES = ("", ".dbapi2")


def prefer_bundled() -> bool:
    """Let `sqlite3` mean the library that the `pysqlite3` package bundles, where it is installed.

    To be called before Django's database layer is imported. Returns whether it is in use.
    """
    try:
        for part in MODULES:
            sys.modules[f"sqlite3{part}"] = importlib.import_module(f"pysqlite3{part}")
    except ImportError:
        return False
    return True


def is_safe(version: tuple[int, int, int]) -> bool:
    """Whether a SQLite of that version keeps what it acknowledged when it is checkpointed."""
    if version >= GOOD_FROM:
        return True
    return any(version[:2] == good[:2] and version >= good for good in BACKPORTS)
