"""What a unit asks: its own, and whatever the department, the site and the host around it ask."""

from dataclasses import replace
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salerno.errors import InputError
from salerno.placements.demands import Demand, due_at, inherited, together
from salerno.placements.locations import (
    LEVELS,
    Location,
    city_of,
    country_of,
    demands_at,
    host_of,
    path,
    tree_of,
    zone_of,
)
from salerno.rules.leaves import Note
from tests.library.placements.hosts import location_of

NAMES = ("host", "site", "unit")


def asks(name, *, age="", due="application", fixed=False):
    """Return a demand as the host of a test would write it."""
    (found,) = location_of(
        f"asks:\n  - {{id: {name}, has: training/bls, due: {due}, fixed: {'yes' if fixed else 'no'}"
        f"{', age: at most ' + age if age else ''}}}"
    ).demands
    return found


def place(name, level, within="", demands=(), **more):
    return Location(name, level, (("en", name),), within, demands=tuple(demands), **more)


def test_unit_asks_what_everything_around_it_asks_the_host_first():
    tree = tree_of([
        place("unit", "unit", "site", [asks("acls", due="onboarding")]),
        place("host", "host", demands=[asks("bls")]),
        place("site", "site", "host", [asks("mask")]),
    ])  # fmt: skip

    found = demands_at(tree, "unit", own=[asks("letter")])

    assert [(one.demand.id, one.by) for one in found] == [
        ("bls", "host"), ("mask", "site"), ("acls", "unit"), ("letter", "rotation"),
    ]  # fmt: skip
    assert [one.demand.id for one in due_at(found, "onboarding")] == ["acls"]
    assert [part.note.id for part in together(found).parts] == ["bls", "mask", "acls", "letter"]


def test_requirement_without_an_id_bears_that_of_its_demand():
    nameless = replace(asks("bls").asks, note=Note())

    (found,) = inherited([("host", [Demand("paper", nameless)])])

    assert together([found]).parts[0].note.id == "paper"


def test_place_within_asks_otherwise_and_says_instead_of_whom():
    stricter = asks("bls", age="1 years")

    found = inherited([("host", [asks("bls")]), ("site", [stricter])])

    assert [(one.demand, one.by, one.instead_of) for one in found] == [
        (stricter, "site", ("host",))
    ]


def test_waived_demand_is_not_asked():
    assert inherited([("host", [asks("bls")]), ("site", [Demand("bls", None)])]) == ()


def test_owner_of_a_demand_is_who_must_act():
    assert (asks("bls").owner, Demand("bls", None).owner) == ("applicant", "applicant")


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        (asks("bls", age="1 years"), "site may not change 'bls': host fixed it"),
        (Demand("bls", None), "site may not change 'bls': host fixed it"),
        (Demand("acls", None), "site waives 'acls', which no place around it asks"),
    ],
)
def test_what_cannot_be_changed_is_said(inner, words):
    with pytest.raises(InputError) as error:
        inherited([("host", [asks("bls", fixed=True)]), ("site", [inner])])

    assert words in str(error.value)


def test_country_zone_and_city_are_those_of_the_nearest_place_that_says_them():
    tree = tree_of([
        place("host", "host", country="GB", zone="Europe/London", city="York"),
        place("site", "site", "host", city="Leeds"),
        place("unit", "unit", "site"),
        place("other", "host"),
    ])  # fmt: skip

    assert (country_of(tree, "unit"), zone_of(tree, "unit"), city_of(tree, "unit")) == (
        "GB", "Europe/London", "Leeds",
    )  # fmt: skip
    assert (country_of(tree, "other"), zone_of(tree, "other")) == ("", "UTC")
    assert [one.id for one in path(tree, "unit")] == list(NAMES)
    assert host_of(tree, "unit").id == "host"


@pytest.mark.parametrize(
    ("locations", "words"),
    [
        ([place("a", "host"), place("a", "host")], "there are two locations 'a'"),
        ([place("a", "host", "b")], "the host 'a' cannot be there"),
        ([place("a", "unit")], "the unit 'a' cannot be there"),
        ([place("a", "host"), place("b", "unit", "c")], "within the unknown location 'c'"),
        (
            [place("a", "host"), place("b", "unit", "a"), place("c", "site", "b")],
            "the site 'c' cannot be within the unit 'b'",
        ),
        ([place("b", "unit", "c"), place("c", "unit", "b")], "cannot be within the unit"),
        (
            [
                place("a", "host", demands=[asks("bls", fixed=True)]),
                place("b", "unit", "a", [Demand("bls", None)]),
            ],
            "b may not change 'bls'",
        ),
    ],
)
def test_tree_that_does_not_fit_together_is_refused(locations, words):
    with pytest.raises(InputError) as error:
        tree_of(locations)

    assert words in str(error.value)


DEMANDS = st.builds(
    lambda name, kind, fixed: (
        Demand(name, None) if kind == "waive" else asks(name, age=kind, fixed=fixed)
    ),
    st.sampled_from("abc"),
    st.sampled_from(("waive", "", "1 years", "2 years")),
    st.booleans(),
)


def plainly(levels):
    """Fold the levels into a mapping, the simplest way; None where something may not be."""

    def step(held, pair):
        name, demand = pair
        earlier = held.get(demand.id) if held is not None else None
        if held is None or (earlier and earlier[0].fixed) or (not earlier and not demand.asks):
            return None
        return {**held, demand.id: (demand, name)}

    pairs = [(name, demand) for name, demands in levels for demand in demands]
    held = reduce(step, pairs, {})
    return None if held is None else [own for own in held.values() if own[0].asks]


@given(st.lists(st.lists(DEMANDS, max_size=3), max_size=4))
def test_inheritance_is_what_a_plain_fold_finds(several):
    levels = list(zip((*LEVELS, "rotation"), several, strict=False))
    expected = plainly(levels)

    try:
        found = [(one.demand, one.by) for one in inherited(levels)]
    except InputError:
        found = None

    assert found == expected
