"""What somebody gives towards a course, and what it comes to if it is lent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_UP, Decimal
from types import MappingProxyType
from typing import Literal

from salerno.errors import InputError
from salerno.money import CENT, EXACT, Money
from salerno.programmes.funds import Contribution, Fund

Column = Literal["tuition", "living", "other", "held"]
COLUMNS: tuple[Column, ...] = ("tuition", "living", "other", "held")


@dataclass(frozen=True, slots=True)
class Terms:
    """How a loan is paid back: interest in percent a year, over so many years after the course."""

    percent: Decimal
    years: int

    def __post_init__(self) -> None:
        if not (self.percent.is_finite() and 0 <= self.percent <= 100 and 1 <= self.years <= 60):
            raise InputError(
                f"impossible terms: {self.percent} % over {self.years} years",
                fix="give 0 to 100 percent, and 1 to 60 years",
            )


@dataclass(frozen=True, slots=True)
class Payment:
    """What somebody gives towards a course: an amount, or a `share` of what one column costs.

    An amount is given every year from `first` to `last` (0: to the end), and then what is not
    needed is not kept; or once in `first`, and then it is kept until it is needed or `last` is
    over. Never more than `cap` in all. What `is_lent` has `terms` where they are known.
    """

    payer: str
    amount: Money | None = None
    per: Literal["year", "once"] = "year"
    first: int = 1
    last: int = 0
    cap: Money | None = None
    terms: Terms | None = None
    share: Decimal = Decimal(0)
    of: Column = "tuition"
    is_lent: bool = False

    def __post_init__(self) -> None:
        sums = [own for own in (self.amount, self.cap) if own]
        is_one = (self.amount is None) == bool(self.share) and 0 <= self.share <= 1
        if not is_one or any(own.amount < 0 for own in sums) or len(_codes(sums)) > 1:
            raise InputError(
                f"impossible payment of {self.payer}",
                fix="give amounts of 0 or more, all in one currency, or a share up to 1",
            )
        if self.first < 1 or (self.last and self.last < self.first):
            raise InputError(
                f"impossible years of {self.payer}: {self.first} to {self.last}",
                fix="count years of study from 1, the first one first",
            )

    @property
    def currency(self) -> str:
        """The currency that is given; empty for a share, which is of whatever is asked."""
        return self.amount.currency if self.amount else ""


def _codes(sums: Iterable[Money]) -> set[str]:
    return {own.currency for own in sums}


@dataclass(frozen=True, slots=True)
class Repayment:
    """What a loan comes to: the same `instalment` every year, and the interest in all."""

    borrowed: Money
    instalment: Money
    interest: Money


def repayment_of(borrowed: Money, *, terms: Terms) -> Repayment:
    """What a loan costs that is paid back in equal sums, at the end of every year.

    It is reckoned as an annuity from the end of the course on; interest of the years of study is
    not in it. The instalment is rounded up to the cent, and the interest is what is paid over what
    was borrowed.
    """
    rate = EXACT.divide(terms.percent, Decimal(100))
    years = Decimal(terms.years)
    share = EXACT.divide(1, years) if not rate else _annuity(rate, terms.years)
    exact = EXACT.multiply(borrowed.amount, share)
    instalment = exact.quantize(CENT, rounding=ROUND_UP, context=EXACT)
    interest = EXACT.subtract(EXACT.multiply(instalment, years), borrowed.amount)
    code = borrowed.currency
    return Repayment(borrowed, Money(instalment, code), Money(interest, code))


def _annuity(rate: Decimal, years: int) -> Decimal:
    """What part of a loan is paid each year: r / (1 - (1 + r)^-n)."""
    grown = EXACT.power(EXACT.add(1, rate), years)
    return EXACT.divide(EXACT.multiply(rate, grown), EXACT.subtract(grown, 1))


_TIMES: Mapping[str, int] = MappingProxyType(
    {"week": 52, "month": 12, "term": 3, "trimester": 3, "semester": 2, "year": 1}
)
_ONCE = ("once", "course", "loan")


def payments_from(fund: Fund, *, name: str) -> tuple[Payment, ...]:
    """What a fund is sure to give, one payment for each thing that it pays for.

    Of a gift the least that is told counts, of several the smallest; of a loan, from which nobody
    takes more than is needed, the most. What it may give without saying how much is left out.
    """
    found: dict[tuple[str, bool, bool], Payment] = {}
    for own in (stated.value for stated in fund.covers if not stated.over):
        payment = _payment(own, name)
        if payment:
            key = own.towards, bool(payment.share), payment.is_lent
            found[key] = min(found.get(key, payment), payment, key=_size)
    return tuple(found.values())


def _payment(own: Contribution, name: str) -> Payment | None:
    is_lent = own.gift is not True
    if own.share and own.share[0] and own.towards == "tuition":
        return Payment(name, share=own.share[0], is_lent=is_lent)
    if own.amount is None:
        return None
    end = own.amount.high if own.gift is False else own.amount.low
    if not end.amount:
        return None
    if own.per in _ONCE:
        return Payment(name, end, "once", is_lent=is_lent)
    times = _TIMES.get(own.per)
    whole = EXACT.multiply(end.amount, Decimal(times or 0))
    return Payment(name, Money(whole, end.currency), is_lent=is_lent) if times else None


def _size(own: Payment) -> Decimal:
    return own.amount.amount if own.amount else own.share
