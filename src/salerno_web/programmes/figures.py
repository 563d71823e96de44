"""Applicants and places in words: every rate with the numbers that it is made of."""

from __future__ import annotations

from collections.abc import Iterator

from salerno.programmes.programmes import Count, Programme
from salerno.programmes.statements import Statement
from salerno.programmes.statistics import Rate, rates_of, without_whole
from salerno.rules import Voice
from salerno.rules.outlines import Plain, source_outline
from salerno_web.atlas.words import country_name
from salerno_web.programmes.queries import directory, programmes
from salerno_web.programmes.stated import counted, share_words, told

Numbers = tuple[Plain, ...]


def figures_of(own: Programme, voice: Voice) -> Plain:
    """The rates of a programme, and its numbers that have no base. No SQL."""
    return {
        "id": own.id,
        "title": voice.text(own.title) or own.id,
        "school": directory().schools[own.school].name,
        "country": country_name(own.country, voice),
        "rates": [_rate(rate, voice) for rate in rates_of(own)],
        "numbers": [told(stated, "counts", voice) for stated in without_whole(own)],
    }


def every_figure(voice: Voice, *, country: str = "") -> Iterator[Plain]:
    """The same of every programme of which any number is known, in one country or in all."""
    for own in programmes():
        if own.counts and country in ("", own.country):
            yield figures_of(own, voice)


def countries(voice: Voice) -> list[tuple[str, str]]:
    """The countries that any number is known of, by name."""
    codes = dict.fromkeys(own.country for own in programmes() if own.counts)
    return sorted(((code, country_name(code, voice)) for code in codes), key=lambda own: own[1])


def _rate(rate: Rate, voice: Voice) -> Plain:
    sources = dict.fromkeys((rate.part.source, rate.whole.source))
    return {
        "cycle": rate.part.cycle,
        "share": share_words(rate.low, rate.high, voice),
        "part": _number(rate.part, voice),
        "whole": _number(rate.whole, voice),
        "sources": [source_outline(source, voice) for source in sources],
    }


def _number(stated: Statement[Count], voice: Voice) -> Plain:
    return {"text": counted(stated.value, voice), "says": voice.text(stated.says)}
