"""What is unknown about a value, a day or a record makes a condition unknown, never false."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from salerno.credentials.circumstances import Circumstances, CohortYear, Event, last_day_of
from salerno.credentials.conditions import (
    Among,
    Both,
    Compare,
    Dated,
    Day,
    Except,
    Listed,
    Nothing,
    SameAs,
    Standpoint,
    anchor_of,
    meets,
    precedes,
    resolve,
)
from salerno.credentials.person import Assurance, Credential, Person
from salerno.credentials.selection import (
    Match,
    Selection,
    SpanBound,
    Validity,
    aged,
    matches,
)
from salerno.credentials.tri import Tri, every, opposite, some, tri
from salerno.credentials.vocabulary import Attribute, Vocabulary
from salerno.errors import InputError, UnknownName
from salerno.money import Money
from salerno.periods import PartialDate, Period, Span
from tests.properties.strategies import VOCABULARY

TODAY = date(2026, 11, 22)
NOW = Circumstances(TODAY)
YES, NO, UNKNOWN = Tri.YES, Tri.NO, Tri.UNKNOWN
MAY = PartialDate.parse("2026-05")


def on(written):
    return PartialDate.parse(written)


def seen(*credentials, when=NOW, **facts):
    known = MappingProxyType(facts)
    return Standpoint(Person("trota", known, credentials), when)


def euros(amount):
    return Money(Decimal(amount), "EUR")


@pytest.mark.parametrize(
    ("condition", "values", "expected"),
    [
        (Among(("a", "b")), ("b",), YES),
        (Among(("a",)), ("b", "c"), NO),
        (Among(("a",)), (), NO),
        (Among(("a",)), None, UNKNOWN),
        (Among(()), ("a",), NO),
        (Among((on("2026"),)), (MAY,), YES),
        (Among((on("2026-05-10"),)), (MAY,), UNKNOWN),
        (Among((on("2025"),)), (MAY,), NO),
        (Compare(">=", Decimal(5)), (Decimal(5),), YES),
        (Compare(">", Decimal(5)), (Decimal(5),), NO),
        (Compare("<", Decimal(5)), (Decimal(9), Decimal(1)), YES),
        (Compare("<", Decimal(5)), (), NO),
        (Compare(">=", "B1", ("A1", "B1", "C1")), ("C1",), YES),
        (Compare("<", "B1", ("A1", "B1", "C1")), ("C1",), NO),
        (Compare(">=", euros(5)), (euros(5),), YES),
        (Compare(">", euros(5)), (euros(5),), NO),
        (Compare(">=", euros(5)), (Money(Decimal(9), "USD"),), UNKNOWN),
        (Compare(">=", Decimal(5)), ("five",), UNKNOWN),
        (Dated(">=", Day(day=date(2026, 5, 1))), (MAY,), YES),
        (Dated(">", Day(day=date(2026, 5, 1))), (MAY,), UNKNOWN),
        (Dated("<", Day(day=date(2026, 5, 1))), (MAY,), NO),
        (Dated("<=", Day(anchor="event")), (MAY,), UNKNOWN),
        (Dated("<=", Day(day=TODAY)), (), NO),
        (SameAs("home"), ("bari",), YES),
        (SameAs("home"), ("gaeta",), NO),
        (SameAs("unheard"), ("gaeta",), UNKNOWN),
        (SameAs("unheard"), (), NO),
        (SameAs("graduated"), (on("2026-05-10"),), YES),
        (SameAs("graduated"), (MAY,), UNKNOWN),
        (SameAs("graduated"), (on("2025"),), NO),
        (Nothing(), (), YES),
        (Nothing(), ("a",), NO),
        (Nothing(), None, UNKNOWN),
        (Both((Among(("a",)), Among(("b",)))), ("a", "b"), YES),
        (Both((Among(("a",)), Among(("b",)))), ("a",), NO),
        (Both(()), None, YES),
        (Except(Among(("a",))), ("a",), NO),
        (Except(Among(("a",))), None, UNKNOWN),
    ],
)
def test_values_meet_a_condition(condition, values, expected):
    view = seen(home=("bari", "capua"), graduated=(on("2026-05-10"),))

    assert meets(condition, values, view) is expected


ENTRIES = (
    ("always", Period(None, None)),
    ("past", Period(None, date(2026, 5, 10))),
    ("twice", Period(None, date(2020, 1, 1))),
    ("twice", Period(date(2026, 1, 1), None)),
)


@pytest.mark.parametrize(
    ("value", "recorded", "expected"),
    [
        ("always", None, YES),
        ("past", None, UNKNOWN),
        ("never", None, NO),
        ("past", MAY, UNKNOWN),
        ("past", on("2026-05-09"), YES),
        ("past", on("2026-05-10"), NO),
        ("twice", on("2026-05-10"), YES),
        ("twice", on("2019..2026-05"), YES),
        ("twice", on("2021"), NO),
    ],
)
def test_a_list_is_read_on_the_day_of_the_record(value, recorded, expected):
    record = Credential("exam/alpha", recorded)
    listed = Listed("cities", ENTRIES, at_record=True)

    assert meets(listed, (value,), seen(), record) is expected


@pytest.mark.parametrize(("value", "expected"), [("always", YES), ("past", NO), ("twice", YES)])
def test_a_list_is_else_read_on_the_day_of_application(value, expected):
    assert meets(Listed("cities", ENTRIES), (value,), seen()) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (Day(day=date(2024, 2, 29)), "2024-02-29"),
        (Day(day=date(2024, 3, 31), shift=Span(months=1), before=True), "2024-02-29"),
        (Day(anchor="event", shift=Span(days=1)), "2027-03-02..2027-04-01"),
        (Day(cohort="match-year", offset=-2, month_day=(8, 31)), "2025-08-31"),
        (Day(cohort="unheard"), None),
    ],
)
def test_a_day_of_a_rule_is_resolved(day, expected):
    when = Circumstances(TODAY, event=Event(on("2027-03")), cohort={"match-year": 2027})

    assert resolve(day, seen(when=when)) == (expected and on(expected))


def test_an_unknown_bound_precedes_nothing_surely():
    assert precedes("<=", MAY, None) is UNKNOWN


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        ("today", "2026-11-22"),
        ("application", "2026-12-01"),
        ("event", "2027-03"),
        ("event-end", "2027-06"),
        ("use", "2028-01-01"),
    ],
)
def test_an_anchor_stands_for_a_date(anchor, expected):
    when = Circumstances(
        TODAY, date(2026, 12, 1), Event(on("2027-03"), on("2027-06")), date(2028, 1, 1)
    )

    assert when.anchor(anchor) == on(expected)


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [("application", "2026-11-22"), ("event", None), ("event-end", None), ("use", "2026-11-22")],
)
def test_an_anchor_that_nobody_gave_falls_back_or_is_unknown(anchor, expected):
    assert NOW.anchor(anchor) == (expected and on(expected))


def test_an_event_of_unknown_end_ends_when_it_starts():
    assert NOW.at_event(Event(on("2027-03"))).anchor("event-end") == on("2027-03")


def test_no_event_changes_nothing():
    assert NOW.at_event(None) is NOW


@pytest.mark.parametrize(
    ("side", "month_day", "today", "expected"),
    [
        ("ends", (1, 31), date(2026, 11, 22), 2027),
        ("ends", (1, 31), date(2027, 1, 31), 2027),
        ("starts", (1, 31), date(2026, 11, 22), 2026),
        ("starts", (11, 22), date(2026, 11, 22), 2026),
        ("starts", (11, 23), date(2026, 11, 22), 2025),
    ],
)
def test_a_cohort_year_follows_from_a_date(side, month_day, today, expected):
    year = CohortYear("match-year", *month_day, side)

    assert dict(Circumstances(today).with_cohort((year,)).cohort) == {"match-year": expected}


def test_a_cohort_year_that_is_given_stands():
    year = CohortYear("match-year", 1, 31)
    given = Circumstances(TODAY, cohort={"match-year": 1999})

    assert dict(given.with_cohort((year,)).cohort) == {"match-year": 1999}


@pytest.mark.parametrize("event", [None, Event(on("2027"))])
def test_a_cohort_year_of_an_unknown_day_is_unknown(event):
    year = CohortYear("match-year", 1, 31, at="event")
    when = NOW.at_event(event)

    assert when.with_cohort((year,)) is when


def test_something_that_lasts_ends_the_day_before_its_length_is_over():
    assert last_day_of(on("2027-03-01"), Span(days=28)) == on("2027-03-28")


def exam(written, **attributes):
    values = {name: (value,) for name, value in attributes.items()}
    return Credential("exam/alpha", written and on(written), attributes=MappingProxyType(values))


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ((), "2026-11-22"),
        ((exam(None),), "2026-11-22"),
        ((exam("2024-05-10"), exam("2025")), "2025"),
        ((exam("2024"), exam("2024-05-10")), "2024"),
    ],
)
def test_a_type_as_anchor_is_the_day_of_the_latest(held, expected):
    assert anchor_of("exam/alpha", seen(*held)) == on(expected)


TWO_YEARS = Span(years=2)


@pytest.mark.parametrize(
    ("order", "since", "expected"),
    [
        ("<=", "2024-11-22", YES),
        ("<=", "2024-11-21", NO),
        ("<", "2024-11-22", NO),
        ("<", "2024-11-23", YES),
        (">=", "2024-11-22", YES),
        (">=", "2024-11-23", NO),
        (">", "2024-11-22", NO),
        (">", "2024-11-21", YES),
        ("<=", "2024-11", UNKNOWN),
    ],
)
def test_the_boundary_day_is_within_its_bound(order, since, expected):
    assert aged(SpanBound(order, TWO_YEARS), on(since), on("2026-11-22")) is expected


@pytest.mark.parametrize(("since", "at"), [(None, MAY), (MAY, None)])
def test_an_age_between_unknown_days_is_unknown(since, at):
    assert aged(SpanBound("<=", TWO_YEARS), since, at) is UNKNOWN


PASSED = (("result", Among(("pass",))),)
BARI = (("city", Among(("bari",))),)
CAPUA = (("city", Among(("capua",))),)


def truths(selection, *held, when=NOW):
    return [match.truth for match in matches(selection, seen(*held, when=when))]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (exam("2026-11-22"), [YES]),
        (exam("2026-11-23"), []),
        (exam("2026-11"), [UNKNOWN]),
        (exam(None), [YES]),
        (Credential("exam/beta", on("2026-01-01")), []),
    ],
)
def test_only_what_is_held_on_the_day_is_meant(held, expected):
    assert truths(Selection(("exam/alpha",)), held) == expected


def test_a_row_of_a_table_must_hold_too():
    selection = Selection(("exam/alpha",), PASSED, (BARI, CAPUA))
    held = [
        exam("2026-01-01", result="pass", city="capua"),
        exam("2026-01-01", result="pass", city="gaeta"),
        exam("2026-01-01", result="fail", city="bari"),
        exam("2026-01-01", result="pass"),
    ]

    assert truths(selection, *held) == [YES, NO, NO, UNKNOWN]


def test_too_old_is_not_meant():
    selection = Selection(("exam/alpha",), age=SpanBound("<=", TWO_YEARS))

    assert truths(selection, exam("2024-11-21"), exam("2024-11-22")) == [NO, YES]


@pytest.mark.parametrize(
    ("validity", "until", "expected"),
    [
        (Validity(), None, YES),
        (Validity(), "2026-11-22", YES),
        (Validity(), "2026-11-21", NO),
        (Validity(), "2026-11", UNKNOWN),
        (Validity("event"), "2026-11-22", UNKNOWN),
        (Validity(shift=Span(months=6)), "2027-05-21", NO),
        (Validity(shift=Span(months=6), before=True), "2026-05-22", YES),
    ],
)
def test_what_has_expired_is_not_meant(validity, until, expected):
    held = Credential("exam/alpha", on("2020-01-01"), until and on(until))

    assert truths(Selection(("exam/alpha",), validity=validity), held) == [expected]


def test_what_is_less_sure_than_asked_is_only_possible():
    claimed = exam("2026-01-01")
    when = Circumstances(TODAY, assurance=Assurance.VERIFIED)

    assert truths(Selection(("exam/alpha",)), claimed, when=when) == [UNKNOWN]


LATEST = Selection(("exam/alpha",), PASSED, latest=True)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ((), []),
        (((None, "pass"), (None, "fail")), [YES, NO]),
        ((("2024-05-10", "fail"), ("2025-05-10", "pass")), [YES]),
        ((("2025-05-10", "fail"), ("2024-05-10", "pass"), (None, "pass")), [NO]),
        ((("2024", "pass"), ("2024-05-10", "pass")), [YES, YES]),
        ((("2024", "fail"), ("2024-05-10", "pass")), [NO, UNKNOWN]),
    ],
)
def test_only_the_latest_counts(held, expected):
    assert truths(LATEST, *(exam(day, result=result) for day, result in held)) == expected


def test_a_match_keeps_its_credential():
    held = exam("2026-01-01")

    assert matches(Selection(("exam/alpha",)), seen(held)) == [Match(held, YES)]


def test_three_valued_truth_is_minimum_and_maximum():
    assert (every([]), some([])) == (YES, NO)
    assert (every([YES, UNKNOWN]), some([NO, UNKNOWN])) == (UNKNOWN, UNKNOWN)
    assert [opposite(truth) for truth in Tri] == [YES, UNKNOWN, NO]
    assert [tri(surely=a, possibly=b) for a, b in ((1, 1), (0, 1), (0, 0))] == [YES, UNKNOWN, NO]


def test_a_number_too_large_for_its_step_is_off_the_scale():
    attribute = Attribute("score", "number", step=Decimal("0.5"))

    with pytest.raises(InputError) as caught:
        attribute.parse("1e60")

    assert str(caught.value) == (
        "score: 1e60 is outside its scale: the scale runs from None to None in steps of 0.5"
    )


def test_an_unknown_type_is_named_with_the_likely_one():
    with pytest.raises(UnknownName) as caught:
        VOCABULARY.credential_type("exam/alhpa")

    assert str(caught.value) == ("unknown credential type 'exam/alhpa'; did you mean 'exam/alpha'?")


def test_what_stands_for_a_type_is_found_through_others():
    assert VOCABULARY.standing_for("exam/alpha") == ("exam/alpha", "exam/beta")
    assert VOCABULARY.credential_type("document/old-card").id == "document/card"


def test_a_text_falls_to_its_translation_and_then_to_its_first_language():
    texts = (("de", "Ja"), ("en", "Yes"))
    words = Vocabulary(translations={"fr": {"Ja": "Oui"}})

    assert words.text(texts, "en") == "Yes"
    assert words.text(texts, "fr") == "Oui"
    assert words.text(texts, "es") == "Ja"
    assert words.text((), "en") == ""
