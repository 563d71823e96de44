"""Placements as iCalendar, to be subscribed to: one entry of whole days for each.

Source: RFC 5545.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from icalendar import Calendar, Event

from salerno.periods import Period
from salerno.placements.states import State
from salerno.placements.windows import bounds

PRODUCT = "-//Salerno//placements//EN"
Status = Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
_TENTATIVE: frozenset[State] = frozenset({"held", "release", "review", "waitlisted"})
_CANCELLED: frozenset[State] = frozenset({"lapsed", "withdrawn", "refused", "cancelled", "no-show"})


@dataclass(frozen=True, slots=True)
class Entry:
    """A placement as a calendar shows it: what is known by `id` was changed `version` times."""

    id: str
    stay: Period
    state: State
    title: str
    version: int
    changed: datetime
    told: str = ""
    place: str = ""
    url: str = ""


def calendar_of(entries: Iterable[Entry], *, name: str) -> bytes:
    """A calendar of placements under a name.

    Each entry keeps its UID, and counts its changes, so that a calendar read again replaces what
    was there. What is not agreed yet is tentative; what came to nothing is cancelled.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry))
    return bytes(calendar.to_ical())


def status_of(state: State) -> Status:
    """What a calendar says of a state."""
    if state in _CANCELLED:
        return "CANCELLED"
    return "TENTATIVE" if state in _TENTATIVE else "CONFIRMED"


def _event(entry: Entry) -> Event:
    first, end = bounds(entry.stay)
    event = Event()
    event.add("uid", f"{entry.id}@salerno")
    event.add("sequence", entry.version)
    event.add("dtstamp", entry.changed)
    event.add("last-modified", entry.changed)
    event.add("dtstart", first)
    event.add("dtend", end)  # the day after the last, as the format has it
    event.add("summary", entry.title)
    event.add("status", status_of(entry.state))
    further = {"description": entry.told, "location": entry.place, "url": entry.url}
    for key, value in further.items():
        if value:
            event.add(key, value)
    return event
