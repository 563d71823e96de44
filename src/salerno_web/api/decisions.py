"""What a host decides about single demands of a placement."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from salerno.rules.outlines import Plain
from salerno_web.api import certificate_shapes as shapes
from salerno_web.api.answers import answer
from salerno_web.api.belonging import placement_for
from salerno_web.api.keys import Asking, BearerKey, WritingKey
from salerno_web.api.limits import READING
from salerno_web.api.replies import HELD, SENT, replies
from salerno_web.placements.decision_actions import decide
from salerno_web.placements.decision_queries import decisions_on
from salerno_web.placements.models import Placement
from salerno_web.placements.networks import network
from salerno_web.placements.standings import standing_of

router = Router(tags=["placements"], by_alias=True, auth=BearerKey())


@router.get(
    "/{uuid:id}/decisions",
    response=replies(shapes.Decisions, *HELD, 404, 422),
    operation_id="decisions",
    summary="What the host decided of a placement, and what it has still to judge",
    url_name="api_decisions",
    throttle=READING,
)
def decisions(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the word of the address
    """For its trainee and its host."""
    row, _part = placement_for(request, id, "trainee", "host")
    return answer(_decided(row))


@router.post(
    "/{uuid:id}/decisions",
    response=replies(shapes.Decisions, *HELD, *SENT, 403, 404),
    operation_id="decide",
    summary="Decide whether a demand is met that the host alone can judge",
    url_name="api_decisions",
    auth=WritingKey(),
    throttle=READING,
)
def decide_one(request: HttpRequest, id: UUID, sent: shapes.SentDecision) -> HttpResponse:  # noqa: A002 - the word of the address
    """Coordinators of the host may; then the placement goes on by itself as far as it can."""
    row, _part = placement_for(request, id, "host")
    user = cast(Asking, request).user
    decide(id, sent.demand, met=sent.met, why=sent.why, by=user, now=timezone.now())
    return answer(_decided(row))


def _decided(row: Placement) -> Plain:
    kept = decisions_on(row)
    own = standing_of(row, network())
    papers = own.papers if own else ()
    return {
        "rows": [
            {"demand": name, "met": one.met, "why": one.why, "at": one.at.isoformat()}
            for name, one in sorted(kept.items())
        ],
        "open": [one.asked.demand.id for one in papers if one.awaits_host],
    }
