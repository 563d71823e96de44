"""What programmes cost the person: line by line, year by year, in all, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from salerno.formats.cells import Cell, Row
from salerno.formats.shortlists.shortlist import (
    CITED,
    LEAD,
    TRAIL,
    Case,
    Shortlist,
    cited,
    number_or,
    traced,
    uncited,
    unknown,
)
from salerno.money import Money, Purse
from salerno.programmes.costs import Cost, CostLine, cost_of
from salerno.programmes.wording.words import joined, name_of, price_words, sign_words, tell
from salerno.rules.wording.voices import Voice

MONEY = (
    *LEAD, "use", "year", "purpose", "low", "high", "currency", "worth-low", "worth-high",
    "worth-in", "remark", "as-asked", "cycle", *TRAIL,
)  # fmt: skip
AID = (*LEAD, "kind", "offered", *CITED)


def money_rows(cases: tuple[Case, ...], own: Shortlist, voice: Voice) -> Iterator[Row]:
    """Each line that is spent or shown, the sums of the years and of all, and each gap."""
    for case in cases:
        cost = cost_of(case.programme, own.view, groups=own.directory.groups)
        for cells in _money(cost, own, voice):
            yield (*case.lead, *cells)


def _money(cost: Cost, own: Shortlist, voice: Voice) -> Iterator[Row]:
    for use, lines in (("spent", cost.lines), ("held", cost.held)):
        for (line, *_), span in _alike((line,) for line in lines):
            yield _line(line, (tell(voice, use), span), own, voice)
    every = dict.fromkeys(line.year for line in cost.lines)
    for due, span in _alike(cost.in_year(year) for year in every):
        yield from _sums(due, (tell(voice, "in-year"), span), "", own, voice)
    remark = joined(
        "" if cost.is_whole else tell(voice, "at-least"),
        "" if cost.length else tell(voice, "length-missing"),
    )
    yield from _sums(cost.lines, (tell(voice, "in-all"), None), remark, own, voice)
    for kind, years in cost.gaps:
        missing, purpose = tell(voice, "missing"), name_of(voice, "kind", kind)
        told = ", ".join(map(str, years)) or None
        blank = (unknown(voice), unknown(voice), "", unknown(voice), unknown(voice), "")
        yield (missing, told, purpose, *blank, "", "", "", *traced(None, voice))


def _alike(years: Iterable[Sequence[CostLine]]) -> Iterator[tuple[Sequence[CostLine], Cell]]:
    """Lines that differ in nothing but their year stand together: "1-6", or the one year."""
    by_price = groupby(years, key=lambda due: [replace(line, year=0) for line in due])
    for _, same in by_price:
        first, *others = same
        last = others[-1] if others else first
        start, end = first[0].year, last[0].year
        yield first, start if start == end else f"{start}-{end}"


def _line(line: CostLine, lead: Row, own: Shortlist, voice: Voice) -> Row:
    price = line.stated.value
    worth = _worth(line.low, line.high, own, voice)
    remark = joined(
        "" if line.is_sure else tell(voice, "not-sure"), sign_words(price, voice), worth[3]
    )
    return (
        *lead,
        name_of(voice, "kind", line.kind),
        line.low.amount,
        line.high.amount,
        line.low.currency,
        *worth[:3],
        remark,
        price_words(price, voice),
        line.stated.cycle,
        *traced(line.stated.source, voice),
    )


def _worth(low: Money, high: Money, own: Shortlist, voice: Voice) -> tuple[Cell, Cell, Cell, str]:
    """Both ends in the currency of the person, or that no rate is known."""
    ends = own.worth(low), own.worth(high)
    if None in ends:
        return unknown(voice), unknown(voice), own.currency, tell(voice, "no-rate")
    return *ends, own.currency, ""


def _sums(
    lines: Sequence[CostLine], lead: Row, remark: str, own: Shortlist, voice: Voice
) -> Iterator[Row]:
    """A sum for each currency, and where there are several one in that of the person."""
    least, most = (Purse.of(getattr(line, end) for line in lines) for end in ("low", "high"))
    lows = dict(least.amounts)
    for code, amount in most.amounts:
        low = Money(lows.get(code, Decimal(0)), code)
        *worth, no_rate = _worth(low, Money(amount, code), own, voice)
        told = joined(remark, str(no_rate))
        yield (*lead, "", low.amount, amount, code, *worth, told, "", "", "", "", None)
    if len(most.amounts) > 1:
        total = [number_or(own.total(purse), unknown(voice)) for purse in (least, most)]
        yield (*lead, "", None, None, "", *total, own.currency, remark, "", "", "", "", None)


def aid_rows(cases: tuple[Case, ...], _own: Shortlist, voice: Voice) -> Iterator[Row]:
    """Every kind of help that is told of; a programme of which none is told says so."""
    for case in cases:
        for stated in case.programme.aid:
            kind = name_of(voice, "kind", stated.value.kind)
            offered = tell(voice, f"answer {stated.value.offered}")
            yield (*case.lead, kind, offered, *cited(stated, voice))
        if not case.programme.aid:
            yield (*case.lead, tell(voice, "kind any"), unknown(voice), *uncited(voice))
