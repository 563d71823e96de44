"""Reading what may be named: credential types, facts, lists and tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import TypeVar, cast

from salerno.atlas.folders import Sheet, gathered
from salerno.atlas.translations import translations_of
from salerno.credentials.records import CREDENTIAL_KEYS
from salerno.credentials.vocabulary import (
    Attribute,
    CredentialType,
    Kind,
    Listing,
    Table,
    Vocabulary,
)
from salerno.documents import (
    day,
    entries,
    members,
    needed,
    optional,
    pairs,
    parsed,
    sequence,
    telling,
    text,
    texts,
    word,
    yes_or_no,
)
from salerno.errors import AtlasError, InputError, SalernoError, did_you_mean
from salerno.money import NUMBER
from salerno.periods import Period, Span
from salerno.rules.language.opportunities import source
from salerno.rules.sources import Source
from salerno.strict_yaml import Entries, Node, Text

T = TypeVar("T")

KINDS = ("number", "level", "code", "flag", "date", "money", "text")
ATTRIBUTE_KEYS = (
    "kind", "low", "high", "step", "unit", "levels", "codes", "many", "title", "ask",
)  # fmt: skip
TYPE_KEYS = (
    "title", "attributes", "implies", "aliases", "validity", "activity", "ask", "ended",
    "obtainable", "becomes",
)  # fmt: skip
TYPE_ID = re.compile(r"[a-z0-9-]+(/[a-z0-9-]+)+")
FACT_ID = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*")
ATTRIBUTE_ID = re.compile(r"[a-z0-9-]+")

_ALWAYS = Period(None, None)


@dataclass(frozen=True, slots=True)
class Named:
    """The vocabulary of an atlas, where its lists and tables come from, and what is wrong."""

    vocabulary: Vocabulary
    sources: Mapping[str, tuple[Source, ...]] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[SalernoError, ...] = ()


def vocabulary_of(sheets: Iterable[Sheet]) -> Named:
    """Everything that the files name, whatever the order of the files."""
    by_role = tuple(sheets)
    types, wrong_types = _collected("types", by_role, _credential_type)
    facts, wrong_facts = _collected("facts", by_role, _fact)
    lists, wrong_lists = _collected("lists", by_role, _listing)
    tables, wrong_tables = _collected("tables", by_role, _table)
    translations, wrong_translations = translations_of(by_role)
    vocabulary = Vocabulary(
        MappingProxyType({name: known for name, (known, _) in types.items()}),
        MappingProxyType({name: known for name, (known, _) in facts.items()}),
        MappingProxyType({name: known for name, (known, _) in lists.items()}),
        MappingProxyType({name: known for name, (known, _) in tables.items()}),
        translations,
    )
    sources = {name: found for name, (_, found) in (lists | tables).items()}
    problems = (*wrong_types, *wrong_facts, *wrong_lists, *wrong_tables, *wrong_translations)
    unknown = _unknown_implied(by_role, vocabulary)
    return Named(vocabulary, MappingProxyType(sources), (*problems, *unknown))


_Read = Callable[[Text, Node], tuple[T, tuple[Source, ...]]]


def _collected(
    role: str, sheets: Iterable[Sheet], read: _Read[T]
) -> tuple[dict[str, tuple[T, tuple[Source, ...]]], tuple[SalernoError, ...]]:
    """What the files of a role name, by name, with its sources; and every problem of it."""
    found: dict[str, tuple[T, tuple[Source, ...]]] = {}
    named, problems = named_in(role, sheets)
    seen: dict[str, Text] = {}

    def once(pair: tuple[Text, Node]) -> None:
        key, node = pair
        refuse_again(seen.setdefault(key.value, key), key, role)
        found[key.value] = read(key, node)

    _, unreadable = gathered(named, telling(AtlasError)(once))
    return found, (*problems, *unreadable)


def refuse_again(first: Text, key: Text, role: str) -> None:
    """Raise AtlasError when this is not the first place where the name is given a meaning."""
    if first is not key:
        raise AtlasError(
            f"'{key.value}' is given twice in {role}",
            where=key.place,
            why=f"it is already at {first.place}",
            fix="keep one of them",
        )


def named_in(
    role: str, sheets: Iterable[Sheet]
) -> tuple[tuple[tuple[Text, Node], ...], tuple[SalernoError, ...]]:
    """The keys and values below the one key of every file of that role."""
    documents = [node for sheet in sheets if sheet.file.role == role for node in sheet.documents]

    @telling(AtlasError)
    def below(node: Node) -> tuple[tuple[Text, Node], ...]:
        return pairs(needed(entries(node, role, (role,)), role, role), role)

    found, problems = gathered(documents, below)
    return tuple(pair for group in found for pair in group), problems


def _unknown_implied(sheets: Iterable[Sheet], vocabulary: Vocabulary) -> list[SalernoError]:
    nodes = [
        (key, member)
        for _, node in named_in("types", sheets)[0]
        for key in ("implies", "becomes")
        if isinstance(node, Entries) and (meant := node.get(key)) is not None
        for member in members(meant)
        if isinstance(member, Text)
    ]
    return [
        AtlasError(
            f"{key}: unknown credential type '{node.value}'",
            where=node.place,
            fix=did_you_mean(node.value, vocabulary.types),
        )
        for key, node in nodes
        if node.value not in vocabulary.types
    ]


def _shaped(key: Text, form: re.Pattern[str], what: str, like: str) -> str:
    if not form.fullmatch(key.value):
        raise InputError(
            f"{what}: '{key.value}' is no name", where=key.place, fix=f"write it like '{like}'"
        )
    return key.value


def _credential_type(key: Text, node: Node) -> tuple[CredentialType, tuple[Source, ...]]:
    own = entries(node, key.value, TYPE_KEYS)
    kind = CredentialType(
        _shaped(key, TYPE_ID, "credential type", "us/usmle-step1"),
        texts(needed(own, "title", key.value), "title"),
        optional(own, "attributes", _attributes, ()),
        optional(own, "implies", _words("implies"), ()),
        optional(own, "aliases", _words("aliases"), ()),
        optional(own, "validity", lambda n: parsed(n, "validity", Span.parse), None),
        optional(own, "activity", lambda n: yes_or_no(n, "activity"), default=False),
        optional(own, "ask", lambda n: texts(n, "ask"), ()),
        optional(own, "ended", lambda n: day(n, "ended"), None),
        optional(own, "obtainable", lambda n: yes_or_no(n, "obtainable"), default=True),
        optional(own, "becomes", lambda n: text(n, "becomes"), ""),
    )
    return kind, ()


def _words(what: str) -> Callable[[Node], tuple[str, ...]]:
    return lambda node: tuple(text(member, what) for member in members(node))


def _attributes(node: Node) -> tuple[Attribute, ...]:
    return tuple(_own_attribute(key, value) for key, value in pairs(node, "attributes"))


def _own_attribute(key: Text, node: Node) -> Attribute:
    if _shaped(key, ATTRIBUTE_ID, "attribute", "in-wdoms") in CREDENTIAL_KEYS:
        raise InputError(
            f"attribute: '{key.value}' is no name",
            where=key.place,
            why="every credential has it",
            fix="choose another name",
        )
    return _attribute(key, node)


def _fact(key: Text, node: Node) -> tuple[Attribute, tuple[Source, ...]]:
    _shaped(key, FACT_ID, "fact", "residence.country")
    return _attribute(key, node), ()


def _attribute(key: Text, node: Node) -> Attribute:
    own = entries(node, key.value, ATTRIBUTE_KEYS)
    found = Attribute(
        key.value,
        kind=cast(Kind, optional(own, "kind", lambda n: word(n, "kind", KINDS), "text")),
        low=optional(own, "low", _decimal("low"), None),
        high=optional(own, "high", _decimal("high"), None),
        step=optional(own, "step", _decimal("step"), None),
        unit=optional(own, "unit", lambda n: text(n, "unit"), ""),
        levels=optional(own, "levels", _words("levels"), ()),
        codes=optional(own, "codes", _words("codes"), ()),
        many=optional(own, "many", lambda n: yes_or_no(n, "many"), default=False),
        title=optional(own, "title", lambda n: texts(n, "title"), ()),
        ask=optional(own, "ask", lambda n: texts(n, "ask"), ()),
    )
    _check_scale(found, own)
    return found


def _decimal(what: str) -> Callable[[Node], Decimal]:
    def read(node: Node) -> Decimal:
        written = text(node, what)
        if not NUMBER.fullmatch(written):
            raise InputError(f"{what}: expected a number, got '{written}'", where=node.place)
        return Decimal(written)

    return read


def _check_scale(attribute: Attribute, own: Entries) -> None:
    wrong = _wrong_scale(attribute)
    if wrong:
        raise InputError(
            f"'{attribute.name}' is a {attribute.kind}",
            where=own.place,
            why=wrong,
            fix="change 'kind', or leave the key out",
        )


def _wrong_scale(attribute: Attribute) -> str:
    bounds = (attribute.low, attribute.high, attribute.step)
    if attribute.kind != "number" and any(bound is not None for bound in bounds):
        return "only a number has 'low', 'high' or 'step'"
    if bool(attribute.levels) != (attribute.kind == "level"):
        return "a level, and nothing else, has 'levels'"
    if attribute.codes and attribute.kind != "code":
        return "only a code has 'codes'"
    return ""


def _listing(key: Text, node: Node) -> tuple[Listing, tuple[Source, ...]]:
    own = entries(node, key.value, ("title", "source", "entries"))
    listed = sequence(needed(own, "entries", key.value), "entries")
    listing = Listing(
        _shaped(key, TYPE_ID, "list", "us/approved-schools"),
        tuple(_entry(member) for member in listed),
        optional(own, "title", lambda n: texts(n, "title"), ()),
    )
    return listing, _sources(own, key)


def _entry(node: Node) -> tuple[str, Period]:
    if isinstance(node, Text):
        return text(node, "entries"), _ALWAYS
    own = entries(node, "entries", ("value", "in-force"))
    period = optional(own, "in-force", lambda n: parsed(n, "in-force", Period.parse), _ALWAYS)
    return text(needed(own, "value", "entries"), "value"), period


def _table(key: Text, node: Node) -> tuple[Table, tuple[Source, ...]]:
    own = entries(node, key.value, ("title", "source", "rows"))
    table = Table(
        _shaped(key, TYPE_ID, "table", "ca/approved-jurisdictions"),
        tuple(_row(member) for member in sequence(needed(own, "rows", key.value), "rows")),
        optional(own, "title", lambda n: texts(n, "title"), ()),
    )
    return table, _sources(own, key)


def _row(node: Node) -> tuple[tuple[str, str], ...]:
    return tuple((key.value, text(value, key.value)) for key, value in pairs(node, "rows"))


def _sources(own: Entries, key: Text) -> tuple[Source, ...]:
    return tuple(source(member) for member in members(needed(own, "source", key.value)))
