"""Side by side: what differs, and what nobody has said."""

import pytest

from salerno.errors import InputError
from salerno.programmes.comparison import compare
from tests.library.programmes.written import prices, programme_of

SIX = programme_of("length: [{years: 6, source: page}]\naccepts: [{is: yes, source: page}]")
SIX_TOO = programme_of("length: [{years: 6, source: older}]\naccepts: [{is: no, source: page}]")
SILENT = programme_of(name="xx/school/silent")


def row(name, *programmes):
    return {own.name: own for own in compare(programmes)}[name]


def test_equal_values_do_not_differ_though_their_sources_do():
    assert not row("length", SIX, SIX_TOO).differs
    assert row("acceptance", SIX, SIX_TOO).differs


def test_unknown_is_neither_no_nor_equal():
    own = row("acceptance", SIX_TOO, SILENT)

    assert own.differs
    assert [cell.key for cell in own.cells] == [("no",), None]


def test_rows_of_which_nothing_is_known_are_left_out():
    assert [own.name for own in compare([SIX, SILENT])] == ["acceptance", "length"]
    assert compare([SILENT, SILENT]) == ()


def test_every_track_has_its_own_length():
    own = programme_of("""
        length:
          - {years: 6, source: page}
          - {years: 4, track: graduates, source: page}
          - {years: 5, track: graduates, source: agent}
    """)

    cell = row("length", own, SILENT).cells[0]
    assert [stated.value.shortest for stated in cell.stated] == [6, 4]
    assert cell.disputed


def test_language_of_a_phase_is_the_believed_one_and_a_dispute_is_marked():
    own = programme_of("""
        speech:
          - {phase: clinical, in: [en], source: agent}
          - {phase: clinical, in: [de], source: page}
          - {phase: preparation, in: [de], months: 6, source: page}
    """)

    cell = row("clinical", own, SILENT).cells[0]
    assert [stated.value.languages for stated in cell.stated] == [("de",)]
    assert cell.disputed
    assert row("preparation", own, SILENT).cells[0].key[0].months == 6


def test_counts_stand_by_what_is_counted_of_whom():
    own = programme_of("""
        counts:
          - {what: seats, number: 10, cycle: "2020", source: page}
          - {what: seats, number: 12, cycle: "2026", source: page}
          - {what: applied, number: 99, cycle: "2026", source: page}
    """)

    assert [int(value.low) for value in row("counts", own, SILENT).cells[0].key] == [12, 99]


def test_former_prices_are_not_compared():
    own = programme_of(prices("kind: tuition, amount: 1 EUR, per: year, over: yes"))

    assert compare([own, SILENT]) == ()


@pytest.mark.parametrize("count", [0, 1, 6])
def test_one_or_too_many_cannot_be_compared(count):
    with pytest.raises(InputError, match=f"{count} programmes cannot be compared"):
        compare([SILENT] * count)
