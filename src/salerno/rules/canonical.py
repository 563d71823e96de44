"""Canonical JSON: one text for one meaning, whose hash names a rule version.

Every frozen value becomes an object with its kind under "is" and only the fields that differ from
their defaults; scalars that JSON has no type for become one-key objects. Keys are sorted.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Context, Decimal
from functools import cache
from hashlib import sha256
from types import ModuleType
from typing import Any as Anything
from typing import TypeVar

from salerno import money
from salerno.credentials import circumstances, conditions, selection
from salerno.errors import RuleError
from salerno.money import Money, MoneyRange
from salerno.periods import PartialDate, Period, Span
from salerno.rules import (
    competition,
    fees,
    grants,
    leaves,
    opportunities,
    requirements,
    sessions,
    sources,
)

Plain = None | bool | int | str | list["Plain"] | dict[str, "Plain"]
T = TypeVar("T")

SCALARS: dict[type, tuple[str, Callable[[str], object]]] = {
    Decimal: ("number", Decimal),
    date: ("day", date.fromisoformat),
    PartialDate: ("date", PartialDate.parse),
    Span: ("span", Span.parse),
    Period: ("period", Period.parse),
    Money: ("money", Money.parse),
    MoneyRange: ("amount", MoneyRange.parse),
}
_READERS = dict(SCALARS.values())
_HOMES: tuple[ModuleType, ...] = (
    money, circumstances, conditions, selection, leaves, requirements, sources, fees, grants,
    competition, sessions, opportunities,
)  # fmt: skip
KINDS: dict[str, type] = {
    name: kind
    for home in _HOMES
    for name, kind in vars(home).items()
    if is_dataclass(kind) and isinstance(kind, type) and kind.__module__ == home.__name__
}


def to_plain(value: object) -> Plain:
    """The JSON value that stands for a frozen value; equal values give equal JSON."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, tuple):
        return [to_plain(part) for part in value]
    if type(value) in SCALARS and not _is_dated(value):
        return {SCALARS[type(value)][0]: _written(value)}
    plain: dict[str, Plain] = {"is": type(value).__name__}
    kind: Anything = type(value)
    for name, default in _defaults(kind):
        own = getattr(value, name)
        if own != default:
            plain[name] = to_plain(own)
    return plain


def _is_dated(value: object) -> bool:
    """Whether it is money whose date its text would lose."""
    if isinstance(value, MoneyRange):
        return _is_dated(value.low) or _is_dated(value.high)
    return isinstance(value, Money) and value.as_of is not None


def _written(value: object) -> str:
    if not isinstance(value, Decimal):
        return str(value)
    every_digit = Context(prec=len(value.as_tuple().digits))
    return str(every_digit.normalize(value)) if value else "0"


@cache
def _defaults(kind: type) -> tuple[tuple[str, object], ...]:
    return tuple((own.name, own.default) for own in fields(kind))


def from_plain(plain: Plain) -> Anything:  # noqa: ANN401 - any frozen value can come out
    """The frozen value that JSON stands for; raises RuleError when it stands for none."""
    if isinstance(plain, list):
        return tuple(from_plain(part) for part in plain)
    if not isinstance(plain, dict):
        return plain
    if "is" not in plain:
        ((kind, text),) = plain.items()
        return _READERS[kind](str(text))
    own = {name: from_plain(value) for name, value in plain.items() if name != "is"}
    kind_named = KINDS.get(str(plain["is"]))
    if kind_named is None:
        raise RuleError(f"compiled rules: unknown kind '{plain['is']}'", fix="compile them again")
    return kind_named(**own)


def canonical(value: object) -> str:
    """The one JSON text of a frozen value: sorted keys, no spaces, no escapes beyond need."""
    return json.dumps(to_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: object) -> str:
    """Twelve hexadecimal digits that name the value: the start of the SHA-256 of its JSON."""
    return sha256(canonical(value).encode()).hexdigest()[:12]


@cache
def version_id(version: opportunities.RuleVersion) -> str:
    """The name of a rule version: it changes whenever anything in the version does."""
    return digest(version)
