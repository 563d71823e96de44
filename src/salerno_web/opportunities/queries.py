"""Verdicts as values: everything for one record as of one day, kept while nobody changes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from salerno.rules import Ask, Pack, Verdict, Voice, offers_of, within_reach
from salerno.rules.chain import State
from salerno.rules.interviews import Heard, open_asks
from salerno.rules.mending import Offers
from salerno.rules.sieves import Sieve, Sifted, marked, sift
from salerno.rules.surveys import Survey, survey
from salerno_web.atlas.queries import digest, facts, pack
from salerno_web.atlas.shelves import shelf
from salerno_web.credentials.queries import circumstances, person_of
from salerno_web.credentials.told import Told

KEPT = 40  # records whose verdicts are kept: some hundred kilobytes each for twenty thousand
RANKED = 120  # so many of the nearest are looked at, at most, to rank questions
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


@dataclass(frozen=True, slots=True, eq=False)
class Screened:
    """How every opportunity stands, the bits of each state, and the places, nearest first.

    Nearest within a state is what takes the fewest requirements to be settled or open.
    """

    survey: Survey
    stood: Mapping[str, int]
    ranking: NDArray[np.intp]
    places: Mapping[str, int]

    def verdict(self, name: str) -> Verdict | None:
        """The verdict on the opportunity of that id, if there is one."""
        place = self.places.get(name)
        return None if place is None else self.survey.verdict(place)

    def verdicts(self) -> Iterator[Verdict]:
        """Every verdict, in the order of the atlas."""
        return map(self.survey.verdict, range(len(self.ranking)))


@cache
def places() -> Mapping[str, int]:
    """Where each opportunity stands in the atlas, by id; no SQL."""
    return {name: place for place, name in enumerate(facts().opportunities)}


@lru_cache(maxsize=KEPT)
def screened(case: Case) -> Screened:
    """How everything stands for a record, reckoned once; no SQL."""
    return screening(case, pack(), places=places())


def screening(case: Case, pack: Pack, *, places: Mapping[str, int]) -> Screened:
    """How a pack stands for a record; `places` are those of its opportunities by id. No SQL."""
    own = survey(person_of(case.told), pack, circumstances=circumstances())
    stood = {str(state): marked(own.is_standing(state)) for state in ORDER}
    return Screened(own, stood, own.nearest_first(ORDER), places)


@lru_cache(maxsize=KEPT)
def offers(case: Case) -> Offers:
    """What grants each credential within the reach of a person; no SQL."""
    return within_reach(offers_of(facts().opportunities.values()), screened(case).verdicts())


def asks(told: Told) -> tuple[Ask, ...]:
    """The questions that would settle most, and were not put yet; no SQL."""
    return _asks(case_of(told), frozenset(told.skipped))


@lru_cache(maxsize=KEPT)
def _asks(case: Case, heard: Heard) -> tuple[Ask, ...]:
    return asks_on(screened(case), heard)


def asks_on(known: Screened, heard: Heard) -> tuple[Ask, ...]:
    """The questions that would settle most of what cannot be told of a pack; no SQL."""
    is_open = known.survey.is_standing(State.CANNOT_TELL)
    nearest = known.ranking[is_open[known.ranking]][:RANKED]
    unsettled = [known.survey.verdict(place) for place in nearest.tolist()]
    return open_asks(unsettled, vocabulary=facts().vocabulary, heard=heard)


def sifted(told: Told, sieve: Sieve, speaker: Voice) -> Sifted:
    """What of all verdicts comes through a sieve, the nearest of each state first; no SQL."""
    known = screened(case_of(told))
    return sift(shelf(speaker), sieve, stood=known.stood, ranking=known.ranking)


def verdicts_at(told: Told, places: Sequence[int]) -> list[Verdict]:
    """The verdicts at places of the shelf; no SQL."""
    own = screened(case_of(told)).survey
    return [own.verdict(place) for place in places]
