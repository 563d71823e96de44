"""What a programme costs one person: year by year, in the currencies that it is asked in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from salerno.credentials.conditions import Standpoint
from salerno.credentials.tri import Tri, opposite, tri
from salerno.money import EXACT, Money, Purse
from salerno.programmes.programmes import Length, Period, Price, Programme
from salerno.programmes.statements import Statement, believed
from salerno.rules.requirements import Requirement
from salerno.rules.truths import holds

Groups = Mapping[str, Requirement]

_TIMES: Mapping[Period, int] = {
    "once": 1, "course": 1, "year": 1, "semester": 2, "trimester": 3, "term": 3, "month": 12,
}  # fmt: skip
NEEDED = ("tuition", "living")
"""Without these a sum is never called whole."""


@dataclass(frozen=True, slots=True)
class CostLine:
    """One price in one year of study; the year is 1 for what is paid once or for the whole course.

    `low` and `high` are what it comes to in that year, `is_sure` whether the person is surely of
    the group that pays it.
    """

    kind: str
    year: int
    low: Money
    high: Money
    stated: Statement[Price]
    is_sure: bool


@dataclass(frozen=True, slots=True)
class Cost:
    """What a course comes to: lines to spend, lines only to hold, and what is not known.

    `gaps` are kinds, each with the years it is missing in (none: all of them); `length` is the
    statement that says how many years there are.
    """

    lines: tuple[CostLine, ...]
    held: tuple[CostLine, ...]
    gaps: tuple[tuple[str, tuple[int, ...]], ...]
    length: Statement[Length] | None

    @property
    def low(self) -> Purse:
        """The least that it may come to, currency by currency."""
        return Purse.of(line.low for line in self.lines)

    @property
    def high(self) -> Purse:
        """The most, by what is known."""
        return Purse.of(line.high for line in self.lines)

    @property
    def years(self) -> int:
        """The years of study that are reckoned with; one when it is not known how many."""
        return _years(self.length)

    @property
    def is_whole(self) -> bool:
        """Whether nothing that is always needed is missing."""
        return not self.gaps and self.length is not None

    def in_year(self, year: int) -> tuple[CostLine, ...]:
        """The lines of a year of study."""
        return tuple(line for line in self.lines if line.year == year)


Memberships = tuple[tuple[str, Tri], ...]
"""Whether somebody is of each of some groups of students."""


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays: the citizenships (None: nobody told), and the groups of students they are of."""

    citizenship: tuple[str, ...] | None
    groups: Memberships

    def among(self, names: Iterable[str], country: str) -> Memberships:
        """Whether they are of each of the groups, for a programme that is taught in a country."""
        own = self.citizenship
        at_home = tri(surely=country in (own or ()), possibly=own is None)
        known = {
            **dict(self.groups),
            "all": Tri.YES,
            "home": at_home,
            "international": opposite(at_home),
        }
        return tuple((name, known[name]) for name in names)


def payer_of(view: Standpoint, *, groups: Groups) -> Payer:
    """What of a person decides which prices are theirs; equal payers pay the same."""
    own = view.person.facts.get("citizenship")
    found = tuple((name, holds(requirement, view)) for name, requirement in groups.items())
    return Payer(None if own is None else tuple(map(str, own)), found)


def groups_in(programme: Programme) -> tuple[str, ...]:
    """The groups that the prices of a programme name, each once."""
    return tuple(dict.fromkeys(stated.value.group for stated in programme.prices))


def cost_of(programme: Programme, view: Standpoint, *, groups: Groups) -> Cost:
    """What a person pays for a programme; see `cost_to`."""
    named = groups_in(programme)
    needed = {name: groups[name] for name in named if name in groups}
    payer = payer_of(view, groups=needed)
    return cost_to(programme, payer.among(named, programme.country))


def cost_to(programme: Programme, among: Memberships, *, kinds: Sequence[str] = ()) -> Cost:
    """What those who are of some groups pay, as far as prices are stated. O(years × prices).

    Of several statements on one price the most specific counts: for the year, then for the group;
    of these the one that is believed. Where it is not known whether the payer belongs to a group,
    the price may be any that could be theirs. What is paid only by choice, and prices of those who
    began before, are left out; so are other `kinds` than those named, where some are.
    """
    length, truth_of = believed(programme.length), dict(among)
    years = range(1, _years(length) + 1)
    theirs = [
        (stated, truth_of[stated.value.group])
        for stated in programme.prices
        if not (stated.over or stated.value.option or stated.value.cohort)
        and (not kinds or stated.value.kind in kinds)
        and truth_of[stated.value.group] is not Tri.NO
    ]
    found = [
        line
        for kind in dict.fromkeys(stated.value.kind for stated, _ in theirs)
        for line in _lines(kind, theirs, years)
    ]
    return Cost(
        tuple(line for line in found if not line.stated.value.held),
        tuple(line for line in found if line.stated.value.held),
        tuple(_gaps(found, years, kinds or NEEDED)),
        length,
    )


def _years(length: Statement[Length] | None) -> int:
    """The years of study that are reckoned with: all that are begun; one when it is not known."""
    return int(length.value.longest.to_integral_value("ROUND_CEILING")) if length else 1


_Own = Sequence[tuple[Statement[Price], Tri]]


def _lines(kind: str, theirs: _Own, years: Iterable[int]) -> list[CostLine]:
    own = [(stated, truth) for stated, truth in theirs if stated.value.kind == kind]
    found = []
    for year in years:
        due = [(stated, truth) for stated, truth in own if _is_due(stated.value, year)]
        line = _line(kind, year, _closest(due))
        if line:
            found.append(line)
    return found


def _is_due(price: Price, year: int) -> bool:
    if price.per in ("once", "course"):
        return year == max(price.first, 1)
    return price.first <= year and (not price.last or year <= price.last)


def _closest(due: _Own) -> _Own:
    """Those for the fewest years, and of these those for a group that is surely theirs."""
    narrow = min((_width(stated.value) for stated, _ in due), default=0)
    due = [(stated, truth) for stated, truth in due if _width(stated.value) == narrow]
    surely = [
        (stated, truth) for stated, truth in due if truth is Tri.YES and stated.value.group != "all"
    ]
    return surely or due


def _width(price: Price) -> int:
    return price.last - price.first + 1 if price.last else 100


def _line(kind: str, year: int, due: _Own) -> CostLine | None:
    """One price out of those that may be due: each group's believed one, from least to most."""
    groups = dict.fromkeys(stated.value.group for stated, _ in due)
    chosen = [believed([s for s, _ in due if s.value.group == group]) for group in groups]
    known = [stated for stated in chosen if stated is not None]
    if not known:
        return None
    currency = {stated.value.amount.low.currency for stated in known}
    told = known if len(currency) == 1 else [known[0]]
    low = high = told[0]
    if len(told) > 1:
        low = min(told, key=lambda stated: _sum(stated, "low").amount)
        high = max(told, key=lambda stated: _sum(stated, "high").amount)
    is_sure = len(told) == len(known) == 1 and all(truth is Tri.YES for _, truth in due)
    return CostLine(kind, year, _sum(low, "low"), _sum(high, "high"), low, is_sure)


def _sum(stated: Statement[Price], end: Literal["low", "high"]) -> Money:
    own = stated.value.amount.low if end == "low" else stated.value.amount.high
    return _in_a_year(own, stated.value.per)


@lru_cache(maxsize=100_000)
def _in_a_year(own: Money, per: Period) -> Money:
    """What an amount comes to in a year; the same price is asked year after year."""
    return Money(EXACT.multiply(own.amount, Decimal(_TIMES[per])), own.currency, own.as_of)


def _gaps(
    found: Sequence[CostLine], years: Sequence[int], kinds: Sequence[str]
) -> Iterable[tuple[str, tuple[int, ...]]]:
    for kind in (needed for needed in NEEDED if needed in kinds):
        own = [line for line in found if line.kind == kind and not line.stated.value.held]
        if any(line.stated.value.per == "course" for line in own):
            continue
        missing = tuple(year for year in years if year not in {line.year for line in own})
        if missing:
            yield kind, (() if len(missing) == len(years) else missing)
