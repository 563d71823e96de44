"""Running a schedule over planes, block by block, with NumPy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any as Anything

import numpy as np
from numpy.typing import NDArray

from salerno.rules.planes.bits import Words, population, words_for
from salerno.rules.planes.schedules import FALSE, TRUE, Op, Schedule

BLOCK = 2048  # words: 131,072 persons; the planes of 1,000 questions are then 16 MB


@dataclass(frozen=True, slots=True, eq=False)
class Outputs:
    """What a schedule gave out: persons by COUNT and REACH target, planes by KEEP target.

    A REACH target counts the persons on at least one of the planes given out under it.
    """

    counts: NDArray[np.int64]
    kept: NDArray[np.uint64]
    reached: NDArray[np.int64]


Run = Callable[[Schedule, NDArray[np.uint64], int], Outputs]


def blank(schedule: Schedule, size: int) -> Outputs:
    """Outputs to be filled in."""
    counts, kept, reached = schedule.targets
    return Outputs(
        np.zeros(counts, np.int64),
        np.zeros((kept, words_for(size)), np.uint64),
        np.zeros(reached, np.int64),
    )


def run(schedule: Schedule, planes: NDArray[np.uint64], size: int) -> Outputs:
    """Run over planes (one row for each key of the schedule) of so many persons."""
    outputs = blank(schedule, size)
    scratch = np.zeros((schedule.registers - len(schedule.keys), BLOCK), np.uint64)
    scratch[TRUE] = ~np.uint64(0)
    reach = np.zeros((schedule.targets[2], BLOCK), np.uint64)
    for start in range(0, words_for(size), BLOCK):
        end = min(start + BLOCK, words_for(size))
        width = end - start
        own = [row[:width] for row in scratch]
        registers = [own[FALSE], own[TRUE], *(row[start:end] for row in planes), *own[2:]]
        if size % 64 and end * 64 > size:
            own[TRUE][-1] = np.uint64((1 << size % 64) - 1)
        reach[:] = 0
        kept = outputs.kept[:, start:end]
        _run_block(schedule, registers, (outputs.counts, kept, reach[:, :width]))
        for target, row in enumerate(reach):
            outputs.reached[target] += population(row)
    return outputs


def _run_block(
    schedule: Schedule, registers: list[Words], given: tuple[Anything, Anything, Anything]
) -> None:
    counts, kept, reach = given
    join, either, invert = np.bitwise_and, np.bitwise_or, np.bitwise_not
    for op, out, one, other in schedule.steps.tolist():
        if op == Op.AND:
            join(registers[one], registers[other], registers[out])
        elif op == Op.OR:
            either(registers[one], registers[other], registers[out])
        elif op == Op.NOT:
            invert(registers[one], registers[out])
        elif op == Op.COUNT:
            counts[out] += population(registers[one] & registers[TRUE])
        elif op == Op.KEEP:
            join(registers[one], registers[TRUE], kept[out])
        else:
            reach[out] |= registers[one] & registers[TRUE]
