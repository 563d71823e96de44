"""Sums count what lies in their stretch, cut by caps that may lie within each other."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Among, Compare, Standpoint
from salerno.credentials.person import Credential, Person
from salerno.credentials.selection import Selection
from salerno.credentials.tri import Tri
from salerno.periods import PartialDate, Period, Span
from salerno.rules.judging import judge
from salerno.rules.leaves import Cap, Stretch, Total

TODAY = date(2026, 11, 22)
SCORES = Selection(("work/post",))


def post(score, *, on="2026-01-10", **attributes):
    values = {name: (value,) for name, value in {"score": score, **attributes}.items()}
    values["score"] = (Decimal(score),)
    return Credential("work/post", PartialDate.parse(on), attributes=MappingProxyType(values))


def judged(leaf, *credentials, **facts):
    known = MappingProxyType({name: (value,) for name, value in facts.items()})
    person = Person("trota", known, credentials, ("*",))
    return judge(leaf, Standpoint(person, Circumstances(TODAY)))


def enclosed(leaf, *credentials, **facts):
    found = judged(leaf, *credentials, **facts)
    return found.low, found.high


def total(**changes):
    return Total("score", SCORES, Compare(">=", Decimal(1)), **changes)


STUDY = (("remark", Among(("reading", "self-study"))),)
READING = (("remark", Among(("reading",))),)
FIFTY, TWENTY = Cap(STUDY, Decimal(50)), Cap(READING, Decimal(20))


@pytest.mark.parametrize("caps", [(FIFTY, TWENTY), (TWENTY, FIFTY)])
@pytest.mark.parametrize(
    ("reading", "self_study", "course", "expected"),
    [(100, 0, 0, 20), (100, 20, 0, 40), (100, 100, 0, 50), (10, 45, 30, 80), (10, 10, 10, 30)],
)
def test_a_cap_within_a_cap_cuts_first(caps, reading, self_study, course, expected):
    held = (
        post(reading, remark="reading"),
        post(self_study, remark="self-study"),
        post(course, remark="course"),
    )

    assert enclosed(total(caps=caps), *held) == (expected, expected)


def test_a_cap_may_be_a_share_of_all():
    leaf = total(caps=(Cap(READING, Decimal(30), share=True),))

    assert enclosed(leaf, post(60, remark="reading"), post(40, remark="course")) == (70, 70)


def test_a_stretch_from_a_day_known_in_part_is_enclosed():
    leaf = total(stretch=Stretch(start_fact="graduated"))
    held = (post(1, on="2023-12-31"), post(10, on="2024-06-01"), post(100, on="2025-01-01"))

    assert enclosed(leaf, *held, graduated=PartialDate.parse("2024")) == (100, 110)


def test_a_stretch_of_fixed_length_from_a_day_known_in_part_is_enclosed():
    leaf = total(stretch=Stretch(start_fact="graduated", length=Span(years=1)))
    held = (post(1, on="2024-03-01"), post(10, on="2024-09-01"), post(100, on="2025-02-01"))

    known = PartialDate.parse("2024-01-01..2024-07-01")

    assert enclosed(leaf, *held, graduated=known) == (10, 111)


def test_parts_of_a_stretch_from_a_day_known_in_part_cannot_be_told():
    leaf = total(stretch=Stretch(start_fact="graduated", each=Span(years=1)))

    found = judged(leaf, post(1), graduated=PartialDate.parse("2024"))

    assert found.truth is Tri.UNKNOWN


def test_an_earlier_stretch_of_the_same_length_is_counted_back():
    leaf = total(stretch=Stretch(start_fact="graduated", length=Span(years=1), back=1))
    held = (post(1, on="2023-06-01"), post(10, on="2024-06-01"))

    assert enclosed(leaf, *held, graduated=PartialDate.parse("2024-01-01")) == (1, 1)


def share(**changes):
    paid = Selection(("work/post",), (("remark", Among(("paid",))),))
    return Total("score", paid, Compare(">=", Decimal(50)), share_of=SCORES, **changes)


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        ((), (0, 0)),
        ((post(0, remark="paid"),), (0, 0)),
        ((post(30, remark="paid"), post(10, remark="free")), (75, 75)),
        ((post(10, remark="free"),), (0, 0)),
    ],
)
def test_a_share_is_in_percent(held, expected):
    assert enclosed(share(), *held) == expected


def test_a_share_of_what_may_be_nothing_is_open():
    maybe = Credential(
        "work/post",
        PartialDate.parse("2026"),
        attributes=MappingProxyType({"score": (Decimal(10),), "remark": ("paid",)}),
    )
    leaf = share(stretch=Stretch(fixed=Period(date(2026, 6, 1), None)))

    found = judged(leaf, maybe)

    assert (found.truth, found.low, found.high) == (Tri.UNKNOWN, 0, None)


def test_a_stretch_may_begin_with_a_credential():
    leaf = total(stretch=Stretch(start_type="exam/alpha"))
    begun = Credential("exam/alpha", PartialDate.parse("2026-01-01"))

    assert enclosed(leaf, begun, post(1, on="2025-12-31"), post(10)) == (10, 10)
    assert judged(leaf, post(10)).truth is Tri.UNKNOWN


@pytest.mark.parametrize(
    ("today", "expected"), [(date(2026, 4, 30), 1), (date(2026, 5, 1), 10), (TODAY, 10)]
)
def test_a_stretch_may_begin_on_a_day_of_every_year(today, expected):
    leaf = total(stretch=Stretch(month_day=(5, 1), length=Span(years=1)))
    person = Person(
        "trota", credentials=(post(1, on="2026-04-30"), post(10, on="2026-05-01")), complete=("*",)
    )

    found = judge(leaf, Standpoint(person, Circumstances(today)))

    assert found.low == expected


def test_a_credit_of_unknown_size_leaves_the_sum_open():
    silent = Credential("work/post", PartialDate.parse("2026-01-10"))

    assert enclosed(total(), post(5), silent) == (5, None)
