"""Hosts, their sites, departments and units: a tree, as deep as a host needs it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from salerno.credentials.vocabulary import Texts
from salerno.errors import InputError, did_you_mean
from salerno.placements.demands import Asked, Demand, inherited

Level = Literal["host", "site", "department", "unit"]
LEVELS: tuple[Level, ...] = ("host", "site", "department", "unit")
"""The levels, the widest first; a tree may leave some out."""


@dataclass(frozen=True, slots=True)
class Location:
    """A host, or a site, department or unit `within` another location; a host is within nothing.

    `zone` is an IANA time zone, `country` an ISO 3166-1 code; both are empty where the location
    around it says them. `confirmed` tells whether the host itself has confirmed that it exists and
    takes trainees; only the host's own is ever looked at.
    """

    id: str
    level: Level
    name: Texts
    within: str = ""
    country: str = ""
    city: str = ""
    zone: str = ""
    demands: tuple[Demand, ...] = ()
    confirmed: bool = False


Tree = Mapping[str, Location]


def tree_of(locations: Iterable[Location]) -> Tree:
    """The locations by their ids.

    Raises InputError for an id used twice, a location within one that is unknown or not wider, a
    host within something, and a demand that changes what is fixed.
    """
    tree: dict[str, Location] = {}
    for one in locations:
        if one.id in tree:
            raise InputError(f"there are two locations '{one.id}'", fix="rename one of them")
        tree[one.id] = one
    for one in tree.values():
        _check(one, tree)
    for one in tree.values():
        demands_at(tree, one.id)
    return MappingProxyType(tree)


def _check(one: Location, tree: Mapping[str, Location]) -> None:
    if (one.level == "host") == bool(one.within):
        fix = "a host is within nothing, everything else is within something"
        raise InputError(f"the {one.level} '{one.id}' cannot be there", fix=fix)
    if not one.within:
        return
    around = tree.get(one.within)
    if around is None:
        fix = did_you_mean(one.within, tree) or "describe the location around it as well"
        raise InputError(f"'{one.id}' is within the unknown location '{one.within}'", fix=fix)
    if LEVELS.index(around.level) >= LEVELS.index(one.level):
        fix = "a location is within one of a wider level: " + ", ".join(LEVELS)
        raise InputError(
            f"the {one.level} '{one.id}' cannot be within the {around.level} '{around.id}'", fix=fix
        )


def path(tree: Tree, name: str) -> tuple[Location, ...]:
    """The location and all around it, the host first."""
    found: list[Location] = []
    while name:
        found.append(tree[name])
        name = tree[name].within
    return tuple(reversed(found))


def host_of(tree: Tree, name: str) -> Location:
    """The host that a location belongs to."""
    return path(tree, name)[0]


def country_of(tree: Tree, name: str) -> str:
    """The country of a location: its own, or that of the nearest one around it; may be empty."""
    return _nearest(one.country for one in path(tree, name))


def zone_of(tree: Tree, name: str) -> str:
    """The time zone of a location: its own, or that of the nearest one around it; UTC at last."""
    return _nearest(one.zone for one in path(tree, name)) or "UTC"


def city_of(tree: Tree, name: str) -> str:
    """The city of a location: its own, or that of the nearest one around it; may be empty."""
    return _nearest(one.city for one in path(tree, name))


def _nearest(said: Iterable[str]) -> str:
    return next((own for own in reversed(tuple(said)) if own), "")


def demands_at(tree: Tree, name: str, *, own: Iterable[Demand] = ()) -> tuple[Asked, ...]:
    """What is asked at a location, with the `own` demands of a rotation there, if any.

    The host's come first; `own` ones are asked by "rotation".
    """
    levels = [(one.id, one.demands) for one in path(tree, name)]
    return inherited([*levels, ("rotation", tuple(own))])
