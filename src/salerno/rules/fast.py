"""Running a schedule over planes with Numba: all steps on a few words before the next few.

The twin of `salerno.rules.planes.runs`, behind the `fast` extra; importing it needs Numba. The
first run compiles (some seconds) and keeps what was compiled beside this file.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from salerno.rules.planes.bits import last_word
from salerno.rules.planes.runs import Outputs, blank
from salerno.rules.planes.schedules import TRUE, Schedule

BLOCK = 512  # words: scratch registers of a large pack then fit the second-level cache

P = ParamSpec("P")
T = TypeVar("T")
Table = NDArray[np.int32]
Planes = NDArray[np.uint64]
Numbers = NDArray[np.int64]


def _compiled(function: Callable[P, T]) -> Callable[P, T]:
    return cast(Callable[P, T], numba.njit(cache=True, nogil=True)(function))


def run(schedule: Schedule, planes: Planes, size: int) -> Outputs:
    """Run over planes (one row for each key of the schedule) of so many persons."""
    outputs = blank(schedule, size)
    scratch = np.zeros((schedule.registers - len(schedule.keys), BLOCK), np.uint64)
    scratch[TRUE] = ~np.uint64(0)
    reach = np.zeros((schedule.targets[2], BLOCK), np.uint64)
    given = (outputs.counts, outputs.kept, outputs.reached)
    run_blocks(schedule.steps, planes, (scratch, reach), last_word(size), given)
    return outputs


@_compiled
def population(words: Planes, mask: Planes) -> int:
    """How many bits are set below the mask."""
    total = np.uint64(0)
    for j in range(len(words)):
        x = words[j] & mask[j]
        x = x - ((x >> np.uint64(1)) & np.uint64(0x5555555555555555))
        low = np.uint64(0x3333333333333333)
        x = (x & low) + ((x >> np.uint64(2)) & low)
        x = (x + (x >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
        for shift in (8, 16, 32):
            x = x + (x >> np.uint64(shift))
        total += x & np.uint64(0x7F)
    return np.int64(total)  # type: ignore[return-value]  # Numba knows no int but this


@_compiled
def step_words(op: int, one: Planes, other: Planes, out: Planes) -> None:
    """The three gates: and, or, not."""
    if op == 0:
        for j in range(len(out)):
            out[j] = one[j] & other[j]
    elif op == 1:
        for j in range(len(out)):
            out[j] = one[j] | other[j]
    else:
        for j in range(len(out)):
            out[j] = ~one[j]


@_compiled
def register(number: int, scratch: Planes, planes: Planes, block: tuple[int, int]) -> Planes:
    """The words of a register in a block."""
    start, end = block
    keys = len(planes)
    if number < 2:
        return scratch[number, : end - start]
    if number < keys + 2:
        return planes[number - 2, start:end]
    return scratch[number - keys, : end - start]


@_compiled
def run_blocks(
    steps: Table,
    planes: Planes,
    own: tuple[Planes, Planes],
    last: np.uint64,
    given: tuple[Numbers, Planes, Numbers],
) -> None:
    """All steps, block after block; `last` masks the last word."""
    scratch, reach = own
    counts, kept, reached = given
    keys, words = planes.shape
    block = scratch.shape[1]
    for start in range(0, words, block):
        end = min(start + block, words)
        width = end - start
        if end == words:
            scratch[1, width - 1] = last
        everyone = scratch[1, :width]
        reach[:] = np.uint64(0)
        for place in range(len(steps)):
            op, out, first, second = steps[place]
            one = register(first, scratch, planes, (start, end))
            other = register(second, scratch, planes, (start, end))
            if op < 3:
                step_words(op, one, other, scratch[out - keys, :width])
            elif op == 3:
                counts[out] += population(one, everyone)
            elif op == 4:
                step_words(0, one, everyone, kept[out, start:end])
            else:
                step_words(1, one, reach[out, :width], reach[out, :width])
        for target in range(len(reached)):
            reached[target] += population(reach[target, :width], everyone)
