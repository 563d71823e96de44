"""What the exchange rate does to a budget: the gap if money is worth more or less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from salerno.errors import UnknownName
from salerno.money import EXACT, MoneyRange, Rates
from salerno.periods import Span, subtract
from salerno.programmes.budgets import budget_of
from salerno.programmes.costs import Cost
from salerno.programmes.payments import Payment
from salerno.rates import RateHistory, moved

PERCENTS = (-20, -10, 10, 20)
LOOKED_BACK = Span(years=5)

Turn = Literal["moves", "worst", "best"]


@dataclass(frozen=True, slots=True)
class Scenario:
    """The gap where the person's currency is worth so many percent more or less, or as in the past.

    The `worst` and the `best` take of every currency the rate of the last five years that makes
    the course dearest or cheapest, all at once.
    """

    turn: Turn
    percent: int
    gap: MoneyRange


def scenarios_of(
    cost: Cost,
    *,
    payments: Sequence[Payment] = (),
    rates: Rates,
    currency: str,
    history: RateHistory,
) -> tuple[Scenario, ...]:
    """The gap by other rates, from the worst to the best of each kind; no rate, no scenario.

    Empty where everything is in the person's own currency.
    """
    asked = {line.low.currency for line in (*cost.lines, *cost.held)} - {currency}
    given = {own.currency for own in payments} - {currency, ""} - asked
    if currency not in rates.codes or not (asked | given) & rates.codes:
        return ()

    def gap(times: Mapping[str, Decimal]) -> MoneyRange:
        own = moved(rates, currency, times=times)
        return budget_of(cost, payments=payments, rates=own, currency=currency, first_year=1).gap

    moves = [(percent, dict.fromkeys(asked | given, _dearer(percent))) for percent in PERCENTS]
    found = [Scenario("moves", percent, gap(times)) for percent, times in moves]
    past = {code: _past(code, currency, rates, history) for code in asked | given}
    known = {code: ends for code, ends in past.items() if ends}
    if known:
        worst = {code: ends[code in asked] for code, ends in known.items()}
        best = {code: ends[code not in asked] for code, ends in known.items()}
        found += [Scenario("worst", 0, gap(worst)), Scenario("best", 0, gap(best))]
    return tuple(found)


def _dearer(percent: int) -> Decimal:
    """How many times as much others' money costs when one's own gains so many percent."""
    return EXACT.divide(Decimal(100), Decimal(100 + percent))


def _past(
    code: str, currency: str, rates: Rates, history: RateHistory
) -> tuple[Decimal, Decimal] | None:
    """How many times today's price of a currency its lowest and its highest price were.

    Today's is among them, by whatever source.
    """
    if code not in rates.codes:
        return None
    since = subtract(rates.as_of, LOOKED_BACK)
    try:
        low, high = history.span(code, currency, since=since, until=rates.as_of)
    except UnknownName:
        return None
    table = {rates.base: Decimal(1), **dict(rates.per_base)}
    today = EXACT.divide(table[currency], table[code])
    one = Decimal(1)
    return min(EXACT.divide(low, today), one), max(EXACT.divide(high, today), one)
