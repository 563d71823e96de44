"""Every public rotation as it stands today: verdicts, what it is sifted by, and the free seats.

A process keeps one board while nothing that is published changes; of the seats it reads anew only
those of rotations with a placement that changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property, lru_cache
from types import MappingProxyType

import numpy as np
from django.db.models import Max
from numpy.typing import NDArray

from salerno.placements.finding import (
    FACETS,
    SEATS,
    Offered,
    Seats,
    entry_of,
    free_stays,
    offered_in,
    opportunity_now,
    seats_of,
    words_of,
)
from salerno.placements.networks import Network
from salerno.placements.screening import NOTHING_TAKEN, OpenStay, Sought
from salerno.placements.seats import Taken, seat_key
from salerno.rules import Ask, Pack, Verdict, Voice, compile_pack
from salerno.rules.interviews import Heard
from salerno.rules.sieves import Shelf, Sieve, Sifted, marked, shelf_of, sift, worded
from salerno_web.atlas.queries import voice
from salerno_web.credentials.told import Told
from salerno_web.opportunities.queries import Case, Screened, asks_on, case_of, screening
from salerno_web.placements.models import Placement
from salerno_web.placements.networks import network
from salerno_web.placements.queries import taken_in
from salerno_web.ui.calendar import today

KEPT = 40  # records whose verdicts are kept
AT_ONCE = 300  # rotations whose seats are asked for in one statement
LATE = timedelta(minutes=2)
"""A change may become visible so much later than the moment that it bears."""
SORTS = ("nearest", "soonest", "name")


@dataclass(eq=False)
class Board:
    """The rotations that are public on a day, in the order of the network.

    `taken` are the seats that are taken of each, as they were `read_at`, `left` the places of what
    is left in SEATS; `seen` is when a placement of a rotation changed last by then.
    """

    network: Network
    day: date
    offered: tuple[Offered, ...]
    taken: dict[int, Taken] = field(default_factory=dict)
    left: NDArray[np.uint8] = field(default_factory=lambda: np.zeros(0, np.uint8))
    seen: dict[str, datetime] = field(default_factory=dict)
    read_at: datetime | None = None

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each rotation stands, by id."""
        return {own.rotation.id: place for place, own in enumerate(self.offered)}

    @cached_property
    def pack(self) -> Pack:
        """What each asks when one applies, compiled."""
        return compile_pack(
            opportunity_now(own, self.network, today=self.day) for own in self.offered
        )

    @cached_property
    def shelf(self) -> Shelf:
        """What they are sifted by, but for the seats."""
        entries = (entry_of(own, self.network, today=self.day) for own in self.offered)
        return shelf_of(entries, facets=[name for name in FACETS if name != "seats"])

    @cached_property
    def soonest(self) -> NDArray[np.intp]:
        """The places, the soonest first stay first, those without one last."""
        return np.array(
            sorted(
                range(len(self.offered)),
                key=lambda place: str(self.offered[place].first or "9999"),
            ),
            np.intp,
        )


_BOARDS: list[Board] = []


def board(*, now: datetime) -> Board:
    """The board of today with the seats that are free now; 2 statements, more if seats changed."""
    known, day = network(), today()
    if not _BOARDS or _BOARDS[0].network is not known or _BOARDS[0].day != day:
        _BOARDS[:] = [Board(known, day, offered_in(known, today=day))]
    _read_seats(_BOARDS[0], now=now)
    return _BOARDS[0]


def _read_seats(own: Board, *, now: datetime) -> None:
    """Read the seats of rotations of which a placement changed since they were read."""
    rows = Placement.objects.order_by()
    if own.read_at is not None:
        rows = rows.filter(changed_at__gte=own.read_at - LATE)
    latest = dict(rows.values_list("rotation").annotate(Max("changed_at")))
    changed = [name for name, at in latest.items() if own.seen.get(name) != at]
    if own.read_at is None:
        own.left = np.array([SEATS.index(_untaken(one)) for one in own.offered], np.uint8)
    if changed:
        _reckon(own, [own.places[name] for name in changed if name in own.places], now=now)
    own.seen |= latest
    own.read_at = now


def _untaken(one: Offered) -> Seats:
    """What is left of a rotation of which nothing was ever taken."""
    return "free" if one.first else "none"


def _reckon(own: Board, places: Iterable[int], *, now: datetime) -> None:
    """Read what is taken of some rotations; 1 statement for each so many of them."""
    kept = list(places)
    for start in range(0, len(kept), AT_ONCE):
        several = kept[start : start + AT_ONCE]
        windows = [window for place in several for window in own.offered[place].windows]
        taken = taken_in(windows, now=now)
        for place in several:
            keys = {seat_key(window) for window in own.offered[place].windows}
            own.taken[place] = {key: numbers for key, numbers in taken.items() if key[0] in keys}
            left = seats_of(own.offered[place], sought=_sought(own, place))
            own.left[place] = SEATS.index(left)


def _sought(own: Board, place: int) -> Sought:
    return Sought(own.day, taken=own.taken.get(place, NOTHING_TAKEN))


def seats_at(own: Board, place: int) -> tuple[Seats, tuple[OpenStay, ...]]:
    """Whether seats are left of a rotation, and its nearest stay that has one; no SQL."""
    stays = free_stays(own.offered[place], sought=_sought(own, place), most=1)
    return SEATS[own.left[place]], stays


@lru_cache(maxsize=KEPT)
def surveyed(case: Case, own: Board) -> Screened:
    """How every rotation of a board stands for a record, reckoned once; no SQL."""
    return screening(case, own.pack, places=own.places)


def verdict_on(name: str, case: Case, own: Board) -> Verdict | None:
    """The verdict on what a rotation asks when one applies for its first stay; no SQL."""
    return surveyed(case, own).verdict(name)


@lru_cache(maxsize=8)
def _worded(own: Board, language: str) -> Shelf:
    speaker = voice(language)
    return worded(own.shelf, (words_of(one.rotation, own.network, speaker) for one in own.offered))


def sifted(case: Case, own: Board, sieve: Sieve, speaker: Voice, *, sort: str) -> Sifted:
    """What comes through a sieve, in the order of a sort; no SQL."""
    bare = _worded(own, speaker.language)
    shelf = replace(bare, holding=MappingProxyType({"seats": _seats(own), **bare.holding}))
    known = surveyed(case, own)
    return sift(
        shelf, sieve, stood=known.stood, ranking=_ranking(known, own, speaker.language, sort)
    )


def _seats(own: Board) -> Mapping[str, int]:
    """The rotations of each value of the facet of seats, as bits."""
    return {name: marked(own.left == number) for number, name in enumerate(SEATS)}


def _ranking(known: Screened, own: Board, language: str, sort: str) -> NDArray[np.intp]:
    if sort == "soonest":
        return own.soonest
    return _by_name(own, language) if sort == "name" else known.ranking


@lru_cache(maxsize=8)
def _by_name(own: Board, language: str) -> NDArray[np.intp]:
    speaker = voice(language)

    def key(place: int) -> str:
        return speaker.text(own.offered[place].rotation.offer.title).casefold()

    return np.array(sorted(range(len(own.offered)), key=key), np.intp)


def asks(case: Case, own: Board) -> tuple[Ask, ...]:
    """The questions that would settle most, and were not put yet; no SQL."""
    return _asks(case, own, frozenset(case.told.skipped))


@lru_cache(maxsize=KEPT)
def _asks(case: Case, own: Board, heard: Heard) -> tuple[Ask, ...]:
    return asks_on(surveyed(case, own), heard)


def warm_up(*, now: datetime, languages: Iterable[str]) -> None:
    """Read and reckon what every page of rotations needs; 3 statements or more."""
    own = board(now=now)
    for language in languages:
        _worded(own, language)
        _by_name(own, language)
    surveyed(case_of(Told()), own)
