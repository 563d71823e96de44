"""The funds that are shipped: all that was found, each source, nobody barred by silence."""

import json
from dataclasses import replace

import pytest

from salerno.atlas.directories import load_directory
from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Credential, Person
from salerno.programmes.funds import funded, sources_behind
from salerno.programmes.statements import sources_of
from salerno.rules import compile_pack
from salerno.rules.chain import State
from salerno.rules.surveys import survey
from salerno.rules.verdicts import screen
from tests.spec.clerk import TODAY

NOW = Circumstances(today=TODAY)


@pytest.fixture(scope="module")
def directory(atlas):
    return load_directory(vocabulary=atlas.vocabulary)


@pytest.fixture(scope="module")
def research():
    def read(shared):
        return json.loads((shared / "research/funding.json").read_text("utf-8"))

    return read


def who(atlas, *credentials, **facts):
    """Return somebody who told these facts, `__` for a point, and holds only these credentials."""
    known = atlas.vocabulary
    named = {key.replace("__", ".").replace("_", "-"): own for key, own in facts.items()}
    told = {key: tuple(known.fact(key).parse(one) for one in own) for key, own in named.items()}
    held = tuple(Credential(kind, attributes=own) for kind, own in credentials)
    return Standpoint(Person("trota", told, held, ("*",)), NOW)


def state(directory, name, view, programme=""):
    """Return how somebody stands to a fund, with a place on a programme if one is named."""
    if programme:
        view = funded(view, directory.programmes[programme])
    pack = compile_pack([directory.funds[name].rule])
    (verdict,) = screen(view.person, pack, circumstances=NOW)
    return verdict.state


def test_every_fund_that_was_found_is_there(directory, research, shared):
    found = research(shared)

    assert {name.rpartition("/")[2] for name in directory.funds} == {
        own["id"] for own in found["funding"]
    }
    assert sorted(own.country for own in directory.proofs.values()) == sorted(
        own["country"] for own in found["visa_money"]
    )


def test_every_source_that_was_found_is_named(directory, research, shared):
    found = research(shared)

    by_id = {name.rpartition("/")[2]: own for name, own in directory.funds.items()}
    for own in found["funding"]:
        told = {source.url for source in sources_behind(by_id[own["id"]])}
        assert told >= {source["source_url"] for source in own["sources"]}, own["id"]
    by_country = {own.country: own for own in directory.proofs.values()}
    for own in found["visa_money"]:
        told = {source.url for source in sources_of(by_country[own["country"]].proofs)}
        assert told == {fact["source_url"] for fact in own["facts"]}, own["country"]


def test_contradictions_that_were_found_are_kept(directory, research, shared):
    found = research(shared)

    by_id = {name.rpartition("/")[2]: own for name, own in directory.funds.items()}
    for own in found["funding"]:
        assert bool(by_id[own["id"]].disputes) >= bool(own.get("contradictions")), own["id"]
    by_country = {own.country: own for own in directory.proofs.values()}
    for own in found["visa_money"]:
        assert len(by_country[own["country"]].disputes) == len(own["contradictions"])


@pytest.mark.parametrize("someone", [Person("abella"), Person("trota", complete=("*",))])
def test_nobody_is_barred_from_a_fund_by_saying_nothing(directory, someone):
    rules = [own.rule for own in directory.funds.values()]

    found = survey(someone, compile_pack(rules), circumstances=NOW)

    assert len(rules) == len(directory.funds)
    assert not found.is_standing(State.NEVER).any()
    assert not found.is_standing(State.ELIGIBLE).any()


def test_free_tuition_of_a_headline_is_closed_to_those_from_abroad(atlas, directory):
    abroad = who(
        atlas,
        citizenship=["GH"],
        us__permanent_resident=["no"],
        us__protected_status=["none"],
        residence__country=["GH"],
    )

    assert state(directory, "us/jhu-bloomberg", abroad) is State.NEVER
    assert state(directory, "us/jhu-bloomberg", who(atlas, citizenship=["US"])) is (
        State.CANNOT_TELL
    )


def test_full_tuition_for_all_is_open_with_a_place_and_not_without(atlas, directory):
    trota = who(atlas, citizenship=["GH"])

    assert state(directory, "us/cclcm", trota) is State.CANNOT_TELL
    assert state(directory, "us/cclcm", trota, "us/cclcm/md") is State.ELIGIBLE
    assert state(directory, "us/cclcm", trota, "us/yale/md") is State.CANNOT_TELL


@pytest.mark.parametrize(
    ("born", "level", "expected"),
    [
        ("2004-11-23", "undergraduate", State.CANNOT_TELL),
        ("2004-11-22", "undergraduate", State.NOT_YET),
        ("1980-01-01", "graduate", State.CANNOT_TELL),
    ],
)
def test_age_of_a_scholarship_is_counted_for_first_degrees(atlas, directory, born, level, expected):
    view = who(
        atlas,
        citizenship=["GH"],
        birth__date=[born],
        study__country=["TR"],
        study__level=[level],
    )

    assert state(directory, "tr/turkiye-burslari", view) is expected


@pytest.mark.parametrize(("country", "expected"), [("US", State.ELIGIBLE), ("BR", State.NOT_YET)])
def test_cosigner_stands_in_for_citizenship(atlas, directory, country, expected):
    view = who(
        atlas,
        ("finance/cosigner", {"country": (country,)}),
        citizenship=["BR"],
        us__permanent_resident=["no"],
        study__country=["US"],
    )
    told = {**view.person.facts, "judged/us-sofi-school": (True,)}
    view = replace(view, person=replace(view.person, facts=told))

    assert state(directory, "us/sofi-med", view) is expected


def test_fund_is_open_only_where_its_country_is(atlas, directory):
    view = who(atlas, citizenship=["GH"])

    assert state(directory, "hu/stipendium-hungaricum", view, "us/yale/md") is State.NOT_YET
    assert state(directory, "hu/stipendium-hungaricum", view, "hu/pecs/md") is State.CANNOT_TELL
