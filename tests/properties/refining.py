"""Learning more about a person: what was unknown becomes known, what was known stays."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from hypothesis import strategies as st

from salerno.credentials.circumstances import Event
from salerno.credentials.person import Assurance
from salerno.periods import PartialDate
from tests.properties.strategies import FACTS, OF, TYPES, known_values_of

LONG_AGO = PartialDate(date(2010, 1, 1), date(2015, 12, 31))  # what bears no date is held already


def _exact(draw, day):
    if not isinstance(day, PartialDate):
        return day
    return PartialDate.on(draw(st.dates(day.earliest, day.latest)))


def _sure(draw, values):
    return tuple(_exact(draw, value) for value in values)


def _credential(draw, credential):
    own = next(t for t in TYPES if t.id == credential.type)
    known = {name: _sure(draw, values) for name, values in credential.attributes.items()}
    for attribute in (*own.attributes, OF):
        if attribute.name not in known and draw(st.booleans()):
            known[attribute.name] = _sure(draw, draw(known_values_of(attribute)))
    return replace(
        credential,
        on=_exact(draw, credential.on or LONG_AGO),
        until=_exact(draw, credential.until),
        attributes=MappingProxyType(known),
        issuer=credential.issuer or draw(st.sampled_from(("", "über"))),
        assurance=Assurance.VERIFIED,
    )


@st.composite
def refined(draw, person):
    """A strategy for the same person, better known; nothing new is held."""
    facts = {name: _sure(draw, values) for name, values in person.facts.items()}
    for fact in FACTS:
        if fact.name not in facts and draw(st.booleans()):
            facts[fact.name] = _sure(draw, draw(known_values_of(fact)))
    for answer in ("judged/equivalence", "judged/interview"):
        if answer not in facts and draw(st.booleans()):
            facts[answer] = (draw(st.booleans()),)
    held = tuple(_credential(draw, c) for c in person.credentials)
    return replace(person, facts=MappingProxyType(facts), credentials=held, complete=("*",))


@st.composite
def settled(draw, circumstances):
    """A strategy for the same circumstances with the event and the cohort year fixed."""
    event = circumstances.event
    if event:
        end = _exact(draw, event.end) if event.end else None
        event = Event(_exact(draw, event.start), end)
    cohort = {"match-year": 2026, **circumstances.cohort}
    return replace(circumstances, event=event, cohort=MappingProxyType(cohort))
