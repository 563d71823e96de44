"""The worst mistake is a false never: nobody is barred by saying nothing, or by hearsay."""

from collections import Counter

import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Person
from salerno.rules import Standing, compile_pack, lines, screen
from salerno.rules.chain import State
from tests.spec.clerk import TODAY

NOW = Circumstances(today=TODAY)
STRANGER = Person("abella")
NEWCOMER = Person("trota", complete=("*",))


@pytest.fixture(scope="module")
def pack(atlas):
    return compile_pack(atlas.opportunities.values())


def barred(person, pack):
    return [v.opportunity.id for v in screen(person, pack, circumstances=NOW)
            if v.state is State.NEVER]  # fmt: skip


def test_person_who_told_nothing_is_barred_from_nothing(pack):
    assert barred(STRANGER, pack) == []


def test_person_who_holds_nothing_yet_is_barred_from_nothing(pack):
    assert barred(NEWCOMER, pack) == []


@pytest.mark.slow
def test_bars_of_all_cases_rest_on_law_or_an_official_source(atlas, pack, cases):
    tiers = Counter(
        line.sources[0].tier
        for case in cases
        for verdict in screen(case.person, pack, circumstances=case.circumstances)
        if verdict.state is State.NEVER
        for line in lines(verdict)
        if line.standing is Standing.BARRED
    )

    assert set(tiers) == {"official"}
    assert tiers["official"] > 100


@pytest.mark.slow
def test_no_bar_is_final_once_its_source_was_read_too_long_ago(pack, cases):
    later = Circumstances(today=TODAY.replace(year=TODAY.year + 3))

    assert [
        verdict.opportunity.id
        for case in cases
        for verdict in screen(case.person, pack, circumstances=later)
        if verdict.state is State.NEVER
    ] == []
