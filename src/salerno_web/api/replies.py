"""Which answers an operation can give."""

from __future__ import annotations

from typing import Any as Anything

from salerno_web.api.shapes import ProblemDocument

SENT = (400, 413, 415, 422)
"""What may be wrong with what is sent."""

HELD = (401,)
"""What may be wrong with a key."""


UNCHANGED = 304


def replies(shape: Anything, *others: int, status: int = 200) -> dict[int, Anything]:
    """The answer that is wished for, and the problems there can be instead, or no content."""
    every = sorted({*others, 429, 500})
    return {status: shape} | {n: None if n == UNCHANGED else ProblemDocument for n in every}
