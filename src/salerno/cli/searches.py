"""A search among programmes for one person: what stands how, sifted and put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.errors import SalernoError, UnknownName, did_you_mean
from salerno.money import Money, Rates
from salerno.programmes.costs import CostLine, Payer, cost_to, groups_in, payer_of
from salerno.programmes.directory import Directory
from salerno.programmes.finding import FACETS, entry_of, examinations_in, words_of, yearly
from salerno.programmes.programmes import Programme
from salerno.rules import Pack, Verdict, Voice, compile_pack
from salerno.rules.chain import State
from salerno.rules.opportunities import Opportunity
from salerno.rules.sieves import Shelf, Sieve, marked, priced, shelf_of, sift, worded
from salerno.rules.surveys import Survey, survey

ORDER = (State.ELIGIBLE, State.CANNOT_TELL, State.NOT_YET, State.NEVER)
SORTS = ("nearest", "tuition", "name")


@dataclass(frozen=True, slots=True)
class Found:
    """A programme that was found: the verdict, None where nothing says who may apply, tuition."""

    programme: Programme
    state: State
    verdict: Verdict | None
    tuition: tuple[CostLine, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What came through, in order; how many of each state would, whichever was asked for."""

    found: tuple[Found, ...]
    counts: Mapping[str, int]


def search(
    directory: Directory,
    person: Person,
    sieve: Sieve,
    *,
    circumstances: Circumstances,
    voice: Voice,
    rates: Rates | None = None,
    sort: str = "nearest",
) -> Search:
    """The programmes that come through a sieve for a person. O(programmes)."""
    known = tuple(directory.programmes.values())
    pack = compile_pack(
        own.rule or Opportunity(own.id, "programme", own.title, ()) for own in known
    )
    standing = survey(person, pack, circumstances=circumstances)
    payer = payer_of(Standpoint(person, circumstances), groups=directory.groups)
    tuition = [_tuition(own, payer) for own in known]
    shelf = _shelf(directory, pack, tuition, voice=voice, rates=rates)
    stood = {str(state): marked(standing.is_standing(state)) for state in ORDER}
    ranking = _ranking(shelf, standing, directory, sort=sort)
    sifted = sift(shelf, sieve, stood=stood, ranking=np.array(ranking, np.intp))
    states = {place: state for state in ORDER for place in _places(standing, state)}
    found = (
        Found(own, states[place], standing.verdict(place) if own.rule else None, tuition[place])
        for place in sifted.places
        for own in (known[place],)
    )
    return Search(tuple(found), sifted.counts)


def _places(standing: Survey, state: State) -> Sequence[int]:
    places: list[int] = np.flatnonzero(standing.is_standing(state)).tolist()
    return places


def _tuition(own: Programme, payer: Payer) -> tuple[CostLine, ...]:
    among = payer.among(groups_in(own), own.country)
    return cost_to(own, among, kinds=["tuition"]).lines


def _shelf(
    directory: Directory,
    pack: Pack,
    tuition: Sequence[tuple[CostLine, ...]],
    *,
    voice: Voice,
    rates: Rates | None,
) -> Shelf:
    known = tuple(directory.programmes.values())

    def worth(money: Money) -> Decimal | None:
        try:
            return rates.convert(money, to=rates.base).amount if rates else None
        except SalernoError:
            return None

    entries = (entry_of(own, examinations_in(pack, place)) for place, own in enumerate(known))
    words = (words_of(own, directory.schools[own.school], voice) for own in known)
    shelf = worded(shelf_of(entries, facets=FACETS), words)
    return priced(shelf, [yearly(lines, worth) for lines in tuition])


def _ranking(shelf: Shelf, standing: Survey, directory: Directory, *, sort: str) -> list[int]:
    """All places in the order of a sort; what is not known, or nothing was found of, comes last."""
    if sort == "tuition":
        low = shelf.ranked["low"]
        cheapest = dict.fromkeys(low.places)
        return [*cheapest, *(n for n in range(len(shelf.entries)) if n not in cheapest)]
    if sort == "name":
        known = tuple(directory.programmes.values())
        names = [directory.schools[own.school].name.casefold() for own in known]
        return sorted(range(len(names)), key=names.__getitem__)
    nearest: list[int] = standing.nearest_first(ORDER).tolist()
    state_of = {
        place: rank for rank, state in enumerate(ORDER) for place in _places(standing, state)
    }
    unruled = [own.rule is None for own in directory.programmes.values()]
    return sorted(nearest, key=lambda place: (state_of[place], unruled[place]))


def check_values(shelf: Mapping[str, Sequence[str]], known: Mapping[str, Sequence[str]]) -> None:
    """Raise UnknownName for a value that no programme has, with the likely intention."""
    for option, values in shelf.items():
        for value in values:
            if value not in known[option]:
                fix = did_you_mean(value, known[option]) or (
                    f"it can be {', '.join(sorted(known[option]))}"
                )
                raise UnknownName(f"--{option}: no programme has '{value[:40]}'", fix=fix)
