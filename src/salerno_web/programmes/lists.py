"""One page of the finder as a value: what was asked, what came through, links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.translation import gettext as _

from salerno.money import Purse
from salerno.programmes.answers import spoken_in
from salerno.programmes.costs import CostLine
from salerno.programmes.finding import FACETS, UNKNOWN, acceptance_of
from salerno.programmes.programmes import Programme
from salerno.programmes.statements import believed
from salerno.rules import Voice
from salerno.rules.outlines import Plain, source_outline
from salerno.rules.sieves import Sieve
from salerno_web.atlas.words import country_name
from salerno_web.opportunities.queries import Case
from salerno_web.opportunities.shown import row_of
from salerno_web.programmes.expenses import converted
from salerno_web.programmes.facets import Found, chips, facets, map_by_country, state_of, tabs
from salerno_web.programmes.forms import FinderForm
from salerno_web.programmes.queries import directory, programmes, sifted, tuition_of, verdict_on
from salerno_web.programmes.words import (
    ACCEPTANCES,
    ANSWERS,
    ENTRIES,
    PHASES,
    language_name,
    language_names,
    word,
)
from salerno_web.programmes.words import (
    FACETS as FACET_TITLES,
)
from salerno_web.ui.tiles import TileMap

EACH = 25


def found_for(case: Case, asked: QueryDict, voice: Voice, *, form: FinderForm) -> Found:
    """The page of the finder that was asked for; no SQL."""
    sieve = form.sieve(asked, state=state_of(asked))
    found = sifted(case, sieve, voice, sort=form.chosen_sort)
    page = Paginator(found.places, EACH).get_page(asked.get("page"))
    return Found(
        form,
        sieve,
        found,
        tuple(tabs(asked, found, sieve)),
        tuple(facets(found, sieve, titles=FACET_TITLES, named=partial(facet_name, voice=voice))),
        tuple(chips(asked, found, lambda name: _chip_words(name, sieve, voice, form))),
        page,
        tuple(
            row(programmes()[place], case, voice, currency=form.chosen_currency) for place in page
        ),
    )


def map_of(found: Found, asked: QueryDict) -> TileMap:
    """Where they are; of a country one goes to its programmes, with the other filters kept."""
    return map_by_country(found, asked, page="programmes", label=_("Programmes by country"))


def row(own: Programme, case: Case, voice: Voice, *, currency: str = "") -> Plain:
    """A programme in short: the verdict, what is spoken, what tuition begins at, who is taken."""
    known = verdict_on(own, case)
    short = row_of(known, voice) if known else None
    taken = believed(own.acceptance)
    return {
        "id": own.id,
        "title": voice.text(own.title) or own.id,
        "school": directory().schools[own.school].name,
        "place": ", ".join(filter(None, (own.city, country_name(own.country, voice)))),
        "state": short.state if short else "cannot-tell",
        "reason": short.reason if short else "",
        "source": source_outline(short.source, voice) if short else None,
        "speech": [*_speech(own, voice)],
        "tuition": _tuition(tuition_of(own, case), voice, currency),
        "taken": word(ACCEPTANCES, acceptance_of(own)),
        "taken_source": source_outline(taken.source, voice) if taken else None,
    }


def _speech(own: Programme, voice: Voice) -> Iterator[tuple[str, str]]:
    for phase in ("preclinical", "clinical", "patients"):
        told = spoken_in(own, phase)
        if told:
            yield word(PHASES, phase), language_names(told.value.languages, voice)


def _tuition(lines: Sequence[CostLine], voice: Voice, currency: str) -> tuple[str, bool, str]:
    """The least tuition as it is asked for, whether for the whole course, and what it is worth."""
    if not lines:
        return "", False, ""
    least = min(lines, key=lambda line: line.low.amount)
    asked = Purse.of([least.low])
    about = converted(asked, asked, voice, currency=currency) if currency else ""
    return voice.money(least.low), least.stated.value.per == "course", about


def facet_name(facet: str, value: str, voice: Voice) -> str:
    """What a value of a facet is called."""
    match facet:
        case "country":
            return country_name(value, voice)
        case "language":
            return language_name(value, voice)
        case "examination":
            return voice.type_name(value)
        case "start" if value != UNKNOWN:
            return _("year %(n)s") % {"n": voice.number(int(value))}
    return word(_NAMED[facet], value)


_NAMED = {
    "acceptance": ACCEPTANCES,
    "english": ANSWERS,
    "entry": ENTRIES,
    "start": ANSWERS,
    "help": ANSWERS,
}


def _chip_words(name: str, sieve: Sieve, voice: Voice, form: FinderForm) -> str:
    if name in FACETS:
        return voice.either(facet_name(name, value, voice) for value in sieve.values(name))
    if name == "cost":
        told = voice.number(form.cleaned_data["tuition"])
        return f"≤ {told} {form.chosen_currency}"
    return f"“{sieve.words}”"
