"""Routes as iCalendar: one entry for each day to act on, and for each day that something lapses.

Source: RFC 5545.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from salerno.routes.answers import Answer
from salerno.routes.routes import Route, by_id
from salerno.routes.steps import Outlook, Step
from salerno.routes.tasks import Entry, Timeline
from salerno.routes.wording.words import bond_words, caution_words, cost_words, step_words, tell
from salerno.rules.canonical import digest
from salerno.rules.wording.reports import citation
from salerno.rules.wording.voices import Voice

PRODUCT = "-//Salerno//routes//EN"
AHEAD = timedelta(weeks=2)


def calendar_of(answers: Sequence[Answer], voice: Voice, outlook: Outlook) -> bytes:
    """The calendar of the first route to each goal.

    Whole days, without time zones; each entry is named by what it stands for, so that a calendar
    written anew replaces the old entries. What has been planned, not what is agreed: TENTATIVE.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    stamp = datetime.combine(outlook.circumstances.today, time(), UTC)
    for one in answers:
        for route in one.plan.routes[:1]:
            for event in _events(route, voice, stamp):
                calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(route: Route, voice: Voice, stamp: datetime) -> Iterator[Event]:
    if not isinstance(route.timeline, Timeline):
        return
    steps = by_id(route.steps)
    for entry in route.timeline.entries:
        yield from _of_entry(entry, steps[entry.task.id], route, voice, stamp)
    for expiry in route.timeline.expiries:
        words = bond_words(expiry.bond, steps, voice)
        title = tell(voice, "lapses", what=words)
        yield _event(
            (route.goal.id, "lapse", words), (expiry.last_day, expiry.last_day), title, "", stamp
        )


def _of_entry(
    entry: Entry, step: Step, route: Route, voice: Voice, stamp: datetime
) -> Iterator[Event]:
    """The last day to apply, the step itself from its first to its last day, and its result."""
    marks = dict(entry.marks)
    words, told = step_words(step, voice), _told(step, route, voice)
    closes = entry.session.closes if entry.session else None
    applied = marks["apply"].planned
    if closes is not None:
        title = tell(voice, "calendar apply-by", step=words)
        yield _event((route.goal.id, step.id, "apply-by"), (closes, closes), title, told, stamp)
    elif applied != marks["start"].planned:
        title = tell(voice, "calendar apply", step=words)
        yield _event((route.goal.id, step.id, "apply"), (applied, applied), title, told, stamp)
    days = (marks["start"].planned, marks["end"].planned)
    yield _event((route.goal.id, step.id, "start"), days, words, told, stamp)
    result = marks["result"].planned
    if result != days[1]:
        title = tell(voice, "calendar result", step=words)
        yield _event((route.goal.id, step.id, "result"), (result, result), title, told, stamp)


def _told(step: Step, route: Route, voice: Voice) -> str:
    """What to know on the day: cost, warnings, source."""
    lines = [cost_words(step, voice)]
    lines += [caution_words(c, route, voice) for c in route.cautions if c.step == step.id]
    lines += [citation(step.source, voice)] if step.source else []
    return "\n".join(lines)


def _event(
    named: Iterable[str], days: tuple[date, date], title: str, told: str, stamp: datetime
) -> Event:
    """An entry from the first to the last day, both included, with a reminder two weeks ahead."""
    first, last = days
    event = Event()
    event.add("uid", f"{digest(tuple(named))}@salerno")
    event.add("dtstamp", stamp)
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", title)
    event.add("status", "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    if told:
        event.add("description", told)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -AHEAD)
    event.add_component(alarm)
    return event
