"""Reading dated tables of exchange rates: of one day, of years, and those that are fixed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Context, Decimal, InvalidOperation

from salerno.documents import day, entries, iso_day, needed, pairs, placed, text
from salerno.errors import InputError
from salerno.money import Rates
from salerno.rates import Peg, RateHistory, Series
from salerno.rules.language.opportunities import source
from salerno.strict_yaml import Node, Text

RATES_KEYS = ("base", "as-of", "source", "read", "url", "per-base")
PUBLISHED_KEYS = ("base", "source", "rates", "fixed")
_ROUNDED = Context(prec=12)  # far finer than anybody publishes


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


def published_of(node: Node, *, base: str) -> RateHistory:
    """The rates of a publisher, of years or days, reckoned in `base`.

    `rates` says of each currency what one unit of the publisher's `base` bought, by year (the
    average, kept under its last day) or by day; where that is another currency than ours, the
    publisher's own rate of ours turns it. `fixed` are rates that an authority holds to. Raises
    InputError with the place.
    """
    own = entries(node, "rates", PUBLISHED_KEYS)
    theirs, who = text(needed(own, "base", "rates"), "base"), source(needed(own, "source", "rates"))
    rates, fixed = own.get("rates"), own.get("fixed")
    tables = {} if rates is None else {c.value: _by_day(n) for c, n in pairs(rates, "rates")}
    pegs = {} if fixed is None else {c.value: _rate(n, c.value) for c, n in pairs(fixed, "fixed")}
    return placed(
        own.place,
        "rates",
        lambda: RateHistory(
            base,
            tuple(_turned(tables, theirs, base, who.title)),
            tuple(Peg(code, who.title, theirs, rate) for code, rate in pegs.items()),
        ),
    )


_Days = Mapping[date, Decimal]


def _by_day(node: Node) -> _Days:
    return {_day(when): _rate(value, when.value) for when, value in pairs(node, "rates")}


def _day(node: Text) -> date:
    written = node.value
    found = iso_day(f"{written}-12-31" if len(written) == 4 else written)
    if found is None:
        raise InputError(
            f"'{written}' is neither a year nor a day", where=node.place, fix="write it like 2025"
        )
    return found


def _turned(tables: Mapping[str, _Days], theirs: str, ours: str, who: str) -> Iterator[Series]:
    """The tables of a publisher in our currency; theirs is one more."""
    for code, days in tables.items():
        Series(code, who, tuple(sorted(days.items())))  # refuses what is no rate
    known = dict(tables)
    if theirs == ours:
        into: _Days = dict.fromkeys((day for days in known.values() for day in days), Decimal(1))
    else:
        into = known.pop(ours, {})
        known = {theirs: dict.fromkeys(into, Decimal(1)), **known} if into else known
    for code, days in known.items():
        missing = sorted(days.keys() - into)
        if missing:
            raise InputError(
                f"{code}: no rate of {ours} on {missing[0]} to reckon it by",
                fix=f"give {ours} of the same year or day",
            )
        turned = {day: _ROUNDED.divide(rate, into[day]) for day, rate in days.items()}
        yield Series(code, who, tuple(sorted(turned.items())))


def _rate(node: Node, code: str) -> Decimal:
    written = text(node, code)
    try:
        return Decimal(written)
    except InvalidOperation:
        raise InputError(f"{code}: '{written}' is no number", where=node.place) from None
