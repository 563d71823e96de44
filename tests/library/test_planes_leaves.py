"""One leaf judged by columns for many persons is the leaf judged for each alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import numpy as np
import pytest

from salerno.credentials.circumstances import Circumstances
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
)
from salerno.credentials.person import Assurance, Credential, Person
from salerno.credentials.selection import Selection, SpanBound, Validity
from salerno.credentials.table import Column, CredentialTable, Records, days_of, table_of
from salerno.credentials.tri import Tri
from salerno.periods import PartialDate, Period, Span
from salerno.rules.judging import judge
from salerno.rules.leaves import Attempts, Fact, Has, Link, Stretch, Total
from salerno.rules.planes.bits import spread
from salerno.rules.planes.leaves import answers_of
from salerno.rules.planes.truths import Crowd
from salerno.rules.sources import Source

TODAY = date(2026, 11, 22)
WHEN = Circumstances(TODAY)
LAW = Source("https://law.example/1", date(2026, 10, 1), "law", "A")


def fact(name, *values):
    """A fact that must be one of the values."""
    return Fact(name, Among(values))


def person(name="trota", **facts):
    """A person who told these facts."""
    return Person(name, MappingProxyType({n: (value,) for n, value in facts.items()}))


def judged(leaf, everyone, when=WHEN):
    """How a leaf stands for each, by columns; checked against each alone."""
    found = answers_of(leaf, Crowd(table_of(everyone), when))
    size = len(everyone)
    sure, maybe = spread(found.truths.sure, size), spread(found.truths.maybe, size)
    truths = [Tri(int(a) + int(b)) for a, b in zip(sure, maybe, strict=True)]
    assert truths == [judge(leaf, Standpoint(p, when)).truth for p in everyone]
    return truths


TOMORROW = PartialDate.on(date(2026, 11, 23))


def exam(on="2026-01-01", *, kind="exam/oral", issuer="", **attributes):
    """An examination sat on a day."""
    known = {name: (value,) for name, value in attributes.items()}
    day = PartialDate.parse(on) if on else None
    return Credential(kind, day, None, MappingProxyType(known), issuer)


def holder(*credentials, complete=("*",), **facts):
    """A person who holds these and said that this is all."""
    return replace(person(**facts), credentials=credentials, complete=complete)


ORAL = Selection(("exam/oral",))


def test_has_is_open_until_the_list_is_complete():
    everyone = [holder(exam()), holder(), holder(complete=()), holder(exam(), complete=())]

    assert judged(Has(ORAL), everyone) == [Tri.YES, Tri.NO, Tri.UNKNOWN, Tri.YES]


def test_whoever_holds_nothing_is_absent_only_when_that_is_certain():
    leaf = Has(replace(ORAL, where=(("result", Among(("pass",))),)))
    everyone = [holder(), holder(complete=()), holder(exam(result="fail"))]

    found = answers_of(leaf, Crowd(table_of(everyone), WHEN))

    assert found.absent().tolist() == [True, False, False]


@pytest.mark.parametrize("order", [">=", ">", "<=", "<"])
def test_counts_are_compared_on_both_ends(order):
    leaf = Has(ORAL, count=Compare(order, Decimal("1.5")))
    everyone = [
        holder(*[exam()] * n, complete=lists) for n in range(4) for lists in (("*",), ())
    ] + [holder(exam(), exam(on=""))]

    judged(leaf, everyone)


def test_distinct_values_are_counted_over_types_and_kinds_of_answers():
    both = Selection(("exam/oral", "exam/written"))
    everyone = [
        holder(exam(issuer="a"), exam(issuer="a", kind="exam/written")),
        holder(exam(issuer="a"), exam(issuer="b", kind="exam/written")),
        holder(exam("2026-01-01"), exam("2026-01-02")),
    ]

    found = {
        name: judged(Has(both, Compare(">=", Decimal(2)), name), everyone)
        for name in ("issuer", "type", "on", "until", "score")
    }

    assert found == {
        "issuer": [Tri.NO, Tri.YES, Tri.UNKNOWN],
        "type": [Tri.YES, Tri.YES, Tri.NO],
        "on": [Tri.NO, Tri.NO, Tri.YES],
        "until": [Tri.UNKNOWN, Tri.UNKNOWN, Tri.UNKNOWN],
        "score": [Tri.UNKNOWN, Tri.UNKNOWN, Tri.UNKNOWN],
    }


@pytest.mark.parametrize("order", ["<=", "<", ">=", ">"])
@pytest.mark.parametrize("at", ["application", "exam/written", "event"])
def test_age_keeps_to_the_day(order, at):
    leaf = Has(replace(ORAL, age=SpanBound(order, Span(years=2)), at=at))
    days = ("2024-11-21", "2024-11-22", "2024-11-23", "2024-11", "2024", "")
    last = exam("2026-11-22", kind="exam/written")
    everyone = [holder(exam(day), last) for day in days] + [holder(exam("2024-11-22"))]

    judged(leaf, everyone)


@pytest.mark.parametrize("anchor", ["application", "event", "exam/written"])
@pytest.mark.parametrize("before", [True, False])
def test_validity_reaches_the_anchor(anchor, before):
    leaf = Has(replace(ORAL, validity=Validity(anchor, Span(months=6), before)))
    ends = ("2026-05-21", "2026-05-22", "2027-05-22", "2027-05-21", "2026..2027")
    own = [replace(exam(), until=PartialDate.parse(day)) for day in ends]
    everyone = [holder(c, exam("2026-11-22", kind="exam/written")) for c in (*own, exam())]

    judged(leaf, everyone)
    judged(leaf, [holder(exam())])


def test_only_the_latest_counts_and_rivals_make_each_other_uncertain():
    leaf = Has(replace(ORAL, where=(("result", Among(("pass",))),), latest=True))
    passed, failed = exam("2026-01-02", result="pass"), exam("2026-01-01", result="fail")
    everyone = [
        holder(passed, failed),
        holder(passed, replace(failed, on=PartialDate.parse("2026-01-03"))),
        holder(passed, replace(failed, on=PartialDate.parse("2026-01"))),
        holder(passed, replace(passed, on=PartialDate.parse("2026-01"))),
        holder(exam("", result="pass")),
        holder(passed, exam("", result="fail")),
        holder(exam("2027-01-01", result="fail"), passed),
    ]

    assert judged(leaf, everyone) == [
        Tri.YES, Tri.NO, Tri.UNKNOWN, Tri.YES, Tri.YES, Tri.YES, Tri.YES,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lag", [None, SpanBound("<=", Span(years=1)), SpanBound(">", Span(days=9))]
)
def test_one_comes_after_the_other_within_the_lag(lag):
    leaf = Has(ORAL, after=Link(Selection(("exam/written",)), lag))
    firsts = ("2025-01-01", "2025-12-25", "2026-01-01", "2026-02-01", "2025", "")
    everyone = [
        holder(exam("2026-01-01"), exam(day, kind="exam/written"), complete=lists)
        for day in firsts
        for lists in (("*",), ("exam/oral",))
    ] + [holder(exam("")), holder(exam()), holder()]

    judged(leaf, everyone)


def test_conditions_may_be_met_at_several_sittings():
    where = (("a", Among(("x",))), ("b", Among(("x",))))
    leaf = Has(replace(ORAL, where=where), one_sitting=False)
    everyone = [
        holder(exam(a="x", b="y"), exam(a="y", b="x")),
        holder(exam(a="x", b="y")),
        holder(exam(a="x", b="y"), complete=()),
        holder(exam(a="x")),
    ]

    assert judged(leaf, everyone) == [Tri.YES, Tri.NO, Tri.UNKNOWN, Tri.UNKNOWN]


def test_assurance_below_the_wanted_is_possible_only():
    when = replace(WHEN, assurance=Assurance.VERIFIED)
    everyone = [holder(replace(exam(), assurance=a)) for a in Assurance]

    assert judged(Has(ORAL), everyone, when) == [Tri.UNKNOWN] * 3 + [Tri.YES]
    assert judged(Has(ORAL), everyone[3:], when) == [Tri.YES]


@pytest.mark.parametrize("wanted", list(Assurance))
def test_records_without_assurance_are_claimed(wanted):
    records = Records(np.array([0], np.int32), days_of(np.array([9])), np.array([0], np.int32))
    table = CredentialTable(
        1,
        MappingProxyType({}),
        MappingProxyType({"exam/oral": records}),
        Column(np.zeros(1, np.uint8), (None,)),
    )

    found = answers_of(Has(ORAL), Crowd(table, replace(WHEN, assurance=wanted))).truths

    assert spread(found.sure, 1).tolist() == [wanted is Assurance.CLAIMED]


def test_attempts_are_counted_and_a_pass_makes_up_for_them():
    passed = replace(ORAL, where=(("result", Among(("pass",))),))
    ever, lately = Attempts(ORAL, 2, unless=passed), Attempts(ORAL, 2, Span(months=12))
    everyone = [
        holder(exam(result="fail")),
        holder(exam(result="fail"), exam(result="fail")),
        holder(exam(result="fail"), exam(result="pass")),
        holder(exam("2020-01-01"), exam("2020-01-01")),
        holder(complete=()),
    ]

    assert judged(ever, everyone) == [Tri.YES, Tri.NO, Tri.YES, Tri.UNKNOWN, Tri.UNKNOWN]
    assert judged(lately, everyone) == [Tri.YES, Tri.NO, Tri.NO, Tri.YES, Tri.UNKNOWN]


def test_a_condition_may_look_at_the_person():
    leaf = Has(replace(ORAL, where=(("city", Except(SameAs("home"))),)))
    everyone = [
        holder(exam(city="bari"), home="bari"),
        holder(exam(city="bari"), home="capua"),
        holder(exam(city="bari")),
    ]

    assert judged(leaf, everyone) == [Tri.NO, Tri.YES, Tri.UNKNOWN]
    judged(Fact("city", SameAs("home")), [person()])


def test_a_condition_on_days_may_look_at_the_latest_credential():
    day = Dated("<", Day(anchor="exam/written"))
    leaf = Has(replace(ORAL, where=(("on", day), ("sat", day), ("until", day))))
    later = exam("2026-05-01", kind="exam/written")
    first = replace(
        exam("2026-01-01", sat=PartialDate.parse("2026-01-01")), until=PartialDate.parse("2026-02")
    )
    everyone = [holder(first, later), holder(replace(first, on=TOMORROW), later), holder(first)]

    judged(leaf, everyone)


def test_days_are_tested_for_more_than_their_order():
    nothing = Has(replace(ORAL, where=(("on", Nothing()), ("until", Except(Nothing())))))
    same = Has(replace(ORAL, where=(("on", Among((PartialDate.parse("2026-01-01"),))),)))
    everyone = [holder(exam()), holder(exam("")), holder(exam("2026-01-02"), exam(""))]

    judged(nothing, everyone)
    assert judged(same, everyone) == [Tri.YES, Tri.UNKNOWN, Tri.UNKNOWN]


def test_dates_among_the_answers_are_compared_whatever_else_was_told():
    leaf = Fact("since", Dated(">=", Day(day=date(2025, 1, 1))))
    told = [(PartialDate.parse(d),) for d in ("2024-12-31", "2025-01-01", "2024..2025")]
    everyone = [Person("trota", MappingProxyType({"since": own})) for own in told] + [person()]

    assert judged(leaf, everyone) == [Tri.NO, Tri.YES, Tri.UNKNOWN, Tri.UNKNOWN]
    assert (
        judged(leaf, [*everyone, Person("abella", MappingProxyType({"since": ()}))])[-1] is Tri.NO
    )


def test_a_fact_that_changes_is_judged_for_each_who_says_so():
    line = ((Period(None, date(2026, 12, 1)), ("student",)), (Period(date(2026, 12, 1), None), ()))
    changing = replace(person(), timelines=MappingProxyType({"status": line}))

    assert judged(fact("status", "student"), [changing, person(status="doctor"), person()]) == [
        Tri.YES,
        Tri.NO,
        Tri.UNKNOWN,
    ]


def test_a_share_that_begins_on_a_day_of_ones_own_is_judged_for_each():
    line = ((Period(None, None), (PartialDate.parse("2026-01-01"),)),)
    leaf = Total(
        "score", ORAL, Compare(">=", Decimal(5)), Stretch(start_fact="started"), share_of=ORAL
    )
    own = exam("2026-05-01", score=Decimal(5))
    changing = replace(holder(own), timelines=MappingProxyType({"started": line}))
    told = replace(person(started=PartialDate.parse("2026-06-01")), credentials=(own,))

    assert judged(leaf, [changing, replace(told, complete=("*",)), holder()]) == [
        Tri.UNKNOWN,
        Tri.NO,
        Tri.UNKNOWN,
    ]


def test_an_age_is_open_while_the_anchor_credential_is_not_there():
    leaf = Has(replace(ORAL, age=SpanBound("<=", Span(years=2)), at="exam/none"))

    assert judged(leaf, [holder(exam("2025-01-01")), holder(exam("2024-01-01"))]) == [
        Tri.YES,
        Tri.NO,
    ]


def test_rows_of_a_table_are_alternatives():
    rows = (
        (("score", Compare(">=", Decimal(350))), ("result", Among(("pass",)))),
        (("score", Compare(">=", Decimal(400))),),
    )
    everyone = [
        holder(exam(score=Decimal(score), result=result))
        for score in (340, 350, 400)
        for result in ("pass", "fail")
    ]

    assert judged(Has(replace(ORAL, rows=rows)), everyone) == [
        Tri.NO, Tri.NO, Tri.YES, Tri.NO, Tri.YES, Tri.YES,
    ]  # fmt: skip


def test_a_list_is_read_on_the_day_of_the_record_where_the_rule_says_so():
    entries = (("bari", Period(None, date(2026, 1, 1))),)
    leaf, own = (
        Has(replace(ORAL, where=(("city", Listed("good", entries, at_record=record)),)))
        for record in (False, True)
    )
    everyone = [holder(exam(day, city="bari")) for day in ("2025-12-31", "2026-01-01", "")]

    assert judged(leaf, everyone) == [Tri.NO] * 3
    assert judged(own, everyone) == [Tri.YES, Tri.NO, Tri.UNKNOWN]


def test_days_meet_all_parts_of_a_condition_and_are_unknown_when_not_told():
    january = Both(
        (
            Dated(">=", Day(day=date(2026, 1, 1))),
            Except(Dated(">=", Day(day=date(2026, 2, 1)))),
            Dated("<", Day(anchor="event")),
        )
    )
    looking = Both((SameAs("home"), Except(SameAs("work"))))
    in_january = Has(replace(ORAL, where=(("on", january),)))
    everyone = [holder(exam(day)) for day in ("2026-01-31", "2026-02-01", "")]

    assert judged(in_january, everyone) == [Tri.UNKNOWN, Tri.NO, Tri.UNKNOWN]
    judged(in_january, everyone[:2])
    judged(Fact("city", looking), [person(city="bari", home="bari", work="capua"), person()])


def test_validity_is_given_where_some_say_until_when_and_others_do_not():
    leaf = Has(replace(ORAL, validity=Validity()))
    everyone = [holder(exam()), holder(replace(exam(), until=PartialDate.parse("2026-01-01")))]

    assert judged(leaf, everyone) == [Tri.YES, Tri.NO]
    assert judged(leaf, everyone[1:]) == [Tri.NO]


def test_the_same_dates_are_compared_again_and_again():
    leaves = [Fact("since", Dated(">=", Day(day=date(year, 1, 1)))) for year in (2025, 2026)]
    told = [(PartialDate.parse(d),) for d in ("2024-12-31", "2025-01-01", "2026-01-01")]
    everyone = [Person("trota", MappingProxyType({"since": own})) for own in told]
    crowd = Crowd(table_of(everyone), WHEN)

    found = [answers_of(leaf, crowd).truths.sure.tolist() for leaf in leaves]

    assert found == [[False, True, True], [False, False, True]]
