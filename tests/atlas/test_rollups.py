"""What the known routes cost: sums that were made by hand come out of planned routes."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from salerno.credentials.circumstances import Circumstances
from salerno.money import Money, Purse
from salerno.routes.goals import goal_named
from salerno.routes.planning import Wishes, plan
from salerno.routes.routes import by_id
from salerno.routes.steps import Outlook, step_of
from salerno.rules.packs import compile_pack
from tools.graduates import Aim, graduate

pytestmark = pytest.mark.slow
NOW = Circumstances(date(2026, 11, 22))
ABROAD = {"outside the United States and Canada": True}
EPIC = ("int/intealth/account", "int/intealth/portfolio", "int/intealth/epic-verification")
CERTIFICATION = (
    "int/intealth/account", "us/ecfmg/application", "us/ecfmg/verification", "us/usmle/step-1",
    "us/usmle/step-2-ck", "us/ecfmg/pathway-2", "us/ecfmg/certification",
)  # fmt: skip


@dataclass(frozen=True)
class RollUp:
    """Parts of the routes to some goals, and what they cost together."""

    goals: tuple[str, ...]
    parts: tuple[str, ...]
    costs: str
    facts: dict = field(default_factory=dict)
    quantities: dict = field(default_factory=dict)
    without: tuple[str, ...] = ()


ROLLUPS = {
    "USA, certification": RollUp(("us/ecfmg/certification",), CERTIFICATION, "3690 USD"),
    "USA, match with 45 programmes": RollUp(
        ("us/nrmp/main-match",),
        ("us/nrmp/main-match",),
        "1120 USD",
        quantities={"programme within one specialty": 45},
    ),
    "USA, Step 3": RollUp(("us/usmle/step-3",), ("us/usmle/step-3",), "955 USD"),
    "UK, PLAB": RollUp(
        ("gb/gmc/registration-plab", "gb/visa/visitor"),
        (
            "gb/gmc/plab-1", "gb/gmc/plab-2", "gb/gmc/registration-plab", "gb/visa/visitor",
            "int/oet/medicine", *EPIC,
        ),
        "1915 GBP + 180 USD + 587 AUD",
        facts={"judged/gb-english-first-country": "no"},
        without=("int/ielts/academic",),
    ),
    "Australia, standard pathway": RollUp(
        ("au/amc/certificate",),
        ("au/amc/portfolio", "au/amc/mcq", "au/amc/clinical", *EPIC),
        "6562 AUD + 180 USD",
    ),
    "Canada, examinations": RollUp(
        ("ca/mcc/lmcc", "ca/carms/r1"),
        ("ca/mcc/account", "ca/mcc/source-verification", "ca/mcc/mccqe", "ca/mcc/nac"),
        "5198 CAD",
        facts={"ca.permanent-resident": "yes"},
    ),
    "Norway, known parts": RollUp(
        ("no/helsedirektoratet/authorisation",),
        ("no/language/norwegian-b2", "no/universities/national-subjects"),
        "16520 NOK",
    ),
}  # fmt: skip
"""The sums are those found by adding published figures; OET in US dollars is told apart."""


@pytest.fixture(scope="module")
def steps_to(atlas):
    """Return a function that plans a graduate's cheapest route to a goal, each goal once."""
    pack, known = compile_pack(atlas.opportunities.values()), atlas.opportunities.values()
    found = {}

    def steps(name, rollup):
        if name not in found:
            planned = plan(
                graduate(Aim(name, rollup.facts), vocabulary=atlas.vocabulary),
                pack,
                goal=goal_named(name, known, vocabulary=atlas.vocabulary),
                outlook=Outlook(
                    NOW,
                    atlas.vocabulary,
                    atlas.rates,
                    without=frozenset(rollup.without),
                    quantities=rollup.quantities,
                    cases=ABROAD,
                ),
                wishes=Wishes(most=1, dated=False),
            )
            found[name] = planned.routes[0].steps
        return found[name]

    return steps


@pytest.fixture(scope="module")
def parts_of(steps_to):
    """Return a function that picks the parts of a roll-up from its routes, each step once."""

    def parts(rollup):
        steps = by_id(step for name in rollup.goals for step in steps_to(name, rollup))
        taken = [step for step in steps.values() if step.opportunity is not None]
        return [step for step in taken if step.opportunity.id in rollup.parts]

    return parts


def total(purses):
    """Return the sum of some purses, by currency."""
    return dict(sum(purses, Purse()).amounts)


def told(costs):
    """Return amounts that are written with a plus between them, by currency."""
    return total(Purse.of([Money.parse(amount)]) for amount in costs.split(" + "))


@pytest.mark.parametrize("name", ROLLUPS)
def test_planned_route_costs_what_its_parts_were_found_to_cost(name, parts_of):
    rollup = ROLLUPS[name]

    steps = parts_of(rollup)

    assert {step.opportunity.id for step in steps} == set(rollup.parts)
    assert total(step.high for step in steps) == told(rollup.costs)


@pytest.mark.parametrize("name", ROLLUPS)
def test_what_a_route_costs_at_least_is_the_same(name, parts_of):
    steps = parts_of(ROLLUPS[name])

    assert total(step.low for step in steps) == told(ROLLUPS[name].costs)


def test_certification_costs_four_thousand_dollars_with_oet(parts_of, atlas):
    steps = parts_of(ROLLUPS["USA, certification"])

    oet = next(
        value
        for value in atlas.opportunity("int/oet/medicine").values
        if value.id == "price-in-dollars"
    )
    assert oet.unit == "USD"
    assert total(step.high for step in steps)["USD"] + Decimal(oet.amount) == 4140


def test_step_3_stands_at_the_end_of_certification_and_is_not_in_its_sum(parts_of):
    both = RollUp(("us/usmle/step-3",), (*CERTIFICATION, "us/usmle/step-3"), "")

    assert total(step.high for step in parts_of(both)) == told("4645 USD")


def test_visitor_visa_is_for_plab_2_which_is_sat_in_britain(atlas):
    presence = atlas.opportunity("gb/gmc/plab-2").presence

    assert presence.countries == ("GB",)


def test_places_in_programmes_are_dearer_from_the_thirty_first_on(atlas):
    match, someone = (
        atlas.opportunity("us/nrmp/main-match"),
        graduate(Aim(""), vocabulary=atlas.vocabulary),
    )

    costs = [
        step_of(
            match,
            (),
            person=someone,
            to=Outlook(NOW, atlas.vocabulary, quantities={"programme within one specialty": count}),
        ).low
        for count in (1, 30, 31, 45)
    ]

    assert [dict(cost.amounts)["USD"] for cost in costs] == [351, 670, 700, 1120]
