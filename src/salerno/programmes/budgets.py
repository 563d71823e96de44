"""Who pays for a course, year by year, in one currency: what is left to find, and what sways it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType

from salerno.money import CENT, EXACT, Money, MoneyRange, Rates
from salerno.programmes.costs import Cost, CostLine
from salerno.programmes.payments import Column, Payment, Repayment, repayment_of

_NAMED: Mapping[str, Column] = MappingProxyType(
    {"tuition": "tuition", "living": "living", "accommodation": "living"}
)
NOTHING = Decimal(0)
LONGEST = 100  # years; no course is longer


@dataclass(frozen=True, slots=True)
class Portion:
    """What is asked in one year, for one thing, in one currency; `worth` is None without a rate."""

    year: int
    column: Column
    asked: MoneyRange
    worth: MoneyRange | None


@dataclass(frozen=True, slots=True)
class Share:
    """What a payer gives where the course costs the least, and where it costs the most."""

    payer: str
    low: Money
    high: Money


@dataclass(frozen=True, slots=True)
class BudgetYear:
    """A year of study and the one it begins in: what it costs, who gives what, what is left."""

    number: int
    begins: int
    cost: MoneyRange
    shares: tuple[Share, ...]
    gap: MoneyRange


@dataclass(frozen=True, slots=True)
class Budget:
    """The money of a course in one currency, as far as it is known.

    `portions` are everything that is asked, what is only held among it. `unrated` are currencies
    that cannot be converted: what is asked in them is in no sum, and who gives them gives nothing.
    `as_of` is the day of the oldest rate that was used. `missing` and `has_length` are as in the
    cost. `debts` are the loans: what each comes to if the course costs the least, and the most.
    """

    currency: str
    as_of: date | None
    portions: tuple[Portion, ...]
    years: tuple[BudgetYear, ...]
    unrated: tuple[str, ...]
    missing: tuple[tuple[str, tuple[int, ...]], ...]
    has_length: bool
    debts: tuple[tuple[str, Repayment, Repayment], ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing that is always needed is missing; otherwise every sum is "at least"."""
        is_told = all(own.worth for own in self.portions if own.column != "held")
        return self.has_length and not self.missing and is_told

    @property
    def cost(self) -> MoneyRange:
        """What is to be spent in all."""
        return added((year.cost for year in self.years), self.currency)

    @property
    def gap(self) -> MoneyRange:
        """What nobody gives, in all."""
        return added((year.gap for year in self.years), self.currency)

    @property
    def shares(self) -> tuple[Share, ...]:
        """What each payer gives in all."""
        columns = zip(*(year.shares for year in self.years), strict=True)
        return tuple(
            Share(
                own[0].payer,
                _money((share.low.amount for share in own), self.currency),
                _money((share.high.amount for share in own), self.currency),
            )
            for own in columns
        )

    def within(self, year: int, column: Column) -> tuple[Portion, ...]:
        """What is asked in a year for one thing, currency by currency."""
        return tuple(own for own in self.portions if (own.year, own.column) == (year, column))


def added(ranges: Iterable[MoneyRange], currency: str) -> MoneyRange:
    """The sum of ranges in one currency, which may be none."""
    known = tuple(ranges)
    return MoneyRange(
        _money((own.low.amount for own in known), currency),
        _money((own.high.amount for own in known), currency),
    )


def budget_of(
    cost: Cost,
    *,
    payments: Sequence[Payment] = (),
    rates: Rates | None,
    currency: str,
    first_year: int,
) -> Budget:
    """Who pays what of a cost, in one currency. O(years × (prices + payments)).

    Payers give in the order in which they stand, none of them more than is still needed. All years
    are reckoned by the same rates: nobody knows those to come.
    """
    portions = tuple(_portions(cost, rates, currency))
    gifts = [_gift(own, rates, currency) for own in payments]
    numbers = range(1, cost.years + 1)
    needs = [
        added((own.worth for own in portions if _is_spent(own, number) and own.worth), currency)
        for number in numbers
    ]
    ends = [
        _given([_needs(portions, number, end) for number in numbers], gifts)
        for end in ("low", "high")
    ]
    years = tuple(
        _year(number, first_year + number - 1, need, _shares(payments, low, high, currency))
        for number, need, low, high in zip(numbers, needs, *ends, strict=True)
    )
    told = [own.low.as_of for own in (portion.worth for portion in portions) if own]
    days = [day for day in (*told, *(gift.as_of for gift in gifts)) if day]
    unrated = {own.asked.low.currency for own in portions if own.worth is None}
    unrated |= {gift.unrated for gift in gifts} - {""}
    return Budget(
        currency,
        min(days, default=None),
        portions,
        years,
        tuple(sorted(unrated)),
        cost.gaps,
        cost.length is not None,
        tuple(_debts(payments, years, currency)),
    )


def _portions(cost: Cost, rates: Rates | None, currency: str) -> Iterator[Portion]:
    """Every line, those of one year, thing and currency together."""
    found: dict[tuple[int, Column, str], list[CostLine]] = {}
    for line in (*cost.lines, *cost.held):
        found.setdefault((line.year, _column(line), line.low.currency), []).append(line)
    for (year, column, code), lines in found.items():
        asked = MoneyRange(
            _money((line.low.amount for line in lines), code),
            _money((line.high.amount for line in lines), code),
        )
        low, high = (worth_of(end, rates, currency) for end in (asked.low, asked.high))
        yield Portion(year, column, asked, MoneyRange(low, high) if low and high else None)


def _column(line: CostLine) -> Column:
    if line.stated.value.held:
        return "held"
    return _NAMED.get(line.kind, "other")


def _is_spent(own: Portion, year: int) -> bool:
    return own.year == year and own.column != "held"


def worth_of(money: Money, rates: Rates | None, currency: str) -> Money | None:
    """The amount in a currency; None where there is no rate for it."""
    if money.currency == currency:
        return Money(money.amount, currency)
    if rates is None or not {money.currency, currency} <= rates.codes:
        return None
    return rates.convert(money, to=currency)


def _money(amounts: Iterable[Decimal], currency: str) -> Money:
    total = NOTHING
    for amount in amounts:
        total = EXACT.add(total, amount)
    return Money(total, currency)


@dataclass(frozen=True, slots=True)
class _Gift:
    """A payment in the currency of the budget; of an unrated one nothing can be had."""

    payment: Payment
    amount: Decimal = NOTHING
    most: Decimal = NOTHING
    as_of: date | None = None
    unrated: str = ""


def _gift(own: Payment, rates: Rates | None, currency: str) -> _Gift:
    if own.amount is None:
        return _Gift(own)
    amount = worth_of(own.amount, rates, currency)
    if amount is None:
        return _Gift(own, unrated=own.currency)
    cap = worth_of(own.cap, rates, currency) if own.cap else None
    most = cap.amount if cap else EXACT.multiply(amount.amount, Decimal(LONGEST))
    return _Gift(own, amount.amount, most, amount.as_of)


_Needs = Mapping[Column, Decimal]


def _needs(portions: Iterable[Portion], year: int, end: str) -> _Needs:
    """What is to be spent in a year, column by column."""
    found: dict[Column, Decimal] = {}
    for own in portions:
        if _is_spent(own, year) and own.worth:
            part = getattr(own.worth, end).amount
            found[own.column] = EXACT.add(found.get(own.column, NOTHING), part)
    return found


def _given(years: Iterable[_Needs], gifts: Sequence[_Gift]) -> list[list[Decimal]]:
    """What each gives, year by year."""
    spent, found = [NOTHING] * len(gifts), []
    for number, needs in enumerate(years, start=1):
        left, paid = sum(needs.values(), NOTHING), list[Decimal]()
        for place, gift in enumerate(gifts):
            part = min(left, _at_hand(gift, number, spent[place], needs))
            left = EXACT.subtract(left, part)
            spent[place] = EXACT.add(spent[place], part)
            paid.append(part)
        found.append(paid)
    return found


def _at_hand(gift: _Gift, year: int, spent: Decimal, needs: _Needs) -> Decimal:
    """What somebody can still give in a year."""
    own = gift.payment
    if year < own.first or (own.last and year > own.last):
        return NOTHING
    if own.share:
        whole = EXACT.multiply(needs.get(own.of, NOTHING), own.share)
        return whole.quantize(CENT, context=EXACT)
    whole = min(gift.amount, gift.most) if own.per == "once" else gift.most
    left = EXACT.subtract(whole, spent)
    return left if own.per == "once" else min(gift.amount, left)


def _shares(
    payments: Sequence[Payment], low: Sequence[Decimal], high: Sequence[Decimal], currency: str
) -> tuple[Share, ...]:
    return tuple(
        Share(own.payer, Money(least, currency), Money(most, currency))
        for own, least, most in zip(payments, low, high, strict=True)
    )


def _year(number: int, begins: int, need: MoneyRange, shares: tuple[Share, ...]) -> BudgetYear:
    low = EXACT.subtract(need.low.amount, sum((own.low.amount for own in shares), NOTHING))
    high = EXACT.subtract(need.high.amount, sum((own.high.amount for own in shares), NOTHING))
    code = need.low.currency
    gap = MoneyRange(Money(low, code), Money(high, code))
    return BudgetYear(number, begins, need, shares, gap)


def _debts(
    payments: Sequence[Payment], years: Sequence[BudgetYear], currency: str
) -> Iterator[tuple[str, Repayment, Repayment]]:
    for place, own in enumerate(payments):
        if own.terms:
            shares = [year.shares[place] for year in years]
            low = _money((share.low.amount for share in shares), currency)
            high = _money((share.high.amount for share in shares), currency)
            yield (
                own.payer,
                repayment_of(low, terms=own.terms),
                repayment_of(high, terms=own.terms),
            )
