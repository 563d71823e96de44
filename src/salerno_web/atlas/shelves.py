"""The atlas as it is searched and sifted."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.rules import Voice
from salerno.rules.openings import entry_of
from salerno.rules.opportunities import Opportunity
from salerno.rules.sieves import Shelf, Sieve, shelf_of, sift
from salerno_web.atlas.queries import digest, facts, voice
from salerno_web.atlas.words import country_name, kind_name
from salerno_web.ui.calendar import today


def shelf(speaker: Voice) -> Shelf:
    """Every opportunity as it is sifted in a language, as of today; no SQL."""
    return _shelf(speaker.language, today(), digest())


@lru_cache(maxsize=16)
def _shelf(language: str, on: date, atlas: str) -> Shelf:
    speaker, known = voice(language), facts()
    view = Standpoint(Person("anybody"), Circumstances(on))
    return shelf_of(
        entry_of(
            own,
            view,
            words=" ".join(
                (
                    speaker.text(own.title),
                    own.id,
                    own.authority,
                    country_name(own.country, speaker) if own.country else "",
                    own.region,
                    kind_name(own.kind),
                )
            ),
            rates=known.rates,
        )
        for own in known.opportunities.values()
    )


def found_by(words: str, speaker: Voice) -> list[Opportunity]:
    """The opportunities in whose title, authority or country all the words stand; no SQL."""
    own = shelf(speaker)
    found = sift(own, Sieve(words=words), stood={"": own.everything}, order=[""])
    known = [*facts().opportunities.values()]
    return [known[place] for place in found.places]
