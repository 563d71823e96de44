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


def guesses_of(steps: Iterable[Step], *, worth: Callable[[Step], float]) -> dict[str, Guess]:
    """The guess for each kind of opportunity, and under the empty kind that for any other.

    The median of the prices that are known and of the times that are known; where a kind has none,
    that of all steps.
    """
    kinds: dict[str, list[Step]] = {"": []}
    for step in steps:
        kinds[""].append(step)
        if step.opportunity is not None:
            kinds.setdefault(step.opportunity.kind, []).append(step)
    usual = _guess(kinds[""], Guess(), worth)
    return {kind: _guess(alike, usual, worth) for kind, alike in kinds.items()}


def _guess(alike: Iterable[Step], usual: Guess, worth: Callable[[Step], float]) -> Guess:
    known = tuple(alike)
    costs = [worth(step) for step in known if step.is_priced]
    days = [float(step.days[1]) for step in known if step.is_timed]
    return Guess(median(costs) if costs else usual.cost, median(days) if days else usual.days)


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
