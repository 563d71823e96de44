"""The directory as values: every programme for one record as of one day, and what is sifted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any as Anything

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from salerno.atlas.directories import cached_directory, load_directory
from salerno.credentials.conditions import Standpoint
from salerno.errors import SalernoError
from salerno.money import Money
from salerno.programmes.costs import (
    Cost,
    CostLine,
    Memberships,
    Payer,
    cost_to,
    groups_in,
    payer_of,
)
from salerno.programmes.directory import Directory
from salerno.programmes.finding import (
    FACETS,
    Prices,
    entry_of,
    examinations_in,
    words_of,
    yearly,
)
from salerno.programmes.imports.decisions import with_taken_in
from salerno.programmes.programmes import Programme
from salerno.rules import Ask, Pack, Verdict, Voice, compile_pack
from salerno.rules.interviews import Heard
from salerno.rules.opportunities import Opportunity
from salerno.rules.sieves import Shelf, Sieve, Sifted, folded, priced, shelf_of, sift, worded
from salerno_web.atlas.queries import digest, facts, voice
from salerno_web.credentials.queries import circumstances, person_of
from salerno_web.credentials.told import Told
from salerno_web.opportunities.queries import ORDER, Case, Screened, asks_on, case_of, screening
from salerno_web.people.models import User
from salerno_web.programmes.imported import imported
from salerno_web.programmes.models import SavedProgramme

KEPT = 40
PAID = 100_000  # so many programmes × groups of payers whose tuition is kept
SORTS = ("nearest", "tuition", "name")


@cache
def directory() -> Directory:
    """Every school and programme, those that were taken in included; no SQL."""
    schools, taught = imported()
    return with_taken_in(_shipped(), schools, taught) if schools or taught else _shipped()


@cache
def _shipped() -> Directory:
    """The directory of the folders, read once a process."""
    folders: list[Traversable] | None = [Path(f) for f in settings.PROGRAMME_FOLDERS] or None
    known, file = facts().vocabulary, Path(settings.PROGRAMME_CACHE)
    if file.parent.is_dir():
        return cached_directory(file, folders, vocabulary=known, worded_by=digest())
    return load_directory(folders, vocabulary=known)


@cache
def programmes() -> tuple[Programme, ...]:
    """The programmes in the order of the directory; no SQL."""
    return tuple(directory().programmes.values())


@cache
def _places() -> Mapping[str, int]:
    return {own.id: place for place, own in enumerate(programmes())}


@cache
def pack() -> Pack:
    """The rule of every programme; one that nothing is said of who may apply has no version."""
    return compile_pack(
        own.rule or Opportunity(own.id, "programme", own.title, ()) for own in programmes()
    )


@lru_cache(maxsize=256)
def pack_of_programme(name: str) -> Pack:
    """The rule of one programme, compiled; no SQL."""
    rule = directory().programme(name).rule
    return compile_pack([rule] if rule else [])


@lru_cache(maxsize=KEPT)
def surveyed(case: Case) -> Screened:
    """How every programme stands for a record, reckoned once; no SQL.

    Where nothing is said of who may apply it cannot be told.
    """
    return screening(case, pack(), places=_places())


def asks(told: Told) -> tuple[Ask, ...]:
    """The questions that would settle most, and were not put yet; no SQL."""
    return _asks(case_of(told), frozenset(told.skipped))


@lru_cache(maxsize=KEPT)
def _asks(case: Case, heard: Heard) -> tuple[Ask, ...]:
    return asks_on(surveyed(case), heard)


def verdict_on(programme: Programme, case: Case) -> Verdict | None:
    """The verdict on a programme; None where nothing says who may apply. No SQL."""
    return surveyed(case).verdict(programme.id) if programme.rule else None


def view_of(case: Case) -> Standpoint:
    """Whoever looks, as of the day of the case; no SQL."""
    return Standpoint(person_of(case.told), circumstances())


def cost_for(programme: Programme, case: Case) -> Cost:
    """What a programme costs whoever looks; no SQL."""
    among = _payer(case).among(groups_in(programme), programme.country)
    return cost_to(programme, among)


@lru_cache(maxsize=KEPT)
def _payer(case: Case) -> Payer:
    return payer_of(view_of(case), groups=directory().groups)


def tuition_of(programme: Programme, case: Case) -> tuple[CostLine, ...]:
    """The lines of tuition of a programme for whoever looks; no SQL."""
    among = _payer(case).among(groups_in(programme), programme.country)
    return _tuition(_places()[programme.id], among).lines


@lru_cache(maxsize=PAID)
def _tuition(place: int, among: Memberships) -> Cost:
    return cost_to(programmes()[place], among, kinds=["tuition"])


@lru_cache(maxsize=PAID)
def _yearly(place: int, among: Memberships) -> Prices:
    return yearly(_tuition(place, among).lines, _worth)


@cache
def _groups() -> tuple[tuple[str, ...], ...]:
    return tuple(map(groups_in, programmes()))


@lru_cache(maxsize=KEPT)
def _prices(payer: Payer) -> tuple[Prices, ...]:
    """Tuition of a year of every programme for those who pay alike."""
    among: dict[tuple[str, tuple[str, ...]], Memberships] = {}
    found = []
    for place, (own, names) in enumerate(zip(programmes(), _groups(), strict=True)):
        key = own.country, names
        if key not in among:
            among[key] = payer.among(names, own.country)
        found.append(_yearly(place, among[key]))
    return tuple(found)


@cache
def _bare() -> Shelf:
    """What is the same for everybody, in every language."""
    entries = (
        entry_of(own, examinations_in(pack(), place)) for place, own in enumerate(programmes())
    )
    return shelf_of(entries, facets=FACETS)


@lru_cache(maxsize=PAID)
def _worth(money: Money) -> Decimal | None:
    rates = facts().rates
    try:
        return rates.convert(money, to=rates.base).amount if rates else None
    except SalernoError:
        return None


@lru_cache(maxsize=8)
def _worded(language: str) -> Shelf:
    """What is the same for everybody who reads a language."""
    speaker = voice(language)
    schools = directory().schools
    return worded(_bare(), (words_of(own, schools[own.school], speaker) for own in programmes()))


@lru_cache(maxsize=KEPT)
def _shelf(payer: Payer, language: str) -> Shelf:
    return priced(_worded(language), _prices(payer))


def named(words: str, speaker: Voice) -> list[Programme]:
    """The programmes in whose words each of these stands, in the order of the directory; no SQL."""
    wanted, shelf = folded(words).split(), _worded(speaker.language)
    told = zip(programmes(), shelf.words, strict=True)
    return [own for own, text in told if all(word in text for word in wanted)]


def sifted(case: Case, sieve: Sieve, speaker: Voice, *, sort: str) -> Sifted:
    """What comes through a sieve, in the order of a sort; no SQL."""
    shelf = _shelf(_payer(case), speaker.language)
    return sift(shelf, sieve, stood=surveyed(case).stood, ranking=_ranking(case, sort, speaker))


def _ranking(case: Case, sort: str, speaker: Voice) -> NDArray[np.intp]:
    if sort == "tuition":
        return _cheapest(_payer(case))
    return _by_name(speaker.language) if sort == "name" else _nearest(case)


@lru_cache(maxsize=KEPT)
def _nearest(case: Case) -> NDArray[np.intp]:
    """The places nearest first; of what cannot be told, that of which nothing was found last."""
    known = surveyed(case)
    unruled = np.array([own.rule is None for own in programmes()], np.bool_)
    groups = sum(
        (known.survey.is_standing(state) * rank for rank, state in enumerate(ORDER)),
        start=np.zeros(len(unruled), np.intp),
    )
    return known.ranking[np.argsort((2 * groups + unruled)[known.ranking], kind="stable")]


@lru_cache(maxsize=KEPT)
def _cheapest(payer: Payer) -> NDArray[np.intp]:
    """The places, least tuition first, what is not known last."""
    lows = [np.inf if low is None else float(low) for low, _ in _prices(payer)]
    return np.argsort(np.array(lows), kind="stable")


@lru_cache(maxsize=8)
def _by_name(language: str) -> NDArray[np.intp]:
    """The places by the name of the school, then the title."""
    speaker = voice(language)

    def key(place: int) -> tuple[str, str]:
        own = programmes()[place]
        name = directory().schools[own.school].name
        return name.casefold(), speaker.text(own.title).casefold()

    return np.array(sorted(range(len(programmes())), key=key), np.intp)


def saved_by(user: User) -> dict[str, str]:
    """The notes on the programmes that an account saved, by id; one statement."""
    rows = SavedProgramme.objects.filter(owner=user)
    return dict(rows.values_list("programme", "note"))


def rows_about(user: User) -> Iterator[tuple[str, list[Anything]]]:
    """Every row of this part that is about somebody, by the name of its table."""
    yield "savedprogramme", list(SavedProgramme.objects.filter(owner=user).values())
