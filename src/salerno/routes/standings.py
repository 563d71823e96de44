"""How a requirement stands for a person besides its truth: what time alone or a title may mend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from salerno.credentials.circumstances import Event
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Credential, Person
from salerno.credentials.records import expiry_of
from salerno.credentials.selection import Selection, matches
from salerno.credentials.tri import Tri
from salerno.credentials.vocabulary import CredentialType, Vocabulary
from salerno.periods import ONE_DAY, PartialDate, add
from salerno.routes.steps import Outlook
from salerno.rules.circuits import Literal
from salerno.rules.findings import Finding
from salerno.rules.judging import judge
from salerno.rules.leaves import ONE, Has, Time, Total, Window
from salerno.rules.shortfalls import selections_of


def is_held(literal: Literal) -> bool:
    """Whether it asks for something to hold, of which nothing told is taken as nothing held."""
    return not literal.negated and isinstance(literal.leaf, Has | Time | Total | Window)


def may_hold(literal: Literal, view: Standpoint) -> bool:
    """Whether something told of may be what is asked for, too little being known of it."""
    found = (m for s in selections_of(literal.leaf) for m in matches(s, view))
    return any(match.truth is Tri.UNKNOWN for match in found)


def is_obtainable(selection: Selection, to: Outlook) -> bool:
    """Whether one can still set out for something of what is asked for."""
    known, today = to.vocabulary.types, to.circumstances.today
    types = [known[name] for name in selection.types if name in known]
    return not types or any(
        own.obtainable and (own.ended is None or today <= own.ended) for own in types
    )


def on_the_day(literal: Literal, found: Finding, view: Standpoint) -> Finding:
    """What is found if the event, of which no day is told, took place on the day of application.

    Only what is not known otherwise is looked at like this: when it really takes place is planned.
    """
    around = view.circumstances
    if literal.negated or found.truth is not Tri.UNKNOWN or around.event is not None:
        return found
    when = around.anchor("application")
    assert when is not None
    there = Standpoint(view.person, replace(around, event=Event(when, when)))
    again = judge(literal.leaf, there)
    return again if again.truth is Tri.YES else found


def ripe_on(leaf: Has, view: Standpoint) -> tuple[date, bool] | None:
    """The first day on which something told of is held, and old enough.

    With whether it surely is what is asked for by then; None where waiting mends nothing.
    """
    if leaf.count != ONE:
        return None
    for day in sorted((*_aging(leaf, view), *_coming(leaf, view))):
        when = PartialDate.on(day)
        around = replace(view.circumstances, application=day, event=Event(when, when), use=day)
        there = Standpoint(view.person, around)
        is_sure = judge(leaf, there).truth is Tri.YES
        if is_sure or any(m.truth is Tri.UNKNOWN for m in matches(leaf.selection, there)):
            return day, is_sure
    return None


def _aging(leaf: Has, view: Standpoint) -> Iterator[date]:
    """The days on which what is held becomes old enough."""
    age = leaf.selection.age
    if age is not None and age.order in (">=", ">"):
        young = replace(leaf.selection, age=None)
        held = (m.credential.on for m in matches(young, view) if m.truth is Tri.YES)
        late = ONE_DAY * (age.order == ">")
        yield from (add(on.latest, age.span) + late for on in held if on is not None)


def _coming(leaf: Has, view: Standpoint) -> Iterator[date]:
    """The days to come of what has been told of already."""
    told = (c.on for c in view.person.credentials_of(leaf.selection.types))
    today = view.circumstances.today
    yield from (on.latest for on in told if on is not None and on.latest > today)


def expecting(person: Person, known: Vocabulary) -> Person:
    """The person with what their credentials become on their day, if nothing like it is held.

    It keeps the attributes that the new type has too.
    """
    coming = tuple(
        _become(credential, known.types[own.becomes])
        for credential in person.credentials
        if (own := known.types.get(credential.type)) is not None
        and own.becomes in known.types
        and not person.credentials_of((own.becomes,))
    )
    return replace(person, credentials=(*person.credentials, *coming)) if coming else person


def _become(credential: Credential, new: CredentialType) -> Credential:
    kept = {name: v for name, v in credential.attributes.items() if new.attribute(name)}
    return replace(
        credential,
        type=new.id,
        until=expiry_of(credential.on, new),
        attributes=MappingProxyType(kept),
    )


def still_to_have(
    leaf: Has, held: Iterable[Credential], offered: Iterable[tuple[object, int]]
) -> tuple[int, list[list[int]]]:
    """How many are missing to the count that a leaf asks for, and the nodes that bring one each.

    `offered` are nodes by what they count as; of those that count as the same, one is enough, and
    none where the same is held.
    """
    own = tuple(held)
    had = {value for c in own for value in c.values(leaf.distinct) or ()}
    groups: dict[object, dict[int, None]] = {}
    for value, node in offered:
        if value not in had:
            groups.setdefault(value, {})[node] = None
    count = int(str(leaf.count.value)) + (leaf.count.order == ">")
    return count - len(had if leaf.distinct else own), [list(nodes) for nodes in groups.values()]
