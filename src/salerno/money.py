"""Money as decimals in ISO 4217 currencies, each amount with the date it was true.

Currencies are never mixed silently: amounts add within one currency, a purse keeps several
currencies apart, and only a dated table of rates converts. Arithmetic is exact; only
conversion rounds, half to even, to two decimals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Context, Decimal
from functools import cache
from typing import Self

from babel.numbers import list_currencies

from salerno.errors import InputError, UnknownName, did_you_mean

LARGEST = Decimal(10) ** 18
FINEST = -12  # the last decimal
EXACT = Context(prec=80, rounding=ROUND_HALF_EVEN)  # no sum or product of ours needs more digits
CENT = Decimal("0.01")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
FORM = "write it like '160 USD' or '1600.50 EUR'"


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


def check_currency(code: str) -> None:
    """Raise InputError, with the code that was probably meant, when there is no such currency."""
    if code not in _currencies():
        guess = did_you_mean(code, _currencies())
        raise InputError(
            f"unknown currency '{code[:40]}'",
            why="not an ISO 4217 code",
            fix=guess or "use three capital letters such as 'USD'",
        )


def _check_amount(amount: Decimal) -> None:
    exponent = amount.as_tuple().exponent
    if not isinstance(exponent, int) or amount.copy_abs() >= LARGEST:
        raise InputError(f"impossible amount {amount}", fix="give a number below 10^18")
    if exponent < FINEST:
        raise InputError(f"impossible amount {amount}", fix="give at most 12 decimals")


def _plain(amount: Decimal) -> str:
    return format(EXACT.normalize(amount), "f") if amount else "0"


def _decimal(written: str, *, whole: str) -> Decimal:
    if not NUMBER.fullmatch(written):
        bare = written.replace(",", "")
        fix = f"write {bare} without commas" if GROUPED.fullmatch(written) else FORM
        raise InputError(
            f"not an amount '{whole[:60]}'", why=f"'{written[:40]}' is no number", fix=fix
        )
    return Decimal(written)


def _split(written: str) -> tuple[str, str]:
    words = written.split()
    if len(words) != 2:
        raise InputError(f"not an amount '{written[:60]}'", fix=FORM)
    return words[0], words[1]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency, as it stood on a date; no date is unknown."""

    amount: Decimal
    currency: str
    as_of: date | None = None

    def __post_init__(self) -> None:
        check_currency(self.currency)
        _check_amount(self.amount)

    @classmethod
    def parse(cls, written: str, *, as_of: date | None = None) -> Self:
        """Read '160 USD'."""
        number, currency = _split(written)
        return cls(_decimal(number, whole=written), currency, as_of)

    def __add__(self, other: Money) -> Money:
        """Add within one currency; the sum is as old as its older part."""
        if self.currency != other.currency:
            raise InputError(
                f"cannot add {other.currency} to {self.currency}",
                fix="convert with rates first, or keep both in a purse",
            )
        return Money(
            EXACT.add(self.amount, other.amount), self.currency, _older(self.as_of, other.as_of)
        )

    def __str__(self) -> str:
        return f"{_plain(self.amount)} {self.currency}"


def _older(one: date | None, other: date | None) -> date | None:
    return min(one, other) if one and other else None


@dataclass(frozen=True, slots=True)
class MoneyRange:
    """An amount known only between two bounds, both included."""

    low: Money
    high: Money

    def __post_init__(self) -> None:
        if self.low.currency != self.high.currency:
            raise InputError(
                f"a range cannot run from {self.low} to {self.high}",
                why="two currencies",
                fix="give both ends in one currency",
            )
        if self.low.amount > self.high.amount:
            raise InputError(
                f"a range cannot run from {self.low} to {self.high}", fix="put the lower end first"
            )

    @classmethod
    def parse(cls, written: str, *, as_of: date | None = None) -> Self:
        """Read '284..551 GBP', or a single amount as a range of one."""
        numbers, currency = _split(written)
        low, dots, high = numbers.partition("..")
        return cls(
            Money(_decimal(low, whole=written), currency, as_of),
            Money(_decimal(high if dots else low, whole=written), currency, as_of),
        )

    def __str__(self) -> str:
        if self.low.amount == self.high.amount:
            return str(self.low)
        return f"{_plain(self.low.amount)}..{self.high}"


@dataclass(frozen=True, slots=True)
class Purse:
    """Sums kept apart by currency, in the order of their codes, without zeros."""

    amounts: tuple[tuple[str, Decimal], ...] = ()

    def __post_init__(self) -> None:
        codes = [code for code, _ in self.amounts]
        if codes != sorted(set(codes)) or not all(amount for _, amount in self.amounts):
            raise InputError(
                "a purse holds each currency once, sorted, and no zeros",
                fix="build it with Purse.of",
            )

    @classmethod
    def of(cls, moneys: Iterable[Money]) -> Self:
        """Sum amounts currency by currency."""
        return cls(_summed((money.currency, money.amount) for money in moneys))

    @property
    def is_empty(self) -> bool:
        """Whether nothing is owed in any currency."""
        return not self.amounts

    def __add__(self, other: Purse) -> Purse:
        return Purse(_summed((*self.amounts, *other.amounts)))

    def __str__(self) -> str:
        return " + ".join(f"{_plain(amount)} {code}" for code, amount in self.amounts) or "0"


def _summed(amounts: Iterable[tuple[str, Decimal]]) -> tuple[tuple[str, Decimal], ...]:
    sums: dict[str, Decimal] = {}
    for code, amount in amounts:
        sums[code] = EXACT.add(sums.get(code, Decimal(0)), amount)
    return tuple(sorted((code, amount) for code, amount in sums.items() if amount))


@dataclass(frozen=True, slots=True)
class Rates:
    """What one unit of the base currency bought in other currencies on one day.

    `dated` names the currencies whose rate is of another day or by another source.
    """

    base: str
    as_of: date
    source: str
    per_base: tuple[tuple[str, Decimal], ...]
    dated: tuple[tuple[str, date, str], ...] = ()

    def __post_init__(self) -> None:
        _check_codes([self.base, *(code for code, _ in self.per_base)])
        if not self.source or not all(source for _, _, source in self.dated):
            raise InputError("rates without a source", fix="say who published them")
        for code, rate in self.per_base:
            if not rate.is_finite() or rate <= 0:
                raise InputError(f"impossible rate {rate} of {code}", fix="give a number above 0")
        others = [code for code, _, _ in self.dated]
        if len(set(others)) != len(others) or not set(others) <= {
            code for code, _ in self.per_base
        }:
            raise InputError(
                "a day of no rate, or two days of one", fix="date each rate once, not the base"
            )

    @property
    def codes(self) -> frozenset[str]:
        """The currencies that can be converted into one another."""
        return frozenset((self.base, *(code for code, _ in self.per_base)))

    def day_of(self, code: str) -> date:
        """The day that the rate of a currency is of."""
        return next((day for own, day, _ in self.dated if own == code), self.as_of)

    def notes(self, codes: Iterable[str]) -> tuple[tuple[date, str, tuple[str, ...]], ...]:
        """The days and sources of the rates of some currencies, each with its currencies.

        The first holds for all that are not named after it, and has no currencies.
        """
        named, found = set(codes), dict[tuple[date, str], list[str]]()
        for code, day, source in sorted(self.dated):
            if code in named:
                found.setdefault((day, source), []).append(code)
        others = [(day, source, tuple(own)) for (day, source), own in found.items()]
        return ((self.as_of, self.source, ()), *others)

    def convert(self, money: Money, *, to: str) -> Money:
        """Return the same value in another currency, to two decimals, as of the older rate."""
        return self.total(Purse.of([money]), to=to)

    def total(self, purse: Purse, *, to: str) -> Money:
        """Return the value of a purse in one currency, rounded once, as of the oldest rate."""
        rates = {self.base: Decimal(1), **dict(self.per_base)}
        into = _rate(rates, to, self)
        total = Decimal(0)
        for code, amount in purse.amounts:
            worth = EXACT.multiply(amount, into)
            total = EXACT.add(total, EXACT.divide(worth, _rate(rates, code, self)))
        days = [self.day_of(code) for code in (to, *(code for code, _ in purse.amounts))]
        return Money(total.quantize(CENT, context=EXACT), to, min(days))


def _check_codes(codes: list[str]) -> None:
    for code in codes:
        check_currency(code)
    if len(set(codes)) != len(codes):
        raise InputError("a currency has two rates", fix="give each currency once, not the base")


def _rate(rates: Mapping[str, Decimal], code: str, table: Rates) -> Decimal:
    if code not in rates:
        raise UnknownName(
            f"no rate for '{code}'",
            why=f"not in the table of {table.source} of {table.as_of}",
            fix=did_you_mean(code, rates) or "add its rate",
        )
    return rates[code]
