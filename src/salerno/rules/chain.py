"""The truth chain never < not yet < met, with unknown as an interval on it.

An interval is four bits: surely not barred, surely met, possibly not barred, possibly met. On these
bits "all" is `&` and "any" is `|`, for one person (an int) as for millions (bit planes).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import and_, or_

from salerno.credentials.tri import Tri, opposite
from salerno.rules.circuits import IfNot, Literal

SURELY_OPEN, SURELY_MET, MAYBE_OPEN, MAYBE_MET = 1, 2, 4, 8
MET = 15
NOT_YET = SURELY_OPEN | MAYBE_OPEN
NEVER = 0
CANNOT_TELL = MAYBE_OPEN | MAYBE_MET
NOT_BARRED = SURELY_OPEN | CANNOT_TELL
DOUBTFUL_BAR = MAYBE_OPEN

LOWER = SURELY_OPEN | SURELY_MET
UPPER = MAYBE_OPEN | MAYBE_MET


class State(StrEnum):
    """The four verdicts."""

    ELIGIBLE = "eligible"
    NOT_YET = "not-yet"
    NEVER = "never"
    CANNOT_TELL = "cannot-tell"


_STATES = {MET: State.ELIGIBLE, NOT_YET: State.NOT_YET, NEVER: State.NEVER}


def state_of(bits: int) -> State:
    """The verdict of an interval; one that is not a single point cannot be told yet."""
    return _STATES.get(bits, State.CANNOT_TELL)


def bits_of(truth: Tri, if_not: IfNot, *, trusted: bool, absent: bool = False) -> int:
    """The interval of a literal.

    An unmet bar that is not trusted may be no bar after all. A bar is on holding the wrong thing:
    whoever holds nothing of the kind yet (`absent`) is not barred by it.
    """
    if truth is Tri.YES:
        return MET
    if truth is Tri.UNKNOWN:
        return NOT_BARRED if if_not is IfNot.FIXABLE else CANNOT_TELL
    if if_not is IfNot.FIXABLE or (absent and if_not is IfNot.NEVER):
        return NOT_YET
    return NEVER if trusted or if_not is IfNot.CASE else DOUBTFUL_BAR


def hull(intervals: Sequence[int]) -> int:
    """The smallest interval that holds them all: the answer when any of them may apply."""
    return (reduce(and_, intervals) & LOWER) | (reduce(or_, intervals) & UPPER)


@dataclass(frozen=True, slots=True)
class Chain:
    """The truth chain for one person; `bits` holds the interval of each literal."""

    bits: Sequence[int]

    def literal(self, index: int, literal: Literal) -> int:
        """The interval of that literal."""
        return self.bits[index]

    def every(self, parts: Sequence[int]) -> int:
        """Minimum on both ends."""
        return reduce(and_, parts, MET)

    def some(self, parts: Sequence[int]) -> int:
        """Maximum on both ends."""
        return reduce(or_, parts, NEVER)

    def at_least(self, count: int, parts: Sequence[int]) -> int:
        """The count-th largest on both ends."""
        return sum(
            bit
            for bit in (SURELY_OPEN, SURELY_MET, MAYBE_OPEN, MAYBE_MET)
            if sum(bool(part & bit) for part in parts) >= count
        )


def truth_of(literal: Literal, truth: Tri) -> Tri:
    """The truth of a literal, given that of its leaf."""
    return opposite(truth) if literal.negated else truth
