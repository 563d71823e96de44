"""Conditions, days and selections in words."""

from __future__ import annotations

from collections.abc import Iterator

from salerno.credentials.conditions import (
    Among,
    Both,
    Compare,
    Condition,
    Dated,
    Day,
    Except,
    Listed,
    Nothing,
    SameAs,
)
from salerno.credentials.selection import Selection, SpanBound, Validity, Where
from salerno.credentials.vocabulary import Attribute, Value
from salerno.periods import Span
from salerno.rules.wording.voices import Voice

_USUAL = Validity()


def predicate(condition: Condition, attribute: Attribute, voice: Voice) -> str:
    """What a condition asks of a value, to follow the name of the value and a colon."""
    match condition:
        case Among(values):
            return voice.either(voice.value(value, attribute) for value in values)
        case Compare(order, value):
            return voice.tell(order, value=voice.value(value, attribute))
        case Dated(order, own):
            return voice.tell(f"date {order}", day=day(own, voice))
        case Listed():
            return _listed(condition, voice)
        case SameAs(fact):
            return voice.tell("same-as", fact=voice.fact_name(fact))
        case Nothing():
            return voice.tell("none")
        case Both(parts):
            return voice.every(predicate(part, attribute, voice) for part in parts)
        case Except(Among(values)):
            listed = voice.either(voice.value(value, attribute) for value in values)
            return voice.tell("other-than", values=listed)
        case _:
            part = predicate(condition.part, attribute, voice)
            return voice.tell("not-condition", condition=part)


def _listed(condition: Listed, voice: Voice) -> str:
    known = voice.vocabulary.listings.get(condition.listing)
    title = voice.text(known.title) if known else ""
    key = "listed-then" if condition.at_record else "listed"
    return voice.tell(key, list=title or plain_name(condition.listing))


def plain_name(name: str) -> str:
    """A name that has no title, as words."""
    return name.rpartition("/")[2].replace("-", " ").replace("_", " ").replace(".", " ")


def day(own: Day, voice: Voice) -> str:
    """A day of a rule."""
    if own.day is not None:
        start = voice.tell("day", day=voice.day(own.day))
    elif own.anchor:
        start = anchor(own.anchor, voice)
    else:
        start = _cohort_day(own, voice)
    return shifted(start, own.shift, voice, before=own.before)


def _cohort_day(own: Day, voice: Voice) -> str:
    name = cohort_name(own.cohort, voice)
    number = voice.month_day(*own.month_day)
    if not own.offset:
        return voice.tell("cohort", day=number, cohort=name)
    years = voice.span(Span(years=abs(own.offset)))
    key = "cohort-before" if own.offset < 0 else "cohort-after"
    return voice.tell(key, day=number, cohort=name, years=years)


def cohort_name(name: str, voice: Voice) -> str:
    """What a cohort year is called."""
    key = f"cohort-name {name}"
    if voice.knows(key):
        return voice.tell(key)
    return voice.tell("cohort-name", cohort=plain_name(name))


def shifted(start: str, shift: Span, voice: Voice, *, before: bool) -> str:
    """A day moved by a span."""
    if shift == Span():
        return start
    key = "shifted-before" if before else "shifted-after"
    return voice.tell(key, span=voice.span(shift), day=start)


def anchor(name: str, voice: Voice) -> str:
    """A date that rules measure from."""
    if "/" in name:
        return voice.tell("anchor-credential", credential=voice.type_name(name))
    return voice.tell(f"anchor {name}")


def bound(limit: SpanBound, voice: Voice) -> str:
    """A bound on a length of time."""
    return voice.tell(limit.order, value=voice.span(limit.span))


def conditions(where: Where, types: tuple[str, ...], voice: Voice) -> list[str]:
    """Each condition on the attributes of a credential."""
    return [
        voice.tell(
            "has-attribute",
            attribute=voice.attribute_name(name, types),
            condition=predicate(condition, voice.attribute(name, types), voice),
        )
        for name, condition in where
    ]


def chosen(selection: Selection, voice: Voice, *further: str) -> str:
    """The credentials that a selection speaks of, with their conditions in brackets."""
    what = kinds(selection.types, voice)
    details = [*_details(selection, voice), *further]
    return voice.tell("with", what=what, details="; ".join(details)) if details else what


def kinds(types: tuple[str, ...], voice: Voice) -> str:
    """The names of credential types; those that only stand for another one named are left out."""
    known = voice.vocabulary.types
    named = [t for t in types if not (t in known and set(known[t].implies) & set(types))]
    return voice.either(voice.type_name(name) for name in named or types)


def _details(selection: Selection, voice: Voice) -> Iterator[str]:
    yield from conditions(selection.where, selection.types, voice)
    if selection.rows:
        rows = [", ".join(conditions(row, selection.types, voice)) for row in selection.rows]
        listed = voice.either(voice.tell("row", conditions=row) for row in rows)
        yield voice.tell("one-row", rows=listed)
    at = anchor(selection.at, voice)
    if selection.age:
        span = voice.span(selection.age.span)
        yield voice.tell(f"age {selection.age.order}", span=span, day=at)
    elif selection.at != "application":
        yield voice.tell("held-at", day=at)
    if selection.validity not in (None, _USUAL):
        yield _valid(selection.validity, voice)
    if selection.latest:
        yield voice.tell("latest")


def _valid(validity: Validity | None, voice: Voice) -> str:
    assert validity is not None
    start = anchor(validity.anchor, voice)
    until = shifted(start, validity.shift, voice, before=validity.before)
    return voice.tell("valid-on", day=until)


def values(own: tuple[Value, ...], attribute: Attribute, voice: Voice) -> str:
    """The values that a credential has of an attribute."""
    if not own:
        return voice.tell("none")
    return voice.every(voice.value(value, attribute) for value in own)
