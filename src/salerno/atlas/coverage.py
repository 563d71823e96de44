"""Which facts the atlas restates, where, and from what."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from salerno.atlas.contents import Atlas
from salerno.nesting import inside
from salerno.rules.sources import Confidence, Source


@dataclass(frozen=True, slots=True)
class Use:
    """A source, and the opportunity, list or table that refers to it."""

    owner: str
    source: Source


@dataclass(frozen=True, slots=True)
class Coverage:
    """Wanted fact ids: used by some rule or value, explained in the ledger, or missing."""

    used: tuple[str, ...]
    in_ledger: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Raised:
    """A fact that the atlas holds surer than it was found to be."""

    fact: str
    owner: str
    held: Confidence
    found: Confidence


def uses_of(atlas: Atlas) -> tuple[Use, ...]:
    """Every source with whoever refers to it, each pair once, in the order of the atlas."""
    owned = [*atlas.opportunities.items(), *atlas.sources.items()]
    found = (Use(owner, source) for owner, value in owned for source in inside(value, Source))
    return tuple(dict.fromkeys(found))


def facts_used(atlas: Atlas) -> Mapping[str, tuple[Use, ...]]:
    """The uses of every fact id, in the order of the atlas."""
    found: dict[str, list[Use]] = {}
    for use in uses_of(atlas):
        for fact in use.source.facts:
            found.setdefault(fact, []).append(use)
    return {fact: tuple(uses) for fact, uses in found.items()}


def coverage_of(atlas: Atlas, wanted: Iterable[str]) -> Coverage:
    """What became of each wanted fact id, in the order wanted."""
    return _coverage(atlas, facts_used(atlas), tuple(dict.fromkeys(wanted)))


def coverage_by_section(atlas: Atlas) -> Mapping[str, Coverage]:
    """What became of the fact ids that the atlas itself wants, section by section."""
    used = facts_used(atlas)
    return {section: _coverage(atlas, used, ids) for section, ids in atlas.wanted.items()}


def _coverage(atlas: Atlas, used: Container[str], ids: tuple[str, ...]) -> Coverage:
    return Coverage(
        tuple(fact for fact in ids if fact in used),
        tuple(fact for fact in ids if fact not in used and fact in atlas.ledger),
        tuple(fact for fact in ids if fact not in used and fact not in atlas.ledger),
    )


def raised(atlas: Atlas, found: Mapping[str, Confidence]) -> tuple[Raised, ...]:
    """Every use of a fact with more confidence than it was found with; A is the surest."""
    return tuple(
        Raised(fact, use.owner, use.source.confidence, found[fact])
        for fact, uses in facts_used(atlas).items()
        if fact in found
        for use in uses
        if use.source.confidence < found[fact]
    )
