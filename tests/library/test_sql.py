"""Queries say exactly what a rule asks, safely quoted, or say which back-end can."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.credentials.circumstances import Circumstances, Event
from salerno.credentials.conditions import Among, Compare, Dated, Day, Listed
from salerno.credentials.person import Credential, Person
from salerno.credentials.selection import Selection, SpanBound, Validity
from salerno.errors import NotExpressible, UnknownName
from salerno.periods import PartialDate, Period, Span, add
from salerno.rules.chain import MAYBE_MET, MAYBE_OPEN, SURELY_MET, SURELY_OPEN
from salerno.rules.leaves import (
    Attempts,
    Cap,
    Fact,
    Has,
    Judge,
    Link,
    Note,
    Stretch,
    Time,
    Total,
    Wait,
    Weight,
    Window,
)
from salerno.rules.opportunities import DecidedBy, Opportunity, RuleVersion
from salerno.rules.packs import compile_pack
from salerno.rules.requirements import All, Any, AtLeast, Choose, Not
from salerno.rules.sql import TABLES, screening_query
from salerno.rules.sql.dialects import elapsed, first_reaching
from salerno.rules.verdicts import screen
from tests.properties.databases import DUCKDB, SQLITE, answers
from tests.properties.strategies import HEARSAY, LAW, LENGTHS, TODAY

CARD = Selection(("document/card",))
ONE_CARD = Has(CARD)
NOW = Circumstances(TODAY)
BOTH = (("sqlite", SQLITE), ("duckdb", DUCKDB))


def opportunity(requirement, **changes):
    version = RuleVersion(Period(None, None), (LAW,), requirement)
    return replace(Opportunity("salerno/x", "visa", (("en", "X"),), (version,)), **changes)


def card(**attributes):
    values = {name: (value,) for name, value in attributes.items()}
    return Credential(
        "document/card", PartialDate.on(date(2026, 1, 31)), attributes=MappingProxyType(values)
    )


def trota(*credentials, **changes):
    return replace(Person("trota", credentials=credentials, complete=("*",)), **changes)


def thresholds(bits):
    pairs = ((SURELY_MET, MAYBE_MET), (SURELY_OPEN, MAYBE_OPEN))
    return tuple(True if bits & sure else None if bits & open_ else False for sure, open_ in pairs)


def assert_alike(offer, person, when=NOW):
    """Screening and both databases agree; return what they found."""
    (verdict,) = screen(person, compile_pack([offer]), circumstances=when)
    for dialect, database in BOTH:
        query = screening_query(offer, circumstances=when, dialect=dialect)
        assert answers(query, [person], database) == [thresholds(verdict.bits)]
    return thresholds(verdict.bits)


def test_a_plain_query_reads_like_this():
    query = screening_query(opportunity(ONE_CARD), circumstances=NOW)

    assert query == (
        "WITH found_0 AS (\n"
        "SELECT person, count(CASE WHEN truth = 2 THEN 1 END) AS sure,"
        " count(CASE WHEN truth <> 0 THEN 1 END) AS possible, max(truth) AS best,"
        " round(sum(CASE WHEN truth = 2 THEN least_amount END), 6) AS low,"
        " round(sum(CASE WHEN truth <> 0 THEN most_amount END), 6) AS high,"
        " count(CASE WHEN truth <> 0 AND most_amount IS NULL THEN 1 END) AS gaps"
        " FROM (SELECT c.person, CASE WHEN c.on_first IS NULL THEN 2 ELSE"
        " CASE WHEN c.on_last <= '2026-11-22' THEN 2 WHEN c.on_first <= '2026-11-22' THEN 1"
        " ELSE 0 END END AS truth, c.on_first, c.on_last,"
        " 0 AS least_amount, 0 AS most_amount"
        " FROM credentials c WHERE c.type IN ('document/card')"
        " AND CASE WHEN c.on_first IS NULL THEN 2 ELSE"
        " CASE WHEN c.on_last <= '2026-11-22' THEN 2 WHEN c.on_first <= '2026-11-22' THEN 1"
        " ELSE 0 END END <> 0) matching GROUP BY person\n"
        "), found_1 AS (\n"
        "SELECT person, count(DISTINCT type) AS types FROM complete"
        " WHERE type IN ('document/card') GROUP BY person\n"
        "), layer_0 AS (SELECT\n"
        "  p.person,\n"
        "  CASE WHEN COALESCE(found_0.sure, 0) >= 1 THEN 2"
        " WHEN NOT (COALESCE(found_1.types, 0) = 1) OR COALESCE(found_0.possible, 0) >= 1 THEN 1"
        " ELSE 0 END AS truth_0\n"
        "FROM persons p\n"
        "LEFT JOIN found_0 ON found_0.person = p.person\n"
        "LEFT JOIN found_1 ON found_1.person = p.person)\n"
        "SELECT person, CASE truth_0 WHEN 2 THEN TRUE WHEN 0 THEN FALSE END AS met,"
        " TRUE AS unbarred\n"
        "FROM layer_0"
    )


@pytest.mark.parametrize(
    "text", ["it's", "'; DROP TABLE persons; --", 'a "b"', "São Paulo", "字", "%_\\", ""]
)
def test_any_text_is_quoted(text):
    leaf = Has(replace(CARD, where=(("city", Among((text,))),)))

    assert assert_alike(opportunity(leaf), trota(card(city=text))) == (True, True)
    assert assert_alike(opportunity(leaf), trota(card(city=f"{text}'"))) == (False, True)


def test_a_nul_character_is_refused():
    leaf = Fact("status", Among(("a\0b",)))

    with pytest.raises(NotExpressible) as caught:
        screening_query(opportunity(leaf), circumstances=NOW)

    assert str(caught.value) == "a text with a NUL character cannot be written in SQL"


def test_a_day_lies_in_a_month_or_may():
    month = PartialDate.parse("2026-05")
    leaf = Fact("graduated", Among((month,)))

    def graduated(day):
        return trota(facts=MappingProxyType({"graduated": (day,)}))

    assert assert_alike(opportunity(leaf), graduated(month)) == (True, True)
    assert assert_alike(opportunity(leaf), graduated(PartialDate.parse("2026"))) == (None, True)
    assert assert_alike(opportunity(leaf), graduated(PartialDate.parse("2025"))) == (False, True)


def test_an_unknown_dialect_is_named():
    with pytest.raises(UnknownName) as near:
        screening_query(opportunity(ONE_CARD), circumstances=NOW, dialect="sqllite")
    with pytest.raises(UnknownName) as far:
        screening_query(opportunity(ONE_CARD), circumstances=NOW, dialect="x")

    assert str(near.value) == "unknown dialect 'sqllite'; did you mean 'sqlite'?"
    assert str(far.value) == "unknown dialect 'x'; known: sqlite, duckdb"


PLAIN = "SQL is written for plain counts and sums; screen() of salerno.rules.verdicts can"
DATED = "SQL is written for fixed dates; screen() of salerno.rules.verdicts can"
SCORES = Selection(("exam/alpha",))
SUM = Total("score", SCORES, Compare(">=", Decimal(1)))


@pytest.mark.parametrize(
    ("leaf", "message"),
    [
        (
            Time(CARD, SpanBound(">=", Span(years=1))),
            f"'time' needs more than one pass over the records: {PLAIN}",
        ),
        (Wait(CARD, Span(years=1)), f"'wait' needs more than one pass over the records: {PLAIN}"),
        (
            Window((CARD, CARD), Span(years=1)),
            f"'window' needs more than one pass over the records: {PLAIN}",
        ),
        (
            Has(CARD, after=Link(CARD)),
            f"'after' and 'distinct' compare several records with each other: {PLAIN}",
        ),
        (
            Has(CARD, distinct="city"),
            f"'after' and 'distinct' compare several records with each other: {PLAIN}",
        ),
        (
            Attempts(replace(CARD, latest=True), 2, Span(years=1)),
            f"the latest attempt within a stretch of time needs two passes: {PLAIN}",
        ),
        (
            replace(SUM, caps=(Cap((), Decimal(1)),)),
            f"caps and shares need the whole sum before its parts: {PLAIN}",
        ),
        (
            replace(SUM, share_of=SCORES),
            f"caps and shares need the whole sum before its parts: {PLAIN}",
        ),
        (
            replace(SUM, stretch=Stretch(start_fact="graduated")),
            f"a stretch that begins on a day of the person is another one for each: {PLAIN}",
        ),
        (
            replace(SUM, stretch=Stretch(start_type="exam/beta")),
            f"a stretch that begins on a day of the person is another one for each: {PLAIN}",
        ),
        (
            Has(replace(CARD, at="exam/beta")),
            f"the day of a credential (exam/beta) is another one for each person: {DATED}",
        ),
        (
            Fact("graduated", Dated(">=", Day(anchor="exam/beta"))),
            f"the day of a credential (exam/beta) is another one for each person: {DATED}",
        ),
    ],
)
def test_what_is_not_expressible_says_who_can(leaf, message):
    with pytest.raises(NotExpressible) as caught:
        screening_query(opportunity(leaf), circumstances=NOW)

    assert str(caught.value) == message


def test_a_fact_at_a_day_known_in_part_is_not_expressible():
    offer = opportunity(
        Fact("status", Among(("student",)), "event"), event=Event(PartialDate.parse("2027-03"))
    )

    with pytest.raises(NotExpressible) as caught:
        screening_query(offer, circumstances=NOW)

    assert str(caught.value) == (
        f"a fact on a day that is known only in part may change in between: {PLAIN}"
    )


@pytest.mark.parametrize(
    "decided", [DecidedBy(fact="graduated"), DecidedBy(credential="exam/alpha")]
)
def test_a_version_that_the_person_decides_is_not_expressible(decided):
    with pytest.raises(NotExpressible) as caught:
        screening_query(opportunity(ONE_CARD, decided_by=decided), circumstances=NOW)

    assert str(caught.value) == (
        "the version of the rule is another one for each person: a fact or a credential decides"
        " it; screen() of salerno.rules.verdicts can"
    )


@given(
    st.dates(date(1999, 12, 1), date(2001, 3, 31)),
    st.sampled_from(LENGTHS),
    st.dates(date(2000, 1, 1), date(2003, 12, 31)),
)
def test_the_first_day_that_reaches_another_is_the_calendar_s(day, span, floor):
    first = first_reaching(floor, span)

    assert (day >= first) == (add(day, span) >= floor)


@pytest.mark.parametrize("order", [">=", ">", "<=", "<"])
@pytest.mark.parametrize("span", LENGTHS)
def test_elapsed_months_are_compared_by_days_alone(order, span):
    at = date(2024, 2, 29)
    near = [at - timedelta(days=n) for n in range(-40, 900)]
    tests = {">=": date.__ge__, ">": date.__gt__, "<=": date.__le__, "<": date.__lt__}

    rows = SQLITE.execute(
        "WITH days (day) AS (VALUES "
        + ", ".join(f"('{day}')" for day in near)
        + f") SELECT {elapsed(order, span, 'day', at)} FROM days"
    )

    assert [bool(row[0]) for row in rows] == [tests[order](add(day, span), at) for day in near]


def test_nothing_is_later_than_the_last_day():
    assert elapsed(">", Span(years=1), "day", date.max) == "FALSE"


@pytest.mark.slow
def test_shared_parts_of_a_circuit_keep_the_query_short():
    letters = [Judge(letter) for letter in "abcdefghijklmnop"]
    choice = letters[0]
    for when in letters[1:]:
        choice = Choose(((when, Any((choice, when))),), choice)

    query = screening_query(opportunity(choice), circumstances=NOW)

    assert len(query) < 2_000_000


def test_a_long_choice_is_layered_and_still_right():
    letters = [Judge(letter, note=Note(if_unmet="never")) for letter in "abcdefg"]
    choice = Choose(tuple(pairwise(letters)), letters[0])
    answers_ = {f"judged/{letter}": (letter in "cd",) for letter in "abcdef"}

    found = assert_alike(opportunity(choice), trota(facts=MappingProxyType(answers_)))

    assert found == (True, True)


def test_versions_that_may_both_apply_are_joined():
    event = Event(PartialDate.parse("2026-12..2027-01"))
    old = RuleVersion(Period.parse("..2026-12-31"), (LAW,), ONE_CARD)
    new = RuleVersion(Period.parse("2027-01-01.."), (LAW,), Not(ONE_CARD))
    both = opportunity(All(()), event=event, decided_by=DecidedBy(axis="event"))
    both = replace(both, versions=(old, new))
    agreeing = replace(both, versions=(old, replace(old, in_force=new.in_force)))

    assert assert_alike(both, trota(card())) == (None, True)
    assert assert_alike(agreeing, trota(card())) == (True, True)
    assert assert_alike(agreeing, trota()) == (False, True)


def test_without_a_live_version_nothing_can_be_told():
    offer = opportunity(ONE_CARD)
    proposed = replace(offer, versions=(replace(offer.versions[0], status="proposed"),))

    assert assert_alike(proposed, trota(card())) == (None, None)


def test_a_version_whose_deciding_day_is_unknown_may_apply():
    offer = opportunity(ONE_CARD, decided_by=DecidedBy(axis="event"))

    assert assert_alike(offer, trota(card())) == (True, True)


@pytest.mark.parametrize(("source", "expected"), [(LAW, (False, False)), (HEARSAY, (False, None))])
def test_only_a_trusted_source_bars(source, expected):
    wrong = Has(
        replace(CARD, where=(("city", Among(("bari",))),)),
        note=Note(if_unmet="never", source=source),
    )

    assert assert_alike(opportunity(wrong), trota(card(city="capua"))) == expected
    assert assert_alike(opportunity(wrong), trota()) == (False, True)


@pytest.mark.parametrize("order", [">=", ">", "<=", "<"])
@pytest.mark.parametrize("level", ["A1", "B1", "C2"])
def test_levels_are_compared_by_their_order(order, level):
    levels = ("A1", "B1", "C2")
    leaf = Fact("tongue", Compare(order, "B1", levels))
    tests = {">=": int.__ge__, ">": int.__gt__, "<=": int.__le__, "<": int.__lt__}

    found = assert_alike(opportunity(leaf), trota(facts=MappingProxyType({"tongue": (level,)})))

    assert found == (tests[order](levels.index(level), 1), True)


def test_what_is_above_the_highest_level_is_nothing():
    leaf = Fact("tongue", Compare(">", "C2", ("A1", "C2")))

    person = trota(facts=MappingProxyType({"tongue": ("C2",)}))

    assert assert_alike(opportunity(leaf), person) == (False, True)


@pytest.mark.parametrize("at_record", [True, False])
def test_an_empty_list_holds_nobody(at_record):
    leaf = Has(replace(CARD, where=(("city", Listed("none", (), at_record)),)))

    assert assert_alike(opportunity(leaf), trota(card(city="bari"))) == (False, True)


def test_sums_are_weighted_and_split():
    year = Stretch(last=Span(years=2), each=Span(years=1))
    half = Weight((("city", Among(("bari",))),), Decimal("0.5"))
    leaf = Total("score", SCORES, Compare(">=", Decimal("0.3")), year, (half,))
    exams = [
        Credential(
            "exam/alpha",
            PartialDate.on(on),
            attributes=MappingProxyType({"score": (Decimal("0.1"),) * 3, "city": ("gaeta",)}),
        )
        for on in (date(2025, 6, 1), date(2026, 6, 1))
    ]

    assert assert_alike(opportunity(leaf), trota(*exams)) == (True, True)
    assert assert_alike(opportunity(leaf), trota(*exams[:1])) == (False, True)


def test_validity_after_an_unknown_event_cannot_be_told():
    leaf = Has(replace(CARD, validity=Validity("event-end", Span(months=6))))
    until = replace(card(), until=PartialDate.on(date(2027, 1, 1)))

    assert assert_alike(opportunity(leaf), trota(until)) == (None, True)
    assert assert_alike(opportunity(leaf), trota(card())) == (True, True)


def test_age_at_an_unknown_event_cannot_be_told():
    leaf = Has(replace(CARD, age=SpanBound("<=", Span(years=2)), at="event"))

    assert assert_alike(opportunity(leaf), trota(card())) == (None, True)


def test_a_dated_fact_at_an_unknown_event_cannot_be_told():
    leaf = Fact("status", Among(("student",)), "event")
    line = ((Period(None, None), ("student",)),)
    dated = trota(timelines=MappingProxyType({"status": line}))

    assert assert_alike(opportunity(leaf), dated) == (None, True)


def test_enough_of_several_is_counted():
    letters = tuple(Judge(letter) for letter in "abc")
    offer = opportunity(AtLeast(2, letters))

    def known(**facts):
        return trota(facts=MappingProxyType({f"judged/{k}": (v,) for k, v in facts.items()}))

    assert assert_alike(offer, known(a=True, b=True)) == (True, True)
    assert assert_alike(offer, known(a=True)) == (None, True)
    assert assert_alike(offer, known(a=False, b=False)) == (False, True)


def test_the_tables_are_those_a_query_reads():
    names = [line.split()[2] for line in TABLES.splitlines() if line.startswith("CREATE TABLE")]

    assert names == ["persons", "facts", "timelines", "credentials", "attributes", "complete"]
