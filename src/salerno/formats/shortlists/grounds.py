"""What the workbook stands on: where sources disagree, every source, and how to read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from salerno.formats.cells import Row
from salerno.formats.shortlists.notes import is_long
from salerno.formats.shortlists.shortlist import (
    CITED,
    LEAD,
    Case,
    Shortlist,
    cited,
    no_use,
    statements_of,
    traced,
    unknown,
)
from salerno.programmes.comparison import ROWS
from salerno.programmes.programmes import Programme
from salerno.programmes.statements import Statement
from salerno.programmes.wording.words import tell, value_words
from salerno.rules.explanations import Explanation
from salerno.rules.sources import Source
from salerno.rules.wording.voices import Voice

DISPUTES = (*LEAD, "subject", "claim", *CITED)
SOURCES = ("title", "url", "locator", "tier", "confidence", "read", "dated", "programmes")
ABOUT = ("told",)


def dispute_rows(cases: tuple[Case, ...], _own: Shortlist, voice: Voice) -> Iterator[Row]:
    """Every claim where sources differ, and what is told of their difference."""
    for case in cases:
        for cells in _disputes(case, voice):
            yield (*case.lead, *cells)


def _disputes(case: Case, voice: Voice) -> Iterator[Row]:
    own = case.programme
    for texts in own.disputes:
        yield (tell(voice, "row programme"), voice.text(texts), "", "", *_nowhere())
    for name, cell_of in ROWS.items():
        if cell_of(own).disputed:
            for stated in _claims(own, name):
                words = value_words(name, stated.value, voice)
                yield (tell(voice, f"row {name}"), words, *cited(stated, voice))
    for explanation in (case.explanation,) if case.explanation else ():
        yield from _of_the_rule(explanation, voice)


def _claims(own: Programme, name: str) -> Iterable[Statement[object]]:
    """The statements of a row of a comparison that are not over."""
    if name in ("preclinical", "clinical", "patients"):
        return [
            stated
            for stated in own.speech
            if stated.value.phase == name and stated.value.languages and not stated.over
        ]
    return [stated for stated in getattr(own, name) if not stated.over]


def _of_the_rule(explanation: Explanation, voice: Voice) -> Iterator[Row]:
    for dispute in explanation.disputes:
        subject = voice.text(dispute.subject) or tell(voice, "row rule")
        for claim in dispute.claims:
            yield (subject, voice.text(claim.says), "", "", *traced(claim.source, voice))


def _nowhere() -> Row:
    """Words of ours, which stand on the sources that they name."""
    return ("", "", None)


def source_rows(cases: tuple[Case, ...], _own: Shortlist, voice: Voice) -> Iterator[Row]:
    """Every source once, and how many of the programmes rest on it."""
    counts: Counter[Source] = Counter()
    for case in cases:
        counts.update([*dict.fromkeys(_sources(case))])
    for source, count in counts.items():
        yield (
            source.title,
            source.url,
            source.locator,
            voice.tell(f"tier {source.tier}"),
            source.confidence,
            source.read,
            source.dated,
            count,
        )


def _sources(case: Case) -> Iterator[Source]:
    yield from (stated.source for stated in statements_of(case.programme))
    yield from (reason.source for reason in case.reasons if reason.source)


def about_rows(_cases: tuple[Case, ...], own: Shortlist, voice: Voice) -> Iterator[Row]:
    """As of when it is told, by which rates, and what becomes of notes."""
    yield (tell(voice, "as-of", day=voice.day(own.view.circumstances.today)),)
    no = tell(voice, "answer no")
    yield (tell(voice, "told-unknown", unknown=unknown(voice), no=no, none=no_use(voice)),)
    note, name_head = (tell(voice, f"head {name}") for name in ("note", "id"))
    yield (tell(voice, "told-notes", note=note, id=name_head),)
    for day, source in _rates(own):
        told = tell(voice, "told-rates", currency=own.currency, day=voice.day(day), source=source)
        yield (told,)
    sheet = tell(voice, "sheet notes")
    for name in (name for name, note in own.notes.items() if is_long(note)):
        yield (tell(voice, "told-long", name=name, sheet=sheet),)


def _rates(own: Shortlist) -> Iterator[tuple[date, str]]:
    """The days and sources of the rates that prices are converted by, some with their codes."""
    asked = {one.value.amount.low.currency for p in own.programmes for one in p.prices}
    for day, source, codes in own.rates.notes((own.currency, *asked)) if own.rates else ():
        yield day, f"{source} ({', '.join(codes)})" if codes else source
