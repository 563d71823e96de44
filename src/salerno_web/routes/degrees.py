"""What the degree of a programme keeps open for whoever looks, thought once for each record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from salerno.credentials.circumstances import Circumstances
from salerno.programmes.programmes import Programme
from salerno.routes.degrees import DEGREE, Degree, degree_of
from salerno.routes.goals import Goal
from salerno.routes.keeping import Kept, goals_in, kept_open
from salerno.routes.steps import Outlook
from salerno_web.atlas.queries import facts, goals, pack
from salerno_web.credentials.queries import person_of
from salerno_web.opportunities.queries import Case
from salerno_web.programmes.queries import directory

MOST_GOALS = 4
"""So many goals are answered on a page, half a second each."""

KEPT = 1_000
SHOWN = 2
"""So many countries are looked at when nobody chose any."""

HOMES = ("residence.country", "citizenship")
ASKED = ("US", "GB", "DE", "CA", "AU")
"""The countries that are asked for most, looked at when a record names none."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The countries that are answered, those left for another page, and those without a rule."""

    answered: tuple[str, ...]
    left: tuple[str, ...] = ()
    unruled: tuple[str, ...] = ()


@cache
def working_goals(country: str) -> tuple[Goal, ...]:
    """To practise and to train in a country, as far as the atlas knows how; no SQL."""
    return goals_in(country, goals().values(), opportunities=facts().opportunities)


@cache
def working_countries() -> tuple[str, ...]:
    """The countries of which the atlas knows how one comes to practise or train; no SQL."""
    found = {own.country for own in facts().opportunities.values() if own.country}
    return tuple(sorted(country for country in found if working_goals(country)))


def degree_from(programme: Programme, case: Case) -> Degree:
    """The degree of who begins the programme on the day of the case; no SQL."""
    return degree_of(
        programme, schools=directory().schools, start=case.today, known=facts().vocabulary
    )


def outlook_for(case: Case, currency: str) -> Outlook:
    """From where routes are looked for; no SQL."""
    atlas = facts()
    return Outlook(Circumstances(today=case.today), atlas.vocabulary, atlas.rates, currency)


@lru_cache(maxsize=KEPT)
def kept_in(name: str, case: Case, country: str, currency: str) -> tuple[Kept, ...]:
    """What the degree of a programme keeps open in a country, thought once; no SQL.

    Half a second for each goal when it is asked for first.
    """
    return kept_open(
        person_of(case.told),
        pack(),
        degree=degree_from(directory().programmes[name], case),
        goals=working_goals(country),
        outlook=outlook_for(case, currency),
    )


def countries_for(programme: Programme, case: Case, asked: Sequence[str]) -> Chosen:
    """The countries that were asked for; else where it is a degree of, is taught, and one is from.

    No more than `MOST_GOALS` goals are answered; the countries of the others are left.
    """
    wanted = tuple(dict.fromkeys(asked)) or _usual(programme, case)
    ruled = [country for country in wanted if working_goals(country)]
    answered: list[str] = []
    for country in ruled:
        if sum(len(working_goals(own)) for own in (*answered, country)) <= MOST_GOALS:
            answered.append(country)
    return Chosen(
        tuple(answered),
        tuple(country for country in ruled if country not in answered),
        tuple(country for country in wanted if country not in ruled),
    )


def _usual(programme: Programme, case: Case) -> tuple[str, ...]:
    """The country of the degree, that of teaching and those of home, then the most asked for.

    Those without a rule are named, and others are looked at in their place.
    """
    degree = degree_from(programme, case)
    told = person_of(case.told).facts
    homes = (str(value) for name in HOMES for value in told.get(name, ()))
    own = dict.fromkeys((*degree.countries, programme.country, *homes))
    found = _until_enough(country for country in (*own, *ASKED) if working_goals(country))
    return tuple(dict.fromkeys((*found, *own)))


def _until_enough(countries: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(countries))[:SHOWN]


def has_degree(case: Case) -> bool:
    """Whether whoever looks holds a medical degree already; no SQL."""
    return bool(person_of(case.told).credentials_of((DEGREE,)))
