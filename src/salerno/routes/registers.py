"""The steps that have been drawn into a graph, each once, with what the search compares them by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from salerno.routes.graphs import Drawing
from salerno.routes.guesses import Guess, guesses_of, risk_of
from salerno.routes.steps import Outlook, Step


@dataclass(slots=True)
class Register:
    """A drawing, and the steps in it by their nodes.

    `usual` gives the steps whose known prices and times stand in for unknown ones. When `lifting`,
    a barrier weighs one and everything else nothing.
    """

    outlook: Outlook
    usual: Callable[[], Iterable[Step]]
    lifting: bool = False
    drawing: Drawing = field(default_factory=Drawing.blank)
    steps: dict[int, Step] = field(default_factory=dict)
    _named: dict[str, int] = field(default_factory=dict)
    _guesses: dict[str, Guess] = field(default_factory=dict)

    def once(self, step: Step) -> int:
        """The node of a step, drawn when it is first asked for."""
        if step.id not in self._named:
            self._named[step.id] = self._drawn(step)
        return self._named[step.id]

    def _drawn(self, step: Step) -> int:
        if self.lifting:
            node = self.drawing.add_step((), cost=float(step.way == "lift"))
        else:
            guess = self._guess(step)
            cost = self._worth(step) if step.is_priced else max(self._worth(step), guess.cost)
            days = float(step.days[1]) if step.is_timed else guess.days
            risk = risk_of(step, doubt=float(self.outlook.doubt))
            node = self.drawing.add_step((), cost=cost, time=days, risk=risk)
        self.steps[node] = step
        return node

    def _worth(self, step: Step) -> float:
        return float(self.outlook.worth(step.high))

    def _guess(self, step: Step) -> Guess:
        """What steps of the same kind cost and take, for a step of which that is not known."""
        is_known = step.is_priced and (step.is_timed or step.opportunity is None)
        if is_known or step.way not in ("take", "obtain"):
            return Guess()
        if not self._guesses:
            self._guesses.update(guesses_of(self.usual(), worth=self._worth))
        kind = step.opportunity.kind if step.opportunity else ""
        return self._guesses.get(kind, self._guesses[""])
