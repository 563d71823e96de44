"""No route to any licence of the atlas has a step that its own rule would refuse on its day."""

from datetime import date
from pathlib import Path

import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.formats import read_person
from salerno.routes.goals import goals_of
from salerno.routes.planning import plan
from salerno.routes.steps import Outlook
from salerno.rules.packs import compile_pack

pytestmark = pytest.mark.slow
PERSONS = Path(__file__).parents[2] / "examples" / "persons"
NOW = Circumstances(date(2026, 11, 22))
LICENCES = ("licence", "registration", "certification")


def licences(atlas):
    """The goals that end in the right to practise, or in a certificate that it rests on."""
    known = atlas.opportunities
    for goal in goals_of(known.values(), vocabulary=atlas.vocabulary):
        if goal.opportunities and known[goal.opportunities[0]].kind in LICENCES:
            yield goal


@pytest.mark.parametrize("name", ["graduate", "specialist"])
def test_no_step_is_refused_by_its_own_rule_on_its_day(atlas, name):
    person = read_person(PERSONS / f"{name}.yaml", vocabulary=atlas.vocabulary)
    pack = compile_pack(atlas.opportunities.values())
    outlook = Outlook(NOW, atlas.vocabulary, atlas.rates)

    plans = [plan(person, pack, goal=goal, outlook=outlook) for goal in licences(atlas)]

    refused = {
        (found.goal.id, caution.step)
        for found in plans
        for route in found.routes
        for caution in route.cautions
        if caution.danger == "not-now"
    }
    assert len(plans) > 100
    assert sum(len(found.routes) for found in plans) > 100
    assert refused == set()
