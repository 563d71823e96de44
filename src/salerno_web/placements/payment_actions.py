"""What writes charges: made with the request, said to be paid, received, paid back."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from salerno.errors import InputError
from salerno.money import CENT, Money
from salerno_web.people.models import User
from salerno_web.placements.actions import tell
from salerno_web.placements.charging import backs_of, charges_of
from salerno_web.placements.models import Payment, Placement
from salerno_web.placements.networks import network
from salerno_web.placements.paying import Answer
from salerno_web.placements.payment_queries import ENDED

LONGEST_CHARGE = 100


def charge(row: Placement, *, now: datetime) -> int:
    """Write what a placement is charged, once for each purpose; how many charges are new.

    Called with the move that gives it a seat, in its transaction; an event is written with them.
    """
    new = 0
    for own in charges_of(row, known=network(), asked=now.date()):
        if own.amount is not None:
            _row, is_new = Payment.objects.get_or_create(
                placement=row,
                charge=own.purpose[:LONGEST_CHARGE],
                defaults={
                    "amount": own.amount.amount.quantize(CENT),
                    "currency": own.amount.currency,
                    "due": own.due,
                },
            )
            new += is_new
    if new:
        tell("charge", row)
    return new


def repay(row: Placement) -> None:
    """Write what is to be paid back of a placement that was ended; called with the move."""
    if row.state not in ENDED:
        return
    paid = list(Payment.objects.filter(placement=row).exclude(paid_at=None))
    if paid:
        backs = backs_of(row, paid, known=network())
        for one in paid:
            one.refund = backs[one.charge]
            one.save(update_fields=["refund"])


def say_paid(payment: UUID, *, reference: str, by: User, now: datetime) -> bool:
    """Keep that a trainee says to have paid, under a reference; theirs alone. Whether it was owed.

    A row and an event are written.
    """
    with transaction.atomic():
        own = _locked(payment)
        if own.placement.trainee_id != by.pk or own.paid_at or own.placement.state in ENDED:
            return False
        own.way, own.reference, own.told_at = "transfer", reference, now
        own.save(update_fields=["way", "reference", "told_at"])
        tell("say-paid", own.placement, actor=by)
    return True


def receive(payment: UUID, *, by: User, now: datetime) -> bool:
    """Keep that a payment arrived; coordinators of the host may. Whether it was missing."""
    return _receive(payment, way="transfer", by=by, now=now)


def take_answer(answer: Answer, *, way: str, now: datetime) -> bool:
    """Keep what a provider says was paid, once; whether it is new. Only for what it signed.

    Raises InputError where it is about no payment of ours, or about another amount.
    """
    try:
        own = Payment.objects.filter(pk=UUID(answer.payment)).first()
    except ValueError:
        own = None
    if own is None or Money(own.amount, own.currency) != Money(
        answer.amount.amount.quantize(CENT), answer.amount.currency
    ):
        raise InputError(_("This is not what is to be paid."), fix=_("Pay the money back."))
    return _receive(own.pk, way=way, now=now, reference=answer.reference)


def _receive(
    payment: UUID, *, way: str, now: datetime, by: User | None = None, reference: str = ""
) -> bool:
    with transaction.atomic():
        own = _locked(payment)
        if own.paid_at:
            return False
        own.way, own.paid_at = way, now
        own.reference = (reference or own.reference)[:LONGEST_CHARGE]
        own.save(update_fields=["way", "paid_at", "reference"])
        tell("receive", own.placement, actor=by)
        repay(own.placement)  # it may have been ended before the money arrived
    return True


def pay_back(payment: UUID, *, amount: Decimal, by: User, now: datetime) -> bool:
    """Keep that money was paid back; coordinators of the host may. Whether it was due.

    Raises InputError for more than was paid.
    """
    with transaction.atomic():
        own = _locked(payment)
        if not own.paid_at or own.refunded_at or own.placement.state not in ENDED:
            return False
        if not 0 <= amount <= own.amount:
            raise InputError(_("No more than was paid can be paid back."))
        own.refund, own.refunded_at = amount, now
        own.save(update_fields=["refund", "refunded_at"])
        tell("pay-back", own.placement, actor=by)
    return True


def _locked(payment: UUID) -> Payment:
    rows = Payment.objects.select_for_update(of=("self",)).select_related("placement")
    return rows.get(pk=payment)
