"""A leaf is judged on what is known: missing days, values and lists leave it unknown."""

from datetime import date
from types import MappingProxyType

import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Credential, Person
from salerno.credentials.selection import Selection, SpanBound
from salerno.credentials.tri import Tri
from salerno.periods import PartialDate, Span
from salerno.rules.judging import judge
from salerno.rules.leaves import Has, Judge, Link, Wait, Window
from tests.library.language.documents import requirement

TODAY = date(2026, 11, 22)
YES, NO, UNKNOWN = Tri.YES, Tri.NO, Tri.UNKNOWN


def exam(kind, on=None, **attributes):
    values = {name: (value,) for name, value in attributes.items()}
    return Credential(
        f"exam/{kind}", on and PartialDate.parse(on), attributes=MappingProxyType(values)
    )


def truth(leaf, *held, complete=True, **facts):
    known = MappingProxyType(facts)
    person = Person("trota", known, held, ("*",) if complete else ())
    return judge(leaf, Standpoint(person, Circumstances(TODAY))).truth


SITTINGS = requirement("{has: exam/alpha, where: {paid: yes, city: bari}, same-sitting: no}")


@pytest.mark.parametrize(
    ("held", "complete", "expected"),
    [
        ((exam("alpha", paid=True), exam("beta", city="bari")), False, YES),
        ((exam("alpha", paid=True, city="capua"),), True, NO),
        ((exam("alpha", paid=True),), True, UNKNOWN),
        ((exam("alpha", paid=True, city="capua"),), False, UNKNOWN),
        ((), True, NO),
    ],
)
def test_conditions_may_be_met_in_different_sittings(held, complete, expected):
    assert truth(SITTINGS, *held, complete=complete) is expected


AFTER = Has(
    Selection(("exam/alpha",)), after=Link(Selection(("exam/beta",)), SpanBound("<=", Span(2)))
)


@pytest.mark.parametrize(
    ("first", "then", "complete", "expected"),
    [
        ("2024-01-31", "2026-01-31", True, YES),
        ("2024-01-31", "2026-02-01", True, NO),
        ("2026-02-01", "2026-01-31", True, NO),
        ("2026-02-01", "2026-01-31", False, UNKNOWN),
        (None, "2026-01-31", True, UNKNOWN),
        ("2024-01-31", None, True, UNKNOWN),
    ],
)
def test_one_comes_after_another_in_time(first, then, complete, expected):
    held = (exam("beta", first), exam("alpha", then))

    assert truth(AFTER, *held, complete=complete) is expected


WINDOW = Window((Selection(("exam/alpha",)), Selection(("exam/beta",))), Span(years=1))


@pytest.mark.parametrize(
    ("one", "other", "complete", "expected"),
    [
        ("2024-01-31", "2025-01-31", True, YES),
        ("2025-01-31", "2024-01-31", True, YES),
        ("2024-01-31", "2025-02-01", True, NO),
        ("2024-01-31", "2025-02-01", False, UNKNOWN),
        ("2024-01-31", "2025", True, UNKNOWN),
        ("2024-01-31", None, True, UNKNOWN),
        (None, None, True, UNKNOWN),
    ],
)
def test_all_lie_within_one_sliding_stretch(one, other, complete, expected):
    held = (exam("alpha", one), exam("beta", other))

    assert truth(WINDOW, *held, complete=complete) is expected


DISTINCT = requirement("{has: exam/alpha, count: '>= 2', distinct: city}")


@pytest.mark.parametrize(
    ("cities", "expected"),
    [
        (("bari", "capua"), YES),
        (("bari", "bari"), NO),
        (("bari", None), UNKNOWN),
    ],
)
def test_different_values_are_counted(cities, expected):
    held = [exam("alpha", city=city) if city else exam("alpha") for city in cities]

    assert truth(DISTINCT, *held) is expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [({}, UNKNOWN), ({"judged/fit": ()}, UNKNOWN), ({"judged/fit": (True,)}, YES),
     ({"judged/fit": (False,)}, NO)],
)  # fmt: skip
def test_a_judge_is_asked(answer, expected):
    assert truth(Judge("fit"), **answer) is expected


@pytest.mark.parametrize("which", ["first", "last", 2])
def test_nobody_waits_after_nothing(which):
    leaf = Wait(Selection(("exam/alpha",)), Span(years=1), which)

    assert truth(leaf) is YES
    assert truth(leaf, complete=False) is UNKNOWN
