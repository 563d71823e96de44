"""When a step can be taken, where one must be for it, and how both are read."""

from datetime import date

import pytest

from salerno.errors import RuleError
from salerno.periods import PartialDate, Period, Span
from salerno.rules.canonical import from_plain, to_plain
from salerno.rules.sessions import Presence, Session, Sessions, sessions_between
from tests.library.test_particulars import BLOG, FIRST_LINE, LAW, read

START, END = date(2026, 11, 22), date(2028, 3, 31)
MARCH = PartialDate.parse("2027-03")


def between(*sessions, start=START, end=END):
    return sessions_between(sessions, start=start, end=end)


def test_named_days_outside_the_horizon_are_left_out():
    days = tuple(date(2026, 11, day) for day in (21, 22, 30))

    found = between(Sessions(LAW, days), end=date(2026, 11, 29))

    assert found == (Session(PartialDate.on(date(2026, 11, 22)), None, LAW),)


def test_the_last_day_of_the_horizon_counts():
    found = between(Sessions(LAW, (END, date(2028, 4, 1))))

    assert [session.day.latest for session in found] == [END]


def test_days_of_every_year_recur():
    found = between(Sessions(LAW, yearly=((3, 15), (11, 1))))

    assert [str(session.day) for session in found] == ["2027-03-15", "2027-11-01", "2028-03-15"]


def test_a_month_of_every_year_is_known_in_part_and_lies_wholly_within():
    found = between(Sessions(LAW, yearly=((2, 0), (11, 0))))

    assert [str(session.day) for session in found] == ["2027-02", "2027-11", "2028-02"]
    assert found[2].day.latest == date(2028, 2, 29)


def test_any_day_needs_no_list():
    assert between(Sessions(LAW, any_day=True)) == ()


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("..2027-03-14", []),
        ("2027-03-15..2027-03-15", ["2027-03-15"]),
        ("2027-03-16..", ["2028-03-15"]),
    ],
)
def test_sessions_are_those_in_force_on_their_day(period, expected):
    own = Sessions(LAW, yearly=((3, 15),), in_force=Period.parse(period))

    found = between(own)

    assert [str(session.day) for session in found] == expected


def test_sessions_are_in_order_whoever_holds_them():
    one = Sessions(LAW, (date(2027, 6, 1), date(2027, 1, 1)))
    other = Sessions(BLOG, yearly=((3, 0),))

    found = between(one, other, end=date(2027, 12, 31))

    assert found == (
        Session(PartialDate.on(date(2027, 1, 1)), None, LAW),
        Session(MARCH, None, BLOG),
        Session(PartialDate.on(date(2027, 6, 1)), None, LAW),
    )


@pytest.mark.parametrize(
    ("sessions", "closes"),
    [
        (Sessions(LAW, yearly=((3, 31),)), None),
        (Sessions(LAW, yearly=((3, 31),), apply_before=Span(months=1)), date(2027, 2, 28)),
        (Sessions(LAW, yearly=((3, 0),), apply_before=Span(days=14)), date(2027, 2, 15)),
        (Sessions(LAW, (date(2027, 3, 31),), closes=date(2027, 1, 9)), date(2027, 1, 9)),
    ],
)
def test_one_applies_in_time_for_the_earliest_day_it_may_be(sessions, closes):
    found = between(sessions, end=date(2027, 12, 31))

    assert [session.closes for session in found] == [closes]


def test_sessions_read_every_key():
    found = read("""
        sessions:
          - {on: [2027-03-01, 2027-09-01], apply-before: 6 weeks, source: law}
          - {on: 2028-01-15, closes: 2027-12-01, source: law}
          - {each-year: [03-15, "09"], in-force: 2027-01-01.., source: blog}
          - {each-year: any, source: blog}
    """)

    assert found.sessions == (
        Sessions(LAW, (date(2027, 3, 1), date(2027, 9, 1)), apply_before=Span(days=42)),
        Sessions(LAW, (date(2028, 1, 15),), closes=date(2027, 12, 1)),
        Sessions(BLOG, yearly=((3, 15), (9, 0)), in_force=Period.parse("2027-01-01..")),
        Sessions(BLOG, any_day=True),
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("anywhere", Presence(LAW)),
        ("GB", Presence(LAW, ("GB",))),
        ("[GB, DE]", Presence(LAW, ("GB", "DE"))),
    ],
)
def test_presence_names_countries_or_says_that_none_matters(written, expected):
    found = read(f"presence: {{countries: {written}, source: law}}")

    assert found.presence == expected


def test_without_sessions_and_presence_both_are_unknown():
    found = read("")

    assert (found.sessions, found.presence) == ((), None)


def test_sessions_and_presence_survive_the_canonical_form():
    found = read("""
        sessions:
          - {each-year: [03-15, "09"], apply-before: 6 weeks, source: law}
          - {on: 2028-01-15, closes: 2027-12-01, source: law}
          - {each-year: any, source: law}
        presence: {countries: [GB], source: law}
    """)

    assert from_plain(to_plain(found)) == found


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            "sessions: {on: 2027-03-01}",
            "sessions: expected a list, got keys and values",
        ),
        (
            "sessions: [{onn: 2027-03-01}]",
            "unknown key 'onn' in 'session'; did you mean 'on'?",
        ),
        (
            "sessions: [{on: 2027-03-01}]",
            "'session' needs the key 'source'",
        ),
        (
            "sessions: [{source: law}]",
            "a session is on certain days or each year; write 'on' with its days, or "
            "'each-year' with days like 03-15, months, or any",
        ),
        (
            "sessions: [{on: 2027-03-01, each-year: any, source: law}]",
            "a session is on certain days or each year; write 'on' with its days, or "
            "'each-year' with days like 03-15, months, or any",
        ),
        (
            "sessions: [{on: [2027-03-01, 2027-04-01], closes: 2027-02-01, source: law}]",
            "'closes' belongs to one day; give each day its own entry, or write "
            "'apply-before' with a span",
        ),
        (
            "sessions: [{each-year: 03-15, closes: 2027-02-01, source: law}]",
            "'closes' belongs to one day; give each day its own entry, or write "
            "'apply-before' with a span",
        ),
        (
            "sessions: [{on: 2027-03-01, closes: 2027-02-01, apply-before: 4 weeks, source: law}]",
            "'closes' belongs to one day; give each day its own entry, or write "
            "'apply-before' with a span",
        ),
        (
            'sessions: [{each-year: "13", source: law}]',
            "each-year: expected a day of the year like 01-31, got '13'",
        ),
        (
            "sessions: [{each-year: 02-29, source: law}]",
            "each-year: expected a day of the year like 01-31, got '02-29'",
        ),
        (
            "presence: {source: law}",
            "'presence' needs the key 'countries'",
        ),
        (
            "presence: {countries: GB}",
            "'presence' needs the key 'source'",
        ),
        (
            "presence: {countries: [GB, gb], source: law}",
            "countries: unknown country 'gb': not an ISO 3166-1 code of two letters; write 'GB'",
        ),
        (
            "waits: [{for: a, from: 1 year, when: later, source: law}]",
            "when: 'later' is not one of before, after, aside; did you mean 'after'?",
        ),
    ],
)
def test_mistakes_in_sessions_and_presence_are_told(written, expected):
    with pytest.raises(RuleError) as caught:
        read(written)

    where, said = caught.value.where, str(caught.value)
    assert (where.name, where.line) == ("x.yaml", FIRST_LINE)
    assert said.partition(": ")[2] == expected
