"""The atlas as it is searched and sifted."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import numpy as np

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.rules import Voice
from salerno.rules.openings import entry_of
from salerno.rules.opportunities import Opportunity
from salerno.rules.sieves import Shelf, Sieve, folded, shelf_of, sift, worded
from salerno.rules.sources import Source
from salerno_web.atlas.queries import digest, facts, voice
from salerno_web.atlas.rules import sources_used
from salerno_web.atlas.words import country_name, kind_name
from salerno_web.ui.calendar import today


def shelf(speaker: Voice) -> Shelf:
    """Every opportunity as it is sifted in a language, as of today; no SQL."""
    return _shelf(speaker.language, today(), digest())


@lru_cache(maxsize=16)
def _shelf(language: str, on: date, atlas: str) -> Shelf:
    speaker = voice(language)
    return worded(
        _bare(on, atlas), (_words(own, speaker) for own in facts().opportunities.values())
    )


def _words(own: Opportunity, speaker: Voice) -> str:
    country = country_name(own.country, speaker) if own.country else ""
    title, kind = speaker.text(own.title), kind_name(own.kind)
    return " ".join((title, own.id, own.authority, country, own.region, kind))


@lru_cache(maxsize=2)
def _bare(on: date, atlas: str) -> Shelf:
    """What is the same in every language."""
    known, view = facts(), Standpoint(Person("anybody"), Circumstances(on))
    return shelf_of(entry_of(own, view, rates=known.rates) for own in known.opportunities.values())


def found_by(words: str, speaker: Voice) -> list[Opportunity]:
    """The opportunities in whose title, authority or country all the words stand; no SQL."""
    own = shelf(speaker)
    found = sift(own, Sieve(words=words), stood={}, ranking=np.arange(len(own.entries)))
    known = [*facts().opportunities.values()]
    return [known[place] for place in found.places]


def sources_found_by(words: str) -> list[Source]:
    """The sources in whose title, place or address all the words stand; no SQL."""
    wanted = folded(words).split()
    known = _worded_sources(digest())
    return [source for source, text in known if all(word in text for word in wanted)]


@lru_cache(maxsize=2)
def _worded_sources(atlas: str) -> tuple[tuple[Source, str], ...]:
    return tuple((s, folded(f"{s.title} {s.locator} {s.url}")) for s in sources_used())
