"""Finding rotations: what each is sifted by, its words, and what of it may still be had."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from salerno.periods import ONE_DAY, Period
from salerno.placements.locations import city_of, country_of, path
from salerno.placements.networks import Network
from salerno.placements.rotations import Rotation, opportunity_of
from salerno.placements.screening import OpenStay, Sought, event_of, nearest_stays
from salerno.placements.windows import WEEK, Window, stay_of
from salerno.programmes.wording.words import country_words
from salerno.rules.opportunities import Opportunity
from salerno.rules.sieves import Entry
from salerno.rules.wording.voices import Voice

FACETS = (
    "seats", "kind", "country", "specialty", "setting", "language", "booking", "month", "weeks",
)  # fmt: skip
Seats = Literal["free", "waiting", "none"]
SEATS: tuple[Seats, ...] = ("free", "waiting", "none")
"""Whether some stay of a rotation has a free seat, or else a list to wait on."""
MONTHS = 18
"""So many months ahead are told apart, the present one included."""
LONGEST = 26
"""So many weeks are told apart; whoever wants more asks for these."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A public rotation as it can be had from a day on: the first stay, whether or not it is free.

    `first` is None where no window has a stay any more.
    """

    rotation: Rotation
    windows: tuple[Window, ...]
    first: Period | None = None


def offered_in(network: Network, *, today: date) -> tuple[Offered, ...]:
    """Every public rotation, in the order of the network; linear in their windows."""
    return tuple(
        _offered(own, network.windows_of(own.id), today)
        for own in network.rotations.values()
        if own.status == "public"
    )


def _offered(own: Rotation, windows: tuple[Window, ...], today: date) -> Offered:
    found = [stay for one in windows for stay in _first_stay(one, today)]
    return Offered(own, windows, min(found, key=str, default=None))


def _first_stay(window: Window, today: date) -> Iterator[Period]:
    """The first stay of the least weeks that a window has from a day on, if any."""
    found = first_begin(window, since=today, today=today, weeks=window.weeks[0])
    if found:
        yield stay_of(found, window.weeks[0])


def first_begin(window: Window, *, since: date, today: date, weeks: int) -> date | None:
    """The first day from `since` on that a stay of so many weeks may begin; O(1).

    What `starts` has, without a day on which nobody is there in the whole stay being looked for.
    """
    if not window.weeks[0] <= weeks <= window.weeks[1]:
        return None
    earliest = max(window.first, today + window.lead * ONE_DAY, since)
    ahead = min((day - earliest.isoweekday()) % 7 for day in window.starts_on)
    found = earliest + timedelta(days=ahead)
    return found if found + weeks * WEEK - ONE_DAY <= window.last else None


def seats_of(own: Offered, *, sought: Sought) -> Seats:
    """Whether a rotation has a seat beside what is taken, or a list to wait on for one."""
    if free_stays(own, sought=sought, most=1):
        return "free"
    return "waiting" if own.first and own.rotation.terms.waitlist else "none"


def free_stays(own: Offered, *, sought: Sought, most: int) -> tuple[OpenStay, ...]:
    """The nearest stays of a rotation that have a seat; none once its windows are over."""
    return nearest_stays(own.windows, sought=sought, most=most) if own.first else ()


def opportunity_now(own: Offered, network: Network, *, today: date) -> Opportunity:
    """A rotation as an opportunity, judged for its first stay: what is due when one applies."""
    asked = opportunity_of(own.rotation, network.tree, stated=today)
    return replace(asked, event=event_of(own.first)) if own.first else asked


def entry_of(own: Offered, network: Network, *, today: date) -> Entry:
    """What a rotation is sifted by."""
    rotation = own.rotation
    return Entry(
        kind=rotation.kind,
        country=country_of(network.tree, rotation.at),
        specialty=(rotation.specialty,),
        soonest=own.first.start if own.first else None,
        further=(
            ("setting", (rotation.setting,)),
            ("language", rotation.languages),
            ("booking", (rotation.terms.booking,)),
            ("month", tuple(months_of(own.windows, today=today))),
            ("weeks", tuple(map(str, weeks_of(own.windows)))),
        ),
    )


def months_of(windows: Iterable[Window], *, today: date) -> tuple[str, ...]:
    """The months, as 2027-01, in which a stay may begin, in order; O(windows × months)."""
    ahead = months_from(today, count=MONTHS + 1)
    found = {
        month.isoformat()[:7]
        for window in windows
        for month, following in pairwise(ahead)
        if _begins_in(window, month, following, today)
    }
    return tuple(sorted(found))


def months_from(today: date, *, count: int = MONTHS) -> tuple[date, ...]:
    """The first days of so many months, that of the day included."""
    begun = today.year * 12 + today.month - 1
    return tuple(date((begun + n) // 12, (begun + n) % 12 + 1, 1) for n in range(count))


def _begins_in(window: Window, month: date, following: date, today: date) -> bool:
    found = first_begin(window, since=month, today=today, weeks=window.weeks[0])
    return found is not None and found < following


def weeks_of(windows: Iterable[Window]) -> tuple[int, ...]:
    """How many weeks a stay may have in any of the windows, in order."""
    found = {
        weeks
        for window in windows
        for weeks in range(window.weeks[0], min(window.weeks[1], LONGEST) + 1)
    }
    return tuple(sorted(found))


def words_of(own: Rotation, network: Network, voice: Voice) -> str:
    """The words that a rotation is searched by, in the language of the voice."""
    tree = network.tree
    places = (voice.text(one.name) for one in path(tree, own.at))
    country = country_of(tree, own.at)
    named = (voice.text(own.offer.title), own.specialty.replace("-", " "), *places)
    spoken = country_words(country, voice) if country else ""
    return " ".join((*named, city_of(tree, own.at), spoken, *own.supervisors, own.id))
