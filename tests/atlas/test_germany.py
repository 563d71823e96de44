"""What the German rules say of a file opened today, with the reform and without it."""

from datetime import date

import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Credential, Person
from salerno.periods import PartialDate
from salerno.rules.canonical import version_id
from salerno.rules.chain import State
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import screen

REVIEW, TEST = "de/federal/equivalence-review", "de/federal/kenntnispruefung"
OPENED = date(2026, 11, 22)


def states(atlas, facts):
    """Return the verdicts on review and test under the present law and under the bill."""
    rules = [atlas.opportunity(name) for name in (REVIEW, TEST)]
    trota = Person(
        "trota",
        facts=facts,
        credentials=(Credential("de/application", PartialDate(OPENED, OPENED)),),
        complete=("*",),
    )
    bill = {
        version_id(version): "in-force" if version.status == "proposed" else "repealed"
        for rule in rules
        for version in rule.versions
    }
    pack = compile_pack(rules)
    laws = (Circumstances(OPENED), Circumstances(OPENED, statuses=bill))
    return [tuple(v.state for v in screen(trota, pack, circumstances=around)) for around in laws]


@pytest.mark.parametrize("asked", [False, True])
def test_file_opened_today_is_shown_under_both_laws(atlas, asked):
    facts = {"de.examination-chosen": (False,), "de.review-requested": (asked,)}

    present, bill = states(atlas, facts)

    review = State.ELIGIBLE if asked else State.NOT_YET
    assert present == (State.ELIGIBLE, State.NOT_YET)
    assert bill == (review, State.ELIGIBLE)
