"""Writing rules in Python: the same words as in a document, the same frozen values out.

Every keyword is a key of the language (an underscore stands for a dash, and one at the end is left
out, so that `is_` is `is`); every value may be a text as in a document, or the Python value that it
stands for. Whatever a document may not say raises the same RuleError.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from salerno.credentials.vocabulary import Vocabulary
from salerno.documents import entries, telling
from salerno.errors import Place, RuleError
from salerno.periods import PartialDate, Period, Span
from salerno.rules.language.opportunities import (
    OPPORTUNITY_KEYS,
    check_no_overlap,
    cohort_years,
    described,
)
from salerno.rules.language.opportunities import source as read_source
from salerno.rules.language.opportunities import version as read_version
from salerno.rules.language.reading import Scope, names
from salerno.rules.language.requirements import requirement
from salerno.rules.leaves import Has, Link
from salerno.rules.opportunities import Opportunity, RuleVersion
from salerno.rules.requirements import All, Requirement, walk
from salerno.rules.sources import Source
from salerno.strict_yaml import Entries, Members, Node, Text

Written: TypeAlias = (
    "str | int | bool | Decimal | date | Span | Period | PartialDate"
    " | Sequence[Written] | Mapping[str, Written]"
)
"""What may be written as the value of a key."""

NO_WORDS = Vocabulary()


def _key(keyword: str) -> str:
    return keyword.rstrip("_").replace("_", "-")


def _node(value: Written, place: Place) -> Node:
    if isinstance(value, bool):
        return Text("yes" if value else "no", place, quoted=True)
    if isinstance(value, Mapping):
        pairs = ((Text(k, place, quoted=True), _node(v, place)) for k, v in value.items())
        return Entries(tuple(pairs), place)
    if isinstance(value, list | tuple):
        return Members(tuple(_node(part, place) for part in value), place)
    return Text(str(value), place, quoted=True)


def _leaf(
    kind: str, named: Written, vocabulary: Vocabulary, keys: Mapping[str, Written | Source]
) -> Requirement:
    """The leaf of a kind; `cohort` names cohort years, `source` may be a source itself."""
    own, scope = _scoped(keys, vocabulary)
    return _read({kind: named, **own}, scope, kind)


def _scoped(
    keys: Mapping[str, Written | Source], vocabulary: Vocabulary = NO_WORDS
) -> tuple[dict[str, Written], Scope]:
    """The keys as a document has them, and what they refer to."""
    own: dict[str, Written] = {}
    sources: dict[str, Source] = {}
    cohort: tuple[str, ...] = ()
    for keyword, value in keys.items():
        if isinstance(value, Source):
            own["source"], sources["its own"] = "its own", value
        elif keyword == "cohort":
            cohort = names(_node(value, Place("cohort")), "cohort")
        else:
            own[_key(keyword)] = value
    return own, Scope(vocabulary, sources, cohort=cohort)


@telling(RuleError)
def _read(own: Mapping[str, Written], scope: Scope, what: str) -> Requirement:
    return requirement(_node(own, Place(what)), scope)


def has(
    types: str | Sequence[str],
    *,
    vocabulary: Vocabulary,
    after: str | Has | None = None,
    **keys: Written | Source,
) -> Requirement:
    """There is such a credential; with `attempts`, and not every attempt is spent.

    `after` is a credential type, or what `has` made of the credential that comes before.
    """
    if after is None:
        return _leaf("has", types, vocabulary, keys)
    first = after.selection.types[0] if isinstance(after, Has) else after
    found = _leaf("has", types, vocabulary, {"after": first, **keys})
    return _linked(found, after) if isinstance(after, Has) else found


def _linked(found: Requirement, after: Has) -> Requirement:
    """The same, after what another requirement selects instead of after any of its type."""
    if isinstance(found, All):
        return replace(found, parts=(_linked(found.parts[0], after), *found.parts[1:]))
    assert isinstance(found, Has)
    assert found.after
    selection = replace(after.selection, validity=None)
    return replace(found, after=Link(selection, found.after.lag))


def fact(
    name: str, is_: Written, *, vocabulary: Vocabulary, **keys: Written | Source
) -> Requirement:
    """The person's fact meets a condition."""
    return _leaf("fact", name, vocabulary, {"is": is_, **keys})


def total(
    attribute: str, of: str | Sequence[str], *, vocabulary: Vocabulary, **keys: Written | Source
) -> Requirement:
    """The sum of an attribute over credentials meets a bound; `sum` in documents."""
    return _leaf("sum", attribute, vocabulary, {"of": of, **keys})


def time(
    types: str | Sequence[str], is_: str, *, vocabulary: Vocabulary, **keys: Written | Source
) -> Requirement:
    """The time spent in activities meets a bound."""
    return _leaf("time", types, vocabulary, {"is": is_, **keys})


def attempts(
    types: str | Sequence[str], most: int, *, vocabulary: Vocabulary, **keys: Written | Source
) -> Requirement:
    """Another attempt is left: fewer than `most` were counted."""
    return _leaf("attempts", types, vocabulary, {"max": most, **keys})


def wait(
    span: str | Span,
    after: str | Sequence[str],
    *,
    vocabulary: Vocabulary,
    **keys: Written | Source,
) -> Requirement:
    """At least that long has passed since such a credential."""
    return _leaf("wait", span, vocabulary, {"after": after, **keys})


def judge(name: str, **keys: Written | Source) -> Requirement:
    """A human or an authority decides."""
    return _leaf("judge", name, NO_WORDS, keys)


def all_of(*parts: Requirement, **keys: Written | Source) -> Requirement:
    """Every part is required; with `window`, within one sliding stretch of that length."""
    return _group("all", parts, keys)


def any_of(*parts: Requirement, **keys: Written | Source) -> Requirement:
    """One part is enough."""
    return _group("any", parts, keys)


def none_of(*parts: Requirement, **keys: Written | Source) -> Requirement:
    """No part may hold."""
    return _group("none", parts, keys)


def at_least(count: int, *parts: Requirement, **keys: Written | Source) -> Requirement:
    """That many of the parts are required."""
    return _group("of", parts, {"at_least": count, **keys})


def not_(part: Requirement, **keys: Written | Source) -> Requirement:
    """The part must not hold."""
    own, scope = _scoped(keys)
    return _read({"not": _USED, **own}, scope.but(definitions={_PART: part}), "not")


def choose(
    *branches: tuple[Requirement, Requirement],
    otherwise: Requirement,
    **keys: Written | Source,
) -> Requirement:
    """The first branch (condition, requirement) whose condition holds decides alone."""
    parts = [part for branch in branches for part in branch]
    named = {f"{_PART} {number}": part for number, part in enumerate(parts)}
    used = list(named)
    cases: list[Written] = [
        {"when": {"use": when}, "then": {"use": then}}
        for when, then in zip(used[::2], used[1::2], strict=True)
    ]
    own, scope = _scoped(keys)
    definitions = {**named, _PART: otherwise}
    return _read(
        {"choose": [*cases, {"else": _USED}], **own}, scope.but(definitions=definitions), "choose"
    )


_PART = "part"
_USED = {"use": _PART}


def _group(
    key: str, parts: Sequence[Requirement], keys: Mapping[str, Written | Source]
) -> Requirement:
    own, scope = _scoped(keys)
    named = {f"{_PART} {number}": part for number, part in enumerate(parts)}
    used: list[Written] = [{"use": name} for name in named]
    scope = scope.but(definitions=named)
    return _read({key: used, **own}, scope, key)


def source(**keys: Written) -> Source:
    """A source; url, read, tier and confidence must be said."""
    own, _ = _scoped(keys)
    return read_source(_node(own, Place("source")))


Case: TypeAlias = "Mapping[str, Written | Requirement | Mapping[str, Requirement]]"
"""An exception: `when`, `because` and one of `then`, `drop` and `replace`."""


@telling(RuleError)
def version(
    requires: Requirement,
    *,
    sources: Source | Sequence[Source],
    in_force: str | Period = "..",
    exceptions: Iterable[Case] = (),
    **keys: Written,
) -> RuleVersion:
    """A version of a rule; exceptions name the ids of its parts."""
    told = (sources,) if isinstance(sources, Source) else tuple(sources)
    by_name = {f"source {number}": own for number, own in enumerate(told)}
    definitions: dict[str, Requirement] = {_PART: requires}
    own: dict[str, Written] = {
        "in-force": in_force,
        "source": list(by_name),
        "requires": _USED,
        "except": [_case(case, definitions) for case in exceptions],
        **_scoped(keys)[0],
    }
    place = Place("version")
    named: dict[str, Node] = {
        part.note.id: Entries((), place) for part in walk(requires) if part.note.id
    }
    return read_version(
        _node(own, place), Scope(NO_WORDS, by_name, definitions=definitions, named=named), ()
    )


def _case(case: Case, definitions: dict[str, Requirement]) -> Written:
    """An exception as a document has it, its requirements defined under names of their own."""
    own: dict[str, Written] = {}
    for key, value in case.items():
        if isinstance(value, Mapping):
            inner: dict[str, Written] = {}
            for name, part in value.items():
                inner[name] = _defined(part, definitions)
            own[key] = inner
        else:
            own[key] = _defined(value, definitions)
    return own


def _defined(value: Written | Requirement, definitions: dict[str, Requirement]) -> Written:
    if isinstance(value, Requirement):
        name = f"{_PART} {len(definitions)}"
        definitions[name] = value
        return {"use": name}
    return value


@telling(RuleError)
def opportunity(
    name: str,
    *versions: RuleVersion,
    vocabulary: Vocabulary,
    cohort: Mapping[str, Written] | None = None,
    sources: Mapping[str, Source] | None = None,
    **keys: Written,
) -> Opportunity:
    """An opportunity with these versions of its rules; `kind` and `title` must be said.

    `cohort` says how cohort years follow from a date; `sources` names what other keys refer to.
    """
    place = Place(name)
    years = cohort_years(_node(cohort or {}, place))
    if not versions:
        raise RuleError("an opportunity needs at least one version", where=place)
    check_no_overlap(versions, [place] * len(versions))
    told = _node({"opportunity": name, **_scoped(keys)[0]}, place)
    own = entries(told, "opportunity", OPPORTUNITY_KEYS)
    scope = Scope(vocabulary, sources or {}, cohort=tuple(year.name for year in years))
    dated = tuple(replace(version, cohort=years) for version in versions)
    return described(own, dated, scope)
