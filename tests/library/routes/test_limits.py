"""What is shut is no step, and what shuts it is a barrier that can be lifted."""

import pytest

from tests.library.routes.office import ids, network, outlook, step
from tests.library.routes.ways import STEP1, STEP3, TROTA, A, lifted, steps_to
from tests.spec.clerk import held, person

NOT_IN_FORCE = "[{in-force: .., status: proposed, source: law, requires: nothing}]"
HERE_ONLY = "{countries: [GB], source: law}"
SHUT = [
    (step("a", grants=STEP1, presence=HERE_ONLY), {"refused": frozenset({"GB"})}, "refused"),
    (step("a", grants=STEP1), {"without": frozenset({"a"})}, "unwanted"),
    (step("a", grants=STEP1, versions=NOT_IN_FORCE), {}, "not-in-force"),
]


@pytest.mark.parametrize(("other", "limits", "reason"), SHUT)
def test_what_is_shut_is_no_step_but_a_barrier(other, limits, reason):
    to = outlook(**limits)

    assert steps_to(f"{{has: {STEP1}}}", TROTA, other, to=to) is None
    assert lifted(f"{{has: {STEP1}}}", TROTA, other, to=to) == [f"lift {reason} a"]


def test_place_that_is_not_the_only_one_or_not_known_is_open():
    both = step("a", grants=STEP1, presence="{countries: [GB, IE], source: law}")
    anywhere = step("a", grants=STEP1, presence="{countries: anywhere, source: law}")
    to = outlook(refused=frozenset({"GB"}))

    assert steps_to(f"{{has: {STEP1}}}", TROTA, both, to=to) == ["a", "b"]
    assert steps_to(f"{{has: {STEP1}}}", TROTA, anywhere, to=to) == ["a", "b"]
    assert steps_to(f"{{has: {STEP1}}}", TROTA, A, to=to) == ["a", "b"]


def test_each_limit_and_requirement_of_a_shut_step_is_a_barrier_of_its_own():
    other = step("a", "{has: us/j1-status}", grants=STEP1, presence=HERE_ONLY)
    to = outlook(refused=frozenset({"GB"}), without=frozenset({"a"}))

    found = lifted(f"{{has: {STEP1}}}", TROTA, other, to=to)

    assert found == ["lift a", "lift refused a", "lift unwanted a"]


def test_never_is_never_offered_and_is_lifted_by_its_bars():
    bar = "{fact: student.status, is: final, if-unmet: never}"
    other = step("a", f"[{bar}, {{has: us/j1-status}}, {{not: {{has: {STEP3}}}}}]", grants=STEP1)
    someone = person(held(STEP3), facts={"student.status": "out"})

    assert steps_to(f"{{has: {STEP1}}}", someone, other) is None
    assert lifted(f"{{has: {STEP1}}}", someone, other) == ["lift a", "lift a", "lift a not"]


def test_lifting_costs_one_for_each_barrier_and_nothing_else():
    found = network(TROTA, step("b", f"{{has: {STEP1}}}"), A, lifting=True)

    assert (ids(found), found.graph.cost.sum()) == (["a", "b"], 0)


def test_whatever_is_lifted_opens_the_goal():
    rule = f"[{{has: us/j1-status, id: x}}, {{has: {STEP1}}}]"
    without = f"[{{has: {STEP1}}}]"

    assert lifted(rule, TROTA, A) == ["lift b"]
    assert steps_to(rule, TROTA, A) is None
    assert steps_to(without, TROTA, A) == ["a", "b"]
