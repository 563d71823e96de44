"""Requirements as the plain documents that are read back as the same values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from salerno.credentials.conditions import (
    Among,
    Both,
    Compare,
    Condition,
    Dated,
    Day,
    Listed,
    Nothing,
    SameAs,
)
from salerno.credentials.selection import Selection, SpanBound, Validity, Where
from salerno.credentials.vocabulary import Texts, Value, Vocabulary
from salerno.errors import NotExpressible
from salerno.periods import Span
from salerno.rules.language.phrases import ORDERED
from salerno.rules.leaves import ONE, Fact, Has, Judge, Note, Time, Wait
from salerno.rules.requirements import All, Any, AtLeast, Choose, Not, Requirement
from salerno.rules.sources import Source
from salerno.strict_yaml import Plain

Document = dict[str, Plain]

_BOUNDS = {"<=": "at most", "<": "under", ">=": "at least", ">": "over"}


@dataclass(frozen=True, slots=True)
class Pen:
    """What a writer knows: the words that may be used, and what a source is called."""

    vocabulary: Vocabulary
    name_of: Callable[[Source], str]


def requirement_document(requirement: Requirement, pen: Pen) -> Document:
    """A requirement as keys and values; raises NotExpressible for sums, limits and tables."""
    match requirement:
        case All(parts, said):
            own: Document = {"all": [requirement_document(part, pen) for part in parts]}
        case Any(parts, said):
            own = {"any": [requirement_document(part, pen) for part in parts]}
        case AtLeast(count, parts, said):
            listed: Plain = [requirement_document(part, pen) for part in parts]
            own = {"at-least": str(count), "of": listed}
        case Not(part, said):
            own = {"not": requirement_document(part, pen)}
        case Choose(_, _, said):
            own = {"choose": _branches(requirement, pen)}
        case Has() | Fact() | Time() | Wait() | Judge():
            own, said = _leaf(requirement, pen), requirement.note
        case _:
            kind = type(requirement).__name__.lower()
            fix = "write its document by hand"
            raise NotExpressible(f"a requirement of the kind '{kind}' is not written", fix=fix)
    return own | note_document(said, pen)


def _branches(own: Choose, pen: Pen) -> list[Plain]:
    heads: list[Plain] = [
        {"when": requirement_document(when, pen), "then": requirement_document(then, pen)}
        for when, then in own.branches
    ]
    return [*heads, {"else": requirement_document(own.otherwise, pen)}]


def note_document(said: Note, pen: Pen) -> Document:
    """What is said beside a requirement."""
    return told(
        {
            "id": said.id,
            "say": texts_document(said.say),
            "if-unmet": said.if_unmet if said.if_unmet != "fixable" else "",
            "fix": list(said.fix),
            "actor": said.actor if said.actor != "applicant" else "",
            "source": pen.name_of(said.source) if said.source else "",
        }
    )


def _leaf(own: Has | Fact | Time | Wait | Judge, pen: Pen) -> Document:
    match own:
        case Has():
            return _has(own, pen)
        case Fact(name, held, at):
            return {"fact": name, "is": condition_document(held), **_at(at)}
        case Time():
            kinds = {"time": _types(own.selection, pen), "is": bound_words(own.bound)}
            within = {"within": str(own.within) if own.within else "", "since": own.since}
            return kinds | _chosen(own.selection) | told({"measure": own.measure, **within})
        case Wait():
            kinds = {"wait": str(own.span), "after": _types(own.selection, pen)}
            return kinds | _chosen(own.selection) | {"which": str(own.which)} | _at(own.at)
        case _:
            days = "" if own.days is None else str(own.days)
            text = texts_document(own.text)
            return told({"judge": own.name, "text": text, "days": days, "actor": own.note.actor})


def _has(own: Has, pen: Pen) -> Document:
    after = own.after
    return told(
        {
            "has": _types(own.selection, pen),
            **_chosen(own.selection),
            "valid": _valid(own.selection.validity),
            "count": "" if own.count == ONE else bound_number(own.count),
            "distinct": own.distinct,
            "same-sitting": "" if own.one_sitting else "no",
            "after": _types(after.selection, pen) if after else "",
            "lag": bound_words(after.lag) if after and after.lag else "",
        }
    )


def _types(own: Selection, pen: Pen) -> Plain:
    """The types that were named: all but those that stand for one named before."""
    named: list[Plain] = []
    seen: set[str] = set()
    for one in own.types:
        if one not in seen:
            named.append(one)
            seen.update(pen.vocabulary.standing_for(one))
    return named[0] if len(named) == 1 else named


def _chosen(own: Selection) -> Document:
    """Which of the credentials are meant, but for how long they are valid."""
    names = [name for name, _ in own.where]
    if own.rows or len(names) != len(set(names)):
        fix = "write its document by hand"
        raise NotExpressible("rows of a table, or two conditions on one attribute", fix=fix)
    return told(
        {
            "where": where_document(own.where),
            "age": bound_words(own.age) if own.age else "",
            **_at(own.at),
            "latest": "yes" if own.latest else "",
        }
    )


def where_document(where: Where) -> Document:
    """Conditions by the name of the attribute."""
    return {name: condition_document(held) for name, held in where}


def condition_document(held: Condition) -> Plain:
    """A condition, in the shortest way that it can be written."""
    match held:
        case Among(values):
            return _among([_value(value) for value in values])
        case Compare(order, value):
            return f"{order} {_value(value)}"
        case Dated(order, day):
            return f"{order} {day_words(day)}"
        case Listed(listing, _, at_record):
            return {"in-list": listing, "at": "record" if at_record else "application"}
        case SameAs(fact):
            return {"same-as": fact}
        case Nothing():
            return "none"
        case Both(parts):
            return {"all": [condition_document(part) for part in parts]}
        case _:
            return {"not": condition_document(held.part)}


def _among(written: list[str]) -> Plain:
    """One value alone, unless it would be read as something else."""
    if len(written) == 1 and written[0] != "none" and not ORDERED.fullmatch(written[0]):
        return written[0]
    return list(written)


def _value(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return decimal_words(value) if isinstance(value, Decimal) else str(value)


def decimal_words(number: Decimal) -> str:
    """A number as it is written, without needless noughts."""
    return format(number.normalize(), "f")


def bound_number(own: Compare) -> str:
    """A bound on a number, as `>= 2`."""
    return f"{own.order} {_value(own.value)}"


def bound_words(own: SpanBound) -> str:
    """A bound on a stretch of time, as `at most 2 years`."""
    return f"{_BOUNDS[own.order]} {own.span}"


def day_words(own: Day) -> str:
    """A day as rules name it: `2027-01-04`, `01-31 of match-year - 1`, `2 weeks before event`."""
    if own.day:
        return own.day.isoformat()
    if own.cohort:
        month, number = own.month_day
        years = f" {'-' if own.offset < 0 else '+'} {abs(own.offset)}" if own.offset else ""
        return f"{month:02}-{number:02} of {own.cohort}{years}"
    if own.shift == Span():
        return own.anchor
    return f"{own.shift} {'before' if own.before else 'after'} {own.anchor}"


def _valid(own: Validity | None) -> str:
    if own is None:
        return "any"
    if own.shift == Span():
        return "through event" if own.anchor == "event-end" else f"at {own.anchor}"
    return f"{own.shift} {'before' if own.before else 'after'} {own.anchor}"


def _at(anchor: str) -> Document:
    return {} if anchor == "application" else {"at": anchor}


def texts_document(texts: Texts) -> Plain:
    """Translations by language."""
    return dict(texts)


def told(document: Mapping[str, Plain]) -> Document:
    """What says something; what is empty is not written."""
    return {key: value for key, value in document.items() if value}
