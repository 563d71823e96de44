"""The programmes that are shipped: they can be read, and nobody is barred by saying nothing."""

import json
from collections import Counter

import pytest

from salerno.atlas.directories import load_directory
from salerno.credentials.circumstances import Circumstances
from salerno.credentials.person import Person
from salerno.programmes import believed
from salerno.rules import compile_pack
from salerno.rules.chain import State
from salerno.rules.surveys import survey
from tests.spec.clerk import TODAY

NOW = Circumstances(today=TODAY)


@pytest.fixture(scope="module")
def directory(atlas):
    return load_directory(vocabulary=atlas.vocabulary)


@pytest.fixture(scope="module")
def rules(directory):
    return [own.rule for own in directory.programmes.values() if own.rule]


def test_ids_begin_with_the_country_of_the_school(directory):
    for school in directory.schools.values():
        assert school.id.startswith(f"{school.country.lower()}/")
    for own in directory.programmes.values():
        assert own.id.startswith(f"{own.school}/")


@pytest.mark.parametrize("person", [Person("abella"), Person("trota", complete=("*",))])
def test_nobody_is_barred_by_saying_nothing(rules, person):
    found = survey(person, compile_pack(rules), circumstances=NOW)

    barred = found.is_standing(State.NEVER)
    assert [own.id for own, is_barred in zip(rules, barred, strict=True) if is_barred] == []


def test_whoever_takes_nobody_from_abroad_says_so_in_the_rule(directory):
    closed = [
        own
        for own in directory.programmes.values()
        if (told := believed(own.acceptance)) and told.value == "no" and own.rule
    ]

    assert closed
    for own in closed:
        found = survey(Person("abella"), compile_pack([own.rule]), circumstances=NOW)
        assert not found.is_standing(State.ELIGIBLE)[0], own.id


def test_every_amount_and_count_has_a_day_it_was_read_and_an_address_or_a_title(directory):
    for own in directory.programmes.values():
        for stated in (*own.prices, *own.counts, *own.acceptance):
            assert stated.source.url or stated.source.title
            assert stated.source.read <= TODAY


def test_every_programme_that_was_found_is_there(directory, shared):
    found = json.loads((shared / "research/programmes.json").read_text("utf-8"))["programmes"]
    domains = {
        str(held.value)
        for own in directory.schools.values()
        if (held := own.identifiers.get("domain"))
    }
    ours = Counter(own.country for own in directory.programmes.values())
    theirs = Counter(own["country"] for own in found)

    assert {own["domain"]["value"] for one in found if (own := one["identifiers"])["domain"]} <= (
        domains
    )
    assert {country for country, count in theirs.items() if ours[country] < count} == set()


def test_schools_that_award_for_others_are_known(directory):
    awarding = {own.awarded_by for own in directory.schools.values()} - {""}

    assert "ie/rcsi" in awarding
    assert awarding <= set(directory.schools)
