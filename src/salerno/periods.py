"""Calendar spans, half-open periods, and dates known only in part.

A span is a calendar span: one month after the 31st is the last day of the next month, for
a day that the month lacks rounds DOWN (31 January and 1 month is 28 or 29 February).
Years and months count first, days afterwards. Whatever leaves the calendar stops at its
first or last day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from salerno.errors import InputError

ONE_DAY = timedelta(days=1)
MOST = 9_999_999
DAYS_OF_MONTH = (30_436_875, 1_000_000)  # the mean Gregorian month, 30.436875 days
SPAN = re.compile(
    r"(?:([0-9]{1,7}) years?)?(?: ?\b([0-9]{1,7}) months?)?"
    r"(?: ?\b([0-9]{1,7}) weeks?)?(?: ?\b([0-9]{1,7}) days?)?"
)
WRITTEN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of calendar time; each part is 0 to 9,999,999."""

    years: int = 0
    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        for part in (self.years, self.months, self.days):
            if not 0 <= part <= MOST:
                raise InputError(f"impossible span of {part}", fix=f"give 0 to {MOST} of each unit")

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read '2 years', '18 months', '4 weeks', '7 days' or '1 year 6 months'."""
        match = SPAN.fullmatch(" ".join(written.split()))
        if not match or match.lastindex is None:
            raise InputError(
                f"not a span '{written[:60]}'",
                fix="write it like '2 years', '18 months', '4 weeks' or '1 year 6 months'",
            )
        years, months, weeks, days = (int(part or 0) for part in match.groups())
        return cls(years, months, 7 * weeks + days)

    def __str__(self) -> str:
        weeks = not (self.years or self.months or self.days % 7) and self.days > 0
        parts = [
            (self.years, "year"),
            (self.months, "month"),
            (self.days // 7, "week") if weeks else (self.days, "day"),
        ]
        words = [f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n]
        return " ".join(words) or "0 days"

    @property
    def floor_days(self) -> int:
        """Whole days for adding up periods, a month being 30.436875 days: 12 months are 365."""
        days, of = DAYS_OF_MONTH
        return (12 * self.years + self.months) * days // of + self.days


def add(day: date, span: Span) -> date:
    """Return the day a span after `day`, or the last day of the calendar."""
    moved = _month_moved(day, 12 * span.years + span.months)
    if moved is None or span.days > (date.max - moved).days:
        return date.max
    return moved + timedelta(days=span.days)


def subtract(day: date, span: Span) -> date:
    """Return the day a span before `day`, or the first day of the calendar."""
    moved = _month_moved(day, -12 * span.years - span.months)
    if moved is None or span.days > (moved - date.min).days:
        return date.min
    return moved - timedelta(days=span.days)


def _month_moved(day: date, months: int) -> date | None:
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known only to lie between two days, both included."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise InputError(
                f"impossible date {self.earliest}..{self.latest}",
                why="it ends before it starts",
                fix="put the earlier day first",
            )

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read '2024', '2024-05', '2024-05-10' or two of these joined by '..'."""
        first, dots, last = written.strip().partition("..")
        return cls(_bounds(first)[0], _bounds(last if dots else first)[1])

    @classmethod
    def on(cls, day: date) -> Self:
        """Return a date that is known exactly."""
        return cls(day, day)

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.earliest == self.latest

    def __str__(self) -> str:
        return min(_forms(self), key=len)


def _forms(partial: PartialDate) -> list[str]:
    first, last = partial.earliest, partial.latest
    ends = [(first.isoformat(), last.isoformat())]
    if first.day == 1 and last == _last_of_month(last):
        ends.append((ends[0][0][:7], ends[0][1][:7]))
        if first.month == 1 and last.month == 12:
            ends.append((ends[0][0][:4], ends[0][1][:4]))
    return [start if start == end else f"{start}..{end}" for start, end in ends]


def _last_of_month(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _bounds(written: str) -> tuple[date, date]:
    match = WRITTEN.fullmatch(written)
    if not match:
        raise InputError(
            f"not a date '{written[:60]}'", fix="write it like '2024-05-10', '2024-05' or '2024'"
        )
    year, month, day = (int(part) if part else None for part in match.groups())
    first = _day(written, year or 0, 1 if month is None else month, 1 if day is None else day)
    if day is not None:
        return first, first
    return first, _last_of_month(first if month is not None else first.replace(month=12))


def _day(written: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError as error:
        raise InputError(
            f"impossible date '{written}'", why=_why(year, month), fix="check it in a calendar"
        ) from error


def _why(year: int, month: int) -> str:
    if not year:
        return "there is no year 0"
    if not 1 <= month <= 12:
        return "months run from 01 to 12"
    return f"{year:04}-{month:02} has {monthrange(year, month)[1]} days"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` up to but not including `end`; None is unbounded."""

    start: date | None
    end: date | None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= (self.start or date.min):
            raise InputError(
                "impossible period",
                why=f"it starts on {self.start or date.min} and is over on {self.end}",
                fix="put the first day first and the last day last",
            )

    @classmethod
    def parse(cls, written: str) -> Self:
        """Read '2026-10-01..2027-09-30', both days included; an empty end is unbounded."""
        first, dots, last = written.strip().partition("..")
        if not dots:
            raise InputError(
                f"not a period '{written[:60]}'",
                fix="write it like '2026-10-01..2027-09-30', '2026-10-01..' or '..2027-09-30'",
            )
        end = _whole_day(last) if last else None
        if end == date.max:
            raise InputError(f"impossible period '{written[:60]}'", fix="leave an open end empty")
        return cls(_whole_day(first) if first else None, end + ONE_DAY if end else None)

    def __str__(self) -> str:
        last = self.end - ONE_DAY if self.end else ""
        return f"{self.start or ''}..{last}"

    def contains(self, day: date) -> bool:
        """Whether a day lies within."""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        """Whether some day lies within both."""
        return _precedes(self.start, other.end) and _precedes(other.start, self.end)


def _precedes(start: date | None, end: date | None) -> bool:
    return start is None or end is None or start < end


def _whole_day(written: str) -> date:
    first, last = _bounds(written)
    if first != last:
        raise InputError(f"not a day '{written}'", fix="write it like '2024-05-10'")
    return first


def covered_days(periods: Iterable[tuple[date, date]]) -> int:
    """Count the days in at least one of the half-open periods, in O(n log n)."""
    total, reached = 0, date.min
    for start, end in sorted(periods):
        total += max(0, (end - max(start, reached)).days)
        reached = max(reached, end)
    return total


def longest_gap(periods: Iterable[tuple[date, date]], *, start: date, end: date) -> int:
    """Count the days of the longest stretch of [start, end) that no half-open period covers."""
    longest, reached = 0, start
    for first, last in sorted(period for period in periods if period[0] < period[1]):
        longest = max(longest, (min(first, end) - reached).days)
        reached = max(reached, last)
    return max(longest, (end - reached).days)


def working_days_after(day: date, count: int, *, holidays: frozenset[date] = frozenset()) -> date:
    """Return the `count`-th day after `day` that is Monday to Friday and no holiday."""
    if count < 0:
        raise InputError(f"impossible count of {count} working days", fix="give 0 or more")
    while count and day < date.max:
        day += ONE_DAY
        count -= day.weekday() < 5 and day not in holidays
    return day


def next_month_day(day: date, *, month: int, month_day: int) -> date:
    """Return the first such day of a year on or after `day`; 29 February falls to the 28th."""
    if not (1 <= month <= 12 and 1 <= month_day <= monthrange(2000, month)[1]):
        raise InputError(
            f"impossible day {month:02}-{month_day:02}", fix="give a day of a leap year"
        )
    for year in range(day.year, min(day.year + 1, date.max.year) + 1):
        found = date(year, month, min(month_day, monthrange(year, month)[1]))
        if found >= day:
            return found
    return date.max
