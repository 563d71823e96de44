"""Where a degree is recognised and what it leads to, how one gets in, and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from salerno.formats.cells import Row
from salerno.formats.shortlists.shortlist import (
    CITED,
    LEAD,
    Case,
    Shortlist,
    cited,
    traced,
    uncited,
    unknown,
)
from salerno.programmes.wording.words import name_of, partner_words, tell
from salerno.rules.openings import next_deadline
from salerno.rules.wording.voices import Voice

RECOGNITION = (*LEAD, "kind", "who", "stated", "from", "to", *CITED, "routes")
INTAKES = (*LEAD, "kind", "date", "when", *CITED)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def recognition_rows(cases: tuple[Case, ...], own: Shortlist, voice: Voice) -> Iterator[Row]:
    """What authorities say, with whom it is run, and the address of the routes it keeps open."""
    for case in cases:
        routes = own.routes.get(case.programme.id, "")
        for cells in _recognised(case, voice):
            yield (*case.lead, *cells, routes)


def _recognised(case: Case, voice: Voice) -> Iterator[Row]:
    kind = tell(voice, "row recognition")
    for stated in case.programme.recognition:
        value = stated.value
        status = name_of(voice, "kind", value.status)
        span = (_day(value.since) or value.since, _day(value.until) or value.until)
        yield (kind, value.authority, status, *span, *cited(stated, voice))
    if not case.programme.recognition:
        yield (kind, unknown(voice), unknown(voice), "", "", *uncited(voice))
    for partner in case.programme.partners:
        words = partner_words(partner.value, voice)
        kind = tell(voice, "row partners")
        yield (kind, partner.value.name, words, "", "", *cited(partner, voice))


def intake_rows(cases: tuple[Case, ...], own: Shortlist, voice: Voice) -> Iterator[Row]:
    """The next closing day of the rule, all that is said of intakes, and the entrance."""
    for case in cases:
        for cells in _taken_in(case, own, voice):
            yield (*case.lead, *cells)


def _taken_in(case: Case, own: Shortlist, voice: Voice) -> Iterator[Row]:
    one, apply = case.programme, tell(voice, "row apply")
    closes = next_deadline(one.rule, own.view) if one.rule else None
    if one.rule and closes:
        sources = (source for version in one.rule.versions for source in version.sources)
        yield (apply, closes, "", "", "", *traced(next(sources, None), voice))
    for stated in one.intakes:
        kind, when = tell(voice, f"row {stated.value.kind}"), stated.value.when
        day = _day(when)
        yield (kind, day, "" if day else when, *cited(stated, voice))
    for asked in one.entrance:
        yield (tell(voice, "row entrance"), None, asked.value, *cited(asked, voice))
    if not (closes or one.intakes):
        yield (apply, unknown(voice), unknown(voice), *uncited(voice))
    if not one.entrance:
        yield (tell(voice, "row entrance"), None, unknown(voice), *uncited(voice))


def _day(written: str) -> date | None:
    """The day of the calendar that is written, if it is no more and no less than one."""
    try:
        return date.fromisoformat(written) if _DAY.fullmatch(written) else None
    except ValueError:
        return None
