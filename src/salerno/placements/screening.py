"""Screening: how every rotation stands for a person, and where a seat is free."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from types import MappingProxyType

from salerno.credentials.circumstances import Circumstances, Event
from salerno.credentials.person import Person
from salerno.periods import ONE_DAY, PartialDate, Period
from salerno.placements.demands import DUES, Due
from salerno.placements.networks import Network
from salerno.placements.rotations import Rotation, opportunity_of
from salerno.placements.seats import (
    Party,
    Refusal,
    Slot,
    Taken,
    Wanted,
    joins_of,
    open_stays,
    refusals,
    slots_for,
)
from salerno.placements.windows import Window, bounds
from salerno.rules import compile_pack, screen
from salerno.rules.verdicts import Verdict

NEAREST = 3
"""So many open stays are told of a rotation."""
NOTHING_TAKEN: Taken = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for: a stay, or any; for whom of which school; beside what is taken.

    `parties` are those that may be joined, of the rotation that is looked at.
    """

    today: date
    stay: Period | None = None
    school: str = ""
    taken: Taken = field(default_factory=lambda: NOTHING_TAKEN)
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenStay:
    """A stay that a seat is free for, in which window, and how many seats are left throughout.

    A party that has room counts as a seat.
    """

    stay: Period
    window: str
    seats: int


@dataclass(frozen=True, slots=True)
class Screened:
    """How a rotation stands for a person, for a stay.

    `application` is the verdict on what is due when one applies, `onboarding` apart on what will be
    due before one begins. `stays` are the nearest that a seat is free for; `refused` tells why the
    stay that was wished for cannot be had in any window, and is empty when it can or none was.
    `judged_for` is the stay that the verdicts are for: the one wished for, else the first of those.
    """

    rotation: Rotation
    application: Verdict
    onboarding: Verdict
    stays: tuple[OpenStay, ...] = ()
    refused: tuple[Refusal, ...] = ()
    judged_for: Period | None = None


def screen_rotations(
    person: Person,
    network: Network,
    *,
    circumstances: Circumstances,
    stay: Period | None = None,
    school: str = "",
    taken: Taken = NOTHING_TAKEN,
) -> tuple[Screened, ...]:
    """How every public rotation stands for a person, in the order of the network.

    The stay is the event of the verdicts: what must be valid is judged by its last day. Seats that
    are `taken`, and the quota of the school, bound which stays are open. Linear in the rotations,
    their demands and the days of their windows.
    """
    sought = Sought(circumstances.today, stay, school, taken)
    found = [
        (own, nearest_stays(network.windows_of(own.id), sought=sought))
        for own in network.rotations.values()
        if own.status == "public"
    ]
    periods = [stay or next((one.stay for one in stays), None) for _, stays in found]
    rotations = [own for own, _ in found]
    applying, beginning = (
        _judged(person, network, (rotations, periods), circumstances=circumstances, due=due)
        for due in DUES[:2]
    )
    each = zip(found, periods, applying, beginning, strict=True)
    return tuple(
        Screened(own, applies, begins, stays, _refused(network.windows_of(own.id), sought), period)
        for (own, stays), period, applies, begins in each
    )


def _judged(
    person: Person,
    network: Network,
    rotations: tuple[Sequence[Rotation], Sequence[Period | None]],
    *,
    circumstances: Circumstances,
    due: Due,
) -> tuple[Verdict, ...]:
    """The verdict on what is due by one point, for each rotation and the stay it is judged for."""
    asked = [
        replace(
            opportunity_of(own, network.tree, due=due, stated=circumstances.today),
            event=event_of(period) if period else None,
        )
        for own, period in zip(*rotations, strict=True)
    ]
    return tuple(screen(person, compile_pack(asked), circumstances=circumstances))


def event_of(stay: Period) -> Event:
    """A stay as the event that rules speak of: its first and its last day."""
    first, end = bounds(stay)
    return Event(PartialDate.on(first), PartialDate.on(end - ONE_DAY))


def nearest_stays(
    windows: Iterable[Window], *, sought: Sought, most: int = NEAREST
) -> tuple[OpenStay, ...]:
    """The stays that a seat, and a place in the quota, are free for, the nearest first.

    They are as long as the one that is sought, else as short as the window allows; a party is
    joined for as long as it stays.
    """
    wished = bounds(sought.stay)[0] if sought.stay else sought.today
    begun = ((window, one) for window in windows for one in _with_seats(window, sought))
    nearest = sorted(begun, key=lambda own: _distance(own[1], wished))
    return tuple(islice((one for window, one in nearest if _has_place(window, one, sought)), most))


def _distance(one: OpenStay, wished: date) -> tuple[int, date]:
    first = bounds(one.stay)[0]
    return abs((first - wished).days), first


def _with_seats(window: Window, sought: Sought) -> Iterator[OpenStay]:
    """Each stay of a window that a seat is free for, or a place beside others who come then."""
    weeks = _weeks(sought.stay) if sought.stay else window.weeks[0]
    left = dict(open_stays(window, sought.taken, today=sought.today, weeks=weeks))
    for party in sought.parties:
        wanted = _wanted(window, party.stay, sought)
        is_as_long = sought.stay is None or _weeks(party.stay) == weeks
        fits = is_as_long and not refusals(wanted, today=sought.today)
        if fits and joins_of(wanted, [party]):
            left[party.stay] = left.get(party.stay, 0) + 1
    for stay, seats in left.items():
        yield OpenStay(stay, window.id, seats)


def _has_place(window: Window, one: OpenStay, sought: Sought) -> bool:
    """Whether the quota of the school leaves a place for the stay as well."""
    return not isinstance(_slots(_wanted(window, one.stay, sought), sought), Refusal)


def _slots(wanted: Wanted, sought: Sought) -> tuple[Slot, ...] | Refusal:
    return slots_for(wanted, sought.taken, joins=joins_of(wanted, sought.parties))


def _weeks(stay: Period) -> int:
    """The weeks of a stay; a week that is begun counts."""
    first, end = bounds(stay)
    return -(-(end - first).days // 7)


def _wanted(window: Window, stay: Period, sought: Sought) -> Wanted:
    return Wanted(window, stay, "", sought.school)


def _refused(windows: Iterable[Window], sought: Sought) -> tuple[Refusal, ...]:
    """Why the stay cannot be had, if no window has it: what the one that is nearest to it says."""
    if sought.stay is None:
        return ()
    found = [_refusals(_wanted(window, sought.stay, sought), sought) for window in windows]
    return min(found, key=_gap, default=(Refusal("not-open"),))


def _gap(refused: tuple[Refusal, ...]) -> tuple[bool, int]:
    """How far a window is from having a stay: open at another time, then the number of reasons."""
    return any(one.why == "not-open" for one in refused), len(refused)


def _refusals(wanted: Wanted, sought: Sought) -> tuple[Refusal, ...]:
    outright = refusals(wanted, today=sought.today)
    if outright:
        return outright
    slots = _slots(wanted, sought)
    return (slots,) if isinstance(slots, Refusal) else ()
