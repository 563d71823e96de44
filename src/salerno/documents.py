"""Reading the parts of a document, with errors that name the place and the likely intention."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TypeVar

from salerno.errors import InputError, Place, SalernoError, did_you_mean
from salerno.strict_yaml import Entries, Members, Node, Text

T = TypeVar("T")
LONGEST_NUMBER = 9  # digits; nothing that is counted here needs more

_NOUNS = {Text: "a single text", Members: "a list", Entries: "keys and values"}


@contextmanager
def telling(kind: type[InputError]) -> Iterator[None]:
    """Tell every error of reading as one of that kind, its place and words unchanged."""
    try:
        yield
    except InputError as error:
        if type(error) is not InputError:
            raise
        raise kind(error.what, where=error.where, why=error.why, fix=error.fix) from error


def entries(node: Node, what: str, known: Iterable[str]) -> Entries:
    """The node as a mapping whose keys are all known; else an error with the likely key."""
    found, allowed = mapping(node, what), tuple(known)
    for key, _ in found.pairs:
        if key.value not in allowed:
            raise InputError(
                f"unknown key '{key.value}' in '{what}'",
                where=key.place,
                fix=did_you_mean(key.value, allowed) or f"known keys: {', '.join(allowed)}",
            )
    return found


def mapping(node: Node, what: str) -> Entries:
    """The node as a mapping, whatever its keys."""
    if not isinstance(node, Entries):
        raise InputError(
            f"{what}: expected keys and values, got {_NOUNS[type(node)]}", where=node.place
        )
    return node


def pairs(node: Node, what: str) -> tuple[tuple[Text, Node], ...]:
    """The keys and values of a mapping with free keys."""
    return mapping(node, what).pairs


def sequence(node: Node, what: str) -> tuple[Node, ...]:
    """The members of a list."""
    if not isinstance(node, Members):
        raise InputError(f"{what}: expected a list, got {_NOUNS[type(node)]}", where=node.place)
    return node.values


def members(node: Node) -> tuple[Node, ...]:
    """The members of a list, or the node alone where a single one may stand for a list."""
    return node.values if isinstance(node, Members) else (node,)


def text(node: Node, what: str) -> str:
    """The text of a scalar that is not empty."""
    if not isinstance(node, Text):
        raise InputError(f"{what}: expected a text, got {_NOUNS[type(node)]}", where=node.place)
    if not node.value and not node.quoted:
        raise InputError(f"{what}: nothing is written here", where=node.place)
    return node.value


def needed(node: Entries, key: str, what: str) -> Node:
    """The value of a key that must be there."""
    value = node.get(key)
    if value is None:
        raise InputError(f"'{what}' needs the key '{key}'", where=node.place)
    return value


def optional(node: Entries, key: str, read: Callable[[Node], T], default: T) -> T:
    """The value of a key as read, or the default when the key is not there."""
    value = node.get(key)
    return default if value is None else read(value)


def word(node: Node, what: str, allowed: Iterable[str]) -> str:
    """A text that is one of the allowed words."""
    written, known = text(node, what), tuple(allowed)
    if written not in known:
        raise InputError(
            f"{what}: '{written}' is not one of {', '.join(known)}",
            where=node.place,
            fix=did_you_mean(written, known),
        )
    return written


def number(node: Node, what: str, *, least: int = 0) -> int:
    """A whole number, not below `least`."""
    written = text(node, what)
    is_short = written.isascii() and written.isdigit() and len(written) <= LONGEST_NUMBER
    if not is_short or int(written) < least:
        raise InputError(
            f"{what}: expected a whole number from {least} on, got '{written}'", where=node.place
        )
    return int(written)


def yes_or_no(node: Node, what: str) -> bool:
    """`yes` or `no`."""
    return word(node, what, ("yes", "no")) == "yes"


def day(node: Node, what: str) -> date:
    """A full calendar date."""
    written = text(node, what)
    found = iso_day(written)
    if found is None:
        raise InputError(
            f"{what}: expected a date like 2026-11-22, got '{written}'", where=node.place
        )
    return found


def iso_day(written: str) -> date | None:
    """The day written like 2026-11-22 and in no other way; None when it is not one."""
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if found.isoformat() == written else None


def texts(node: Node, what: str) -> tuple[tuple[str, str], ...]:
    """Translations by language code; a bare text is English."""
    if isinstance(node, Text):
        return (("en", text(node, what)),)
    return tuple((key.value, text(value, what)) for key, value in pairs(node, what))


def parsed(node: Node, what: str, parse: Callable[[str], T]) -> T:
    """The text of a node, parsed; an error of the parser is told with the place."""
    written = text(node, what)
    return placed(node.place, what, lambda: parse(written))


def placed(place: Place, what: str, read: Callable[[], T]) -> T:
    """The result of reading; an error without a place gets this one."""
    try:
        return read()
    except SalernoError as error:
        if error.where is not None:
            raise
        said = error.what if error.what.startswith(f"{what}: ") else f"{what}: {error.what}"
        raise InputError(said, where=place, why=error.why, fix=error.fix) from error
