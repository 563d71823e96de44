"""Persons and the credentials they hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from fnmatch import fnmatchcase
from types import MappingProxyType

from salerno.credentials.vocabulary import Value
from salerno.periods import PartialDate, Period

Values = tuple[Value, ...]
"""The values of one attribute; empty means known to have none, which is not the same as unknown."""

_WILD = frozenset("*?[")
_EMPTY: Mapping[str, Values] = MappingProxyType({})


class Assurance(IntEnum):
    """Who stands behind a credential, from weakest to strongest."""

    CLAIMED = 0
    SELF_ATTESTED = 1
    DOCUMENT_SEEN = 2
    VERIFIED = 3

    @property
    def label(self) -> str:
        """The word used in files and on the command line."""
        return self.name.lower().replace("_", "-")


ASSURANCES = {level.label: level for level in Assurance}


@dataclass(frozen=True, slots=True)
class Credential:
    """One thing a person holds, sat or did: `on` is its day (or first day), `until` its last."""

    type: str
    on: PartialDate | None = None
    until: PartialDate | None = None
    attributes: Mapping[str, Values] = field(default_factory=lambda: _EMPTY)
    issuer: str = ""
    assurance: Assurance = Assurance.CLAIMED
    evidence: str = ""

    def values(self, name: str) -> Values | None:
        """The values of an attribute (or of `on`, `until`, `issuer`, `type`); None is unknown."""
        if name in self.attributes:
            return self.attributes[name]
        if name in _OWN:
            own = getattr(self, name)
            return (own,) if own else None
        return None


def _standing(timeline: tuple[tuple[Period, Values], ...], day: date) -> Values | None:
    return next((values for period, values in timeline if period.contains(day)), None)


_OWN = frozenset({"on", "until", "issuer", "type"})


@dataclass(frozen=True, slots=True)
class Person:
    """A person as known: facts, credentials, and the types whose list they say is complete.

    `complete` holds credential type ids or patterns such as `exam/*`. `timelines` holds facts that
    change: the values and the period in which they hold.
    """

    id: str
    facts: Mapping[str, Values] = field(default_factory=lambda: _EMPTY)
    credentials: tuple[Credential, ...] = ()
    complete: tuple[str, ...] = ()
    timelines: Mapping[str, tuple[tuple[Period, Values], ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    _by_type: Mapping[str, tuple[Credential, ...]] = field(init=False, compare=False, repr=False)
    _patterns: tuple[str, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        by_type: dict[str, tuple[Credential, ...]] = {}
        for credential in self.credentials:
            by_type[credential.type] = (*by_type.get(credential.type, ()), credential)
        object.__setattr__(self, "_by_type", by_type)
        patterns = tuple(name for name in self.complete if not _WILD.isdisjoint(name))
        object.__setattr__(self, "_patterns", patterns)

    def credentials_of(self, types: tuple[str, ...]) -> tuple[Credential, ...]:
        """The credentials of any of these types, in the order they were told."""
        found = [t for t in types if t in self._by_type]
        if len(found) < 2:
            return self._by_type[found[0]] if found else ()
        return tuple(c for c in self.credentials if c.type in found)

    def fact_at(self, name: str, at: PartialDate | None) -> Values | None:
        """The values of a fact on a day; None when unknown, or when it changes in between."""
        if name not in self.timelines:
            return self.facts.get(name)
        if at is None:
            return None
        first, last = (_standing(self.timelines[name], day) for day in (at.earliest, at.latest))
        return first if first == last else None

    def is_complete(self, types: tuple[str, ...]) -> bool:
        """Whether the person said that nothing of any of these types is missing."""
        return all(t in self.complete or self._is_covered(t) for t in types)

    def _is_covered(self, name: str) -> bool:
        return any(fnmatchcase(name, pattern) for pattern in self._patterns)
