"""What a placement is charged and paid back, reckoned by the library from rows; nothing is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.money import CENT, Money
from salerno.periods import Period
from salerno.placements.charges import Owed, back_of, cause_of, charged, standpoint_of
from salerno.placements.networks import Network
from salerno.placements.refunds import repayments
from salerno.placements.states import State
from salerno_web.credentials.queries import person_of, record_of
from salerno_web.placements.models import Payment, Placement


def charges_of(row: Placement, *, known: Network, asked: date) -> tuple[Owed, ...]:
    """What the rotation of a placement charges, as it was asked for on a day.

    3 statements, none where nothing is charged or it is published no longer.
    """
    own = known.rotations.get(row.rotation)
    if own is None or not own.offer.fees:
        return ()
    return charged(own, Period(row.first, row.end), view=_view(row, asked))


def backs_of(
    row: Placement, paid: Iterable[Payment], *, known: Network
) -> Mapping[str, Decimal | None]:
    """What is paid back for each charge of a placement that was ended; None is for its host to say.

    3 statements. A host that ends a placement pays everything back, whatever it publishes now.
    """
    amounts = {one.charge: Money(one.amount, one.currency) for one in paid}
    cause = cause_of(cast(State, row.state), released=row.released)
    if cause == "host":
        return {name: own.amount for name, own in amounts.items()}
    own = known.rotations.get(row.rotation)
    if cause is None or own is None:
        return dict.fromkeys(amounts)
    found = repayments(
        own.offer.fees,
        amounts,
        cause=cause,
        withdrawn=row.changed_at.date(),
        view=_view(row, row.booked_at.date()),
    )
    told = {one.purpose: back_of(one) for one in found}
    return {name: _cents(told.get(name)) for name in amounts}


def _cents(own: Money | None) -> Decimal | None:
    return None if own is None else own.amount.quantize(CENT)


def _view(row: Placement, asked: date) -> Standpoint:
    trainee = row.trainee
    told = record_of(trainee, viewer=trainee)
    person = Person(str(trainee.pk)) if told is None else person_of(told)
    return standpoint_of(person, Period(row.first, row.end), Circumstances(asked))
