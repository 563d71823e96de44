"""Reading hosts and the places in them, rotations and windows of capacity from documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any as Anything
from typing import TypeVar

from salerno.credentials.countries import check_country
from salerno.credentials.vocabulary import Texts, Vocabulary
from salerno.documents import (
    day,
    entries,
    members,
    needed,
    number,
    optional,
    pairs,
    parsed,
    placed,
    sequence,
    telling,
    text,
    texts,
    word,
    yes_or_no,
)
from salerno.errors import Place, RuleError
from salerno.periods import ONE_DAY, Period
from salerno.placements.demands import DUES, Demand
from salerno.placements.locations import LEVELS, Location
from salerno.placements.rotations import BOOKINGS, KINDS, SETTINGS, STATUSES, Rotation, Terms
from salerno.placements.templates import applied
from salerno.placements.windows import PERS, Window
from salerno.rules.language import Scope, requirement
from salerno.rules.language.opportunities import source
from salerno.rules.language.particulars import PARTICULAR_KEYS, particulars
from salerno.rules.language.reading import names
from salerno.rules.language.requirements import named_nodes
from salerno.rules.opportunities import Opportunity
from salerno.rules.sources import Source
from salerno.strict_yaml import Entries, Node

T = TypeVar("T")

LOCATION_KEYS = (
    "name", "within", "country", "city", "zone", "asks", "stated", "sources", "confirmed",
)  # fmt: skip
ROTATION_KEYS = (
    "rotation", "at", "title", "kind", "specialty", "setting", "supervisors", "languages", "may",
    "may-not", "notes", "terms", "windows", "asks", "status", "stated", "sources",
    *PARTICULAR_KEYS,
)  # fmt: skip
TERM_KEYS = ("booking", "grace", "hold", "waitlist", "release", "agreement", "yes-or-no")
WINDOW_KEYS = (
    "window", "open", "seats", "per", "party", "weekdays", "starts", "weeks", "lead", "closed",
    "quotas", "each-school",
)  # fmt: skip
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOST = "host"
"""What the host is called as a source, in a document that says on which day it `stated` this."""
STATED_BY = "Stated by the host"


@telling(RuleError)
def location(node: Node, vocabulary: Vocabulary) -> Location:
    """The host, site, department or unit that a document describes."""
    own = entries(node, "location", (*LEVELS, *LOCATION_KEYS))
    levels = [level for level in LEVELS if own.get(level) is not None]
    if len(levels) != 1:
        fix = f"begin with one of {', '.join(LEVELS)}"
        raise RuleError("a location is of one level", where=node.place, fix=fix)
    return Location(
        id=text(needed(own, levels[0], levels[0]), levels[0]),
        level=levels[0],
        name=texts(needed(own, "name", levels[0]), "name"),
        within=optional(own, "within", lambda n: text(n, "within"), ""),
        country=optional(own, "country", _country, ""),
        city=optional(own, "city", lambda n: text(n, "city"), ""),
        zone=optional(own, "zone", lambda n: text(n, "zone"), ""),
        demands=optional(own, "asks", partial(demands, scope=scope_of(own, vocabulary)), ()),
        confirmed=optional(own, "confirmed", lambda n: yes_or_no(n, "confirmed"), default=False),
    )


def _country(node: Node) -> str:
    code = text(node, "country")
    placed(node.place, "country", lambda: check_country(code))
    return code


def scope_of(own: Entries, vocabulary: Vocabulary) -> Scope:
    """What the demands and particulars of a document may refer to, its host as a source too."""
    none: Mapping[str, Source] = MappingProxyType({})
    sources = dict(optional(own, "sources", _sources, none))
    stated = own.get("stated")
    if stated is not None:
        sources[HOST] = Source("", day(stated, "stated"), "provider", "A", title=STATED_BY)
    return Scope(vocabulary, sources)


def _sources(node: Node) -> Mapping[str, Source]:
    return {key.value: source(value) for key, value in pairs(node, "sources")}


@telling(RuleError)
def demands(node: Node, scope: Scope) -> tuple[Demand, ...]:
    """The demands of a list, each with an id of its own."""
    written = tuple(_written_out(member) for member in sequence(node, "asks"))
    scope = scope.but(named={name: own for one in written for name, own in named_nodes(one)})
    places: dict[str, Place] = {}
    found: list[Demand] = []
    for member in written:
        for demand in _demands(member, scope):
            if demand.id in places:
                what, why = f"'{demand.id}' is asked twice", f"already at {places[demand.id]}"
                raise RuleError(what, where=member.place, why=why, fix="rename one of them")
            places[demand.id] = member.place
            found.append(demand)
    return tuple(found)


def _written_out(node: Node) -> Entries:
    """A demand with what its template asks, where it names one."""
    if not isinstance(node, Entries):
        fix = "write it like 'has: training/bls', with an 'id' and when it is 'due'"
        raise RuleError("a demand has keys and values", where=node.place, fix=fix)
    return applied(node) if node.get("template") is not None else node


def _demands(node: Entries, scope: Scope) -> tuple[Demand, ...]:
    waived = node.get("waives")
    if waived is not None:
        entries(node, "waives", ("waives",))
        return tuple(Demand(name, None) for name in names(waived, "waives"))
    rest = tuple(pair for pair in node.pairs if pair[0].value not in ("due", "fixed"))
    return (
        Demand(
            text(needed(node, "id", "demand"), "id"),
            requirement(Entries(rest, node.place), scope),
            optional(node, "due", lambda n: _one_of(n, "due", DUES), "application"),
            optional(node, "fixed", lambda n: yes_or_no(n, "fixed"), default=False),
        ),
    )


@telling(RuleError)
def rotation(node: Node, vocabulary: Vocabulary) -> tuple[Rotation, tuple[Window, ...]]:
    """The rotation that a document describes, and its windows of capacity."""
    own = entries(node, "rotation", ROTATION_KEYS)
    name = text(needed(own, "rotation", "rotation"), "rotation")
    scope = scope_of(own, vocabulary)
    title = texts(needed(own, "title", "rotation"), "title")
    described = Rotation(
        id=name,
        at=text(needed(own, "at", "rotation"), "at"),
        kind=_one_of(needed(own, "kind", "rotation"), "kind", KINDS),
        specialty=text(needed(own, "specialty", "rotation"), "specialty"),
        offer=Opportunity(name, "rotation", title, (), **particulars(own, scope)),
        setting=optional(own, "setting", lambda n: _one_of(n, "setting", SETTINGS), "mixed"),
        supervisors=optional(own, "supervisors", lambda n: names(n, "supervisors"), ()),
        languages=optional(own, "languages", lambda n: names(n, "languages"), ()),
        may=_texts_of(own, "may"),
        may_not=_texts_of(own, "may-not"),
        notes=_texts_of(own, "notes"),
        demands=optional(own, "asks", partial(demands, scope=scope), ()),
        terms=optional(own, "terms", terms, Terms()),
        status=optional(own, "status", lambda n: _one_of(n, "status", STATUSES), "draft"),
    )
    return described, optional(own, "windows", partial(_windows, rotation=name), ())


def _texts_of(own: Entries, key: str) -> tuple[Texts, ...]:
    """Everything that is listed under a key, each in one language or several."""
    none: tuple[Texts, ...] = ()
    return optional(own, key, lambda n: tuple(texts(one, key) for one in sequence(n, key)), none)


def _one_of(node: Node, what: str, known: tuple[T, ...]) -> T:
    written = word(node, what, [str(one) for one in known])
    return next(one for one in known if one == written)


@telling(RuleError)
def terms(node: Node) -> Terms:
    """How a host lets people in; what is not said is as usual."""
    own, usual = entries(node, "terms", TERM_KEYS), Terms()

    def said(key: str, otherwise: bool) -> bool:
        return optional(own, key, lambda n: yes_or_no(n, key), otherwise)

    return Terms(
        booking=optional(own, "booking", lambda n: _one_of(n, "booking", BOOKINGS), usual.booking),
        grace=optional(own, "grace", lambda n: number(n, "grace"), usual.grace),
        hold=optional(own, "hold", lambda n: number(n, "hold"), usual.hold),
        waitlist=said("waitlist", usual.waitlist),
        release=said("release", usual.release),
        agreement=said("agreement", usual.agreement),
        yes_or_no=said("yes-or-no", usual.yes_or_no),
    )


def _windows(node: Node, rotation: str) -> tuple[Window, ...]:
    return tuple(window(member, rotation=rotation) for member in sequence(node, "windows"))


@telling(RuleError)
def window(node: Node, *, rotation: str) -> Window:
    """A window of the capacity of a rotation."""
    own = entries(node, "window", WINDOW_KEYS)
    read: Mapping[str, tuple[str, Callable[[Node], Anything]]] = {
        "per": ("per", lambda n: _one_of(n, "per", PERS)),
        "party": ("party", lambda n: number(n, "party", least=1)),
        "weekdays": ("weekdays", lambda n: _weekdays(n, "weekdays")),
        "starts": ("starts_on", lambda n: _weekdays(n, "starts")),
        "weeks": ("weeks", _weeks),
        "lead": ("lead", lambda n: number(n, "lead")),
        "closed": ("closed", _closed),
        "quotas": ("quotas", _quotas),
        "each-school": ("each_school", lambda n: number(n, "each-school")),
    }
    name = text(needed(own, "window", "window"), "window")
    period = parsed(needed(own, "open", "window"), "open", Period.parse)
    seats = number(needed(own, "seats", "window"), "seats", least=1)
    said = {
        read[key.value][0]: read[key.value][1](value)
        for key, value in own.pairs
        if key.value in read
    }
    return placed(own.place, "window", lambda: Window(name, rotation, period, seats, **said))


def _weeks(node: Node) -> tuple[int, int]:
    """A number of weeks, or the least and the most joined by `..`."""
    low, dots, high = text(node, "weeks").partition("..")
    ends = (low, high if dots else low)
    if not all(end.isascii() and end.isdigit() and len(end) <= 3 for end in ends):
        fix = "write a number, or the least and the most joined by '..', as 4..8"
        raise RuleError("weeks: not a number or a range", where=node.place, fix=fix)
    return int(ends[0]), int(ends[1])


def _weekdays(node: Node, what: str) -> frozenset[int]:
    return frozenset(WEEKDAYS.index(word(own, what, WEEKDAYS)) + 1 for own in members(node))


def _closed(node: Node) -> tuple[Period, ...]:
    """Days and periods without training."""
    return tuple(_days(member) for member in members(node))


def _days(node: Node) -> Period:
    if ".." in text(node, "closed"):
        return parsed(node, "closed", Period.parse)
    first = day(node, "closed")
    return Period(first, first + ONE_DAY)


def _quotas(node: Node) -> Mapping[str, int]:
    return MappingProxyType(
        {key.value: number(value, "quotas") for key, value in pairs(node, "quotas")}
    )
