"""Calendar spans, half-open periods and dates known only in part."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from salerno.errors import InputError
from salerno.periods import (
    PartialDate,
    Period,
    Span,
    add,
    covered_days,
    longest_gap,
    next_month_day,
    subtract,
    working_days_after,
)

DAY = timedelta(days=1)
spans = st.builds(Span, st.integers(0, 200), st.integers(0, 40), st.integers(0, 800))
anywhere = st.dates()
near = st.dates(date(2023, 12, 20), date(2024, 3, 10))
intervals = st.lists(st.tuples(near, near), max_size=6)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2 years", Span(years=2)),
        ("1 year 6 months", Span(years=1, months=6)),
        ("18 months", Span(months=18)),
        ("4 weeks", Span(days=28)),
        ("1 week 3 days", Span(days=10)),
        (" 7  days ", Span(days=7)),
        ("0 days", Span()),
    ],
)
def test_span_reads_calendar_units(written, expected):
    assert Span.parse(written) == expected


@pytest.mark.parametrize(
    "written", ["", "two years", "2", "6 months 1 year", "1 year6 months", "-1 days", "٢ years"]
)
def test_span_says_what_to_write(written):
    with pytest.raises(InputError) as caught:
        Span.parse(written)

    assert str(caught.value) == (
        f"not a span '{written}'; "
        "write it like '2 years', '18 months', '4 weeks' or '1 year 6 months'"
    )


@pytest.mark.parametrize("parts", [{"days": -1}, {"years": 10_000_000}, {"months": -1}])
def test_span_is_not_negative_and_not_endless(parts):
    with pytest.raises(InputError, match="impossible span"):
        Span(**parts)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(years=2), "2 years"),
        (Span(years=1, months=6), "1 year 6 months"),
        (Span(days=28), "4 weeks"),
        (Span(days=7), "1 week"),
        (Span(days=10), "10 days"),
        (Span(months=1, days=7), "1 month 7 days"),
        (Span(), "0 days"),
    ],
)
def test_span_is_written_in_its_largest_words(span, expected):
    assert str(span) == expected


@given(st.builds(Span, *[st.integers(0, 9_999_999)] * 3))
def test_span_reads_what_it_writes(span):
    assert Span.parse(str(span)) == span


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(months=12), 365),
        (Span(years=1), 365),
        (Span(years=4), 1460),
        (Span(months=1), 30),
        (Span(years=400), 146_097),
        (Span(months=1, days=5), 35),
    ],
)
def test_floor_days_round_down(span, expected):
    assert span.floor_days == expected


@pytest.mark.parametrize(
    ("day", "span", "expected"),
    [
        (date(2023, 1, 31), Span(months=1), date(2023, 2, 28)),
        (date(2024, 1, 31), Span(months=1), date(2024, 2, 29)),
        (date(2024, 2, 29), Span(years=1), date(2025, 2, 28)),
        (date(2024, 12, 15), Span(months=1), date(2025, 1, 15)),
        (date(2023, 1, 31), Span(months=1, days=1), date(2023, 3, 1)),
        (date(9999, 12, 1), Span(months=1), date.max),
        (date(9999, 12, 1), Span(days=30), date.max),
        (date(9999, 12, 1), Span(days=31), date.max),
        (date(2024, 1, 1), Span(years=9_999_999), date.max),
    ],
)
def test_add_rounds_month_ends_down_and_stops_at_the_last_day(day, span, expected):
    assert add(day, span) == expected


@pytest.mark.parametrize(
    ("day", "span", "expected"),
    [
        (date(2023, 3, 31), Span(months=1), date(2023, 2, 28)),
        (date(2024, 2, 29), Span(years=1), date(2023, 2, 28)),
        (date(2024, 1, 15), Span(months=1), date(2023, 12, 15)),
        (date(2024, 3, 31), Span(months=1, days=1), date(2024, 2, 28)),
        (date(1, 1, 31), Span(months=1), date.min),
        (date(1, 1, 31), Span(days=31), date.min),
        (date(2024, 1, 1), Span(years=9_999_999), date.min),
    ],
)
def test_subtract_rounds_month_ends_down_and_stops_at_the_first_day(day, span, expected):
    assert subtract(day, span) == expected


@given(anywhere, anywhere, spans)
def test_add_keeps_the_order_of_days(day, other, span):
    earlier, later = sorted([day, other])

    assert add(earlier, span) <= add(later, span)


@given(st.dates(date(500, 1, 1), date(9000, 12, 31)), st.integers(0, 300), st.integers(0, 40))
def test_add_without_days_lands_in_the_named_month(day, years, months):
    moved = add(day, Span(years, months))

    assert 12 * moved.year + moved.month == 12 * day.year + day.month + 12 * years + months
    assert moved.day == min(day.day, monthrange(moved.year, moved.month)[1])


@given(st.dates(date(500, 1, 1), date(9000, 12, 31)), st.integers(0, 3000))
def test_subtract_undoes_adding_days(day, days):
    assert subtract(add(day, Span(days=days)), Span(days=days)) == day


@pytest.mark.parametrize(
    ("written", "earliest", "latest"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-05-10", date(2024, 5, 10), date(2024, 5, 10)),
        (" 2024-05-10..2024-06-01 ", date(2024, 5, 10), date(2024, 6, 1)),
        ("2024..2025-02", date(2024, 1, 1), date(2025, 2, 28)),
    ],
)
def test_partial_date_reads_its_bounds(written, earliest, latest):
    assert PartialDate.parse(written) == PartialDate(earliest, latest)


FORM = "write it like '2024-05-10', '2024-05' or '2024'"


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2023-02-30", "impossible date '2023-02-30': 2023-02 has 28 days; check it in a calendar"),
        (
            "2023-13",
            "impossible date '2023-13': months run from 01 to 12; check it in a calendar",
        ),
        ("0000", "impossible date '0000': there is no year 0; check it in a calendar"),
        ("10/05/2024", f"not a date '10/05/2024'; {FORM}"),
        ("2024-5", f"not a date '2024-5'; {FORM}"),
        ("2024-05-10..", f"not a date ''; {FORM}"),
        ("2024-05-10\n..2024", f"not a date '2024-05-10\n'; {FORM}"),
        (
            "2025..2024",
            "impossible date 2025-01-01..2024-12-31: it ends before it starts; "
            "put the earlier day first",
        ),
    ],
)
def test_partial_date_says_what_to_write(written, message):
    with pytest.raises(InputError) as caught:
        PartialDate.parse(written)

    assert str(caught.value) == message


@pytest.mark.parametrize(
    "written",
    [
        "2024",
        "2024-05",
        "2024-05-10",
        "2024..2025",
        "2024-01..2024-06",
        "2024-05-10..2024-06-01",
        "2024-05-01..2024-06-29",
        "0001..9999",
    ],
)
def test_partial_date_is_written_shortest(written):
    assert str(PartialDate.parse(written)) == written


@given(anywhere, anywhere)
def test_partial_date_reads_what_it_writes(day, other):
    partial = PartialDate(*sorted([day, other]))

    assert PartialDate.parse(str(partial)) == partial


def test_partial_date_on_a_day_is_exact():
    assert PartialDate.on(date(2024, 5, 10)) == PartialDate.parse("2024-05-10")
    assert PartialDate.on(date(2024, 5, 10)).exact
    assert not PartialDate.parse("2024-05").exact


@pytest.mark.parametrize(
    ("written", "start", "end"),
    [
        ("2026-10-01..2027-09-30", date(2026, 10, 1), date(2027, 10, 1)),
        ("2020-01-01..", date(2020, 1, 1), None),
        ("..2019-12-31", None, date(2020, 1, 1)),
        ("2024-05-10..2024-05-10", date(2024, 5, 10), date(2024, 5, 11)),
        (" .. ", None, None),
    ],
)
def test_period_reads_inclusive_ends(written, start, end):
    assert Period.parse(written) == Period(start, end)
    assert str(Period.parse(written)) == written.strip()


@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "2024",
            "not a period '2024'; "
            "write it like '2026-10-01..2027-09-30', '2026-10-01..' or '..2027-09-30'",
        ),
        ("2024..", "not a day '2024'; write it like '2024-05-10'"),
        ("..9999-12-31", "impossible period '..9999-12-31'; leave an open end empty"),
        (
            "2024-05-10..2024-05-08",
            "impossible period: it starts on 2024-05-10 and is over on 2024-05-09; "
            "put the first day first and the last day last",
        ),
    ],
)
def test_period_says_what_to_write(written, message):
    with pytest.raises(InputError) as caught:
        Period.parse(written)

    assert str(caught.value) == message


@pytest.mark.parametrize("start", [None, date.min])
def test_period_holds_a_day(start):
    with pytest.raises(InputError, match="impossible period"):
        Period(start, date.min)


bounds = st.none() | near


@st.composite
def periods(draw):
    start, end = draw(bounds), draw(bounds)
    assume(start is None or end is None or start < end)
    return Period(start, end)


@given(periods())
def test_period_reads_what_it_writes(period):
    assert Period.parse(str(period)) == period


NEAR = [date(2023, 12, 19) + n * DAY for n in range(84)]


@given(periods())
def test_period_contains_its_start_and_not_its_end(period):
    contained = {day for day in NEAR if period.contains(day)}

    assert contained == {
        day for day in NEAR if (period.start or date.min) <= day < (period.end or date.max)
    }


@given(periods(), periods())
def test_periods_overlap_if_they_share_a_day(period, other):
    shared = any(period.contains(day) and other.contains(day) for day in NEAR)

    assert period.overlaps(other) == other.overlaps(period) == shared


@given(intervals)
def test_covered_days_count_each_day_once(periods):
    covered = {day for day in NEAR if any(start <= day < end for start, end in periods)}

    assert covered_days(periods) == len(covered)


@given(intervals, near, near)
def test_longest_gap_is_the_longest_run_of_uncovered_days(periods, start, end):
    longest = run = 0
    for day in NEAR:
        free = start <= day < end and not any(first <= day < last for first, last in periods)
        run = run + 1 if free else 0
        longest = max(longest, run)

    assert longest_gap(periods, start=start, end=end) == longest


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 11, 20), 2, date(2026, 11, 25)),
        (date(2026, 11, 22), 0, date(2026, 11, 22)),
        (date(2026, 11, 22), 5, date(2026, 11, 30)),
        (date.max, 1, date.max),
    ],
)
def test_working_days_skip_weekends_and_holidays(day, count, expected):
    holidays = frozenset({date(2026, 11, 24)})

    assert working_days_after(day, count, holidays=holidays) == expected


def test_working_days_are_not_counted_backwards():
    with pytest.raises(InputError, match="impossible count of -1 working days; give 0 or more"):
        working_days_after(date(2026, 11, 22), -1)


@pytest.mark.parametrize(
    ("day", "month", "month_day", "expected"),
    [
        (date(2026, 11, 22), 11, 22, date(2026, 11, 22)),
        (date(2026, 11, 23), 11, 22, date(2027, 11, 22)),
        (date(2026, 11, 22), 12, 31, date(2026, 12, 31)),
        (date(2026, 11, 22), 2, 29, date(2027, 2, 28)),
        (date(2027, 11, 22), 2, 29, date(2028, 2, 29)),
        (date(9999, 11, 22), 1, 1, date.max),
    ],
)
def test_next_month_day_is_the_first_on_or_after(day, month, month_day, expected):
    assert next_month_day(day, month=month, month_day=month_day) == expected


@pytest.mark.parametrize(("month", "month_day"), [(2, 30), (13, 1), (0, 1), (4, 0)])
def test_next_month_day_exists_in_some_year(month, month_day):
    with pytest.raises(InputError, match="impossible day"):
        next_month_day(date(2026, 11, 22), month=month, month_day=month_day)
