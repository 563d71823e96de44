"""Letters of recommendation: who may be asked and when, and who is reminded."""

from __future__ import annotations

from datetime import date, timedelta

from salerno.placements.states import State

ASKED_IN: frozenset[State] = frozenset({"active", "paused", "evaluation", "certified", "closed"})
"""In these states of a placement there is somebody who saw the trainee work."""
MOST_OPEN = 5
"""So many letters may be asked for and not answered at once, for one placement."""
REMINDERS = (-7, 3)
"""So many days after a letter is due its writer is reminded; a negative one is before."""
OPEN_FOR = timedelta(days=60)
"""A link to write a letter is good so long after it was due."""
SENT_FOR = timedelta(days=30)
"""A link to read a letter is good so long after it was sent."""
LONGEST = 10_000
"""So many letters of the alphabet a letter has at most."""


def reminders_due(due: date, *, today: date) -> int:
    """How many reminders the writer of a letter should have had by today."""
    return sum(today >= due + timedelta(days=days) for days in REMINDERS)
