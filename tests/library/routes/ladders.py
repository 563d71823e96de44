"""Graphs of which the best routes are known beforehand."""

from salerno.routes.graphs import Drawing


def ladder(rungs):
    """Rungs one above the other, each climbed slowly for 1 or fast for more; the goal is on top."""
    drawing = Drawing.blank()
    below = ()
    for rung in range(rungs):
        slow = drawing.add_step(below, cost=1, time=10)
        fast = drawing.add_step(below, cost=2 + rung, time=1, risk=0.5)
        below = (drawing.add_any((slow, fast)),)
    return drawing.done(), below[0]


def shared_ladder(branches):
    """All of some branches are needed: each for 3, or for 1 once a step of 5 is taken.

    Each branch alone is cheaper without the shared step, so two or fewer are; all are not.
    """
    drawing = Drawing.blank()
    shared = drawing.add_step((), cost=5, time=1)
    kids = []
    for _ in range(branches):
        alone = drawing.add_step((), cost=3, time=1)
        together = drawing.add_step((shared,), cost=1, time=1)
        kids.append(drawing.add_any((alone, together)))
    goal = drawing.add_all(kids)
    return drawing.done(), goal
