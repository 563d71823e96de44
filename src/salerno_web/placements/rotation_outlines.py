"""Rotations as plain values for other software; keys are stable, unknown is null."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Person
from salerno.periods import ONE_DAY, Period
from salerno.placements.documents import rotation_document
from salerno.placements.finding import first_begin
from salerno.placements.locations import city_of, country_of, host_of
from salerno.placements.networks import Network
from salerno.placements.rotations import Rotation, asked_by
from salerno.placements.screening import OpenStay, Screened, Sought, nearest_stays, screen_rotations
from salerno.placements.seats import Refusal, Taken
from salerno.placements.windows import Window, bounds, stay_of
from salerno.rules import Voice, explain
from salerno.rules.outlines import Plain, explanation_outline
from salerno.rules.sieves import Sieve
from salerno.rules.wording.leaves import requirement_words
from salerno_web.atlas.queries import facts
from salerno_web.credentials.told import Told
from salerno_web.opportunities.queries import case_of
from salerno_web.placements.boards import board, sifted
from salerno_web.placements.models import Published
from salerno_web.placements.networks import network
from salerno_web.placements.queries import taken_in


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for among rotations; nothing is everything.

    A stay begins on `first` or later and lasts so many `weeks`; with both, it begins on `first`.
    """

    words: str = ""
    kind: str = ""
    specialty: str = ""
    country: str = ""
    first: date | None = None
    weeks: int | None = None

    @property
    def stay(self) -> Period | None:
        """The stay that is wished for, where it is known to the day."""
        return stay_of(self.first, self.weeks) if self.first and self.weeks else None


def rotations_like(wish: Wish, voice: Voice, *, today: date, now: datetime) -> list[Rotation]:
    """The public rotations that a wish fits, in the order of the network; 2 or 3 statements."""
    own = board(now=now)
    sieve = Sieve(
        kind=_only(wish.kind),
        country=_only(wish.country.upper()),
        specialty=_only(wish.specialty),
        words=wish.words,
    )
    found = sifted(case_of(Told()), own, sieve, voice, sort="name")
    offered = (own.offered[place] for place in sorted(found.places))
    return [one.rotation for one in offered if _has_stay(one.windows, wish, today)]


def _only(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _has_stay(windows: Iterable[Window], wish: Wish, today: date) -> bool:
    if wish.first is None and wish.weeks is None:
        return True
    since = wish.first or today
    found = (
        first_begin(one, since=since, today=today, weeks=wish.weeks or one.weeks[0])
        for one in windows
    )
    return any(day is not None and (wish.stay is None or day == since) for day in found)


def seats_taken(rotations: Sequence[Rotation], *, now: datetime) -> Taken:
    """The seats of some rotations that are taken; 1 statement."""
    known = network()
    return taken_in([one for own in rotations for one in known.windows_of(own.id)], now=now)


def hosts_of(rotations: Sequence[Rotation]) -> Mapping[str, str]:
    """The id of the organisation that published each rotation; 1 statement."""
    rows = Published.objects.filter(name__in=[own.id for own in rotations])
    return {name: str(host) for name, host in rows.values_list("name", "host_id")}


def rotation_rows(
    rotations: Sequence[Rotation], wish: Wish, voice: Voice, *, today: date, now: datetime
) -> list[Plain]:
    """Rotations in a list, each with the nearest stays that a seat is free for; 2 statements."""
    known, hosts = network(), hosts_of(rotations)
    taken = seats_taken(rotations, now=now)
    sought = Sought(today, wish.stay, taken=taken)
    return [
        {
            **rotation_brief(own, known, voice),
            "host": hosts.get(own.id),
            "stays": stays_plain(nearest_stays(known.windows_of(own.id), sought=sought)),
        }
        for own in rotations
    ]


def rotation_brief(own: Rotation, known: Network, voice: Voice) -> Plain:
    """A rotation in few words; `confirmed` tells whether its host itself confirmed it."""
    return {
        "id": own.id,
        "title-text": voice.text(own.offer.title) or own.id,
        "kind": own.kind,
        "specialty": own.specialty,
        "setting": own.setting,
        "languages": list(own.languages),
        "at": own.at,
        "country": own.offer.country or country_of(known.tree, own.at) or None,
        "city": city_of(known.tree, own.at) or None,
        "booking": own.terms.booking,
        "confirmed": host_of(known.tree, own.at).confirmed,
    }


def stays_plain(stays: Iterable[OpenStay]) -> list[Plain]:
    """Stays that a seat is free for."""
    return [{"window": one.window, **days_plain(one.stay), "seats": one.seats} for one in stays]


def days_plain(stay: Period) -> Plain:
    """The first and the last day of a stay."""
    first, end = bounds(stay)
    return {"first": first.isoformat(), "last": (end - ONE_DAY).isoformat()}


def rotation_told(own: Rotation, voice: Voice, *, today: date, now: datetime) -> Plain:
    """A rotation with its document, windows and all that is asked there; 3 or 4 statements."""
    known = network()
    (row,) = rotation_rows([own], Wish(), voice, today=today, now=now)
    windows = known.windows_of(own.id)
    return {
        **row,
        "rotation": rotation_document(own, windows, facts().vocabulary),
        "windows": [
            {
                "id": one.id, "first": one.first.isoformat(), "last": one.last.isoformat(),
                "seats": one.seats, "per": one.per, "party": one.party,
                "weeks": list(one.weeks), "lead": one.lead,
            }
            for one in windows
        ],
        "asked": [
            {
                "id": one.demand.id,
                "due": one.demand.due,
                "owner": one.demand.owner,
                "by": one.by,
                "requirement-text": requirement_words(one.demand.asks, voice)
                if one.demand.asks
                else "",
            }
            for one in asked_by(own, known.tree)
        ],
    }  # fmt: skip


def screened_rows(
    rotations: Sequence[Rotation],
    person: Person,
    wish: Wish,
    voice: Voice,
    *,
    circumstances: Circumstances,
    now: datetime,
) -> list[Plain]:
    """Rotations with how each stands for a person; 2 statements."""
    known, hosts = network(), hosts_of(rotations)
    some = MappingProxyType({own.id: own for own in rotations})
    found = screen_rotations(
        person,
        replace(known, rotations=some),
        circumstances=circumstances,
        stay=wish.stay,
        taken=seats_taken(rotations, now=now),
    )
    return [{**_screened(one, known, voice), "host": hosts.get(one.rotation.id)} for one in found]


def _screened(one: Screened, known: Network, voice: Voice) -> Plain:
    return {
        **rotation_brief(one.rotation, known, voice),
        "stays": stays_plain(one.stays),
        "refused": [refusal_plain(refused) for refused in one.refused],
        "judged-for": days_plain(one.judged_for) if one.judged_for else None,
        "verdicts": {
            due: explanation_outline(explain(verdict), voice)
            for due, verdict in (("application", one.application), ("onboarding", one.onboarding))
        },
    }


def refusal_plain(refusal: Refusal) -> Plain:
    """Why a stay cannot be had: `why`, the `days` it is about, and the `bound` that it breaks."""
    return {
        "why": refusal.why,
        "days": [day.isoformat() for day in refusal.days],
        "bound": refusal.bound,
    }
