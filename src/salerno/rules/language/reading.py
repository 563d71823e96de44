"""Reading parts of a document, with errors that name the place and the likely intention."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from salerno.credentials.vocabulary import Texts, Vocabulary
from salerno.errors import Place, RuleError, SalernoError, did_you_mean
from salerno.rules.requirements import Requirement
from salerno.rules.sources import Source
from salerno.strict_yaml import Entries, Members, Node, Text

T = TypeVar("T")


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


def entries(node: Node, what: str, known: Iterable[str]) -> Entries:
    """The node as a mapping whose keys are all known; else an error with the likely key."""
    if not isinstance(node, Entries):
        raise RuleError(f"{what}: expected keys and values, got {_kind(node)}", where=node.place)
    allowed = tuple(known)
    for key, _ in node.pairs:
        if key.value not in allowed:
            raise RuleError(
                f"unknown key '{key.value}' in '{what}'",
                where=key.place,
                fix=did_you_mean(key.value, allowed) or f"known keys: {', '.join(allowed)}",
            )
    return node


def pairs(node: Node, what: str) -> tuple[tuple[Text, Node], ...]:
    """The keys and values of a mapping with free keys."""
    if not isinstance(node, Entries):
        raise RuleError(f"{what}: expected keys and values, got {_kind(node)}", where=node.place)
    return node.pairs


def sequence(node: Node, what: str) -> tuple[Node, ...]:
    """The members of a list."""
    if not isinstance(node, Members):
        raise RuleError(f"{what}: expected a list, got {_kind(node)}", where=node.place)
    return node.values


def members(node: Node) -> tuple[Node, ...]:
    """The members of a list, or the node alone where a single one may stand for a list."""
    return node.values if isinstance(node, Members) else (node,)


def text(node: Node, what: str) -> str:
    """The text of a scalar that is not empty."""
    if not isinstance(node, Text):
        raise RuleError(f"{what}: expected a text, got {_kind(node)}", where=node.place)
    if not node.value and not node.quoted:
        raise RuleError(f"{what}: nothing is written here", where=node.place)
    return node.value


def _kind(node: Node) -> str:
    return {Text: "a single text", Members: "a list", Entries: "keys and values"}[type(node)]


def needed(node: Entries, key: str, what: str) -> Node:
    """The value of a key that must be there."""
    value = node.get(key)
    if value is None:
        raise RuleError(f"'{what}' needs the key '{key}'", where=node.place)
    return value


def optional(node: Entries, key: str, read: Callable[[Node], T], default: T) -> T:
    """The value of a key as read, or the default when the key is not there."""
    value = node.get(key)
    return default if value is None else read(value)


def word(node: Node, what: str, allowed: Iterable[str]) -> str:
    """A text that is one of the allowed words."""
    written, known = text(node, what), tuple(allowed)
    if written not in known:
        raise RuleError(
            f"{what}: '{written}' is not one of {', '.join(known)}",
            where=node.place,
            fix=did_you_mean(written, known),
        )
    return written


def number(node: Node, what: str, *, least: int = 0) -> int:
    """A whole number, not below `least`."""
    written = text(node, what)
    if not written.isascii() or not written.isdigit() or int(written) < least:
        raise RuleError(
            f"{what}: expected a whole number from {least} on, got '{written}'", where=node.place
        )
    return int(written)


def yes_or_no(node: Node, what: str) -> bool:
    """`yes` or `no`."""
    return word(node, what, ("yes", "no")) == "yes"


def day(node: Node, what: str) -> date:
    """A full calendar date."""
    written = text(node, what)
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise RuleError(
            f"{what}: expected a date like 2026-11-22, got '{written}'", where=node.place
        ) from None


def texts(node: Node, what: str) -> Texts:
    """Translations by language code; a bare text is English."""
    if isinstance(node, Text):
        return (("en", text(node, what)),)
    return tuple((key.value, text(value, what)) for key, value in pairs(node, what))


def parsed(node: Node, what: str, parse: Callable[[str], T]) -> T:
    """The text of a node, parsed; an error of the parser is told with the place."""
    return placed(node.place, what, lambda: parse(text(node, what)))


def placed(place: Place, what: str, read: Callable[[], T]) -> T:
    """The result of reading; an error without a place gets this one."""
    try:
        return read()
    except SalernoError as error:
        if error.where is not None:
            raise
        raise RuleError(
            f"{what}: {error.what}", where=place, why=error.why, fix=error.fix
        ) from None


def month_and_day(node: Node, what: str) -> tuple[int, int]:
    """A day of every year, written like 01-31; 29 February is not one."""
    written = text(node, what)
    try:
        found = date.fromisoformat(f"2001-{written}")
    except ValueError:
        raise RuleError(
            f"{what}: expected a day of the year like 01-31, got '{written}'", where=node.place
        ) from None
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
