"""Who grants what a requirement asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from types import MappingProxyType

from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Credential, Person
from salerno.credentials.records import OF
from salerno.credentials.selection import Selection, satisfies
from salerno.credentials.tri import Tri, some
from salerno.credentials.vocabulary import Value, Vocabulary
from salerno.errors import InputError
from salerno.periods import PartialDate, Span, add
from salerno.rules.grants import Grant
from salerno.rules.opportunities import Opportunity

Variant = tuple[tuple[str, str], ...]
"""What is chosen among the alternatives of a scope, as (attribute, value) pairs."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A grant of an opportunity, in one of its variants."""

    opportunity: Opportunity
    variant: Variant
    grant: Grant


@dataclass(frozen=True, slots=True)
class Market:
    """All offers by the type of credential that they grant."""

    offers: Mapping[str, tuple[Offer, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def of(self, types: Iterable[str]) -> Iterator[Offer]:
        """The offers of any of these types."""
        for name in types:
            yield from self.offers.get(name, ())


def market_of(opportunities: Iterable[Opportunity]) -> Market:
    """The offers of some opportunities, in their order."""
    found: dict[str, list[Offer]] = {}
    for opportunity in opportunities:
        outcomes = (Grant(name) for outcome in opportunity.outcomes for name in outcome.grants)
        grants = (*opportunity.grants, *outcomes)
        for variant in variants_of(opportunity):
            for grant in grants:
                found.setdefault(grant.type, []).append(Offer(opportunity, variant, grant))
    return Market(MappingProxyType({name: tuple(offers) for name, offers in found.items()}))


def variants_of(opportunity: Opportunity) -> tuple[Variant, ...]:
    """The ways to take an opportunity that is paid for by the piece; otherwise there is one.

    What a scope names several values of is had piece by piece then, and all at once otherwise.
    """
    if not any(fee.unit for fee in opportunity.fees):
        return ((),)
    choices: dict[str, list[str]] = {}
    for grant in opportunity.grants:
        for name, value in grant.scope:
            choices.setdefault(name, []).append(value)
    several = {name: values for name, values in choices.items() if len(values) > 1}
    pairs = [[(name, value) for value in values] for name, values in several.items()]
    return tuple(tuple(chosen) for chosen in product(*pairs))


def granted(offer: Offer, *, on: PartialDate | None, known: Vocabulary) -> tuple[Credential, ...]:
    """The credentials that come of an offer, one for each alternative in its scope.

    What the scope does not name stays unknown, and so does what the type has no attribute for. It
    ends with the grant, else with the validity of its type.
    """
    type_, lasts = offer.grant.type, offer.grant.lasts
    validity = known.types[type_].validity if type_ in known.types else None
    length = lasts if isinstance(lasts, Span) else validity if lasts is None else None
    until = None if on is None or length is None else shifted(on, length)
    chosen = dict(offer.variant)
    scope: dict[str, list[str]] = {}
    for name, value in offer.grant.scope:
        if chosen.get(name, value) == value:
            scope.setdefault(name, []).append(value)
    pairs = [[(name, value) for value in values] for name, values in scope.items()]
    return tuple(
        Credential(type_, on, until, _attributes(type_, each, known)) for each in product(*pairs)
    )


def shifted(on: PartialDate, span: Span) -> PartialDate:
    """A date, known in part or not, so much later."""
    return PartialDate(add(on.earliest, span), add(on.latest, span))


def _attributes(
    type_: str, scope: Iterable[tuple[str, str]], known: Vocabulary
) -> Mapping[str, tuple[Value, ...]]:
    own = known.types.get(type_)
    found: dict[str, tuple[Value, ...]] = {}
    for name, value in scope:
        attribute = OF if name == OF.name else own.attribute(name) if own else None
        if attribute is None:
            continue
        try:
            found[name] = (attribute.parse(value),)
        except InputError:
            continue  # a scope may say more than a credential can tell
    return MappingProxyType(found)


def fits(offer: Offer, selection: Selection, *, view: Standpoint, known: Vocabulary) -> bool:
    """Whether what is offered can be what is asked for; a score that is open can be reached."""
    return bool(fitting(offer, selection, view=view, known=known))


def fitting(
    offer: Offer, selection: Selection, *, view: Standpoint, known: Vocabulary
) -> tuple[Credential, ...]:
    """What of an offer can be what is asked for, no day being known yet."""
    several = granted(offer, on=None, known=known)
    return tuple(credential for credential in several if _may_be(credential, selection, view))


def _may_be(credential: Credential, selection: Selection, view: Standpoint) -> bool:
    rows = selection.rows or ((),)
    return (
        satisfies(selection.where, credential, view) is not Tri.NO
        and some(satisfies(row, credential, view) for row in rows) is not Tri.NO
    )


def holding(person: Person, credentials: Iterable[Credential]) -> Person:
    """The person, holding these credentials too."""
    return Person(
        person.id,
        person.facts,
        (*person.credentials, *credentials),
        person.complete,
        person.timelines,
    )
