"""Three-valued truth: no < unknown < yes, combined by minimum and maximum (Kleene 1938)."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Tri(IntEnum):
    """No, unknown or yes; `min` is "and", `max` is "or"."""

    NO = 0
    UNKNOWN = 1
    YES = 2


def tri(*, surely: bool, possibly: bool) -> Tri:
    """Yes if surely, unknown if only possibly, else no."""
    return Tri.YES if surely else (Tri.UNKNOWN if possibly else Tri.NO)


def opposite(truth: Tri) -> Tri:
    """Negation: yes and no change places, unknown stays."""
    return Tri(2 - truth)


def every(truths: Iterable[Tri]) -> Tri:
    """Conjunction; yes when there is nothing to test."""
    return min(truths, default=Tri.YES)


def some(truths: Iterable[Tri]) -> Tri:
    """Disjunction; no when there is nothing to test."""
    return max(truths, default=Tri.NO)
