"""What a step of unknown price or time is compared as, so that not knowing does not win.

Only the search compares by guesses; what is shown to anybody says "at least" instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from statistics import median

from salerno.routes.steps import Step


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
