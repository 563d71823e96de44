"""Clashes: days on which a trainee would be in two places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from salerno.periods import Period
from salerno.placements.windows import Window, days_there


@dataclass(frozen=True, slots=True)
class Taken:
    """A stay that a trainee has, by the name of its placement."""

    placement: str
    window: Window
    stay: Period


def busy_days(taken: Iterable[Taken]) -> Mapping[date, str]:
    """The days on which a trainee is somewhere, with the placement; linear in the days."""
    return {day: one.placement for one in taken for day in days_there(one.window, one.stay)}


def clashes(window: Window, stay: Period, *, beside: Iterable[Taken]) -> Mapping[date, str]:
    """The days of a stay on which the trainee is elsewhere, in order, with the placement there.

    Stays that overlap do not clash where they are on different weekdays.
    """
    busy = busy_days(beside)
    return {day: busy[day] for day in days_there(window, stay) if day in busy}
