"""A graduate of a school abroad has a route to the register of every country of the atlas."""

from datetime import date

import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.routes.goals import goal_named
from salerno.routes.planning import Wishes, plan
from salerno.routes.steps import Outlook
from salerno.routes.wording.words import step_words
from salerno.rules.chain import State
from salerno.rules.packs import compile_pack
from salerno.rules.verdicts import screen
from salerno.rules.wording.voices import Voice
from tools.graduates import AIMS, Aim, graduate

pytestmark = pytest.mark.slow
NOW = Circumstances(date(2026, 11, 22))
GATES = {
    "ae": {"ae/dataflow/verification", "ae/pqr/licence"},
    "at": {"int/language/de-c1", "at/universities/nostrification", "at/aerztekammer/registration"},
    "au": {"au/mba/english", "au/mba/registration-standards", "au/mba/general-registration"},
    "ca": {"ca/mcc/account", "ca/mcc/mccqe"},
    "ch": {"ch/mebeko/medreg", "ch/mebeko/federal-examination", "ch/cantons/licence"},
    "cn": {"cn/nhc/short-term-practice"},
    "de": {"de/federal/application", "de/federal/fsp"},
    "gb": {"int/intealth/account", "int/intealth/portfolio", "int/intealth/epic-verification"},
    "ie": {"ie/imc/pres-1", "ie/imc/pres", "ie/imc/general-division"},
    "in": {"in/nbems/fmge", "in/nmc/internship"},
    "jp": {"jp/mhlw/national-examination", "jp/mhlw/licence", "jp/mhlw/clinical-training"},
    "no": {
        "no/helsedirektoratet/equivalence", "no/oslo/professional-test",
        "no/helsedirektoratet/authorisation",
    },
    "nz": {"int/intealth/portfolio", "nz/mcnz/general-scope"},
    "pk": {"pk/nums/nre-step-1", "pk/nums/nre-step-2", "pk/pmdc/house-job", "pk/pmdc/licence"},
    "qa": {"qa/dataflow/verification", "qa/dhp/evaluation", "qa/dhp/licence"},
    "ru": {
        "ru/rosobrnadzor/recognition", "ru/accreditation/test", "ru/accreditation/skills",
        "ru/accreditation/cases", "ru/accreditation/primary",
    },
    "sa": {"sa/scfhs/smle", "sa/scfhs/eligibility", "sa/scfhs/registration"},
    "se": {"se/hospitals/general-service", "se/socialstyrelsen/licence-swedish-training"},
    "sg": {"sg/smc/conditional-registration", "sg/smc/full-registration"},
    "us": {"int/intealth/account", "us/ecfmg/application", "us/usmle/step-1", "us/usmle/step-2-ck"},
    "za": {"za/doh/endorsement", "za/hpcsa/evaluation", "za/hpcsa/public-service"},
}  # fmt: skip
"""Opportunities that the cheapest route to the register of a country leads through."""


@pytest.fixture(scope="module")
def pack(atlas):
    """Return the rules of the atlas, compiled."""
    return compile_pack(atlas.opportunities.values())


@pytest.fixture(scope="module")
def planned(atlas, pack):
    """Return a function that plans what a graduate aims for, each aim once."""
    known, plans = atlas.opportunities.values(), {}

    def to(aim):
        if aim.goal not in plans:
            plans[aim.goal] = plan(
                graduate(aim, vocabulary=atlas.vocabulary),
                pack,
                goal=goal_named(aim.goal, known, vocabulary=atlas.vocabulary),
                outlook=Outlook(NOW, atlas.vocabulary, atlas.rates),
                wishes=Wishes(dated=False),
            )
        return plans[aim.goal]

    return to


def test_every_country_of_the_atlas_is_aimed_for(atlas):
    folders = {name.partition("/")[0] for name in atlas.opportunities}

    assert set(AIMS) == set(GATES) == folders - {"cpd", "eu", "int"}


@pytest.mark.parametrize("country", AIMS)
def test_graduate_has_a_route_to_the_register(country, planned):
    found = planned(AIMS[country])

    assert not found.held
    assert found.barriers == ()
    assert found.failed is None
    assert len(found.routes) >= 1


@pytest.mark.parametrize("country", AIMS)
def test_cheapest_route_leads_through_what_the_country_asks_of_all(country, planned):
    route = planned(AIMS[country]).routes[0]

    assert GATES[country] - {one.id for one in route.taken} == set()


@pytest.mark.parametrize("country", AIMS)
def test_no_step_of_a_route_is_never_open(country, planned, atlas, pack):
    verdicts = screen(graduate(AIMS[country], vocabulary=atlas.vocabulary), pack, circumstances=NOW)

    never = {v.opportunity.id for v in verdicts if v.state is State.NEVER}
    taken = {one.id for route in planned(AIMS[country]).routes for one in route.taken}
    assert taken & never == set()


@pytest.mark.parametrize("country", AIMS)
def test_unknowns_of_a_route_are_named_in_both_languages(country, planned, atlas):
    routes = planned(AIMS[country]).routes

    unknown = {step for route in routes for step in (*route.unknown, *_obtained(route))}
    for language in ("en", "es"):
        voice = Voice(language, atlas.vocabulary)
        assert [s for s in unknown if s.literal is None or not step_words(s, voice).strip()] == []
    assert {s.asked_by for s in unknown} <= set(atlas.opportunities)
    assert [s for s in unknown if s.source is None] == []


def _obtained(route):
    return [step for step in route.steps if step.way == "obtain"]


@pytest.mark.parametrize("country", AIMS)
def test_what_is_unknown_of_a_step_is_told_by_its_route(country, planned):
    for route in planned(AIMS[country]).routes:
        lacking = [s for s in route.steps if s.way == "take" and not s.opportunity.fees]

        assert set(lacking) <= set(route.unpriced)
        assert [s for s in route.untimed if s.ahead or s.lasts or s.after] == []
        assert [s for s in route.unrated if s.odds] == []


def test_degree_from_abroad_is_what_closes_the_chinese_register(planned):
    found = planned(Aim("licence/medical?country=CN"))

    assert found.routes == ()
    assert {(b.opportunity, b.lifter) for b in found.barriers} == {
        ("cn/nhc/national-examination", "rule"),
        ("cn/nhc/supervised-practice", "rule"),
    }


def test_schooling_in_german_replaces_the_examinations_of_german(planned):
    found = planned(Aim("de/baden-wuerttemberg/approbation", {"schooling.years-in-german": "10"}))

    taken = {one.id for one in found.routes[0].taken}
    assert taken.isdisjoint({"de/federal/fsp", "int/language/de-b2"})
