"""Funds as values: how each stands for one record, alone and with a place on a programme."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache, partial

from django.core.paginator import Paginator
from django.http import QueryDict

from salerno.programmes.finding import UNKNOWN
from salerno.programmes.funds import Fund, ProofRule, funded, may_pay_for
from salerno.programmes.programmes import Programme
from salerno.rules import Ask, Pack, Verdict, Voice, compile_pack, screen
from salerno.rules.chain import State
from salerno.rules.interviews import Heard
from salerno.rules.opportunities import Opportunity
from salerno.rules.outlines import Plain, source_outline
from salerno.rules.sieves import Entry, Shelf, Sieve, Sifted, shelf_of, sift, worded
from salerno_web.atlas.queries import voice
from salerno_web.atlas.words import country_name
from salerno_web.credentials.told import Told
from salerno_web.opportunities.details import detail_of
from salerno_web.opportunities.queries import (
    ORDER,
    Case,
    Screened,
    asks_on,
    case_of,
    offers,
    screening,
)
from salerno_web.opportunities.shown import row_of
from salerno_web.programmes.facets import Found, chips, facets, tabs
from salerno_web.programmes.fund_forms import FundForm
from salerno_web.programmes.fund_words import FUND_FACETS, FUND_KINDS, ROWS, fund_told
from salerno_web.programmes.queries import directory, view_of
from salerno_web.programmes.words import ANSWERS, word

KEPT = 40
EACH = 25
SHOWN = 2


@cache
def funds() -> tuple[Fund, ...]:
    """The funds in the order of the directory; no SQL."""
    return tuple(directory().funds.values())


@cache
def _places() -> Mapping[str, int]:
    return {own.id: place for place, own in enumerate(funds())}


@cache
def pack() -> Pack:
    """The rule of every fund; one that nothing is said of who may have it has no version."""
    return compile_pack(
        own.rule or Opportunity(own.id, "funding", own.title, ()) for own in funds()
    )


@lru_cache(maxsize=KEPT)
def surveyed(case: Case) -> Screened:
    """How every fund stands for a record, reckoned once; no SQL."""
    return screening(case, pack(), places=_places())


def asks(told: Told) -> tuple[Ask, ...]:
    """The questions that would settle most of the funds, and were not put yet; no SQL."""
    return _asks(case_of(told), frozenset(told.skipped))


@lru_cache(maxsize=KEPT)
def _asks(case: Case, heard: Heard) -> tuple[Ask, ...]:
    return asks_on(surveyed(case), heard)


@lru_cache(maxsize=KEPT)
def _funded(case: Case, programme: str) -> Mapping[str, Verdict]:
    """How the funds that may pay for a programme stand with a place on it, by id."""
    own = directory().programme(programme)
    view = funded(view_of(case), own)
    verdicts = screen(view.person, pack(), circumstances=view.circumstances)
    known = zip(funds(), verdicts, strict=True)
    return {fund.id: verdict for fund, verdict in known if may_pay_for(fund, own)}


def funds_for(programme: Programme, case: Case, voice: Voice) -> list[Plain]:
    """The funds that may pay for a programme, as they stand with a place on it; no SQL.

    Open first, those of the school before others; `is_open` is false where something is not met.
    """
    found = _funded(case, programme.id)
    known = directory().funds
    rows = [fund_row(known[name], verdict, voice) for name, verdict in found.items()]
    order = [str(state) for state in ORDER]
    return sorted(
        rows, key=lambda own: (order.index(own["state"]), not own["schools"], own["title"])
    )


def proofs_for(country: str, voice: Voice) -> list[Plain]:
    """What the visa of a country asks to see of the money; no SQL."""
    known = directory().proofs.values()
    return [proof_told(own, voice) for own in known if own.country == country]


def proof_told(own: ProofRule, voice: Voice) -> Plain:
    """What one visa asks for: what holds first, what held once after it, what contradicts it."""
    return {
        "id": own.id,
        "title": voice.text(own.title),
        "country": country_name(own.country, voice),
        "told": [
            fund_told(stated, "proofs", voice)
            for stated in sorted(own.proofs, key=lambda stated: stated.over)
        ],
        "disputes": [voice.text(texts) for texts in own.disputes],
    }


def fund_row(own: Fund, verdict: Verdict, voice: Voice) -> Plain:
    """A fund in short: the verdict, who gives what, where."""
    short = row_of(verdict, voice) if own.rule else None
    paid = [stated for stated in own.covers if not stated.over][:SHOWN]
    rates = [stated for stated in own.rates if not stated.over][:1]
    return {
        "id": own.id,
        "title": voice.text(own.title) or own.id,
        "kind": word(FUND_KINDS, own.kind),
        "by": own.by,
        "schools": [*_schools(own)],
        "places": [country_name(code, voice) for code in own.countries],
        "state": short.state if short else str(State.CANNOT_TELL),
        "is_open": verdict.state in (State.ELIGIBLE, State.CANNOT_TELL),
        "reason": short.reason if short else "",
        "source": source_outline(short.source, voice) if short else None,
        "paid": [
            *(fund_told(stated, "covers", voice) for stated in paid),
            *(fund_told(stated, "rates", voice) for stated in rates),
        ],
    }


def _schools(own: Fund) -> Iterator[str]:
    """The names of the schools that a fund is bound to."""
    known = directory()
    for name in own.schools:
        programme = known.programmes.get(name)
        yield known.schools[programme.school if programme else name].name


def fund_detail(
    own: Fund, case: Case, voice: Voice, *, currency: str, programme: Programme | None
) -> Plain:
    """Everything that the page of a fund tells whoever looks, with a place on a programme if any.

    No SQL.
    """
    verdict = _verdict(own, case, programme)
    return {
        **fund_row(own, verdict, voice),
        "verdict": detail_of(verdict, voice, offers=offers(case), currency=currency),
        "sections": [*_sections(own, voice)],
        "disputes": [voice.text(texts) for texts in own.disputes],
        "bound": [*_programmes(own, voice)],
    }


def _verdict(own: Fund, case: Case, programme: Programme | None) -> Verdict:
    with_place = _funded(case, programme.id).get(own.id) if programme else None
    return with_place or surveyed(case).survey.verdict(_places()[own.id])


def _sections(own: Fund, voice: Voice) -> Iterator[Plain]:
    for name, title in ROWS.items():
        stated = sorted(getattr(own, name), key=lambda stated: stated.over)
        if stated or name in ("covers", "deadlines"):
            told = [fund_told(one, name, voice) for one in stated]
            yield {"id": name, "title": title, "told": told}


def _programmes(own: Fund, voice: Voice) -> Iterator[tuple[str, str]]:
    """The programmes of the schools that a fund is bound to: id and title."""
    if own.schools:
        for programme in directory().programmes.values():
            if may_pay_for(own, programme):
                school = directory().schools[programme.school].name
                title = voice.text(programme.title) or programme.id
                yield programme.id, f"{title}, {school}"


def funds_found(case: Case, asked: QueryDict, voice: Voice, *, form: FundForm) -> Found:
    """The page of the list of funds that was asked for; no SQL."""
    sieve = form.sieve(asked)
    found = _sifted(case, sieve, voice)
    page = Paginator(found.places, EACH).get_page(asked.get("page"))
    known = surveyed(case).survey
    return Found(
        form,
        sieve,
        found,
        tuple(tabs(asked, found, sieve)),
        tuple(facets(found, sieve, titles=FUND_FACETS, named=partial(facet_name, voice=voice))),
        tuple(chips(asked, found, lambda name: _chip_words(name, sieve, voice))),
        page,
        tuple(fund_row(funds()[place], known.verdict(place), voice) for place in page),
    )


def facet_name(facet: str, value: str, voice: Voice) -> str:
    """What a value of a facet is called."""
    if facet == "kind":
        return word(FUND_KINDS, value)
    return word(ANSWERS, value) if value == UNKNOWN else country_name(value, voice)


def _chip_words(name: str, sieve: Sieve, voice: Voice) -> str:
    if name in FUND_FACETS:
        return voice.either(facet_name(name, value, voice) for value in sieve.values(name))
    return f"“{sieve.words}”"


def _sifted(case: Case, sieve: Sieve, voice: Voice) -> Sifted:
    known = surveyed(case)
    return sift(_shelf(voice.language), sieve, stood=known.stood, ranking=known.ranking)


@lru_cache(maxsize=8)
def _shelf(language: str) -> Shelf:
    """What funds are sifted by; one of no known country is kept with every country."""
    speaker = voice(language)
    every = tuple(dict.fromkeys(code for own in funds() for code in own.countries))
    entries = [
        Entry(kind=own.kind, further=(("study", own.countries or (*every, UNKNOWN)),))
        for own in funds()
    ]
    shelf = shelf_of(entries, facets=tuple(FUND_FACETS))
    return worded(shelf, (_words(own, speaker) for own in funds()))


def _words(own: Fund, speaker: Voice) -> str:
    places = [country_name(code, speaker) for code in own.countries]
    named = (speaker.text(own.title), own.by, word(FUND_KINDS, own.kind), own.id)
    return " ".join((*named, *_schools(own), *places))
