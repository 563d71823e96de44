"""Charges: what a rotation charges for a stay, by when it is to be paid, what is owed on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from salerno.credentials.circumstances import Circumstances
from salerno.credentials.conditions import Standpoint
from salerno.credentials.person import Person
from salerno.money import Money
from salerno.periods import Period
from salerno.placements.refunds import Cause, Repayment
from salerno.placements.rotations import Rotation
from salerno.placements.screening import event_of
from salerno.placements.states import State
from salerno.placements.windows import bounds
from salerno.rules.fees import Charge, Fee, charges, due_on, occasion_of, versions_on
from salerno.rules.sources import Source

DAYS_OF_A_WEEK = 7


@dataclass(frozen=True, slots=True)
class Owed:
    """What a trainee pays for one purpose, and by which day; both None are not said."""

    purpose: str
    amount: Money | None
    due: date | None
    source: Source


def standpoint_of(person: Person, stay: Period, circumstances: Circumstances) -> Standpoint:
    """A trainee as their fees see them, with the stay as the event."""
    return Standpoint(person, circumstances.at_event(event_of(stay)))


def charged(rotation: Rotation, stay: Period, *, view: Standpoint) -> tuple[Owed, ...]:
    """What a rotation charges its trainee for a stay, in the order of its fees.

    `view` is the trainee's, see `standpoint_of`. Fees are by the week, begun ones counted, and by
    the day. An amount is None where no single one follows from what the host says; money that is
    only shown, and what others pay, is left out.
    """
    occasion = occasion_of(view, quantities=_quantities(stay))
    found = charges(rotation.offer.fees, occasion=occasion)
    live = versions_on(rotation.offer.fees, on=occasion.on)
    return tuple(
        Owed(own.purpose, amount, _due(own, live, view), own.source)
        for own in found
        if own.payer == "applicant" and not own.held
        for amount in [_single(own)]
        if amount is None or amount.amount
    )


def _quantities(stay: Period) -> Mapping[str, int]:
    first, end = bounds(stay)
    days = (end - first).days
    return MappingProxyType({"day": days, "week": -(-days // DAYS_OF_A_WEEK)})


def _single(own: Charge) -> Money | None:
    if own.amount is None or own.unsure or own.amount.low.amount != own.amount.high.amount:
        return None
    return own.amount.low


def _due(own: Charge, live: Iterable[Fee], view: Standpoint) -> date | None:
    """The day by which it is to be paid at the latest, where one is said."""
    days = [due_on(fee, view=view) for fee in live if _is_for(fee, own)]
    return next((day.latest for day in days if day is not None), None)


def _is_for(fee: Fee, own: Charge) -> bool:
    return (fee.purpose, fee.payer, fee.held) == (own.purpose, own.payer, own.held)


def owed_on(
    day: date, several: Iterable[Owed], *, paid: Collection[str], stay: Period
) -> tuple[str, ...]:
    """The purposes for which an amount is owed and due on a day.

    What bears no day is due on the first day of the stay; what has no amount cannot be paid yet.
    """
    first = bounds(stay)[0]
    return tuple(
        own.purpose
        for own in several
        if own.amount and own.purpose not in paid and (own.due or first) <= day
    )


_CAUSES: Mapping[State, Cause] = MappingProxyType(
    {
        "withdrawn": "trainee",
        "no-show": "trainee",
        "lapsed": "trainee",
        "refused": "host",
        "cancelled": "host",
    }
)


def cause_of(state: State, *, released: bool | None = None) -> Cause | None:
    """Who ended a placement that is in a state; None is one that was not ended early.

    What a school did not release is refused by the school.
    """
    if state == "refused" and released is False:
        return "school"
    return _CAUSES.get(state)


def back_of(own: Repayment) -> Money | None:
    """The amount that is surely paid back; None where the rules leave it open."""
    if own.back is None or own.back.low.amount != own.back.high.amount:
        return None
    return own.back.low
