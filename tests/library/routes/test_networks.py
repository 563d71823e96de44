"""The graph of steps follows the rules: what is met is free, what is missing has its steps."""

from dataclasses import replace
from datetime import date

import pytest

from salerno.credentials.circumstances import Event
from salerno.periods import PartialDate
from salerno.routes.goals import Goal
from salerno.routes.steps import Step
from salerno.rules.leaves import Attempts, Wait
from tests.library.routes.office import HERE, ids, is_open, network, outlook, step, told, way
from tests.library.routes.ways import SILENT, STEP1, STEP2, STEP3, TROTA, A, C, lifted, steps_to
from tests.spec.clerk import held, person

LITERALS = [
    ("nothing", TROTA, ["b"]),
    (f"{{has: {STEP1}}}", person(held(STEP1)), ["b"]),
    (f"{{has: {STEP1}}}", TROTA, ["a", "b"]),
    (f"{{has: {STEP1}}}", SILENT, ["a", "b"]),
    (f"{{has: {STEP3}}}", TROTA, [f"obtain {STEP3}", "b"]),
    (f"{{has: {STEP3}}}", SILENT, [f"obtain {STEP3}", "b"]),
    ("{has: us/j1-status}", TROTA, None),
    ("{has: us/j1-research}", TROTA, ["obtain us/j1-research", "b"]),
    (f"{{has: {STEP1}, where: {{result: pass}}}}", person(held(STEP1, result="fail")), ["a", "b"]),
    (f"{{has: {STEP3}, where: {{result: pass}}}}", person(held(STEP3)), ["suppose", "b"]),
    (f"{{not: {{has: {STEP1}}}}}", TROTA, ["b"]),
    (f"{{not: {{has: {STEP1}}}}}", person(held(STEP1)), None),
    (f"{{not: {{has: {STEP1}}}}}", SILENT, ["suppose not", "b"]),
    (f"{{has: {STEP1}, count: '<= 1'}}", person(held(STEP1), held(STEP1)), None),
    ("{fact: student.status, is: final}", person(facts={"student.status": "final"}), ["b"]),
    ("{fact: student.status, is: final}", person(facts={"student.status": "out"}), None),
    ("{fact: student.status, is: final}", TROTA, ["suppose", "b"]),
    ("{not: {fact: student.status, is: final}}", TROTA, ["suppose not", "b"]),
    ("{judge: fitness}", TROTA, ["decision fitness", "b"]),
    ("{not: {judge: fitness}}", TROTA, ["suppose not", "b"]),
    ("{time: experience/practice, is: at least 1 year}", TROTA,
     ["obtain experience/practice", "b"]),
    ("{time: experience/practice, measure: gap, is: at most 1 year, within: 5 years}", TROTA, None),
    ("{sum: credits, of: cpd/activity, is: '>= 50'}", TROTA, ["obtain cpd/activity", "b"]),
    (f"{{attempts: {STEP1}, max: 1}}", person(held(STEP1, "2026-01-01")), None),
    (f"{{attempts: {STEP1}, max: 1, per: 12 months}}", person(held(STEP1, "2026-01-01")),
     ["wait", "b"]),
    (f"{{attempts: {STEP1}, max: 1}}", SILENT, ["suppose", "b"]),
    (f"{{wait: 1 year, after: {STEP1}}}", person(held(STEP1, "2026-01-01")), ["wait", "b"]),
    (f"{{wait: 1 year, after: {STEP1}}}", person(held(STEP1)), ["suppose", "b"]),
    (f"{{has: {STEP1}, fix: c}}", TROTA, ["b", "c"]),
    (f"{{has: {STEP1}, fix: b}}", TROTA, ["a", "b"]),
    (f"{{has: {STEP1}, fix: nowhere/known}}", TROTA, ["a", "b"]),
    ("{fact: student.status, is: final, fix: c}", person(facts={"student.status": "out"}),
     ["b", "c"]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "someone", "expected"), LITERALS)
def test_requirement_is_reached_in_its_way(rule, someone, expected):
    assert steps_to(rule, someone) == (expected and sorted(expected))


def test_wait_ends_on_its_day_and_has_the_days_until_then():
    someone = person(held(STEP1, "2026-01-10"))

    found = network(someone, step("b", f"{{wait: 1 year, after: {STEP1}}}"))

    (wait,) = (own for own in found.steps.values() if own.way == "wait")
    assert (wait.not_before, wait.lasts) == (date(2027, 1, 10), (49, 49))
    assert isinstance(wait.literal.leaf, Wait)


def test_wait_for_another_attempt_is_as_long_as_they_are_counted():
    someone = person(held(STEP1, "2026-01-10"))

    found = network(someone, step("b", f"{{attempts: {STEP1}, max: 1, per: 12 months}}"))

    (wait,) = (own for own in found.steps.values() if own.way == "wait")
    assert (wait.not_before, wait.lasts) == (None, (365, 365))
    assert isinstance(wait.literal.leaf, Attempts)


@pytest.mark.parametrize(
    ("order", "expected"), [("at least", date(2027, 1, 10)), ("over", date(2027, 1, 11))]
)
def test_what_is_too_young_is_waited_for(order, expected):
    someone = person(held(STEP3, "2026-01-10"), held(STEP3, "2026-03-01"), held(STEP3))

    found = network(someone, step("b", f"{{has: {STEP3}, valid: any, age: {order} 1 year}}"))

    (wait,) = (own for own in found.steps.values() if own.way == "wait")
    assert wait.not_before == expected


@pytest.mark.parametrize(
    ("rule", "someone"),
    [
        ("age: at least 2 years", person(held(STEP3, "2026-01-10", "2026-12-31"))),
        ("age: at least 2 years, count: '>= 2'", person(held(STEP3, "2026-01-10"))),
    ],
)  # fmt: skip
def test_what_will_have_lapsed_or_is_too_few_is_not_waited_for(rule, someone):
    found = network(someone, step("b", f"{{has: {STEP3}, {rule}}}"))

    assert {own.way for own in found.steps.values()} == {"take", "obtain"}


BARS = [
    ("law", person(facts={"student.status": "out"}), None),
    ("blog", person(facts={"student.status": "out"}), None),
    ("law", TROTA, ["suppose", "b"]),
]


@pytest.mark.parametrize(("source", "someone", "expected"), BARS)
def test_bar_is_not_a_step_though_in_doubt_and_supposed_away_only_when_unknown(
    source, someone, expected
):
    rule = f"{{fact: student.status, is: final, if-unmet: never, source: {source}}}"

    assert steps_to(rule, someone) == (expected and sorted(expected))


def test_bar_on_holding_the_wrong_thing_leaves_those_who_hold_nothing_free():
    rule = f"{{has: {STEP1}, where: {{result: pass}}, if-unmet: never}}"
    passing = step("a", grants=f"{{type: {STEP1}, scope: {{result: pass}}}}")

    assert steps_to(rule, TROTA, passing) == ["a", "b"]
    assert steps_to(rule, person(held(STEP1, result="fail")), passing) is None


GROUPS = [
    (f"[{{has: {STEP1}}}, {{has: {STEP2}}}]", ["a", "b", "c"]),
    (f"{{any: [{{has: us/j1-status}}, {{has: {STEP2}}}]}}", ["b", "c"]),
    (f"{{at-least: 2, of: [{{has: {STEP1}}}, {{has: us/j1-status}}, {{has: {STEP2}}}]}}",
     ["a", "b", "c"]),
    (f"{{at-least: 3, of: [{{has: {STEP1}}}, {{has: us/j1-status}}, {{has: {STEP2}}}]}}", None),
    (f"{{choose: [{{when: {{has: us/j1-status}}, then: {{has: us/j1-status}}}}, "
     f"{{else: {{has: {STEP2}}}}}]}}", ["b", "c"]),
    (f"{{choose: [{{when: {{has: {STEP1}}}, then: nothing}}, {{else: {{has: us/j1-status}}}}]}}",
     ["a", "b"]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "expected"), GROUPS)
def test_group_is_reached_by_its_parts(rule, expected):
    assert steps_to(rule) == (expected and sorted(expected))


EXCEPTIONS = [
    ("then: met", ["a", "b"]),
    ("drop: [own]", ["a", "b"]),
    (f"replace: {{own: {{has: {STEP2}}}}}", ["a", "b", "c"]),
]


@pytest.mark.parametrize(("then", "expected"), EXCEPTIONS)
def test_exception_can_be_aimed_for(then, expected):
    case = f"{{when: {{has: {STEP1}}}, because: Why, {then}}}"
    rule = f"requires: {{has: us/j1-status, id: own}}, except: [{case}]"
    versions = f"[{{in-force: .., source: law, {rule}}}]"

    found = network(TROTA, step("b", versions=versions), A, C)

    assert sorted(ids(found)) == sorted(expected)


def test_exception_that_bars_is_kept_clear_of():
    case = f"{{when: {{has: {STEP1}}}, because: Why, then: never}}"
    versions = f"[{{in-force: .., source: law, requires: nothing, except: [{case}]}}]"
    barred = step("b", versions=versions)

    assert ids(network(TROTA, barred, A)) == ["b"]
    assert not is_open(network(person(held(STEP1)), barred, A))


def test_every_version_that_may_apply_is_met():
    versions = f"""[
        {{in-force: ..2020-12-31, source: law, requires: {{has: {STEP1}}}}},
        {{in-force: 2021-01-01.., source: law, requires: {{has: {STEP2}}}}}]"""
    either = step("b", versions=versions, **{"decided-by": "{fact: enrolled-on}"})

    assert sorted(ids(network(TROTA, either, A, C))) == ["a", "b", "c"]
    assert ids(network(person(facts={"enrolled-on": "2019-05-01"}), either, A, C)) == ["a", "b"]


COUNTS = [
    (f"{{has: {STEP1}, count: '>= 2'}}", TROTA, (A, step("d", grants=STEP1)), ["a", "d", "b"]),
    (f"{{has: {STEP1}, count: '> 1'}}", person(held(STEP1)), (A, C), ["a", "b"]),
    (f"{{has: {STEP1}, count: '>= 2'}}", TROTA, (A, C), [f"obtain {STEP1}", "b"]),
    ("{has: us/j1-status, count: '>= 2'}", TROTA, (A,), None),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "someone", "others", "expected"), COUNTS)
def test_count_is_reached_by_so_many_steps_besides_what_is_held(rule, someone, others, expected):
    assert steps_to(rule, someone, *others) == (expected and sorted(expected))


def verifying(name, of, **keys):
    """A step that verifies one document, or several."""
    return step(name, grants=f"{{type: verification/source, scope: {{of: {of}}}}}", **keys)


DISTINCT = "{has: verification/source, count: '>= 2', distinct: of}"


def test_distinct_values_are_counted_once():
    degree, again = verifying("a", "degree"), verifying("c", "degree")
    letter = verifying("d", "letter")

    assert steps_to(DISTINCT, TROTA, degree, again) == ["b", "obtain verification/source"]
    assert len(steps_to(DISTINCT, TROTA, degree, again, letter)) == 3
    assert steps_to(DISTINCT, person(held("verification/source", of="degree")), degree, letter) == [
        "b",
        "d",
    ]


def test_step_that_gives_several_values_counts_for_each():
    assert steps_to(DISTINCT, TROTA, verifying("a", "[degree, letter]")) == ["a", "b"]


def test_value_that_is_not_told_counts_as_another():
    unsaid = step("a", grants="verification/source")

    assert steps_to(DISTINCT, TROTA, unsaid, verifying("c", "degree")) == ["a", "b", "c"]


FEES = "[{for: piece, amount: 100 USD, unit: document, source: law}]"


def test_what_is_paid_by_the_piece_is_taken_piece_by_piece():
    paid = verifying("a", "[degree, letter]", fees=FEES)
    rule = "{has: verification/source, where: {of: letter}}"

    assert steps_to(rule, TROTA, paid) == ["a?of=letter", "b"]
    assert steps_to("{has: verification/source}", TROTA, paid) == ["a?of=degree", "b"]
    assert steps_to(DISTINCT, TROTA, paid) == ["a?of=degree", "a?of=letter", "b"]
    assert steps_to(rule.replace("}}", "}, fix: a}"), TROTA, paid) == ["a?of=letter", "b"]


def test_conditions_of_a_table_pick_the_piece_too():
    paid = step(
        "a",
        grants="{type: qualification/postgraduate, scope: {country: [GB, IE]}}",
        fees=FEES,
    )
    rule = "{has: qualification/postgraduate, table: royal-college}"

    found = network(TROTA, step("b", rule), paid)

    assert {told(own.id) for own in found.steps.values()} == {"a?country=GB", "a?country=IE", "b"}


def test_conditions_may_be_met_by_different_credentials():
    rule = """{has: exam/overseas, where: {result: pass, name: one}, same-sitting: no}"""
    result = step("a", grants="{type: exam/overseas, scope: {result: pass, name: two}}")
    name = step("c", grants="{type: exam/overseas, scope: {result: fail, name: one}}")

    assert steps_to(rule, TROTA, result, name) == ["a", "b", "c"]
    assert steps_to(rule, person(held("exam/overseas", result="pass", name="x")), name) == [
        "b",
        "c",
    ]
    assert steps_to(rule, TROTA, result, name, to=outlook(without=frozenset({"a"}))) is None


def test_count_that_only_closed_steps_could_reach_is_closed():
    rule = f"{{has: {STEP1}, count: '>= 2'}}"

    assert steps_to(rule, TROTA, A, to=outlook(without=frozenset({"a"}))) is None


AFTER = f"{{has: {STEP2}, after: {STEP1}, lag: at most 1 year}}"


def test_what_must_come_before_is_a_step_as_well():
    assert steps_to(AFTER) == ["a", "b", "c"]
    assert steps_to(AFTER, person(held(STEP1, "2026-01-10"))) == ["b", "c"]
    assert steps_to(AFTER, person(held(STEP1, "2020-01-10"))) == ["a", "b", "c"]
    assert steps_to(f"{{has: {STEP2}, after: {STEP1}}}", person(held(STEP1, "2020-01-10"))) == [
        "b",
        "c",
    ]
    assert steps_to(f"{{has: {STEP2}, after: us/j1-status}}") is None


def test_what_is_counted_after_something_is_had_anew():
    rule = f"{{has: {STEP2}, after: {STEP1}, count: '>= 1', distinct: result}}"

    assert steps_to(rule, person(held(STEP2, "2020-01-01", result="pass"))) == ["a", "b", "c"]


WINDOW = f"{{all: [{{has: {STEP1}, valid: any}}, {{has: {STEP2}}}], window: 2 years}}"


def test_old_part_of_a_stretch_is_had_again():
    old, young = held(STEP1, "2020-01-01"), held(STEP1, "2025-01-01")

    assert steps_to(WINDOW) == ["a", "b", "c"]
    assert steps_to(WINDOW, person(young)) == ["b", "c"]
    assert steps_to(WINDOW, person(old)) == ["a", "b", "c"]
    assert steps_to(WINDOW, person(old, held(STEP2, "2026-01-01"))) == ["a", "b"]
    assert steps_to(WINDOW, person(old, held(STEP2, "2020-06-01"))) == ["b"]


def test_each_part_of_a_stretch_that_cannot_be_had_is_a_barrier():
    rule = f"{{all: [{{has: {STEP3}}}, {{has: us/j1-status}}], window: 2 years}}"

    assert steps_to(rule) is None
    assert lifted(rule) == ["lift b", "lift b"]


CYCLE = (
    step("a", f"{{has: {STEP2}}}", grants=STEP1),
    step("c", f"{{has: {STEP1}}}", grants=STEP2),
)


def test_recognition_that_needs_itself_is_not_reached():
    assert steps_to(f"{{has: {STEP1}}}", TROTA, *CYCLE) is None
    assert steps_to(f"{{has: {STEP1}}}", person(held(STEP2)), *CYCLE) == ["a", "b"]
    entry = step("d", grants=STEP2)
    assert steps_to(f"{{has: {STEP1}}}", TROTA, *CYCLE, entry) == ["a", "b", "d"]


def test_circle_is_opened_by_lifting_one_requirement_in_it():
    assert lifted(f"{{has: {STEP1}}}", TROTA, *CYCLE) in (["lift a"], ["lift b"], ["lift c"])


def test_own_grant_does_not_open_a_step():
    own = step("b", f"{{has: {STEP1}}}", grants=STEP1)

    assert ids(network(TROTA, own)) == [f"obtain {STEP1}", "b"]


def test_what_will_have_lapsed_is_had_anew():
    asking = step("b", f"{{has: {STEP1}}}")
    leaf = asking.versions[0].requires

    found = network(person(held(STEP1)), asking, A, lapsing=frozenset({("b", leaf)}))

    assert ids(found) == ["a", "b"]


def test_what_will_have_lapsed_is_counted_no_more():
    asking = step("b", f"{{has: {STEP1}, count: '>= 2'}}")
    leaf = asking.versions[0].requires
    someone = person(held(STEP1), held(STEP1))
    others = (A, step("d", grants=STEP1))

    found = network(someone, asking, *others, lapsing=frozenset({("b", leaf)}))

    assert sorted(ids(found)) == ["a", "b", "d"]


ANCHORED = [
    (f"{{has: {STEP1}, valid: through event}}", person(held(STEP1, "2026-01-01", "2027-06-30"))),
    ("{fact: student.status, is: final, at: event}",
     person(changing={"student.status": {"..2027-01-31": "final"}})),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "someone"), ANCHORED)
def test_day_of_an_event_that_nobody_told_is_left_to_the_timeline(rule, someone):
    told_day = outlook(circumstances=replace(HERE, event=Event(PartialDate.on(date(2028, 1, 1)))))

    assert steps_to(rule, someone) == ["b"]
    assert steps_to(rule, someone, A, to=told_day) != ["b"]


def test_event_of_the_opportunity_itself_is_the_one_that_counts():
    rule = f"{{has: {STEP1}, valid: through event}}"
    someone = person(held(STEP1, "2026-01-01", "2027-06-30"))
    asking = step("b", rule, event="{starts: 2028-01-01, length: 1 day}")

    assert ids(network(someone, asking, A)) == ["a", "b"]


def test_goal_is_what_several_grant_at_the_place_that_is_aimed_for():
    full = "{type: licence/medical, scope: {country: GB, region: [north, south]}}"
    one = step("one", "{has: us/j1-status}", grants="{type: licence/medical, scope: {country: GB}}")
    two = step("two", grants=full)
    paid = step("paid", grants=full, fees=FEES)

    def goal(*scope):
        return Goal("licence", (), (), "licence/medical", scope)

    assert ids(network(TROTA, one, two, goal=goal(("country", "GB"), ("region", "north")))) == [
        "two"
    ]
    assert ids(network(TROTA, one, paid, goal=goal(("region", "south")))) == ["paid?region=south"]
    assert not is_open(network(TROTA, one, two, goal=goal(("country", "IE"))))


def test_each_step_is_drawn_once_with_what_it_rests_on():
    found = network(
        TROTA, step("b", f"[{{has: {STEP1}}}, {{has: {STEP2}}}]"),
        A, step("c", f"{{has: {STEP1}}}", grants=STEP2),
    )  # fmt: skip

    assert sorted(own.id for own in found.steps.values()) == ["a", "b", "c"]
    assert set(found.needed) == set(found.steps)
    asked = {(own.opportunity.id, own.literal.leaf.selection.types) for own in found.asked.values()}
    assert asked == {("b", (STEP1,)), ("b", (STEP2,)), ("c", (STEP1,))}


def test_what_is_not_known_of_a_step_is_guessed_from_others_of_its_kind():
    known = [
        step("a", grants=STEP1, kind="course", duration="10 days",
             fees="[{for: seat, amount: 100 EUR, source: law}]"),
        step("c", grants=STEP2, kind="course"),
    ]  # fmt: skip
    rule = f"[{{has: {STEP1}}}, {{has: {STEP2}}}]"

    found = network(TROTA, step("b", rule), *known)

    weights = {found.steps[n].id: (found.graph.cost[n], found.graph.time[n]) for n in found.steps}
    assert (weights["a"], weights["c"]) == ((100, 10), (100, 10))


def test_supposed_is_named_by_what_is_asked():
    found = network(TROTA, step("b", "{fact: student.status, is: final, id: last}"))

    route = way(found)
    supposed = found.steps[route.steps[0]]
    assert isinstance(supposed, Step)
    assert (supposed.way, supposed.asked_by, supposed.literal.note.id) == ("suppose", "b", "last")


def test_decision_takes_as_long_as_the_rule_says():
    found = network(TROTA, step("b", "[{judge: one, days: 30}, {judge: two}]"))

    after = {own.id: own.after for own in found.steps.values() if own.way == "decision"}
    assert after == {"decision one": (0, 30), "decision two": None}


def test_practice_that_nobody_grants_lasts_as_long_as_is_asked():
    found = network(TROTA, step("b", "{time: experience/practice, is: at least 2 years}"))

    (obtained,) = (own for own in found.steps.values() if own.way == "obtain")
    assert (obtained.lasts, obtained.unpriced) == ((730, 730), ("",))


def test_practice_that_somebody_offers_is_taken_there():
    post = step("a", grants="experience/practice")

    assert steps_to("{time: experience/practice, is: at least 2 years}", TROTA, post) == ["a", "b"]


def test_practice_that_is_too_short_is_obtained_elsewhere():
    short = step("a", grants="experience/practice", duration="6 months")
    long = step("a", grants="experience/practice", duration="2 years")
    rule = "{time: experience/practice, is: at least 2 years}"
    someone = person(held("experience/practice", "2024-01-01", "2025-09-30"))

    assert steps_to(rule, TROTA, short) == ["b", "obtain experience/practice"]
    assert steps_to(rule, TROTA, long) == ["a", "b"]
    assert steps_to(rule, someone, short) == ["a", "b"]
