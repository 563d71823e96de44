"""Of what contradicts itself one is shown first, and nothing is lost."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from salerno.programmes.statements import Statement, believed, by_slot, is_disputed, sources_of
from salerno.rules.sources import Source

SOURCES = st.builds(
    Source,
    st.just("https://example.org"),
    st.sampled_from([date(2025, 1, 1), date(2026, 1, 1)]),
    st.sampled_from(["law", "official", "provider", "secondary"]),
    st.sampled_from("ABCD"),
)
STATED = st.builds(
    Statement,
    st.integers(0, 3),
    SOURCES,
    cycle=st.sampled_from(["", "2025/26", "2026"]),
    over=st.booleans(),
)
TIERS = {"law": 0, "official": 1, "provider": 2, "secondary": 3}


def source(tier="official", confidence="A", read=date(2026, 1, 1)):
    return Source("https://example.org", read, tier, confidence)


@given(st.lists(STATED))
def test_believed_is_never_over_and_never_of_an_earlier_cycle(several):
    found = believed(several)

    current = [own for own in several if not own.over]
    assert (found is None) == (current == [])
    if found:
        assert found in current
        assert found.cycle[:4] == max(own.cycle[:4] for own in current)
        rivals = [own for own in current if own.cycle[:4] == found.cycle[:4]]
        assert TIERS[found.source.tier] == min(TIERS[own.source.tier] for own in rivals)


def test_newer_cycle_counts_before_a_higher_tier():
    new = Statement(1, source("secondary", "C"), cycle="2026")
    old = Statement(2, source("law"), cycle="2025/26")

    assert believed([old, new]) is new


def test_of_equal_statements_the_first_is_shown():
    one, other = Statement(1, source()), Statement(2, source())

    assert believed([one, other]) is one
    assert believed([other, one]) is other


def test_surer_then_later_read_counts_among_equals():
    sure = Statement(1, source(confidence="A", read=date(2020, 1, 1)))
    late = Statement(2, source(confidence="B"))
    newest = Statement(3, source(confidence="A"))

    assert believed([late, sure]) is sure
    assert believed([late, sure, newest]) is newest


@given(st.lists(STATED, max_size=5))
def test_dispute_is_two_values_of_one_cycle(several):
    current = [own for own in several if not own.over]

    pairs = {(own.cycle, own.value) for own in current}
    assert is_disputed(several) == (len(pairs) > len({cycle for cycle, _ in pairs}))


@given(st.lists(STATED))
def test_slots_hold_every_statement_once_and_in_order(several):
    found = by_slot(several, lambda value: value % 2)

    assert {own.value % 2 for own in several} == set(found)
    for slot, own in found.items():
        assert list(own) == [one for one in several if one.value % 2 == slot]


def test_sources_are_told_once():
    one, other = source("law"), source("secondary")

    told = [Statement(1, one), Statement(2, other), Statement(3, one)]
    assert sources_of(told[:1], told) == (one, other)
