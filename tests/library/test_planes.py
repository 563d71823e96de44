"""Screening many persons at once: planes, schedules and the places where they could go wrong."""

import sys
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType

import numpy as np
import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import (
    Among,
    Except,
)
from salerno.credentials.person import Credential, Person
from salerno.credentials.selection import Selection
from salerno.credentials.table import table_of
from salerno.periods import PartialDate, Period
from salerno.rules import compile_pack, screen
from salerno.rules.barriers import find_barriers
from salerno.rules.chain import State
from salerno.rules.leaves import Fact, Has, Note
from salerno.rules.opportunities import DecidedBy, Opportunity, RuleVersion
from salerno.rules.planes import STATES, runs, screen_many
from salerno.rules.planes.bits import packed, population, spread, unpacked, valid
from salerno.rules.planes.schedules import FALSE, TRUE, Builder, Op, schedule_of
from salerno.rules.planes.truths import chosen
from salerno.rules.requirements import All, Any, AtLeast, Choose, Not
from salerno.rules.sources import Source

TODAY = date(2026, 11, 22)
WHEN = Circumstances(TODAY)
LAW = Source("https://law.example/1", date(2026, 10, 1), "law", "A")


def fact(name, *values):
    """A fact that must be one of the values."""
    return Fact(name, Among(values))


def opportunity(requires, **changes):
    """An opportunity whose only version requires this."""
    rule = RuleVersion(Period(None, None), (LAW,), requires)
    return replace(Opportunity("salerno/course", "rotation", (("en", "A"),), (rule,)), **changes)


def person(name="trota", **facts):
    """A person who told these facts."""
    return Person(name, MappingProxyType({n: (value,) for n, value in facts.items()}))


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 130])
def test_planes_hold_one_bit_a_person_and_nothing_beyond(size):
    bools = np.arange(size) % 3 == 0

    plane = packed(bools, size)

    assert unpacked(plane, size).tolist() == bools.tolist()
    assert population(plane) == int(bools.sum())
    assert population(valid(size)) == size
    assert packed(np.True_, size).tolist() == valid(size).tolist()
    assert population(packed(np.False_, size)) == 0


@pytest.mark.parametrize(
    "wanted",
    [
        [False, False, False, False],
        [True, True, True, True],
        [True, False, False, True],
        [False, True, True, False],
        [True, True, False, False],
        [True, False] * 20,
    ],
)
def test_codes_are_chosen_by_runs_as_by_looking_each_up(wanted):
    codes = np.arange(len(wanted) * 2, dtype=np.uint8) % len(wanted)

    found = spread(chosen(codes, wanted), len(codes))

    assert found.tolist() == [wanted[code] for code in codes]


def values_of(builder, node):
    """The truth table of a node over the variables in their order."""
    builder.put(Op.KEEP, node, 0)
    schedule = schedule_of(builder)
    size = 2 ** len(builder.variables)
    rows = np.array(
        [packed(np.arange(size) >> place & 1 == 1, size) for place in range(len(schedule.keys))]
    ).reshape(len(schedule.keys), 1)
    outputs = runs.run(schedule, rows, size)
    return unpacked(outputs.kept[0], size).tolist()


def test_builder_keeps_equal_parts_once():
    builder = Builder()
    a, b = builder.variable("a"), builder.variable("b")

    assert builder.every((a, b)) == builder.every((b, a, a, TRUE))
    assert builder.invert(builder.invert(a)) == a
    assert builder.invert(TRUE) == FALSE
    assert builder.every((a, FALSE)) == FALSE
    assert builder.some((a, TRUE)) == TRUE
    assert (builder.every(()), builder.some(())) == (TRUE, FALSE)


@pytest.mark.parametrize("count", [-1, 0, 1, 2, 3, 4])
def test_at_least_counts(count):
    builder = Builder()
    parts = [builder.variable(name) for name in "abc"]

    found = values_of(builder, builder.at_least(count, parts))

    assert found == [bin(row).count("1") >= count for row in range(8)]


def test_at_least_takes_constants_into_account():
    builder = Builder()
    a = builder.variable("a")

    assert builder.at_least(2, (TRUE, a, FALSE)) == a


def test_schedule_leaves_out_what_nobody_asked_for():
    builder = Builder()
    a, _ = builder.variable("a"), builder.variable("b")
    builder.put(Op.COUNT, builder.invert(a), 0)

    schedule = schedule_of(builder)

    assert schedule.keys == ("a",)
    assert [Op(row[0]) for row in schedule.steps] == [Op.NOT, Op.COUNT]


def test_schedule_uses_registers_again():
    builder = Builder()
    parts = [builder.variable(n) for n in range(20)]
    for place, (one, other) in enumerate(pairwise(parts)):
        builder.put(Op.COUNT, builder.some((one, other)), place)

    assert schedule_of(builder).registers == 2 + len(parts) + 1


def test_four_states_are_counted_and_kept():
    bar = Fact("status", Among(("student",)), note=Note(if_unmet="never"))
    pack = compile_pack([opportunity(All((bar, fact("grade", Decimal(4)))))])
    everyone = [
        person(status="student", grade=Decimal(4)),
        person(status="student", grade=Decimal(3)),
        person(status="doctor", grade=Decimal(4)),
        person(status="student"),
        person(),
    ]

    found = screen_many(table_of(everyone), pack, circumstances=WHEN, keep=True)

    assert dict(zip(STATES, found.counts[0].tolist(), strict=True)) == {
        State.ELIGIBLE: 1,
        State.NOT_YET: 1,
        State.NEVER: 1,
        State.CANNOT_TELL: 2,
    }
    alone = [screen(p, pack, circumstances=WHEN)[0].bits for p in everyone]
    assert found.bits(0).tolist() == alone
    assert found.opportunities == ("salerno/course",)


def test_planes_are_kept_only_on_request():
    found = screen_many(table_of([person()]), compile_pack([]), circumstances=WHEN)

    assert found.planes is None


def test_more_persons_than_a_block_are_screened_block_by_block(monkeypatch):
    monkeypatch.setattr(runs, "BLOCK", 2)
    pack = compile_pack([opportunity(Any((fact("a", True), fact("b", True))))])
    everyone = [person(a=n % 2 == 0, b=n % 3 == 0) for n in range(300)]

    found = screen_many(table_of(everyone), pack, circumstances=WHEN, keep=True)

    assert found.counts[0].tolist() == [200, 100, 0, 0]
    assert unpacked(found.planes[0, 1], 300).tolist() == [
        n % 2 == 0 or n % 3 == 0 for n in range(300)
    ]


def versions(decided_by):
    """An opportunity whose rule changed in 2025, and who decides by what."""
    old = RuleVersion(Period(None, date(2025, 1, 1)), (LAW,), fact("a", True))
    new = RuleVersion(Period(date(2025, 1, 1), None), (LAW,), fact("b", True))
    proposed = replace(new, status="proposed")
    return opportunity(All(()), versions=(old, new, proposed), decided_by=decided_by)


@pytest.mark.parametrize(
    "decided_by", [DecidedBy(), DecidedBy(fact="graduated"), DecidedBy(credential="exam/oral")]
)
def test_each_person_meets_the_version_of_their_own_day(decided_by):
    days = [PartialDate.parse(written) for written in ("2024-05-01", "2025-05-01", "2024..2025")]
    everyone = [
        Person(
            "trota",
            MappingProxyType({"a": (True,), "b": (False,), "graduated": (day,)}),
            (
                Credential("exam/oral"),
                Credential("exam/oral", day),
                Credential("exam/oral", TOMORROW),
            ),
        )
        for day in days
    ] + [person(a=True, b=False)]
    pack = compile_pack([versions(decided_by)])

    found = screen_many(table_of(everyone), pack, circumstances=WHEN, keep=True)

    alone = [screen(p, pack, circumstances=WHEN)[0].bits for p in everyone]
    assert found.bits(0).tolist() == alone


TOMORROW = PartialDate.on(date(2026, 11, 23))


@pytest.mark.parametrize("decided_by", [DecidedBy(fact="other"), DecidedBy(credential="exam/no")])
def test_a_day_that_nobody_told_leaves_every_version_possible(decided_by):
    pack = compile_pack([versions(decided_by)])

    found = screen_many(table_of([person(a=True, b=False)]), pack, circumstances=WHEN)

    assert found.counts[0].tolist() == [0, 0, 0, 1]


def test_twin_with_numba_gives_the_same(monkeypatch):
    fast = pytest.importorskip("salerno.rules.fast")
    for name in ("population", "step_words", "register", "run_blocks"):
        monkeypatch.setattr(fast, name, getattr(fast, name).py_func)
    monkeypatch.setattr(fast, "BLOCK", 1)
    requires = Any((All((fact("a", True), fact("b", True))), AtLeast(2, tuple(map(KNOWN, "abc")))))
    pack = compile_pack([opportunity(requires), opportunity(All(()))])
    everyone = [person(a=n % 2 == 0, b=n % 3 == 0, c=n % 5 == 0) for n in range(150)]
    everyone += [person(a=True), person(b=False)]
    table = table_of(everyone)

    own, twin = (
        screen_many(table, pack, circumstances=WHEN, keep=True, run=run)
        for run in (runs.run, fast.run)
    )

    assert twin.counts.tolist() == own.counts.tolist()
    assert twin.planes.tolist() == own.planes.tolist()
    assert find_barriers(table, pack, circumstances=WHEN, k=1, run=fast.run) == find_barriers(
        table, pack, circumstances=WHEN, k=1, run=runs.run
    )


def KNOWN(name):  # noqa: N802 - stands where a constant leaf would
    """The fact is known to be so."""
    return Fact(name, Except(Among((False,))))


def test_twin_is_used_for_long_runs_where_it_is_installed(monkeypatch):
    pytest.importorskip("numba")
    builder = Builder()
    builder.put(Op.COUNT, builder.variable("a"), 0)
    schedule = schedule_of(builder)

    short = runs.fastest(schedule, 64)
    monkeypatch.setattr(runs, "WORTH", 1)
    long = runs.fastest(schedule, 64)
    monkeypatch.setitem(sys.modules, "salerno.rules.fast", None)
    without = runs.fastest(schedule, 64)

    assert short is runs.run
    assert long.__module__ == "salerno.rules.fast"
    assert without is runs.run


def exam(on="2026-01-01", *, kind="exam/oral", issuer="", **attributes):
    """An examination sat on a day."""
    known = {name: (value,) for name, value in attributes.items()}
    day = PartialDate.parse(on) if on else None
    return Credential(kind, day, None, MappingProxyType(known), issuer)


def holder(*credentials, complete=("*",), **facts):
    """A person who holds these and said that this is all."""
    return replace(person(**facts), credentials=credentials, complete=complete)


ORAL = Selection(("exam/oral",))


def test_bars_bind_by_their_source_and_by_what_is_held():
    bar = Has(ORAL, note=Note(if_unmet="never"))
    passed = Has(replace(ORAL, where=(("result", Among(("pass",))),)), note=Note(if_unmet="never"))
    banned = Not(Has(Selection(("exam/ban",)), note=Note(if_unmet="never")))
    doubtful = Source("https://forum.example/1", date(2026, 10, 1), "secondary", "C")
    everyone = [
        holder(),
        holder(complete=()),
        holder(exam(result="fail")),
        holder(exam(result="pass")),
        holder(exam(kind="exam/ban")),
    ]
    told = [
        replace(
            opportunity(requires), versions=(RuleVersion(Period(None, None), (source,), requires),)
        )
        for requires in (bar, passed, banned, Choose(((bar, passed),), banned))
        for source in (LAW, doubtful)
    ]
    pack = compile_pack(told)

    found = screen_many(table_of(everyone), pack, circumstances=WHEN, keep=True)

    alone = [[v.bits for v in screen(p, pack, circumstances=WHEN)] for p in everyone]
    assert [list(found.bits(place)) for place in range(len(told))] == [
        list(column) for column in zip(*alone, strict=True)
    ]
