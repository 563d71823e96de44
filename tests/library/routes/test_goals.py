"""What can be reached in a small pack, and finding it by name or by words."""

import pytest

from salerno.errors import UnknownName
from salerno.routes.goals import goal_named, goals_of, matching
from tests.library.routes.office import WORDS, step

LICENCE = step(
    "gb/gmc/licence",
    kind="licence",
    grants="[{type: licence/medical, scope: {country: GB, employer: nhs}}]",
)
VISA = step("gb/visa", kind="visa")
BADGE = step("gb/badge", kind="licence", grants="[{type: licence/medical}]")
KNOWN = (LICENCE, VISA)


def test_goals_are_opportunities_one_sets_out_for_and_what_they_grant_at_a_place():
    found = goals_of(KNOWN, vocabulary=WORDS)

    assert [goal.id for goal in found] == ["gb/gmc/licence", "licence/medical?country=GB"]
    assert found[1].scope == (("country", "GB"),)


def test_what_is_granted_at_no_place_is_no_goal_of_its_own():
    found = goals_of([BADGE], vocabulary=WORDS)

    assert [goal.id for goal in found] == ["gb/badge"]


@pytest.mark.parametrize("name", ["gb/gmc/licence", "gb/visa"])
def test_goal_may_be_any_opportunity(name):
    found = goal_named(name, KNOWN, vocabulary=WORDS)

    assert (found.id, found.opportunities) == (name, (name,))


def test_goal_may_be_a_type_at_a_place():
    found = goal_named("licence/medical?country=GB", KNOWN, vocabulary=WORDS)

    assert (found.opportunities, found.grant) == ((), "licence/medical")


def test_unknown_goal_is_told_with_the_likely_one():
    with pytest.raises(UnknownName) as error:
        goal_named("gb/gmc/license", KNOWN, vocabulary=WORDS)

    assert "gb/gmc/licence" in str(error.value)


def test_goal_like_nothing_known_is_told_with_the_command_that_lists_them():
    with pytest.raises(UnknownName) as error:
        goal_named("xyz", KNOWN, vocabulary=WORDS)

    assert "list them with: salerno goals" in str(error.value)


@pytest.mark.parametrize(
    ("words", "count"), [((), 2), (("GMC",), 1), (("medical", "gb"), 1), (("fr",), 0)]
)
def test_goals_are_found_by_all_their_words(words, count):
    assert len(matching(goals_of(KNOWN, vocabulary=WORDS), words)) == count
