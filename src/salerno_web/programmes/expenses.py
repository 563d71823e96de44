"""What a programme costs whoever looks, in words: year by year, as asked and converted."""

from __future__ import annotations

from typing import Any as Anything

from salerno.errors import SalernoError
from salerno.money import MoneyRange, Purse
from salerno.programmes.costs import Cost, CostLine
from salerno.rules import Voice
from salerno.rules.outlines import Plain, source_outline
from salerno_web.atlas.queries import facts
from salerno_web.programmes.words import KINDS, word


def expenses(cost: Cost, voice: Voice, *, currency: str) -> Plain:
    """The lines of each year, what is only held, what is missing, and the sum as far as known."""
    rates = facts().rates
    numbers = dict.fromkeys(line.year for line in cost.lines)
    return {
        "years": [_year(cost, number, voice, currency) for number in sorted(numbers)],
        "held": [_line(line, voice) for line in cost.held],
        "gaps": [(word(KINDS, kind), ", ".join(map(str, missing))) for kind, missing in cost.gaps],
        "is_whole": cost.is_whole,
        "has_length": cost.length is not None,
        "sum": purses(cost.low, cost.high, voice),
        "about": converted(cost.low, cost.high, voice, currency=currency),
        "day": rates.as_of if rates else None,
    }


def _year(cost: Cost, number: int, voice: Voice, currency: str) -> Plain:
    lines = cost.in_year(number)
    low, high = Purse.of(line.low for line in lines), Purse.of(line.high for line in lines)
    return {
        "number": number,
        "lines": [_line(line, voice) for line in lines],
        "about": converted(low, high, voice, currency=currency),
    }


def _line(line: CostLine, voice: Voice) -> dict[str, Anything]:
    return {
        "kind": word(KINDS, line.kind),
        "amount": voice.money_range(MoneyRange(line.low, line.high)),
        "is_sure": line.is_sure,
        "is_estimate": line.stated.value.about,
        "cycle": line.stated.cycle,
        "source": source_outline(line.stated.source, voice),
    }


def purses(low: Purse, high: Purse, voice: Voice) -> str:
    """From one sum to another, each currency apart."""
    ends = voice.purse(low), voice.purse(high)
    return ends[0] if ends[0] == ends[1] else voice.tell("between", low=ends[0], high=ends[1])


def converted(low: Purse, high: Purse, voice: Voice, *, currency: str) -> str:
    """The same in one currency by the rates of the atlas; empty where no rate is known."""
    rates = facts().rates
    if rates is None or {code for code, _ in high.amounts} in ({currency}, set()):
        return ""
    try:
        ends = [rates.total(own, to=currency) for own in (low, high)]
    except SalernoError:
        return ""
    return purses(Purse.of(ends[:1]), Purse.of(ends[1:]), voice)
