"""What is owed for placements, what was paid, and what is to be paid back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.db.models import Q, QuerySet

from salerno.money import Money
from salerno.periods import Period
from salerno.placements.charges import Owed, owed_on
from salerno.placements.states import OVER
from salerno.rules.sources import Source
from salerno_web.people.models import Kind, Organisation
from salerno_web.people.permissions import Viewer
from salerno_web.placements.models import Payment, Placement
from salerno_web.placements.permissions import may_publish, part_in
from salerno_web.programmes.words import word

ENDED = OVER - {"closed"}
"""A placement in these was ended early: what is not paid is owed no longer."""
Standing = Literal["owed", "told", "paid", "over", "repay", "kept", "repaid"]
_UNNAMED = Source("", date.min, "provider", "A")


@dataclass(frozen=True, slots=True)
class Line:
    """A charge as pages show it, and how it stands."""

    id: UUID
    placement: Placement
    words: str
    amount: Decimal
    currency: str
    due: date | None
    standing: Standing
    reference: str
    told_at: datetime | None
    refund: Decimal | None


def owed(row: Placement, today: date) -> tuple[str, ...]:
    """What is owed for a placement and due; 1 statement, none where it cannot begin yet anyway."""
    if row.state != "onboarding":
        return ()
    rows = list(Payment.objects.filter(placement=row))
    several = [Owed(one.charge, Money(one.amount, one.currency), one.due, _UNNAMED) for one in rows]
    paid = {one.charge for one in rows if one.paid_at}
    return owed_on(today, several, paid=paid, stay=Period(row.first, row.end))


def paid_by(name: UUID, *, viewer: Viewer) -> Placement | None:
    """A placement, for the trainee who pays for it; 1 statement."""
    row = Placement.objects.select_related("host", "trainee").filter(pk=name).first()
    return row if row and part_in(row, viewer=viewer) == "trainee" else None


def receiver(name: UUID, *, viewer: Viewer) -> Organisation | None:
    """A host, for who confirms what it received; 2 statements."""
    host = Organisation.objects.filter(pk=name, kind=Kind.HOST).first()
    return host if host and may_publish(host, viewer=viewer) else None


def payment_of(name: str, rows: QuerySet[Payment]) -> Payment | None:
    """One of some payments, by its id as it was sent; 1 statement."""
    try:
        return rows.filter(pk=UUID(name)).first()
    except ValueError:
        return None


def payments_for(row: Placement) -> QuerySet[Payment]:
    """The charges of a placement, the first due first; 1 statement."""
    return Payment.objects.filter(placement=row).select_related("placement").order_by("due", "pk")


def payments_at(host: Organisation, *, waiting: bool = False) -> QuerySet[Payment]:
    """The charges of a host, or only those that wait for it; 1 statement."""
    rows = Payment.objects.filter(placement__host=host)
    if waiting:
        told = Q(paid_at=None, told_at__isnull=False) & ~Q(placement__state__in=ENDED)
        repay = Q(paid_at__isnull=False, refunded_at=None, placement__state__in=ENDED)
        rows = rows.filter(told | (repay & (Q(refund=None) | Q(refund__gt=0))))
    return rows.select_related("placement__trainee").order_by("due", "pk")


def lines(rows: Iterable[Payment]) -> list[Line]:
    """Charges as pages show them; no SQL."""
    return [
        Line(
            one.pk, one.placement, word({}, one.charge), one.amount, one.currency, one.due,
            standing_of(one), one.reference, one.told_at, one.refund,
        )
        for one in rows
    ]  # fmt: skip


def standing_of(one: Payment) -> Standing:
    """How a charge stands; no SQL."""
    has_ended = one.placement.state in ENDED
    if one.refunded_at:
        return "repaid"
    if one.paid_at and has_ended:
        return "repay" if one.refund is None or one.refund else "kept"
    if one.paid_at:
        return "paid"
    if has_ended:
        return "over"
    return "told" if one.told_at else "owed"
