"""What is kept for a time: on which day each thing goes, and what is due; no clock, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Aged:
    """Something that is kept for a time: by which timer, since when, and about whom."""

    timer: str
    subject: str
    id: str
    since: date
    about: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Going:
    """Something that is kept, and the day on which it goes."""

    on: date
    thing: Aged


@dataclass(frozen=True, slots=True)
class Total:
    """How many things go by a timer, and since when the oldest of them was kept."""

    timer: str
    number: int
    oldest: date


def schedule(things: Iterable[Aged], *, days: Mapping[str, int]) -> tuple[Going, ...]:
    """When each thing goes, the soonest first; what two timers are for goes by the sooner."""
    found: dict[tuple[str, str], Going] = {}
    for thing in things:
        going = Going(_after(thing.since, days[thing.timer]), thing)
        name = thing.subject, thing.id
        if name not in found or going.on < found[name].on:
            found[name] = going
    return tuple(sorted(found.values(), key=lambda one: (one.on, one.thing.timer, one.thing.id)))


def _after(since: date, days: int) -> date:
    return date.fromordinal(min(since.toordinal() + days, date.max.toordinal()))


def due(things: Iterable[Aged], *, days: Mapping[str, int], as_of: date) -> tuple[Going, ...]:
    """What goes on a day: everything that was kept for its number of days by then."""
    return tuple(one for one in schedule(things, days=days) if one.on <= as_of)


def totals(going: Iterable[Going]) -> tuple[Total, ...]:
    """How many go by each timer, by its name."""
    found: dict[str, list[date]] = {}
    for one in going:
        found.setdefault(one.thing.timer, []).append(one.thing.since)
    return tuple(Total(name, len(days), min(days)) for name, days in sorted(found.items()))
