"""Running a schedule over planes, block by block, with NumPy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any as Anything

import numpy as np
from numpy.typing import NDArray

from salerno.rules.planes.bits import WORD, Words, last_word, population, words_for
from salerno.rules.planes.schedules import FALSE, TRUE, Op, Schedule

BLOCK = 16384  # words: a million persons; smaller blocks cost more calls than they save memory


@dataclass(frozen=True, slots=True, eq=False)
class Outputs:
    """What a schedule gave out: persons by COUNT and REACH target, planes by KEEP target.

    A REACH target counts the persons on at least one of the planes given out under it.
    """

    counts: NDArray[np.int64]
    kept: NDArray[np.uint64]
    reached: NDArray[np.int64]


Run = Callable[[Schedule, NDArray[np.uint64], int], Outputs]


WORTH = 4_000_000_000  # steps times words: below that, loading Numba takes longer than it saves


def fastest(schedule: Schedule, size: int) -> Run:
    """The compiled twin for long runs, where the `fast` extra is installed; else `run`."""
    if len(schedule.steps) * words_for(size) < WORTH:
        return run
    try:
        fast = import_module("salerno.rules.fast")
    except ImportError:
        return run
    compiled: Run = fast.run
    return compiled


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
    width = min(BLOCK, words_for(size))
    scratch = np.zeros((schedule.registers - len(schedule.keys), width), np.uint64)
    scratch[TRUE] = ~np.uint64(0)
    reach = np.zeros((schedule.targets[2], width), np.uint64)
    for start in range(0, words_for(size), BLOCK):
        end = min(start + BLOCK, words_for(size))
        own = [row[: end - start] for row in scratch]
        registers = [own[FALSE], own[TRUE], *(row[start:end] for row in planes), *own[2:]]
        if end * WORD > size:
            own[TRUE][-1] = last_word(size)
        reach[:] = 0
        reached = [row[: end - start] for row in reach]
        _run_block(schedule, registers, (outputs.counts, outputs.kept[:, start:end], reached))
        for target, row in enumerate(reached):
            outputs.reached[target] += population(row & own[TRUE])
    return outputs


def _run_block(
    schedule: Schedule, registers: list[Words], given: tuple[Anything, Anything, list[Words]]
) -> None:
    counts, kept, reached = given
    everyone = registers[TRUE]
    beyond = ~everyone[-1]
    join, either, invert = np.bitwise_and, np.bitwise_or, np.bitwise_not
    for op, out, one, other in schedule.steps.tolist():
        own = registers[one]
        if op == Op.AND:
            join(own, registers[other], registers[out])
        elif op == Op.OR:
            either(own, registers[other], registers[out])
        elif op == Op.NOT:
            invert(own, registers[out])
        elif op == Op.COUNT:
            counts[out] += population(own) - int(np.bitwise_count(own[-1] & beyond))
        elif op == Op.KEEP:
            join(own, everyone, kept[out])
        else:
            either(reached[out], own, reached[out])
