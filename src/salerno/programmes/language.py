"""Reading schools and programmes from documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from salerno.credentials.vocabulary import Texts, Vocabulary
from salerno.documents import telling
from salerno.errors import RuleError
from salerno.programmes.programmes import ACCEPTANCES, ENTRIES, Programme
from salerno.programmes.schools import SCHEMES, STATUSES, School
from salerno.programmes.statements import Statement
from salerno.programmes.values import (
    PRICE_KEYS,
    aid_of,
    count_of,
    entrance_of,
    intake_of,
    is_of,
    length_of,
    one_of,
    partner_of,
    practice_of,
    price_of,
    recognition_of,
    speech_of,
)
from salerno.rules.language.opportunities import opportunity, source
from salerno.rules.language.reading import (
    Scope,
    entries,
    named_source,
    names,
    needed,
    optional,
    pairs,
    sequence,
    text,
    texts,
    word,
    yes_or_no,
)
from salerno.rules.opportunities import Opportunity
from salerno.rules.sources import Source
from salerno.strict_yaml import Entries, Node, Text

T = TypeVar("T")

SCHOOL_KEYS = (
    "school", "name", "country", "city", "aliases", "awarded-by", "sources", "identifiers",
    "status",
)  # fmt: skip
PROGRAMME_KEYS = (
    "programme", "school", "title", "country", "city", "degree", "entry", "sources", "rule",
    "status", "length", "accepts", "intakes", "speech", "practice", "partners", "entrance",
    "prices", "aid", "recognition", "counts", "disputes",
)  # fmt: skip
STATED = ("source", "says", "cycle", "over")


@telling(RuleError)
def school(node: Node) -> School:
    """The school that a document describes."""
    own = entries(node, "school", SCHOOL_KEYS)
    sources = sources_in(own)
    read = partial(statement, sources=sources)
    return School(
        id=text(needed(own, "school", "school"), "school"),
        name=text(needed(own, "name", "school"), "name"),
        country=text(needed(own, "country", "school"), "country"),
        city=optional(own, "city", lambda n: text(n, "city"), ""),
        aliases=optional(own, "aliases", lambda n: names(n, "aliases"), ()),
        awarded_by=optional(own, "awarded-by", lambda n: text(n, "awarded-by"), ""),
        identifiers=optional(own, "identifiers", lambda n: _identifiers(n, sources), _NONE),
        status=all_of(own, "status", lambda n: read(n, ("is",), lambda o: is_of(o, STATUSES))),
    )


_NO_SOURCES: Mapping[str, Source] = MappingProxyType({})
_NONE: Mapping[str, Statement[str]] = MappingProxyType({})


def _identifiers(node: Node, sources: Mapping[str, Source]) -> Mapping[str, Statement[str]]:
    found: dict[str, Statement[str]] = {}
    for key, value in pairs(node, "identifiers"):
        scheme = word(key, "identifiers", SCHEMES)
        found[scheme] = statement(value, ("is",), _plain_is, sources=sources)
    return MappingProxyType(found)


def _plain_is(own: Entries) -> str:
    return text(needed(own, "is", "statement"), "is")


@telling(RuleError)
def programme(node: Node, vocabulary: Vocabulary) -> Programme:
    """The programme that a document describes, with its rule if it has one."""
    own = entries(node, "programme", PROGRAMME_KEYS)
    sources = sources_in(own)
    rule = own.get("rule")

    def read(
        key: str, keys: tuple[str, ...], value_of: Callable[[Entries], T]
    ) -> tuple[Statement[T], ...]:
        return all_of(own, key, lambda n: statement(n, keys, value_of, sources=sources))

    return Programme(
        id=text(needed(own, "programme", "programme"), "programme"),
        school=text(needed(own, "school", "programme"), "school"),
        title=texts(needed(own, "title", "programme"), "title"),
        country=text(needed(own, "country", "programme"), "country"),
        city=optional(own, "city", lambda n: text(n, "city"), ""),
        degree=optional(own, "degree", lambda n: text(n, "degree"), ""),
        entry=optional(own, "entry", lambda n: one_of(n, "entry", ENTRIES), ""),
        rule=None if rule is None else rule_of(own, rule, vocabulary, subject="programme"),
        disputes=disputes_of(own),
        status=read("status", ("is",), lambda o: is_of(o, STATUSES)),
        length=read("length", ("years", "track"), length_of),
        acceptance=read("accepts", ("is",), lambda o: is_of(o, ACCEPTANCES)),
        intakes=read("intakes", ("begins", "apply"), intake_of),
        speech=read("speech", ("phase", "in", "level", "due", "months"), speech_of),
        practice=read("practice", ("kind", "year", "amount", "unit"), practice_of),
        partners=read("partners", ("kind", "with", "country"), partner_of),
        entrance=read("entrance", ("asks",), entrance_of),
        prices=read("prices", PRICE_KEYS, price_of),
        aid=read("aid", ("kind", "is"), aid_of),
        recognition=read("recognition", ("by", "is", "since", "until"), recognition_of),
        counts=read("counts", ("what", "group", "number", "unit", "of"), count_of),
    )


SUBJECTS = {"programme": "programme", "fund": "funding"}
"""The key under which a document has its id, and the kind of opportunity that it describes."""


def rule_of(own: Entries, rule: Node, vocabulary: Vocabulary, *, subject: str) -> Opportunity:
    """The opportunity: what the document says of its subject, and what stands under its rule."""
    place = rule.place
    kept = {subject: "opportunity", **{key: key for key in ("title", "country", "sources")}}
    said = [
        (Text(kept[k.value], k.place, quoted=False), v) for k, v in own.pairs if k.value in kept
    ]
    named = (Text("kind", place, quoted=False), Text(SUBJECTS[subject], place, quoted=False))
    return opportunity(Entries((*said, named, *pairs(rule, "rule")), place), vocabulary)


def disputes_of(own: Entries) -> tuple[Texts, ...]:
    """What contradicts what, in words of ours."""
    return all_of(own, "disputes", lambda n: texts(n, "disputes"))


def sources_in(own: Entries) -> Mapping[str, Source]:
    """The sources of a document by the names that its statements use."""
    return optional(own, "sources", _sources, _NO_SOURCES)


def _sources(node: Node) -> Mapping[str, Source]:
    return {key.value: source(value) for key, value in pairs(node, "sources")}


def all_of(own: Entries, key: str, read: Callable[[Node], T]) -> tuple[T, ...]:
    """Everything that is listed under a key, read one by one; nothing without the key."""
    return optional(own, key, lambda n: tuple(read(m) for m in sequence(n, key)), ())


def statement(
    node: Node,
    keys: tuple[str, ...],
    read: Callable[[Entries], T],
    *,
    sources: Mapping[str, Source],
) -> Statement[T]:
    """The statement that an entry makes: what `read` makes of its keys, and who states it."""
    own = entries(node, "statement", (*keys, *STATED))
    scope = Scope(Vocabulary(), sources)
    return Statement(
        read(own),
        named_source(needed(own, "source", "statement"), scope),
        optional(own, "says", lambda n: texts(n, "says"), ()),
        optional(own, "cycle", lambda n: text(n, "cycle"), ""),
        optional(own, "over", lambda n: yes_or_no(n, "over"), default=False),
    )
