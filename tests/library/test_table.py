"""Tables of many persons hold what each of them told, and nothing else."""

from datetime import date
from decimal import Decimal
from types import MappingProxyType

import numpy as np

from salerno.credentials.person import Assurance, Credential, Person
from salerno.credentials.table import (
    AFTER_ALL,
    BEFORE_ALL,
    Column,
    CredentialTable,
    Records,
    column_of,
    credential_at,
    days_of,
    part_of,
    person_at,
    smallest,
    table_of,
)
from salerno.credentials.vocabulary import Attribute, CredentialType, Vocabulary
from salerno.money import Money
from salerno.periods import PartialDate, Period

MAY, JUNE = PartialDate.parse("2025-05"), PartialDate.on(date(2026, 6, 1))
PASSED = Credential(
    "exam/oral",
    MAY,
    JUNE,
    MappingProxyType({"score": (Decimal(350),)}),
    "board",
    Assurance.VERIFIED,
    "scan.pdf",
)
SAT = Credential("exam/written", JUNE)
TROTA = Person(
    "trota",
    MappingProxyType({"status": ("graduate",), "home": ()}),
    (PASSED, SAT, Credential("exam/oral")),
    ("exam/*",),
    MappingProxyType({"status": ((Period(None, None), ("student",)),)}),
)
COSTANZA = Person("costanza", MappingProxyType({"status": ("doctor",)}))


def test_table_brings_back_each_person_but_for_the_evidence():
    table = table_of([TROTA, COSTANZA])

    trota, costanza = (person_at(table, index) for index in range(table.size))

    assert [c.type for c in trota.credentials] == ["exam/oral", "exam/written", "exam/oral"]
    assert trota.credentials[1:] == TROTA.credentials[1:]
    assert trota.credentials[0].evidence == ""
    assert (trota.facts, trota.complete, trota.timelines) == (
        TROTA.facts,
        TROTA.complete,
        TROTA.timelines,
    )
    assert costanza == COSTANZA


def test_person_at_brings_only_what_is_named():
    table = table_of([TROTA])

    found = person_at(table, 0, only={"exam/written", "home"})

    assert found == Person("trota", MappingProxyType({"home": ()}), (SAT,), ("exam/*",))


def test_none_and_unknown_stay_apart():
    column = column_of([(), None, ("a",)])

    assert [column.at(row) for row in range(3)] == [(), None, ("a",)]
    assert column.values[0] is None


def test_values_stand_in_their_own_order_so_that_thresholds_are_thresholds_of_codes():
    numbers = column_of([(Decimal(n),) for n in (30, 4, 100, 4)])
    levels = column_of([(level,) for level in ("C1", "A1", "B2")], levels=("A1", "B2", "C1"))
    prices = column_of([(Money(Decimal(n), "EUR"),) for n in (30, 4)])
    days = column_of([(JUNE,), (MAY,)])

    assert numbers.codes.tolist() == [2, 1, 3, 1]
    assert levels.codes.tolist() == [3, 1, 2]
    assert prices.codes.tolist() == [2, 1]
    assert days.codes.tolist() == [2, 1]


def test_a_yes_is_not_a_one():
    column = column_of([(True,), (Decimal(1),)])

    assert [column.at(0), column.at(1)] == [(True,), (Decimal(1),)]
    assert column.at(0) != ("True",)
    assert isinstance(column.at(0)[0], bool)
    assert isinstance(column.at(1)[0], Decimal)


def test_vocabulary_orders_the_levels_of_facts_and_attributes():
    level = Attribute("level", "level", levels=("low", "high"))
    vocabulary = Vocabulary(
        MappingProxyType({"exam/oral": CredentialType("exam/oral", attributes=(level,))}),
        MappingProxyType({"level": level}),
    )
    rows = [
        Person(
            name,
            MappingProxyType({"level": (name,)}),
            (
                Credential(
                    "exam/oral", attributes=MappingProxyType({"level": (name,), "x": (name,)})
                ),
            ),
        )
        for name in ("high", "low")
    ]

    table = table_of(rows, vocabulary=vocabulary)

    assert table.facts["level"].codes.tolist() == [2, 1]
    assert table.records["exam/oral"].attributes["level"].codes.tolist() == [2, 1]
    assert table.records["exam/oral"].attributes["x"].codes.tolist() == [1, 2]


def test_codes_take_no_more_room_than_they_need():
    assert smallest(np.array([0, 255]), 256).dtype == np.uint8
    assert smallest(np.array([0, 256]), 257).dtype == np.uint16
    assert smallest(np.array([], np.int64), 0).dtype == np.uint8


def test_exact_days_are_one_array_and_know_their_ends():
    exact = days_of(np.array([5, 3]), np.array([5, 3]))
    loose = days_of(np.array([5, BEFORE_ALL]), np.array([9, AFTER_ALL]))

    assert exact.exact
    assert (exact.first, exact.last) == (3, 5)
    assert not loose.exact
    assert loose.at(1) is None
    assert loose.at(0) == PartialDate(date.fromordinal(5), date.fromordinal(9))
    assert exact.chosen(np.array([1])).latest.tolist() == [3]
    assert loose.chosen(np.array([0])).latest.tolist() == [9]


def test_columns_made_directly_need_no_persons():
    records = Records(
        np.array([1], np.int32),
        days_of(np.array([date(2026, 6, 1).toordinal()])),
        np.array([0], np.int32),
    )
    table = CredentialTable(
        2,
        MappingProxyType({}),
        MappingProxyType({"exam/written": records}),
        Column(np.zeros(2, np.uint8), (None,)),
    )

    assert credential_at(records, "exam/written", 0) == SAT
    assert person_at(table, 0) == Person("0")
    assert person_at(table, 1) == Person("1", credentials=(SAT,))


def test_a_part_holds_the_same_persons():
    everyone = [COSTANZA, TROTA, Person("abella"), TROTA]
    table = table_of(everyone)

    part = part_of(table, range(1, 3))

    assert part.size == 2
    assert [person_at(part, index) for index in range(2)] == [
        person_at(table, index) for index in (1, 2)
    ]
    assert part.timelines["status"].keys() == {0}


def test_a_part_of_bare_columns_is_as_bare():
    records = Records(
        np.array([0, 1], np.int32), days_of(np.array([9, 8])), np.array([0, 0], np.int32)
    )
    table = CredentialTable(
        2,
        MappingProxyType({}),
        MappingProxyType({"exam/written": records}),
        Column(np.zeros(2, np.uint8), (None,)),
    )

    part = part_of(table, range(1, 2)).records["exam/written"]

    assert (part.person.tolist(), part.on.earliest.tolist()) == ([0], [8])
    assert (part.until, part.issuer, part.assurance) == (None, None, None)
