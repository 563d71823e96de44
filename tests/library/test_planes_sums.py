"""Time waited, time spent and sums by columns are those of each person alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Among, Compare, Standpoint
from salerno.credentials.person import Credential, Person
from salerno.credentials.selection import Selection, SpanBound
from salerno.credentials.table import table_of
from salerno.credentials.tri import Tri
from salerno.periods import PartialDate, Period, Span
from salerno.rules.judging import judge
from salerno.rules.leaves import Cap, Judge, Stretch, Time, Total, Wait, Weight, Window
from salerno.rules.planes.bits import spread
from salerno.rules.planes.leaves import answers_of
from salerno.rules.planes.truths import Crowd

WHEN = Circumstances(date(2026, 11, 22))
WORK = Selection(("work/post",))
EXACT, LOOSE = 2**60, Decimal("0.000000000001")


def post(on, until="", **attributes):
    """Work from a day until another."""
    known = {name: (value,) for name, value in attributes.items()}
    begin, end = (PartialDate.parse(day) if day else None for day in (on, until))
    return Credential("work/post", begin, end, MappingProxyType(known))


def holder(*credentials, complete=("*",), **facts):
    """A person who holds these and said that this is all."""
    told = MappingProxyType({name: (value,) for name, value in facts.items()})
    return Person("costanza", told, credentials, complete)


def judged(leaf, everyone):
    """How a leaf stands for each, by columns; checked against each alone."""
    found = answers_of(leaf, Crowd(table_of(everyone), WHEN)).truths
    size = len(everyone)
    sure, maybe = spread(found.sure, size), spread(found.maybe, size)
    truths = [Tri(int(a) + int(b)) for a, b in zip(sure, maybe, strict=True)]
    assert truths == [judge(leaf, Standpoint(p, WHEN)).truth for p in everyone]
    return truths


WORKERS = [
    holder(),
    holder(complete=()),
    holder(post("2020-01-01", "2020-12-31")),
    holder(post("2020-01-01", "2020-12-31"), post("2020-06-01", "2021-06-30")),
    holder(post("2020-01-01", "2020-03-31"), post("2020-04-01", "2020-06-30")),
    holder(post("2020-01-01", "2020-03-31"), post("2022-04-01")),
    holder(post("2020", "2021"), complete=()),
    holder(post("", "2021-01-01")),
    holder(post("2026-11-21"), post("2024-02-29", "2025-02-28")),
    holder(post("2025-11-22", "2026-11-21"), Credential("exam/oral", PartialDate.parse("2026-01"))),
    holder(post("2020-01-01", "2019-01-01"), Credential("exam/oral")),
]


@pytest.mark.parametrize("measure", ["covered", "continuous", "gap", "uncovered"])
@pytest.mark.parametrize("since", ["", "exam/oral", "exam/none"])
@pytest.mark.parametrize("within", [None, Span(years=5)])
def test_time_spent_is_measured_by_runs(measure, since, within):
    for order in (">=", "<"):
        bound = SpanBound(order, Span(years=1))

        judged(Time(WORK, bound, measure, within, since), WORKERS)


@pytest.mark.parametrize("at", ["event", "exam/oral"])
def test_time_is_counted_up_to_an_anchor_of_its_own(at):
    leaf = Time(replace(WORK, at=at), SpanBound(">=", Span(months=6)), "covered", Span(years=2))

    judged(leaf, WORKERS)


def test_work_that_nobody_ended_goes_on():
    leaf = Time(WORK, SpanBound(">=", Span(years=1)))

    assert judged(leaf, [holder(post("2025-11-22")), holder(post("2025-11-23"))]) == [
        Tri.YES,
        Tri.NO,
    ]


def test_time_of_what_nobody_did():
    leaf = Time(Selection(("work/none",)), SpanBound("<", Span(days=1)))

    assert judged(leaf, WORKERS[:2]) == [Tri.YES, Tri.UNKNOWN]


@pytest.mark.parametrize("which", ["first", "last", 2])
def test_waiting_since_the_first_the_last_or_the_nth(which):
    leaf = Wait(WORK, Span(years=1), which)

    judged(leaf, WORKERS)
    judged(replace(leaf, at="event"), WORKERS)


EARNERS = [
    holder(),
    holder(complete=()),
    holder(post("2026-01-01", points=Decimal("2.5"), kind="talk")),
    holder(post("2026-01-01", points=Decimal(30), kind="talk"), post("2025-01-01")),
    holder(post("2026-01-01", points=Decimal(30)), post("2024-06-01", points=Decimal(25))),
    holder(post("2026-01-01", points=Decimal(30), kind="book"), post("", points=Decimal(25))),
    holder(
        post("2026-01-01", points=Decimal(60), kind="talk"), graduated=PartialDate.parse("2025")
    ),
    holder(
        *(post(f"2026-0{n}-01", points=Decimal(9 * n), kind="talk") for n in range(1, 8)),
        Credential("exam/oral", PartialDate.parse("2026-11-01")),
        Credential("exam/oral"),
        graduated=PartialDate.parse("2025-11-30"),
    ),
]
FIFTY = Compare(">=", Decimal("52.5"))
TALK = (("kind", Among(("talk",))),)


@pytest.mark.parametrize(
    "stretch",
    [
        None,
        Stretch(last=Span(years=1)),
        Stretch(last=Span(years=2), each=Span(years=1)),
        Stretch(fixed=Period(date(2025, 1, 1), date(2026, 6, 1))),
        Stretch(start_fact="graduated"),
        Stretch(start_fact="graduated", length=Span(years=1), each=Span(months=5)),
        Stretch(start_fact="none", length=Span(years=1)),
        Stretch(start_type="exam/oral", length=Span(years=1), back=1),
        Stretch(start_type="exam/none"),
    ],
)
@pytest.mark.parametrize("weights", [(), (Weight(TALK, Decimal("1.75")),)])
@pytest.mark.parametrize(
    "caps", [(), (Cap(TALK, Decimal("20.5")),), (Cap(TALK, Decimal(50), share=True),)]
)
def test_sums_are_weighted_capped_and_framed(stretch, weights, caps):
    for order in (">=", ">", "<=", "<"):
        bound = Compare(order, Decimal("52.5"))

        judged(Total("points", WORK, bound, stretch, weights, caps), EARNERS)


def test_shares_are_left_to_decimals():
    leaf = Total("points", replace(WORK, where=TALK), FIFTY, share_of=WORK)

    judged(leaf, EARNERS)


@pytest.mark.parametrize("most", [Decimal(EXACT), Decimal(1) + LOOSE])
def test_sums_too_fine_or_too_large_for_whole_numbers_are_left_to_decimals(most):
    everyone = [holder(post("2026-01-01", points=most)), *EARNERS]
    leaf = Total("points", WORK, Compare(">=", most * 10**3), weights=(Weight((), LOOSE),))

    judged(leaf, everyone)


def test_sum_of_what_nobody_says_or_has():
    assert judged(Total("hours", WORK, FIFTY), EARNERS[:3]) == [Tri.NO, Tri.UNKNOWN, Tri.UNKNOWN]
    assert judged(Total("hours", Selection(("work/none",)), FIFTY), EARNERS[:2]) == [
        Tri.NO,
        Tri.UNKNOWN,
    ]


def test_windows_open_with_any_of_the_credentials():
    def sat(on, kind):
        return Credential(kind, PartialDate.parse(on) if on else None)

    leaf = Window((Selection(("exam/oral",)), Selection(("exam/written",))), Span(years=7))
    days = ("2012-01-01", "2019-01-01", "2019-01-02", "2005-01-01", "2004-12-31", "2019", "")
    everyone = [
        holder(sat("2012-01-01", "exam/oral"), sat(day, "exam/written"), complete=lists)
        for day in days
        for lists in (("*",), ("exam/oral",))
    ]

    assert judged(leaf, everyone)[:6:2] == [Tri.YES, Tri.YES, Tri.NO]
    judged(leaf, [holder(), holder(sat("2012-01-01", "exam/oral"))])


def test_who_holds_nothing_that_is_asked_for_shares_an_answer_with_others():
    leaf = Total("points", WORK, FIFTY, share_of=WORK)
    others = [holder(graduated=True), holder(complete=()), holder(), holder(complete=())]

    assert judged(leaf, [*EARNERS, *others])[-4:] == [Tri.NO, Tri.UNKNOWN, Tri.NO, Tri.UNKNOWN]


def test_human_answers_are_taken_as_told():
    leaf = Judge("equivalence")
    told = [MappingProxyType({"judged/equivalence": own}) for own in ((True,), (False,), ())]

    assert judged(leaf, [holder()]) == [Tri.UNKNOWN]
    assert judged(leaf, [Person("trota", own) for own in told] + [holder()]) == [
        Tri.YES,
        Tri.NO,
        Tri.UNKNOWN,
        Tri.UNKNOWN,
    ]
