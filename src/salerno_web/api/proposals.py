"""Placements that trainees found: proposed by them, confirmed or refused by their host."""

from __future__ import annotations

from functools import partial
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router

from salerno.errors import InputError
from salerno.periods import ONE_DAY
from salerno.placements.seats import Refusal
from salerno.placements.windows import bounds, stay_of
from salerno.rules.outlines import Plain
from salerno_web.api import proposal_shapes as shapes
from salerno_web.api.answers import answer
from salerno_web.api.belonging import host_for
from salerno_web.api.keys import Asking, BearerKey, WritingKey
from salerno_web.api.limits import READING
from salerno_web.api.placements import refuse
from salerno_web.api.problems import Problem
from salerno_web.api.replies import HELD, SENT, replies
from salerno_web.placements.proposal_actions import (
    confirm_proposal,
    propose_placement,
    refuse_proposal,
    withdraw_proposal,
)
from salerno_web.placements.proposal_queries import (
    Proposed,
    hosts_listed,
    is_open,
    proposal_by,
    proposals_by,
    proposals_to,
)
from salerno_web.placements.queries import schools_of
from salerno_web.placements.tasks import ended_in_time

router = Router(tags=["placements"], by_alias=True, auth=BearerKey())
at_hosts = Router(tags=["placements"], by_alias=True, auth=BearerKey())
CHANGING = (*HELD, *SENT, 403, 404, 409)
PLAIN = ("language", "specialty", "supervisor", "words")


@router.get(
    "",
    response=replies(shapes.Proposals, *HELD),
    operation_id="proposals",
    summary="The placements that you found and proposed",
    url_name="api_proposals",
    throttle=READING,
)
def proposals(request: HttpRequest) -> HttpResponse:
    """The newest first."""
    rows = proposals_by(cast(Asking, request).user).select_related("trainee")
    return answer({"rows": [_outline(row) for row in rows]})


@router.post(
    "",
    response=replies(shapes.Proposal, *CHANGING, status=201),
    operation_id="proposal_make",
    summary="Propose a placement that you found",
    url_name="api_proposals",
    auth=WritingKey(),
    throttle=READING,
)
def proposal_make(request: HttpRequest, sent: shapes.SentProposal) -> HttpResponse:
    """Its host is asked. Until it has confirmed the placement itself nothing is confirmed."""
    viewer = cast(Asking, request).user
    first, end = bounds(stay_of(sent.first, sent.weeks))
    host = hosts_listed().filter(pk=sent.host).first() if sent.host else None
    school = schools_of(viewer).filter(pk=sent.school).first() if sent.school else None
    if (sent.host and host is None) or (sent.school and school is None):
        raise InputError("there is no such host, or no such school of yours")
    told = {name: getattr(sent, name) for name in PLAIN} | {
        "first": first, "end": end, "host_name": sent.host_name or "", "email": sent.email or "",
    }  # fmt: skip
    row = propose_placement(viewer, host=host, told=told, school=school, now=timezone.now())
    return answer(_outline(row), status=201)


@router.post(
    "/{uuid:id}/withdraw",
    response=replies(shapes.Proposal, *CHANGING),
    operation_id="proposal_withdraw",
    summary="Propose a placement no longer",
    url_name="api_proposal_withdraw",
    auth=WritingKey(),
    throttle=READING,
)
def proposal_withdraw(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the word of the address
    """While nothing has become of it."""
    row = proposal_by(id, viewer=cast(Asking, request).user)
    if row is None:
        raise Problem(404, "There is no such proposal of yours.")
    _still_open(row)
    withdraw_proposal(row, now=timezone.now())
    return _told(row)


@at_hosts.get(
    "/{uuid:id}/proposals",
    response=replies(shapes.Proposals, *HELD, 404, 422),
    operation_id="host_proposals",
    summary="What trainees say to have found at a host of yours",
    url_name="api_host_proposals",
    throttle=READING,
)
def host_proposals(request: HttpRequest, id: UUID) -> HttpResponse:  # noqa: A002 - the word of the address
    """What is open first."""
    rows = proposals_to(host_for(request, id), viewer=cast(Asking, request).user)
    return answer({"rows": [_outline(row) for row in rows]})


@at_hosts.post(
    "/{uuid:id}/proposals/{uuid:proposal}/confirm",
    response=replies(shapes.Proposal, *CHANGING),
    operation_id="proposal_confirm",
    summary="Confirm a placement that a trainee found, in a window of yours",
    url_name="api_proposal_confirm",
    auth=WritingKey(),
    throttle=READING,
)
def proposal_confirm(
    request: HttpRequest,
    id: UUID,  # noqa: A002 - the word of the address
    proposal: UUID,
    sent: shapes.Place,
) -> HttpResponse:
    """A seat is held for the trainee, and the request accepted beforehand. 409 says why not."""
    row = _to_host(request, id, proposal)
    found = ended_in_time(
        partial(
            confirm_proposal, row, rotation=sent.rotation, window=sent.window,
            by=cast(Asking, request).user, now=timezone.now(),
        )
    )  # fmt: skip
    if isinstance(found, Refusal):
        refuse(found)
    return _told(row)


@at_hosts.post(
    "/{uuid:id}/proposals/{uuid:proposal}/refuse",
    response=replies(shapes.Proposal, *CHANGING),
    operation_id="proposal_refuse",
    summary="Refuse a placement that a trainee says to have found",
    url_name="api_proposal_refuse",
    auth=WritingKey(),
    throttle=READING,
)
def proposal_refuse(
    request: HttpRequest,
    id: UUID,  # noqa: A002 - the word of the address
    proposal: UUID,
    sent: shapes.SentRefusal,
) -> HttpResponse:
    """The trainee reads why."""
    row = _to_host(request, id, proposal)
    refuse_proposal(row, why=sent.why, by=cast(Asking, request).user, now=timezone.now())
    return _told(row)


def _to_host(request: HttpRequest, name: UUID, proposal: UUID) -> Proposed:
    """A proposal to a host of the viewer's that is open; raises Problem."""
    rows = proposals_to(host_for(request, name), viewer=cast(Asking, request).user)
    found = rows.filter(pk=proposal).first()
    if found is None:
        raise Problem(404, "There is no such proposal to a host of yours.")
    _still_open(found)
    return found


def _still_open(row: Proposed) -> None:
    if not is_open(row):
        raise Problem(409, "This was answered already.")


def _told(row: Proposed) -> HttpResponse:
    row.refresh_from_db()
    return answer(_outline(row))


def _outline(row: Proposed) -> Plain:
    return {
        "id": str(row.pk),
        "trainee": str(row.trainee),
        "host": row.host_name,
        "specialty": row.specialty,
        "supervisor": row.supervisor,
        "first": row.first.isoformat(),
        "last": (row.end - ONE_DAY).isoformat(),
        "words": row.words,
        "state": str(row.state),
        "said": row.said,
        "why": row.why,
        "placement": str(row.placement_id) if row.placement_id else None,
    }
