"""What placements cost: its trainee says what was paid, its host what arrived and went back."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from salerno.money import Money
from salerno.rules.outlines import Plain
from salerno_web.api import payment_shapes as shapes
from salerno_web.api.answers import answer
from salerno_web.api.belonging import placement_for
from salerno_web.api.keys import Asking, BearerKey, WritingKey
from salerno_web.api.limits import READING
from salerno_web.api.problems import Problem
from salerno_web.api.replies import HELD, SENT, replies
from salerno_web.placements.models import Payment, Placement
from salerno_web.placements.paying import way_name
from salerno_web.placements.payment_actions import pay_back, receive, say_paid
from salerno_web.placements.payment_queries import payment_of, payments_for, standing_of

router = Router(tags=["placements"], by_alias=True, auth=BearerKey())


@router.get(
    "/{uuid:id}/payments",
    response=replies(shapes.Payments, *HELD, 404, 422),
    operation_id="payments",
    summary="What a placement costs, and what was paid of it",
    url_name="api_payments",
    throttle=READING,
)
def payments(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the word of the address
    """For its trainee and its host, the first due first."""
    return _told(placement_for(request, id, "trainee", "host")[0])


@router.post(
    "/{uuid:id}/payments/{uuid:payment}/paid",
    response=replies(shapes.Payments, *HELD, *SENT, 403, 404, 409),
    operation_id="payment_paid",
    summary="Say that a charge was paid by transfer",
    url_name="api_payment_paid",
    auth=WritingKey(),
    throttle=READING,
)
def payment_paid(
    request: HttpRequest,
    id: UUID,  # noqa: A002 - the word of the address
    payment: UUID,
    sent: shapes.SentReference,
) -> HttpResponse:
    """Its trainee may; it counts as paid once its host says that the money arrived."""
    row = placement_for(request, id, "trainee")[0]
    own, user = _payment(row, payment), cast(Asking, request).user
    if way_name() != "transfer":
        raise Problem(409, "This is paid at a provider: the page of the placement leads there.")
    if not say_paid(own.pk, reference=sent.reference, by=user, now=timezone.now()):
        raise Problem(409, "Nothing is owed here.")
    return _told(row)


@router.post(
    "/{uuid:id}/payments/{uuid:payment}/received",
    response=replies(shapes.Payments, *HELD, 403, 404, 409, 422),
    operation_id="payment_received",
    summary="Confirm that the money of a charge arrived",
    url_name="api_payment_received",
    auth=WritingKey(),
    throttle=READING,
)
def payment_received(request: HttpRequest, id: UUID, payment: UUID) -> HttpResponse:  # noqa: A002 - the word of the address
    """Coordinators of the host may."""
    row = placement_for(request, id, "host")[0]
    own, user = _payment(row, payment), cast(Asking, request).user
    if not receive(own.pk, by=user, now=timezone.now()):
        raise Problem(409, "This money has arrived already.")
    return _told(row)


@router.post(
    "/{uuid:id}/payments/{uuid:payment}/back",
    response=replies(shapes.Payments, *HELD, *SENT, 403, 404, 409),
    operation_id="payment_back",
    summary="Say how much of a charge was paid back",
    url_name="api_payment_back",
    auth=WritingKey(),
    throttle=READING,
)
def payment_back(
    request: HttpRequest,
    id: UUID,  # noqa: A002 - the word of the address
    payment: UUID,
    sent: shapes.SentRefund,
) -> HttpResponse:
    """Coordinators of the host may, once, where a placement ended early that was paid for."""
    row = placement_for(request, id, "host")[0]
    own, user = _payment(row, payment), cast(Asking, request).user
    back = Money.parse(sent.amount)
    if back.currency != own.currency:
        raise Problem(422, f"This was paid in {own.currency}.", where="amount")
    if not pay_back(own.pk, amount=back.amount, by=user, now=timezone.now()):
        raise Problem(409, "Nothing of this is to be paid back.")
    return _told(row)


def _payment(row: Placement, name: UUID) -> Payment:
    found = payment_of(str(name), payments_for(row))
    if found is None:
        raise Problem(404, "There is no such charge of this placement.")
    return found


def _told(row: Placement) -> HttpResponse:
    return answer({"rows": [_outline(one) for one in payments_for(row)]})


def _outline(one: Payment) -> Plain:
    return {
        "id": str(one.pk),
        "charge": one.charge,
        "amount": str(Money(one.amount, one.currency)),
        "due": one.due and one.due.isoformat(),
        "standing": standing_of(one),
        "reference": one.reference,
        "refund": None if one.refund is None else str(Money(one.refund, one.currency)),
    }
