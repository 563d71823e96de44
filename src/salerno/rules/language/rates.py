"""Reading a dated table of exchange rates."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from salerno.documents import day, entries, needed, pairs, placed, text
from salerno.errors import InputError
from salerno.money import Rates
from salerno.strict_yaml import Node

RATES_KEYS = ("base", "as-of", "source", "read", "url", "per-base")


def rates_of(node: Node) -> Rates:
    """What one unit of the `base` bought `as-of` that day, by the `source` that says so.

    Raises InputError with the place.
    """
    own = entries(node, "rates", RATES_KEYS)
    found = tuple(
        (code.value, _rate(value, code.value))
        for code, value in pairs(needed(own, "per-base", "rates"), "per-base")
    )
    base = text(needed(own, "base", "rates"), "base")
    on, source = day(needed(own, "as-of", "rates"), "as-of"), needed(own, "source", "rates")
    return placed(own.place, "rates", lambda: Rates(base, on, text(source, "source"), found))


def _rate(node: Node, code: str) -> Decimal:
    written = text(node, code)
    try:
        return Decimal(written)
    except InvalidOperation:
        raise InputError(f"{code}: '{written}' is no number", where=node.place) from None
