"""A survey at a glance: what stands how, and how far it is."""

from dataclasses import replace
from types import MappingProxyType

from salerno.credentials.circumstances import Circumstances
from salerno.rules import compile_pack, screen
from salerno.rules.canonical import version_id
from salerno.rules.chain import State
from salerno.rules.surveys import survey
from tests.spec.clerk import TODAY, opportunity, person

NOW = Circumstances(today=TODAY)
ORDER = (State.ELIGIBLE, State.CANNOT_TELL, State.NOT_YET, State.NEVER)
JUDGED = "{{judge: {0}, text: {{en: Somebody decides}}}}"
OPEN = opportunity("- nothing", name="spec/open")
ONE = opportunity(f"- {JUDGED.format('a')}", name="spec/one")
THREE = opportunity(
    f"- {JUDGED.format('a')}\n- {JUDGED.format('b')}\n- {JUDGED.format('c')}", name="spec/three"
)
EITHER = opportunity(
    f"- any: [{JUDGED.format('a')}, {JUDGED.format('b')}, {JUDGED.format('c')}]",
    name="spec/either",
)
TWO_OF = opportunity(
    f"- at-least: 2\n  of: [{JUDGED.format('a')}, {JUDGED.format('b')}, {JUDGED.format('c')}]",
    name="spec/two-of",
)
TOMORROW = opportunity(
    "versions:\n  - {in-force: 2026-11-23.., source: law, requires: nothing}", name="spec/tomorrow"
)
EVERYTHING = (THREE, TWO_OF, ONE, EITHER, OPEN, TOMORROW)


def surveyed(*offered, when=NOW):
    return survey(person(), compile_pack(offered), circumstances=when)


def test_distance_is_what_is_missing_on_the_shortest_way():
    assert surveyed(*EVERYTHING).distances().tolist() == [3, 2, 1, 1, 0, 0]


def test_nearest_comes_first_and_equals_stay_in_their_order():
    places = surveyed(*EVERYTHING).nearest_first(ORDER).tolist()

    names = [EVERYTHING[place].id for place in places]
    assert names == [
        "spec/open", "spec/tomorrow", "spec/one", "spec/either", "spec/two-of", "spec/three",
    ]  # fmt: skip


def test_survey_of_nothing_is_empty():
    found = surveyed()

    assert found.bits.tolist() == found.distances().tolist() == []
    assert found.nearest_first(ORDER).tolist() == []


def test_version_that_is_not_in_force_yet_decides_nothing():
    found = surveyed(TOMORROW)

    assert found.verdict(0).judged == ()
    assert found.is_standing(State.CANNOT_TELL).tolist() == [True]


def test_supposed_status_of_a_version_is_heeded():
    (version,) = ONE.versions
    supposed = MappingProxyType({version_id(version): "proposed"})
    when = replace(NOW, statuses=supposed)

    found = surveyed(ONE, OPEN, when=when)

    assert found.verdict(0).judged == ()
    assert found.distances().tolist() == [0, 0]


def test_other_days_than_that_of_the_application_decide_where_a_rule_says_so():
    rule = """
        decided-by: today
        versions:
          - {in-force: ..2026-11-22, source: law, requires: nothing}
          - in-force: 2026-11-23..
            source: law
            requires: [{judge: a, text: {en: Somebody decides}}]
    """
    late = replace(NOW, application=TODAY.replace(month=12))
    own = opportunity(rule)

    found = surveyed(own, when=late)

    (verdict,) = screen(person(), compile_pack([own]), circumstances=late)
    assert found.verdict(0) == verdict
    assert verdict.state is State.ELIGIBLE
