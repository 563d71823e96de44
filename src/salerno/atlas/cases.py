"""Cases: invented persons and the verdict that each must get, beside the rule that they test."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal, cast

from salerno.atlas.contents import Contents
from salerno.atlas.folders import AtlasFile, gathered, sheet_of
from salerno.credentials.circumstances import Circumstances, Event, last_day_of
from salerno.credentials.person import ASSURANCES, Assurance, Person
from salerno.credentials.records import joined, record_of
from salerno.credentials.vocabulary import Vocabulary
from salerno.documents import (
    day,
    entries,
    mapping,
    members,
    needed,
    number,
    optional,
    pairs,
    parsed,
    sequence,
    telling,
    text,
    word,
)
from salerno.errors import AtlasError, InputError, Place, SalernoError, did_you_mean
from salerno.periods import PartialDate, Span
from salerno.rules.chain import State
from salerno.rules.opportunities import IN_FORCE, Opportunity
from salerno.rules.requirements import All, walk
from salerno.strict_yaml import Entries, Node

Shows = Literal["met", "unmet", "boundary", "unknown"]

SHOWS: tuple[Shows, ...] = ("met", "unmet", "boundary", "unknown")
TODAY = date(2026, 11, 22)
"""The day as of which a case is judged when it says no other."""

FILE_KEYS = ("given", "also", "cases")
CASE_KEYS = (
    "name", "shows", "of", "as-of", "application", "use", "event", "cohort", "assurance",
    "person", "without", "expect", "because", "note",
)  # fmt: skip

_FITTING: Mapping[str, frozenset[State]] = MappingProxyType(
    {
        "met": frozenset({State.ELIGIBLE}),
        "unmet": frozenset({State.NOT_YET, State.NEVER}),
        "boundary": frozenset(State),
        "unknown": frozenset({State.CANNOT_TELL}),
    }
)


@dataclass(frozen=True, slots=True)
class Case:
    """A person, the circumstances, and the verdict that the opportunity must give.

    `because` are ids of requirements that must be among those that decide it.
    """

    name: str
    shows: Shows
    opportunity: str
    person: Person
    circumstances: Circumstances
    expect: State
    because: tuple[str, ...]
    place: Place

    def __str__(self) -> str:
        return f"{self.opportunity}: {self.name}"


def cases_of(contents: Contents) -> tuple[tuple[Case, ...], tuple[SalernoError, ...]]:
    """The cases in the files, in their order, and every problem with the rest."""
    groups, problems = gathered(contents.cases, lambda file: _in_file(file, contents))
    found = tuple(case for cases, _ in groups for case in cases)
    return found, (*problems, *(problem for _, wrong in groups for problem in wrong))


@telling(AtlasError)
def _in_file(
    file: AtlasFile, contents: Contents
) -> tuple[tuple[Case, ...], tuple[SalernoError, ...]]:
    tested = [one.opportunity for one in contents.written if one.file.id == file.id]
    if not tested:
        raise AtlasError(
            "cases without a rule that can be read",
            where=file.place,
            fix=f"write {file.id}.yaml beside it, or mend it",
        )
    documents = sheet_of(file).documents
    if len(documents) != 1:
        found = f"{len(documents)} documents, expected one"
        raise AtlasError(found, where=file.place, fix="write 'cases:'")
    own = entries(documents[0], "cases", FILE_KEYS)
    vocabulary = contents.atlas.vocabulary
    given = _record(own.get("given"), vocabulary)
    nodes = sequence(needed(own, "cases", "cases"), "cases")
    also = own.get("also")
    variants = [] if also is None else [_variant(name, contents) for name in members(also)]

    @telling(AtlasError)
    def read(pair: tuple[Node, list[Opportunity]]) -> Case:
        return _case(pair[0], given, pair[1], vocabulary)

    groups = (tested, *([variant] for variant in variants))
    return gathered(((node, group) for group in groups for node in nodes), read)


def _variant(node: Node, contents: Contents) -> Opportunity:
    return parsed(node, "also", contents.atlas.opportunity)


def _record(node: Node | None, vocabulary: Vocabulary) -> Person:
    return Person("") if node is None else record_of(node, name="", vocabulary=vocabulary)


def _case(node: Node, given: Person, tested: list[Opportunity], vocabulary: Vocabulary) -> Case:
    own = entries(node, "case", CASE_KEYS)
    of = own.get("of")
    chosen = tested[0] if of is None and len(tested) == 1 else _chosen(own, tested)
    person = joined(
        _without(own.get("without"), given, vocabulary), _record(own.get("person"), vocabulary)
    )
    shows = cast(Shows, word(needed(own, "shows", "case"), "shows", SHOWS))
    case = Case(
        text(needed(own, "name", "case"), "name"),
        shows,
        chosen.id,
        person,
        _circumstances(own),
        State(word(needed(own, "expect", "case"), "expect", State)),
        optional(own, "because", lambda n: _because(n, chosen), ()),
        own.place,
    )
    if case.expect not in _FITTING[shows]:
        raise AtlasError(
            f"a case that shows '{shows}' cannot expect '{case.expect}'",
            where=own.place,
            why=f"it expects {' or '.join(sorted(_FITTING[shows]))}",
            fix="change one of them",
        )
    return case


def _chosen(own: Entries, tested: list[Opportunity]) -> Opportunity:
    by_id = {opportunity.id: opportunity for opportunity in tested}
    return by_id[word(needed(own, "of", "case"), "of", by_id)]


def _because(node: Node, opportunity: Opportunity) -> tuple[str, ...]:
    known = ids_in(opportunity)
    return tuple(word(member, "because", known) for member in members(node))


def ids_in(opportunity: Opportunity) -> tuple[str, ...]:
    """The ids of all requirements in all versions, each once, in order."""
    roots = [
        root
        for version in opportunity.versions
        for root in (
            version.requires,
            *(e.when for e in version.exceptions),
            *(part for e in version.exceptions for _, part in e.replace),
        )
    ]
    found = (part.note.id for root in roots for part in walk(root))
    return tuple(dict.fromkeys(name for name in found if name))


def _without(node: Node | None, given: Person, vocabulary: Vocabulary) -> Person:
    if node is None:
        return given
    names = {_left_out(member, given, vocabulary) for member in members(node)}
    return replace(
        given,
        facts=MappingProxyType({k: v for k, v in given.facts.items() if k not in names}),
        timelines=MappingProxyType({k: v for k, v in given.timelines.items() if k not in names}),
        credentials=tuple(c for c in given.credentials if c.type not in names),
    )


def _left_out(node: Node, given: Person, vocabulary: Vocabulary) -> str:
    """The type or fact to leave out; one that `given` does not hold would be a slip."""
    name = text(node, "without")
    if "/" in name:
        name = parsed(node, "without", vocabulary.credential_type).id
    held = {*given.facts, *given.timelines, *(c.type for c in given.credentials)}
    if name not in held:
        raise InputError(
            f"without: nothing called '{name}' is given",
            where=node.place,
            fix=did_you_mean(name, held) or "leave it out here",
        )
    return name


def _circumstances(own: Entries) -> Circumstances:
    return Circumstances(
        optional(own, "as-of", lambda n: day(n, "as-of"), TODAY),
        optional(own, "application", lambda n: day(n, "application"), None),
        optional(own, "event", _event, None),
        optional(own, "use", lambda n: day(n, "use"), None),
        optional(own, "cohort", _cohort, MappingProxyType({})),
        optional(own, "assurance", _assurance, Assurance.CLAIMED),
    )


def _cohort(node: Node) -> Mapping[str, int]:
    years = {key.value: number(value, key.value) for key, value in pairs(node, "cohort")}
    return MappingProxyType(years)


def _assurance(node: Node) -> Assurance:
    return ASSURANCES[word(node, "assurance", ASSURANCES)]


def _event(node: Node) -> Event:
    own = mapping(entries(node, "event", ("starts", "ends", "length")), "event")
    start = parsed(needed(own, "starts", "event"), "starts", PartialDate.parse)
    length = optional(own, "length", lambda n: parsed(n, "length", Span.parse), None)
    end = optional(own, "ends", lambda n: parsed(n, "ends", PartialDate.parse), None)
    return Event(start, end or (last_day_of(start, length) if length else None))


def needed_shows(opportunity: Opportunity) -> frozenset[Shows]:
    """What the cases of an opportunity must show between them.

    A rule that asks for nothing can only be met, one that is not in force only be unknown.
    """
    live = [version for version in opportunity.versions if version.status in IN_FORCE]
    if not live:
        return frozenset({"unknown"})
    if all(version.requires == All(()) and not version.exceptions for version in live):
        return frozenset({"met"})
    return frozenset(SHOWS)


def missing_shows(opportunity: Opportunity, cases: Iterable[Case]) -> tuple[Shows, ...]:
    """What no case shows although one must, in the usual order."""
    absent = needed_shows(opportunity) - {case.shows for case in cases}
    return tuple(shows for shows in SHOWS if shows in absent)
