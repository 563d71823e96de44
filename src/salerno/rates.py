"""Exchange rates over time: what one unit of a base bought on each day that somebody published."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from salerno.errors import InputError, UnknownName, did_you_mean
from salerno.money import EXACT, Rates, check_currency

Point = tuple[date, Decimal]


@dataclass(frozen=True, slots=True)
class Series:
    """What one unit of the base bought of a currency, day after day, by one source."""

    code: str
    source: str
    points: tuple[Point, ...]

    def __post_init__(self) -> None:
        _check(self.code, self.source, (rate for _, rate in self.points))
        days = [day for day, _ in self.points]
        if not days or any(one >= other for one, other in pairwise(days)):
            raise InputError(
                f"the rates of {self.code} are not one for each day, in order",
                fix="give at least one, each day once, the first day first",
            )

    def at(self, day: date) -> Point | None:
        """The last point that is not after a day."""
        place = bisect_right(self.points, day, key=lambda point: point[0])
        return self.points[place - 1] if place else None


@dataclass(frozen=True, slots=True)
class Peg:
    """A currency of which an authority gives so many for one unit of another, on every day."""

    code: str
    source: str
    per: str
    rate: Decimal

    def __post_init__(self) -> None:
        check_currency(self.per)
        _check(self.code, self.source, (self.rate,))


def _check(code: str, source: str, rates: Iterable[Decimal]) -> None:
    check_currency(code)
    if not source:
        raise InputError(f"rates of {code} without a source", fix="say who published them")
    for rate in rates:
        if not rate.is_finite() or rate <= 0:
            raise InputError(f"impossible rate {rate} of {code}", fix="give a number above 0")


@dataclass(frozen=True, slots=True)
class RateHistory:
    """Rates by day: series by several sources, and currencies that are fixed to others.

    The first series is of the main source. Where two sources have a currency, the later point
    counts; a fixed rate counts before both.
    """

    base: str
    series: tuple[Series, ...] = ()
    pegs: tuple[Peg, ...] = ()

    def __add__(self, other: RateHistory) -> RateHistory:
        """Both histories; the main source is that of the first."""
        if self.base != other.base:
            raise InputError(
                f"cannot join rates of {self.base} with rates of {other.base}",
                fix="reckon both in one currency",
            )
        return RateHistory(self.base, self.series + other.series, self.pegs + other.pegs)

    @property
    def last(self) -> date | None:
        """The last day of which anything is known."""
        return max((own.points[-1][0] for own in self.series), default=None)

    def on(self, day: date) -> Rates:
        """The rates of a day: of each currency the last that is not after it.

        What is older than the newest of the main source says so. Raises InputError when nothing is
        as old as that.
        """
        found = _latest(self.series, day)
        if not found:
            raise InputError(f"no exchange rate is known on {day}", fix="choose a later day")
        main = self.series[0].source
        head = [own for own in found.values() if own[2] == main] or [*found.values()]
        as_of, _, source = max(head, key=lambda own: own[0])
        for peg in self.pegs:
            per = (as_of, Decimal(1), "") if peg.per == self.base else found.get(peg.per)
            if per:
                found[peg.code] = (per[0], EXACT.multiply(per[1], peg.rate), peg.source)
        return Rates(
            self.base,
            as_of,
            source,
            tuple((code, rate) for code, (_, rate, _) in sorted(found.items())),
            tuple(
                (code, when, who)
                for code, (when, _, who) in sorted(found.items())
                if (when, who) != (as_of, source)
            ),
        )

    def span(self, code: str, to: str, *, since: date, until: date) -> tuple[Decimal, Decimal]:
        """The least and the most that one unit of a currency was worth in another.

        Only days are taken of which one source knows both, so that no average of a year is set
        against the rate of a day. Raises UnknownName when there is no such day.
        """
        if code == to:
            return Decimal(1), Decimal(1)
        sources = dict.fromkeys(own.source for own in self.series)
        found = [
            EXACT.divide(into, own)
            for source in sources
            for own, into in _crossed(
                self._days(code, source), self._days(to, source), since, until
            )
        ]
        if not found:
            known = self._codes()
            guess = next((did_you_mean(own, known) for own in (code, to) if own not in known), "")
            raise UnknownName(
                f"no rate of '{code}' in '{to}' from {since} to {until}",
                fix=guess or "take more days, or add its rates",
            )
        return min(found), max(found)

    def _codes(self) -> set[str]:
        own = {one.code for one in self.series} | {peg.code for peg in self.pegs}
        return {self.base, *own}

    def _days(self, code: str, source: str) -> Mapping[date, Decimal] | Decimal:
        """The rates that a source has of a currency; one number where it is the same always."""
        if code == self.base:
            return Decimal(1)
        for peg in self.pegs:
            if peg.code == code:
                return _scaled(self._days(peg.per, source), peg.rate)
        own = (one for one in self.series if (one.code, one.source) == (code, source))
        return dict(point for one in own for point in one.points)


_Found = tuple[date, Decimal, str]


def _latest(series: Iterable[Series], day: date) -> dict[str, _Found]:
    found: dict[str, _Found] = {}
    for own in series:
        point = own.at(day)
        if point and (own.code not in found or point[0] > found[own.code][0]):
            found[own.code] = (*point, own.source)
    return found


def _scaled(
    days: Mapping[date, Decimal] | Decimal, by: Decimal
) -> Mapping[date, Decimal] | Decimal:
    if isinstance(days, Decimal):
        return EXACT.multiply(days, by)
    return {day: EXACT.multiply(rate, by) for day, rate in days.items()}


def _crossed(
    one: Mapping[date, Decimal] | Decimal,
    other: Mapping[date, Decimal] | Decimal,
    since: date,
    until: date,
) -> list[tuple[Decimal, Decimal]]:
    """Both rates of every day that both have; what is the same always has every day."""
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return [(one, other)]
    known = [set(days) for days in (one, other) if not isinstance(days, Decimal)]
    shared = [day for day in set.intersection(*known) if since <= day <= until]
    return [(_rate(one, day), _rate(other, day)) for day in shared]


def _rate(days: Mapping[date, Decimal] | Decimal, day: date) -> Decimal:
    return days if isinstance(days, Decimal) else days[day]


def history_of(rates: Rates) -> RateHistory:
    """The rates of one day as a history, each by its own source."""
    own: dict[str, tuple[date, str]] = {code: (day, who) for code, day, who in rates.dated}
    usual = (rates.as_of, rates.source)
    listed = sorted(rates.per_base, key=lambda pair: pair[0] in own)
    return RateHistory(
        rates.base,
        tuple(
            Series(code, own.get(code, usual)[1], ((own.get(code, usual)[0], rate),))
            for code, rate in listed
        ),
    )


def moved(rates: Rates, code: str, *, times: Mapping[str, Decimal]) -> Rates:
    """The rates with `code` as their base, other money costing so many `times` what it did."""
    table = {rates.base: Decimal(1), **dict(rates.per_base)}
    if code not in table:
        raise UnknownName(f"no rate for '{code}'", fix=did_you_mean(code, table) or "add its rate")
    own = table.pop(code)
    return Rates(
        code,
        rates.as_of,
        rates.source,
        tuple(
            (other, EXACT.divide(rate, EXACT.multiply(own, times.get(other, Decimal(1)))))
            for other, rate in sorted(table.items())
        ),
        tuple(note for note in rates.dated if note[0] != code),
    )
