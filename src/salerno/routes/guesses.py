"""What a step of unknown price or time is compared as, so that not knowing does not win.

Only the search compares by guesses; what is shown to anybody says "at least" instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import log
from statistics import median

from salerno.routes.steps import Step
from salerno.rules.leaves import Attempts, Wait


@dataclass(frozen=True, slots=True)
class Guess:
    """What steps of one kind cost (in the person's currency) and take (in days), in the middle."""

    cost: float = 0.0
    days: float = 0.0


def guess_of(alike: Iterable[Step], *, worth: Callable[[Step], float]) -> Guess:
    """The median price of the steps whose price is known, and the median time likewise.

    Nothing where nothing is known: what is unknown everywhere distinguishes no step.
    """
    known = tuple(alike)
    costs = [worth(step) for step in known if step.is_priced]
    days = [float(step.days[1]) for step in known if step.is_timed]
    return Guess(median(costs) if costs else 0.0, median(days) if days else 0.0)


def risk_of(step: Step, *, doubt: float) -> float:
    """How much a step adds to the risk: minus the logarithm of its least chance."""
    if step.chance is None or _is_doubtful(step):
        return -log(doubt)
    return -log(max(float(step.chance[0]), 1e-9)) if step.chance else 0.0


def _is_doubtful(step: Step) -> bool:
    """Whether others decide, nobody is known to grant it, or it is daring to suppose.

    To suppose that nothing has gone wrong so far is not.
    """
    if step.way != "suppose":
        return step.way in ("decision", "obtain")
    assert step.literal is not None
    return not (step.literal.negated or isinstance(step.literal.leaf, Attempts | Wait))
