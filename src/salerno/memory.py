"""Keeping the garbage collector from walking a growing heap again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def undisturbed() -> Iterator[None]:
    """Build many values that all stay: the cyclic collector rests, and returns as it was.

    Reading 5,000 opportunities takes less than half the time so; nothing read forms a cycle.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
