"""Requirements in words: every kind of leaf, and the groups that join them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any as Anything

from salerno.credentials.conditions import Except
from salerno.credentials.selection import Selection
from salerno.credentials.vocabulary import Attribute
from salerno.periods import Span
from salerno.rules.circuits import Literal
from salerno.rules.leaves import (
    ONE,
    Attempts,
    Cap,
    Fact,
    Has,
    Judge,
    Leaf,
    Link,
    Stretch,
    Time,
    Total,
    Wait,
    Window,
)
from salerno.rules.requirements import All, Any, AtLeast, Choose, Given, Not, Requirement
from salerno.rules.wording.conditions import (
    anchor,
    bound,
    chosen,
    conditions,
    plain_name,
    predicate,
)
from salerno.rules.wording.voices import Voice

_NUMBER = Attribute("number", "number")


def literal_words(literal: Literal, voice: Voice) -> str:
    """What a literal requires: the words of the rule, else words made from its leaf."""
    said = voice.text(literal.note.say)
    return said or leaf_words(literal.leaf, voice, negated=literal.negated)


def leaf_words(leaf: Leaf, voice: Voice, *, negated: bool = False) -> str:
    """What a leaf requires; when negated, that it be not so."""
    if negated and isinstance(leaf, Has) and _asks_for_one(leaf):
        return voice.tell("without", what=_has(leaf, voice))
    if negated and isinstance(leaf, Fact):
        return _fact(replace(leaf, condition=Except(leaf.condition)), voice)
    words = _LEAVES[type(leaf)](leaf, voice)
    return voice.tell("negation", requirement=words) if negated else words


def _asks_for_one(leaf: Has) -> bool:
    return leaf.count == ONE and not leaf.distinct


def _has(leaf: Has, voice: Voice) -> str:
    further = [] if leaf.one_sitting else [voice.tell("combined")]
    if leaf.after:
        further.append(_linked(leaf.after, voice))
    what = chosen(leaf.selection, voice, *further)
    if _asks_for_one(leaf):
        return what
    number = predicate(leaf.count, _NUMBER, voice)
    if not leaf.distinct:
        return voice.tell("count", what=what, bound=number)
    name = voice.attribute_name(leaf.distinct, leaf.selection.types)
    return voice.tell("distinct", what=what, bound=number, attribute=name)


def _linked(link: Link, voice: Voice) -> str:
    what = chosen(link.selection, voice)
    if link.lag is None:
        return voice.tell("after", what=what)
    return voice.tell(f"lag {link.lag.order}", what=what, span=voice.span(link.lag.span))


def _fact(leaf: Fact, voice: Voice) -> str:
    known = voice.vocabulary.facts.get(leaf.name, Attribute(leaf.name))
    name, condition = voice.fact_name(leaf.name), predicate(leaf.condition, known, voice)
    if leaf.at == "application":
        return voice.tell("fact", fact=name, condition=condition)
    return voice.tell("fact-at", fact=name, condition=condition, day=anchor(leaf.at, voice))


def _total(leaf: Total, voice: Voice) -> str:
    types = leaf.selection.types
    own = voice.attribute(leaf.attribute, types)
    name, what = voice.attribute_name(leaf.attribute, types), chosen(leaf.selection, voice)
    if leaf.share_of:
        share = predicate(leaf.bound, Attribute("share", "number", unit="%"), voice)
        whole = chosen(leaf.share_of, voice)
        words = voice.tell("share", attribute=name, what=what, bound=share, whole=whole)
    else:
        number = predicate(leaf.bound, own, voice)
        words = voice.tell("sum", attribute=name, what=what, bound=number)
    details = [*_stretch(leaf.stretch, voice), *_weights(leaf, voice), *_caps(leaf, own, voice)]
    return _qualified(words, details, voice)


def _qualified(words: str, details: list[str], voice: Voice) -> str:
    if not details:
        return words
    return voice.tell("qualified", requirement=words, details="; ".join(details))


def _stretch(stretch: Stretch | None, voice: Voice) -> Iterator[str]:
    if stretch is None:
        return
    yield _frame(stretch, voice)
    if stretch.back:
        yield voice.tell("stretch-back", count=stretch.back)
    if stretch.each:
        yield voice.tell("stretch-each", span=voice.span(stretch.each))


def _frame(stretch: Stretch, voice: Voice) -> str:
    if stretch.last:
        day = anchor("application", voice)
        return voice.tell("stretch-last", span=voice.span(stretch.last), day=day)
    if stretch.fixed:
        return voice.tell("stretch-fixed", period=voice.period(stretch.fixed))
    length = voice.span(stretch.length) if stretch.length else ""
    if stretch.month_day:
        key = "stretch-year" if length else "stretch-year-open"
        return voice.tell(key, span=length, day=voice.month_day(*stretch.month_day))
    fact = stretch.start_fact
    start = voice.fact_name(fact) if fact else voice.type_name(stretch.start_type)
    return voice.tell("stretch-from-for" if length else "stretch-from", span=length, start=start)


def _weights(leaf: Total, voice: Voice) -> Iterator[str]:
    for weight in leaf.weights:
        which = voice.every(conditions(weight.where, leaf.selection.types, voice))
        yield voice.tell("weight", conditions=which, times=voice.number(weight.times))


def _caps(leaf: Total, own: Attribute, voice: Voice) -> Iterator[str]:
    for cap in leaf.caps:
        which = voice.every(conditions(cap.where, leaf.selection.types, voice))
        yield voice.tell("cap", conditions=which, amount=_cap_amount(cap, own, voice))


def _cap_amount(cap: Cap, own: Attribute, voice: Voice) -> str:
    number = voice.number(cap.at_most)
    return voice.tell("percent", amount=number) if cap.share else voice.with_unit(number, own)


def _time(leaf: Time, voice: Voice) -> str:
    limit = bound(leaf.bound, voice)
    words = voice.tell(leaf.measure, what=chosen(leaf.selection, voice), bound=limit)
    details = []
    if leaf.within:
        details.append(_until("time-within", leaf.within, leaf.selection, voice))
    if leaf.since:
        details.append(voice.tell("time-since", what=voice.type_name(leaf.since)))
    return _qualified(words, details, voice)


def _until(key: str, span: Span, selection: Selection, voice: Voice) -> str:
    return voice.tell(key, span=voice.span(span), day=anchor(selection.at, voice))


def _attempts(leaf: Attempts, voice: Voice) -> str:
    words = voice.tell("attempts", count=leaf.limit, what=chosen(leaf.selection, voice))
    details = []
    if leaf.per:
        details.append(_until("attempts-per", leaf.per, leaf.selection, voice))
    if leaf.unless:
        details.append(voice.tell("attempts-unless", what=chosen(leaf.unless, voice)))
    return _qualified(words, details, voice)


def _wait(leaf: Wait, voice: Voice) -> str:
    what, span = chosen(leaf.selection, voice), voice.span(leaf.span)
    if isinstance(leaf.which, int):
        return voice.tell("wait-nth", what=what, span=span, number=voice.number(leaf.which))
    return voice.tell(f"wait-{leaf.which}", what=what, span=span)


def _window(leaf: Window, voice: Voice) -> str:
    what = voice.every(chosen(selection, voice) for selection in leaf.selections)
    return voice.tell("window", span=voice.span(leaf.span), what=what)


def _judge(leaf: Judge, voice: Voice) -> str:
    text = voice.text(leaf.text) or plain_name(leaf.name)
    if leaf.days is None:
        return voice.tell("judge", text=text)
    return voice.tell("judge-days", text=text, count=leaf.days)


_LEAVES: dict[type, Callable[[Anything, Voice], str]] = {
    Has: _has,
    Fact: _fact,
    Total: _total,
    Time: _time,
    Attempts: _attempts,
    Wait: _wait,
    Window: _window,
    Judge: _judge,
}

Outline = Iterator[tuple[int, str]]


def requirement_words(requirement: Requirement, voice: Voice) -> str:
    """A requirement as indented lines, one for each leaf and group."""
    return "\n".join("  " * depth + words for depth, words in _outline(requirement, voice, 0))


def _outline(requirement: Requirement, voice: Voice, depth: int) -> Outline:
    match requirement:
        case Not(part) if isinstance(part, Leaf):
            said = voice.text(requirement.note.say)
            yield depth, said or leaf_words(part, voice, negated=True)
        case Choose():
            yield from _choice(requirement, voice, depth)
        case All() | Any() | AtLeast() | Not() | Given():
            yield from _group(requirement, voice, depth)
        case leaf:
            yield depth, voice.text(leaf.note.say) or leaf_words(leaf, voice)


def _group(group: All | Any | AtLeast | Not | Given, voice: Voice, depth: int) -> Outline:
    said = voice.text(group.note.say)
    match group:
        case All(()):
            yield depth, said or voice.tell("nothing")
            return
        case All(parts):
            head = voice.tell("all")
        case Any(parts):
            head = voice.tell("any")
        case AtLeast(count, parts):
            head = voice.tell("at-least", count=count)
        case Not(Any(parts)):
            head = voice.tell("none-of")
        case Not(part):
            head, parts = voice.tell("not"), (part,)
        case _:
            head = voice.tell("given", requirement=voice.text(group.because))
            parts = (group.part,)
    yield depth, said or head
    for part in parts:
        yield from _outline(part, voice, depth + 1)


def _choice(choice: Choose, voice: Voice, depth: int) -> Outline:
    for when, then in choice.branches:
        case = "; ".join(words for _, words in _outline(when, voice, 0))
        yield depth, voice.tell("choose-when", requirement=case)
        yield from _outline(then, voice, depth + 1)
    yield depth, voice.tell("choose-else")
    yield from _outline(choice.otherwise, voice, depth + 1)
