"""The directory as values: every programme for one record as of one day, and what is sifted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any as Anything

import numpy as np
from numpy.typing import NDArray

from salerno.atlas.directories import load_directory
from salerno.credentials.conditions import Standpoint
from salerno.errors import SalernoError
from salerno.money import Money
from salerno.programmes.answers import spoken_in
from salerno.programmes.costs import Cost, CostLine, cost_of
from salerno.programmes.directory import Directory
from salerno.programmes.programmes import Programme
from salerno.programmes.statements import believed
from salerno.rules import Pack, Verdict, Voice, compile_pack
from salerno.rules.chain import State
from salerno.rules.sieves import Entry, Shelf, Sieve, Sifted, marked, shelf_of, sift, worded
from salerno.rules.surveys import Survey, survey
from salerno_web.atlas.queries import facts, voice
from salerno_web.atlas.words import country_name
from salerno_web.credentials.queries import circumstances, person_of
from salerno_web.opportunities.queries import ORDER, Case
from salerno_web.people.models import User
from salerno_web.programmes.models import SavedProgramme

KEPT = 40
FACETS = ("country", "acceptance", "language", "entry")
SORTS = ("nearest", "tuition", "name")


@cache
def directory() -> Directory:
    """Every school and programme, read once a process; no SQL."""
    return load_directory(vocabulary=facts().vocabulary)


@cache
def programmes() -> tuple[Programme, ...]:
    """The programmes in the order of the directory; no SQL."""
    return tuple(directory().programmes.values())


@cache
def _pack() -> Pack:
    return compile_pack(own.rule for own in programmes() if own.rule)


@cache
def _ruled() -> Mapping[str, int]:
    """Where the rule of each programme that has one stands in the pack."""
    names = (own.id for own in programmes() if own.rule)
    return {name: place for place, name in enumerate(names)}


@dataclass(frozen=True, slots=True, eq=False)
class Surveyed:
    """How every programme stands for a record: bits of each state, and what ranks them."""

    survey: Survey
    stood: Mapping[str, int]
    states: tuple[State, ...]
    distances: tuple[int, ...]

    def verdict(self, name: str) -> Verdict | None:
        """The verdict on the programme of that id; None where nothing says who may apply."""
        place = _ruled().get(name)
        return None if place is None else self.survey.verdict(place)


@lru_cache(maxsize=KEPT)
def surveyed(case: Case) -> Surveyed:
    """How every programme stands for a record, reckoned once; no SQL.

    Where nothing is said of who may apply it cannot be told.
    """
    own = survey(person_of(case.told), _pack(), circumstances=circumstances())
    ruled = {state: own.is_standing(state) for state in ORDER}
    far = own.distances()
    places = [_ruled().get(one.id) for one in programmes()]
    states = tuple(
        State.CANNOT_TELL if place is None else next(s for s in ORDER if ruled[s][place])
        for place in places
    )
    stood = {str(s): marked(np.array([own is s for own in states], np.bool_)) for s in ORDER}
    return Surveyed(own, stood, states, tuple(0 if p is None else int(far[p]) for p in places))


def view_of(case: Case) -> Standpoint:
    """Whoever looks, as of the day of the case; no SQL."""
    return Standpoint(person_of(case.told), circumstances())


def cost_for(programme: Programme, case: Case) -> Cost:
    """What a programme costs whoever looks; no SQL."""
    return cost_of(programme, view_of(case), groups=directory().groups)


@lru_cache(maxsize=KEPT)
def tuitions(case: Case) -> tuple[tuple[CostLine, ...], ...]:
    """The lines of tuition of every programme for whoever looks; no SQL."""
    found = (cost_for(own, case).lines for own in programmes())
    return tuple(tuple(line for line in lines if line.kind == "tuition") for lines in found)


def acceptance_of(programme: Programme) -> str:
    """Whether it takes international applicants; what nobody said is unknown."""
    told = believed(programme.acceptance)
    return told.value if told else "unknown"


@lru_cache(maxsize=KEPT)
def _bare(case: Case) -> Shelf:
    """What is the same in every language."""
    told = zip(programmes(), tuitions(case), strict=True)
    return shelf_of((_entry(own, lines) for own, lines in told), facets=FACETS)


def _entry(own: Programme, lines: tuple[CostLine, ...]) -> Entry:
    clinical = spoken_in(own, "clinical")
    low, high = yearly(lines)
    return Entry(
        country=own.country,
        low=low,
        high=high,
        further=(
            ("acceptance", (acceptance_of(own),)),
            ("language", clinical.value.languages if clinical else ()),
            (
                "entry",
                ("school", "graduate") if own.entry == "either" else (own.entry,) * bool(own.entry),
            ),
        ),
    )


def yearly(lines: tuple[CostLine, ...]) -> tuple[Decimal | None, Decimal | None]:
    """The least and the most of tuition in a year, in the first currency of the rates.

    What is asked for the whole course at once is no price of a year, and is not known as one.
    """
    own = [line for line in lines if line.stated.value.per not in ("course", "once")]
    lows, highs = [_worth(line.low) for line in own], [_worth(line.high) for line in own]
    return (
        min((low for low in lows if low is not None), default=None),
        max((high for high in highs if high is not None), default=None),
    )


def _worth(money: Money) -> Decimal | None:
    rates = facts().rates
    try:
        return rates.convert(money, to=rates.base).amount if rates else None
    except SalernoError:
        return None


@lru_cache(maxsize=KEPT)
def _shelf(case: Case, language: str) -> Shelf:
    speaker = voice(language)
    return worded(_bare(case), (_words(own, speaker) for own in programmes()))


def _words(own: Programme, speaker: Voice) -> str:
    school = directory().schools[own.school]
    named = (speaker.text(own.title), own.degree, own.city, school.name, *school.aliases)
    return " ".join((*named, country_name(own.country, speaker), own.id))


def sifted(case: Case, sieve: Sieve, speaker: Voice, *, sort: str) -> Sifted:
    """What comes through a sieve, in the order of a sort; no SQL."""
    ranking = _ranking(case, sort, speaker.language)
    return sift(_shelf(case, speaker.language), sieve, stood=surveyed(case).stood, ranking=ranking)


@lru_cache(maxsize=KEPT)
def _ranking(case: Case, sort: str, language: str) -> NDArray[np.intp]:
    known, shelf, speaker = surveyed(case), _bare(case), voice(language)
    titles = [speaker.text(own.title).casefold() for own in programmes()]

    def key(place: int) -> tuple[object, ...]:
        if sort == "tuition":
            low = shelf.entries[place].low
            return low is None, low or Decimal(0), place
        if sort == "name":
            return directory().schools[programmes()[place].school].name.casefold(), titles[place]
        return ORDER.index(known.states[place]), known.distances[place], place

    return np.array(sorted(range(len(titles)), key=key), np.intp)


def saved_by(user: User) -> dict[str, str]:
    """The notes on the programmes that an account saved, by id; one statement."""
    rows = SavedProgramme.objects.filter(owner=user)
    return dict(rows.values_list("programme", "note"))


def rows_about(user: User) -> Iterator[tuple[str, list[Anything]]]:
    """Every row of this part that is about somebody, by the name of its table."""
    yield "savedprogramme", list(SavedProgramme.objects.filter(owner=user).values())
