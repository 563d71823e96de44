"""Which single requirement keeps whom out, and what is not told about few persons."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Among
from salerno.credentials.person import Person
from salerno.credentials.table import table_of
from salerno.periods import Period
from salerno.rules import compile_pack
from salerno.rules.barriers import find_barriers
from salerno.rules.leaves import Fact
from salerno.rules.opportunities import Opportunity, RuleException, RuleVersion
from salerno.rules.planes import runs
from salerno.rules.requirements import All, Any, AtLeast, Choose, Given, Not
from salerno.rules.sources import Source

WHEN = Circumstances(date(2026, 11, 22))
LAW = Source("https://law.example/1", date(2026, 10, 1), "law", "A")
A, B, C = (Fact(name, Among((True,))) for name in "abc")


def opportunity(requires, name="salerno/course", exceptions=()):
    """An opportunity that requires this."""
    rule = RuleVersion(Period(None, None), (LAW,), requires, exceptions)
    return Opportunity(name, "rotation", (("en", "A"),), (rule,))


def crowd(**numbers):
    """So many persons of each kind: "ab" is so many who meet a and b but not c, "_" nothing."""
    everyone = []
    for kind, number in numbers.items():
        told = MappingProxyType({name: (name in kind,) for name in "abc"})
        everyone += [Person("abella", told)] * number
    return table_of(everyone)


def found(requires, table, **how):
    """By fact and wish, the persons whom that requirement alone keeps out."""
    pack = compile_pack([opportunity(requires)])
    told = find_barriers(table, pack, circumstances=WHEN, **{"k": 1, **how})
    return {(r.question.leaf.name, r.wanted): r.persons for r in told.relaxations}


def test_of_all_the_one_that_is_missing_is_the_barrier():
    table = crowd(ab=3, a=5, abc=7, bc=2)

    assert found(All((A, B, C)), table) == {("a", True): 2, ("c", True): 3}


def test_of_any_each_part_lets_in():
    assert found(Any((A, B)), crowd(_=4, a=1)) == {("a", True): 4, ("b", True): 4}


def test_of_two_in_three_the_second_lets_in():
    assert found(AtLeast(2, (A, B, C)), crowd(a=4, ab=1, _=1)) == {("b", True): 4, ("c", True): 4}


def test_what_must_not_hold_is_a_barrier_too():
    assert found(All((A, Not(B))), crowd(ab=3)) == {("b", False): 3}


def test_conditions_of_branches_are_no_barriers_but_what_they_require_is():
    choice = Choose(((Given(A), B),), C)

    assert found(choice, crowd(a=2, _=3, ab=1)) == {("b", True): 2, ("c", True): 3}


def test_a_question_asked_twice_is_answered_everywhere():
    twice = All((Any((A, B)), Any((A, C))))

    assert found(twice, crowd(_=2, b=3)) == {("a", True): 5, ("c", True): 3}


def test_cases_in_which_a_part_is_dropped_are_seen():
    exceptions = (RuleException(C, (("en", "because"),), then="met"),)
    pack = compile_pack([opportunity(All((A, B)), exceptions=exceptions)])

    told = find_barriers(crowd(a=2, ac=3), pack, circumstances=WHEN, k=1)

    assert [(r.question.leaf.name, r.persons) for r in told.relaxations] == [("b", 2)]


def test_what_nothing_could_ever_meet_has_no_barriers():
    assert found(All((A, Any(()))), crowd(_=3)) == {}


def test_versions_that_apply_to_nobody_have_no_barriers():
    own = opportunity(A)
    later = replace(own.versions[0], in_force=Period(date(2030, 1, 1), None))
    pack = compile_pack([replace(own, versions=(later,))])

    assert find_barriers(crowd(_=30), pack, circumstances=WHEN).relaxations == ()


def test_possibly_asks_who_would_no_longer_be_out_for_certain():
    table = table_of([Person("trota", MappingProxyType({"a": (False,)}))])

    assert found(All((A, B)), table) == {}
    assert found(All((A, B)), table, possibly=True) == {("a", True): 1}


def test_barriers_add_up_over_opportunities_and_the_highest_comes_first():
    offered = [opportunity(All((A, B))), opportunity(All((B, C)), "salerno/other")]
    table = crowd(a=10, c=20, ab=30)

    told = find_barriers(table, compile_pack(offered), circumstances=WHEN, k=1)

    assert [(b.question.leaf.name, b.opportunities, b.persons) for b in told.barriers] == [
        ("b", 2, 30),
        ("c", 1, 30),
    ]


def test_small_groups_are_not_told_and_figures_are_rounded_down():
    offered = [opportunity(All((A, B))), opportunity(All((B, C)), "salerno/other")]
    table = crowd(a=19, c=9)

    told = find_barriers(table, compile_pack(offered), circumstances=WHEN)

    assert [(r.opportunity, r.persons) for r in told.relaxations] == [("salerno/course", 10)]
    assert [(b.question.leaf.name, b.opportunities, b.persons) for b in told.barriers] == [
        ("b", 1, 20)
    ]


def test_twin_with_numba_finds_the_same():
    fast = pytest.importorskip("salerno.rules.fast")
    pack = compile_pack([opportunity(All((A, Any((B, C)), AtLeast(1, (A, B)))))])
    table = crowd(ab=30, a=50, abc=70, bc=20, _=65)

    own, twin = (
        find_barriers(table, pack, circumstances=WHEN, k=1, run=run) for run in (runs.run, fast.run)
    )

    assert twin == own
    assert own.relaxations != ()
