"""Reading hosts, rotations and windows from files, all checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources.abc import Traversable
from zoneinfo import available_timezones

from salerno.atlas.folders import AtlasFile, atlas_files, gathered, sheet_of
from salerno.credentials.vocabulary import Vocabulary
from salerno.errors import InputError, Place, Problems, SalernoError, did_you_mean
from salerno.memory import undisturbed
from salerno.placements.language import location, rotation
from salerno.placements.locations import LEVELS, Location
from salerno.placements.networks import Fault, Network, checked
from salerno.placements.rotations import Rotation
from salerno.placements.windows import Window
from salerno.strict_yaml import Entries, Node


@undisturbed()
def load_hosts(sources: Iterable[Traversable], *, vocabulary: Vocabulary) -> Network:
    """The network in YAML files, or in the folders of such; raises Problems with all that is wrong.

    A file holds one document or several, each a host, site, department, unit or rotation.
    """
    gathering = _Gathering(vocabulary)
    for source in sources:
        for file in _files(source):
            gathering.read(file)
    network, faults = checked(
        [own for own, _ in gathering.locations],
        [own for own, _ in gathering.rotations],
        [own for own, _ in gathering.windows],
    )
    problems = [*gathering.problems, *(gathering.placed(fault) for fault in faults)]
    if problems:
        raise Problems(problems)
    return network


def _files(source: Traversable) -> Iterable[AtlasFile]:
    if source.is_file():
        return (AtlasFile(source.name, "opportunities", source),)
    if not source.is_dir():
        fix = "name a YAML file, or a folder of such files"
        raise InputError("no such file or folder", where=Place(str(source)), fix=fix)
    return atlas_files(source)


@dataclass(slots=True)
class _Gathering:
    """What was read so far, each with its place, and every problem."""

    vocabulary: Vocabulary
    locations: list[tuple[Location, Node]] = field(default_factory=list)
    rotations: list[tuple[Rotation, Node]] = field(default_factory=list)
    windows: list[tuple[Window, Node]] = field(default_factory=list)
    problems: list[SalernoError] = field(default_factory=list)

    def read(self, file: AtlasFile) -> None:
        """Take in the documents of a file; what cannot be read is a problem, the rest is kept."""
        sheets, unreadable = gathered((file,), sheet_of)
        _, wrong = gathered((node for sheet in sheets for node in sheet.documents), self._take)
        self.problems += (*unreadable, *wrong)

    def _take(self, node: Node) -> None:
        keys = node.keys() if isinstance(node, Entries) else ()
        if "rotation" in keys:
            own, windows = rotation(node, self.vocabulary)
            self.rotations.append((own, node))
            self.windows += [(one, node) for one in windows]
        elif set(LEVELS) & set(keys):
            found = location(node, self.vocabulary)
            self.locations.append((found, node))
            check_zone(found, node)
        else:
            fix = f"begin with 'rotation:' or one of {', '.join(LEVELS)}"
            raise InputError("neither a location nor a rotation", where=node.place, fix=fix)

    def placed(self, fault: Fault) -> InputError:
        """The error of a fault, with the place of the last document that it is about."""
        known: dict[str, list[tuple[str, str, Node]]] = {
            "location": [(own.id, "", node) for own, node in self.locations],
            "rotation": [(own.id, "", node) for own, node in self.rotations],
            "window": [(own.id, own.rotation, node) for own, node in self.windows],
        }
        *_, place = [n.place for *names, n in known[fault.about] if names == [fault.id, fault.of]]
        error = fault.error
        return InputError(error.what, where=place, why=error.why, fix=error.fix)


def check_zone(own: Location, node: Node) -> None:
    """Raise InputError where the time zone of a location is not on the list of this machine."""
    if own.zone and own.zone not in (known := available_timezones()):
        fix = did_you_mean(own.zone, known) or "write it like Europe/London"
        raise InputError(f"unknown time zone '{own.zone}'", where=node.place, fix=fix)
