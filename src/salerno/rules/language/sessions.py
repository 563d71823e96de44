"""Reading when and where a step can be taken."""

from __future__ import annotations

from salerno.credentials.countries import check_country
from salerno.documents import placed
from salerno.errors import RuleError
from salerno.periods import Period, Span
from salerno.rules.language.reading import (
    Scope,
    day,
    entries,
    members,
    month_and_day,
    named_source,
    needed,
    optional,
    parsed,
    sequence,
    text,
)
from salerno.rules.sessions import Presence, Sessions
from salerno.strict_yaml import Entries, Node, Text

SESSION_KEYS = ("on", "each-year", "apply-before", "closes", "in-force", "source")
PRESENCE_KEYS = ("countries", "source")
ANY, ANYWHERE = "any", "anywhere"


def sessions(node: Node, scope: Scope) -> tuple[Sessions, ...]:
    """The days on which a step can be taken, each group with its source."""
    return tuple(_sessions(member, scope) for member in sequence(node, "sessions"))


def _sessions(node: Node, scope: Scope) -> Sessions:
    own = entries(node, "session", SESSION_KEYS)
    on, yearly = own.get("on"), own.get("each-year")
    if (on is None) == (yearly is None):
        fix = "write 'on' with its days, or 'each-year' with days like 03-15, months, or any"
        raise RuleError("a session is on certain days or each year", where=node.place, fix=fix)
    is_any = isinstance(yearly, Text) and yearly.value == ANY
    days = () if on is None else tuple(day(member, "on") for member in members(on))
    _check_closing(own, len(days))
    return Sessions(
        named_source(needed(own, "source", "session"), scope),
        days,
        () if yearly is None or is_any else tuple(_yearly(member) for member in members(yearly)),
        is_any,
        optional(own, "apply-before", lambda n: parsed(n, "apply-before", Span.parse), None),
        optional(own, "closes", lambda n: day(n, "closes"), None),
        optional(
            own, "in-force", lambda n: parsed(n, "in-force", Period.parse), Period(None, None)
        ),
    )


def _check_closing(own: Entries, days: int) -> None:
    if own.get("closes") is None:
        return
    if days != 1 or own.get("apply-before") is not None:
        fix = "give each day its own entry, or write 'apply-before' with a span"
        raise RuleError("'closes' belongs to one day", where=own.place, fix=fix)


def _yearly(node: Node) -> tuple[int, int]:
    """A day of every year like 03-15, or a month like 03, whose day is 0."""
    written = text(node, "each-year")
    if len(written) == 2 and written.isdecimal() and 1 <= int(written) <= 12:
        return int(written), 0
    return month_and_day(node, "each-year")


def presence(node: Node, scope: Scope) -> Presence:
    """Where the person must be; `anywhere` is known, nothing written is not."""
    own = entries(node, "presence", PRESENCE_KEYS)
    where = needed(own, "countries", "presence")
    source = named_source(needed(own, "source", "presence"), scope)
    if isinstance(where, Text) and where.value == ANYWHERE:
        return Presence(source)
    return Presence(source, tuple(_country(member) for member in members(where)))


def _country(node: Node) -> str:
    name = text(node, "countries")
    placed(node.place, "countries", lambda: check_country(name))
    return name
