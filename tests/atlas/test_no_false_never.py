"""The worst mistake is a false never: nobody is barred by saying nothing, or by hearsay."""

from collections import Counter

import numpy as np
import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Person
from salerno.credentials.table import table_of
from salerno.rules import Standing, compile_pack, lines
from salerno.rules.chain import State
from salerno.rules.planes import STATES, screen_many
from salerno.rules.surveys import survey
from tests.spec.clerk import TODAY

NOW = Circumstances(today=TODAY)
STRANGER = Person("abella")
NEWCOMER = Person("trota", complete=("*",))


@pytest.fixture(scope="module")
def pack(atlas):
    return compile_pack(atlas.opportunities.values())


def bars(person, pack, when):
    """Return the verdicts that are never."""
    found = survey(person, pack, circumstances=when)
    return [found.verdict(place) for place in np.flatnonzero(found.is_standing(State.NEVER))]


def barred(person, pack):
    return [verdict.opportunity.id for verdict in bars(person, pack, NOW)]


def test_person_who_told_nothing_is_barred_from_nothing(pack):
    assert barred(STRANGER, pack) == []


def test_person_who_holds_nothing_yet_is_barred_from_nothing(pack):
    assert barred(NEWCOMER, pack) == []


@pytest.mark.slow
def test_bars_of_all_cases_rest_on_law_or_an_official_source(atlas, pack, cases):
    tiers = Counter(
        line.sources[0].tier
        for case in cases
        for verdict in bars(case.person, pack, case.circumstances)
        for line in lines(verdict)
        if line.standing is Standing.BARRED
    )

    assert set(tiers) == {"official"}
    assert tiers["official"] > 100


@pytest.mark.slow
def test_no_bar_is_final_once_its_source_was_read_too_long_ago(pack, cases):
    later = Circumstances(today=TODAY.replace(year=TODAY.year + 3))

    found = screen_many(table_of(case.person for case in cases), pack, circumstances=later)

    assert found.persons == len(cases)
    assert found.counts[:, STATES.index(State.NEVER)].sum() == 0
