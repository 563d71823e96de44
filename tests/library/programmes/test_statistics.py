"""No part without its whole, and no whole of other people or of another year."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.programmes.statistics import rates_of, without_whole
from tests.library.programmes.written import programme_of


def counted(*lines):
    told = "".join(f"  - {{{one}, source: page}}\n" for one in lines)
    return programme_of(f"counts:\n{told}" if lines else "")


def rates(*lines):
    return [
        (rate.part.value.what, rate.whole.value.what, rate.low, rate.high)
        for rate in rates_of(counted(*lines))
    ]


APPLIED = "what: applied, number: 800, group: international, cycle: '2024'"
ADMITTED = "what: admitted, number: 20, group: international, cycle: '2024'"


def test_part_and_whole_of_one_year_and_one_group_make_a_rate():
    share = Decimal("0.025")

    assert rates(APPLIED, ADMITTED) == [("admitted", "applied", share, share)]


@pytest.mark.parametrize(
    "other",
    [
        "what: admitted, number: 20, group: international, cycle: '2023'",
        "what: admitted, number: 20, group: international",
        "what: admitted, number: 20, group: home, cycle: '2024'",
        "what: admitted, number: 20, group: international, of: the campus, cycle: '2024'",
        "what: admitted, number: 20, group: international, cycle: '2024', over: yes",
        "what: seats, number: 20, group: international, cycle: '2024'",
        "what: admitted, number: 0.1, unit: share, group: international, cycle: '2024'",
        "what: admitted, number: 900, group: international, cycle: '2024'",
        "what: admitted, number: 20.., group: home, cycle: '2024'",
    ],
)
def test_numbers_of_other_people_or_another_year_make_none(other):
    assert rates(APPLIED, other) == []


def test_group_is_a_part_of_everybody():
    everybody = "what: students, number: 1000.., group: all, cycle: '2024'"
    abroad = "what: students, number: 300..400, group: international, cycle: '2024'"

    assert rates(everybody, abroad) == [("students", "students", None, Decimal("0.4"))]


def test_open_numbers_make_no_rate_of_nothing():
    everybody = "what: students, number: 1000.., group: all, cycle: '2024'"
    abroad = "what: students, number: 300.., group: international, cycle: '2024'"

    assert rates(everybody, abroad) == []


def test_share_ends_at_the_whole():
    applied = "what: applied, number: 10..50, group: all, cycle: '2024'"
    admitted = "what: admitted, number: 5..20, group: all, cycle: '2024'"

    assert rates(applied, admitted) == [("admitted", "applied", Decimal("0.1"), Decimal(1))]


def test_of_nobody_there_is_no_share():
    assert rates("what: applied, number: 0, group: all, cycle: '2024'",
                 "what: admitted, number: 0, group: all, cycle: '2024'") == []  # fmt: skip


def test_contradicting_numbers_make_a_rate_each():
    found = rates(APPLIED, ADMITTED, ADMITTED.replace("20,", "40,"))

    assert [high for _, _, _, high in found] == [Decimal("0.025"), Decimal("0.05")]


def test_number_without_a_whole_stays_a_number():
    own = counted(APPLIED, ADMITTED, "what: seats, number: 90, group: all, cycle: '2024'")

    assert [stated.value.what for stated in without_whole(own)] == ["seats"]
    assert without_whole(counted()) == ()


@given(
    part=st.tuples(st.integers(0, 50), st.integers(0, 50)).map(sorted),
    whole=st.tuples(st.integers(1, 50), st.integers(1, 50)).map(sorted),
)
def test_rate_holds_every_share_that_the_numbers_allow(part, whole):
    found = rates(
        f"what: applied, number: {whole[0]}..{whole[1]}, group: all, cycle: '2024'",
        f"what: admitted, number: {part[0]}..{part[1]}, group: all, cycle: '2024'",
    )

    shares = [
        Fraction(some, every)
        for some in range(part[0], part[1] + 1)
        for every in range(whole[0], whole[1] + 1)
        if some <= every
    ]
    assert bool(found) == bool(shares)
    for _, _, low, high in found:
        assert abs(Fraction(low) - min(shares)) < Fraction(1, 10**30)
        assert abs(Fraction(high) - max(shares)) < Fraction(1, 10**30)
