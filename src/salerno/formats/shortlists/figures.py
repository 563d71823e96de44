"""How many applied, were taken and study: every share beside both of its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from salerno.formats.cells import Cell, Row
from salerno.formats.shortlists.shortlist import (
    LEAD,
    TRAIL,
    Case,
    Shortlist,
    no_use,
    number_or,
    traced,
    unknown,
)
from salerno.programmes.programmes import Count
from salerno.programmes.statements import Statement
from salerno.programmes.statistics import Rate, rates_of, without_whole
from salerno.programmes.wording.words import count_words, counted_words, joined, tell
from salerno.rules.wording.voices import Voice

STATISTICS = (
    *LEAD, "cycle", "share-low", "share-high", "part", "part-low", "part-high", "whole",
    "whole-low", "whole-high", "remark", *TRAIL, "source-whole",
)  # fmt: skip
SHARES = frozenset({STATISTICS.index("share-low"), STATISTICS.index("share-high")})


def figure_rows(cases: tuple[Case, ...], _own: Shortlist, voice: Voice) -> Iterator[Row]:
    """Every rate with its numbers, then the numbers of which no rate is made."""
    for case in cases:
        for rate in rates_of(case.programme):
            yield (*case.lead, *_rate(rate, voice))
        for stated in without_whole(case.programme):
            yield (*case.lead, *_number(stated, voice))
        if not case.programme.counts:
            blank = (unknown(voice),) * 8
            yield (*case.lead, "", *blank, "", *traced(None, voice), "")


def _rate(rate: Rate, voice: Voice) -> Row:
    part, whole = rate.part, rate.whole
    says = joined(voice.text(part.says), voice.text(whole.says))
    return (
        part.cycle,
        *(_open(end, voice) for end in (rate.low, rate.high)),
        counted_words(part.value, voice),
        *_ends(part.value, voice),
        counted_words(whole.value, voice),
        *_ends(whole.value, voice),
        says,
        *traced(part.source, voice),
        whole.source.url or whole.source.title,
    )


def _ends(own: Count, voice: Voice) -> tuple[Cell, Cell]:
    return _open(own.low, voice), _open(own.high, voice)


def _open(end: Decimal | None, voice: Voice) -> Cell:
    return number_or(end, unknown(voice))


def _number(stated: Statement[Count], voice: Voice) -> Row:
    """A number without a base is never a share; a share names its base itself, or is only words."""
    own = stated.value
    is_share, over = own.unit == "share", tell(voice, "over") if stated.over else ""
    ends = (no_use(voice),) * 2 if is_share else _ends(own, voice)
    shares = _ends(own, voice) if is_share and own.of else (no_use(voice),) * 2
    lacks = tell(voice, "no-whole") if is_share and not own.of else ""
    return (
        stated.cycle,
        *shares,
        count_words(own, voice) if lacks else counted_words(own, voice),
        *ends,
        own.of or unknown(voice),
        *((unknown(voice),) * 2),
        joined(lacks, voice.text(stated.says), over),
        *traced(stated.source, voice),
        "",
    )
