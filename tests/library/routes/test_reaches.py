"""A span reaches from each day as the calendar says, and the inverses are exact."""

from datetime import date, timedelta

import pytest

from salerno.periods import Span, add
from salerno.routes.reaches import FIRST, LAST, Run, first_reaching, last_within, reach, runs

SPANS = (
    Span(),
    Span(days=3),
    Span(months=1),
    Span(months=1, days=2),
    Span(years=1),
    Span(years=2, months=6),
)


def ordinal(year, month, day):
    return date(year, month, day).toordinal()


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("middle", [date(2028, 2, 29), date(2026, 12, 31), date(2027, 8, 31)])
def test_inverses_agree_with_trying_every_day(span, middle):
    around = [middle + timedelta(days=n) for n in range(-1000, 50)]

    for target in (middle + timedelta(days=n) for n in range(-4, 5)):
        first = next(day for day in around if add(day, span) >= target)
        last = max(day for day in around if add(day, span) <= target)
        assert first_reaching(target.toordinal(), span) == first.toordinal()
        assert last_within(target.toordinal(), span) == last.toordinal()


def test_the_calendar_ends():
    assert reach(LAST, Span(days=1)) == LAST
    assert first_reaching(LAST + 1, Span()) == LAST + 1
    assert first_reaching(FIRST, Span(years=1)) == FIRST
    assert last_within(LAST, Span(years=9)) == LAST
    assert last_within(FIRST, Span(days=1)) == FIRST - 1


def test_runs_part_at_leap_days_and_month_ends():
    start = ordinal(2027, 2, 27)

    found = runs(start, start + 3, Span(years=1))

    assert found == (Run(start, start + 1, 365), Run(start + 2, start + 3, 366))
    assert runs(ordinal(2027, 1, 30), ordinal(2027, 1, 31), Span(months=1)) == (
        Run(ordinal(2027, 1, 30), ordinal(2027, 1, 30), 29),
        Run(ordinal(2027, 1, 31), ordinal(2027, 1, 31), 28),
    )
