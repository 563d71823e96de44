"""One page of the rotations that were found, as a value; and where and when they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from salerno.placements.finding import months_from
from salerno.placements.locations import city_of, country_of, host_of
from salerno.placements.screening import OpenStay
from salerno.placements.windows import bounds
from salerno.rules import Voice
from salerno.rules.fees import Fee
from salerno.rules.outlines import Plain, source_outline
from salerno.rules.sieves import Sieve
from salerno_web.atlas.words import country_name
from salerno_web.opportunities.lists import facet_name as usual_name
from salerno_web.opportunities.queries import Case
from salerno_web.opportunities.shown import row_of
from salerno_web.placements.boards import Board, seats_at, sifted, verdict_on
from salerno_web.placements.search_forms import SearchForm
from salerno_web.placements.words import BOOKINGS, FACETS, KINDS, SEATS, SETTINGS
from salerno_web.programmes.facets import (
    Found,
    address,
    chips,
    facets,
    map_by_country,
    state_of,
    tabs,
)
from salerno_web.programmes.words import language_name, language_names, word
from salerno_web.ui.localities import month_words
from salerno_web.ui.tiles import TileMap

EACH = 25


def found_on(own: Board, case: Case, asked: QueryDict, voice: Voice, *, form: SearchForm) -> Found:
    """The page of the search that was asked for; no SQL."""
    sieve = form.sieve(asked, state=state_of(asked))
    found = sifted(case, own, sieve, voice, sort=form.chosen_sort)
    page = Paginator(found.places, EACH).get_page(asked.get("page"))
    return Found(
        form,
        sieve,
        found,
        tuple(tabs(asked, found, sieve)),
        tuple(facets(found, sieve, titles=FACETS, named=partial(facet_name, voice=voice))),
        tuple(chips(asked, found, lambda name: _chip_words(name, sieve, voice))),
        page,
        tuple(row(own, place, case, voice) for place in page),
    )


def row(own: Board, place: int, case: Case, voice: Voice) -> Plain:
    """A rotation in short: the verdict, where it is, when a seat is free, what it costs."""
    rotation, tree = own.offered[place].rotation, own.network.tree
    known = verdict_on(rotation.id, case, own)
    assert known is not None  # the board is asked for its own
    short = row_of(known, voice)
    country = country_of(tree, rotation.at)
    seats, stays = seats_at(own, place)
    return {
        "id": rotation.id,
        "title": voice.text(rotation.offer.title) or rotation.id,
        "host": voice.text(host_of(tree, rotation.at).name),
        "place": ", ".join(
            filter(None, (city_of(tree, rotation.at), country_name(country, voice)))
        ),
        "kind": word(KINDS, rotation.kind),
        "specialty": usual_name("specialty", rotation.specialty, voice),
        "state": short.state,
        "reason": short.reason,
        "source": source_outline(short.source, voice),
        "languages": language_names(rotation.languages, voice),
        "seats": seats,
        "seats_words": word(SEATS, seats),
        "stays": [stay_row(one, voice) for one in stays],
        "fees": [*fees_words(rotation.offer.fees, voice)],
        "booking": word(BOOKINGS, rotation.terms.booking),
    }


def stay_row(one: OpenStay, voice: Voice) -> Plain:
    """A stay that a seat is free for, in words, and what a form needs to ask for it."""
    first, end = bounds(one.stay)
    weeks = (end - first).days // 7
    return {
        "period": voice.period(one.stay),
        "first": first.isoformat(),
        "weeks": weeks,
        "window": one.window,
        "seats": one.seats,
    }


def fees_words(fees: tuple[Fee, ...], voice: Voice) -> Iterator[str]:
    """What a rotation charges, one purpose after the other."""
    for fee in fees:
        amount = voice.money_range(fee.amount) if fee.amount else _("not said")
        each = f" / {plain(fee.unit)}" if fee.unit else ""
        yield f"{plain(fee.purpose)}: {amount}{each}"


def plain(name: str) -> str:
    """A code of the documents of hosts in words."""
    return word({}, name)


@dataclass(frozen=True, slots=True)
class Month:
    """A month in which stays begin: how many rotations, and where they are listed."""

    first: date
    words: str
    count: int
    query: str


def months(found: Found, asked: QueryDict, *, today: date) -> tuple[Month, ...]:
    """The months ahead with how many of what was found begin in each."""
    counts = found.sifted.facets["month"]
    chosen = found.sieve.values("month")
    return tuple(
        Month(
            first,
            month_words(first),
            counts.get(name, 0) if not chosen or name in chosen else 0,
            reverse("rotations") + address(asked, month=name),
        )
        for first in months_from(today)
        for name in [first.isoformat()[:7]]
    )


def map_of(found: Found, asked: QueryDict) -> TileMap:
    """Where they are; of a country one goes to its rotations, with the other filters kept."""
    return map_by_country(found, asked, page="rotations", label=_("Rotations by country"))


def facet_name(facet: str, value: str, voice: Voice) -> str:
    """What a value of a facet is called."""
    match facet:
        case "language":
            return language_name(value, voice)
        case "month":
            return month_words(date.fromisoformat(f"{value}-01"))
        case "weeks":
            return voice.number(int(value))
    if facet in _NAMED:
        return word(_NAMED[facet], value)
    return usual_name(facet, value, voice)


_NAMED = {"kind": KINDS, "setting": SETTINGS, "booking": BOOKINGS, "seats": SEATS}


def _chip_words(name: str, sieve: Sieve, voice: Voice) -> str:
    if name == "words":
        return f"“{sieve.words}”"
    return voice.either(facet_name(name, value, voice) for value in sieve.values(name))
