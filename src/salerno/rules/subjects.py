"""What a person would have to tell for an unknown requirement to be known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from salerno.credentials.conditions import (
    Both,
    Condition,
    Dated,
    Day,
    Except,
    SameAs,
    Standpoint,
    anchor_of,
)
from salerno.credentials.person import Credential
from salerno.credentials.selection import Selection
from salerno.credentials.tri import Tri
from salerno.rules.explanations import Line
from salerno.rules.leaves import Fact, Has, Judge, Leaf, Time, Total, Wait
from salerno.rules.opportunities import DecidedBy
from salerno.rules.shortfalls import Shortfall, lacks, selections_of

Subject = Literal["credential", "attribute", "complete", "proof", "fact", "judgement", "date"]


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell; `subject` says what `name` is.

    A credential type to be told (`credential`), one whose records lack an `attribute`, one whose
    list may not be `complete`, one to be proven better (`proof`); a `fact`; a `judgement`; a `date`
    that rules measure from, or a cohort year.
    """

    subject: Subject
    name: str
    attribute: str = ""


def told_by(line: Line) -> tuple[Told, ...]:
    """What would make the literal of a line known, each once, in the order of its parts."""
    literal = line.literal
    if literal is None:
        return ()
    match literal.leaf:
        case Fact():
            return (_of_fact(literal.leaf, line.view),)
        case Judge(name):
            return (Told("judgement", name),)
        case leaf:
            found = tuple(dict.fromkeys(_of_credentials(leaf, line.view)))
            return found or (Told("credential", selections_of(leaf)[0].types[0]),)


def version_told_by(decided_by: DecidedBy) -> Told:
    """What would tell which version of a rule applies."""
    if decided_by.fact:
        return Told("fact", decided_by.fact)
    if decided_by.credential:
        return Told("credential", decided_by.credential)
    return Told("date", decided_by.cohort or decided_by.axis)


def _of_fact(leaf: Fact, view: Standpoint) -> Told:
    values = view.person.fact_at(leaf.name, anchor_of(leaf.at, view))
    if values is None and leaf.name not in view.person.timelines:
        return Told("fact", leaf.name)
    if values is None:
        return Told("date", leaf.at)
    return _of_condition(leaf.condition, view) or Told("fact", leaf.name)


def _of_condition(condition: Condition | None, view: Standpoint) -> Told | None:
    """What the condition itself needs to know, apart from the value."""
    match condition:
        case SameAs(fact) if fact not in view.person.facts:
            return Told("fact", fact)
        case Dated(_, day):
            return _of_day(day, view)
        case Both(parts):
            return next((told for p in parts if (told := _of_condition(p, view))), None)
        case Except(part):
            return _of_condition(part, view)
        case _:
            return None


def _of_day(day: Day, view: Standpoint) -> Told | None:
    if day.cohort and day.cohort not in view.circumstances.cohort:
        return Told("date", day.cohort)
    return _of_anchor(day.anchor, view) if day.anchor else None


def _of_anchor(name: str, view: Standpoint) -> Told | None:
    return Told("date", name) if anchor_of(name, view) is None else None


def _of_credentials(leaf: Leaf, view: Standpoint) -> Iterator[Told]:
    yield from _of_frame(leaf, view)
    for selection in _every_selection(leaf):
        told = view.person.credentials_of(selection.types)
        if not view.person.is_complete(selection.types):
            yield Told("complete" if told else "credential", selection.types[0])
        for credential in told:
            for short in lacks(selection, credential, view):
                if short.truth is Tri.UNKNOWN:
                    yield from _of_shortfall(short, selection, view)
            yield from _of_measure(leaf, credential)


def _every_selection(leaf: Leaf) -> tuple[Selection, ...]:
    after = (leaf.after.selection,) if isinstance(leaf, Has) and leaf.after else ()
    return (*selections_of(leaf), *after)


def _of_frame(leaf: Leaf, view: Standpoint) -> Iterator[Told]:
    """The start of the stretch of time in which something is counted."""
    match leaf:
        case Total(stretch=stretch) if stretch:
            if stretch.start_fact and stretch.start_fact not in view.person.facts:
                yield Told("fact", stretch.start_fact)
            elif stretch.start_type and not view.person.credentials_of((stretch.start_type,)):
                yield Told("credential", stretch.start_type)
        case Time(since=since) if since and not view.person.credentials_of((since,)):
            yield Told("credential", since)
        case Wait(at=at) if anchor_of(at, view) is None:
            yield Told("date", at)
        case _:
            return


def _of_measure(leaf: Leaf, credential: Credential) -> Iterator[Told]:
    """The value or day of a credential that counting needs."""
    if isinstance(leaf, Total) and credential.values(leaf.attribute) is None:
        yield Told("attribute", credential.type, leaf.attribute)
    by_day = not isinstance(leaf, Has) or leaf.after is not None
    if by_day and credential.on is None:
        yield Told("attribute", credential.type, "on")


def _of_shortfall(short: Shortfall, selection: Selection, view: Standpoint) -> Iterator[Told]:
    name = short.credential.type
    match short.aspect:
        case "attribute" if short.values is None:
            yield Told("attribute", name, short.name)
        case "attribute":
            yield _of_condition(short.condition, view) or Told("attribute", name, short.name)
        case "table":
            for attribute in dict.fromkeys(a for row in selection.rows for a, _ in row):
                if short.credential.values(attribute) is None:
                    yield Told("attribute", name, attribute)
        case "age" | "day":
            yield _of_anchor(selection.at, view) or Told("attribute", name, "on")
        case "validity":
            at = selection.validity.anchor if selection.validity else "application"
            yield _of_anchor(at, view) or Told("attribute", name, "until")
        case _:
            yield Told("proof", name)
