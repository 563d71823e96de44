"""Django's SQLite, but whoever begins a transaction queues for it beside all others.

SQLite lets whoever finds it locked sleep ever longer before looking again, so that newcomers go
first: of 32 that write without pause one or the other waited its twenty seconds in vain. Here all
look again after the same short pause, at a lock of the operating system beside the file.
"""

from __future__ import annotations

import fcntl
import os
import time

from django.db.backends.sqlite3 import base

PAUSE = 0.003
PATIENCE = 20.0
"""So many seconds one queues; who still has no turn then is refused as SQLite refuses."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds the turn from the beginning of a transaction to its end."""

    _turn: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # the stubs leave it out
        except BaseException:
            self._give_turn()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]  # the stubs leave it out
        self._give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._give_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]  # the stubs leave it out
        finally:
            self._give_turn()

    def _take_turn(self) -> None:
        if self.is_in_memory_db() or self._turn is not None:
            return
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        self._turn = os.open(f"{self.settings_dict['NAME']}-turn", flags, 0o600)
        until = time.monotonic() + PATIENCE
        while not _is_taken(self._turn) and time.monotonic() < until:
            time.sleep(PAUSE)

    def _give_turn(self) -> None:
        if self._turn is not None:
            os.close(self._turn)  # which lets the lock go
            self._turn = None


def _is_taken(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
