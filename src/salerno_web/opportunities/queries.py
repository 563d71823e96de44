"""Verdicts as values: everything for one record as of one day, kept while nobody changes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from salerno.rules import Ask, Verdict, Voice, explain, offers_of, screen, within_reach
from salerno.rules.chain import State
from salerno.rules.interviews import Heard, open_asks
from salerno.rules.mending import Offers
from salerno.rules.sieves import Sieve, Sifted, sift, standing
from salerno_web.atlas.queries import digest, facts, pack
from salerno_web.atlas.shelves import shelf
from salerno_web.credentials.queries import circumstances, person_of
from salerno_web.credentials.told import Told

KEPT = 40  # records whose verdicts are kept: half a megabyte each for a thousand opportunities
RANKED = 400  # so many of the nearest are looked at, at most, to rank questions
ORDER = (State.ELIGIBLE, State.CANNOT_TELL, State.NOT_YET, State.NEVER)


@dataclass(frozen=True, slots=True)
class Case:
    """One state of a record as of a day, under one state of the facts; equal when these are."""

    record: str
    today: date
    atlas: str
    told: Told = field(compare=False, repr=False)


def case_of(told: Told) -> Case:
    """What verdicts on a record hang on; no SQL."""
    return Case(told.digest, circumstances().today, digest(), told)


@dataclass(frozen=True, slots=True)
class Screened:
    """The verdict of every opportunity, by id in the order of the atlas, and the bits of states.

    `nearness` is the place of each in the list: by state, then by how many lines decide it, which
    is how far it is from being settled or open.
    """

    verdicts: Mapping[str, Verdict]
    stood: Mapping[str, int]
    nearness: tuple[int, ...]
    listed: tuple[Verdict, ...]


@lru_cache(maxsize=KEPT)
def screened(case: Case) -> Screened:
    """The verdicts on a record, reckoned once; no SQL."""
    verdicts = screen(person_of(case.told), pack(), circumstances=circumstances())
    states = [verdict.state for verdict in verdicts]
    ranks = {state: rank for rank, state in enumerate(ORDER)}
    far = [(ranks[state], _far(v)) for state, v in zip(states, verdicts, strict=True)]
    nearest_first = sorted(range(len(far)), key=far.__getitem__)
    nearness = dict(zip(nearest_first, range(len(far)), strict=True))
    return Screened(
        {v.opportunity.id: v for v in verdicts},
        standing(states),
        tuple(nearness[place] for place in range(len(far))),
        tuple(verdicts),
    )


def _far(verdict: Verdict) -> int:
    if verdict.state is State.ELIGIBLE:
        return 0
    return sum(len(part.deciding) for part in explain(verdict).parts)


@lru_cache(maxsize=KEPT)
def offers(case: Case) -> Offers:
    """What grants each credential within the reach of a person; no SQL."""
    verdicts = screened(case).verdicts.values()
    return within_reach(offers_of(v.opportunity for v in verdicts), verdicts)


def asks(told: Told) -> tuple[Ask, ...]:
    """The questions that would settle most, and were not put yet; no SQL."""
    return _asks(case_of(told), frozenset(told.skipped))


@lru_cache(maxsize=KEPT)
def _asks(case: Case, heard: Heard) -> tuple[Ask, ...]:
    known = screened(case)
    near = sorted(range(len(known.listed)), key=known.nearness.__getitem__)
    unsettled = [known.listed[n] for n in near if known.listed[n].state is State.CANNOT_TELL]
    return open_asks(unsettled[:RANKED], vocabulary=facts().vocabulary, heard=heard)


def sifted(told: Told, sieve: Sieve, speaker: Voice) -> Sifted:
    """What of all verdicts comes through a sieve, the nearest of each state first; no SQL."""
    known = screened(case_of(told))
    order = [str(state) for state in ORDER]
    found = sift(shelf(speaker), sieve, stood=known.stood, order=order)
    return replace(found, places=tuple(sorted(found.places, key=known.nearness.__getitem__)))


def verdicts_at(told: Told, places: Sequence[int]) -> list[Verdict]:
    """The verdicts at places of the shelf; no SQL."""
    listed = screened(case_of(told)).listed
    return [listed[place] for place in places]
