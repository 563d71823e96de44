"""What programmes cost the person: line by line, year by year, in all, and what is not known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from salerno.formats.cells import Cell, Row
from salerno.formats.shortlists.shortlist import (
    CITED,
    LEAD,
    TRAIL,
    Case,
    Shortlist,
    cited,
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
    """Each line that is spent or shown, the sum of each year and of all, and each gap."""
    for case in cases:
        cost = cost_of(case.programme, own.view, groups=own.directory.groups)
        for cells in _money(cost, own, voice):
            yield (*case.lead, *cells)


def _money(cost: Cost, own: Shortlist, voice: Voice) -> Iterator[Row]:
    for use, lines in (("spent", cost.lines), ("held", cost.held)):
        for line in lines:
            yield _line(line, tell(voice, use), own, voice)
    for year in dict.fromkeys(line.year for line in cost.lines):
        yield from _sums(cost.in_year(year), tell(voice, "in-year"), year, "", own, voice)
    remark = joined(
        "" if cost.is_whole else tell(voice, "at-least"),
        "" if cost.length else tell(voice, "length-missing"),
    )
    yield from _sums(cost.lines, tell(voice, "in-all"), None, remark, own, voice)
    for kind, years in cost.gaps:
        missing, purpose = tell(voice, "missing"), name_of(voice, "kind", kind)
        told = ", ".join(map(str, years)) or None
        blank = (unknown(voice), unknown(voice), "", unknown(voice), unknown(voice), "")
        yield (missing, told, purpose, *blank, "", "", "", *traced(None, voice))


def _line(line: CostLine, use: str, own: Shortlist, voice: Voice) -> Row:
    price = line.stated.value
    worth = _worth(line.low, line.high, own, voice)
    remark = joined(
        "" if line.is_sure else tell(voice, "not-sure"), sign_words(price, voice), worth[3]
    )
    return (
        use,
        line.year,
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
    lines: Sequence[CostLine], use: str, year: int | None, remark: str, own: Shortlist, voice: Voice
) -> Iterator[Row]:
    """A sum for each currency, and where there are several one in that of the person."""
    least = dict(Purse.of(line.low for line in lines).amounts)
    most = Purse.of(line.high for line in lines).amounts
    total: list[tuple[Decimal | None, Decimal | None]] = []
    for code, amount in most:
        low, high = Money(least.get(code, Decimal(0)), code), Money(amount, code)
        *worth, no_rate = _worth(low, high, own, voice)
        total.append((own.worth(low), own.worth(high)))
        told = joined(remark, str(no_rate))
        yield (use, year, "", low.amount, amount, code, *worth, told, "", "", "", "", None)
    if len(total) > 1 and not any(None in ends for ends in total):
        ends = [sum((pair[end] or Decimal(0) for pair in total), Decimal(0)) for end in (0, 1)]
        yield (use, year, "", None, None, "", *ends, own.currency, remark, "", "", "", "", None)


def aid_rows(cases: tuple[Case, ...], _own: Shortlist, voice: Voice) -> Iterator[Row]:
    """Every kind of help that is told of; a programme of which none is told says so."""
    for case in cases:
        for stated in case.programme.aid:
            kind = name_of(voice, "kind", stated.value.kind)
            offered = tell(voice, f"answer {stated.value.offered}")
            yield (*case.lead, kind, offered, *cited(stated, voice))
        if not case.programme.aid:
            yield (*case.lead, tell(voice, "kind any"), unknown(voice), *uncited(voice))
