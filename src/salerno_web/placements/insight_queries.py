"""What a host learns from its placements and from the records of all: as figures only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any as Anything

from django.db.models import Count, Max
from django.utils.translation import gettext as _

from salerno.credentials.table import CredentialTable, table_of
from salerno.errors import Place
from salerno.periods import Period
from salerno.placements.insight import (
    Cost,
    OneMore,
    Reach,
    Week,
    groups,
    one_more_seat,
    reach_of,
    refused_by,
    weeks_ahead,
)
from salerno.placements.language import rotation as read_rotation
from salerno.placements.networks import Network
from salerno.placements.rotations import Rotation, asked_by
from salerno.placements.seats import Wanted
from salerno.placements.windows import Window, bounds, monday
from salerno.rules import Voice
from salerno.rules.wording.leaves import requirement_words
from salerno.strict_yaml import node_of
from salerno_web.atlas.queries import facts
from salerno_web.credentials.models import Record
from salerno_web.credentials.queries import circumstances, everybody
from salerno_web.people.models import Organisation
from salerno_web.placements.agreement_queries import in_force
from salerno_web.placements.models import Placement, Published, Slot
from salerno_web.placements.networks import network
from salerno_web.placements.queries import keys_of, numbers_in, taken_in
from salerno_web.ui.calendar import today

CROWD = 2_000
"""So many people are counted at most, those whose records changed last."""
ASKED = 50
"""So many of those who wait are asked for a seat that becomes free, as in refilling."""
AHEAD = 13
"""So many weeks ahead are shown: a quarter of a year."""
LONGEST = 8
NOTHING_CAME = ("refused", "lapsed")


@dataclass(frozen=True, slots=True)
class Insight:
    """What a host learns of one rotation, and of all that was asked of it."""

    weeks: tuple[Week, ...]
    reach: Reach
    refused: tuple[Cost, ...]
    more: tuple[OneMore, ...]
    waiting: int
    schools: tuple[tuple[str, int], ...]
    countries: tuple[tuple[str, int], ...]
    words: dict[str, str]


@dataclass(slots=True)
class _Known:
    """The crowd as this process read it last, and the stamp that it was read under."""

    stamp: tuple[object, ...] = ()
    table: CredentialTable = field(default_factory=lambda: table_of(()))


_KNOWN = _Known()


def crowd() -> CredentialTable:
    """The people of the platform as a table; 1 statement, and 3 more where anything changed."""
    found = Record.objects.aggregate(number=Count("pk"), last=Max("changed_at"))
    stamp = (*found.values(), id(facts().vocabulary))
    if stamp != _KNOWN.stamp:
        _KNOWN.table = table_of(everybody(most=CROWD), vocabulary=facts().vocabulary)
        _KNOWN.stamp = stamp
    return _KNOWN.table


def rotation_choices(host: Organisation, voice: Voice) -> list[tuple[str, str]]:
    """The rotations of a host that can be read, by id and title; 2 statements."""
    known = network().rotations
    names = Published.objects.filter(host=host, kind="rotation").values_list("name", flat=True)
    return [(name, voice.text(known[name].offer.title)) for name in names if name in known]


def insight_of(host: Organisation, rotation: str, voice: Voice, *, now: datetime) -> Insight:
    """What a host learns of one of its rotations; at most 13 statements, 1 for each who waits."""
    known, day = network(), today()
    own, windows = known.rotation(rotation), known.windows_of(rotation)
    waiting = list(_waiting(own, known))
    rows = Placement.objects.filter(host=host, rotation=rotation).exclude(state="held")
    asked = list(rows.values_list("school__name", "school__country"))
    return Insight(
        weeks=weeks_ahead(windows, taken_in(windows, now=now), today=day, weeks=AHEAD),
        reach=reach_of(crowd(), own, known.tree, circumstances=circumstances()),
        refused=refused_by(_lacked(host, rotation)),
        more=_more(windows, waiting, now=now),
        waiting=len(waiting),
        schools=groups(name for name, _country in asked if name),
        countries=groups(country for _name, country in asked if country),
        words=_words(own, known, voice),
    )


def reach_if(document: Anything, voice: Voice) -> tuple[Reach, dict[str, str]]:
    """How many people a rotation would let through if it were published, and the words of each ask.

    4 statements at most. Raises InputError where the document says no rotation.
    """
    node = node_of(document, place=Place(_("the form")))
    own, _windows = read_rotation(node, facts().vocabulary)
    known = network()
    reach = reach_of(crowd(), own, known.tree, circumstances=circumstances())
    return reach, _words(own, known, voice)


def _waiting(own: Rotation, known: Network) -> Iterator[Wanted]:
    """Those who wait for a seat and could be given one, in the order in which they are asked."""
    windows = {one.id: one for one in known.windows_of(own.id)}
    rows = Placement.objects.filter(rotation=own.id, state="waitlisted").order_by("booked_at")
    for row in rows[:ASKED]:
        is_bound = not own.terms.agreement or in_force(row.host_id, row.school_id, row.first)
        if row.end > today() and row.window in windows and is_bound:
            school = str(row.school_id or "")
            stay = Period(row.first, row.end)
            yield Wanted(windows[row.window], stay, str(row.trainee_id), school)


def _more(
    windows: Iterable[Window], waiting: Sequence[Wanted], *, now: datetime
) -> tuple[OneMore, ...]:
    """Where one more seat gives somebody a seat who waits; 1 statement, none if nobody does."""
    if not waiting:
        return ()
    keys = {key for wanted in waiting for key in keys_of(wanted)}
    first = min(bounds(one.stay)[0] for one in waiting)
    taken = numbers_in(Slot.objects.filter(of__in=keys, day__gte=monday(first)), now=now)
    return tuple(
        one for window in windows for one in one_more_seat(window, waiting, taken, longest=LONGEST)
    )


def _lacked(host: Organisation, rotation: str) -> Iterator[set[str]]:
    """What each request that came to nothing did not meet when it was sent; 1 statement."""
    rows = Placement.objects.filter(host=host, rotation=rotation, state__in=NOTHING_CAME)
    for told in rows.values_list("submitted", flat=True):
        yield {one["demand"] for one in told.get("papers", ()) if not one["met"]}


def _words(own: Rotation, known: Network, voice: Voice) -> dict[str, str]:
    """The demands of a rotation in words, by their ids."""
    return {
        one.demand.id: requirement_words(one.demand.asks, voice)
        for one in asked_by(own, known.tree)
        if one.demand.asks is not None
    }
