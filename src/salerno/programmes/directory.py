"""The directory: every school, programme and fund that is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from salerno.errors import UnknownName, did_you_mean
from salerno.programmes.funds import Fund, ProofRule
from salerno.programmes.programmes import Programme
from salerno.programmes.schools import School
from salerno.rules.requirements import Requirement

OWN_GROUPS = ("all", "home", "international")
"""Groups of students that need no definition: everybody, citizens of the country, all others."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Schools, programmes and funds by id, and who belongs to each group that prices name.

    `proofs` are what visas ask to see of the money, by id, too.
    """

    schools: Mapping[str, School] = field(default_factory=lambda: MappingProxyType({}))
    programmes: Mapping[str, Programme] = field(default_factory=lambda: MappingProxyType({}))
    groups: Mapping[str, Requirement] = field(default_factory=lambda: MappingProxyType({}))
    funds: Mapping[str, Fund] = field(default_factory=lambda: MappingProxyType({}))
    proofs: Mapping[str, ProofRule] = field(default_factory=lambda: MappingProxyType({}))

    def programme(self, name: str) -> Programme:
        """The programme of that id; raises UnknownName with the likely intention."""
        if name in self.programmes:
            return self.programmes[name]
        fix = did_you_mean(name, self.programmes) or "search the directory to see what there is"
        raise UnknownName(f"unknown programme '{name[:100]}'", fix=fix)
