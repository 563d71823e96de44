"""Reading opportunities and the dated versions of their rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, cast

from salerno.credentials.circumstances import ANCHORS, CohortYear, Event, last_day_of
from salerno.credentials.vocabulary import Vocabulary
from salerno.documents import telling
from salerno.errors import Place, RuleError, did_you_mean
from salerno.memory import undisturbed
from salerno.periods import PartialDate, Period, Span
from salerno.rules.language.particulars import PARTICULAR_KEYS, particulars
from salerno.rules.language.phrases import date_fact
from salerno.rules.language.reading import (
    Scope,
    day,
    entries,
    members,
    month_and_day,
    named_source,
    needed,
    optional,
    pairs,
    parsed,
    sequence,
    text,
    texts,
    word,
)
from salerno.rules.language.requirements import named_nodes, requirement
from salerno.rules.opportunities import (
    IN_FORCE,
    DecidedBy,
    Opportunity,
    RuleException,
    RuleVersion,
    Status,
)
from salerno.rules.requirements import Requirement
from salerno.rules.sources import Confidence, Source, Tier
from salerno.strict_yaml import Entries, Members, Node, Text, read_documents

OPPORTUNITY_KEYS = (
    "opportunity", "kind", "title", "country", "region", "authority", "event", "cohort",
    "decided-by", "sources", "versions", *PARTICULAR_KEYS,
)  # fmt: skip
VARIANT_KEYS = ("inherits", "changes")
CHANGE_KEYS = ("drop", "replace", "set", "add")
VERSION_KEYS = ("in-force", "status", "source", "define", "requires", "except")
SOURCE_KEYS = ("url", "title", "locator", "read", "tier", "confidence", "dated", "also", "facts")
EXCEPT_KEYS = ("when", "because", "then", "drop", "replace", "set")
STATUSES = (
    "in-force", "proposed", "enacted", "stayed", "deferred", "repealed", "informational",
)  # fmt: skip
TIERS = ("law", "official", "provider", "secondary")
CONFIDENCES = ("A", "B", "C", "D")
KINDS = (
    "certification", "examination", "licence", "verification", "rotation", "exchange", "programme",
    "training-post", "visa", "cpd", "assessment", "registration", "match", "membership", "waiver",
    "language-test", "priority", "recognition", "course", "employment", "formality",
    "funding",
)  # fmt: skip


@undisturbed()
@telling(RuleError)
def load_opportunities(
    content: str | bytes, *, name: str, vocabulary: Vocabulary
) -> tuple[Opportunity, ...]:
    """The opportunities of a YAML or JSON text, one a document; raises RuleError with the place."""
    return tuple(
        opportunity(document, vocabulary) for document in read_documents(content, name=name)
    )


@telling(RuleError)
def opportunity(node: Node, vocabulary: Vocabulary) -> Opportunity:
    """The opportunity that a document describes."""
    own = entries(node, "opportunity", OPPORTUNITY_KEYS)
    none: tuple[CohortYear, ...] = ()
    cohort = optional(own, "cohort", cohort_years, none)
    scope = Scope(
        vocabulary,
        optional(own, "sources", _sources, {}),
        cohort=tuple(year.name for year in cohort),
    )
    for key in ("opportunity", "kind", "title"):
        needed(own, key, "opportunity")
    versions = _versions(needed(own, "versions", "opportunity"), scope, cohort)
    return described(own, versions, scope)


def described(own: Entries, versions: tuple[RuleVersion, ...], scope: Scope) -> Opportunity:
    """The opportunity that the keys describe, with these versions of its rules."""
    return Opportunity(
        id=text(needed(own, "opportunity", "opportunity"), "opportunity"),
        kind=word(needed(own, "kind", "opportunity"), "kind", KINDS),
        title=texts(needed(own, "title", "opportunity"), "title"),
        versions=versions,
        decided_by=optional(own, "decided-by", lambda n: _decided_by(n, scope), DecidedBy()),
        country=optional(own, "country", lambda n: text(n, "country"), ""),
        region=optional(own, "region", lambda n: text(n, "region"), ""),
        authority=optional(own, "authority", lambda n: text(n, "authority"), ""),
        event=optional(own, "event", _event, None),
        **particulars(own, scope),
    )


def cohort_years(node: Node) -> tuple[CohortYear, ...]:
    """How each cohort year follows from a date, by name."""
    return tuple(_cohort_year(key.value, value) for key, value in pairs(node, "cohort"))


def _cohort_year(name: str, node: Node) -> CohortYear:
    own = entries(node, "cohort", ("ends", "starts", "at"))
    side: Literal["ends", "starts"] = "ends" if own.get("ends") is not None else "starts"
    if own.get("ends") is not None and own.get("starts") is not None:
        raise RuleError("a cohort year ends or starts on a day, not both", where=node.place)
    month, number = month_and_day(needed(own, side, "cohort"), side)
    at = optional(own, "at", lambda n: word(n, "at", ANCHORS), "application")
    return CohortYear(name, month, number, side, at)


def _sources(node: Node) -> Mapping[str, Source]:
    return {key.value: source(value) for key, value in pairs(node, "sources")}


@telling(RuleError)
def source(node: Node) -> Source:
    """A source; who read it when, how official it is and how sure we are must be said."""
    own = entries(node, "source", SOURCE_KEYS)
    tier = word(needed(own, "tier", "source"), "tier", TIERS)
    return Source(
        _address(needed(own, "url", "source"), tier, own),
        day(needed(own, "read", "source"), "read"),
        cast(Tier, tier),
        cast(Confidence, word(needed(own, "confidence", "source"), "confidence", CONFIDENCES)),
        optional(own, "title", lambda n: text(n, "title"), ""),
        optional(own, "locator", lambda n: text(n, "locator"), ""),
        optional(own, "dated", lambda n: text(n, "dated"), ""),
        optional(own, "also", lambda n: tuple(text(m, "also") for m in members(n)), ()),
        optional(own, "facts", lambda n: tuple(text(m, "facts") for m in members(n)), ()),
    )


def _address(node: Node, tier: str, own: Entries) -> str:
    """The address of a source; `none` only for an unofficial compilation that has a title."""
    written = text(node, "url")
    if written != "none":
        return written
    if tier != "secondary" or own.get("title") is None:
        fix = "only a secondary source with a title may have no address"
        raise RuleError("url: 'none' is not enough here", where=node.place, fix=fix)
    return ""


def sources_of(node: Node, scope: Scope) -> tuple[Source, ...]:
    """Sources by name, or written out in place; at least one."""
    if not members(node):
        raise RuleError("a version needs at least one source", where=node.place)
    return tuple(_source_of(member, scope) for member in members(node))


def _source_of(node: Node, scope: Scope) -> Source:
    if isinstance(node, Entries):
        return source(node)
    return named_source(node, scope)


def _decided_by(node: Node, scope: Scope) -> DecidedBy:
    if isinstance(node, Text):
        return DecidedBy(axis=word(node, "decided-by", ANCHORS))
    own = entries(node, "decided-by", ("fact", "credential", "cohort"))
    known = scope.vocabulary
    fact, credential = own.get("fact"), own.get("credential")
    if fact is not None:
        return DecidedBy(fact=date_fact(fact, "decided-by", scope))
    if credential is not None:
        return DecidedBy(credential=parsed(credential, "decided-by", known.credential_type).id)
    cohort = needed(own, "cohort", "decided-by")
    return DecidedBy(cohort=word(cohort, "cohort", scope.cohort))


def _event(node: Node) -> Event:
    own = entries(node, "event", ("starts", "ends", "length"))
    start = parsed(needed(own, "starts", "event"), "starts", PartialDate.parse)
    length = optional(own, "length", lambda n: parsed(n, "length", Span.parse), None)
    end = optional(own, "ends", lambda n: parsed(n, "ends", PartialDate.parse), None)
    if end and (length or end.latest < start.earliest):
        why = "'length' says it already" if length else f"it starts on {start}"
        raise RuleError(f"the event cannot end on {end}", where=node.place, why=why)
    return Event(start, end or (last_day_of(start, length) if length else None))


def _versions(node: Node, scope: Scope, cohort: tuple[CohortYear, ...]) -> tuple[RuleVersion, ...]:
    nodes = sequence(node, "versions")
    if not nodes:
        raise RuleError("an opportunity needs at least one version", where=node.place)
    versions = tuple(version(member, scope, cohort) for member in nodes)
    check_no_overlap(versions, [member.place for member in nodes])
    return versions


def check_no_overlap(versions: Sequence[RuleVersion], places: Sequence[Place]) -> None:
    """Raise RuleError, at the place of the later one, when two versions are live at once."""
    live = [(v, p) for v, p in zip(versions, places, strict=True) if v.status in IN_FORCE]
    for index, (own, place) in enumerate(live):
        for earlier, _ in live[:index]:
            if own.in_force.overlaps(earlier.in_force):
                raise RuleError(
                    f"two versions are in force at once: {earlier.in_force} and {own.in_force}",
                    where=place,
                    fix="end the older one on the day before the newer one begins",
                )


def version(node: Node, scope: Scope, cohort: tuple[CohortYear, ...]) -> RuleVersion:
    """The version of a rule that a node describes."""
    own = entries(node, "version", VERSION_KEYS)
    body = needed(own, "requires", "version")
    scope = scope.but(named={**scope.named, **_named(own)})
    scope = scope.but(definitions=_definitions(own, scope))
    exceptions = own.get("except")
    return RuleVersion(
        in_force=parsed(needed(own, "in-force", "version"), "in-force", Period.parse),
        sources=sources_of(needed(own, "source", "version"), scope),
        requires=requirement(body, scope),
        exceptions=() if exceptions is None else _exceptions(exceptions, scope),
        status=cast(Status, optional(own, "status", _status, "in-force")),
        cohort=cohort,
    )  # fmt: skip


def _status(node: Node) -> str:
    return word(node, "status", STATUSES)


def _named(node: Entries) -> dict[str, Node]:
    """Parts by their id; the same id twice is an error."""
    named: dict[str, Node] = {}
    for key, value in node.pairs:
        if key.value == "except":
            continue
        for name, part in named_nodes(value):
            if name in named:
                raise RuleError(
                    f"the id '{name}' is given twice",
                    where=part.place,
                    why=f"it is already at {named[name].place}",
                )
            named[name] = part
    return named


def _definitions(node: Entries, scope: Scope) -> Mapping[str, Requirement]:
    found = dict(scope.definitions)
    define = node.get("define")
    for key, value in pairs(define, "define") if define is not None else ():
        found[key.value] = requirement(value, scope.but(definitions=dict(found)))
    return found


def _exceptions(node: Node, scope: Scope) -> tuple[RuleException, ...]:
    return tuple(_exception(member, scope) for member in sequence(node, "except"))


def _exception(node: Node, scope: Scope) -> RuleException:
    own = entries(node, "except", EXCEPT_KEYS)
    ways = [key for key in ("then", "drop", "replace", "set") if own.get(key) is not None]
    if len(ways) != 1:
        fix = "write one of then, drop, replace, set"
        raise RuleError("an exception does one thing", where=node.place, fix=fix)
    then = optional(own, "then", lambda n: word(n, "then", ("met", "never")), "")
    dropped = own.get("drop")
    drop = () if dropped is None else tuple(_id(member, scope) for member in members(dropped))
    replaced = own.get(ways[0]) if ways[0] in ("replace", "set") else None
    return RuleException(
        requirement(needed(own, "when", "except"), scope),
        texts(needed(own, "because", "except"), "because"),
        cast(Literal["met", "never", ""], then),
        drop,
        () if replaced is None else _replacements(replaced, ways[0], scope),
    )


def _id(node: Node, scope: Scope) -> str:
    name = text(node, "drop")
    if name not in scope.named:
        fix = did_you_mean(name, scope.named) or "give the part an 'id'"
        raise RuleError(f"nothing in this rule is called '{name}'", where=node.place, fix=fix)
    return name


def _replacements(node: Node, way: str, scope: Scope) -> tuple[tuple[str, Requirement], ...]:
    found = []
    for key, value in pairs(node, way):
        if way == "replace":
            name = _id(key, scope)
            found.append((name, requirement(value, scope)))
            continue
        name, *path = key.value.split(".")
        part = scope.named[_id(Text(name, key.place, quoted=False), scope)]
        found.append((name, requirement(_changed(part, tuple(path), value, key), scope)))
    return tuple(found)


def _changed(node: Node, path: tuple[str, ...], value: Node, key: Text) -> Node:
    """The node with the part at the path replaced; the path must exist."""
    if not path:
        return value
    if isinstance(node, Members) and path[0].isdecimal() and int(path[0]) < len(node.values):
        index = int(path[0])
        inner = _changed(node.values[index], path[1:], value, key)
        return Members((*node.values[:index], inner, *node.values[index + 1 :]), node.place)
    if not isinstance(node, Entries) or node.get(path[0]) is None:
        raise RuleError(f"set: there is no '{path[0]}' to change", where=key.place)
    changed = tuple(
        (k, _changed(v, path[1:], value, key) if k.value == path[0] else v) for k, v in node.pairs
    )
    return Entries(changed, node.place)
