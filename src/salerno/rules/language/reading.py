"""What the language reads beyond the parts of any document: scopes, days of the year, shares."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from salerno.credentials.vocabulary import Vocabulary
from salerno.documents import (
    day,
    entries,
    iso_day,
    members,
    needed,
    number,
    optional,
    pairs,
    parsed,
    placed,
    sequence,
    text,
    texts,
    word,
    yes_or_no,
)
from salerno.errors import RuleError, did_you_mean
from salerno.rules.requirements import Requirement
from salerno.rules.sources import Source
from salerno.strict_yaml import Node

__all__ = [
    "Scope",
    "day",
    "entries",
    "members",
    "month_and_day",
    "named_source",
    "names",
    "needed",
    "number",
    "optional",
    "pairs",
    "parsed",
    "placed",
    "sequence",
    "share",
    "text",
    "texts",
    "word",
    "yes_or_no",
]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a rule may refer to: the vocabulary, named sources, definitions and requirements."""

    vocabulary: Vocabulary
    sources: Mapping[str, Source] = field(default_factory=dict)
    definitions: Mapping[str, Requirement] = field(default_factory=dict)
    named: Mapping[str, Node] = field(default_factory=dict)
    cohort: tuple[str, ...] = ()

    def but(self, **changes: object) -> Scope:
        """The same scope with some parts changed."""
        return replace(self, **changes)  # type: ignore[arg-type]  # reason - replace checks names at run time


def month_and_day(node: Node, what: str) -> tuple[int, int]:
    """A day of every year, written like 01-31; 29 February is not one."""
    written = text(node, what)
    found = iso_day(f"2001-{written}")
    if found is None:
        raise RuleError(
            f"{what}: expected a day of the year like 01-31, got '{written}'", where=node.place
        )
    return found.month, found.day


def named_source(node: Node, scope: Scope) -> Source:
    """The source of the opportunity that has that name."""
    name = text(node, "source")
    if name not in scope.sources:
        fix = did_you_mean(name, scope.sources) or "name it under 'sources' of the opportunity"
        raise RuleError(f"unknown source '{name}'", where=node.place, fix=fix)
    return scope.sources[name]


def share(node: Node, what: str) -> Decimal:
    """A part of a whole, 0 to 1, written like `56.4 %` or `0.564`."""
    written = text(node, what)
    digits = written.removesuffix("%").strip()
    try:
        part = Decimal(digits) / (100 if written.endswith("%") else 1)
    except InvalidOperation:
        part = Decimal(-1)
    if not (part.is_finite() and 0 <= part <= 1):
        raise RuleError(f"{what}: expected like '50 %' or '0.5', got '{written}'", where=node.place)
    return part


def names(node: Node, what: str) -> tuple[str, ...]:
    """Texts in a list, or a single one."""
    return tuple(text(member, what) for member in members(node))
