"""What a programme costs whoever looks, in words: year by year, as asked and converted."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any as Anything

from salerno.errors import SalernoError
from salerno.money import Money, MoneyRange, Purse
from salerno.programmes.costs import Cost, CostLine
from salerno.rules import Voice
from salerno.rules.outlines import Plain, source_outline
from salerno_web.atlas.queries import facts
from salerno_web.programmes.words import KINDS, word

ROUNDED_FROM = 100  # amounts from here on are told without cents


def expenses(cost: Cost, voice: Voice, *, currency: str) -> Plain:
    """The lines of each year, what is only held, what is missing, and the sum as far as known."""
    numbers = dict.fromkeys(line.year for line in cost.lines)
    return {
        "years": [_year(cost, number, voice, currency) for number in sorted(numbers)],
        "held": [_line(line, voice) for line in cost.held],
        "gaps": [(word(KINDS, kind), ", ".join(map(str, missing))) for kind, missing in cost.gaps],
        "is_whole": cost.is_whole,
        "has_length": cost.length is not None,
        "sum": purses(cost.low, cost.high, voice),
        "about": converted(cost.low, cost.high, voice, currency=currency),
        "day": rate_day(cost.low, cost.high, currency=currency),
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
    ends = _worth(low, high, currency)
    if ends is None:
        return ""
    least, most = (Purse.of([rounded(end)]) for end in ends)
    return purses(least, most, voice)


def rate_day(low: Purse, high: Purse, *, currency: str) -> date | None:
    """The day of the oldest rate that the same was converted by; None where it was not."""
    ends = _worth(low, high, currency)
    return min((end.as_of for end in ends if end.as_of), default=None) if ends else None


def _worth(low: Purse, high: Purse, currency: str) -> tuple[Money, Money] | None:
    rates = facts().rates
    if rates is None or {code for code, _ in high.amounts} in ({currency}, set()):
        return None
    try:
        return rates.total(low, to=currency), rates.total(high, to=currency)
    except SalernoError:
        return None


def rounded(money: Money) -> Money:
    """An amount that was converted; a large one without cents."""
    is_large = money.amount >= ROUNDED_FROM
    return Money(Decimal(round(money.amount)) if is_large else money.amount, money.currency)
