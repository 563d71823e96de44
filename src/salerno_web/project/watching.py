"""Keeping a command going: one that is killed is begun again."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Sequence
from types import FrameType

PAUSE = 1.0  # seconds


def keep_going(command: Sequence[str]) -> int:
    """Run a command until it ends by itself or this process is asked to stop; what it ended with.

    A signal to stop is passed on. What ended by any other signal (the system was short of memory,
    say) is begun again after a second.
    """
    asked: list[int] = []
    running: list[subprocess.Popen[bytes]] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        asked.append(number)
        for child in running:
            child.send_signal(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    while True:
        running[:] = [subprocess.Popen(command)]
        if asked:  # just before it was there
            running[0].terminate()
        code = running[0].wait()
        if asked or code >= 0:
            return max(code, 0)
        time.sleep(PAUSE)
