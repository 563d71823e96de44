"""Networks: hosts and the places in them, their rotations, and when those have seats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from salerno.errors import InputError, Problems, UnknownName, did_you_mean
from salerno.placements.locations import LEVELS, Location, Tree, host_of, tree_of
from salerno.placements.rotations import Rotation, asked_by
from salerno.placements.windows import Window, overlapping

_NO_LOCATIONS: Tree = MappingProxyType({})
_NO_ROTATIONS: Mapping[str, Rotation] = MappingProxyType({})
_NO_WINDOWS: Mapping[str, tuple[Window, ...]] = MappingProxyType({})

About = Literal["location", "rotation", "window"]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not fit together, and what of a network it is about.

    `of` is the rotation of a window.
    """

    about: About
    id: str
    error: InputError
    of: str = ""


@dataclass(frozen=True, slots=True)
class Network:
    """The locations by id, the rotations by id, and the windows of each rotation that has any."""

    tree: Tree = field(default_factory=lambda: _NO_LOCATIONS)
    rotations: Mapping[str, Rotation] = field(default_factory=lambda: _NO_ROTATIONS)
    windows: Mapping[str, tuple[Window, ...]] = field(default_factory=lambda: _NO_WINDOWS)

    def rotation(self, name: str) -> Rotation:
        """The rotation of that id; raises UnknownName with the likely intention."""
        if name in self.rotations:
            return self.rotations[name]
        fix = did_you_mean(name, self.rotations) or "ask for the list of rotations"
        raise UnknownName(f"unknown rotation '{name[:100]}'", fix=fix)

    def windows_of(self, rotation: str) -> tuple[Window, ...]:
        """When a rotation has seats; a rotation without windows has none."""
        return self.windows.get(rotation, ())


def network_of(
    locations: Iterable[Location] = (),
    rotations: Iterable[Rotation] = (),
    windows: Iterable[Window] = (),
) -> Network:
    """The network of these; raises Problems with everything that does not fit together."""
    network, faults = checked(locations, rotations, windows)
    if faults:
        raise Problems([fault.error for fault in faults])
    return network


def checked(
    locations: Iterable[Location], rotations: Iterable[Rotation], windows: Iterable[Window]
) -> tuple[Network, tuple[Fault, ...]]:
    """The network of all that fits together, and every fault of the rest.

    The windows of a rotation that does not fit are left out, too, without a fault of their own.
    """
    tree, faults = _rooted(tuple(locations))
    kept: dict[str, Rotation] = {}
    for own in rotations:
        found = tuple(_faults_of(own, kept, tree))
        faults += found
        if not found:
            kept[own.id] = own
    left_out = {fault.id for fault in faults if fault.about == "rotation"} - set(kept)
    open_by: dict[str, tuple[Window, ...]] = {}
    for one in windows:
        if one.rotation in left_out:
            continue
        wrong = tuple(_faults_of_window(one, kept, open_by))
        faults += wrong
        if not wrong:
            open_by[one.rotation] = (*open_by.get(one.rotation, ()), one)
    return Network(tree, MappingProxyType(kept), MappingProxyType(open_by)), faults


def _rooted(locations: tuple[Location, ...]) -> tuple[Tree, tuple[Fault, ...]]:
    """The tree of all that fits; only when something does not, each is tried by itself."""
    try:
        return tree_of(locations), ()
    except InputError:
        return _rooted_one_by_one(locations)


def _rooted_one_by_one(locations: tuple[Location, ...]) -> tuple[Tree, tuple[Fault, ...]]:
    kept: list[Location] = []
    faults: list[Fault] = []
    for one in sorted(locations, key=lambda own: LEVELS.index(own.level)):
        try:
            tree_of([*kept, one])
        except InputError as error:
            faults.append(Fault("location", one.id, error))
        else:
            kept.append(one)
    return tree_of(kept), tuple(faults)


def _faults_of(own: Rotation, kept: Mapping[str, Rotation], tree: Tree) -> Iterable[Fault]:
    if own.id in kept:
        yield _fault(
            "rotation", own.id, f"there are two rotations '{own.id}'", "rename one of them"
        )
        return
    if own.at not in tree:
        fix = did_you_mean(own.at, tree) or "describe the location as well"
        what = f"the rotation '{own.id}' is at the unknown location '{own.at}'"
        yield _fault("rotation", own.id, what, fix)
        return
    try:
        asked_by(own, tree)
    except InputError as error:
        yield Fault("rotation", own.id, error)
    host = host_of(tree, own.at)
    if own.status == "public" and not host.confirmed:
        what = f"the rotation '{own.id}' is public and its host '{host.id}' has not confirmed it"
        fix = "let the host confirm itself first, or make the rotation a draft"
        yield _fault("rotation", own.id, what, fix)


def _faults_of_window(
    one: Window, rotations: Mapping[str, Rotation], open_by: Mapping[str, tuple[Window, ...]]
) -> Iterable[Fault]:
    if one.rotation not in rotations:
        fix = did_you_mean(one.rotation, rotations) or "describe the rotation as well"
        what = f"the window '{one.id}' is of the unknown rotation '{one.rotation}'"
        yield _fault("window", one.id, what, fix, of=one.rotation)
    for other in open_by.get(one.rotation, ()):
        if other.id == one.id:
            what = f"'{one.rotation}' has two windows '{one.id}'"
            yield _fault("window", one.id, what, "rename one of them", of=one.rotation)
        elif overlapping((other, one)):
            what = f"the windows '{other.id}' and '{one.id}' of '{one.rotation}' overlap"
            fix = "end the earlier one on the day before the later one opens"
            yield _fault("window", one.id, what, fix, of=one.rotation)


def _fault(about: About, name: str, what: str, fix: str, *, of: str = "") -> Fault:
    return Fault(about, name, InputError(what, fix=fix), of)
