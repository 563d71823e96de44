"""Which step stands for which requirement, and the order that follows."""

from salerno.routes.graphs import times
from salerno.routes.needs import Need, chosen
from tests.library.routes.office import is_open, network, step, way
from tests.spec.clerk import held, person

STEP1, STEP2, STEP3 = "us/usmle-step1", "us/usmle-step2ck", "us/usmle-step3"
TROTA = person()


def told(found, needs):
    """What each step rests on: who asks, who brings, and the id of the requirement."""
    return [
        (
            found.steps[need.step].id,
            None if need.by is None else found.steps[need.by].id,
            need.asked.literal.note.id if need.asked else None,
        )
        for need in needs
    ]


def test_each_requirement_is_brought_by_a_step_or_held():
    rule = f"[{{has: {STEP1}, id: one}}, {{has: {STEP2}, id: two}}]"
    found = network(person(held(STEP2)), step("b", rule), step("a", grants=STEP1))

    route = way(found)

    assert [found.steps[node].id for node in route.steps] == ["a", "b"]
    assert told(found, route.needs) == [("b", "a", "one"), ("b", None, "two")]


def test_step_comes_after_what_it_rests_on_though_nothing_takes_any_time():
    found = network(
        TROTA,
        step("b", f"[{{has: {STEP3}}}, {{has: {STEP1}}}]"),
        step("a", f"{{has: {STEP2}}}", grants=STEP1),
        step("c", grants=STEP2),
        step("d", f"{{has: {STEP1}}}", grants=STEP3),
    )

    route = way(found)

    assert [found.steps[node].id for node in route.steps] == ["c", "a", "d", "b"]


def test_steps_that_recognise_each_other_are_not_taken_to_bring_each_other():
    found = network(
        TROTA,
        step("b", f"{{has: {STEP1}}}"),
        step("a", f"{{has: {STEP2}}}", grants=STEP1),
        step("c", f"{{has: {STEP1}}}", grants=STEP2),
        step("d", grants=STEP2),
    )

    route = way(found)

    assert [found.steps[node].id for node in route.steps] == ["d", "a", "b"]


def test_earliest_way_is_taken():
    found = network(
        TROTA,
        step("b", f"{{has: {STEP1}}}"),
        step("slow", grants=STEP1, duration="10 days"),
        step("fast", grants=STEP1, duration="9 days"),
    )

    route = way(found)

    assert [found.steps[node].id for node in route.steps] == ["fast", "b"]


def test_only_the_steps_that_are_given_are_rested_on():
    found = network(
        TROTA,
        step("b", f"{{has: {STEP1}}}"),
        step("slow", grants=STEP1, duration="10 days"),
        step("fast", grants=STEP1, duration="9 days"),
    )
    given = [node for node, own in found.steps.items() if own.id != "fast"]

    route = chosen(found, given)

    assert [found.steps[node].id for node in route.steps] == ["slow", "b"]


def test_same_requirement_in_two_places_is_one_need():
    rule = f"[{{has: {STEP1}}}, {{any: [{{has: {STEP1}}}, {{has: us/j1-status}}]}}]"
    found = network(TROTA, step("b", rule), step("a", grants=STEP1))

    assert told(found, way(found).needs) == [("b", "a", "")]


def test_all_of_a_number_are_needs():
    rule = f"{{at-least: 2, of: [{{has: {STEP1}, id: one}}, {{has: {STEP2}, id: two}}]}}"
    found = network(TROTA, step("b", rule), step("a", grants=STEP1), step("c", grants=STEP2))

    assert sorted(told(found, way(found).needs)) == [("b", "a", "one"), ("b", "c", "two")]


def test_goal_without_requirements_needs_nothing():
    found = network(TROTA, step("b"))

    route = way(found)

    assert (is_open(found), len(route.steps), route.needs) == (True, 1, ())
    assert times(found.graph)[found.goal] == 0


def test_lifted_limit_is_a_need_that_no_rule_asks():
    shut = "[{in-force: .., status: proposed, source: law, requires: nothing}]"
    found = network(TROTA, step("b", versions=shut), lifting=True)

    (need,) = way(found).needs

    assert isinstance(need, Need)
    assert (found.steps[need.by].id, need.asked) == ("lift not-in-force b", None)
